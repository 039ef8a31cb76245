//! What a step has no counterpart for in the stream that it runs, where no other finding tells of the same.

use rustc_hash::FxHashSet;

use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::flows::Run;
use crate::model::matching::{Direction, Kind, OccurrenceRef};
use crate::syntax::Symbol;

/// The flows without a counterpart, each with its run, in the order of [`crate::model::runs::Mismatches::flows`]. Left
/// out are those that fail by themselves, and those that agree with a flow inside the stream which fails, or which a
/// trigger or outcome of it does not meet: one name is wrong there, and a mismatch only follows from it.
pub(super) fn unmatched_runs(model: &Model<'_>) -> Vec<(Run, OccurrenceRef)> {
    let mut unmatched = Vec::new();
    let flows = model.mismatches().flows();
    if flows.is_empty() {
        return unmatched;
    }
    let failing = failing_inside(model, flows);
    for &(run, flow) in flows {
        let direction = if flow.kind == Kind::Input { Direction::In } else { Direction::Out };
        let mut is_told = model.failure_of(flow, direction).is_some();
        for item in model.items(flow.scope, model.occurrence(flow)) {
            is_told |= match flow.kind {
                Kind::Input => {
                    let mut broader = model.declared().broader(&item).iter();
                    broader.any(|&broad| failing.contains(&(run.stream, Kind::Input, broad)))
                }
                kind => failing.contains(&(run.stream, kind, item)),
            };
        }
        if !is_told {
            unmatched.push((run, flow));
        }
    }
    unmatched
}

/// What the steps of the streams that are run take and do not get, and what they give and nobody takes: under its own
/// name, and what they give under all broader ones too. All that they take, where a trigger of the stream is unused, and
/// all that they give, where an outcome is unproduced.
fn failing_inside(model: &Model<'_>, flows: &[(Run, OccurrenceRef)]) -> FxHashSet<(ScopeId, Kind, Symbol)> {
    let streams: FxHashSet<ScopeId> = flows.iter().map(|(run, _)| run.stream).collect();
    let mut failing = FxHashSet::default();
    let mut unknown_inside = FxHashSet::default();
    for (_, failure) in model.failures() {
        let OccurrenceRef { scope, kind, .. } = failure.occurrence;
        if !streams.contains(&scope) {
            continue;
        }
        match (kind, failure.direction) {
            (Kind::Input | Kind::Output, _) => {
                add(model, &mut failing, (scope, kind), failure.items(model));
            }
            (Kind::Trigger, Direction::Out) => _ = unknown_inside.insert((scope, Kind::Input)),
            (Kind::Outcome, Direction::In) => _ = unknown_inside.insert((scope, Kind::Output)),
            _ => {}
        }
    }
    for (scope, kind) in unknown_inside {
        for flow in model.scope(scope).list(kind) {
            add(model, &mut failing, (scope, kind), model.items(scope, flow));
        }
    }
    failing
}

/// Adds items of inputs, or of outputs with all broader ones.
fn add(
    model: &Model<'_>,
    failing: &mut FxHashSet<(ScopeId, Kind, Symbol)>,
    (scope, kind): (ScopeId, Kind),
    items: impl IntoIterator<Item = Symbol>,
) {
    for item in items {
        if kind == Kind::Input {
            failing.insert((scope, kind, item));
        } else {
            let broader = model.declared().broader(&item);
            failing.extend(broader.iter().map(|&broad| (scope, kind, broad)));
        }
    }
}
