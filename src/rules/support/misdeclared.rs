//! Names that are misspelt where they are declared: one mistake, however often the right spelling is used.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::finding::Fix;
use crate::model::Model;
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::quoted;
use crate::rules::support::name_words::{symbol_words, written_words};
use crate::source::FileSpan;
use crate::syntax::Symbol;
use crate::syntax::words::unquote;

/// A use of a name that nothing declares.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Use {
    /// The name.
    pub name: Symbol,
    /// Where.
    pub place: FileSpan,
    /// The one declared name that differs so little that it could be meant, and where it is declared.
    pub meant: Option<(Symbol, FileSpan)>,
}

/// A declared name that nobody uses as it is spelt, beside the uses of what it should have been.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Misdeclared {
    /// The name as declared.
    declared: (Symbol, FileSpan),
    /// The name as used.
    used: Symbol,
    /// Where it is used, in the order of the files and the text.
    uses: Vec<FileSpan>,
}

/// The uses sorted out.
#[derive(Debug, Default)]
pub(in crate::rules) struct Sorted {
    /// The names that are misspelt where they are declared, in the order of the files and the text.
    misdeclared: Vec<Misdeclared>,
    /// The uses that their findings report.
    reported: FxHashSet<FileSpan>,
    /// Uses that stand alone: declaration and use are as likely to be wrong.
    single: FxHashMap<FileSpan, FileSpan>,
}

impl Sorted {
    /// Sorts out all uses of undeclared names. `is_used` says whether anything uses a declared name as it is spelt.
    pub fn of(uses: impl IntoIterator<Item = Use>, is_used: impl Fn(Symbol) -> bool) -> Sorted {
        let mut groups: BTreeMap<(FileSpan, Symbol, Symbol), Vec<FileSpan>> = BTreeMap::new();
        for Use { name, place, meant } in uses {
            let Some((declared, at)) = meant else { continue };
            if !is_used(declared) {
                groups.entry((at, declared, name)).or_default().push(place);
            }
        }
        let mut sorted = Sorted::default();
        for ((at, declared, used), mut uses) in groups {
            uses.sort_unstable();
            if let [single] = uses[..] {
                sorted.single.insert(single, at);
                continue;
            }
            sorted.reported.extend(uses.iter().copied());
            sorted.misdeclared.push(Misdeclared { declared: (declared, at), used, uses });
        }
        sorted
    }

    /// A finding for each name that is misspelt where it is declared.
    pub fn findings(&self, model: &Model<'_>) -> Vec<FindingBuilder> {
        self.misdeclared.iter().map(|misdeclared| misdeclared.finding(model)).collect()
    }

    /// Whether a finding at a declaration reports the use at this place.
    pub fn is_reported(&self, place: FileSpan) -> bool {
        self.reported.contains(&place)
    }

    /// Where the name that is used here alone is declared, if nobody uses the spelling there and it is the rarer one in all texts.
    pub fn odd_declaration(&self, model: &Model<'_>, place: FileSpan) -> Option<FileSpan> {
        let declared = *self.single.get(&place)?;
        let [there, here] = [declared, place].map(|place| written_words(model.slice(place)));
        if model.vocabulary().is_rarer(&there, &here) { Some(declared) } else { None }
    }
}

impl Misdeclared {
    /// One finding, where the name is declared.
    fn finding(&self, model: &Model<'_>) -> FindingBuilder {
        const MAX_LISTED: usize = 3;
        let Misdeclared { declared: (declared, at), used, uses } = self;
        let said = quoted(model, uses[0]);
        let message =
            format!("{} is declared, but {} places name {said} instead", quoted(model, *at), uses.len());
        let mut finding = FindingBuilder::new(*at, message).label(format!("did you mean {said}?"));
        for &place in uses.iter().take(MAX_LISTED) {
            finding = finding.secondary(place, "named here");
        }
        if uses.len() > MAX_LISTED {
            finding = finding.help(format!("{} more places name {said}", uses.len() - MAX_LISTED));
        }
        let written = model.slice(uses[0]).to_owned();
        finding
            .fix(Fix::suggested(format!("write `{}`", unquote(&written)), vec![(*at, written)]))
            .fingerprint([symbol_words(model, *declared), symbol_words(model, *used)])
    }
}

/// Adds to a finding about the only use of a name, at `place`, that its declaration at `odd` misspells it.
pub(in crate::rules) fn single(
    finding: FindingBuilder,
    model: &Model<'_>,
    odd: FileSpan,
    place: FileSpan,
) -> FindingBuilder {
    let written = model.slice(place).to_owned();
    finding
        .label(format!("did you mean {}?", quoted(model, odd)))
        .secondary(odd, "declared in this spelling, which nobody uses")
        .fix(Fix::suggested(format!("write `{}` there", unquote(&written)), vec![(odd, written)]))
}
