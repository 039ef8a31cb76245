//! Names of one kind that nothing declares: some are misspelt, of some the declaration is, and some have none.

use rustc_hash::FxHashSet;

use crate::model::Model;
use crate::rules::builder::FindingBuilder;
use crate::rules::support::misdeclared::{Sorted, Use};
use crate::rules::support::name_words::written_words;
use crate::rules::support::undeclared::Undeclared;
use crate::similarity::Candidates;
use crate::source::FileSpan;
use crate::syntax::{Keyword, Symbol};

/// The unknown names of the project, beside the known ones that could have been meant.
pub(in crate::rules) struct UnknownNames<'m, T> {
    pub model: &'m Model<'m>,
    unknown: Vec<(Symbol, FileSpan)>,
    /// What could have been meant.
    pub candidates: Candidates<T>,
    /// Those that are right, and their declarations wrong.
    pub sorted: Sorted,
    /// The declarations that are missing.
    pub undeclared: Undeclared<'m>,
}

impl<'m, T: PartialEq> UnknownNames<'m, T> {
    /// `unknown` are names with their places, in the order in which they are reported; `used` are the known ones that
    /// something uses as they are spelt; `declared` says where a candidate is declared, if it is.
    pub fn new(
        model: &'m Model<'m>,
        keyword: Keyword,
        unknown: Vec<(Symbol, FileSpan)>,
        candidates: Candidates<T>,
        used: &FxHashSet<Symbol>,
        declared: fn(&T) -> Option<(Symbol, FileSpan)>,
    ) -> UnknownNames<'m, T> {
        let mut uses = Vec::new();
        for &(name, place) in &unknown {
            let meant = candidates.only_typo(&written_words(model.slice(place)));
            uses.push(Use { name, place, meant: meant.and_then(declared) });
        }
        let sorted = Sorted::of(uses, |name| used.contains(&name) || model.is_mentioned(name));
        let undeclared = Undeclared::new(model, keyword, unknown.iter().copied());
        UnknownNames { model, unknown, candidates, sorted, undeclared }
    }

    /// A finding for each misspelt declaration, then one for each unknown name that none of these reports: `finding`
    /// words it.
    pub fn findings(&self, finding: fn(&Self, Symbol, FileSpan) -> FindingBuilder) -> Vec<FindingBuilder> {
        let mut findings = self.sorted.findings(self.model);
        for &(name, place) in &self.unknown {
            if !self.sorted.is_reported(place) {
                findings.push(finding(self, name, place));
            }
        }
        findings
    }
}
