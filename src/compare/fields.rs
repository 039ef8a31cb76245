//! What changed in what a block says besides what flows: purpose, links, alias, roles, practices, tools and times.

use rustc_hash::FxHashMap;

use super::differ::Differ;
use super::draft::{Draft, Spot};
use super::keys::When;
use super::shape::Kind;
use super::side::{Class, Side, Thing, class_of};
use crate::model::StatementRef;
use crate::source::FileSpan;
use crate::syntax::quantity::read_percentage;
use crate::syntax::words::unquote;
use crate::syntax::{Keyword, StatementFlags};

use super::facts::time_in_words;

/// The fields that are texts or quantities, with what they are.
const TEXTS: [(Keyword, Kind); 6] = [
    (Keyword::Purpose, Kind::Purpose),
    (Keyword::Link, Kind::Link),
    (Keyword::LeadTime, Kind::LeadTime),
    (Keyword::ProcessTime, Kind::ProcessTime),
    (Keyword::CompleteAndAccurate, Kind::Accuracy),
    (Keyword::WorkingDay, Kind::WorkingDay),
];

/// The fields that name somebody or something.
const NAMES: [(Keyword, Kind); 6] = [
    (Keyword::Accountable, Kind::Accountable),
    (Keyword::Responsible, Kind::Responsible),
    (Keyword::Consulted, Kind::Consulted),
    (Keyword::Informed, Kind::Informed),
    (Keyword::Practice, Kind::DrawsOn),
    (Keyword::Uses, Kind::Uses),
];

/// Two blocks, and whose they are.
pub(super) struct Blocks {
    pub(super) then: StatementRef,
    pub(super) now: StatementRef,
    pub(super) owners: [Thing; 2],
}

/// The changes in what two blocks that are one say besides what flows.
pub(super) fn compare(differ: &Differ<'_, '_, '_>, blocks: &Blocks, drafts: &mut Vec<Draft>) {
    alias(differ, blocks, drafts);
    for (keyword, kind) in TEXTS {
        texts(differ, blocks, keyword, kind, drafts);
    }
    for (keyword, kind) in NAMES {
        names(differ, blocks, keyword, kind, drafts);
    }
}

fn alias(differ: &Differ<'_, '_, '_>, blocks: &Blocks, drafts: &mut Vec<Draft>) {
    let alias = |when: When, block: StatementRef| {
        let side = differ.voice(when).side;
        let term = side.model.tree(block.file).alias(block.id)?;
        let place = FileSpan { file: block.file, span: term.span };
        let words = side.alias(block).map(|alias| differ.voice(when).spelt(alias));
        Some((words, side.model.name_at(place), place))
    };
    let (then, now) = (alias(When::Then, blocks.then), alias(When::Now, blocks.now));
    if then.as_ref().map(|alias| alias.0) == now.as_ref().map(|alias| alias.0) {
        return;
    }
    let [one, other] = blocks.owners;
    let then = then.map(|(_, name, place)| differ.said(When::Then, one, name, place));
    let now = now.map(|(_, name, place)| differ.said(When::Now, other, name, place));
    drafts.push(differ.draft(Kind::Alias, then, now));
}

/// A text as it is compared and shown: purposes on one line, times and shares as they are shown everywhere.
fn shown(keyword: Keyword, written: &str) -> String {
    match keyword {
        Keyword::Purpose => {
            let text = unquote(written);
            text.split_whitespace().collect::<Vec<&str>>().join(" ")
        }
        Keyword::Link => unquote(written).into_owned(),
        Keyword::CompleteAndAccurate => {
            read_percentage(written).map_or_else(|| written.to_owned(), |share| format!("{share}%"))
        }
        _ => time_in_words(written),
    }
}

/// What a block says of itself in a single field, as it is shown.
pub(super) fn text_of(side: &Side<'_, '_>, block: StatementRef, keyword: Keyword) -> Option<String> {
    texts_of(side, block, keyword).into_iter().next().map(|(text, _)| text)
}

/// The texts of the fields with a keyword, each once.
fn texts_of(side: &Side<'_, '_>, block: StatementRef, keyword: Keyword) -> Vec<(String, FileSpan)> {
    let mut texts: Vec<(String, FileSpan)> = Vec::new();
    let tree = side.model.tree(block.file);
    for field in side.model.fields(block, keyword) {
        let Some(term) = tree.subject(field) else { continue };
        let place = FileSpan { file: block.file, span: term.span };
        texts.push((shown(keyword, side.model.slice(place)), place));
        if keyword != Keyword::Link {
            break;
        }
    }
    texts
}

