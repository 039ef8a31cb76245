//! A trigger that no step of its stream uses, or an outcome that none produces.

use super::UnmetFlow;
use super::fixes::{Remedy, offer};
use super::near_misses::NearMiss;
use crate::model::NodeId;
use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Expectation, FailureId};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::{MOST_WRITTEN, quoted_owner, quoted_step, quoted_stream};
use crate::rules::support::edits::Edits;
use crate::rules::support::end_path::is_shadowed;
use crate::rules::support::places::{end_place, item_place};
use crate::syntax::Keyword;

/// An input with the trigger as an alternative.
struct Joined<'m> {
    input: &'m Occurrence,
    /// The statement as it then reads.
    written: String,
    edits: Edits,
}

impl<'m> UnmetFlow<'m> {
    /// The finding that no step of the stream does this with it, with why and with what to write. `partner` is the failure
    /// on the other side that belongs to the same mistake.
    pub(in crate::rules) fn at_border(
        &self,
        does: &str,
        label: &str,
        partner: Option<FailureId>,
    ) -> FindingBuilder {
        let inner = self.inner_flow(partner);
        let message = match &inner {
            Some(found) if !self.own_ends().is_empty() => self.message_of_inner_flow(found),
            _ => format!("no step of {} {does} {}", quoted_stream(self.model, self.scope()), self.items()),
        };
        let finding = FindingBuilder::new(self.place(), message).label(label);
        let finding = match &inner {
            Some(found) => self.explain_inner_flow(finding, found, partner.is_some()),
            None => self.explain_no_inner_flow(finding),
        };
        let finding = self.failing_as_well(finding);
        let finding = if self.fails_again() { finding.without_fix() } else { finding };
        finding.fingerprint(self.fingerprint())
    }

