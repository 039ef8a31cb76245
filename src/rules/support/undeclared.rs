//! What is named and nowhere declared: the declaration that is missing, one for all places.

use rustc_hash::FxHashMap;

use crate::finding::Fix;
use crate::model::{Model, StatementRef};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::edits::insertion;
use crate::source::FileSpan;
use crate::syntax::{Keyword, Symbol};

/// Names that a declaration with one keyword would make known.
pub(in crate::rules) struct Undeclared<'m> {
    model: &'m Model<'m>,
    keyword: Keyword,
    /// The last declaration of this kind.
    last: Option<StatementRef>,
    /// Where each name stands first.
    first: FxHashMap<Symbol, FileSpan>,
}

impl<'m> Undeclared<'m> {
    /// `names` in the order in which they are reported.
    pub fn new(
        model: &'m Model<'m>,
        keyword: Keyword,
        names: impl IntoIterator<Item = (Symbol, FileSpan)>,
    ) -> Undeclared<'m> {
        let mut first = FxHashMap::default();
        for (name, place) in names {
            first.entry(name).or_insert(place);
        }
        let mut others = model.declared().others().iter().copied();
        let last = others.rfind(|&other| model.statement(other).keyword == keyword);
        Undeclared { model, keyword, last, first }
    }

    /// Advises to declare the name at `place`, after these words. The first of its places offers to do it.
    pub fn advise(
        &self,
        finding: FindingBuilder,
        lead: &str,
        name: Symbol,
        place: FileSpan,
    ) -> FindingBuilder {
        let added = format!("{} {}", self.keyword.word(), self.model.slice(place));
        let act = format!("declare it: `{added}`");
        let is_first = self.first.get(&name) == Some(&place);
        let edit = if is_first { insertion::declaration(self.model, self.last, place, &added) } else { None };
        let fix = edit.map(|edit| Fix::suggested(act.clone(), vec![edit]));
        finding.help(format!("{lead}{act}")).fix(fix)
    }
}
