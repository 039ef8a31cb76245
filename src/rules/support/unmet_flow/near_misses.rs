//! What is nearly there where only one side of a flow has failed: the same item with other ends, or another name.

use rustc_hash::FxHashSet;

use super::UnmetFlow;
use super::counterparts::{Side, border_flows, inner_flows};
use crate::model::flows::Occurrence;
use crate::model::matching::{Direction, Expectation, OccurrenceRef};
use crate::model::{Model, NodeId, ScopeId};
use crate::syntax::Symbol;

/// As many flows with the item are looked at as can matter to a reader.
const MAX_FLOWS: usize = 20;

/// A flow with the item that almost meets what is expected.
pub(super) struct NearMiss<'m> {
    pub at: OccurrenceRef,
    pub flow: &'m Occurrence,
    /// Whether no other node has as good a claim, and no other finding is about it.
    pub is_only: bool,
}

/// A flow whose name may have been meant.
pub(super) struct SimilarName {
    pub flow: Occurrence,
    /// Whether no other name is as near, and no other finding is about it.
    pub is_only: bool,
}

/// A flow and where it stands in the model.
type Placed<'m> = (OccurrenceRef, &'m Occurrence);

impl<'m> UnmetFlow<'m> {
    /// The flows of nodes on the other side in a scope that have its item.
    pub(super) fn with_item(&self, scope: ScopeId) -> impl Iterator<Item = Placed<'m>> + use<'m> {
        let model: &'m Model<'m> = self.model;
        let items = model.items(self.scope(), &self.flow);
        let side = Side { scope, gives: self.takes, border: false };
        let found = self.counterparts.with_item(model, side, items);
        let (kind, list) = inner_flows(model, scope, self.takes);
        found.into_iter().map(move |index| (OccurrenceRef { scope, kind, index }, &list[index as usize]))
    }

    /// For each of the first expectations, who has the item there for others.
    pub(super) fn addressed(&self) -> Vec<Option<NearMiss<'m>>> {
        const MAX_LISTED: usize = 6;
        let unmet = self.unmet.iter().take(MAX_LISTED);
        unmet.map(|&expectation| self.addressed_elsewhere(expectation)).collect()
    }

    /// The same item at the very end that is named, but meant for others.
    fn addressed_elsewhere(&self, expectation: Expectation) -> Option<NearMiss<'m>> {
        let scope = match expectation {
            Expectation::Step(step) => self.model.node(step).scope,
            Expectation::Stream(stream) => stream,
            Expectation::Activity(_) => self.scope(),
            Expectation::Anyone => return None,
        };
        let mut found = Vec::new();
        for (at, flow) in self.with_item(scope) {
            let Some(node) = flow.node else { continue };
            let is_there = match expectation {
                Expectation::Step(step) => node == step,
                Expectation::Activity(activity) => self.model.node(node).activity_of.may_be(activity),
                Expectation::Stream(_) | Expectation::Anyone => true,
            };
            if is_there && Some(node) != self.flow.node {
                found.push((at, flow));
            }
            if found.len() == MAX_FLOWS {
                break;
            }
        }
        self.first_of(&found)
    }

    /// The same item at another node of this scope.
    pub(super) fn same_item_of_another(&self) -> Option<NearMiss<'m>> {
        let met_by = self.met_by();
        let mut found = Vec::new();
        for (at, flow) in self.with_item(self.scope()) {
            let meets = flow.node.is_some_and(|node| met_by.contains(&(node, at.index)));
            if flow.node != self.flow.node && !meets {
                found.push((at, flow));
            }
            if found.len() == MAX_FLOWS {
                break;
            }
        }
        // One that names nobody is the better guess than one for somebody else.
        if found.iter().any(|(_, flow)| flow.end_count == 0) {
            found.retain(|(_, flow)| flow.end_count == 0);
        }
        self.first_of(&found)
    }

    /// The first of these.
    pub(super) fn first_of(&self, found: &[Placed<'m>]) -> Option<NearMiss<'m>> {
        let &(at, flow) = found.first()?;
        let is_only = found.iter().all(|(_, rival)| rival.node == flow.node) && !self.is_paired(at);
        Some(NearMiss { at, flow, is_only })
    }

    /// Whether no other finding is about what a node has of this item, but for the flow at `but`.
    pub(super) fn is_undisputed(&self, node: NodeId, but: OccurrenceRef) -> bool {
        let mut flows = self.with_item(but.scope);
        !flows.any(|(at, flow)| at != but && flow.node == Some(node) && self.is_paired(at))
    }

    /// Whether another finding is about a flow on the other side.
    pub(super) fn is_paired(&self, at: OccurrenceRef) -> bool {
        let direction = if self.takes { Direction::Out } else { Direction::In };
        self.model.failure_of(at, direction).is_some_and(|failure| self.model.is_paired(failure))
    }

    /// What meets the rest of what it expects, as nodes and indices of flows.
    pub(super) fn met_by(&self) -> FxHashSet<(NodeId, u32)> {
        const MAX_FLOWS: usize = 100;
        let (model, direction) = (self.model, self.failure.direction);
        let viewpoint = model.viewpoint(self.scope(), &self.flow);
        let mut met_by = FxHashSet::default();
        for expectation in model.expectations(model.scope(self.scope()), &self.flow) {
            for entry in model.partners(viewpoint, &self.flow, direction, expectation).take(MAX_FLOWS) {
                if let Some(node) = entry.node {
                    met_by.insert((node, entry.occurrence));
                }
            }
        }
        met_by
    }

    /// A trigger with the item that an input expects of somebody else; an outcome with the item that an output sends
    /// elsewhere.
    pub(super) fn border_with_item(&self) -> Option<NearMiss<'m>> {
        self.flow.node?;
        let scope = self.scope();
        let side = Side { scope, gives: self.takes, border: true };
        let items = self.model.items(scope, &self.flow);
        let index = *self.counterparts.with_item(self.model, side, items).first()?;
        let (kind, list) = border_flows(self.model, scope, self.takes);
        let at = OccurrenceRef { scope, kind, index };
        Some(NearMiss { at, flow: &list[index as usize], is_only: !self.is_paired(at) })
    }

    /// The name on the other side of this scope that is nearest to its item, or to the first of its alternatives.
    pub(super) fn similar_name(&self) -> Option<SimilarName> {
        let own = self.model.items(self.scope(), &self.flow).next()?;
        let names = self.counterparts.names(self);
        let mut best: Option<(f64, Symbol, SimilarName)> = None;
        let first = Occurrence { choices: 1, ..self.flow };
        for written in self.model.symbols_of_items(self.scope(), &first) {
            let wording = names.wording(self.model, written);
            for (candidate, name) in names.near(&wording) {
                let item = name.item;
                let Some(flow) = name.flow_beside(self.flow.node) else { continue };
                if item == own || self.model.two_names().are_two(own, item) {
                    continue;
                }
                let is_paired = name.is_paired_beside(self.flow.node);
                let likeness = wording.likeness(candidate);
                match &mut best {
                    Some((most, ..)) if likeness < *most => {}
                    Some((most, known, similar)) if likeness == *most => {
                        similar.is_only &= *known == item && !is_paired;
                    }
                    _ => best = Some((likeness, item, SimilarName { flow, is_only: !is_paired })),
                }
            }
        }
        best.map(|(.., similar)| similar)
    }
}
