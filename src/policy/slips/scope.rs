//! What variables are, and what packages define.

use std::collections::{HashMap, HashSet};

use regorus::unstable::{Expr, Module};

use crate::policy::kinds::Known;
use crate::policy::structure::{head, package, path};

/// A package, with what it defines.
pub(super) struct Package {
    /// `data.lib.steps`.
    pub path: String,
    /// The full names of its rules.
    pub names: HashSet<String>,
}

impl Package {
    pub fn of(module: &Module) -> Package {
        let names = module.policy.iter().filter_map(|rule| path(head(rule)));
        Package { path: package(module), names: names.collect() }
    }

    /// The first names of its rules, in order.
    pub fn first_names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        names.extend(self.names.iter().map(|name| name.split('.').next().unwrap_or_default().to_owned()));
        names.sort();
        names.dedup();
        names
    }
}

/// What the variables of a body are, within those around it.
#[derive(Default)]
pub(super) struct Scope<'p, 's> {
    around: Option<&'p Scope<'p, 's>>,
    names: HashMap<String, Known<'s>>,
}

impl<'p, 's> Scope<'p, 's> {
    /// One in which nothing has a value yet.
    pub fn within(around: &'p Scope<'p, 's>) -> Scope<'p, 's> {
        Scope { around: Some(around), names: HashMap::new() }
    }

    /// What a variable is; `None` where there is none of this name.
    pub fn get(&self, name: &str) -> Option<Known<'s>> {
        self.names.get(name).copied().or_else(|| self.around?.get(name))
    }

    /// Gives a variable what it is. One that is given different things could be anything.
    pub fn bind(&mut self, name: &str, known: Known<'s>) {
        let known = match self.names.get(name) {
            Some(before) if !is_same(*before, known) => None,
            _ => known,
        };
        self.names.insert(name.to_owned(), known);
    }

    /// Gives the variables of a pattern what they are: to a single one that it is `known`.
    pub fn take(&mut self, pattern: &Expr, known: Known<'s>) {
        match pattern {
            Expr::Var { value, .. } => {
                if let Ok(name) = value.as_string() {
                    self.bind(name, known);
                }
            }
            Expr::Array { items, .. } => items.iter().for_each(|item| self.take(item, None)),
            Expr::Object { fields, .. } => fields.iter().for_each(|(_, _, value)| self.take(value, None)),
            _ => {}
        }
    }
}

/// Whether the same is known of two values.
pub(super) fn is_same(one: Known<'_>, other: Known<'_>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => std::ptr::eq(one, other) || one == other,
        (one, other) => one.is_none() && other.is_none(),
    }
}
