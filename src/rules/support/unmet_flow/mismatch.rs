//! A flow whose other side is known: the two look past each other.

use super::UnmetFlow;
use super::fixes::{Remedy, together};
use super::near_misses::Found;
use crate::finding::Fix;
use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Expectation, Failure, Kind};
use crate::model::{ActivityOf, Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::end_path::{path_to_node, path_to_stream};
use crate::rules::support::places::end_place;

impl<'m> UnmetFlow<'m> {
    /// The other side of the same mistake, which is not reported besides.
    pub(in crate::rules) fn paired(&self, finding: FindingBuilder, partner: u32) -> FindingBuilder {
        let other = &self.model.matching.failures[partner as usize];
        let at = other.occurrence;
        let only = self.model.diagnosis.claims[partner as usize] == 1;
        let is_border = matches!(at.kind, Kind::Trigger | Kind::Outcome);
        if is_border && at.scope == self.scope() {
            return self.tell_border(finding, &Found { at, other: self.model.occurrence(at), only });
        }
        let mut finding = finding;
        for partner in self.alike.iter().filter_map(|&at| self.model.diagnosis.partners[at].first()) {
            finding = self.show(finding, *partner);
        }
        let part = other.part(self.model);
        let (Some(own), Some(node)) = (self.part.node, part.node) else {
            let remedy = self.write_end(path_to_stream(self.model, at.scope, self.scope()).as_deref());
            return finding
                .help(&remedy.act)
                .fix(remedy.edits.filter(|_| only).map(|edits| Fix::suggested(remedy.act, edits)));
        };
        let mut remedies = Vec::new();
        if let Some(stream) = self.looked_at_as_stream(at.scope, &part) {
            remedies.push(self.write_end(path_to_stream(self.model, stream, self.scope()).as_deref()));
        } else {
            if !self.looks_at(node, at.scope) {
                remedies.push(self.lead_to(node));
            }
            if !self.is_looked_at(own, at.scope, &part) {
                remedies.push(self.let_look(own, at.scope, &part, is_astray(self.model, other)));
            }
        }
        let is_simple = self.alike.len() == 1 || remedies.len() == 1;
        let (act, edits) = together(remedies);
        let mends_all = self.left.len() == 1 || !self.looks_at(node, at.scope);
        let only = only && is_simple && mends_all && self.is_undisputed(node, at);
        finding.help(&act).fix(edits.filter(|_| only).map(|edits| Fix::suggested(act, edits)))
    }

    /// Shows the other side.
    fn show(&self, finding: FindingBuilder, partner: u32) -> FindingBuilder {
        let other = &self.model.matching.failures[partner as usize];
        let scope = other.occurrence.scope;
        let part = other.part(self.model);
        let who = self.owner_of(scope, &part);
        let ends = self.quoted_ends(scope, &part);
        let label = match (self.takes, ends.is_empty()) {
            (true, true) => format!("{who} puts it out"),
            (false, true) => format!("{who} takes it"),
            (true, false) => format!("{who} sends it to {ends}"),
            (false, false) => format!("{who} expects it from {ends}"),
        };
        finding.secondary(self.label_of(scope, &part), label)
    }

    /// Names this node in place of the end that fails, for all items of the statement if none of them minds.
    fn lead_to(&self, node: NodeId) -> Remedy {
        let end = path_to_node(self.model, node, self.scope());
        let file = self.model.file_of(self.scope(), &self.part);
        let mut items = self.model.tree(file).subjects(self.part.statement);
        let whole = Occurrence { term: items.start, choices: items.len() as u32, ..self.part };
        let is_alike = |term: u32| self.alike.iter().any(|&at| self.model.matching.failures[at].term == term);
        let is_met = |term: u32| {
            let item = Occurrence { term, choices: 1, ..self.part };
            let viewpoint = self.model.viewpoint(self.scope(), &item);
            let items = self.model.items(self.scope(), &item);
            self.expectation_of(node).is_some_and(|expectation| {
                self.model.is_met(viewpoint, items, self.failure.direction, expectation)
            })
        };
        let is_single = self.part.choices as usize == items.len();
        if is_single || items.any(|term| !is_alike(term) && !is_met(term)) {
            let Remedy { act, place, edits } = self.look_at(node);
            return Remedy { act, place, edits: edits.filter(|_| self.alike.len() == 1) };
        }
        let act = format!("write `{} {}`", self.joint(), end.as_deref().unwrap_or("…"));
        let change = self.change_of(self.scope(), &whole);
        let edits = end.and_then(|end| change.replace(self.astray_end()?, &end));
        Remedy { act, place: None, edits }
    }

    /// The stream of the other side, if that names this one's stream as a whole.
    fn looked_at_as_stream(&self, scope: ScopeId, other: &Occurrence) -> Option<ScopeId> {
        let ends = ends_of(self.model.scope(scope), other);
        ends.iter().any(|named| named.end == End::Stream(self.scope())).then_some(scope)
    }

    /// Whether what fails is expected of this node. Across streams only its name will do.
    fn looks_at(&self, node: NodeId, scope: ScopeId) -> bool {
        let activity_of = self.model.node(node).activity_of;
        self.left.iter().any(|expectation| match *expectation {
            Expectation::Anyone => true,
            Expectation::Step(step) => step == node,
            Expectation::Activity(activity) => scope == self.scope() && activity_of.may_be(activity),
            Expectation::Stream(_) => false,
        })
    }

    /// The same the other way round, for a node of this scope.
    fn is_looked_at(&self, own: NodeId, scope: ScopeId, other: &Occurrence) -> bool {
        let activity_of = self.model.node(own).activity_of;
        let is_far = scope != self.scope();
        let ends = ends_of(self.model.scope(scope), other);
        let is_own = |end: End| match end {
            End::Step(step) => step == own,
            End::Activity(activity) => !is_far && activity_of.may_be(activity),
            // A step in no activity is in none of all.
            End::All => {
                let there = other.node.map(|node| self.model.node(node).activity_of);
                !is_far && activity_of != ActivityOf::Nowhere && there != Some(activity_of)
            }
            _ => false,
        };
        match ends {
            // Of two that name nobody, neither reaches another stream.
            [] => !is_far || self.left != [Expectation::Anyone],
            ends => ends.iter().any(|named| is_own(named.end)),
        }
    }

    /// Lets the other side name this node: in place of its end, if nobody is there, or besides.
    fn let_look(&self, own: NodeId, scope: ScopeId, other: &Occurrence, is_astray: bool) -> Remedy {
        let end = path_to_node(self.model, own, scope);
        let ([wrong], true) = (ends_of(self.model.scope(scope), other), is_astray) else {
            return self.add_end(scope, other, end);
        };
        let word = if self.takes { "to" } else { "from" };
        let act = format!("write `{word} {}` there", end.as_deref().unwrap_or("…"));
        let wrong = end_place(self.model, self.model.file_of(scope, other), wrong.term);
        let edits = end.and_then(|end| self.change_of(scope, other).replace(wrong, &end));
        Remedy { act, place: None, edits }
    }
}

/// Whether a flow fails at all that it expects.
fn is_astray(model: &Model<'_>, failure: &Failure) -> bool {
    let scope = model.scope(failure.occurrence.scope);
    model.expectations(scope, &failure.part(model)).count() == failure.expectations.len()
}
