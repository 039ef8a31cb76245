//! Failures that would meet each other if their names, which nearly agree, were one.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::matching::{Direction, Expectation, Failure, FailureId, Kind};
use crate::similarity::{NearIndex, Wording, WordingReader};
use crate::syntax::{StatementFlags, Symbol};

/// A misnamed flow has at most so many partners.
const MOST_PARTNERS: usize = 16;

/// At most so many failures with a near name are looked at for one.
const MOST_GIVERS: usize = 512;

/// Where what an input looks for may come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Origin {
    /// From this scope.
    Within(ScopeId),
    /// From another stream, whose output names a step of this one.
    Towards(ScopeId),
}

/// Which failures would meet but for the name.
///
/// Where one name is wrong everywhere, as many failures take as give. So the givers are arranged by their names, once
/// somebody looks for one.
pub(super) struct NearNames<'m> {
    model: &'m Model<'m>,
    reader: WordingReader,
    wordings: FxHashMap<Symbol, Wording>,
    /// Givers that nobody has looked for yet.
    givers: FxHashMap<Origin, Vec<FailureId>>,
    /// The others, by their names.
    arranged: FxHashMap<Origin, Givers>,
    /// Of items with names that nearly agree, whether they are known to be two.
    two: FxHashMap<(Symbol, Symbol), bool>,
    paired: FxHashSet<(FailureId, Expectation)>,
}

/// Failures that give, by their names.
struct Givers {
    /// Each name once.
    names: NearIndex,
    /// The item of each name, and whose it is, in the order of the failures.
    owners: Vec<(Symbol, Vec<FailureId>)>,
}

impl<'m> NearNames<'m> {
    /// Gathers what gives among the failures of `model`.
    pub(super) fn new(model: &'m Model<'m>) -> NearNames<'m> {
        let mut givers: FxHashMap<Origin, Vec<FailureId>> = FxHashMap::default();
        for (id, failure) in model.failures() {
            if failure.direction == Direction::In {
                continue;
            }
            givers.entry(Origin::Within(failure.occurrence.scope)).or_default().push(id);
            for target in other_streams(model, failure) {
                givers.entry(Origin::Towards(target)).or_default().push(id);
            }
        }
        NearNames {
            model,
            reader: WordingReader::new(model.language()),
            wordings: FxHashMap::default(),
            givers,
            arranged: FxHashMap::default(),
            two: FxHashMap::default(),
            paired: FxHashSet::default(),
        }
    }

    /// Whether an expectation would meet another's but for the name, as far as [`NearNames::partners`] was asked.
    pub(super) fn is_paired(&self, failure: FailureId, expectation: Expectation) -> bool {
        self.paired.contains(&(failure, expectation))
    }

    /// What gives what `taker`, whose id is `id`, was meant to take: in the order in which it names ends and alternatives.
    pub(super) fn partners(&mut self, id: FailureId, taker: &Failure) -> Vec<FailureId> {
        let names = taker.names(self.model);
        let mut partners = Vec::new();
        let mut within: (Option<ScopeId>, Vec<FailureId>) = (None, Vec::new());
        for &expectation in &taker.expectations {
            let home = home(self.model, taker, expectation);
            if within.0 != Some(home) {
                within = (Some(home), self.near(Origin::Within(home), &names));
            }
            let mut towards = Vec::new();
            if expectation == Expectation::Anyone {
                towards = self.near(Origin::Towards(taker.occurrence.scope), &names);
            }
            for &giver in within.1.iter().chain(&towards) {
                if !may_give(self.model, taker, expectation, giver) {
                    continue;
                }
                let is_partner = self.pair(id, expectation, giver);
                if is_partner && partners.len() < MOST_PARTNERS && !partners.contains(&giver) {
                    partners.push(giver);
                }
            }
        }
        partners
    }

    /// What comes from `origin` under a name that nearly agrees with one of `names`.
    fn near(&mut self, origin: Origin, names: &[Symbol]) -> Vec<FailureId> {
        if let Some(givers) = self.givers.remove(&origin) {
            let givers = self.arrange(&givers);
            self.arranged.insert(origin, givers);
        }
        let mut found = Vec::new();
        if !self.arranged.contains_key(&origin) {
            return found;
        }
        for &name in names {
            let wording = self.wording(name);
            let Some(givers) = self.arranged.get(&origin) else { continue };
            let own = self.model.declared().item(name);
            for at in givers.names.find(&wording) {
                let (item, owners) = &givers.owners[at];
                let are_two = || self.model.two_names().are_two(own, *item);
                if *self.two.entry((own, *item)).or_insert_with(are_two) {
                    continue;
                }
                let room = MOST_GIVERS - found.len();
                found.extend(owners.iter().take(room));
            }
        }
        found.sort_unstable();
        found
    }

    fn arrange(&mut self, givers: &[FailureId]) -> Givers {
        let (mut owners, mut wordings): (Vec<(Symbol, Vec<FailureId>)>, Vec<_>) = (Vec::new(), Vec::new());
        let mut known: FxHashMap<Symbol, usize> = FxHashMap::default();
        for &giver in givers {
            for name in self.model.failure(giver).names(self.model) {
                let at = *known.entry(name).or_insert(owners.len());
                if at == owners.len() {
                    owners.push((self.model.declared().item(name), Vec::new()));
                    wordings.push(self.wording(name));
                }
                owners[at].1.push(giver);
            }
        }
        Givers { names: NearIndex::new(wordings), owners }
    }

    fn wording(&mut self, name: Symbol) -> Wording {
        let NearNames { model, reader, wordings, .. } = self;
        let read = || reader.read(&model.names.words(model.sources, name));
        wordings.entry(name).or_insert_with(read).clone()
    }

    /// Notes what each would meet of the other but for the name, and says whether there is such a thing.
    fn pair(&mut self, taker_id: FailureId, expectation: Expectation, giver_id: FailureId) -> bool {
        let (taker, giver) = (self.model.failure(taker_id), self.model.failure(giver_id));
        let mut is_pair = false;
        for &offered in &giver.expectations {
            if would_meet(self.model, taker, expectation, giver, offered) {
                self.paired.insert((taker_id, expectation));
                self.paired.insert((giver_id, offered));
                is_pair = true;
            }
        }
        is_pair
    }
}

