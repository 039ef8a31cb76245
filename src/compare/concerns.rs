//! Who outside of a stream has to do with what flows in it, and who works there.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::keys::{Key, Voice};
use super::shape::{Party, PartyKind};
use super::side::{Class, Side, Thing};
use crate::model::flows::End;
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::{ActivityOf, NodeId, ScopeId, StatementRef};
use crate::syntax::{Keyword, Symbol};

/// Which streams give or take an item of a stream from outside.
type ByItem = FxHashMap<(ScopeId, Symbol), Vec<ScopeId>>;

/// What streams have to do with each other in one model; looked for once it is asked for.
#[derive(Default)]
pub(super) struct Outside(OnceCell<Links>);

/// Of each stream and item, which other streams name this one.
#[derive(Default)]
struct Links {
    /// Those that give it, under all that it counts as.
    givers: ByItem,
    /// Those that take it.
    takers: ByItem,
    /// The streams that run one.
    runners: FxHashMap<ScopeId, Vec<ScopeId>>,
    /// Two streams of which one names the other.
    pairs: Vec<(ScopeId, ScopeId)>,
    /// Who outside of all streams is given what, under all that it counts as.
    given: FxHashSet<(Thing, Symbol)>,
}

impl Links {
    fn find(side: &Side<'_, '_>) -> Links {
        let mut links = Links::default();
        for scope in side.model.streams() {
            for kind in [Kind::Input, Kind::Output, Kind::Trigger, Kind::Outcome] {
                for index in 0..side.model.scope(scope).list(kind).len() {
                    links.add(side, OccurrenceRef { scope, kind, index: index as u32 });
                }
            }
        }
        for run in side.model.runs() {
            let own = side.model.node(run.step).scope;
            note(links.runners.entry(run.stream).or_default(), own);
            links.pairs.push((own, run.stream));
        }
        links
    }

    fn add(&mut self, side: &Side<'_, '_>, flow: OccurrenceRef) {
        for named in side.ends(flow) {
            if let End::External(external) = named.end
                && matches!(flow.kind, Kind::Output | Kind::Outcome)
            {
                let external = Thing::new(Class::External, external.index());
                for item in side.items(flow) {
                    let broader = side.model.declared().broader(&item);
                    self.given.extend(broader.iter().map(|&broader| (external, broader)));
                }
            }
            let Some(stream) = stream_of_end(side, named.end).filter(|&stream| stream != flow.scope) else {
                continue;
            };
            self.pairs.push((flow.scope, stream));
            for item in side.items(flow) {
                if matches!(flow.kind, Kind::Input | Kind::Trigger) {
                    note(self.takers.entry((stream, item)).or_default(), flow.scope);
                    continue;
                }
                for &broader in side.model.declared().broader(&item) {
                    note(self.givers.entry((stream, broader)).or_default(), flow.scope);
                }
            }
        }
    }
}

/// No more streams than these are named for one flow, and no more roles for one change.
pub(super) const MOST_CONCERNED: usize = 16;

fn note(streams: &mut Vec<ScopeId>, stream: ScopeId) {
    if streams.len() < MOST_CONCERNED && !streams.contains(&stream) {
        streams.push(stream);
    }
}

impl Outside {
    /// Who outside of its stream gives or takes a flow: whom it names, and who names it. Stakeholders first.
    pub(super) fn of_flow(&self, voice: Voice<'_, '_, '_>, flow: OccurrenceRef) -> Vec<Party> {
        let side = voice.side;
        let mut parties = Vec::new();
        for named in side.ends(flow) {
            parties.extend(of_end(voice, flow.scope, named.end));
        }
        if flow.scope == ScopeId::CHAIN {
            return sorted(parties);
        }
        let links = self.0.get_or_init(|| Links::find(side));
        let gives = matches!(flow.kind, Kind::Output | Kind::Outcome);
        let mut streams: Vec<ScopeId> = Vec::new();
        for item in side.items(flow) {
            if gives {
                for &broader in side.model.declared().broader(&item) {
                    streams.extend(links.takers.get(&(flow.scope, broader)).into_iter().flatten());
                }
            } else {
                streams.extend(links.givers.get(&(flow.scope, item)).into_iter().flatten());
            }
        }
        if matches!(flow.kind, Kind::Trigger | Kind::Outcome) {
            streams.extend(links.runners.get(&flow.scope).into_iter().flatten());
        }
        for stream in streams {
            parties.push(party(voice, PartyKind::Stream, Thing::stream(stream)));
        }
        sorted(parties)
    }

    /// Whether somebody outside of all streams is given an item.
    pub(super) fn is_given(&self, side: &Side<'_, '_>, external: Thing, item: Symbol) -> bool {
        self.0.get_or_init(|| Links::find(side)).given.contains(&(external, item))
    }

    /// The streams that bring what a stream takes at its border: those that it names, and those that name it.
    pub(super) fn givers(&self, voice: Voice<'_, '_, '_>, flow: OccurrenceRef) -> Vec<ScopeId> {
        let side = voice.side;
        let links = self.0.get_or_init(|| Links::find(side));
        let mut givers = Vec::new();
        for named in side.ends(flow) {
            givers.extend(stream_of_end(side, named.end));
        }
        for item in side.items(flow) {
            givers.extend(links.givers.get(&(flow.scope, item)).into_iter().flatten());
        }
        givers
    }

