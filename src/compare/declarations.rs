//! What changed outside of streams and activities: the organisation, and who and what is declared.

use rustc_hash::FxHashMap;

use super::differ::Differ;
use super::draft::{Draft, Spot};
use super::fields::{self, Blocks};
use super::keys::When;
use super::shape::{Fate, Kind, OwnerKind};
use super::side::{Class, Side, Thing};
use super::streams::renamed;
use crate::model::StatementRef;
use crate::source::{FileId, FileSpan};
use crate::syntax::{Keyword, StatementFlags};

/// The changes of all declarations but streams.
pub(super) fn compare(differ: &Differ<'_, '_, '_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    organisation(differ, &mut drafts);
    externals(differ, &mut drafts);
    for (class, keyword, kind) in [
        (Class::Item, Keyword::Item, Kind::Item),
        (Class::Role, Keyword::Role, Kind::Role),
        (Class::Practice, Keyword::Practice, Kind::Practice),
        (Class::Tool, Keyword::Uses, Kind::Tool),
    ] {
        names(differ, class, kind, &mut drafts);
        declared(differ, class, keyword, kind, &mut drafts);
    }
    drafts
}

/// The first statement that names the organisation.
fn organisation_of(side: &Side<'_, '_>) -> Option<StatementRef> {
    for (file, tree) in side.model.trees().iter().enumerate() {
        for id in tree.top() {
            let is_readable = !tree[id].flags.has(StatementFlags::HAS_ERROR);
            if tree[id].keyword == Keyword::Organisation && is_readable {
                return Some(StatementRef { file: FileId::new(file), id });
            }
        }
    }
    None
}

fn organisation(differ: &Differ<'_, '_, '_>, drafts: &mut Vec<Draft>) {
    let (then, now) = (organisation_of(differ.then.side), organisation_of(differ.now.side));
    let spot = |when: When, statement: StatementRef| {
        let side = differ.voice(when).side;
        let name = side.model.name_of(statement);
        let place = Some(side.model.name_place(statement));
        Spot { owner: None, values: vec![name.clone()], name, items: Vec::new(), place }
    };
    let old = then.map(|statement| spot(When::Then, statement));
    let new = now.map(|statement| spot(When::Now, statement));
    let (Some(one), Some(other)) = (then, now) else {
        if old.is_some() || new.is_some() {
            drafts.push(Draft::new(Kind::Organisation, OwnerKind::Organisation, old, new));
        }
        return;
    };
    let word = |when: When, statement: StatementRef| {
        let side = differ.voice(when).side;
        let name = side.model.tree(statement.file).subject(statement.id)?.symbol()?;
        Some(differ.voice(when).spelt(name))
    };
    if word(When::Then, one) != word(When::Now, other) {
        let draft = Draft::new(Kind::Organisation, OwnerKind::Organisation, old, new);
        drafts.push(draft.with_fate(Fate::Renamed));
    }
    let mut fields = Vec::new();
    let owners = [Thing::new(Class::Stream, 0); 2];
    fields::compare(differ, &Blocks { then: one, now: other, owners }, &mut fields);
    for mut draft in fields {
        draft.owner = OwnerKind::Organisation;
        for (spot, statement, when) in
            [(&mut draft.then, one, When::Then), (&mut draft.now, other, When::Now)]
        {
            if let Some(spot) = spot {
                spot.owner = None;
                spot.name = differ.voice(when).side.model.name_of(statement);
            }
        }
        drafts.push(draft);
    }
}

fn kind_of(side: &Side<'_, '_>, external: Thing) -> Kind {
    let statement = side.statement(external);
    match statement.map(|statement| side.model.statement(statement).keyword) {
        Some(Keyword::Repository) => Kind::Repository,
        _ => Kind::Stakeholder,
    }
}

/// Stakeholders and repositories.
fn externals(differ: &Differ<'_, '_, '_>, drafts: &mut Vec<Draft>) {
    for index in 0..differ.now.side.count(Class::External) {
        let now = Thing::new(Class::External, index);
        let kind = kind_of(differ.now.side, now);
        let Some(then) = differ.now.other(now) else {
            drafts.push(differ.draft(kind, None, Some(differ.itself(When::Now, now))));
            continue;
        };
        renamed(differ, kind, then, now, drafts);
        let was = kind_of(differ.then.side, then);
        if was != kind {
            let (mut old, mut new) = (differ.itself(When::Then, then), differ.itself(When::Now, now));
            old.values = vec![word(was).to_owned()];
            new.values = vec![word(kind).to_owned()];
            drafts.push(differ.draft(kind, Some(old), Some(new)));
        }
        if let (Some(one), Some(other)) = (differ.then.side.statement(then), differ.now.side.statement(now)) {
            fields::compare(differ, &Blocks { then: one, now: other, owners: [then, now] }, drafts);
        }
    }
    for index in 0..differ.then.side.count(Class::External) {
        let then = Thing::new(Class::External, index);
        if differ.then.other(then).is_none() {
            let kind = kind_of(differ.then.side, then);
            drafts.push(differ.draft(kind, Some(differ.itself(When::Then, then)), None));
        }
    }
}

