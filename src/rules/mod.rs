//! Model to findings: a file for each rule, beside the one table that names them all.
//!
//! A rule is a pure function over the model. What several of them need is computed in `model/`; here it is only told.

mod check;
mod draft;
mod page;
mod say;
mod why;

mod circular_wait;
mod dead_end_step;
mod exclusive_inputs;
mod late_input;
mod misnamed_flow;
mod missed_promise;
mod missing_improve_link;
mod orphaned_output;
mod stalled_trigger;
mod unmatched_input;
mod unproduced_outcome;
mod unused_allow;
mod unused_trigger;

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
    unmatched_input::RULE,
    orphaned_output::RULE,
    misnamed_flow::RULE,
    unused_trigger::RULE,
    unproduced_outcome::RULE,
    missing_improve_link::RULE,
    circular_wait::RULE,
    late_input::RULE,
    dead_end_step::RULE,
    exclusive_inputs::RULE,
    stalled_trigger::RULE,
    missed_promise::RULE,
    unused_allow::RULE,
];
