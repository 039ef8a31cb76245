//! What comes of a step that judges, and who gets it.

use std::collections::BTreeSet;

use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::links::met_by;
use crate::model::matching::{Direction, Kind, OccurrenceRef};
use crate::model::{Activity, Model, NodeId, ScopeId};
use crate::syntax::{Keyword, StatementFlags};

/// An output that more than so many take is not judged: to hold the takers of many such outputs against each other would
/// take time in proportion to the square of the model.
const MOST_TAKERS: usize = 250;

/// Somebody who gets a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Taker {
    /// A step.
    Step(NodeId),
    /// An activity, by its index.
    Activity(usize),
    /// All activities.
    All,
    /// A stakeholder, by its index.
    Stakeholder(usize),
    /// A stream.
    Stream(ScopeId),
    /// Whoever an outcome without `to` is for.
    Anybody,
}

/// The results of a step that always come together.
pub(super) struct Results<'m> {
    /// The outputs, in the order of the text; one at least.
    pub outputs: Vec<&'m Occurrence>,
    /// Who gets them.
    pub takers: BTreeSet<Taker>,
}

impl<'m> Results<'m> {
    /// What always comes of a step. None where something else may come of it: an alternative, something optional, what is
    /// done again, or what only one of several takers gets. What improve learns and what is kept in a repository is no
    /// result; of a step that has no others nothing is known.
    pub(super) fn only(model: &'m Model<'_>, id: ScopeId, step: NodeId) -> Option<Results<'m>> {
        let scope = model.scope(id);
        let mut only: Option<Results<'m>> = None;
        for at in scope.of_node(Kind::Output, step) {
            let output = scope.output(at);
            if model.may_fail_to_come(id, output) {
                return None;
            }
            let takers = takers(model, OccurrenceRef { scope: id, kind: Kind::Output, index: at })?;
            if takers.is_empty() {
                continue;
            }
            match &mut only {
                None => only = Some(Results { outputs: vec![output], takers }),
                Some(only) if only.takers == takers => only.outputs.push(output),
                Some(_) => return None,
            }
        }
        only
    }
}

/// Who gets an output, but for improve and repositories. None where it leads back to work that is done again, or to too
/// many.
fn takers(model: &Model<'_>, flow: OccurrenceRef) -> Option<BTreeSet<Taker>> {
    let output = model.occurrence(flow);
    let mut takers = BTreeSet::new();
    for expectation in model.expectations(model.scope(flow.scope), output) {
        for (seen, taken) in met_by(model, flow, Direction::Out, expectation).enumerate() {
            if seen == MOST_TAKERS {
                return None;
            }
            let taker = model.occurrence(taken);
            match (taker.node, taken.kind) {
                (Some(node), Kind::Input) if is_rework(model, node, taker) => return None,
                (Some(node), _) => _ = takers.insert(Taker::Step(node)),
                (None, Kind::Outcome) => add_ends(model, flow.scope, taker, &mut takers),
                (None, _) => {}
            }
        }
    }
    if output.end_count > 0 {
        add_ends(model, flow.scope, output, &mut takers);
    }
    Some(takers)
}

/// Whether a step takes the output to do its work again.
fn is_rework(model: &Model<'_>, node: NodeId, input: &Occurrence) -> bool {
    let file = model.node(node).statement.file;
    model.tree(file)[input.statement].flags.has(StatementFlags::REWORK)
}

/// Adds whom an output or an outcome names.
fn add_ends(model: &Model<'_>, id: ScopeId, flow: &Occurrence, takers: &mut BTreeSet<Taker>) {
    let ends = ends_of(model.scope(id), flow);
    if ends.is_empty() {
        takers.insert(Taker::Anybody);
    }
    for named in ends {
        takers.extend(match named.end {
            End::Step(step) => Some(Taker::Step(step)),
            End::Activity(Activity::Improve) | End::Itself | End::Unknown => None,
            End::Activity(activity) => Some(Taker::Activity(activity.index())),
            End::All => Some(Taker::All),
            End::Stream(stream) | End::Undescribed(stream) => Some(Taker::Stream(stream)),
            End::External(external) => {
                let is_kept =
                    model.statement(model.declared().external(external)).keyword == Keyword::Repository;
                (!is_kept).then_some(Taker::Stakeholder(external.index()))
            }
        });
    }
}
