//! Which of its ends a misnamed flow has to name in another way: all of them, or those where that is what it is called.

use super::{Misnamed, Partner};
use crate::model::flows::{End, NamedEnd};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Expectation, Kind, OccurrenceRef};
use crate::rules::support::display::listed;
use crate::rules::support::edits::{Edits, FlowEdit};
use crate::rules::support::name_words::{same_name, written_words};
use crate::rules::support::places::end_place;
use crate::rules::support::unmet_flow::is_expected_of;
use crate::source::FileSpan;

/// How to mend a misnamed flow.
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
            return here(is_one.then(|| vec![(self.place, written.clone())]));
        }
        let Some((groups, kept)) = self.groups(ends) else { return here(None) };
        if kept.is_empty() && groups.len() == 1 {
            return here(Some(vec![(self.place, written.clone())]));
        }
        self.split(&groups, &kept)
    }

    /// Gives what comes the name that it has here.
    fn rename_partner(&self) -> Renaming {
        let written = self.model.sources.slice(self.place).to_owned();
        let act = format!("write `{written}` there");
        let [Partner { failure, part, place }] = &self.partners[..] else {
            return Renaming { act, edits: None };
        };
        // Nobody may know that by its name.
        let all = self.model.expectations(self.model.scope(failure.occurrence.scope), part).count();
        let is_unknown = part.node.is_some() && failure.expectations.len() == all;
        Renaming { act, edits: is_unknown.then(|| vec![(*place, written)]) }
    }

    /// Whether what comes bears the name that is misspelt.
    fn is_misspelt_there(&self) -> bool {
        let own = written_words(self.model.sources.slice(self.place));
        let is_odd =
            |partner: &Partner<'m>| self.vocabulary.is_misspelt(&written_words(&self.written(partner)), &own);
        self.partners.iter().all(is_odd)
    }

    /// Whether the name that is looked for is the misspelt one.
    fn is_misspelt_here(&self) -> bool {
        let own = written_words(self.model.sources.slice(self.place));
        let is_right =
            |partner: &Partner<'m>| self.vocabulary.is_misspelt(&own, &written_words(&self.written(partner)));
        self.partners.iter().all(is_right)
    }

    fn written(&self, partner: &Partner<'m>) -> String {
        self.model.sources.slice(partner.place).to_owned()
    }

    /// Whether others know it by the name it has: the steps a trigger, other streams an outcome.
    fn is_known(&self) -> bool {
        let model = self.model;
        let OccurrenceRef { scope, kind, .. } = self.failure.occurrence;
        let viewpoint = model.viewpoint(scope, &self.part);
        match kind {
            Kind::Trigger => model.failure_of(self.failure.occurrence, Direction::Out).is_none(),
            Kind::Outcome => model.expectations(model.scope(scope), &self.part).any(|expectation| {
                model.partners(viewpoint, &self.part, Direction::Out, expectation).next().is_some()
            }),
            _ => false,
        }
    }

    /// The ends by the names they use, and those that know the flow by the name it has. None where an end uses several.
    fn groups(&self, ends: &[NamedEnd]) -> Option<(Vec<Group<'_, 'm>>, Vec<FileSpan>)> {
        let mut groups: Vec<Group<'_, 'm>> = Vec::new();
        let mut others = Vec::new();
        for named in ends {
            let place = end_place(self.model, self.place.file, named.term);
            let partners: Vec<&Partner<'m>> =
                self.partners.iter().filter(|partner| self.is_at(partner, named.end)).collect();
            let Some(&first) = partners.first().filter(|_| self.fails_at(named.end)) else {
                others.push((named.end, place));
                continue;
            };
            let name = self.written(first);
            let is_one = partners.iter().all(|partner| same_name(&self.written(partner), &name));
            // All activities are named at once, so all must call it the same.
            let left = &self.model.diagnosis.remaining[self.at];
            let is_left = |(expectation, _): (Expectation, bool)| left.contains(&expectation);
            let is_whole =
                self.meets_as(first, named.end) && !self.expectations(named.end).into_iter().any(is_left);
            if !is_one || named.end == End::All && !is_whole {
                return None;
            }
            match groups.iter_mut().find(|group| same_name(&self.written(group.partner), &name)) {
                Some(group) => group.ends.push(place),
                None => groups.push(Group { partner: first, ends: vec![place] }),
            }
        }
        let main = groups.first()?.partner;
        let (with_main, kept): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|&(end, _)| self.meets_as(main, end));
        // Those that do not mind stay where they are.
        let places =
            |ends: Vec<(End, FileSpan)>| ends.into_iter().map(|(_, place)| place).collect::<Vec<_>>();
        let (with_main, mut kept) = (places(with_main), places(kept));
        let list = if kept.is_empty() { &mut groups[0].ends } else { &mut kept };
        list.extend(with_main);
        Some((groups, kept))
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
        let model = self.model;
        let scope = model.scope(self.failure.occurrence.scope);
        let all = model
            .expectations(scope, &self.part)
            .map(|expectation| (expectation, self.failure.expectations.contains(&expectation)));
        all.filter(|&(expectation, _)| is_expected_of(expectation, end)).collect()
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
        let ends = |ends: &[FileSpan]| -> Vec<String> {
            ends.iter().map(|&end| self.model.sources.slice(end).to_owned()).collect()
        };
        let statements: Vec<(String, Vec<String>)> =
            groups.iter().map(|group| (self.written(group.partner), ends(&group.ends))).collect();
        let said: Vec<String> =
            statements.iter().map(|(item, ends)| format!("`{}`", flow.reads(item, ends))).collect();
        let moved: Vec<String> =
            statements.iter().flat_map(|(_, ends)| ends).map(|end| format!("`{end}`")).collect();
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
        Renaming { act, edits: edits.filter(|_| self.part.choices == 1) }
    }
}
