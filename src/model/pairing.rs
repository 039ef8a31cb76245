//! One mistake, one finding: failures that are two sides of one mistake become one.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Model;
use crate::model::activity::ActivityOf;
use crate::model::declared::ScopeId;
use crate::model::flows::{End, NodeId, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Expectation, Failure, Kind, OccurrenceRef};
use crate::model::misdirected::Misdirected;
use crate::similarity::{NearIndex, WordingReader};
use crate::syntax::Symbol;

/// A misnamed flow tells of at most so many others that could be meant.
const MOST_PARTNERS: usize = 16;

/// What becomes of a failure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Disposition {
    /// It is reported as what it is.
    #[default]
    Reported,
    /// It is reported as a flow with a wrong name.
    Misnamed,
    /// Another finding tells it.
    Absorbed,
    /// It only follows from a missing trigger or outcome.
    Silent,
}

/// How the failures are told. Each list is as long as that of the failures.
#[derive(Debug, Default)]
pub struct Diagnosis {
    /// What becomes of each.
    pub dispositions: Vec<Disposition>,
    /// For a misnamed one that takes, those that give what was meant; for any other, the one other side of its mistake.
    pub partners: Vec<Vec<u32>>,
    /// Misnamed inputs of which another tells, with that one: all look for one name, which one output alone misspells.
    pub duplicates: Vec<(u32, u32)>,
    /// Flows with themselves, each with the failures that show who was meant.
    pub selves: Vec<(OccurrenceRef, u32)>,
    /// How many others each is a partner of.
    pub claims: Vec<u32>,
    /// The expectations that each is left with, after those paired with a near name.
    pub remaining: Vec<Vec<Expectation>>,
    /// Described streams without any trigger.
    pub missing_triggers: Vec<ScopeId>,
    /// Described streams without any outcome.
    pub missing_outcomes: Vec<ScopeId>,
}

/// Decides how the failures of `model` are told.
pub(super) fn diagnose(model: &Model<'_>) -> Diagnosis {
    let failures = &model.matching.failures;
    let missing = |list: fn(&Model<'_>, ScopeId) -> bool| -> Vec<ScopeId> {
        let streams = model.streams().filter(|&id| model.scope(id).described && !model.scope(id).open);
        streams.filter(|&id| list(model, id)).collect()
    };
    let mut pairing = Pairing {
        model,
        failures,
        diagnosis: Diagnosis {
            dispositions: vec![Disposition::Reported; failures.len()],
            partners: vec![Vec::new(); failures.len()],
            duplicates: Vec::new(),
            selves: Vec::new(),
            claims: vec![0; failures.len()],
            remaining: failures.iter().map(|failure| failure.expectations.clone()).collect(),
            missing_triggers: missing(|model, id| model.scope(id).triggers.is_empty()),
            missing_outcomes: missing(|model, id| model.scope(id).outcomes.is_empty()),
        },
    };
    if !failures.is_empty() {
        pairing.misnamed();
        pairing.duplicates();
        pairing.misdirected();
        pairing.border();
    }
    pairing.without_border();
    let Diagnosis { partners, claims, .. } = &mut pairing.diagnosis;
    partners.iter().flatten().for_each(|&partner| claims[partner as usize] += 1);
    pairing.diagnosis
}

struct Pairing<'m> {
    model: &'m Model<'m>,
    failures: &'m [Failure],
    diagnosis: Diagnosis,
}

impl Failure {
    /// The occurrence as far as it fails.
    pub fn part(&self, model: &Model<'_>) -> Occurrence {
        Occurrence { term: self.term, choices: self.choices, ..*model.occurrence(self.occurrence) }
    }
}

impl Model<'_> {
    /// The failure of an occurrence that looks this way, if it fails.
    pub fn failure_of(&self, occurrence: OccurrenceRef, direction: Direction) -> Option<usize> {
        // In each scope the borders, seen from inside, come last.
        let key = |OccurrenceRef { scope, kind, index }, direction| {
            let from_inside =
                matches!((kind, direction), (Kind::Trigger, Direction::Out) | (Kind::Outcome, Direction::In));
            (scope, from_inside, kind, index)
        };
        let failures = &self.matching.failures;
        failures
            .binary_search_by_key(&key(occurrence, direction), |other| key(other.occurrence, other.direction))
            .ok()
    }

    /// Whether a failure is one side of a mistake that has another.
    pub fn is_paired(&self, failure: usize) -> bool {
        let Diagnosis { dispositions, partners, claims, .. } = &self.diagnosis;
        dispositions[failure] == Disposition::Absorbed || !partners[failure].is_empty() || claims[failure] > 0
    }
}

