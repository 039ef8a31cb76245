//! One name that several ends use and nothing declares.

use rustc_hash::FxHashMap;

use super::Known;
use crate::finding::Fix;
use crate::model::ScopeId;
use crate::model::flows::{UnknownName, Wanted};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::misdeclared::Sorted;
use crate::source::FileSpan;
use crate::syntax::Symbol;

impl Known<'_> {
    /// The unknown names that no finding at a declaration reports, each with those that are one mistake with it. Both in
    /// the order of the files and the text.
    pub(super) fn groups<'u>(
        &self,
        unknown: &'u [UnknownName],
        sorted: &Sorted,
    ) -> Vec<Vec<&'u UnknownName>> {
        let mut groups: Vec<Vec<&UnknownName>> = Vec::new();
        let mut known: FxHashMap<(ScopeId, Symbol), usize> = FxHashMap::default();
        for unknown in unknown {
            if sorted.is_reported(unknown.place) {
                continue;
            }
            let Some(home) = self.home(unknown) else {
                groups.push(vec![unknown]);
                continue;
            };
            let at = *known.entry((home, unknown.name)).or_insert(groups.len());
            if at == groups.len() {
                groups.push(Vec::new());
            }
            groups[at].push(unknown);
        }
        groups
    }

    /// Where an end is looked for first. None for a name that is no end, for a stream's before the point, and for a step's
    /// behind it where no step can stand.
    pub(super) fn home(&self, unknown: &UnknownName) -> Option<ScopeId> {
        match unknown.wanted {
            Wanted::StepEnd => Some(unknown.scope),
            Wanted::BorderEnd | Wanted::ChainEnd if self.path(unknown.place) == unknown.place => {
                Some(unknown.scope)
            }
            Wanted::StepOf(stream) => Some(stream),
            _ => None,
        }
    }

    /// One finding, at the first of these places. Its fix mends them all, or there is none.
    pub(super) fn finding_of_several(&self, group: &[&UnknownName], sorted: &Sorted) -> FindingBuilder {
        let mut finding = self.finding(group, sorted);
        let missing = self.missing_step(group[0]);
        if let Some(missing) = missing {
            finding = self.with_missing(finding, group[0], missing);
        }
        let others: Vec<FileSpan> = group[1..].iter().map(|other| other.place).collect();
        if others.is_empty() {
            return finding;
        }
        let finding = finding.also_at(&others, "and here");
        if missing.is_some() {
            return finding;
        }
        let fix = self.fix_of_all(&finding, group, sorted);
        finding.without_fix().fix(fix)
    }

    /// The fix of the first of these places, made in all of them. None if another place would need another one.
    fn fix_of_all(&self, first: &FindingBuilder, group: &[&UnknownName], sorted: &Sorted) -> Option<Fix> {
        let title = first.offered()?.title.clone();
        let text = replacement(first, group[0].place)?.to_owned();
        let mut edits = vec![(group[0].place, text.clone())];
        for other in &group[1..] {
            let finding = self.explain(other, sorted);
            if replacement(&finding, other.place) != Some(&text) {
                return None;
            }
            edits.push((other.place, text.clone()));
        }
        Some(Fix::suggested(title, edits))
    }
}

/// What a finding's fix writes at this place, if it changes nothing else.
fn replacement(finding: &FindingBuilder, place: FileSpan) -> Option<&str> {
    let [edit] = &finding.offered()?.edits[..] else { return None };
    if edit.place == place { Some(&edit.text) } else { None }
}
