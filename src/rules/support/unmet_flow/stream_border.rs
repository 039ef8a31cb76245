//! A trigger or outcome that its own stream should use or produce: what is nearly there, and what to write.

use super::UnmetFlow;
use super::near_misses::Found;
use crate::finding::Fix;
use crate::model::NodeId;
use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Expectation};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::{listed, quoted_node};
use crate::rules::support::edits::{Edits, SourceEditor, insertion};
use crate::rules::support::end_path::is_shadowed;
use crate::rules::support::places::end_place;
use crate::syntax::Keyword;

impl<'m> UnmetFlow<'m> {
    /// Adds to `finding` why no step uses or produces it, and what to write. `partner` is the other side of the mistake.
    pub(in crate::rules) fn explain_border(
        &self,
        finding: FindingBuilder,
        partner: Option<u32>,
    ) -> FindingBuilder {
        let partner = partner.map(|partner| {
            let at = self.model.matching.failures[partner as usize].occurrence;
            Found {
                at,
                other: self.model.occurrence(at),
                only: self.model.diagnosis.claims[partner as usize] == 1,
            }
        });
        let is_astray = partner.is_some();
        let agreeing = || self.first(&self.agreeing(self.scope()).take(20).collect::<Vec<_>>());
        if let Some(found) = partner.or_else(agreeing) {
            return self.tell_own_flow(finding, &found, is_astray);
        }
        if let Some(near) = self.near_name() {
            let mends = near.other.node.is_some()
                && self.part.choices == 1
                && self.model.shares_end(self.scope(), &self.part, &near.other);
            return self.tell_near(finding, &near, mends);
        }
        if self.takes { self.tell_unproduced(finding) } else { self.tell_unused(finding) }
    }

    // ── A step has the item, with other ends ────────────────────────────────────────────────────

    /// `is_astray` says that nobody is where the step's flow looks.
    fn tell_own_flow(&self, finding: FindingBuilder, found: &Found<'m>, is_astray: bool) -> FindingBuilder {
        let Found { at, other, only } = *found;
        let joint = if self.takes { "to" } else { "from" };
        let word = if self.takes { "sends it" } else { "expects it" };
        let label = format!(
            "{} {word} {joint} {}",
            self.owner_of(at.scope, other),
            self.quoted_ends(at.scope, other)
        );
        let finding = finding.secondary(self.label_of(at.scope, other), label);
        if self.own_ends().is_empty() {
            let act = format!("leave out the `{joint}` there");
            let edits = self.change_of(at.scope, other).leave_out_all();
            return finding.help(&act).fix(edits.filter(|_| only).map(|edits| Fix::suggested(act, edits)));
        }
        let ends = self.own_ends_for(other);
        let flow = self.change_of(at.scope, other);
        let (act, edits) = match ends_of(self.model.scope(at.scope), other) {
            [astray] if is_astray => {
                let place = end_place(self.model, self.model.file_of(at.scope, other), astray.term);
                let ends = ends.join(", ");
                let edits = if ends.is_empty() { None } else { flow.replace(place, &ends) };
                (format!("write `{joint} {ends}` there"), edits)
            }
            _ => {
                let written: Vec<String> = ends.iter().map(|end| format!("`{end}`")).collect();
                let edits = if ends.is_empty() { None } else { flow.add(&ends) };
                let written = listed(&written, "and");
                (format!("add {written} to its {}", self.clause_there()), edits)
            }
        };
        if ends.is_empty() {
            let here = self.quoted_ends(self.scope(), &self.part);
            return finding.help(format!("name {here} there too, or leave out the `{joint}`"));
        }
        finding
            .help(format!("{act}, or leave out the `{joint}`"))
            .fix(edits.filter(|_| only).map(|edits| Fix::suggested(act, edits)))
    }

    /// The ends of the trigger or outcome that a flow of a step can name as well.
    fn own_ends_for(&self, flow: &Occurrence) -> Vec<String> {
        let (model, scope) = (self.model, self.scope());
        let direction = if self.takes { Direction::Out } else { Direction::In };
        let viewpoint = model.viewpoint(scope, flow);
        let items = model.items(scope, flow);
        let is_met = |expectation| model.is_met(viewpoint, items.clone(), direction, expectation);
        let admits = |end: End| match end {
            End::External(_) => true,
            End::Activity(activity) => is_met(Expectation::Activity(activity)),
            End::Stream(stream) => is_met(Expectation::Stream(stream)),
            _ => false,
        };
        let ends = self.own_ends().iter().filter(|named| admits(named.end));
        let places =
            ends.map(|named| self.place_of_end(named)).filter(|&place| !is_shadowed(model, place, scope));
        places.map(|place| model.sources.slice(place).to_owned()).collect()
    }

