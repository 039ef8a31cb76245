//! Two flows that were meant for each other, and of which each fails: they name each other wrongly, or not at all.

use super::UnmetFlow;
use super::fixes::{Remedy, offer};
use super::near_misses::NearMiss;
use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Expectation, Failure, FailureId, Kind};
use crate::model::{ActivityOf, Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::quoted_owner;
use crate::rules::support::end_path::{path_to_node, path_to_stream};
use crate::rules::support::places::{end_place, item_place};

impl<'m> UnmetFlow<'m> {
    /// Shows the other side, the failure `partner`, which has no finding of its own.
    pub(super) fn explain_mismatch(&self, finding: FindingBuilder, partner: FailureId) -> FindingBuilder {
        let model = self.model;
        let failure = model.failure(partner);
        let at = failure.occurrence;
        let is_only = model.diagnosis().claims(partner) == 1;
        let is_border = matches!(at.kind, Kind::Trigger | Kind::Outcome);
        if is_border && at.scope == self.scope() {
            return self.explain_border(finding, &NearMiss { at, flow: model.occurrence(at), is_only });
        }
        let mut finding = finding;
        for &member in &self.group {
            if let Some(&partner) = model.diagnosis().partners(member).first() {
                finding = self.show_partner(finding, partner);
            }
        }
        let other = failure.part(model);
        let (Some(own), Some(node)) = (self.flow.node, other.node) else {
            let remedy = self.name_end(path_to_stream(model, at.scope, self.scope()).as_deref());
            return offer(finding.help(&remedy.action), remedy.only_if(is_only));
        };
        let names_node = self.may_name(node, at.scope);
        let mut remedies = Vec::new();
        // What all should give, no step takes back from one.
        let is_of_all = self.own_ends().iter().any(|named| named.end == End::All);
        if self.group.len() == 1 && !is_of_all && self.closes_loop(node, Some(&other)) {
            if self.takes && self.border_with_item().is_some() {
                let giver = quoted_owner(model, at.scope, &other);
                return finding.help(format!(
                    "say which of the two it is: what {giver} sends back, as `rework input`, or what starts the stream"
                ));
            }
            let remedy = Remedy::together(self.come_back_named(node, own, at.scope, &other));
            return finding.help(remedy.action);
        }
        if self.is_named_as_stream(at.scope, &other) {
            remedies.push(self.name_end(path_to_stream(model, at.scope, self.scope()).as_deref()));
        } else {
            if !names_node {
                remedies.push(self.name_for_all(node));
            }
            if !self.is_named(own, at.scope, &other) {
                remedies.push(self.let_name(own, at.scope, &other, fails_wholly(model, failure)));
            }
        }
        let is_simple = self.group.len() == 1 || remedies.len() == 1;
        let fixes_all = self.unmet.len() == 1 || !names_node;
        let is_led_to = self.group.iter().any(|&at| model.diagnosis().is_led_to_by_several(at));
        let is_certain = is_only
            && !is_led_to
            && !self.loses_link()
            && is_simple
            && fixes_all
            && self.is_undisputed(node, at)
            && self.is_harmless(node, Some(&other));
        let remedy = Remedy::together(remedies).only_if(is_certain);
        offer(finding.help(&remedy.action), remedy)
    }

    fn show_partner(&self, finding: FindingBuilder, partner: FailureId) -> FindingBuilder {
        let failure = self.model.failure(partner);
        let scope = failure.occurrence.scope;
        let flow = failure.part(self.model);
        let owner = quoted_owner(self.model, scope, &flow);
        let ends = self.quoted_ends(scope, &flow);
        let label = match (self.takes, ends.is_empty()) {
            (true, true) => format!("{owner} produces it"),
            (false, true) => format!("{owner} uses it"),
            (true, false) => format!("{owner} sends it to {ends}"),
            (false, false) => format!("{owner} expects it from {ends}"),
        };
        finding.secondary(item_place(self.model, scope, &flow), label)
    }

    // ── Who names whom ──────────────────────────────────────────────────────────────────────────

    /// Whether the other side names this one's stream as a whole.
    fn is_named_as_stream(&self, scope: ScopeId, other: &Occurrence) -> bool {
        let mut ends = ends_of(self.model.scope(scope), other).iter();
        ends.any(|named| named.end == End::Stream(self.scope()))
    }

    /// Whether what fails is expected of this node. Across streams only its name will do.
    pub(super) fn may_name(&self, node: NodeId, scope: ScopeId) -> bool {
        let activity_of = self.model.node(node).activity_of;
        self.unmet.iter().any(|&expectation| match expectation {
            Expectation::Anyone => true,
            Expectation::Step(step) => step == node,
            Expectation::Activity(activity) => scope == self.scope() && activity_of.may_be(activity),
            Expectation::Stream(_) => false,
        })
    }

    /// The same the other way round: whether `other` names `own`, a node of this scope.
    fn is_named(&self, own: NodeId, scope: ScopeId, other: &Occurrence) -> bool {
        let is_far = scope != self.scope();
        let ends = ends_of(self.model.scope(scope), other);
        if ends.is_empty() {
            // Of two that name nobody, neither reaches another stream.
            return !is_far || self.unmet != [Expectation::Anyone];
        }
        let activity_of = self.model.node(own).activity_of;
        // A step in no activity is in none of all, and nobody means its own.
        let there = other.node.map(|node| self.model.node(node).activity_of);
        let is_one_of_all = activity_of != ActivityOf::Nowhere && there != Some(activity_of);
        ends.iter().any(|named| match named.end {
            End::Step(step) => step == own,
            End::Activity(activity) => !is_far && activity_of.may_be(activity),
            End::All => !is_far && is_one_of_all,
            _ => false,
        })
    }

    // ── Remedies ────────────────────────────────────────────────────────────────────────────────

    /// Lets what one sends the other come back as rework: of two steps that wait for each other, each so that both name
    /// the other.
    fn come_back_named(&self, node: NodeId, own: NodeId, scope: ScopeId, other: &Occurrence) -> Vec<Remedy> {
        if self.takes {
            let mut remedies = vec![self.take_back(node)];
            if !self.is_named(own, scope, other) {
                remedies.push(self.add_end(scope, other, path_to_node(self.model, own, scope)));
            }
            return remedies;
        }
        let mut remedies = Vec::new();
        if !self.may_name(node, scope) {
            remedies.push(self.name_for_all(node));
        }
        let edit = self.edit_of(scope, other);
        let mut ends = edit.written_ends();
        if !self.is_named(own, scope, other) {
            ends = path_to_node(self.model, own, scope).into_iter().collect();
        }
        remedies.push(Remedy::new(format!("write `rework {}` there", edit.reads(&edit.item(), &ends)), None));
        remedies
    }

    /// Names this node in place of the end that fails: for all items of the statement, if that is right for each.
    fn name_for_all(&self, node: NodeId) -> Remedy {
        let file = self.model.file_of(self.scope(), &self.flow);
        let items = self.model.tree(file).subjects(self.flow.statement);
        let whole = Occurrence { term: items.start, choices: items.count_u32(), ..self.flow };
        let mut for_all = self.flow.choices != whole.choices;
        for term in items {
            let is_in_group = self.group.iter().any(|&at| self.model.failure(at).term == term);
            let item = Occurrence { term, choices: 1, ..self.flow };
            for_all = for_all && (is_in_group || self.is_met_at(node, &item));
        }
        if !for_all {
            return self.name_node(node).only_if(self.group.len() == 1);
        }
        let end = path_to_node(self.model, node, self.scope());
        let edits = match (&end, self.replaceable_end()) {
            (Some(end), Some(place)) => self.edit_of(self.scope(), &whole).replace(place, end),
            _ => None,
        };
        self.written_end(end.as_deref(), edits)
    }

    /// Lets the other side name this node: in place of its end, if `fails_wholly`, or besides.
    fn let_name(&self, own: NodeId, scope: ScopeId, other: &Occurrence, fails_wholly: bool) -> Remedy {
        let end = path_to_node(self.model, own, scope);
        let ends = ends_of(self.model.scope(scope), other);
        let ([wrong], true) = (ends, fails_wholly) else { return self.add_end(scope, other, end) };
        let place = end_place(self.model, self.model.file_of(scope, other), wrong.term);
        let written = end.as_deref().unwrap_or("…");
        let action = format!("write `{} {written}` there", self.preposition_there());
        let edits = end.and_then(|end| self.edit_of(scope, other).replace(place, &end));
        Remedy::new(action, edits)
    }
}

/// Whether nothing that a flow expects is met.
fn fails_wholly(model: &Model<'_>, failure: &Failure) -> bool {
    let scope = model.scope(failure.occurrence.scope);
    model.expectations(scope, &failure.part(model)).count() == failure.expectations.len()
}
