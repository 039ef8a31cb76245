//! The shape of a finding, as far as it shows in the policy: there one sees which line is meant.

use regorus::unstable::{Expr, ExprRef, Span};

use super::Reader;
use super::scope::Scope;
use crate::policy::answer::{KEYS, instead_of_key};
use crate::policy::kinds::{self, Known, Word};
use crate::policy::structure::path;

/// The fields of an object, each with its key and its value.
type Fields = [(Span, ExprRef, ExprRef)];

impl<'s> Reader<'s> {
    /// Tells what is wrong with a member of `findings`.
    pub(super) fn finding(&mut self, finding: &Expr, scope: &Scope<'_, 's>) {
        let Expr::Object { fields, .. } = finding else {
            let words = kinds::words(self.known(finding, scope));
            if let Some(word) = words.first().filter(|word| **word != Word::Object) {
                let help = "write `{\"msg\": \"…\", \"at\": step.place}`";
                self.tell_of(finding, format!("a finding is {}, and not an object", word.article()), help);
            }
            return;
        };
        for (_, key, _) in fields {
            if let Some(name) = text_of(key)
                && !KEYS.contains(&&*name)
            {
                self.tell_of(key, format!("a finding has no `{name}`"), instead_of_key(&name));
            }
        }
        match value_of(fields, "msg") {
            None => {
                self.tell_of(finding, "this finding has no `msg`", "write `\"msg\": \"…\"`: what is wrong");
            }
            Some(value) => self.is_text(value, "msg", scope),
        }
        match value_of(fields, "at") {
            None => {
                let help = "write `\"at\": step.place`: where it is wrong";
                self.tell_of(finding, "this finding has no `at`", help);
            }
            Some(value) => self.is_place(value, scope),
        }
        if let Some(value) = value_of(fields, "label") {
            self.is_text(value, "label", scope);
        }
        if let Some(Expr::Array { items, .. } | Expr::Set { items, .. }) = value_of(fields, "labels") {
            items.iter().for_each(|label| self.label(label, scope));
        }
    }

    fn label(&mut self, label: &Expr, scope: &Scope<'_, 's>) {
        let help = "write `{\"at\": stream.place, \"msg\": \"…\"}`";
        let Expr::Object { fields, .. } = label else {
            if let Some(known) = self.known(label, scope) {
                self.tell_of(
                    label,
                    format!("a label is {}, and not a place with words", kinds::described(known)),
                    help,
                );
            }
            return;
        };
        match value_of(fields, "at") {
            None => self.tell_of(label, "this label has no `at`", help),
            Some(value) => self.is_place(value, scope),
        }
    }

    fn is_place(&mut self, value: &Expr, scope: &Scope<'_, 's>) {
        let known = self.known(value, scope);
        let described = known.map(kinds::described).unwrap_or_default();
        // An object that the policy puts together could be one.
        let is_put_together = kinds::words(known) == [Word::Object] && kinds::members(known).is_none();
        if known.is_none() || described == "a place" || is_put_together {
            return;
        }
        let has_place = |known: Known<'s>| matches!(kinds::member(known, "place"), Ok(Some(_)));
        let help = match path(value) {
            Some(name) if has_place(known) => format!("write `{name}.place`"),
            Some(name) => match name.rsplit_once('.') {
                Some((whole, "name")) => format!("write `{whole}.place`"),
                Some((whole, _)) if name.contains(".place.") => {
                    let whole = whole.split(".place").next().unwrap_or_default();
                    format!("write `{whole}.place`")
                }
                _ => "every thing in the input has one: write `step.place`".to_owned(),
            },
            None => "every thing in the input has one: write `step.place`".to_owned(),
        };
        self.tell_of(value, format!("`at` is {described}, and not a place"), help);
    }

    fn is_text(&mut self, value: &Expr, key: &str, scope: &Scope<'_, 's>) {
        let words = kinds::words(self.known(value, scope));
        if let Some(word) = words.first().filter(|_| !words.contains(&Word::Text)) {
            self.tell_of(
                value,
                format!("`{key}` is {}, and not a text", word.article()),
                instead_of_key(key),
            );
        }
    }
}

/// The text that an expression is.
fn text_of(expr: &Expr) -> Option<String> {
    let Expr::String { value, .. } = expr else { return None };
    value.as_string().ok().map(|text| text.to_string())
}

fn value_of<'e>(fields: &'e Fields, name: &str) -> Option<&'e Expr> {
    let found = fields.iter().find(|(_, key, _)| text_of(key).is_some_and(|key| key == name));
    found.map(|(_, _, value)| &**value)
}