    /// The flow of a step that has the item, with other ends.
    fn inner_flow(&self, partner: Option<FailureId>) -> Option<NearMiss<'m>> {
        if let Some(partner) = partner {
            let at = self.model.failure(partner).occurrence;
            let is_only = self.model.diagnosis().claims(partner) == 1;
            return Some(NearMiss { at, flow: self.model.occurrence(at), is_only });
        }
        const MAX_FLOWS: usize = 20;
        let found: Vec<_> = self.with_item(self.scope()).take(MAX_FLOWS).collect();
        self.first_of(&found)
    }

    /// Both sides name somebody, and not the same.
    fn message_of_inner_flow(&self, found: &NearMiss<'m>) -> String {
        let (said, does) = if self.takes { ("is promised to", "sends") } else { ("comes from", "expects") };
        let own = self.quoted_ends(self.scope(), &self.flow);
        let others = self.quoted_ends(found.at.scope, found.flow);
        let owner = quoted_owner(self.model, found.at.scope, found.flow);
        let preposition = self.preposition_there();
        format!("{} {said} {own}, but {owner} {does} it only {preposition} {others}", self.items())
    }

    fn explain_no_inner_flow(&self, finding: FindingBuilder) -> FindingBuilder {
        if let Some(similar) = self.similar_name() {
            let is_enough =
                similar.flow.node.is_some() && self.flow.choices == 1 && self.meets(&similar.flow);
            return self.explain_similar(finding, &similar, is_enough);
        }
        if self.takes { self.explain_unproduced(finding) } else { self.explain_unused(finding) }
    }

    /// Whether a step's flow would meet this trigger or outcome but for its name.
    fn meets(&self, inner: &Occurrence) -> bool {
        let (model, scope) = (self.model, self.scope());
        if self.takes {
            model.may_produce(scope, &self.flow, inner)
        } else {
            model.shares_end(scope, &self.flow, inner)
        }
    }

    // ── A step has the item, with other ends ────────────────────────────────────────────────────

    /// `fails` says that the step's flow is not met either.
    fn explain_inner_flow(
        &self,
        finding: FindingBuilder,
        found: &NearMiss<'m>,
        fails: bool,
    ) -> FindingBuilder {
        let NearMiss { at, flow, is_only } = *found;
        let preposition = self.preposition_there();
        let verb = if self.takes { "sends it" } else { "expects it" };
        let owner = quoted_owner(self.model, at.scope, flow);
        let label = format!("{owner} {verb} {preposition} {}", self.quoted_ends(at.scope, flow));
        let finding = finding.secondary(item_place(self.model, at.scope, flow), label);
        let edit = self.edit_of(at.scope, flow);
        if !self.takes
            && let Some(step) = flow.node
            && self.model.is_reply(step, flow)
        {
            let item = edit.item();
            let begins = format!("if {owner} begins with it, write `input {item}` there");
            return finding.help(format!("{begins}; or leave out the trigger: a reply starts nothing"));
        }
        if self.own_ends().is_empty() {
            let action = format!("leave out the `{preposition}` there");
            let remedy = Remedy::new(action, edit.leave_out_all()).only_if(is_only);
            return offer(finding.help(&remedy.action), remedy);
        }
        let ends = self.own_ends_for(flow);
        // What else goes wrong there, another finding says.
        if ends.is_empty() || !fails && self.is_paired(at) {
            let here = self.quoted_ends(self.scope(), &self.flow);
            return finding.help(format!("name {here} there too, or leave out the `{preposition}`"));
        }
        let remedy = match ends_of(self.model.scope(at.scope), flow) {
            [wrong] if fails => {
                let place = end_place(self.model, self.model.file_of(at.scope, flow), wrong.term);
                let ends = ends.join(", ");
                Remedy::new(format!("write `{preposition} {ends}` there"), edit.replace(place, &ends))
            }
            _ => {
                let edits = edit.add(&ends);
                Remedy::new(edit.act_of_add(&ends), edits)
            }
        };
        let help = format!("{}, or leave out the `{preposition}`", remedy.action);
        offer(finding.help(help), remedy.only_if(is_only))
    }

    /// The ends of the trigger or outcome that a flow of a step can name as well.
    fn own_ends_for(&self, flow: &Occurrence) -> Vec<String> {
        let (model, scope) = (self.model, self.scope());
        let direction = if self.takes { Direction::Out } else { Direction::In };
        let viewpoint = model.viewpoint(scope, flow);
        let items = model.items(scope, flow);
        let mut ends = Vec::new();
        for named in self.own_ends() {
            let expectation = match named.end {
                End::External(_) => None,
                End::Activity(activity) => Some(Expectation::Activity(activity)),
                End::Stream(stream) => Some(Expectation::Stream(stream)),
                _ => continue,
            };
            let fails = expectation
                .is_some_and(|expected| !model.is_met(viewpoint, items.clone(), direction, expected));
            let place = self.own_end_place(named);
            if !fails && !is_shadowed(model, place, scope) {
                ends.push(model.slice(place).to_owned());
            }
        }
        ends
    }

    // ── No step has it ──────────────────────────────────────────────────────────────────────────

    fn explain_unproduced(&self, finding: FindingBuilder) -> FindingBuilder {
        match self.only_producer() {
            // No fix: whether the step does that, always or only in some cases, its owner knows.
            Some(step) => {
                let (item, step) = (self.edit().item(), quoted_step(self.model, step));
                finding.help(format!("write `output {item}` in {step}, or leave out the outcome"))
            }
            None => {
                let item = self.edit().item();
                finding.help(format!("write `output {item}` in the step that produces it"))
            }
        }
    }

    /// The one step that gives nothing yet, or that yields what else the stream yields, or the only step there is.
    fn only_producer(&self) -> Option<NodeId> {
        self.counterparts.only_producer(self.model, self.scope()).or_else(|| self.only_step())
    }

    fn explain_unused(&self, finding: FindingBuilder) -> FindingBuilder {
        if let Some(Joined { input, written, edits }) = self.joined() {
            let action = format!("write `{written}`");
            let finding = finding
                .secondary(
                    item_place(self.model, self.scope(), input),
                    "the stream starts here with another trigger",
                )
                .help(format!("if either starts it, {action} there"));
            return offer(finding, Remedy::new(action, Some(edits)));
        }
        let is_lone = self.model.scope(self.scope()).triggers.len() == 1;
        if is_lone && let Some(step) = self.only_step() {
            let item = self.edit().item();
            let action = format!("write `input {item}` in {}", quoted_step(self.model, step));
            let finding = finding.help(format!("{action}, or leave out the trigger"));
            let edits = self.add_flow(step, Keyword::Input, &item);
            return offer(finding, Remedy::new(action, edits).only_if(!self.lacks_input(step)));
        }
        finding.help(format!("write `input {}` in the step that uses it", self.edit().item()))
    }

    /// The stream's only step.
    fn only_step(&self) -> Option<NodeId> {
        let nodes = &self.model.scope(self.scope()).nodes;
        if nodes.len() == 1 { Some(nodes.start) } else { None }
    }

    /// The only input that takes another trigger, with this one as an alternative: where a stream has several
    /// triggers, any one of them starts it.
    fn joined(&self) -> Option<Joined<'m>> {
        let (model, scope) = (self.model, self.scope());
        let input = self.counterparts.only_triggered(model, scope)?;
        let mut ends = ends_of(model.scope(scope), input).iter();
        if input.node.is_some_and(|step| model.is_reply(step, input)) {
            return None;
        }
        let is_short = self.flow.choices == 1 && input.choices <= MOST_WRITTEN;
        if !is_short || !ends.all(|named| matches!(named.end, End::External(_))) {
            return None;
        }
        let edit = self.edit_of(scope, input);
        let item = self.edit().item();
        let written = edit.reads(&format!("{} or {item}", edit.item()), &[]);
        let mut edits = edit.or(&item)?;
        if !model.shares_end(scope, &self.flow, input) {
            edits.extend(edit.leave_out_all()?);
        }
        Some(Joined { input, written, edits })
    }
}
