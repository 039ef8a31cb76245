//! What must not come of a fix: a loop, a step that waits for ever, a flow that is only a guess.

use super::UnmetFlow;
use super::needed_choices::{NeededChoices, Ways};
use crate::model::ScopeId;
use crate::model::flows::{End, NodeId, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Kind};
use crate::model::pairing::Disposition;

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
    /// several alternatives or need not come at all, or comes only after such a choice, and the step waits for something
    /// else besides that may come without it. `other` is that node's flow, if it is there.
    pub(super) fn may_block(&self, node: NodeId, other: Option<&Occurrence>) -> bool {
        let Some(own) = self.flow.node else { return false };
        if self.scope() == ScopeId::CHAIN {
            return false;
        }
        let (output, input) = if self.takes { (other, Some(&self.flow)) } else { (Some(&self.flow), other) };
        let (giver, taker) = if self.takes { (node, own) } else { (own, node) };
        let inputs = self.model.scope(self.model.node(taker).scope).flows_of_node(Kind::Input, taker);
        let waits_for_more = inputs.iter().any(|other| {
            let is_this = input.is_some_and(|input| input.statement == other.statement);
            !is_this && self.model.is_waited_for(taker, other)
        });
        if !waits_for_more {
            return false;
        }
        let mut new = NeededChoices::new(self.model, Ways::All);
        if !new.add_output(giver, output) {
            return true;
        }
        if new.is_empty() {
            return false;
        }
        // What would be too much to follow counts as not needed.
        let mut old = NeededChoices::new(self.model, Ways::Only);
        let _ = old.add_inputs(taker, input);
        !new.are_among(&old)
    }

    /// The same where `other`, an input of `node`, names this one's node as well: its step waits for each of its ends.
    pub(super) fn may_block_beside(&self, node: NodeId, other: &Occurrence) -> bool {
        let waits = other.end_count > 0 && self.model.is_waited_for(node, other);
        self.may_block(node, Some(other)) || waits && self.may_not_come()
    }

    /// Whether this output of a step comes in some cases of a choice only: its own, or one before its step.
    fn may_not_come(&self) -> bool {
        let Some(own) = self.flow.node else { return false };
        if self.scope() == ScopeId::CHAIN {
            return false;
        }
        let mut choices = NeededChoices::new(self.model, Ways::All);
        !choices.add_output(own, Some(&self.flow)) || !choices.is_empty()
    }

    /// Whether a trigger that starts nothing, or an outcome that nothing produces, bears the name of its item: it would
    /// be left over.
    fn leaves_border(&self) -> bool {
        let direction = if self.takes { Direction::Out } else { Direction::In };
        self.border_with_item().is_some_and(|border| self.model.failure_of(border.at, direction).is_some())
    }

    /// Whether this is the reply to a question that its step asks of others, and not of `node`.
    fn is_unasked(&self, node: NodeId) -> bool {
        let Some(own) = self.flow.node.filter(|&own| self.takes && self.model.is_reply(own, &self.flow))
        else {
            return false;
        };
        let scope = self.model.scope(self.scope());
        let mut outputs = scope.flows_of_node(Kind::Output, own).iter();
        !outputs.any(|output| ends_of(scope, output).iter().any(|named| named.end == End::Step(node)))
    }

    /// Whether nothing stands in the way of a fix that lets this flow lead to, or come from, `node`.
    pub(super) fn is_harmless(&self, node: NodeId, other: Option<&Occurrence>) -> bool {
        !self.closes_loop(node, other)
            && !self.leaves_border()
            && !self.is_unasked(node)
            && !self.may_block(node, other)
    }

    /// The same if this flow had the name of `other`, a flow of its scope. Of those who give an input under that name one
    /// without harm is enough; an output may harm nobody who takes it.
    pub(super) fn is_harmless_as(&self, other: &Occurrence) -> bool {
        const MOST_PARTNERS: usize = 16;
        // In the chain no step waits for another.
        if other.node.is_none() || self.scope() == ScopeId::CHAIN {
            return true;
        }
        let (model, direction) = (self.model, self.failure.direction);
        let named = Occurrence { term: other.term, choices: other.choices, ..self.flow };
        let viewpoint = model.viewpoint(self.scope(), &named);
        for expectation in model.expectations(model.scope(self.scope()), &named) {
            let (mut harmless, mut harmful) = (0, 0);
            for entry in model.partners(viewpoint, &named, direction, expectation).take(MOST_PARTNERS) {
                let Some(node) = entry.node else { continue };
                let home = model.scope(model.node(node).scope);
                let flow =
                    if self.takes { home.output(entry.occurrence) } else { home.input(entry.occurrence) };
                let count = if self.is_harmless(node, Some(flow)) { &mut harmless } else { &mut harmful };
                *count += 1;
            }
            if harmful > 0 && (harmless == 0 || !self.takes) {
                return false;
            }
        }
        true
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