impl<'m> Pairing<'m> {
    fn items(&self, failure: &Failure) -> Vec<Symbol> {
        self.model.items(failure.occurrence.scope, &failure.part(self.model)).collect()
    }

    /// The names that a failure's items go by: as written, and as declared where an alias was written.
    fn names(&self, failure: &Failure) -> Vec<Symbol> {
        let part = failure.part(self.model);
        let tree = self.model.tree(self.model.file_of(failure.occurrence.scope, &part));
        let terms = &tree[part.terms()];
        let mut names: Vec<Symbol> = terms.iter().filter_map(|term| term.symbol()).collect();
        names.extend(self.items(failure));
        names.dedup();
        names
    }

    fn node(&self, failure: &Failure) -> Option<NodeId> {
        self.model.occurrence(failure.occurrence).node
    }

    fn activity_of(&self, failure: &Failure) -> ActivityOf {
        self.node(failure).map_or(ActivityOf::Nowhere, |node| self.model.node(node).activity_of)
    }

    // ── Misnamed ────────────────────────────────────────────────────────────────────────────────

    fn misnamed(&mut self) {
        let reader = WordingReader::default();
        let (model, failures) = (self.model, self.failures);
        let mut wordings = FxHashMap::default();
        let mut wording = |name: Symbol| {
            let read = || reader.read(&model.names.words(model.sources, name));
            wordings.entry(name).or_insert_with(read).clone()
        };
        // Who gives in each scope, and who gives to a step of another stream.
        let mut homes: FxHashMap<ScopeId, Vec<u32>> = FxHashMap::default();
        let mut far: FxHashMap<ScopeId, Vec<u32>> = FxHashMap::default();
        for (at, giver) in
            failures.iter().enumerate().filter(|(_, failure)| failure.direction == Direction::Out)
        {
            homes.entry(giver.occurrence.scope).or_default().push(at as u32);
            let mut targets: Vec<ScopeId> = giver
                .expectations
                .iter()
                .filter_map(|expectation| match expectation {
                    Expectation::Step(step) => Some(model.node(*step).scope),
                    _ => None,
                })
                .filter(|&target| target != giver.occurrence.scope)
                .collect();
            targets.dedup();
            for target in targets {
                far.entry(target).or_default().push(at as u32);
            }
        }
        let mut indexes: FxHashMap<(bool, ScopeId), (NearIndex, Vec<u32>)> = FxHashMap::default();
        let mut paired: FxHashSet<(u32, Expectation)> = FxHashSet::default();
        for (at, taker) in
            failures.iter().enumerate().filter(|(_, failure)| failure.direction == Direction::In)
        {
            let mut partners = Vec::new();
            for &expectation in &taker.expectations {
                let home = self.home(taker, expectation);
                let listed = [(false, home), (true, taker.occurrence.scope)];
                let lists = if expectation == Expectation::Anyone { &listed[..] } else { &listed[..1] };
                for &(is_far, scope) in lists {
                    let Some(givers) = (if is_far { &far } else { &homes }).get(&scope) else { continue };
                    let (index, owners) = indexes.entry((is_far, scope)).or_insert_with(|| {
                        let named = givers.iter().flat_map(|&giver| {
                            let names = self.names(&failures[giver as usize]);
                            names.into_iter().map(move |name| (giver, name))
                        });
                        let (owners, names): (Vec<u32>, Vec<Symbol>) = named.unzip();
                        (NearIndex::new(names.into_iter().map(&mut wording).collect()), owners)
                    });
                    for name in self.names(taker) {
                        for found in index.find(&wording(name)) {
                            let giver = owners[found];
                            for &offered in &failures[giver as usize].expectations {
                                if self.would_meet(taker, expectation, &failures[giver as usize], offered) {
                                    paired.insert((at as u32, expectation));
                                    paired.insert((giver, offered));
                                    if partners.len() < MOST_PARTNERS && !partners.contains(&giver) {
                                        partners.push(giver);
                                    }
                                }
                            }
                        }
                    }
                }
            }
            if !partners.is_empty() {
                self.diagnosis.dispositions[at] = Disposition::Misnamed;
                self.diagnosis.partners[at] = partners;
            }
        }
        for (at, left) in self.diagnosis.remaining.iter_mut().enumerate() {
            left.retain(|&expectation| !paired.contains(&(at as u32, expectation)));
            if left.is_empty() && failures[at].direction == Direction::Out {
                self.diagnosis.dispositions[at] = Disposition::Absorbed;
            }
        }
    }

