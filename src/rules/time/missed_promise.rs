//! `missed-promise`: the critical path to an outcome takes longer than its `within`.

use rayon::prelude::*;

use crate::model::dependency_graph::PointId;
use crate::model::paths::{Paths, Reading, Totals, at_the_latest, lead_time};
use crate::model::ways::Ways;
use crate::model::{Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted_items, quoted_name};
use crate::rules::support::name_words::flow_words;
use crate::rules::time::promise::{Promise, promises};
use crate::syntax::Keyword;
use crate::syntax::quantity::Duration;

pub(crate) const RULE: Rule = rule!("missed-promise", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    // Nearly every promise is kept even at the latest; only for the others the critical paths have to be found.
    let mut doubtful: Vec<Promise> = model.par_streams().flat_map_iter(|id| doubtful(model, id)).collect();
    let mut findings = Vec::new();
    let has_choice = !doubtful.is_empty() && model.has_choice();
    let mut ways: Option<Ways<'_, '_>> = None;
    for reading in Reading::BOTH {
        if doubtful.iter().all(|promise| !promise.is_judged_by(reading)) {
            continue;
        }
        let paths = Paths::find_to(model, reading, goals(model, &doubtful));
        // In the other reading it may be kept. What tells is the reading by which the promise is judged last.
        doubtful
            .retain(|promise| !promise.is_judged_by(reading) || !is_kept(model, &paths, promise, reading));
        let mut totals = Totals::new(model, &paths);
        for promise in &doubtful {
            if promise.last_reading() == reading {
                let scope = promise.scope;
                let has_case = has_choice || model.scope(scope).triggers.len() > 1;
                let slowest = if has_case && model.meets_prerequisites(scope) {
                    // To promise less than this would not be enough where a choice goes otherwise.
                    ways.get_or_insert_with(|| Ways::new(model)).slowest(scope, promise.outcome)
                } else {
                    None
                };
                findings.extend(finding(model, &paths, &mut totals, promise, slowest));
            }
        }
    }
    findings
}

/// The promises of a stream that are not seen to be kept.
fn doubtful(model: &Model<'_>, id: ScopeId) -> Vec<Promise> {
    let promises = promises(model, id);
    if promises.is_empty() || !model.in_order(id).runs_down || model.has_run(id) {
        return promises;
    }
    let mut doubtful = Vec::new();
    for reading in Reading::BOTH {
        let own = promises.iter().copied().filter(|promise| promise.last_reading() == reading);
        doubtful.extend(doubtful_by(model, id, reading, own.collect()));
    }
    doubtful
}

/// Those of these promises of a stream that are not seen to be kept in this reading.
fn doubtful_by(model: &Model<'_>, id: ScopeId, reading: Reading, mut promises: Vec<Promise>) -> Vec<Promise> {
    if promises.is_empty() {
        return promises;
    }
    // One step after the other takes as long as all of them.
    let day = reading.working_day(model);
    let leads: Vec<u64> = model.steps_of(id).map(|step| lead_time(model, step, day)).collect();
    let all = leads.iter().fold(0, |sum: u64, &lead| sum.saturating_add(lead));
    promises.retain(|promise| all > promise.seconds(day));
    if promises.is_empty() {
        return promises;
    }
    let first = model.scope(id).nodes.start.index();
    let Some(done) = at_the_latest(model, id, |_| 0, |step| leads[step.index() - first]) else {
        return promises;
    };
    promises.retain(|&promise| {
        let taken = producers(model, promise).map(|step| done[step.index() - first]).min();
        taken > Some(promise.seconds(day))
    });
    promises
}

/// The points of the dependency graph at which the promised outcomes are there.
fn goals(model: &Model<'_>, promises: &[Promise]) -> Vec<PointId> {
    let graph = model.dependency_graph();
    let mut goals = Vec::new();
    for promise in promises {
        for output in model.producers(promise.scope, promise.outcome) {
            goals.extend(graph.giver(model, promise.scope, output));
        }
    }
    goals
}

/// The steps that produce the outcome.
fn producers(model: &Model<'_>, promise: Promise) -> impl Iterator<Item = NodeId> {
    let scope = model.scope(promise.scope);
    model.producers(promise.scope, promise.outcome).filter_map(move |output| scope.output(output).node)
}

/// The output that produces the outcome first, and after how many seconds; none where none ever does.
fn quickest(model: &Model<'_>, paths: &Paths, promise: &Promise) -> Option<(u64, u32)> {
    let mut quickest: Option<(u64, u32)> = None;
    for output in model.producers(promise.scope, promise.outcome) {
        let Some(taken) = paths.given(model, promise.scope, output) else { continue };
        if quickest.is_none_or(|(least, _)| taken < least) {
            quickest = Some((taken, output));
        }
    }
    quickest
}

/// Whether the critical path takes no longer than the promise in this reading.
fn is_kept(model: &Model<'_>, paths: &Paths, promise: &Promise, reading: Reading) -> bool {
    let taken = quickest(model, paths, promise);
    taken.is_none_or(|(taken, _)| taken <= promise.seconds(reading.working_day(model)))
}

/// More steps of a path than these are not shown.
const MOST_STEPS: usize = 8;

fn finding(
    model: &Model<'_>,
    paths: &Paths,
    totals: &mut Totals<'_, '_, '_>,
    promise: &Promise,
    slowest: Option<Duration>,
) -> Option<FindingBuilder> {
    let (_, last) = quickest(model, paths, promise)?;
    let taken = totals.of_output(promise.scope, last);
    let enough = slowest.unwrap_or(taken).show_beside(promise.duration);
    let taken = taken.show_beside(promise.duration);
    let occurrence = model.scope(promise.scope).outcome(promise.outcome);
    let message = format!(
        "{} takes at least {taken}, but is promised within {}",
        quoted_items(model, promise.scope, occurrence),
        promise.duration.show()
    );
    let mut finding = FindingBuilder::new(promise.within, message)
        .label("promised here")
        .help(format!("shorten one of these steps, let an earlier one produce the outcome, or promise more: `within {enough}`"))
        .fingerprint(flow_words(model, promise.scope, occurrence));
    for (step, done) in totals.last_steps(promise.scope, last, MOST_STEPS) {
        let Some((_, term)) = model.duration(step, Keyword::LeadTime) else { continue };
        let statement = model.node(step).statement;
        let label = format!(
            "{}: {} after the start",
            quoted_name(model, statement),
            done.show_beside(promise.duration)
        );
        finding = finding.secondary(model.term_place(statement.file, term), label);
    }
    Some(finding)
}
