//! What is nearly there: the same item with other ends, or another name.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Case;
use crate::model::flows::Occurrence;
use crate::model::matching::{Expectation, Kind, OccurrenceRef, Way};
use crate::model::near::{Nearness, Wording};
use crate::model::{Model, NodeId, ScopeId};
use crate::syntax::Symbol;

/// A name that could have been meant, with its item, the occurrence of it alone, and whether that has to do with
/// another mistake.
type Other = (Wording, Symbol, Occurrence, bool);

/// The names on the other side of each scope, prepared for comparison once.
#[derive(Default)]
pub(in crate::rules) struct OtherNames {
    nearness: Nearness,
    scopes: FxHashMap<(ScopeId, bool), Vec<Other>>,
}

impl OtherNames {
    /// The names that whoever looks as `case` does could have meant; none in a scope with too many to compare.
    fn of(&mut self, case: &Case<'_>) -> &[Other] {
        const MOST: usize = 300;
        let OtherNames { nearness, scopes } = self;
        scopes.entry((case.scope(), case.takes)).or_insert_with(|| {
            let model = case.model;
            let scope = model.scope(case.scope());
            let border = if case.takes { &scope.triggers } else { &scope.outcomes };
            let kind = if case.takes { Kind::Trigger } else { Kind::Outcome };
            let border = border.iter().enumerate().map(|(index, other)| {
                (OccurrenceRef { scope: case.scope(), kind, index: index as u32 }, other)
            });
            let others: Vec<_> = case.others(case.scope()).chain(border).take(MOST + 1).collect();
            let mut names = Vec::new();
            for &(at, other) in others.iter().filter(|_| others.len() <= MOST) {
                let is_paired = case.is_paired(at);
                for term in other.term..other.term + other.choices {
                    let alone = Occurrence { term, choices: 1, ..*other };
                    let named = model.items(case.scope(), &alone).map(|item| {
                        (nearness.wording(&model.names.text(model.sources, item)), item, alone, is_paired)
                    });
                    names.extend(named);
                }
            }
            names
        })
    }
}

/// What is nearly what a flow lacks.
pub(super) struct Found<'m> {
    pub at: OccurrenceRef,
    pub other: &'m Occurrence,
    /// Whether no other node has as good a claim, nor this one to do with another mistake.
    pub only: bool,
}

/// A flow whose name may have been meant.
pub(super) struct Near {
    pub other: Occurrence,
    /// Whether no other name is as near, and it has nothing to do with another mistake.
    pub only: bool,
}

impl<'m> Case<'m> {
    /// The occurrences of nodes on the other side in a scope.
    pub(super) fn others(
        &self,
        scope: ScopeId,
    ) -> impl Iterator<Item = (OccurrenceRef, &'m Occurrence)> + use<'m> {
        let model: &'m Model<'m> = self.model;
        let (kind, list) = match self.takes {
            true => (Kind::Output, &model.scope(scope).outputs),
            false => (Kind::Input, &model.scope(scope).inputs),
        };
        // A scope so large that its flows cannot be looked through for each finding is looked at in part.
        const MOST: usize = 2_000;
        let occurrence = move |index| OccurrenceRef { scope, kind, index: index as u32 };
        list.iter().take(MOST).enumerate().map(move |(index, other)| (occurrence(index), other))
    }

    pub(super) fn agrees(&self, other_scope: ScopeId, other: &Occurrence) -> bool {
        let model = self.model;
        model.items(self.scope(), &self.part).any(|own| {
            model.items(other_scope, other).any(|item| {
                let (gives, takes) = if self.takes { (item, own) } else { (own, item) };
                model.declared.agree(gives, takes)
            })
        })
    }

    /// The same item at the very end that is named, but meant for others.
    pub(super) fn addressed_elsewhere(&self, expectation: Expectation) -> Option<Found<'m>> {
        let scope = match expectation {
            Expectation::Step(step) => self.model.node(step).scope,
            Expectation::Stream(stream) => stream,
            Expectation::Activity(_) => self.scope(),
            Expectation::Anyone => return None,
        };
        let stands_there = |node: NodeId| match expectation {
            Expectation::Step(step) => node == step,
            Expectation::Activity(activity) => self.model.node(node).standing.may_be(activity),
            _ => true,
        };
        let fits = |(_, other): &(OccurrenceRef, &Occurrence)| {
            other.node.is_some_and(|node| stands_there(node) && Some(node) != self.part.node)
                && self.agrees(scope, other)
        };
        self.first(&self.others(scope).filter(fits).take(20).collect::<Vec<_>>())
    }