/// What a declaration is, as it is written.
pub(super) fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Repository => "repository",
        Kind::Item => "item",
        Kind::Role => "role",
        Kind::Practice => "practice",
        Kind::Tool => "tool",
        _ => "stakeholder",
    }
}

/// Names that are called otherwise.
fn names(differ: &Differ<'_, '_, '_>, class: Class, kind: Kind, drafts: &mut Vec<Draft>) {
    for index in 0..differ.now.side.count(class) {
        let now = Thing::new(class, index);
        if let Some(then) = differ.now.other(now)
            && differ.now.side.exists(now)
        {
            renamed(differ, kind, then, now, drafts);
        }
    }
}

/// The first declaration of each name of a class.
fn declarations(side: &Side<'_, '_>, class: Class, keyword: Keyword) -> Vec<(Thing, StatementRef)> {
    let declared = side.model.declared();
    let mut all = Vec::new();
    let mut known = rustc_hash::FxHashSet::default();
    let statements = if class == Class::Item { declared.items() } else { declared.others() };
    for &statement in statements {
        let tree = side.model.tree(statement.file);
        if tree[statement.id].keyword != keyword {
            continue;
        }
        let Some(name) = tree.subject(statement.id).and_then(|term| term.symbol()) else { continue };
        let thing = Thing::new(class, side.resolved(class, name).index());
        if known.insert(thing) {
            all.push((thing, statement));
        }
    }
    all
}

/// What is declared of a class, and what its blocks say.
fn declared(
    differ: &Differ<'_, '_, '_>,
    class: Class,
    keyword: Keyword,
    kind: Kind,
    drafts: &mut Vec<Draft>,
) {
    let mut then: FxHashMap<u64, (Thing, StatementRef)> = FxHashMap::default();
    let old = declarations(differ.then.side, class, keyword);
    for &(thing, statement) in &old {
        then.insert(differ.then.key(thing), (thing, statement));
    }
    let spot = |when: When, thing: Thing, statement: StatementRef| {
        differ.spot(when, thing, differ.voice(when).side.model.name_place(statement))
    };
    for (now, statement) in declarations(differ.now.side, class, keyword) {
        let Some((was, block)) = then.remove(&differ.now.key(now)) else {
            drafts.push(differ.draft(kind, None, Some(spot(When::Now, now, statement))));
            broader(differ, None, Some((now, statement)), drafts);
            continue;
        };
        fields::compare(differ, &Blocks { then: block, now: statement, owners: [was, now] }, drafts);
        broader(differ, Some((was, block)), Some((now, statement)), drafts);
    }
    for (thing, statement) in old {
        if then.contains_key(&differ.then.key(thing)) {
            drafts.push(differ.draft(kind, Some(spot(When::Then, thing, statement)), None));
            broader(differ, Some((thing, statement)), None, drafts);
        }
    }
}

/// A declaration, and what it declares.
type Declared = Option<(Thing, StatementRef)>;

/// The broader items that the declaration of an item names: key, name and place of each.
fn broader_of(differ: &Differ<'_, '_, '_>, when: When, item: Declared) -> Vec<(u64, String, FileSpan)> {
    let mut broader = Vec::new();
    let Some((_, statement)) = item else { return broader };
    let voice = differ.voice(when);
    let tree = voice.side.model.tree(statement.file);
    if tree[statement.id].keyword != Keyword::Item {
        return broader;
    }
    for term in tree.clause(statement.id) {
        let Some(name) = tree[term].symbol() else { continue };
        let item = Thing::item(voice.side.resolved(Class::Item, name));
        let place = FileSpan { file: statement.file, span: tree[term].span };
        broader.push((voice.key(item), voice.side.name(item), place));
    }
    broader.sort_by_key(|&(key, _, place)| (key, place));
    broader.dedup_by_key(|item| item.0);
    broader
}

fn broader(differ: &Differ<'_, '_, '_>, then: Declared, now: Declared, drafts: &mut Vec<Draft>) {
    let (old, new) = (broader_of(differ, When::Then, then), broader_of(differ, When::Now, now));
    if let Some((owner, _)) = then {
        for (key, name, place) in &old {
            if new.binary_search_by_key(key, |item| item.0).is_err() {
                let spot = differ.said(When::Then, owner, name.clone(), *place);
                drafts.push(differ.draft(Kind::Broader, Some(spot), None));
            }
        }
    }
    if let Some((owner, _)) = now {
        for (key, name, place) in &new {
            if old.binary_search_by_key(key, |item| item.0).is_err() {
                let spot = differ.said(When::Now, owner, name.clone(), *place);
                drafts.push(differ.draft(Kind::Broader, None, Some(spot)));
            }
        }
    }
}