    /// Two streams each of which one names the other, in no order, some of them more than once.
    pub(super) fn pairs(&self, side: &Side<'_, '_>) -> &[(ScopeId, ScopeId)] {
        &self.0.get_or_init(|| Links::find(side)).pairs
    }

    /// The streams that run this one.
    pub(super) fn runners(&self, voice: Voice<'_, '_, '_>, stream: ScopeId) -> Vec<Party> {
        let links = self.0.get_or_init(|| Links::find(voice.side));
        let mut parties = Vec::new();
        for &runner in links.runners.get(&stream).into_iter().flatten() {
            parties.push(party(voice, PartyKind::Stream, Thing::stream(runner)));
        }
        sorted(parties)
    }
}

/// The stream that an end is, or lies in.
fn stream_of_end(side: &Side<'_, '_>, end: End) -> Option<ScopeId> {
    match end {
        End::Stream(stream) | End::Undescribed(stream) => Some(stream),
        End::Step(step) => Some(side.model.node(step).scope),
        _ => None,
    }
}

/// Who an end of a flow in a stream, or in the chain, is; none for whoever is in the stream itself, and where nobody is known.
pub(super) fn of_end(voice: Voice<'_, '_, '_>, scope: ScopeId, end: End) -> Option<Party> {
    let side = voice.side;
    match end {
        End::Activity(activity) => {
            Some(Party { kind: PartyKind::Activity, name: activity.name().to_owned() })
        }
        End::External(external) => {
            let thing = Thing::new(Class::External, external.index());
            let statement = side.model.declared().external(external);
            let is_repository = side.model.statement(statement).keyword == Keyword::Repository;
            let kind = if is_repository { PartyKind::Repository } else { PartyKind::Stakeholder };
            Some(party(voice, kind, thing))
        }
        End::Stream(stream) | End::Undescribed(stream) => {
            Some(party(voice, PartyKind::Stream, Thing::stream(stream)))
        }
        End::Step(step) => {
            let stream = side.model.node(step).scope;
            if stream == scope {
                return None;
            }
            Some(party(voice, PartyKind::Stream, Thing::stream(stream)))
        }
        End::All | End::Itself | End::Unknown => None,
    }
}

/// Somebody by the name of now; by that of then where there is none.
fn party(voice: Voice<'_, '_, '_>, kind: PartyKind, thing: Thing) -> Party {
    Party { kind, name: voice.side.name(thing) }
}

fn sorted(mut parties: Vec<Party>) -> Vec<Party> {
    parties.sort_unstable();
    parties.dedup();
    parties
}

/// Who works on a step, or else who answers for it, or for a stream or an activity: roles.
pub(super) fn inside(side: &Side<'_, '_>, owner: Thing) -> Vec<Party> {
    if owner.class == Class::Node {
        let node = side.model.node(NodeId::new(owner.index as usize));
        if node.scope == ScopeId::CHAIN
            && let ActivityOf::In(activity) = node.activity_of
        {
            return vec![Party { kind: PartyKind::Activity, name: activity.name().to_owned() }];
        }
    }
    let Some(statement) = side.statement(owner) else { return Vec::new() };
    let responsible = roles(side, statement, Keyword::Responsible);
    if responsible.is_empty() { roles(side, statement, Keyword::Accountable) } else { responsible }
}

/// Who answers for a stream.
pub(super) fn accountable(side: &Side<'_, '_>, stream: ScopeId) -> Vec<Party> {
    let statement = side.model.scope(stream).statement;
    statement.map(|statement| roles(side, statement, Keyword::Accountable)).unwrap_or_default()
}

fn roles(side: &Side<'_, '_>, block: StatementRef, keyword: Keyword) -> Vec<Party> {
    let mut parties = Vec::new();
    for (name, _) in side.model.named(block, keyword).take(MOST_CONCERNED) {
        let role = Thing::new(Class::Role, side.resolved(Class::Role, name).index());
        parties.push(Party { kind: PartyKind::Role, name: side.name(role) });
    }
    sorted(parties)
}

/// What a stream gives to anybody outside: as an outcome, or to somebody whom an output names.
pub(super) fn given_away(voice: Voice<'_, '_, '_>, stream: ScopeId) -> FxHashSet<Key> {
    let mut given = FxHashSet::default();
    let scope = voice.side.model.scope(stream);
    for kind in [Kind::Outcome, Kind::Output] {
        for index in 0..scope.list(kind).len() {
            let flow = OccurrenceRef { scope: stream, kind, index: index as u32 };
            let is_outside = kind == Kind::Outcome
                || voice.side.ends(flow).iter().any(|named| of_end(voice, stream, named.end).is_some());
            if is_outside {
                given.extend(voice.side.items(flow).map(|item| voice.item(item)));
            }
        }
    }
    given
}
