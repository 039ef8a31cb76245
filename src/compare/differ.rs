//! Both models with all that is known of them, and the changes found so far.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::concerns::{Outside, accountable, given_away, inside};
use super::draft::{Draft, Spot};
use super::keys::{Key, Voice, When};
use super::pairs::Pairs;
use super::settled::{is_settled, is_written_alike};
use super::shape::{Kind, OwnerKind, Party, PartyKind};
use super::side::{Class, Side, Thing};
use crate::model::{NodeId, ScopeId};
use crate::source::FileSpan;
use crate::syntax::Keyword;
use crate::syntax::words::normalize;

/// Both models, and what is known of them.
pub(super) struct Differ<'a, 'm, 's> {
    pub(super) then: Voice<'a, 'm, 's>,
    pub(super) now: Voice<'a, 'm, 's>,
    outside: [Outside; 2],
    /// What parties are called now that were called otherwise then.
    renamed: FxHashMap<(PartyKind, String), String>,
    /// The same of all things, by the words of their names; none where two things had one name.
    called: FxHashMap<(Class, String), Option<String>>,
    /// The names of streams that are no more.
    gone_streams: FxHashSet<String>,
    /// Whether what is written alike means the same.
    is_settled: bool,
    /// Who works at owners then and now, once it was asked: many changes may have one owner.
    workers: RefCell<FxHashMap<[Option<Thing>; 2], Vec<Party>>>,
    /// Who answers for streams, likewise.
    accountable: RefCell<FxHashMap<(When, ScopeId), Vec<Party>>>,
    /// What streams give away now, likewise.
    given_away: RefCell<FxHashMap<ScopeId, FxHashSet<Key>>>,
}

impl<'a, 'm, 's> Differ<'a, 'm, 's> {
    /// With what is one in both.
    pub(super) fn new(then: &'a Side<'m, 's>, now: &'a Side<'m, 's>, pairs: &'a Pairs) -> Differ<'a, 'm, 's> {
        let mut renamed = FxHashMap::default();
        for class in [Class::Stream, Class::External, Class::Role] {
            for index in 0..then.count(class) {
                let thing = Thing::new(class, index);
                let Some(other) = pairs.now(thing) else { continue };
                if !then.exists(thing) || !now.exists(other) {
                    continue;
                }
                let (old, new) = (then.name(thing), now.name(other));
                if old == new {
                    continue;
                }
                for kind in kinds(class) {
                    renamed.insert((*kind, old.clone()), new.clone());
                }
            }
        }
        let gone_streams =
            pairs.gone(Class::Stream, then).into_iter().map(|stream| then.name(stream)).collect();
        Differ {
            gone_streams,
            is_settled: is_settled(then, now, pairs),
            called: called(then, now, pairs),
            then: Voice { side: then, pairs, when: When::Then },
            now: Voice { side: now, pairs, when: When::Now },
            outside: Default::default(),
            renamed,
            workers: RefCell::default(),
            accountable: RefCell::default(),
            given_away: RefCell::default(),
        }
    }

    /// Whether all that is said in the blocks of two things that are one is the same, their steps among it; false where it takes more
    /// than a look to know.
    pub(super) fn is_surely_same(&self, then: Thing, now: Thing) -> bool {
        self.is_settled && is_written_alike(self.then.side, then, self.now.side, now)
    }

    /// Those of then, or of now.
    pub(super) fn voice(&self, when: When) -> Voice<'a, 'm, 's> {
        match when {
            When::Then => self.then,
            When::Now => self.now,
        }
    }

    /// Who outside of their streams has to do with flows.
    pub(super) fn outside(&self, when: When) -> &Outside {
        &self.outside[when as usize]
    }

    /// Parties by what they are called now.
    pub(super) fn as_now(&self, mut parties: Vec<Party>) -> Vec<Party> {
        for party in &mut parties {
            if let Some(name) = self.renamed.get(&(party.kind, party.name.clone())) {
                party.name.clone_from(name);
            }
        }
        parties.sort_unstable();
        parties.dedup();
        parties
    }

    /// Whether somebody among them relies on what a stream gives: a stakeholder, or another stream that is still there.
    pub(super) fn relies(&self, parties: &[Party]) -> bool {
        parties.iter().any(|party| match party.kind {
            PartyKind::Stakeholder => true,
            PartyKind::Stream => !self.gone_streams.contains(&party.name),
            _ => false,
        })
    }

    /// Who works at an owner now, or did then where it is gone.
    pub(super) fn inside(&self, then: Option<Thing>, now: Option<Thing>) -> Vec<Party> {
        if let Some(known) = self.workers.borrow().get(&[then, now]) {
            return known.clone();
        }
        let mut parties = Vec::new();
        if let Some(now) = now {
            parties = self.working(When::Now, now);
        }
        if let Some(then) = then
            && parties.is_empty()
        {
            parties = self.as_now(self.working(When::Then, then));
        }
        self.workers.borrow_mut().insert([then, now], parties.clone());
        parties
    }

    /// Who works at an owner, or else who answers for it, or for the stream around it.
    fn working(&self, when: When, owner: Thing) -> Vec<Party> {
        let side = self.voice(when).side;
        let own = inside(side, owner);
        if !own.is_empty() || owner.class != Class::Node {
            return own;
        }
        let stream = side.model.node(NodeId::new(owner.index as usize)).scope;
        let mut known = self.accountable.borrow_mut();
        known.entry((when, stream)).or_insert_with(|| accountable(side, stream)).clone()
    }

