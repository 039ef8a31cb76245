//! `unimproved-stream`: a stream from which improve never hears.

use crate::model::flows::{End, Occurrence, Scope};
use crate::model::index::ends_of;
use crate::model::{Activity, ActivityOf, Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted_step, quoted_stream};
use crate::rules::support::name_words::statement_words;
use crate::rules::support::places::item_place;

pub(crate) const RULE: Rule = rule!("unimproved-stream", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    context.model.streams().filter_map(|id| finding(context.model, id)).collect()
}

fn finding(model: &Model<'_>, id: ScopeId) -> Option<FindingBuilder> {
    let scope = model.scope(id);
    let statement = scope.statement?;
    if !scope.described || !model.meets_prerequisites(id) || is_open(model, id) || is_improved(model, id) {
        return None;
    }
    let message = format!("nothing of {} reaches `improve`", quoted_stream(model, id));
    let step = match model.steps_of(id).next_back() {
        Some(last) => quoted_step(model, last),
        None => "a step".to_owned(),
    };
    // What improve expects is known where it is described.
    let help = if model.descriptions_of(Activity::Improve).is_empty() {
        format!(
            "let a step send it something: for example, write `output \"Lessons learned\" to improve` in {step}; \
             or add a step in `improve`"
        )
    } else {
        format!(
            "let a step, for example {step}, send it something that `improve` expects; or add a step in `improve`"
        )
    };
    let finding = FindingBuilder::new(model.name_place(statement), message)
        .label("nobody learns from how it goes")
        .help(help)
        .fingerprint([statement_words(model, statement)]);
    Some(show_candidates(model, id, finding))
}

/// Adds to `finding` what could go to `improve`: what a step sends to an activity in which the stream does nothing, or
/// else the steps that know how it went: the last one, and those that produce an outcome.
fn show_candidates(model: &Model<'_>, id: ScopeId, finding: FindingBuilder) -> FindingBuilder {
    const MOST_SHOWN: usize = 3;
    let scope = model.scope(id);
    let mut finding = finding;
    let mut shown = 0;
    for output in &scope.outputs {
        for named in ends_of(scope, output) {
            let End::Activity(activity) = named.end else { continue };
            if shown < MOST_SHOWN && scope.steps_in(activity) == 0 {
                let label = format!("this goes to `{}`, not to `improve`", activity.name());
                finding = finding.secondary(item_place(model, id, output), label);
                shown += 1;
            }
        }
    }
    if shown > 0 {
        return finding;
    }
    let producers = model.all_producers(id).iter().filter_map(|&(_, output)| scope.output(output).node);
    let mut steps: Vec<NodeId> = model.steps_of(id).next_back().into_iter().chain(producers).collect();
    steps.sort_unstable();
    steps.dedup();
    for &step in steps.iter().rev().take(MOST_SHOWN) {
        let place = model.name_place(model.node(step).statement);
        finding = finding.secondary(place, "this step could tell `improve` how it went");
    }
    finding
}

fn is_open(model: &Model<'_>, id: ScopeId) -> bool {
    model.scope(id).open || model.steps_of(id).any(|step| model.node(step).open)
}

fn is_improved(model: &Model<'_>, id: ScopeId) -> bool {
    let scope = model.scope(id);
    scope.steps_in(Activity::Improve) > 0
        || scope.outputs.iter().chain(&scope.outcomes).any(|flow| reaches_improve(model, scope, flow))
}

/// Whether an end of the flow is, or may be, `improve`.
fn reaches_improve(model: &Model<'_>, scope: &Scope, flow: &Occurrence) -> bool {
    let own = flow.node.map_or(ActivityOf::Nowhere, |node| model.node(node).activity_of);
    for named in ends_of(scope, flow) {
        let may_be = match named.end {
            End::Activity(activity) => activity == Activity::Improve,
            End::All => own != ActivityOf::In(Activity::Improve),
            End::Step(step) => model.node(step).activity_of.may_be(Activity::Improve),
            End::Unknown | End::Undescribed(_) => true,
            _ => false,
        };
        if may_be {
            return true;
        }
    }
    false
}
