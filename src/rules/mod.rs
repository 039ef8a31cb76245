//! Model to findings: a file for each rule, beside the one table that names them all.
//!
//! A rule is a pure function over the model. What several of them need is computed in `model/`; here it is only told.

mod border;
mod builder;
mod locate;
mod mending;
mod misdeclared;
mod missing_field;
mod naming;
mod nearest;
mod page;
mod roles;
mod runner;
mod say;
mod spelling;
mod undeclared;
mod why;

mod bypassed_engage;
mod circular_wait;
mod dead_end_step;
mod duplicate_flow;
mod duplicate_name;
mod empty_step;
mod exclusive_inputs;
mod forgotten_field;
mod impossible_metric;
mod incomplete_chain;
mod inconsistent_wording;
mod item_cycle;
mod late_input;
mod misnamed_flow;
mod missed_promise;
mod missing_accountable;
mod missing_improve_link;
mod missing_outcome;
mod missing_practice;
mod missing_purpose;
mod missing_responsible;
mod missing_trigger;
mod off_chain_flow;
mod orphaned_output;
mod outcome_without_beneficiary;
mod self_flow;
mod several_accountable;
mod stalled_trigger;
mod stream_size;
mod syntax_error;
mod undeclared_item;
mod unimproved_stream;
mod unknown_name;
mod unknown_practice;
mod unknown_role;
mod unmapped_step;
mod unmatched_input;
mod unproduced_outcome;
mod unused_activity;
mod unused_allow;
mod unused_declaration;
mod unused_trigger;

use crate::model::Model;
use crate::project::Settings;

pub use builder::FindingBuilder;
pub use page::{Page, infos, pages};
pub use runner::check;

/// A rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name, kebab-case, which reads well after "allow".
    pub name: &'static str,
    /// Its page, `rules/<name>.md`, with front matter.
    pub page: &'static str,
    /// Looks for its mistakes.
    check: fn(&Context<'_>) -> Vec<FindingBuilder>,
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
    unmatched_input::RULE,
    orphaned_output::RULE,
    misnamed_flow::RULE,
    missing_improve_link::RULE,
    unimproved_stream::RULE,
    missing_trigger::RULE,
    missing_outcome::RULE,
    unused_trigger::RULE,
    unproduced_outcome::RULE,
    outcome_without_beneficiary::RULE,
    circular_wait::RULE,
    exclusive_inputs::RULE,
    stalled_trigger::RULE,
    late_input::RULE,
    dead_end_step::RULE,
    empty_step::RULE,
    unmapped_step::RULE,
    duplicate_flow::RULE,
    self_flow::RULE,
    item_cycle::RULE,
    unknown_practice::RULE,
    unknown_role::RULE,
    several_accountable::RULE,
    impossible_metric::RULE,
    missed_promise::RULE,
    inconsistent_wording::RULE,
    forgotten_field::RULE,
    unused_allow::RULE,
    missing_accountable::RULE,
    missing_responsible::RULE,
    missing_practice::RULE,
    missing_purpose::RULE,
    unused_declaration::RULE,
    unused_activity::RULE,
    undeclared_item::RULE,
    off_chain_flow::RULE,
    bypassed_engage::RULE,
    incomplete_chain::RULE,
    stream_size::RULE,
];