    /// Makes one of the misnamed inputs that look for one name, which one output alone misspells.
    fn duplicates(&mut self) {
        let reader = WordingReader::default();
        let wordings = |failure: &Failure| -> Vec<_> {
            let names = self.names(failure).into_iter();
            names.map(|name| reader.read(&self.model.names.words(self.model.sources, name))).collect()
        };
        let is_slip = |taker: &Failure, giver: u32| {
            let givers = wordings(&self.failures[giver as usize]);
            wordings(taker).iter().any(|one| givers.iter().any(|other| one.is_misspelt(other)))
        };
        let mut groups: FxHashMap<(u32, Vec<Symbol>), Vec<u32>> = FxHashMap::default();
        for (at, failure) in self.failures.iter().enumerate() {
            let is_misnamed = self.diagnosis.dispositions[at] == Disposition::Misnamed;
            if let ([giver], true) = (&self.diagnosis.partners[at][..], is_misnamed) {
                if !is_slip(failure, *giver) {
                    continue;
                }
                let mut items = self.items(failure);
                items.sort_unstable();
                groups.entry((*giver, items)).or_default().push(at as u32);
            }
        }
        for group in groups.into_values().filter(|group| group.len() > 1) {
            let place = |&at: &u32| {
                let failure = &self.failures[at as usize];
                let file = self.model.file_of(failure.occurrence.scope, &failure.part(self.model));
                (file, self.model.tree(file)[failure.term].span)
            };
            let Some(first) = group.iter().copied().min_by_key(place) else { continue };
            for other in group.into_iter().filter(|&other| other != first) {
                self.diagnosis.dispositions[other as usize] = Disposition::Absorbed;
                self.diagnosis.duplicates.push((other, first));
            }
        }
        self.diagnosis.duplicates.sort_unstable();
    }

    /// The scope in which whoever meets this expectation stands.
    fn home(&self, taker: &Failure, expectation: Expectation) -> ScopeId {
        match expectation {
            Expectation::Anyone | Expectation::Activity(_) => taker.occurrence.scope,
            Expectation::Step(step) => self.model.node(step).scope,
            Expectation::Stream(stream) => stream,
        }
    }

    /// Whether each of the two expectations would be met by the other side, but for the name.
    fn would_meet(&self, taker: &Failure, takes: Expectation, giver: &Failure, gives: Expectation) -> bool {
        let (own, other) = (taker.occurrence.scope, giver.occurrence.scope);
        let (taking, giving) = (self.node(taker), self.node(giver));
        let same = own == other;
        match (taker.occurrence.kind, giver.occurrence.kind) {
            (Kind::Input, Kind::Output) => {
                taking != giving
                    && self.fits(takes, giver, taker, gives)
                    && self.fits(gives, taker, giver, takes)
            }
            (Kind::Input, Kind::Trigger) => same && takes == Expectation::Anyone,
            (Kind::Outcome, Kind::Output) => same && gives == Expectation::Anyone,
            (Kind::Input | Kind::Trigger, Kind::Outcome | Kind::Output) => {
                takes == Expectation::Stream(other) && gives == Expectation::Stream(own)
            }
            _ => false,
        }
    }

