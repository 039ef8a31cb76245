//! Which of its ends a misnamed flow has to name in another way: all of them, or those where that is what it is called.

use super::pair::{Misnamed, Partner};
use crate::model::flows::{End, NamedEnd};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Expectation, Kind, OccurrenceRef};
use crate::rules::support::display::listed;
use crate::rules::support::edits::{Edits, FlowEdit};
use crate::rules::support::name_words::{same_name, written_words};
use crate::rules::support::places::{end_place, item_place};
use crate::rules::support::unmet_flow::is_expected_of;
use crate::source::FileSpan;

/// How to fix a misnamed flow.
pub(super) struct Renaming {
    /// As an instruction.
    pub act: String,
    /// None where there is more than one way.
    pub edits: Option<Edits>,
}

/// The ends of a flow that call its item by one name.
struct Group<'p, 'm> {
    partner: &'p Partner<'m>,
    ends: Vec<FileSpan>,
}

impl<'m> Misnamed<'m> {
    pub(super) fn renaming(&self) -> Renaming {
        let written = self.written(&self.partners[0]);
        let here = |edits| Renaming { act: format!("write `{written}` here"), edits };
        let ends = ends_of(self.model.scope(self.failure.occurrence.scope), &self.part);
        if self.is_known() {
            return self.rename_partner();
        }
        if let Some(place) = self.trigger_of_run() {
            let written = self.model.slice(self.place).to_owned();
            return Renaming { act: format!("write `{written}` there"), edits: Some(vec![(place, written)]) };
        }
        // Where several look for one name, it is the other that is odd.
        if self.is_misspelt_here() {
            if !self.duplicates.is_empty() {
                return here(None);
            }
        } else if !self.duplicates.is_empty() || self.is_misspelt_there() {
            let there = self.rename_partner();
            if there.edits.is_some() || !self.duplicates.is_empty() {
                return there;
            }
        }
        if self.part.node.is_none() || ends.is_empty() {
            let is_one = self.partners.iter().all(|partner| same_name(&self.written(partner), &written));
            return here(if is_one { Some(vec![(self.place, written.clone())]) } else { None });
        }
        let Some((groups, kept)) = self.groups(ends) else { return here(None) };
        if kept.is_empty() && groups.len() == 1 {
            return here(Some(vec![(self.place, written.clone())]));
        }
        self.split(&groups, &kept)
    }

    /// Gives what comes the name that it has here.
    fn rename_partner(&self) -> Renaming {
        let written = self.model.slice(self.place).to_owned();
        let act = format!("write `{written}` there");
        let [Partner { failure, part, place }] = &self.partners[..] else {
            return Renaming { act, edits: None };
        };
        // Nobody may know that by its name.
        let all = self.model.expectations(self.model.scope(failure.occurrence.scope), part).count();
        let is_unknown = part.node.is_some() && failure.expectations.len() == all;
        Renaming { act, edits: if is_unknown { Some(vec![(*place, written)]) } else { None } }
    }

    /// Whether what comes bears the name that is misspelt.
    fn is_misspelt_there(&self) -> bool {
        let own = written_words(self.model.slice(self.place));
        let mut partners = self.partners.iter().map(|partner| written_words(&self.written(partner)));
        partners.all(|name| self.model.vocabulary().is_misspelt(&name, &own))
    }

    /// Whether the name that is looked for is the misspelt one.
    fn is_misspelt_here(&self) -> bool {
        let own = written_words(self.model.slice(self.place));
        let mut partners = self.partners.iter().map(|partner| written_words(&self.written(partner)));
        partners.all(|name| self.model.vocabulary().is_misspelt(&own, &name))
    }

    fn written(&self, partner: &Partner<'m>) -> String {
        self.model.slice(partner.place).to_owned()
    }

    /// Whether others know it by the name it has: the steps a trigger, other streams an outcome, and the stream that a
    /// step runs what the step takes.
    fn is_known(&self) -> bool {
        let model = self.model;
        let OccurrenceRef { scope, kind, .. } = self.failure.occurrence;
        let viewpoint = model.viewpoint(scope, &self.part);
        match kind {
            Kind::Trigger => model.failure_of(self.failure.occurrence, Direction::Out).is_none(),
            Kind::Outcome => model.expectations(model.scope(scope), &self.part).any(|expectation| {
                model.partners(viewpoint, &self.part, Direction::Out, expectation).next().is_some()
            }),
            Kind::Input => self.starts_run(),
            Kind::Output => false,
        }
    }

    /// Whether its step runs a stream that starts with what is called so.
    fn starts_run(&self) -> bool {
        let model = self.model;
        let Some(run) = self.part.node.and_then(|step| model.run_of(step)) else { return false };
        let scope = self.failure.occurrence.scope;
        for trigger in &model.scope(run.stream).triggers {
            for starts in model.items(run.stream, trigger) {
                if model.items(scope, &self.part).any(|own| model.declared().agree(own, starts)) {
                    return true;
                }
            }
        }
        false
    }

    /// The trigger that comes, if a step that runs the stream calls it as it is called here and has nothing else for it.
    fn trigger_of_run(&self) -> Option<FileSpan> {
        let [Partner { failure, place, .. }] = &self.partners[..] else { return None };
        let OccurrenceRef { scope, kind: Kind::Trigger, .. } = failure.occurrence else { return None };
        let model = self.model;
        let own = model.slice(self.place);
        for &(run, flow) in model.mismatches().flows() {
            if run.stream != scope || flow.kind != Kind::Input {
                continue;
            }
            if same_name(model.slice(item_place(model, flow.scope, model.occurrence(flow))), own) {
                return Some(*place);
            }
        }
        None
    }