    /// The same item at another node of this scope.
    pub(super) fn same_item_of_another(&self) -> Option<Found<'m>> {
        let scope = self.scope();
        let meets = self.met_by();
        let fits = |(at, other): &(OccurrenceRef, &Occurrence)| {
            other.node != self.part.node
                && !other.node.is_some_and(|node| meets.contains(&(node, at.index)))
                && self.agrees(scope, other)
        };
        // One that is not addressed to anybody else is the better guess.
        let all: Vec<_> = self.others(scope).filter(fits).take(20).collect();
        let free: Vec<_> = all.iter().filter(|(_, other)| other.end_count == 0).copied().collect();
        self.first(if free.is_empty() { &all } else { &free })
    }

    /// The first of these.
    pub(super) fn first(&self, all: &[(OccurrenceRef, &'m Occurrence)]) -> Option<Found<'m>> {
        let &(at, other) = all.first()?;
        let only = all.iter().all(|(_, rival)| rival.node == other.node) && !self.is_paired(at);
        Some(Found { at, other, only })
    }

    /// Whether no other finding is about what a node has of this item, but for the occurrence at `but`.
    pub(super) fn is_undisputed(&self, node: NodeId, but: OccurrenceRef) -> bool {
        let mut others = self.others(but.scope);
        !others.any(|(at, other)| {
            at != but && other.node == Some(node) && self.agrees(but.scope, other) && self.is_paired(at)
        })
    }

    /// Whether another finding is about an occurrence on the other side.
    pub(super) fn is_paired(&self, at: OccurrenceRef) -> bool {
        let way = if self.takes { Way::Gives } else { Way::Takes };
        self.model.failure_of(at, way).is_some_and(|failure| self.model.is_paired(failure))
    }

    /// What meets the rest of what it expects: node and index.
    pub(super) fn met_by(&self) -> FxHashSet<(NodeId, u32)> {
        const MOST: usize = 100;
        let (model, way) = (self.model, self.failure.way);
        let speaker = model.speaker(self.scope(), &self.part);
        let expectations = model.expectations(model.scope(self.scope()), &self.part);
        let met = expectations.flat_map(|expectation| {
            model.partners(speaker, &self.part, way, expectation).take(MOST).collect::<Vec<_>>()
        });
        met.filter_map(|entry| Some((entry.node?, entry.occurrence))).collect()
    }

    /// A trigger with the item an input asks somebody else for; an outcome with the item an output sends elsewhere.
    pub(super) fn border_with_item(&self) -> Option<Found<'m>> {
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
    pub(super) fn near_name(&self, names: &mut OtherNames) -> Option<Near> {
        let model: &'m Model<'m> = self.model;
        let own = model.items(self.scope(), &self.part).next()?;
        let wording = names.nearness.wording(&model.names.text(model.sources, own));
        let mut best: Option<(f64, Symbol, Near)> = None;
        for (candidate, item, other, is_paired) in names.of(self) {
            if *item == own || other.node.is_some() && other.node == self.part.node {
                continue;
            }
            let likeness = wording.likeness(candidate);
            if !candidate.is_near(&wording) && likeness < 0.85 {
                continue;
            }
            match &mut best {
                Some((most, ..)) if likeness < *most => {}
                Some((most, known, near)) if likeness == *most => near.only &= known == item && !is_paired,
                _ => best = Some((likeness, *item, Near { other: *other, only: !is_paired })),
            }
        }
        best.map(|(.., near)| near)
    }
}
