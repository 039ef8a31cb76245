//! What expressions are, and comparisons of things that are never alike.

use regorus::unstable::Expr;

use super::scope::{Scope, is_same};
use super::{Reader, suggestion};
use crate::policy::kinds::{self, Known, Word};
use crate::policy::structure::path;
use crate::text::listed;

impl<'s> Reader<'s> {
    /// What is known of an expression; nothing is told.
    pub(super) fn known(&mut self, expr: &Expr, scope: &Scope<'_, 's>) -> Known<'s> {
        kinds::plain(match expr {
            Expr::String { .. } | Expr::RawString { .. } => "text",
            Expr::Number { .. } => "number",
            Expr::Bool { .. } => "boolean",
            Expr::Null { .. } => "null",
            Expr::Array { .. } | Expr::ArrayCompr { .. } => "array",
            Expr::Set { .. } | Expr::SetCompr { .. } => "set",
            Expr::Object { .. } | Expr::ObjectCompr { .. } => "object",
            Expr::Var { .. } | Expr::RefDot { .. } | Expr::RefBrack { .. } => {
                return self.reference(expr, scope, false);
            }
            Expr::Call { fcn, params, .. } => match path(fcn)?.as_str() {
                "count" | "to_number" | "abs" | "ceil" | "floor" | "round" => "number",
                "sprintf" | "concat" | "lower" | "upper" | "trim" | "trim_space" | "trim_prefix"
                | "trim_suffix" | "replace" | "substring" | "format_int" => "text",
                "split" => "texts",
                "array.concat" => {
                    let [one, other] = params.as_slice() else { return None };
                    let (one, other) = (self.known(one, scope), self.known(other, scope));
                    return if is_same(kinds::item(one), kinds::item(other)) { one } else { None };
                }
                _ => return None,
            },
            _ => return None,
        })
    }

    /// Tells of what has no members of which `some … in` could take one.
    pub(super) fn collection(&mut self, collection: &Expr, scope: &Scope<'_, 's>) {
        let known = self.known(collection, scope);
        let words = kinds::words(known);
        let is_one = |word: &Word| !matches!(word, Word::Array | Word::Set | Word::Object);
        if !words.is_empty() && words.iter().all(is_one) {
            let reason = format!("{} has no members", described(known));
            self.tell_of(collection, reason, "`in` looks into a list, a set or an object");
        }
    }

    /// Tells of two values that are never equal, or of which none is ever less.
    pub(super) fn comparison(&mut self, lhs: &Expr, rhs: &Expr, is_equation: bool, scope: &Scope<'_, 's>) {
        let (left, right) = (self.known(lhs, scope), self.known(rhs, scope));
        if self.is_never(lhs, left, rhs) || self.is_never(rhs, right, lhs) {
            return;
        }
        let (of_left, of_right) = (kinds::words(left), kinds::words(right));
        if !are_apart(&of_left, &of_right) {
            return;
        }
        let (value, known, words, others) = match path(lhs) {
            Some(_) => (lhs, left, of_left, of_right),
            None => (rhs, right, of_right, of_left),
        };
        let is = if is_equation { "is never" } else { "is neither less nor more than" };
        let reason = format!("{} {is} {}", described(known), articles(&others));
        let name = path(value).unwrap_or_else(|| "…".to_owned());
        let with_null = others == [Word::Null];
        let help = match words.first() {
            Some(Word::Array) if with_null => {
                format!("where nothing is said it is empty: write `count({name}) == 0`")
            }
            Some(Word::Array) => match kinds::members(kinds::item(known)) {
                Some(members) => {
                    format!("take each of them, `some one in {name}`, and compare a member of it: {members}")
                }
                None => format!("`some one in {name}` takes each of them, and `count({name})` counts them"),
            },
            Some(Word::Object) if !with_null => match kinds::members(known) {
                Some(members) => format!("compare a member of it: {members}"),
                None => "compare a member of it".to_owned(),
            },
            _ if with_null => "it is always there".to_owned(),
            _ => format!("compare it with {}", articles(&words)),
        };
        self.tell_of(value, reason, help);
    }

    /// Tells of a text that a value never is, of which there are only some; says whether it did.
    fn is_never(&mut self, value: &Expr, known: Known<'s>, text: &Expr) -> bool {
        let Expr::String { value: said, .. } = text else { return false };
        let Ok(said) = said.as_string() else { return false };
        let choices = kinds::choices(known);
        if choices.is_empty() || choices.contains(&&**said) {
            return false;
        }
        let name = path(value).map_or_else(|| "this".to_owned(), |path| format!("`{path}`"));
        let names: Vec<String> = choices.iter().map(|choice| (*choice).to_owned()).collect();
        self.tell_of(text, format!("{name} is never `{said}`"), suggestion(said, &names));
        true
    }

    /// Tells of what a collection never has in it.
    pub(super) fn membership(&mut self, value: &Expr, collection: &Expr, scope: &Scope<'_, 's>) {
        self.collection(collection, scope);
        let item = kinds::item(self.known(collection, scope));
        let (items, values) = (kinds::words(item), kinds::words(self.known(value, scope)));
        if !are_apart(&items, &values) {
            return;
        }
        let name = path(collection).unwrap_or_else(|| "…".to_owned());
        let reason = format!("each of these is {}, and never {}", described(item), articles(&values));
        let has_name = matches!(kinds::member(item, "name"), Ok(Some(_)));
        let member = if has_name { "name" } else { "…" };
        self.tell_of(collection, reason, format!("write `in {{one.{member} | some one in {name}}}`"));
    }
}

/// Whether two values never are the same kind of thing, as far as one knows.
fn are_apart(one: &[Word], other: &[Word]) -> bool {
    !one.is_empty() && !other.is_empty() && one.iter().all(|word| !other.contains(word))
}

fn described(known: Known<'_>) -> String {
    known.map(kinds::described).unwrap_or_default()
}

fn articles(words: &[Word]) -> String {
    let articles: Vec<&str> = words.iter().map(|word| word.article()).collect();
    listed(&articles, "or")
}
