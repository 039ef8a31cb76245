//! Inputs that only alternatives of one output feed: of two that wait for different ones only one is ever fed.

use crate::model::flows::Occurrence;
use crate::model::index::Entry;
use crate::model::{Model, ScopeId, StatementRef};
use crate::syntax::{StatementFlags, TermId};

/// An input that only alternatives of one output feed.
#[derive(Debug)]
pub struct FedByAlternatives<'m> {
    /// The input.
    pub input: &'m Occurrence,
    /// The output's statement.
    pub output: StatementRef,
    /// The terms of the alternatives.
    pub alternatives: Vec<TermId>,
}

impl<'m> FedByAlternatives<'m> {
    /// What feeds `input` of a stream; none if anything does that is no alternative, or one of another output.
    pub fn of(model: &'m Model<'_>, id: ScopeId, input: &'m Occurrence) -> Option<FedByAlternatives<'m>> {
        let mut fed: Option<FedByAlternatives<'m>> = None;
        for expectation in model.certain_expectations(id, input) {
            for entry in model.feeders(id, input, expectation) {
                let (output, term) = alternative(model, entry)?;
                let fed = fed.get_or_insert(FedByAlternatives { input, output, alternatives: Vec::new() });
                if fed.output != output {
                    return None;
                }
                fed.alternatives.push(term);
            }
        }
        fed
    }

    /// Whether only one of the two is ever fed.
    pub fn excludes(&self, other: &FedByAlternatives<'_>) -> bool {
        self.output == other.output && !self.alternatives.iter().any(|term| other.alternatives.contains(term))
    }
}

/// The statement and term of the alternative that an entry stands for; none if it is no alternative.
fn alternative(model: &Model<'_>, entry: &Entry) -> Option<(StatementRef, TermId)> {
    let node = model.node(entry.node?);
    let output = model.scope(node.scope).output(entry.occurrence);
    if !model.is_alternative(node.scope, output) {
        return None;
    }
    Some((StatementRef { file: node.statement.file, id: output.statement }, output.term))
}

impl Model<'_> {
    /// Whether the statement of a flow names alternatives: `A or B`.
    pub(super) fn is_alternative(&self, scope: ScopeId, output: &Occurrence) -> bool {
        self.tree(self.file_of(scope, output))[output.statement].flags.has(StatementFlags::EITHER)
    }

    /// Whether an output need not come when its step is done: an alternative, or an optional output.
    pub(super) fn may_fail_to_come(&self, scope: ScopeId, output: &Occurrence) -> bool {
        let flags = self.tree(self.file_of(scope, output))[output.statement].flags;
        flags.has(StatementFlags::EITHER) || flags.has(StatementFlags::OPTIONAL)
    }

    /// Whether any output in a stream need not come.
    pub fn has_choice(&self) -> bool {
        self.streams().any(|id| self.scope(id).outputs.iter().any(|output| self.may_fail_to_come(id, output)))
    }
}
