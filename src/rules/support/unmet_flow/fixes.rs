//! The edits that make an expectation meet.

use super::UnmetFlow;
use super::near_misses::Found;
use crate::model::flows::{End, NamedEnd, NodeId, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::Expectation;
use crate::model::{Activity, ScopeId};
use crate::rules::support::display::{listed, quoted_node, quoted_stream};
use crate::rules::support::edits::{Edits, FlowEdit, SourceEditor, insertion};
use crate::rules::support::end_path::{path_to_node, path_to_stream};
use crate::rules::support::places::end_place;
use crate::source::FileSpan;
use crate::syntax::Keyword;

/// What to do about one expectation.
pub(in crate::rules) struct Remedy {
    /// As an instruction: "add `plan` to its targets".
    pub act: String,
    /// Where, if not at what a label shows: "in `engage`".
    pub place: Option<String>,
    /// None where that is not the only way, or cannot be written.
    pub edits: Option<Edits>,
}

/// The remedies as one instruction, and all edits of them.
pub(in crate::rules) fn together(remedies: Vec<Remedy>) -> (String, Option<Edits>) {
    let mut acts: Vec<(String, Vec<String>)> = Vec::new();
    let mut edits = Some(Edits::new());
    for Remedy { act, place, edits: more } in remedies {
        match acts.iter_mut().find(|(known, _)| *known == act) {
            Some((_, places)) => places.extend(place),
            None => acts.push((act, place.into_iter().collect())),
        }
        edits = edits.zip(more).map(|(edits, more)| [edits, more].concat());
    }
    let said = acts.into_iter().map(|(act, mut places)| {
        places.dedup();
        if places.is_empty() { act } else { format!("{act} in {}", listed(&places, "and")) }
    });
    (listed(&said.collect::<Vec<_>>(), "and"), edits)
}

impl<'m> UnmetFlow<'m> {
    pub(in crate::rules) fn change(&self) -> FlowEdit<'m> {
        FlowEdit::new(self.model, self.scope(), &self.part)
    }

    pub(in crate::rules) fn change_of(&self, scope: ScopeId, other: &Occurrence) -> FlowEdit<'m> {
        FlowEdit::new(self.model, scope, other)
    }

    /// The word before its own ends.
    pub(in crate::rules) fn joint(&self) -> &'static str {
        if self.takes { "from" } else { "to" }
    }

    /// What the ends of the other side are called.
    pub(in crate::rules) fn clause_there(&self) -> &'static str {
        if self.takes { "targets" } else { "sources" }
    }

    // ── Its own ends ────────────────────────────────────────────────────────────────────────────

    pub(in crate::rules) fn own_ends(&self) -> &'m [NamedEnd] {
        ends_of(self.model.scope(self.scope()), &self.part)
    }

    pub(in crate::rules) fn place_of_end(&self, end: &NamedEnd) -> FileSpan {
        end_place(self.model, self.model.file_of(self.scope(), &self.part), end.term)
    }

    /// The place of the end of which this is expected, if it is named once and not as one of all.
    pub(in crate::rules) fn end_of(&self, expectation: Expectation) -> Option<FileSpan> {
        let mut named = self.own_ends().iter().filter(|named| match (named.end, expectation) {
            (End::Activity(one), Expectation::Activity(other)) => one == other,
            (End::All, Expectation::Activity(_)) => true,
            (End::Step(one), Expectation::Step(other)) => one == other,
            (End::Stream(one), Expectation::Stream(other)) => one == other,
            _ => false,
        });
        let only = named.next().filter(|only| named.next().is_none() && only.end != End::All);
        only.map(|only| self.place_of_end(only))
    }

    /// The place of the end that fails, if it is one.
    pub(in crate::rules) fn failing_end(&self) -> Option<FileSpan> {
        let [expectation] = *self.left else { return None };
        self.end_of(expectation)
    }

    /// The place of the end to replace so that nothing fails: the one that fails, or a lone `all` that nobody meets.
    pub(in crate::rules) fn astray_end(&self) -> Option<FileSpan> {
        let lone = match self.own_ends() {
            [named] if named.end == End::All => Some(self.place_of_end(named)),
            _ => None,
        };
        self.failing_end().or_else(|| lone.filter(|_| self.met_by().is_empty()))
    }

    /// Whether all that it expects would be met if it were about the item of `other` in this scope, and nobody meets it for its own.
    pub(in crate::rules) fn meets_as(&self, other: &Occurrence) -> bool {
        let (model, direction) = (self.model, self.failure.direction);
        let viewpoint = model.viewpoint(self.scope(), &self.part);
        let items = model.items(self.scope(), other);
        self.part.node.is_some()
            && self.part.choices == 1
            && model.expectations(model.scope(self.scope()), &self.part).all(|expectation| {
                model.is_met(viewpoint, items.clone(), direction, expectation)
                    && model.partners(viewpoint, &self.part, direction, expectation).next().is_none()
            })
    }

    /// What is expected of a node in this scope.
    pub(in crate::rules) fn expectation_of(&self, node: NodeId) -> Option<Expectation> {
        match self.scope() {
            ScopeId::CHAIN => self.model.node(node).activity_of.activity().map(Expectation::Activity),
            _ => Some(Expectation::Step(node)),
        }
    }

    // ── Remedies ────────────────────────────────────────────────────────────────────────────────

    /// Lets a flow that stands where this one looks name this one too.
    pub(in crate::rules) fn address(&self, found: &Found<'m>, expectation: Expectation) -> Remedy {
        let Found { at, other, only } = *found;
        let (model, here) = (self.model, self.scope());
        let (Expectation::Stream(stream), 0) = (expectation, other.end_count) else {
            let end = match (expectation, self.part.node) {
                (Expectation::Step(_) | Expectation::Activity(_), Some(node)) => {
                    path_to_node(model, node, at.scope)
                }
                _ => path_to_stream(model, here, at.scope),
            };
            return self.add_end(at.scope, other, end.filter(|_| only));
        };
        // What is for everybody there would be for nobody else if it named an end.
        match other.node.filter(|_| self.part.node.is_some()) {
            Some(step) => {
                let end = path_to_node(model, step, here);
                let act = format!("write `{} {}`", self.joint(), end.as_deref().unwrap_or("…"));
                let edits = end
                    .filter(|_| only)
                    .and_then(|end| self.change().replace(self.end_of(expectation)?, &end));
                Remedy { act, place: None, edits }
            }
            None => {
                let Remedy { act, place, edits } = self.cross_border(stream);
                Remedy { act, place, edits: edits.filter(|_| only) }
            }
        }
    }

    /// Adds an end to a flow on the other side.
    pub(in crate::rules) fn add_end(
        &self,
        scope: ScopeId,
        other: &Occurrence,
        end: Option<String>,
    ) -> Remedy {
        let act = format!("add `{}` to its {}", end.as_deref().unwrap_or("…"), self.clause_there());
        let edits = end.and_then(|end| self.change_of(scope, other).add(&[end]));
        Remedy { act, place: None, edits }
    }

    /// Lets another stream give or take this at its border.
    pub(in crate::rules) fn cross_border(&self, stream: ScopeId) -> Remedy {
        let end = path_to_stream(self.model, self.scope(), stream);
        let (keyword, joint) = if self.takes { (Keyword::Outcome, "to") } else { (Keyword::Trigger, "from") };
        let added =
            format!("{} {} {joint} {}", keyword.word(), self.change().item(), end.as_deref().unwrap_or("…"));
        let edits = self.model.scope(stream).statement.filter(|_| end.is_some()).and_then(|statement| {
            let editor = SourceEditor::new(self.model, statement.file);
            Some(vec![insertion::border(&editor, statement.index, keyword, &added)?])
        });
        Remedy { act: format!("write `{added}`"), place: Some(quoted_stream(self.model, stream)), edits }
    }

    /// Lets whoever is expected to give or take this do so.
    pub(in crate::rules) fn provide(&self, expectation: Expectation) -> Remedy {
        let (node, place) = match expectation {
            Expectation::Step(step) => (Some(step), quoted_node(self.model, step)),
            Expectation::Activity(activity) => self.node_in(activity),
            // No step of that stream has it, so its border would promise what nobody does.
            Expectation::Stream(stream) => return Remedy { edits: None, ..self.cross_border(stream) },
            Expectation::Anyone => (None, "a step".to_owned()),
        };
        let home = node.map_or(self.scope(), |node| self.model.node(node).scope);
        let end = self.part.node.and_then(|own| path_to_node(self.model, own, home));
        let (keyword, joint) = if self.takes { (Keyword::Output, "to") } else { (Keyword::Input, "from") };
        let flow = format!("{} {joint} {}", self.change().item(), end.as_deref().unwrap_or("…"));
        let edits = node.filter(|_| end.is_some()).and_then(|node| {
            let statement = self.model.node(node).statement;
            let editor = SourceEditor::new(self.model, statement.file);
            Some(vec![insertion::flow(&editor, statement.index, keyword, &flow)?])
        });
        Remedy { act: format!("write `{} {flow}`", keyword.word()), place: Some(place), edits }
    }

    /// The only other node of this scope in `activity`, if there is one, and where it is to be written.
    fn node_in(&self, activity: Activity) -> (Option<NodeId>, String) {
        let model = self.model;
        if self.scope() == ScopeId::CHAIN {
            let only = match model.described[activity as usize][..] {
                [node] => Some(node),
                _ => None,
            };
            return (only, format!("`{}`", activity.name()));
        }
        // A stream so large that it cannot be looked through for each finding is looked at in part.
        const MOST: usize = 2_000;
        let scope = model.scope(self.scope());
        let is_there =
            |&node: &NodeId| Some(node) != self.part.node && model.node(node).activity_of.may_be(activity);
        let mut there = scope.nodes.clone().take(MOST).map(NodeId::new).filter(is_there);
        match (there.next(), there.next()) {
            (Some(node), None) if scope.nodes.len() <= MOST => (Some(node), quoted_node(model, node)),
            _ => (None, format!("a step of `{}`", activity.name())),
        }
    }
}
