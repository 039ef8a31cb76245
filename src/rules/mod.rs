//! Model to findings: a file for each rule, beside the one table that names them all.
//!
//! A rule is a pure function over the model. What several of them need is computed in `model/`; here it is only told.

mod check;
mod draft;
mod locate;
mod nearest;
mod page;
mod removal;
mod roles;
mod say;

mod duplicate_flow;
mod duplicate_name;
mod inconsistent_wording;
mod item_cycle;
mod self_flow;
mod several_accountable;
mod syntax_error;
mod unknown_name;
mod unknown_practice;
mod unknown_role;
mod unused_allow;

use crate::model::Model;
use crate::project::Settings;

pub use check::check;
pub use draft::Draft;
pub use page::{Page, infos, pages};

/// A rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name, kebab-case, which reads well after "allow".
    pub name: &'static str,
    /// Its page, `rules/<name>.md`, with front matter.
    pub page: &'static str,
    /// Looks for its mistakes.
    check: fn(&Context<'_>) -> Vec<Draft>,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'m> {
    /// The organisation.
    pub model: &'m Model<'m>,
    settings: &'m Settings,
    rule: usize,
}

impl Context<'_> {
    /// The value in force of the rule's threshold `key`; 0 for one that its page does not name.
    pub fn threshold(&self, key: &str) -> f64 {
        self.settings.threshold(self.rule, key).unwrap_or(0.0)
    }
}

/// All rules, in the order in which they are listed.
pub static RULES: &[Rule] = &[
    syntax_error::RULE,
    unknown_name::RULE,
    duplicate_name::RULE,
    duplicate_flow::RULE,
    self_flow::RULE,
    item_cycle::RULE,
    unknown_practice::RULE,
    unknown_role::RULE,
    several_accountable::RULE,
    inconsistent_wording::RULE,
    unused_allow::RULE,
];