    /// The ends by the names they use, and those that know the flow by the name it has. None where an end uses several.
    fn groups(&self, ends: &[NamedEnd]) -> Option<(Vec<Group<'_, 'm>>, Vec<FileSpan>)> {
        let mut groups: Vec<Group<'_, 'm>> = Vec::new();
        let mut others = Vec::new();
        for named in ends {
            let place = end_place(self.model, self.place.file, named.term);
            let partners = self.partners_at(named.end);
            let [first, rest @ ..] = &partners[..] else {
                others.push((named.end, place));
                continue;
            };
            if !self.fails_at(named.end) {
                others.push((named.end, place));
                continue;
            }
            let name = self.written(first);
            let is_one = rest.iter().all(|partner| same_name(&self.written(partner), &name));
            // All activities are named at once, so all must call it the same.
            if !is_one || named.end == End::All && !self.is_whole(first, named.end) {
                return None;
            }
            match groups.iter_mut().find(|group| same_name(&self.written(group.partner), &name)) {
                Some(group) => group.ends.push(place),
                None => groups.push(Group { partner: first, ends: vec![place] }),
            }
        }
        let main = groups.first()?.partner;
        let (mut indifferent, mut kept) = (Vec::new(), Vec::new());
        for (end, place) in others {
            if self.meets_as(main, end) {
                indifferent.push(place);
            } else {
                kept.push(place);
            }
        }
        // Those to which either name is right stay where they are.
        let list = if kept.is_empty() { &mut groups[0].ends } else { &mut kept };
        list.extend(indifferent);
        Some((groups, kept))
    }

    /// The partners that stand where this end looks.
    fn partners_at(&self, end: End) -> Vec<&Partner<'m>> {
        let mut found = Vec::new();
        for partner in &self.partners {
            if self.is_at(partner, end) {
                found.push(partner);
            }
        }
        found
    }

    /// Whether nothing is left to fail at this end if the flow is called as the partner calls it.
    fn is_whole(&self, partner: &Partner<'m>, end: End) -> bool {
        let remaining = self.model.diagnosis().remaining(self.id);
        let is_left = self.expectations(end).iter().any(|(expectation, _)| remaining.contains(expectation));
        self.meets_as(partner, end) && !is_left
    }

    /// Whether the partner stands where this end looks.
    fn is_at(&self, partner: &Partner<'m>, end: End) -> bool {
        let activity_of = partner.part.node.map(|node| self.model.node(node).activity_of);
        match end {
            End::Activity(activity) => activity_of.is_some_and(|activity_of| activity_of.may_be(activity)),
            End::All => activity_of.is_some(),
            End::Step(step) => partner.part.node == Some(step),
            End::Stream(stream) => partner.failure.occurrence.scope == stream,
            _ => false,
        }
    }

    /// What is expected of an end, and whether it fails.
    fn expectations(&self, end: End) -> Vec<(Expectation, bool)> {
        let scope = self.model.scope(self.failure.occurrence.scope);
        let mut expectations = Vec::new();
        for expectation in self.model.expectations(scope, &self.part) {
            if is_expected_of(expectation, end) {
                expectations.push((expectation, self.failure.expectations.contains(&expectation)));
            }
        }
        expectations
    }

    fn fails_at(&self, end: End) -> bool {
        self.expectations(end).iter().any(|&(_, fails)| fails)
    }

    /// Whether what is expected of this end would be no worse if the flow were called as the partner calls it.
    fn meets_as(&self, partner: &Partner<'m>, end: End) -> bool {
        let model = self.model;
        let viewpoint = model.viewpoint(self.failure.occurrence.scope, &self.part);
        let items = model.items(partner.failure.occurrence.scope, &partner.part);
        self.expectations(end).into_iter().all(|(expectation, fails)| {
            fails || model.is_met(viewpoint, items.clone(), Direction::In, expectation)
        })
    }

    /// One statement for each name.
    fn split(&self, groups: &[Group<'_, 'm>], kept: &[FileSpan]) -> Renaming {
        let flow = FlowEdit::new(self.model, self.failure.occurrence.scope, &self.part);
        let mut statements: Vec<(String, Vec<String>)> = Vec::new();
        let (mut said, mut moved) = (Vec::new(), Vec::new());
        for group in groups {
            let item = self.written(group.partner);
            let ends: Vec<String> = group.ends.iter().map(|&end| self.model.slice(end).to_owned()).collect();
            said.push(format!("`{}`", flow.reads(&item, &ends)));
            moved.extend(ends.iter().map(|end| format!("`{end}`")));
            statements.push((item, ends));
        }
        // What is known by the name it has keeps its statement; else the first of the others gets it.
        let (act, edits) = match kept {
            [] => (
                format!("write {} instead", listed(&said, "and")),
                flow.split(Some(self.place), &groups[0].ends, &statements),
            ),
            kept => (
                format!("name {} in a statement of its own, {}", listed(&moved, "and"), listed(&said, "and")),
                flow.split(None, kept, &statements),
            ),
        };
        Renaming { act, edits: if self.part.choices == 1 { edits } else { None } }
    }
}
