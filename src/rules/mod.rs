//! Model to findings: a file for each rule, beside the one table that names them all.
//!
//! A rule is a pure function over the model. What several of them need is computed in `model/`; here it is only reported.

mod allows;
mod builder;
#[cfg(test)]
mod front_matter;
mod own;
mod rule;
mod runner;
mod support;

mod chain;
mod flow;
mod hygiene;
mod names;
mod ownership;
mod stream;
mod style;
mod syntax;
mod time;

use std::path::PathBuf;
use std::sync::LazyLock;

use crate::finding::Finding;
use crate::model::Model;
use crate::project::Settings;
use crate::rule::RuleMetadata;

pub use builder::FindingBuilder;
pub use own::{OwnFindings, OwnRules};
pub use rule::{Context, Rule};
pub use runner::Checked;

/// All rules, in the order in which they are listed.
pub static RULES: &[Rule] = &[
    syntax::syntax_error::RULE,
    names::unknown_name::RULE,
    names::duplicate_name::RULE,
    flow::unmatched_input::RULE,
    flow::orphaned_output::RULE,
    flow::misnamed_flow::RULE,
    chain::missing_improve_link::RULE,
    stream::unimproved_stream::RULE,
    stream::missing_trigger::RULE,
    stream::missing_outcome::RULE,
    stream::unused_trigger::RULE,
    stream::unproduced_outcome::RULE,
    stream::outcome_without_beneficiary::RULE,
    stream::mismatched_run::RULE,
    stream::circular_run::RULE,
    stream::circular_wait::RULE,
    stream::blocked_branch::RULE,
    stream::exclusive_inputs::RULE,
    stream::stalled_trigger::RULE,
    stream::unasked_reply::RULE,
    stream::late_input::RULE,
    stream::dead_end_step::RULE,
    stream::empty_step::RULE,
    stream::unmapped_step::RULE,
    stream::misplaced_step::RULE,
    flow::duplicate_flow::RULE,
    flow::self_flow::RULE,
    names::item_cycle::RULE,
    names::look_alike_name::RULE,
    flow::unwritten_record::RULE,
    names::unknown_practice::RULE,
    names::unknown_role::RULE,
    ownership::several_accountable::RULE,
    time::impossible_metric::RULE,
    time::missed_promise::RULE,
    time::promise_at_risk::RULE,
    style::inconsistent_wording::RULE,
    hygiene::forgotten_field::RULE,
    hygiene::unused_allow::RULE,
    // Off by default.
    ownership::missing_accountable::RULE,
    ownership::missing_responsible::RULE,
    ownership::missing_practice::RULE,
    hygiene::missing_purpose::RULE,
    hygiene::required_field::RULE,
    hygiene::unused_declaration::RULE,
    chain::unused_activity::RULE,
    names::undeclared_item::RULE,
    names::compound_item::RULE,
    style::name_pattern::RULE,
    style::name_case::RULE,
    style::step_name_verb::RULE,
    style::vague_verb::RULE,
    chain::off_chain_flow::RULE,
    chain::bypassed_engage::RULE,
    chain::incomplete_chain::RULE,
    flow::overwritten_output::RULE,
    ownership::self_authorised::RULE,
    stream::indirect_outcome::RULE,
    stream::no_alternative::RULE,
    stream::stream_size::RULE,
    stream::excess_handoffs::RULE,
    stream::low_accuracy::RULE,
    time::low_flow_efficiency::RULE,
];

/// Checks `model` with all built-in rules that `settings`, made for [`metadata`], turn on. `relative` holds the path of each file
/// relative to the project's root, in the order of the sources; overrides go by it. Findings come in the order of files,
/// places and rules; suppressed ones are among them, marked.
pub fn check(model: &Model<'_>, settings: &Settings, relative: &[PathBuf]) -> Vec<Finding> {
    runner::check(RULES, model, settings, relative, None).findings
}

/// The same, with the rules of the project's `own` that `settings` turn on, where it has any.
pub fn check_with_own(
    model: &Model<'_>,
    settings: &Settings,
    relative: &[PathBuf],
    own: Option<&dyn OwnRules>,
) -> Checked {
    runner::check(RULES, model, settings, relative, own)
}

/// What is known of all rules, in the order of [`RULES`].
pub fn metadata() -> &'static [RuleMetadata] {
    static METADATA: LazyLock<Vec<RuleMetadata>> =
        LazyLock::new(|| RULES.iter().map(|rule| rule.metadata.clone()).collect());
    &METADATA
}

/// What is known of the rule called `name`.
pub fn metadata_of(name: &str) -> Option<&'static RuleMetadata> {
    metadata().iter().find(|rule| rule.name == name)
}
