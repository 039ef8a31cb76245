//! The words for why an expectation fails, and what mends it.

use super::UnmetFlow;
use super::fixes::{Remedy, together};
use super::near_misses::{Found, Near};
use crate::finding::Fix;
use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::Expectation;
use crate::model::{NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::{listed, quoted, quoted_owner, quoted_path};
use crate::rules::support::end_path::{is_shadowed, path_to_node};
use crate::rules::support::name_words::same_name;
use crate::rules::support::places::{end_place, item_place};
use crate::source::FileSpan;

impl<'m> UnmetFlow<'m> {
    pub(in crate::rules) fn label_of(&self, scope: ScopeId, other: &Occurrence) -> FileSpan {
        item_place(self.model, scope, other)
    }

    /// The ends of an occurrence as written.
    pub(in crate::rules) fn quoted_ends(&self, scope: ScopeId, other: &Occurrence) -> String {
        let file = self.model.file_of(scope, other);
        let ends = ends_of(self.model.scope(scope), other).iter();
        let ends = ends.map(|named| quoted_path(self.model, end_place(self.model, file, named.term)));
        listed(&ends.collect::<Vec<_>>(), "and")
    }

    pub(in crate::rules) fn owner_of(&self, scope: ScopeId, other: &Occurrence) -> String {
        quoted_owner(self.model, scope, other)
    }

    /// Of each expectation that fails: who has the item there, but for others.
    pub(in crate::rules) fn tell_addressed(
        &self,
        finding: FindingBuilder,
        addressed: &[Option<Found<'m>>],
    ) -> FindingBuilder {
        let mut finding = finding;
        for Found { at, other, .. } in addressed.iter().flatten() {
            let who = self.owner_of(at.scope, other);
            let ends = self.quoted_ends(at.scope, other);
            let word = if self.takes { "sends it to" } else { "expects it from" };
            let label = if ends.is_empty() {
                format!("{who} means it for its own stream")
            } else {
                format!("{who} {word} {ends}")
            };
            finding = finding.secondary(self.label_of(at.scope, other), label);
        }
        let remedy = |(&expectation, found): (_, &Option<Found<'m>>)| match found {
            Some(found) => self.address(found, expectation),
            None => self.provide(expectation),
        };
        let (act, edits) = together(self.left.iter().zip(addressed).map(remedy).collect());
        let edits = edits.filter(|_| addressed.len() == self.left.len());
        finding
            .help(format!("{act}, or change the end here"))
            .fix(edits.map(|edits| Fix::suggested(act, edits)))
    }

    pub(in crate::rules) fn tell_other_end(
        &self,
        finding: FindingBuilder,
        found: &Found<'m>,
    ) -> FindingBuilder {
        let Found { at, other, only } = *found;
        let who = self.owner_of(at.scope, other);
        let ends = self.quoted_ends(at.scope, other);
        let label = match (self.takes, ends.is_empty()) {
            (true, true) => format!("{who} puts it out"),
            (true, false) => format!("{who} puts it out, for {ends}"),
            (false, true) => format!("{who} takes it"),
            (false, false) => format!("{who} takes it, from {ends}"),
        };
        let finding = finding.secondary(self.label_of(at.scope, other), label);
        let (Some(node), Some(own)) = (other.node, self.part.node) else { return finding };
        let add = || self.add_end(at.scope, other, path_to_node(self.model, own, at.scope));
        if self.left == [Expectation::Anyone] {
            let Remedy { act, edits, .. } = add();
            return finding.help(&act).fix(edits.filter(|_| only).map(|edits| Fix::suggested(act, edits)));
        }
        let mut remedies = vec![self.look_at(node)];
        let viewpoint = self.model.viewpoint(self.scope(), &self.part);
        let items = self.model.items(self.scope(), &self.part);
        let meets =
            |expectation| self.model.is_met(viewpoint, items.clone(), self.failure.direction, expectation);
        if !self.expectation_of(node).is_some_and(meets) {
            remedies.push(add());
        }
        let (act, edits) = together(remedies);
        let only = only && self.is_undisputed(node, at);
        finding
            .help(format!("if that is meant, {act}"))
            .fix(edits.filter(|_| only).map(|edits| Fix::suggested(act, edits)))
    }

    /// Names this node in place of the end that fails.
    pub(in crate::rules) fn look_at(&self, node: NodeId) -> Remedy {
        let end = path_to_node(self.model, node, self.scope());
        self.write_end(end.as_deref())
    }

    /// Names this end in place of the one that fails.
    pub(in crate::rules) fn write_end(&self, end: Option<&str>) -> Remedy {
        let act = format!("write `{} {}`", self.joint(), end.unwrap_or("…"));
        let edits = end.and_then(|end| self.change().replace(self.astray_end()?, end));
        Remedy { act, place: None, edits }
    }

    pub(in crate::rules) fn tell_border(&self, finding: FindingBuilder, found: &Found<'m>) -> FindingBuilder {
        let Found { other: border, only, .. } = *found;
        let place = self.label_of(self.scope(), border);
        let label =
            if self.takes { "it is a trigger of the stream" } else { "it is an outcome of the stream" };
        let finding = finding.secondary(place, label);
        let joint = self.joint();
        let Some(failing) = self.astray_end() else {
            return finding.help(format!("if that is meant, leave out the `{joint}`"));
        };
        // Stakeholders and repositories are always right; whether another end is, its own flows decide.
        let file = self.model.file_of(self.scope(), border);
        let ends = ends_of(self.model.scope(self.scope()), border);
        let is_right = |place: &FileSpan| !is_shadowed(self.model, *place, self.scope());
        let written: Vec<String> = ends
            .iter()
            .filter(|named| matches!(named.end, End::External(_)))
            .map(|named| end_place(self.model, file, named.term))
            .filter(is_right)
            .map(|place| self.model.sources.slice(place).to_owned())
            .collect();
        if written.is_empty() || written.len() < ends.len() {
            let edits = self.change().leave_out(&[failing]);
            return finding.help(format!("if that is meant, leave out the `{joint}`")).fix(
                edits.filter(|_| only).map(|edits| {
                    Fix::suggested(
                        format!("leave out `{joint} {}`", self.model.sources.slice(failing)),
                        edits,
                    )
                }),
            );
        }
        let named = |end: &String| {
            self.own_ends().iter().any(|own| same_name(self.model.sources.slice(self.place_of_end(own)), end))
        };
        let more: Vec<String> = written.iter().filter(|end| !named(end)).cloned().collect();
        let edits = match &more[..] {
            [] => self.change().leave_out(&[failing]),
            more => self.change().replace(failing, &more.join(", ")),
        };
        let act = format!("write `{joint} {}`", written.join(", "));
        finding
            .help(format!("if that is meant, {act}, or no `{joint}` at all"))
            .fix(edits.filter(|_| only).map(|edits| Fix::suggested(act, edits)))
    }

    /// `mends` says whether the other name is all that it takes.
    pub(in crate::rules) fn tell_near(
        &self,
        finding: FindingBuilder,
        near: &Near,
        mends: bool,
    ) -> FindingBuilder {
        let place = self.label_of(self.scope(), &near.other);
        let who = self.owner_of(self.scope(), &near.other);
        let label = match (self.takes, near.other.node.is_some()) {
            (true, true) => format!("{who} puts out this"),
            (true, false) => "this is a trigger".to_owned(),
            (false, true) => format!("{who} takes this"),
            (false, false) => "this is an outcome".to_owned(),
        };
        let finding =
            finding.secondary(place, label).help(format!("did you mean {}?", quoted(self.model, place)));
        let written = self.model.sources.slice(place).to_owned();
        let edits = (mends && near.only).then(|| vec![(self.place(), written.clone())]);
        finding.fix(edits.map(|edits| Fix::suggested(format!("write `{written}`"), edits)))
    }

    pub(in crate::rules) fn tell_nothing(&self, finding: FindingBuilder) -> FindingBuilder {
        let item = self.change().item();
        let chain = self.scope() == ScopeId::CHAIN;
        let viewpoint = self.part.node.and_then(|node| path_to_node(self.model, node, self.scope()));
        let viewpoint = viewpoint.unwrap_or_default();
        let help = match (self.takes, self.left) {
            (true, [Expectation::Anyone]) if chain => {
                format!(
                    "let an activity put it out: `output {item} to {viewpoint}`, or say which stakeholder gives it"
                )
            }
            (true, [Expectation::Anyone]) => {
                format!(
                    "let a step put it out, make it a trigger, or name who gives it: `input {item} from …`"
                )
            }
            (false, [Expectation::Anyone]) if chain => {
                format!(
                    "let an activity take it: `input {item} from {viewpoint}`, or say which stakeholder it is for"
                )
            }
            (false, [Expectation::Anyone]) => {
                format!("let a step take it, make it an outcome, or name who it is for: `output {item} to …`")
            }
            _ => return self.tell_provided(finding),
        };
        finding.help(help)
    }

    /// Whoever is named has to give or take it.
    fn tell_provided(&self, finding: FindingBuilder) -> FindingBuilder {
        let remedies = self.left.iter().map(|&expectation| self.provide(expectation));
        let (act, edits) = together(remedies.collect());
        let what = match self.part.node {
            None => "end",
            Some(_) if self.takes => "input",
            Some(_) => "output",
        };
        finding
            .help(format!("{act}, or take the {what} out"))
            .fix(edits.map(|edits| Fix::suggested(act, edits)))
    }
}
