//! What must not come of a fix: a loop, a step that waits for ever, a flow that is only a guess.

use rustc_hash::FxHashSet;

use super::UnmetFlow;
use crate::model::ScopeId;
use crate::model::flows::{NodeId, Occurrence};
use crate::model::matching::{Direction, Kind};
use crate::model::pairing::Disposition;
use crate::syntax::StatementFlags;

impl UnmetFlow<'_> {
    /// Whether two steps would wait for each other if this flow led to, or came from, `node`. `other` is that node's flow; one
    /// that is still to be written is mandatory.
    pub(super) fn closes_loop(&self, node: NodeId, other: Option<&Occurrence>) -> bool {
        let Some(own) = self.flow.node else { return false };
        let input = if self.takes { Some(&self.flow) } else { other };
        let (giver, taker) = if self.takes { (node, own) } else { (own, node) };
        let is_step = |node: NodeId| self.model.node(node).scope != ScopeId::CHAIN;
        if giver == taker || !is_step(giver) || !is_step(taker) {
            return false;
        }
        if input.is_some_and(|input| !self.model.is_waited_for(taker, input)) {
            return false;
        }
        self.model.may_wait_for(giver, taker)
    }

    /// Whether a step could be left waiting for ever if this flow led to, or came from, `node`: what comes is one of
    /// several alternatives or need not come at all, and the step waits for something else besides. `other` is that node's
    /// flow, if it is there.
    pub(super) fn may_block(&self, node: NodeId, other: Option<&Occurrence>) -> bool {
        let Some(own) = self.flow.node else { return false };
        if self.scope() == ScopeId::CHAIN {
            return false;
        }
        let (output, input) = if self.takes { (other, Some(&self.flow)) } else { (Some(&self.flow), other) };
        let (giver, taker) = if self.takes { (node, own) } else { (own, node) };
        let Some(output) = output else { return false };
        if !self.is_choice(self.model.node(giver).scope, output) {
            return false;
        }
        let inputs = self.model.scope(self.model.node(taker).scope).flows_of_node(Kind::Input, taker);
        inputs.iter().any(|other| {
            let is_this = input.is_some_and(|input| input.statement == other.statement);
            !is_this && self.model.is_waited_for(taker, other)
        })
    }

    /// The same where `other`, an input of `node`, names this one's node as well: its step waits for each of its ends.
    pub(super) fn may_block_beside(&self, node: NodeId, other: &Occurrence) -> bool {
        let waits = other.end_count > 0 && self.model.is_waited_for(node, other);
        self.may_block(node, Some(other)) || waits && self.may_not_come()
    }

    /// Whether this output of a step comes in some cases of a choice only: its own, or one before its step.
    fn may_not_come(&self) -> bool {
        const MOST_STEPS: usize = 64;
        const MOST_INPUTS: usize = 1024;
        const MOST_GIVERS: usize = 16;
        let model = self.model;
        let Some(own) = self.flow.node else { return false };
        if self.scope() == ScopeId::CHAIN {
            return false;
        }
        if self.is_choice(self.scope(), &self.flow) {
            return true;
        }
        let (mut seen, mut open) = (FxHashSet::default(), vec![own]);
        let mut inputs = 0;
        while let Some(step) = open.pop() {
            if !seen.insert(step) {
                continue;
            }
            if seen.len() > MOST_STEPS {
                return true;
            }
            let scope = model.node(step).scope;
            for (_, input) in model.mandatory_inputs_of(step) {
                inputs += 1;
                if inputs > MOST_INPUTS {
                    return true;
                }
                let viewpoint = model.viewpoint(scope, input);
                for expectation in model.expectations(model.scope(scope), input) {
                    let givers = model.partners(viewpoint, input, Direction::In, expectation);
                    for entry in givers.take(MOST_GIVERS) {
                        let Some(giver) = entry.node else { continue };
                        let home = model.node(giver).scope;
                        if self.is_choice(home, model.scope(home).output(entry.occurrence)) {
                            return true;
                        }
                        open.push(giver);
                    }
                }
            }
        }
        false
    }

    /// Whether an output is one of several alternatives, or need not come at all.
    fn is_choice(&self, scope: ScopeId, output: &Occurrence) -> bool {
        let flags = self.model.tree(self.model.file_of(scope, output))[output.statement].flags;
        flags.has(StatementFlags::EITHER) || flags.has(StatementFlags::OPTIONAL)
    }

    /// Whether nothing stands in the way of a fix that lets this flow lead to, or come from, `node`.
    pub(super) fn is_harmless(&self, node: NodeId, other: Option<&Occurrence>) -> bool {
        !self.closes_loop(node, other) && !self.may_block(node, other)
    }

    /// Whether a flow of a step that gives, or takes, what this one takes, or gives, would be a guess. An output may be one
    /// alternative of a choice, or what the step produces under another name; an input may be one that lacks its source. The
    /// description of an activity lists what it does at all, so there nothing is guessed. A step that runs a stream takes what
    /// that starts with, and nothing else.
    pub(super) fn is_invented(&self, node: NodeId) -> bool {
        self.model.node(node).scope != ScopeId::CHAIN
            && (self.takes || self.lacks_input(node) || self.model.run_of(node).is_some())
    }

    /// Whether a node looks for something in vain, which this flow may be under another name.
    pub(super) fn lacks_input(&self, node: NodeId) -> bool {
        let diagnosis = self.model.diagnosis();
        self.model.failing_inputs(node).any(|id| diagnosis.disposition(id) == Disposition::Reported)
    }
}
