//! What flows at a step, an activity or the border of a stream, brought together: what is said in two statements is the same as
//! what is said in one.

use super::keys::{Key, Voice, is_alternative};
use super::relations::hashed;
use super::side::{Class, Thing, class_of};
use crate::export::model::Mode;
use crate::model::flows::{End, NamedEnd};
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::{ActivityOf, NodeId, StatementRef};
use crate::source::FileSpan;
use crate::syntax::quantity::read_duration;
use crate::syntax::{Keyword, StatementFlags, StatementId, Tree};

/// The kinds of flows that an owner has: those of a step or an activity, or those at the border of a stream.
pub(super) fn kinds_of(owner: Thing) -> [Kind; 2] {
    match owner.class {
        Class::Node => [Kind::Input, Kind::Output],
        _ => [Kind::Trigger, Kind::Outcome],
    }
}

/// One flow of one owner.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    /// The item, or the alternatives with which it is content; sorted.
    pub(super) items: Vec<Key>,
    /// How it is taken or given.
    pub(super) mode: Mode,
    /// Of an output or a trigger that is an alternative: all of which one comes, as a hash.
    pub(super) alternatives: Option<u64>,
    /// The promise of an outcome, or the period of a trigger.
    pub(super) time: Option<String>,
    /// The ends that it names; sorted by key, each once.
    pub(super) ends: Vec<(Key, NamedEnd, FileSpan)>,
    /// One of the statements that say so.
    pub(super) flow: OccurrenceRef,
    /// Where its item stands.
    pub(super) place: FileSpan,
    /// Where its time stands.
    pub(super) time_place: Option<FileSpan>,
}

impl Fact {
    /// Whether two facts are the same but for where they stand.
    pub(super) fn is_same(&self, other: &Fact) -> bool {
        self.is_alike(other) && self.ends.iter().map(|end| end.0).eq(other.ends.iter().map(|end| end.0))
    }

    /// The same for two facts that are the same.
    pub(super) fn hash(&self) -> u64 {
        let ends: Vec<Key> = self.ends.iter().map(|end| end.0).collect();
        hashed((&self.items, self.mode, self.alternatives, &self.time, ends))
    }

    /// The same without the ends.
    fn is_alike(&self, other: &Fact) -> bool {
        self.items == other.items
            && self.mode == other.mode
            && self.alternatives == other.alternatives
            && self.time == other.time
    }
}

/// What flows of one kind at an owner, in the order of the text.
pub(super) fn facts(voice: Voice<'_, '_, '_>, owner: Thing, kind: Kind) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    // So that many flows of one owner do not cost their square.
    let mut known: rustc_hash::FxHashMap<u64, Vec<usize>> = rustc_hash::FxHashMap::default();
    // The alternatives of a statement are looked at once, and not once for each of them.
    let mut statement = None;
    for flow in voice.side.flows(owner, kind) {
        let own = (voice.side.file(flow), voice.side.occurrence(flow).statement);
        let alternatives = match statement {
            Some((known, alternatives)) if known == own => alternatives,
            _ => alternatives(voice, flow),
        };
        statement = Some((own, alternatives));
        let fact = fact(voice, flow, alternatives);
        let hash = hashed((&fact.items, fact.mode, fact.alternatives, &fact.time));
        let alike = known.entry(hash).or_default();
        // What names nobody is content with anybody, and stays apart from what names somebody.
        let found = alike.iter().copied().find(|&at| {
            let other = &facts[at];
            other.is_alike(&fact) && other.ends.is_empty() == fact.ends.is_empty()
        });
        match found {
            Some(at) => facts[at].ends.extend(fact.ends),
            None => {
                alike.push(facts.len());
                facts.push(fact);
            }
        }
    }
    for fact in &mut facts {
        fact.ends.sort_by_key(|&(key, _, place)| (key, place));
        fact.ends.dedup_by_key(|end| end.0);
    }
    facts
}

/// The alternatives in a flow's statement, of which one comes, as a hash; none where all of them come.
fn alternatives(voice: Voice<'_, '_, '_>, flow: OccurrenceRef) -> Option<u64> {
    let side = voice.side;
    if !matches!(flow.kind, Kind::Output | Kind::Trigger) || !is_alternative(side, flow) {
        return None;
    }
    let all = side.items_of_statement(side.file(flow), side.occurrence(flow).statement);
    let mut keys: Vec<Key> = all.into_iter().map(|item| voice.item(item)).collect();
    keys.sort_unstable();
    keys.dedup();
    Some(hashed(keys))
}

fn fact(voice: Voice<'_, '_, '_>, flow: OccurrenceRef, alternatives: Option<u64>) -> Fact {
    let side = voice.side;
    let occurrence = side.occurrence(flow);
    let file = side.file(flow);
    let tree = side.model.tree(file);
    let mut items: Vec<Key> = side.items(flow).map(|item| voice.item(item)).collect();
    items.sort_unstable();
    items.dedup();
    let time = tree.within(occurrence.statement).or(tree.every(occurrence.statement));
    let time_place = time.map(|term| FileSpan { file, span: term.span });
    let mut ends = Vec::new();
    for named in side.ends(flow) {
        ends.push((voice.end(file, named), *named, side.end_place(file, named.term)));
    }
    let flags = tree[occurrence.statement].flags;
    let is_border = matches!(flow.kind, Kind::Trigger | Kind::Outcome);
    Fact {
        items,
        mode: if is_border { Mode::Mandatory } else { Mode::of(flags) },
        alternatives,
        time: time_place.map(|place| time_in_words(side.model.slice(place))),
        ends,
        flow,
        place: side.model.term_place(file, occurrence.term),
        time_place,
    }
}