    // ── No step has it ──────────────────────────────────────────────────────────────────────────

    fn tell_unproduced(&self, finding: FindingBuilder) -> FindingBuilder {
        let act = format!("write `output {}`", self.change().item());
        let model = self.model;
        let outputs = &model.scope(self.scope()).outputs;
        let producers = &model.matching.producers[self.scope().index()];
        // The one step that yields what else the stream yields, or the only step there is.
        let mut steps = producers.iter().filter_map(|&(_, output)| outputs[output as usize].node);
        let only = match steps.next() {
            Some(first) => steps.all(|step| step == first).then_some(first),
            None => self.only_step(),
        };
        match only {
            Some(step) => {
                let edits = self.add_flow(step, Keyword::Output);
                let act = format!("{act} in {}", quoted_node(model, step));
                finding
                    .help(format!("{act}, or withdraw the promise"))
                    .fix(edits.map(|edits| Fix::suggested(act, edits)))
            }
            None => finding.help(format!("{act} in the step that puts it out")),
        }
    }

    fn tell_unused(&self, finding: FindingBuilder) -> FindingBuilder {
        if let Some((input, joined, edits)) = self.joined() {
            let act = format!("write `{joined}`");
            let finding = finding
                .secondary(self.label_of(self.scope(), input), "this takes what else starts the stream");
            return finding.help(format!("if either starts it, {act} there")).fix(Fix::suggested(act, edits));
        }
        let act = format!("write `input {}`", self.change().item());
        match self.only_step().filter(|_| self.model.scope(self.scope()).triggers.len() == 1) {
            Some(step) => {
                let edits = self.add_flow(step, Keyword::Input);
                let act = format!("{act} in {}", quoted_node(self.model, step));
                finding
                    .help(format!("{act}, or take the trigger out"))
                    .fix(edits.map(|edits| Fix::suggested(act, edits)))
            }
            None => finding.help(format!("{act} in the step that takes it")),
        }
    }

    /// The stream's only step.
    fn only_step(&self) -> Option<NodeId> {
        let nodes = &self.model.scope(self.scope()).nodes;
        (nodes.len() == 1).then_some(NodeId::new(nodes.start))
    }

    fn add_flow(&self, step: NodeId, keyword: Keyword) -> Option<Edits> {
        let statement = self.model.node(step).statement;
        let editor = SourceEditor::new(self.model, statement.file);
        Some(vec![insertion::flow(&editor, statement.index, keyword, &self.change().item())?])
    }

    /// The only input that takes another trigger, with this one as an alternative: where a stream has several
    /// triggers, any one of them starts it.
    fn joined(&self) -> Option<(&'m Occurrence, String, Edits)> {
        const MOST: usize = 10_000;
        let (model, id) = (self.model, self.scope());
        let scope = model.scope(id);
        if scope.inputs.len() * scope.triggers.len() > MOST {
            return None;
        }
        let takes = |input: &&Occurrence| {
            scope.triggers.iter().any(|trigger| {
                let agree = model
                    .items(id, trigger)
                    .any(|gives| model.items(id, input).any(|takes| model.declared.agree(gives, takes)));
                agree && model.shares_end(id, trigger, input)
            })
        };
        let mut takers = scope.inputs.iter().filter(takes);
        let (Some(input), None) = (takers.next(), takers.next()) else { return None };
        let all_outside = ends_of(scope, input).iter().all(|named| matches!(named.end, End::External(_)));
        let flow = self.change_of(id, input);
        let joined = flow.said(&format!("{} or {}", flow.item(), self.change().item()), &[]);
        let mut edits = flow.or(&self.change().item()).filter(|_| all_outside && self.part.choices == 1)?;
        if !model.shares_end(id, &self.part, input) {
            edits.extend(flow.leave_out_all()?);
        }
        Some((input, joined, edits))
    }
}
