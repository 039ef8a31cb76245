//! Whether a flow would meet somebody where it does not look yet.

use crate::model::matching::{Direction, Expectation, Kind};
use crate::model::{Model, NodeId, Occurrence, ScopeId, StatementRef};

/// More triggers, or outcomes, than these are not looked through for the ones of a statement.
const MOST: usize = 256;

/// Whether each item of a flow's statement is given, or taken, where `expectation` looks. False where that takes too
/// long to find out.
pub(in crate::rules) fn would_meet(
    model: &Model<'_>,
    id: ScopeId,
    statement: StatementRef,
    expectation: Expectation,
) -> bool {
    let scope = model.scope(id);
    let kinds = [
        (Kind::Input, Direction::In),
        (Kind::Output, Direction::Out),
        (Kind::Trigger, Direction::In),
        (Kind::Outcome, Direction::Out),
    ];
    let node = model.node_around(id, statement);
    // Nothing is asked of a trigger or an outcome that names nobody.
    if node.is_none() && expectation == Expectation::Anyone {
        return true;
    }
    if node.is_none() && scope.triggers.len().max(scope.outcomes.len()) > MOST {
        return false;
    }
    for (kind, direction) in kinds {
        for part in scope.flows_of_statement(kind, node, statement.id) {
            let viewpoint = model.viewpoint(id, part);
            if !model.is_met(viewpoint, model.items(id, part), direction, expectation) {
                return false;
            }
        }
    }
    true
}

/// What a flow expects that names this step, or the activity that this describes. None where nobody knows which.
pub(in crate::rules) fn expectation_of(model: &Model<'_>, node: NodeId) -> Option<Expectation> {
    let named = model.node(node);
    if named.scope != ScopeId::CHAIN {
        return Some(Expectation::Step(node));
    }
    named.activity_of.activity().map(Expectation::Activity)
}

/// Whether a step might wait for one that waits for it, if a flow of it named nobody. True too where that takes too long to
/// find out.
pub(in crate::rules) fn may_close_loop(model: &Model<'_>, id: ScopeId, flow: &Occurrence) -> bool {
    const MOST_OTHERS: usize = 16;
    let Some(step) = flow.node else { return false };
    let scope = model.scope(id);
    if id == ScopeId::CHAIN {
        return false;
    }
    for (kind, direction) in [(Kind::Input, Direction::In), (Kind::Output, Direction::Out)] {
        for part in scope.flows_of_statement(kind, Some(step), flow.statement) {
            if direction == Direction::In && !model.is_waited_for(step, part) {
                continue;
            }
            let others = model.partners(model.viewpoint(id, part), part, direction, Expectation::Anyone);
            for (count, other) in others.enumerate() {
                if count == MOST_OTHERS {
                    return true;
                }
                let Some(node) = other.node else { continue };
                let (giver, taker) = if direction == Direction::In { (node, step) } else { (step, node) };
                if giver == taker || model.may_wait_for(giver, taker) {
                    return true;
                }
            }
        }
    }
    false
}