/// A time as it is shown everywhere: `1d 4h`.
pub(super) fn time_in_words(written: &str) -> String {
    read_duration(written).map_or_else(|_| written.trim_matches('"').to_lowercase(), |time| time.show())
}

/// All that is said of a step, an activity or a stream in its own block, its steps left out: a hash that is the same in both
/// models where nothing changed. It may differ where two texts say the same in other words.
pub(super) fn fingerprint(voice: Voice<'_, '_, '_>, owner: Thing) -> u64 {
    let side = voice.side;
    let Some(statement) = side.statement(owner) else { return 0 };
    let tree = side.model.tree(statement.file);
    let mut sum = 0_u64;
    for child in tree.children(statement.id) {
        sum = sum.wrapping_add(field(voice, tree, statement, child));
    }
    let alias = side.alias(statement).map(|alias| voice.spelt(alias));
    let name = side.name_symbol(owner).map(|name| voice.spelt(name));
    let head = &tree[statement.id];
    let is_described = head.flags.has(StatementFlags::BLOCK);
    sum = sum.wrapping_add(hashed((alias, name, head.keyword, is_described)));
    if owner.class == Class::Node {
        let node = side.model.node(NodeId::new(owner.index as usize));
        sum = sum.wrapping_add(hashed(("in", node.activity_of, voice.key(Thing::stream(node.scope)))));
        if node.activity_of == ActivityOf::Unknown || tree.runs(statement.id).is_some() {
            for term in tree.terms_of(statement.id).skip(1) {
                sum = sum.wrapping_add(hashed(tree[term].symbol().map(|name| voice.spelt(name))));
            }
        }
    }
    for kind in kinds_of(owner) {
        sum = sum.wrapping_add(flows(voice, owner, kind));
    }
    sum
}

/// A field of a block as a hash. Flows and steps are looked at elsewhere.
fn field(voice: Voice<'_, '_, '_>, tree: &Tree, block: StatementRef, field: StatementId) -> u64 {
    let keyword = tree[field].keyword;
    if matches!(
        keyword,
        Keyword::Input | Keyword::Output | Keyword::Trigger | Keyword::Outcome | Keyword::Step
    ) || tree[field].flags.has(StatementFlags::HAS_ERROR)
    {
        return 0;
    }
    let mut sum = 0_u64;
    for term in tree.subjects(field) {
        let named = match (class_of(keyword), tree[term].symbol()) {
            (Some(class), Some(name)) => {
                hashed(voice.key(Thing::new(class, voice.side.resolved(class, name).index())))
            }
            _ => hashed(voice.side.model.slice(voice.side.model.term_place(block.file, term))),
        };
        sum = sum.wrapping_add(hashed((keyword, named)));
    }
    sum
}

fn flows(voice: Voice<'_, '_, '_>, owner: Thing, kind: Kind) -> u64 {
    let side = voice.side;
    let mut sum = 0_u64;
    // The alternatives of a statement are looked at once, and not once for each of them.
    let mut statement: Option<(StatementId, u64)> = None;
    for flow in side.flows(owner, kind) {
        let occurrence = side.occurrence(flow);
        let file = side.file(flow);
        let tree = side.model.tree(file);
        let mut own = 0_u64;
        for item in side.items(flow) {
            own = own.wrapping_add(hashed(voice.item(item)));
        }
        for named in side.ends(flow) {
            own = own.wrapping_add(hashed(("end", voice.end(file, named))));
        }
        if statement.is_none_or(|(known, _)| known != occurrence.statement) {
            let mut all = 0_u64;
            if is_alternative(side, flow) {
                for item in side.items_of_statement(file, occurrence.statement) {
                    all = all.wrapping_add(hashed(voice.item(item)));
                }
            }
            let time = tree.within(occurrence.statement).or(tree.every(occurrence.statement));
            let time = time.map(|term| side.model.slice(FileSpan { file, span: term.span }));
            let mode = Mode::of(tree[occurrence.statement].flags);
            statement = Some((occurrence.statement, hashed((all, time, mode))));
        }
        let of_statement = statement.map_or(0, |(_, hash)| hash);
        sum = sum.wrapping_add(hashed((kind, own, of_statement)));
    }
    sum
}

/// The name of an end, and whose it is: as it is declared, or as it is written where nothing declares it.
pub(super) fn end_name(voice: Voice<'_, '_, '_>, named: &NamedEnd, place: FileSpan) -> String {
    let side = voice.side;
    match named.end {
        End::Activity(activity) => activity.name().to_owned(),
        End::External(external) => side.name(Thing::new(Class::External, external.index())),
        End::Step(step) => side.name(Thing::step(step)),
        End::Stream(stream) => side.name(Thing::stream(stream)),
        End::All | End::Itself | End::Undescribed(_) | End::Unknown => {
            side.model.slice(place).replace('"', "")
        }
    }
}
