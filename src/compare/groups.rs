//! Changes by who is concerned, for those who show them.

use super::shape::{Breaking, Change, NumberChange, Party, PartyKind, WayKind};
use crate::text::few_listed;

/// Changes with which the same people are concerned.
#[derive(Clone, Debug)]
pub struct Group<'c> {
    /// Who: those outside of the stream, or else who works there; may be empty.
    pub parties: Vec<&'c Party>,
    /// The changes, what is breaking first.
    pub changes: Vec<&'c Change>,
}

impl Group<'_> {
    /// Who is concerned, as a heading with names in backticks: *for `user`*; none where nobody is known.
    pub fn heading(&self) -> Option<String> {
        heading(&self.parties)
    }

    /// Whether one of the changes breaks something.
    pub fn is_breaking(&self) -> bool {
        self.changes.iter().any(|change| change.breaking.is_some())
    }
}

/// The changes by who is concerned, groups with what is breaking first, then stakeholders, other streams, activities,
/// repositories, roles, and what concerns nobody by name.
pub fn groups(changes: &[Change]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known: std::collections::HashMap<Vec<&Party>, usize> = std::collections::HashMap::new();
    for change in changes {
        let parties = concerned(&change.concerns);
        let at = *known.entry(parties).or_insert_with_key(|parties| {
            groups.push(Group { parties: parties.clone(), changes: Vec::new() });
            groups.len() - 1
        });
        groups[at].changes.push(change);
    }
    groups.sort_by(|one, other| {
        let order = |group: &Group<'_>| (!group.is_breaking(), group.parties.is_empty());
        order(one).cmp(&order(other)).then_with(|| one.parties.cmp(&other.parties))
    });
    groups
}

/// Who is concerned: *for `user`*.
fn heading(parties: &[&Party]) -> Option<String> {
    let mut names = Vec::new();
    for party in parties {
        let word = match party.kind {
            PartyKind::Stream => "stream ",
            PartyKind::Activity => "activity ",
            PartyKind::Repository => "repository ",
            PartyKind::Stakeholder | PartyKind::Role => "",
        };
        names.push(format!("{word}`{}`", party.name));
    }
    if names.is_empty() { None } else { Some(format!("for {}", few_listed(&names, "and"))) }
}

/// Those outside, or else those inside.
fn concerned(concerns: &[Party]) -> Vec<&Party> {
    let mut outside: Vec<&Party> = concerns.iter().collect();
    outside.retain(|party| party.kind != PartyKind::Role);
    if outside.is_empty() { concerns.iter().collect() } else { outside }
}

/// The numbers of one way that changed.
#[derive(Clone, Debug)]
pub struct WayGroup<'c> {
    /// They, in their order; at least one.
    pub numbers: &'c [NumberChange],
    /// Why the first of those that break something does so.
    pub breaking: Option<Breaking>,
}

impl WayGroup<'_> {
    /// Who gets the outcome, with names in backticks: *for `user`*; none where nobody is known.
    pub fn heading(&self) -> Option<String> {
        heading(&concerned(&self.numbers.first()?.concerns))
    }

    /// All of them in one line, what breaks something first; names stand in backticks.
    pub fn words(&self) -> String {
        let Some(first) = self.numbers.first() else { return String::new() };
        let way = match first.way {
            WayKind::Quickest => "quickest",
            WayKind::Slowest => "slowest",
        };
        let words = |numbers: Vec<&NumberChange>| {
            numbers.into_iter().map(|number| number.words.as_str()).collect::<Vec<&str>>().join(", ")
        };
        let (worse, others): (Vec<&NumberChange>, Vec<&NumberChange>) =
            self.numbers.iter().partition(|number| number.breaking.is_some());
        let besides = if worse.is_empty() || others.is_empty() { "" } else { "; besides " };
        format!("{way} way to `{}`: {}{besides}{}", first.outcome, words(worse), words(others))
    }
}

/// The numbers by the ways that they are of.
pub fn ways(numbers: &[NumberChange]) -> Vec<WayGroup<'_>> {
    let mut ways = Vec::new();
    for numbers in numbers.chunk_by(|one, next| one.way == next.way && one.outcome == next.outcome) {
        let breaking = numbers.iter().find_map(|number| number.breaking);
        ways.push(WayGroup { numbers, breaking });
    }
    ways
}