    /// Whether a stream gives one of these items to anybody outside now.
    pub(super) fn gives_away(&self, stream: ScopeId, items: &[Key]) -> bool {
        let mut known = self.given_away.borrow_mut();
        let given = known.entry(stream).or_insert_with(|| given_away(self.now, stream));
        items.iter().any(|item| given.contains(item))
    }

    /// What is said at an owner, without anything said yet.
    pub(super) fn spot(&self, when: When, owner: Thing, place: FileSpan) -> Spot {
        let side = self.voice(when).side;
        Spot {
            owner: Some(owner),
            name: side.name(owner),
            items: Vec::new(),
            values: Vec::new(),
            place: Some(place),
        }
    }

    /// The owner itself, where its name stands.
    pub(super) fn itself(&self, when: When, owner: Thing) -> Spot {
        self.spot(when, owner, self.voice(when).side.place(owner))
    }

    /// A value at an owner.
    pub(super) fn said(&self, when: When, owner: Thing, value: String, place: FileSpan) -> Spot {
        Spot { values: vec![value], ..self.spot(when, owner, place) }
    }

    /// The draft of a change, with who works at its owner.
    pub(super) fn draft(&self, kind: Kind, then: Option<Spot>, now: Option<Spot>) -> Draft {
        let owners = [&then, &now].map(|spot| spot.as_ref().and_then(|spot| spot.owner));
        let owner = match owners {
            [_, Some(now)] => owner_kind(self.now.side, now),
            [Some(then), None] => owner_kind(self.then.side, then),
            _ => OwnerKind::Model,
        };
        let [old, new] = owners;
        let mut draft = Draft { concerns: self.inside(old, new), ..Draft::new(kind, owner, then, now) };
        if let (Some(old), None) = (old, new)
            && let Some(other) = self.then.other(old)
        {
            draft.called = self.now.side.name(other);
        }
        draft
    }

    /// What was said then, with the names of now: for the words of a change, which all speak of things by those.
    pub(super) fn in_names_of_now(&self, kind: Kind, spot: &Spot) -> Spot {
        let mut spot = spot.clone();
        for item in &mut spot.items {
            self.call_as_now(&[Class::Item], item);
        }
        let classes: &[Class] = match kind {
            Kind::Input | Kind::Output | Kind::Trigger | Kind::Outcome | Kind::End | Kind::Runs => {
                &[Class::External, Class::Stream, Class::Node]
            }
            Kind::Accountable | Kind::Responsible | Kind::Consulted | Kind::Informed => &[Class::Role],
            Kind::Broader | Kind::Alternatives => &[Class::Item],
            Kind::DrawsOn => &[Class::Practice],
            Kind::Uses => &[Class::Tool],
            _ => return spot,
        };
        for value in &mut spot.values {
            self.call_as_now(classes, value);
        }
        spot
    }

    fn call_as_now(&self, classes: &[Class], name: &mut String) {
        if self.called.is_empty() {
            return;
        }
        let mut words = String::new();
        normalize(name, &mut words);
        for class in classes {
            if let Some(Some(now)) = self.called.get(&(*class, words.clone())) {
                name.clone_from(now);
                return;
            }
        }
    }
}

/// What things are called now that were called otherwise then.
fn called(
    then: &Side<'_, '_>,
    now: &Side<'_, '_>,
    pairs: &Pairs,
) -> FxHashMap<(Class, String), Option<String>> {
    let mut called: FxHashMap<(Class, String), Option<String>> = FxHashMap::default();
    for class in Class::ALL {
        for index in 0..then.count(class) {
            let thing = Thing::new(class, index);
            let Some(other) = pairs.now(thing) else { continue };
            let (Some(old), Some(new)) = (then.name_symbol(thing), now.name_symbol(other)) else { continue };
            if then.model.first_mention(old).1 == now.model.first_mention(new).1 {
                continue;
            }
            let name = now.name(other);
            let known = called.entry((class, then.model.words(old))).or_insert_with(|| Some(name.clone()));
            if known.as_ref() != Some(&name) {
                *known = None;
            }
        }
    }
    called
}

/// The kinds of parties that things of a class are.
fn kinds(class: Class) -> &'static [PartyKind] {
    match class {
        Class::Stream => &[PartyKind::Stream],
        Class::External => &[PartyKind::Stakeholder, PartyKind::Repository],
        _ => &[PartyKind::Role],
    }
}

/// What a thing of a model is as the owner of something.
pub(super) fn owner_kind(side: &Side<'_, '_>, thing: Thing) -> OwnerKind {
    match thing.class {
        Class::Stream => OwnerKind::Stream,
        Class::Node => match side.model.node(NodeId::new(thing.index as usize)).scope {
            ScopeId::CHAIN => OwnerKind::Activity,
            _ => OwnerKind::Step,
        },
        Class::External => match side.statement(thing) {
            Some(statement) if side.model.statement(statement).keyword == Keyword::Repository => {
                OwnerKind::Repository
            }
            _ => OwnerKind::Stakeholder,
        },
        Class::Item | Class::Tool => OwnerKind::Item,
        Class::Role => OwnerKind::Role,
        Class::Practice => OwnerKind::Practice,
    }
}