/// Whether a name of one is a name of the other with a typo.
pub(super) fn differ_by_typo(
    model: &Model<'_>,
    reader: &WordingReader,
    taker: &Failure,
    giver: &Failure,
) -> bool {
    let read = |name| reader.read(&model.names.words(model.sources, name));
    let given: Vec<Wording> = giver.names(model).into_iter().map(read).collect();
    for name in taker.names(model) {
        let wording = read(name);
        if given.iter().any(|other| wording.is_misspelt(other)) {
            return true;
        }
    }
    false
}

/// The other streams whose steps an output names, each once where they stand in a row.
fn other_streams(model: &Model<'_>, giver: &Failure) -> Vec<ScopeId> {
    let mut streams = Vec::new();
    for &expectation in &giver.expectations {
        let Expectation::Step(step) = expectation else { continue };
        let stream = model.node(step).scope;
        if stream != giver.occurrence.scope && streams.last() != Some(&stream) {
            streams.push(stream);
        }
    }
    streams
}

/// The scope in which whoever meets this expectation stands.
fn home(model: &Model<'_>, taker: &Failure, expectation: Expectation) -> ScopeId {
    match expectation {
        Expectation::Anyone | Expectation::Activity(_) => taker.occurrence.scope,
        Expectation::Step(step) => model.node(step).scope,
        Expectation::Stream(stream) => stream,
    }
}

/// Whether a failure stands where an expectation of `taker` looks for a step, whatever it expects itself.
fn may_give(model: &Model<'_>, taker: &Failure, takes: Expectation, giver: FailureId) -> bool {
    let giver = model.failure(giver);
    match takes {
        Expectation::Step(step) if taker.occurrence.kind == Kind::Input => giver.node(model) == Some(step),
        _ => true,
    }
}

/// Whether each of the two expectations would be met by the other side, but for the name.
fn would_meet(
    model: &Model<'_>,
    taker: &Failure,
    takes: Expectation,
    giver: &Failure,
    gives: Expectation,
) -> bool {
    let (own, other) = (taker.occurrence.scope, giver.occurrence.scope);
    match (taker.occurrence.kind, giver.occurrence.kind) {
        (Kind::Input, Kind::Output) => {
            (taker.node(model) != giver.node(model) || is_rework(model, taker))
                && fits(model, takes, giver, taker, gives)
                && fits(model, gives, taker, giver, takes)
        }
        (Kind::Input, Kind::Trigger) => own == other && takes == Expectation::Anyone,
        (Kind::Outcome, Kind::Output) => own == other && gives == Expectation::Anyone,
        (Kind::Input | Kind::Trigger, Kind::Outcome | Kind::Output) => {
            takes == Expectation::Stream(other) && gives == Expectation::Stream(own)
        }
        _ => false,
    }
}

/// Whether it is a step's `rework` input, which may take back what the step itself puts out.
pub(super) fn is_rework(model: &Model<'_>, taker: &Failure) -> bool {
    let Some(node) = taker.node(model) else { return false };
    let statement = model.occurrence(taker.occurrence).statement;
    let tree = model.tree(model.node(node).statement.file);
    taker.occurrence.scope != ScopeId::CHAIN && tree[statement].flags.has(StatementFlags::REWORK)
}

/// Whether `expectation` of `viewpoint` is met by a node `other`, whose own expectation is `theirs`.
fn fits(
    model: &Model<'_>,
    expectation: Expectation,
    other: &Failure,
    viewpoint: &Failure,
    theirs: Expectation,
) -> bool {
    let (own, scope) = (viewpoint.occurrence.scope, other.occurrence.scope);
    let is_chain = own == ScopeId::CHAIN && scope == ScopeId::CHAIN;
    let is_self = is_chain && other.activity_of(model) == viewpoint.activity_of(model);
    match expectation {
        Expectation::Anyone if is_self => false,
        Expectation::Anyone if own == scope => true,
        Expectation::Anyone => viewpoint.node(model).is_some_and(|node| theirs == Expectation::Step(node)),
        Expectation::Activity(activity) => {
            !is_self && own == scope && other.activity_of(model).may_be(activity)
        }
        Expectation::Step(step) => other.node(model) == Some(step),
        Expectation::Stream(stream) => scope == stream && theirs == Expectation::Stream(own),
    }
}
