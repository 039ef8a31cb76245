//! Labels and helps for a flow of which only one side has failed: they show what is nearly there.

use super::UnmetFlow;
use super::fixes::{Remedy, offer};
use super::near_misses::{NearMiss, SimilarName};
use crate::model::ScopeId;
use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Expectation};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::{quoted, quoted_owner, quoted_path, quoted_step};
use crate::rules::support::end_path::{is_shadowed, path_to_node};
use crate::rules::support::name_words::{same_name, written_words};
use crate::rules::support::places::{end_place, item_place};
use crate::text::{MOST_LISTED, first_few_listed};

impl<'m> UnmetFlow<'m> {
    /// The first ends of a flow as written, in backticks, and how many others there are.
    pub(super) fn quoted_ends(&self, scope: ScopeId, flow: &Occurrence) -> String {
        let file = self.model.file_of(scope, flow);
        let all = ends_of(self.model.scope(scope), flow);
        let mut ends = Vec::new();
        for named in all.iter().take(MOST_LISTED) {
            ends.push(quoted_path(self.model, end_place(self.model, file, named.term)));
        }
        first_few_listed(&ends, all.len(), "and")
    }

    // ── The item is where it is looked for, but for others ──────────────────────────────────────

    /// `addressed` holds, for each of the first expectations, who has the item there.
    pub(super) fn explain_addressed(
        &self,
        finding: FindingBuilder,
        addressed: &[Option<NearMiss<'m>>],
    ) -> FindingBuilder {
        /// As many lines as a reader takes in.
        const MOST_SHOWN: usize = 2;
        let mut finding = finding;
        let mut remedies = Vec::new();
        for (&expectation, found) in self.unmet.iter().zip(addressed) {
            let Some(found) = found else {
                remedies.push(self.provide(expectation));
                continue;
            };
            let place = item_place(self.model, found.at.scope, found.flow);
            finding = finding.secondary(place, self.label_of_addressed(found));
            remedies.extend(self.address(found, expectation));
        }
        let looked_at_all = addressed.len() == self.unmet.len();
        let mut remedy = Remedy::together(remedies).only_if(looked_at_all);
        if self.unmet.len() > MOST_SHOWN
            && let Some(own) = self.flow.node.and_then(|own| path_to_node(self.model, own, self.scope()))
        {
            remedy.action = format!("write `{} {own}` in each of these places", self.preposition_there());
        }
        offer(finding.help(format!("{}, or name somebody else here", remedy.action)), remedy)
    }

    fn label_of_addressed(&self, found: &NearMiss<'m>) -> String {
        let owner = quoted_owner(self.model, found.at.scope, found.flow);
        let ends = self.quoted_ends(found.at.scope, found.flow);
        if ends.is_empty() {
            let own = if self.takes { "sends it only within" } else { "expects it only from" };
            return format!("{owner} {own} its own stream");
        }
        let verb = if self.takes { "sends it to" } else { "expects it from" };
        format!("{owner} {verb} {ends}")
    }

    // ── The item is elsewhere in the scope ──────────────────────────────────────────────────────

    /// Another node has the item.
    pub(super) fn explain_other_end(&self, finding: FindingBuilder, found: &NearMiss<'m>) -> FindingBuilder {
        let NearMiss { at, flow, is_only } = *found;
        let place = item_place(self.model, at.scope, flow);
        let finding = finding.secondary(place, self.label_of_other(found));
        let (Some(node), Some(own)) = (flow.node, self.flow.node) else { return finding };
        let comes_back = self.closes_loop(node, Some(flow));
        // What mends that flow is told of it, and a step that takes back does so for itself alone.
        if self.takes && comes_back {
            if let Some(border) = self.border_with_item() {
                return self.explain_border(finding, &border);
            }
            if self.is_paired(at) || self.fails_again() {
                return self.explain_absent(finding);
            }
        }
        if comes_back {
            let remedy = Remedy::together(self.come_back(node, found));
            return finding.help(format!("if that is meant, {}", remedy.action));
        }
        if self.unmet == [Expectation::Anyone] {
            if !self.takes && self.fails_again() {
                let (item, step) = (self.edit().item(), quoted_step(self.model, node));
                return finding
                    .help(format!("write `optional input {item}` in {step}, which takes it from each"));
            }
            let ends = if self.takes { self.paths(at.scope) } else { None };
            let own = || path_to_node(self.model, own, at.scope).map(|end| vec![end]);
            let add = Remedy::together(vec![self.add_ends(at.scope, flow, ends.or_else(own))]);
            return offer(
                finding.help(&add.action),
                add.only_if(is_only && self.is_harmless(node, Some(flow))),
            );
        }
        let mut remedies = vec![self.name_node(node)];
        if !self.is_met_at(node, &self.flow) {
            remedies.push(self.add_end(at.scope, flow, path_to_node(self.model, own, at.scope)));
        }
        let is_certain = is_only
            && self.is_harmless(node, Some(flow))
            && self.is_undisputed(node, at)
            && !self.is_asked()
            && !self.loses_link();
        let remedy = Remedy::together(remedies).only_if(is_certain);
        offer(finding.help(format!("if that is meant, {}", remedy.action)), remedy)
    }

    /// Whether it names a step that waits for replies: then what that step asks may be what is missing.
    fn is_asked(&self) -> bool {
        let mut unmet = self.unmet.iter();
        unmet.any(
            |&expectation| matches!(expectation, Expectation::Step(step) if self.model.replies().has(step)),
        )
    }

    fn label_of_other(&self, found: &NearMiss<'m>) -> String {
        let owner = quoted_owner(self.model, found.at.scope, found.flow);
        let ends = self.quoted_ends(found.at.scope, found.flow);
        match (self.takes, ends.is_empty()) {
            (true, true) => format!("{owner} produces it"),
            (true, false) => format!("{owner} sends it to {ends}"),
            (false, true) => format!("{owner} uses it"),
            (false, false) => format!("{owner} expects it from {ends}"),
        }
    }

    /// A trigger or an outcome of the same stream has the item.
    pub(super) fn explain_border(&self, finding: FindingBuilder, found: &NearMiss<'m>) -> FindingBuilder {
        let NearMiss { flow: border, is_only, .. } = *found;
        let label =
            if self.takes { "it is a trigger of the stream" } else { "it is an outcome of the stream" };
        let finding = finding.secondary(item_place(self.model, self.scope(), border), label);
        let preposition = self.preposition();
        if self.flow.node.is_some_and(|step| self.takes && self.model.is_reply(step, &self.flow)) {
            let item = self.edit().item();
            return finding.help(format!("if that is meant, write `input {item}`: nobody was asked for it"));
        }
        let Some(failing) = self.replaceable_end() else {
            return finding.help(format!("if that is meant, leave out the `{preposition}`"));
        };
        let ends = self.external_ends(border);
        let all = ends_of(self.model.scope(self.scope()), border);
        if ends.is_empty() || ends.len() < all.len() {
            let action = format!("leave out `{preposition} {}`", self.model.slice(failing));
            let remedy = Remedy::new(action, self.edit().leave_out(&[failing]));
            let finding = finding.help(format!("if that is meant, leave out the `{preposition}`"));
            return offer(finding, remedy.only_if(is_only));
        }
        let mut added = Vec::new();
        for end in &ends {
            if !self.names_already(end) {
                added.push(end.clone());
            }
        }
        let edits = if added.is_empty() {
            self.edit().leave_out(&[failing])
        } else {
            self.edit().replace(failing, &added.join(", "))
        };
        let remedy = Remedy::new(format!("write `{preposition} {}`", ends.join(", ")), edits);
        let help = format!("if that is meant, {}, or no `{preposition}` at all", remedy.action);
        offer(finding.help(help), remedy.only_if(is_only))
    }

    /// The stakeholders and repositories that a trigger or an outcome names, as written. They are right wherever they
    /// stand; whether another end is, its own flows decide.
    fn external_ends(&self, border: &Occurrence) -> Vec<String> {
        let file = self.model.file_of(self.scope(), border);
        let mut ends = Vec::new();
        for named in ends_of(self.model.scope(self.scope()), border) {
            let place = end_place(self.model, file, named.term);
            let is_external = matches!(named.end, End::External(_));
            if is_external && !is_shadowed(self.model, place, self.scope()) {
                ends.push(self.model.slice(place).to_owned());
            }
        }
        ends
    }

    fn names_already(&self, end: &str) -> bool {
        let mut own = self.own_ends().iter().map(|named| self.own_end_place(named));
        own.any(|place| same_name(self.model.slice(place), end))
    }

    // ── Another name, or nothing ────────────────────────────────────────────────────────────────

    /// Something has a similar name. `is_enough` says whether that name is all that it takes.
    pub(super) fn explain_similar(
        &self,
        finding: FindingBuilder,
        similar: &SimilarName,
        is_enough: bool,
    ) -> FindingBuilder {
        let place = item_place(self.model, self.scope(), &similar.flow);
        let owner = quoted_owner(self.model, self.scope(), &similar.flow);
        let label = match (self.takes, similar.flow.node.is_some()) {
            (true, true) => format!("{owner} produces this"),
            (true, false) => "this is a trigger".to_owned(),
            (false, true) => format!("{owner} uses this"),
            (false, false) => "this is an outcome".to_owned(),
        };
        let (here, there) = (self.model.slice(self.place()), self.model.slice(place));
        let is_odd_there = self.model.vocabulary().is_misspelt(&written_words(there), &written_words(here));
        let finding = finding.secondary(place, label);
        let is_certain = is_enough && similar.is_only && self.is_harmless_as(&similar.flow);
        if is_odd_there {
            let action = format!("write `{here}` there");
            let remedy = Remedy::new(action, Some(vec![(place, here.to_owned())]));
            let is_certain = is_certain && !self.is_met_by_others(&similar.flow);
            let help = format!("did you mean {} there?", quoted(self.model, self.place()));
            return offer(finding.help(help), remedy.only_if(is_certain));
        }
        let remedy = Remedy::new(format!("write `{there}`"), Some(vec![(self.place(), there.to_owned())]));
        let help = format!("did you mean {}?", quoted(self.model, place));
        offer(finding.help(help), remedy.only_if(is_certain))
    }

    /// Whether a flow on the other side meets somebody under the name that it has.
    fn is_met_by_others(&self, other: &Occurrence) -> bool {
        let (model, scope) = (self.model, self.scope());
        let viewpoint = model.viewpoint(scope, other);
        let direction = if self.takes { Direction::Out } else { Direction::In };
        let mut expectations = model.expectations(model.scope(scope), other);
        expectations.any(|expected| model.is_met(viewpoint, model.items(scope, other), direction, expected))
    }

    /// Nothing like it is there.
    pub(super) fn explain_absent(&self, finding: FindingBuilder) -> FindingBuilder {
        if self.unmet != [Expectation::Anyone] {
            return self.explain_provided(finding);
        }
        let item = self.written_items();
        let (it, is) = if self.is_several() { ("them", "they are") } else { ("it", "it is") };
        if self.scope() != ScopeId::CHAIN {
            return finding.help(if self.takes {
                format!(
                    "write `output {item}` in the step that produces {it}, or name who gives {it}: `input {item} from …`; \
                     if the stream starts with {it}, write `trigger {item}`"
                )
            } else {
                format!(
                    "write `input {item}` in the step that uses {it}, or name who gets {it}: `output {item} to …`; \
                     if {is} what the stream is for, write `outcome {item} to …`"
                )
            });
        }
        let own = self.paths(self.scope()).map(|paths| paths.join(", ")).unwrap_or_else(|| "…".to_owned());
        finding.help(if self.takes {
            format!("write `output {item} to {own}` in the activity that produces {it}, or name the stakeholder who gives {it}")
        } else {
            format!("write `input {item} from {own}` in the activity that uses {it}, or name the stakeholder who gets {it}")
        })
    }

    /// Whoever is named has to give or take it.
    fn explain_provided(&self, finding: FindingBuilder) -> FindingBuilder {
        let mut remedies = Vec::new();
        for &expectation in self.unmet {
            remedies.push(self.provide(expectation));
        }
        let remedy = Remedy::together(remedies);
        let what = match self.flow.node {
            None => "leave out this name",
            _ if self.is_several() => "leave these out here",
            _ if self.fails_again() => "leave it out in all these places",
            Some(_) if self.takes => "leave out this input",
            Some(_) => "leave out this output",
        };
        let finding = finding.help(format!("{}, or {what}", remedy.action));
        offer(finding, remedy)
    }
}
