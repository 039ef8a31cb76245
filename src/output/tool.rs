//! What reports say of the program that writes them; `Cargo.toml` says it first.

use crate::rule::RuleMetadata;

/// The program's name.
pub(super) const NAME: &str = env!("CARGO_PKG_NAME");

/// The program's version.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The project's page on the web, if it has one.
pub(super) fn home() -> Option<&'static str> {
    given(option_env!("CARGO_PKG_HOMEPAGE")).or(repository())
}

/// The page of a built-in rule on the web, if the repository of vsdlint is there.
pub fn rule_page(rule: &RuleMetadata) -> Option<String> {
    if rule.policy.is_some() {
        return None;
    }
    Some(format!("{}/blob/HEAD/rules/{}.md", repository()?.trim_end_matches('/'), rule.name))
}

fn repository() -> Option<&'static str> {
    given(option_env!("CARGO_PKG_REPOSITORY"))
}

/// Cargo gives an empty text for what `Cargo.toml` does not say.
fn given(text: Option<&'static str>) -> Option<&'static str> {
    text.filter(|text| !text.is_empty())
}
