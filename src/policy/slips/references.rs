//! References such as `step.place` and `data.settings.max`: where each leads, and where it leads nowhere.

use regorus::unstable::{Expr, Span};

use super::scope::{Package, Scope};
use super::{Reader, suggestion};
use crate::policy::kinds::{self, Known, NoMember, Word};
use crate::project::nearest_name;

/// A part of a reference: `.name` or `["name"]`, or something else in brackets.
enum Part<'e> {
    Name(String, &'e Span),
    Index,
}

impl<'s> Reader<'s> {
    /// Follows a reference, and tells of a member that is not there if it `tells`. Gives what is known of its value.
    pub(super) fn reference(&mut self, expr: &Expr, scope: &Scope<'_, 's>, tells: bool) -> Known<'s> {
        let mut parts = Vec::new();
        let mut rest = expr;
        loop {
            match rest {
                Expr::RefDot { refr, field, .. } => {
                    parts.push(Part::Name(field.1.as_string().ok()?.to_string(), &field.0));
                    rest = refr;
                }
                Expr::RefBrack { refr, index, .. } => {
                    parts.push(match &**index {
                        Expr::String { value, span, .. } => {
                            Part::Name(value.as_string().ok()?.to_string(), span)
                        }
                        _ => Part::Index,
                    });
                    if tells {
                        self.expr(index, scope);
                    }
                    rest = refr;
                }
                _ => break,
            }
        }
        let Expr::Var { value, .. } = rest else {
            if tells {
                self.expr(rest, scope);
            }
            return None;
        };
        let root = value.as_string().ok()?;
        let mut parts = parts.into_iter().rev();
        let mut known = match scope.get(root) {
            Some(known) => known,
            None if &**root == "input" => kinds::input(),
            None if &**root == "data" => self.data("data".to_owned(), &mut parts, tells)?,
            None => self.imported(self.aliases.get(&**root)?.clone(), &mut parts, tells)?,
        };
        for part in parts {
            let Part::Name(name, span) = part else {
                known = kinds::item(known);
                continue;
            };
            match kinds::member(known, &name) {
                Ok(next) => known = next,
                Err(none) => {
                    if tells {
                        self.no_member(&name, span, known, &none);
                    }
                    return None;
                }
            }
        }
        known
    }

    /// What stands behind an import of `path`.
    fn imported<'e>(
        &mut self,
        path: String,
        parts: &mut impl Iterator<Item = Part<'e>>,
        tells: bool,
    ) -> Option<Known<'s>> {
        let mut names = path.split('.');
        match names.next() {
            Some("data") => self.data(path, parts, tells),
            Some("input") => names.try_fold(kinds::input(), |known, name| kinds::member(known, name).ok()),
            _ => None,
        }
    }

    /// Follows a path in `data`, of which `at` is the beginning, as far as it leads to a package or into the settings.
    /// Nothing is known of what a rule gives.
    fn data<'e>(
        &mut self,
        mut at: String,
        parts: &mut impl Iterator<Item = Part<'e>>,
        tells: bool,
    ) -> Option<Known<'s>> {
        while at != "data.settings" {
            let Some(Part::Name(name, span)) = parts.next() else { return None };
            let next = format!("{at}.{name}");
            let inner = format!("{next}.");
            let leads_on = |package: &Package| package.path == next || package.path.starts_with(&inner);
            if next == "data.settings" || self.packages.iter().any(leads_on) {
                at = next;
                continue;
            }
            let here = self.packages.iter().filter(|package| package.path == at);
            let rules: Vec<String> = here.flat_map(Package::first_names).collect();
            if tells && !rules.contains(&name) {
                let help = if rules.is_empty() {
                    "a policy sees `data.settings`, its own package, and those in the folder `lib` beside it"
                        .to_owned()
                } else {
                    suggestion(&name, &rules)
                };
                self.tell(span, span, format!("there is no `{next}`"), help);
            }
            return None;
        }
        Some(self.settings)
    }

    fn no_member(&mut self, name: &str, span: &Span, known: Known<'s>, none: &NoMember) {
        if known.is_some_and(|known| self.settings.is_some_and(|settings| std::ptr::eq(known, settings))) {
            let near = nearest_name(name, &none.members).map(|near| format!("did you mean `{near}`?"));
            let help = format!("its page says which there are: add a table `[settings.{name}]` there");
            let reason = format!("this rule has no setting `{name}`");
            return self.tell(span, span, reason, near.unwrap_or(help));
        }
        let help = match kinds::words(known).first() {
            Some(Word::Array) if matches!(name, "length" | "size" | "count") => {
                "write `count(…)` around the list".to_owned()
            }
            Some(Word::Array) => format!("take each of them, `some one in …`, and write `one.{name}`"),
            Some(Word::Object) => suggestion(name, &none.members),
            _ => "only objects have members".to_owned(),
        };
        self.tell(span, span, format!("{} has no member `{name}`", none.whole), help);
    }
}
