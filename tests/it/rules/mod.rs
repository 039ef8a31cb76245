//! The rules: their pages, their messages, and a file for each rule that needs more than the examples on its page.

macro_rules! reports {
    ($($name:ident: $rule:literal, $text:expr;)*) => {
        $(#[test]
        fn $name() {
            assert_snapshot!($crate::rules::one_rule::reported($rule, &$text));
        })*
    };
}

mod messages;
mod one_mistake;
mod one_rule;
mod pages;

mod chain;
mod flow;
mod hygiene;
mod names;
mod ownership;
mod stream;
mod style;
mod syntax;
mod time;
