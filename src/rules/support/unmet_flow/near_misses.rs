//! What is nearly there: the same item with other ends, or another name.

use rustc_hash::FxHashSet;

use super::UnmetFlow;
use super::counterparts::{Name, other_side};
use crate::model::flows::Occurrence;
use crate::model::matching::{Direction, Expectation, Kind, OccurrenceRef};
use crate::model::{Model, NodeId, ScopeId};
use crate::syntax::Symbol;

/// What is nearly what a flow lacks.
pub(in crate::rules) struct Found<'m> {
    pub at: OccurrenceRef,
    pub other: &'m Occurrence,
    /// Whether no other node has as good a claim, nor this one to do with another mistake.
    pub only: bool,
}

/// A flow whose name may have been meant.
pub(in crate::rules) struct Near {
    pub other: Occurrence,
    /// Whether no other name is as near, and it has nothing to do with another mistake.
    pub only: bool,
}

impl<'m> UnmetFlow<'m> {
    /// The occurrences of nodes on the other side in a scope whose items agree with its own.
    pub(in crate::rules) fn agreeing(
        &self,
        scope: ScopeId,
    ) -> impl Iterator<Item = (OccurrenceRef, &'m Occurrence)> + use<'m> {
        let model: &'m Model<'m> = self.model;
        let found = self.others.agreeing(model, scope, self.takes, model.items(self.scope(), &self.part));
        let (kind, list) = other_side(model, scope, self.takes);
        found.into_iter().map(move |index| (OccurrenceRef { scope, kind, index }, &list[index as usize]))
    }

    pub(in crate::rules) fn agrees(&self, other_scope: ScopeId, other: &Occurrence) -> bool {
        let model = self.model;
        model.items(self.scope(), &self.part).any(|own| {
            model.items(other_scope, other).any(|item| {
                let (gives, takes) = if self.takes { (item, own) } else { (own, item) };
                model.declared.agree(gives, takes)
            })
        })
    }

    /// The same item at the very end that is named, but meant for others.
    pub(in crate::rules) fn addressed_elsewhere(&self, expectation: Expectation) -> Option<Found<'m>> {
        let scope = match expectation {
            Expectation::Step(step) => self.model.node(step).scope,
            Expectation::Stream(stream) => stream,
            Expectation::Activity(_) => self.scope(),
            Expectation::Anyone => return None,
        };
        let stands_there = |node: NodeId| match expectation {
            Expectation::Step(step) => node == step,
            Expectation::Activity(activity) => self.model.node(node).activity_of.may_be(activity),
            _ => true,
        };
        let fits = |(_, other): &(OccurrenceRef, &Occurrence)| {
            other.node.is_some_and(|node| stands_there(node) && Some(node) != self.part.node)
        };
        self.first(&self.agreeing(scope).filter(fits).take(20).collect::<Vec<_>>())
    }

    /// The same item at another node of this scope.
    pub(in crate::rules) fn same_item_of_another(&self) -> Option<Found<'m>> {
        let scope = self.scope();
        let meets = self.met_by();
        let fits = |(at, other): &(OccurrenceRef, &Occurrence)| {
            other.node != self.part.node && !other.node.is_some_and(|node| meets.contains(&(node, at.index)))
        };
        // One that is not addressed to anybody else is the better guess.
        let all: Vec<_> = self.agreeing(scope).filter(fits).take(20).collect();
        let free: Vec<_> = all.iter().filter(|(_, other)| other.end_count == 0).copied().collect();
        self.first(if free.is_empty() { &all } else { &free })
    }

    /// The first of these.
    pub(in crate::rules) fn first(&self, all: &[(OccurrenceRef, &'m Occurrence)]) -> Option<Found<'m>> {
        let &(at, other) = all.first()?;
        let only = all.iter().all(|(_, rival)| rival.node == other.node) && !self.is_paired(at);
        Some(Found { at, other, only })
    }

    /// Whether no other finding is about what a node has of this item, but for the occurrence at `but`.
    pub(in crate::rules) fn is_undisputed(&self, node: NodeId, but: OccurrenceRef) -> bool {
        let mut others = self.agreeing(but.scope);
        !others.any(|(at, other)| at != but && other.node == Some(node) && self.is_paired(at))
    }

    /// Whether another finding is about an occurrence on the other side.
    pub(in crate::rules) fn is_paired(&self, at: OccurrenceRef) -> bool {
        let direction = if self.takes { Direction::Out } else { Direction::In };
        self.model.failure_of(at, direction).is_some_and(|failure| self.model.is_paired(failure))
    }

    /// What meets the rest of what it expects: node and index.
    pub(in crate::rules) fn met_by(&self) -> FxHashSet<(NodeId, u32)> {
        const MOST: usize = 100;
        let (model, direction) = (self.model, self.failure.direction);
        let viewpoint = model.viewpoint(self.scope(), &self.part);
        let expectations = model.expectations(model.scope(self.scope()), &self.part);
        let met = expectations.flat_map(|expectation| {
            model.partners(viewpoint, &self.part, direction, expectation).take(MOST).collect::<Vec<_>>()
        });
        met.filter_map(|entry| Some((entry.node?, entry.occurrence))).collect()
    }

    /// A trigger with the item an input asks somebody else for; an outcome with the item an output sends elsewhere.
    pub(in crate::rules) fn border_with_item(&self) -> Option<Found<'m>> {
        self.part.node?;
        let model: &'m Model<'m> = self.model;
        let scope = model.scope(self.scope());
        let (kind, list) = match self.takes {
            true => (Kind::Trigger, &scope.triggers),
            false => (Kind::Outcome, &scope.outcomes),
        };
        let index = list.iter().position(|border| self.agrees(self.scope(), border))?;
        let at = OccurrenceRef { scope: self.scope(), kind, index: index as u32 };
        Some(Found { at, other: &list[index], only: !self.is_paired(at) })
    }

    /// The nearest name on the other side of this scope.
    pub(in crate::rules) fn near_name(&self) -> Option<Near> {
        let model: &'m Model<'m> = self.model;
        let own = model.items(self.scope(), &self.part).next()?;
        let names = self.others.names(self);
        let wording = names.wording(model, own);
        let mut best: Option<(f64, Symbol, Near)> = None;
        for (candidate, Name { item, flow, is_paired }) in names.near(&wording) {
            if *item == own || flow.node.is_some() && flow.node == self.part.node {
                continue;
            }
            let likeness = wording.likeness(candidate);
            match &mut best {
                Some((most, ..)) if likeness < *most => {}
                Some((most, known, near)) if likeness == *most => near.only &= known == item && !is_paired,
                _ => best = Some((likeness, *item, Near { other: *flow, only: !is_paired })),
            }
        }
        best.map(|(.., near)| near)
    }
}