    /// Whether `expectation` of `viewpoint` is met by a node `other`, whose own expectation is `theirs`.
    fn fits(
        &self,
        expectation: Expectation,
        other: &Failure,
        viewpoint: &Failure,
        theirs: Expectation,
    ) -> bool {
        let (own, scope) = (viewpoint.occurrence.scope, other.occurrence.scope);
        let chain = own == ScopeId::CHAIN && scope == ScopeId::CHAIN;
        let is_self = chain && self.activity_of(other) == self.activity_of(viewpoint);
        match expectation {
            Expectation::Anyone => {
                !is_self
                    && (own == scope
                        || self.node(viewpoint).is_some_and(|node| theirs == Expectation::Step(node)))
            }
            Expectation::Activity(activity) => {
                !is_self && own == scope && self.activity_of(other).may_be(activity)
            }
            Expectation::Step(step) => self.node(other) == Some(step),
            Expectation::Stream(stream) => scope == stream && theirs == Expectation::Stream(own),
        }
    }

    // ── Misdirected ─────────────────────────────────────────────────────────────────────────────

    /// Makes one of two flows that look past each other.
    fn misdirected(&mut self) {
        let Misdirected { partners, absorbed, selves } = Misdirected::find(self.model, &self.diagnosis);
        for (at, other) in partners {
            self.diagnosis.partners[at as usize] = vec![other];
        }
        for at in absorbed {
            self.diagnosis.dispositions[at as usize] = Disposition::Absorbed;
        }
        self.diagnosis.selves = selves;
    }

    fn ends(&self, failure: &Failure) -> Vec<End> {
        let scope = self.model.scope(failure.occurrence.scope);
        let occurrence = self.model.occurrence(failure.occurrence);
        ends_of(scope, occurrence).iter().map(|named| named.end).collect()
    }

    // ── Triggers and outcomes ───────────────────────────────────────────────────────────────────

    /// An unused trigger and an unmatched input of its stream, an unproduced outcome and an orphaned output of its.
    fn border(&mut self) {
        let is_reported =
            |pairing: &Pairing<'_>, at: usize| pairing.diagnosis.dispositions[at] == Disposition::Reported;
        let mut inputs: FxHashMap<(ScopeId, Symbol), u32> = FxHashMap::default();
        let mut outcomes: FxHashMap<(ScopeId, Symbol), u32> = FxHashMap::default();
        for (at, failure) in
            self.failures.iter().enumerate().filter(|(_, failure)| failure.direction == Direction::In)
        {
            if !is_reported(self, at) {
                continue;
            }
            let list = match failure.occurrence.kind {
                Kind::Input if failure.occurrence.scope != ScopeId::CHAIN => &mut inputs,
                Kind::Outcome => &mut outcomes,
                _ => continue,
            };
            for item in self.items(failure) {
                list.entry((failure.occurrence.scope, item)).or_insert(at as u32);
            }
        }
        for (at, failure) in
            self.failures.iter().enumerate().filter(|(_, failure)| failure.direction == Direction::Out)
        {
            let list = match failure.occurrence.kind {
                Kind::Trigger => &inputs,
                Kind::Output => &outcomes,
                _ => continue,
            };
            // An output told by an input may also be what an outcome lacks.
            let is_told = self.diagnosis.remaining[at].is_empty() || !self.diagnosis.partners[at].is_empty();
            if list.is_empty() || is_told {
                continue;
            }
            for item in self.items(failure) {
                for &broad in self.model.declared.broader(&item) {
                    if let Some(&taker) = list.get(&(failure.occurrence.scope, broad)) {
                        self.diagnosis.dispositions[at] = Disposition::Absorbed;
                        let partners = &mut self.diagnosis.partners[taker as usize];
                        if partners.is_empty() {
                            partners.push(at as u32);
                        }
                    }
                }
            }
        }
    }

    /// Where nothing starts a stream or comes of it, flows without ends are not told besides.
    fn without_border(&mut self) {
        let without_trigger: FxHashSet<ScopeId> = self.diagnosis.missing_triggers.iter().copied().collect();
        let without_outcome: FxHashSet<ScopeId> = self.diagnosis.missing_outcomes.iter().copied().collect();
        for (at, failure) in self.failures.iter().enumerate() {
            let silent = match (failure.occurrence.kind, failure.direction) {
                (Kind::Input, Direction::In) => without_trigger.contains(&failure.occurrence.scope),
                (Kind::Output, Direction::Out) => without_outcome.contains(&failure.occurrence.scope),
                _ => false,
            };
            if silent
                && self.diagnosis.dispositions[at] == Disposition::Reported
                && self.ends(failure).is_empty()
            {
                self.diagnosis.dispositions[at] = Disposition::Silent;
            }
        }
    }
}