fn texts(
    differ: &Differ<'_, '_, '_>,
    blocks: &Blocks,
    keyword: Keyword,
    kind: Kind,
    drafts: &mut Vec<Draft>,
) {
    let mut then = texts_of(differ.then.side, blocks.then, keyword);
    let mut now = texts_of(differ.now.side, blocks.now, keyword);
    let (mut old, mut new) = (FxHashMap::default(), FxHashMap::default());
    for (text, _) in &then {
        old.insert(text.clone(), ());
    }
    for (text, _) in &now {
        new.insert(text.clone(), ());
    }
    then.retain(|(text, _)| !new.contains_key(text));
    now.retain(|(text, _)| !old.contains_key(text));
    let [one, other] = blocks.owners;
    pair_up(
        then.into_iter().map(|(text, place)| differ.said(When::Then, one, text, place)).collect(),
        now.into_iter().map(|(text, place)| differ.said(When::Now, other, text, place)).collect(),
        |then, now| drafts.push(differ.draft(kind, then, now)),
    );
}

/// Gives one that is gone and one that is new as one that changed, if there is just one of each; else each by itself.
fn pair_up(then: Vec<Spot>, now: Vec<Spot>, mut give: impl FnMut(Option<Spot>, Option<Spot>)) {
    let mut now = now;
    if then.len() == 1 && now.len() == 1 {
        return give(then.into_iter().next(), now.pop());
    }
    for spot in then {
        give(Some(spot), None);
    }
    for spot in now {
        give(None, Some(spot));
    }
}

/// The names that the fields with a keyword list, each once, by their keys.
fn named(
    differ: &Differ<'_, '_, '_>,
    when: When,
    block: StatementRef,
    keyword: Keyword,
) -> Vec<(u64, Thing, FileSpan)> {
    let voice = differ.voice(when);
    let mut names = Vec::new();
    let Some(class) = class_of(keyword) else { return names };
    for (name, place) in voice.side.model.named(block, keyword) {
        let thing = Thing::new(class, voice.side.resolved(class, name).index());
        names.push((voice.key(thing), thing, place));
    }
    names.sort_by_key(|&(key, _, place)| (key, place));
    names.dedup_by_key(|name| name.0);
    names
}

fn names(
    differ: &Differ<'_, '_, '_>,
    blocks: &Blocks,
    keyword: Keyword,
    kind: Kind,
    drafts: &mut Vec<Draft>,
) {
    let then = named(differ, When::Then, blocks.then, keyword);
    let now = named(differ, When::Now, blocks.now, keyword);
    let [one, other] = blocks.owners;
    let only = |names: &[(u64, Thing, FileSpan)], others: &[(u64, Thing, FileSpan)], when: When| {
        let owner = if when == When::Then { one } else { other };
        let mut spots: Vec<Spot> = Vec::new();
        for &(key, thing, place) in names {
            if others.binary_search_by_key(&key, |name| name.0).is_err() {
                spots.push(differ.said(when, owner, differ.voice(when).side.name(thing), place));
            }
        }
        spots.sort_by_key(|spot| spot.place);
        spots
    };
    let (gone, new) = (only(&then, &now, When::Then), only(&now, &then, When::Now));
    pair_up(gone, new, |then, now| {
        let mut draft = differ.draft(kind, then, now);
        draft.concerns = roles_of(&draft, class_of(keyword), draft.concerns.clone());
        drafts.push(draft);
    });
}

/// Those of whom a change of roles speaks are concerned themselves.
fn roles_of(
    draft: &Draft,
    class: Option<Class>,
    inside: Vec<super::shape::Party>,
) -> Vec<super::shape::Party> {
    if class != Some(Class::Role) {
        return inside;
    }
    let mut parties = Vec::new();
    for spot in [&draft.then, &draft.now].into_iter().flatten() {
        for name in &spot.values {
            parties.push(super::shape::Party { kind: super::shape::PartyKind::Role, name: name.clone() });
        }
    }
    parties.sort_unstable();
    parties.dedup();
    parties
}

/// Whether a stream's block is there.
pub(super) fn has_block(side: &Side<'_, '_>, block: StatementRef) -> bool {
    side.model.statement(block).flags.has(StatementFlags::BLOCK)
}
