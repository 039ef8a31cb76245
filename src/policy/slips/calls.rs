//! Calls: functions that there are not, and what those that there are are called with.

use regorus::unstable::{BUILTINS, Expr, ExprRef};

use super::Reader;
use super::scope::{Scope, is_same};
use crate::policy::complaint::{FUNCTIONS, instead_of};
use crate::policy::kinds::Known;
use crate::policy::structure::path;
use crate::project::nearest_name;

impl<'s> Reader<'s> {
    /// Tells of a function that there is not, and keeps what others are called with.
    pub(super) fn call(&mut self, function: &Expr, params: &[ExprRef], scope: &Scope<'_, 's>) {
        let Some(name) = path(function) else { return };
        let (first, rest) = name.split_once('.').map_or((name.as_str(), None), |(a, b)| (a, Some(b)));
        let full = match (self.aliases.get(first), rest) {
            (Some(full), Some(rest)) => format!("{full}.{rest}"),
            (Some(full), None) => full.clone(),
            (None, _) if first == "data" => name.clone(),
            (None, _) => format!("{}.{name}", self.package),
        };
        if self.is_defined(&full) {
            let known: Vec<Known<'s>> = params.iter().map(|param| self.known(param, scope)).collect();
            let called = self.called.entry(full).or_insert_with(|| known.clone());
            for (before, now) in called.iter_mut().zip(known) {
                if !is_same(*before, now) {
                    *before = None;
                }
            }
        } else if name != "print" && !BUILTINS.contains_key(name.as_str()) {
            let help = self.instead(&name, first, scope);
            self.tell_of(function, format!("there is no function `{name}`"), help);
        }
    }

    /// Whether a package defines what `full` names.
    fn is_defined(&self, full: &str) -> bool {
        self.packages.iter().any(|package| {
            let rest = full.strip_prefix(&package.path).and_then(|rest| rest.strip_prefix('.'));
            rest.is_some_and(|rest| package.names.contains(rest))
        })
    }

    /// What to write for a function that there is not, of whose name `first` is what stands before the first dot.
    fn instead(&self, name: &str, first: &str, scope: &Scope<'_, 's>) -> String {
        let is_value = |name: &str| scope.get(name).is_some();
        if let Some((before, last)) = name.rsplit_once('.') {
            if is_value(first) && BUILTINS.contains_key(last) {
                return format!("what a function works on stands in its brackets: `{last}({before}, …)`");
            }
            if self.is_defined(&format!("data.{name}")) {
                let package = before.rsplit('.').next().unwrap_or_default();
                return format!(
                    "write `import data.{before}` below `package`, and here `{package}.{last}(…)`"
                );
            }
        }
        if is_value(first) {
            return "a line that begins with a bracket goes on from the one above it: begin it otherwise"
                .to_owned();
        }
        if let Some(help) = instead_of(name) {
            return help.to_owned();
        }
        let own = self.packages.iter().filter(|package| package.path == self.package);
        let mut known: Vec<String> = own.flat_map(|package| package.names.iter().cloned()).collect();
        known.extend(BUILTINS.keys().filter(|name| !name.starts_with("__")).map(|name| (*name).to_owned()));
        known.sort();
        match nearest_name(name, &known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => FUNCTIONS.to_owned(),
        }
    }
}
