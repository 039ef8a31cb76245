//! Triggers and outcomes with a wrong name, which nobody knows: neither those outside nor the steps within.

use rustc_hash::FxHashSet;

use super::{Diagnosis, Disposition};
use crate::model::Model;
use crate::model::index::{Entry, Reach};
use crate::model::matching::{Direction, FailureId, Kind, OccurrenceRef};
use crate::syntax::Symbol;

/// The failures that only show the other side of a misnamed trigger or outcome: under the name by which the one side knows
/// it, the other side would know it too.
pub(super) fn find(model: &Model<'_>, diagnosis: &Diagnosis) -> Vec<FailureId> {
    let mut found = Vec::new();
    let mut unused = FxHashSet::default();
    for (id, failure) in model.failures() {
        if diagnosis.disposition(id) != Disposition::Misnamed || failure.choices != 1 {
            continue;
        }
        let [giver] = *diagnosis.partners(id) else { continue };
        let given = model.failure(giver);
        let of_kind = |kind: Kind, occurrence: OccurrenceRef, direction| {
            if occurrence.kind == kind { model.failure_of(occurrence, direction) } else { None }
        };
        if let Some(inside) = of_kind(Kind::Trigger, failure.occurrence, Direction::Out) {
            // It comes under another name, and the steps know it by that.
            let [item] = given.items(model)[..] else { continue };
            if is_used_as(model, inside, item) {
                found.push(inside);
                unused.insert(inside);
            }
        } else if let Some(inside) = of_kind(Kind::Outcome, given.occurrence, Direction::In) {
            // Another stream looks for it by the name by which a step produces it.
            let [item] = failure.items(model)[..] else { continue };
            if model.failure(inside).choices == 1 && is_produced_as(model, inside, item) {
                found.push(id);
            }
        }
    }
    // Inputs for which such a trigger is nearly right are right themselves.
    for (id, failure) in model.failures() {
        if failure.occurrence.kind == Kind::Input
            && diagnosis.disposition(id) == Disposition::Misnamed
            && let [trigger] = diagnosis.partners(id)
            && unused.contains(trigger)
        {
            found.push(id);
        }
    }
    found
}

/// Whether a step would use this trigger if it were about `item`.
fn is_used_as(model: &Model<'_>, trigger: FailureId, item: Symbol) -> bool {
    let OccurrenceRef { scope: id, .. } = model.failure(trigger).occurrence;
    let requests = &model.indexes.requests[id.index()];
    for &broad in model.declared.broader(&item) {
        if shares_end(model, trigger, requests.of_item(broad), Kind::Input) {
            return true;
        }
    }
    false
}

/// Whether a step would produce this outcome if it were about `item`.
fn is_produced_as(model: &Model<'_>, outcome: FailureId, item: Symbol) -> bool {
    let OccurrenceRef { scope: id, .. } = model.failure(outcome).occurrence;
    shares_end(model, outcome, model.indexes.offers[id.index()].of_item(item), Kind::Output)
}

/// Whether a trigger or outcome shares an end with one of these inputs, or outputs, that is of a step of its stream.
fn shares_end(model: &Model<'_>, border: FailureId, entries: &[Entry], kind: Kind) -> bool {
    let border = model.failure(border).occurrence;
    let scope = model.scope(border.scope);
    for entry in entries {
        let is_own = entry.node.is_some_and(|node| scope.nodes.contains(node));
        // What a step takes that runs a stream is listed among what that stream is offered.
        if !is_own || matches!(entry.reach, Reach::Run(_)) {
            continue;
        }
        let flow = OccurrenceRef { kind, index: entry.occurrence, ..border };
        if model.shares_end(border.scope, model.occurrence(border), model.occurrence(flow)) {
            return true;
        }
    }
    false
}
