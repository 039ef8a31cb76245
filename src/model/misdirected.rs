//! Flows that look past each other: one leads to the other, and that one's end is wrong.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Model;
use crate::model::activity::{Activity, ActivityOf};
use crate::model::declared::ScopeId;
use crate::model::flows::{End, NodeId, Occurrence, Scope};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Expectation, Kind, OccurrenceRef};
use crate::model::pairing::{Diagnosis, Disposition};
use crate::syntax::Symbol;

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Misdirected {
    /// Failures whose end is wrong, each with one that leads to it.
    pub partners: Vec<(u32, u32)>,
    /// Failures that another finding tells.
    pub absorbed: Vec<u32>,
    /// Flows with themselves, each with the failures that lead to it.
    pub selves: Vec<(OccurrenceRef, u32)>,
}

/// One side of what could be a pair: it fails at one end, or names none.
#[derive(Debug)]
struct Side {
    /// None where it only names itself.
    failure: Option<u32>,
    occurrence: OccurrenceRef,
    items: Vec<Symbol>,
    node: Option<NodeId>,
    activity_of: ActivityOf,
    /// The end that fails.
    end: Option<End>,
    /// Whether that may be a slip: an output that names others as well may have reached whom it should.
    may_be_wrong: bool,
}

/// Where a side stands, or looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Spot {
    Node(NodeId),
    Activity(ScopeId, Activity),
    Scope(ScopeId),
    Stream(ScopeId),
}

/// Sides by item and spot.
type Places = FxHashMap<(Symbol, Spot), Vec<u32>>;

impl Misdirected {
    /// Finds the pairs among the failures that `diagnosis` still reports as they are.
    pub fn find(model: &Model<'_>, diagnosis: &Diagnosis) -> Misdirected {
        let (takers, givers) = sides(model, diagnosis);
        let listed = |side: &Side, spots: Vec<Spot>, places: &mut Places, at: u32| {
            for &item in &side.items {
                for &spot in &spots {
                    places.entry((item, spot)).or_default().push(at);
                }
            }
        };
        let (mut giver_looks, mut taker_looks) = (Places::default(), Places::default());
        let (mut taker_stands, mut giver_stands) = (Places::default(), Places::default());
        for (at, taker) in takers.iter().enumerate() {
            listed(taker, taker.looks(), &mut taker_looks, at as u32);
            listed(taker, taker.stands(), &mut taker_stands, at as u32);
        }
        for (at, giver) in givers.iter().enumerate() {
            listed(giver, giver.looks(), &mut giver_looks, at as u32);
        }
        let mut found = Misdirected::default();
        // An output leads to the input: the input is wrong.
        let mut wrong_takers = FxHashSet::default();
        for (at, taker) in takers.iter().enumerate() {
            let fits = |giver: &u32| givers[*giver as usize].can_pair(taker);
            if let Some(giver) = first(&giver_looks, &taker.items, &taker.stands(), fits) {
                wrong_takers.insert(at as u32);
                if let (Some(own), Some(other)) = (taker.failure, givers[giver as usize].failure) {
                    found.partners.push((own, other));
                }
            }
        }
        let mut right_givers = FxHashSet::default();
        for (at, giver) in givers.iter().enumerate() {
            let fits = |taker: &u32| giver.can_pair(&takers[*taker as usize]);
            if let Some(taker) = first(&taker_stands, &giver.items, &giver.looks(), fits) {
                right_givers.insert(at as u32);
                found.tell(giver, &takers[taker as usize]);
            }
        }
        // An input leads to the output: the output is wrong.
        for (at, giver) in givers.iter().enumerate() {
            if giver.may_be_wrong && !right_givers.contains(&(at as u32)) {
                listed(giver, giver.stands(), &mut giver_stands, at as u32);
                let fits =
                    |taker: &u32| !wrong_takers.contains(taker) && giver.can_pair(&takers[*taker as usize]);
                let taker = first(&taker_looks, &giver.items, &giver.stands(), fits);
                let taker = taker.and_then(|taker| takers[taker as usize].failure);
                found.partners.extend(giver.failure.zip(taker));
            }
        }
        for (at, taker) in takers.iter().enumerate() {
            let fits = |giver: &u32| givers[*giver as usize].can_pair(taker);
            if !wrong_takers.contains(&(at as u32))
                && let Some(giver) = first(&giver_stands, &taker.items, &taker.looks(), fits)
            {
                found.tell(taker, &givers[giver as usize]);
            }
        }
        found.selves.sort_unstable();
        found
    }

    /// `wrong` tells of `right`.
    fn tell(&mut self, right: &Side, wrong: &Side) {
        self.absorbed.extend(right.failure);
        if wrong.failure.is_none() {
            self.selves.extend(right.failure.map(|failure| (wrong.occurrence, failure)));
        }
    }
}

/// The first side at one of these spots for one of these items that fits.
fn first(places: &Places, items: &[Symbol], spots: &[Spot], fits: impl Fn(&u32) -> bool) -> Option<u32> {
    let lists =
        items.iter().flat_map(|&item| spots.iter().filter_map(move |&spot| places.get(&(item, spot))));
    lists.filter_map(|list| list.iter().copied().find(&fits)).min()
}

/// What takes and what gives, as far as it fails at one end.
fn sides(model: &Model<'_>, diagnosis: &Diagnosis) -> (Vec<Side>, Vec<Side>) {
    let (mut takers, mut givers) = (Vec::new(), Vec::new());
    for (at, failure) in model.matching.failures.iter().enumerate() {
        let OccurrenceRef { scope, kind, .. } = failure.occurrence;
        let is_outward = match failure.direction {
            Direction::In => matches!(kind, Kind::Input | Kind::Trigger),
            Direction::Out => matches!(kind, Kind::Output | Kind::Outcome),
        };
        if diagnosis.dispositions[at] == Disposition::Reported && is_outward {
            let part = failure.part(model);
            let failing = failing_ends(model, model.scope(scope), &part, &diagnosis.remaining[at]);
            if failing.len() <= 1 {
                let end = failing.first().copied();
                let list = if failure.direction == Direction::In { &mut takers } else { &mut givers };
                list.push(side(model, Some(at as u32), failure.occurrence, failure.direction, &part, end));
            }
        }
    }
    for scope in std::iter::once(ScopeId::CHAIN).chain(model.streams()) {
        if model.scope(scope).ends.iter().all(|named| named.end != End::Itself) {
            continue;
        }
        let Scope { inputs, outputs, .. } = model.scope(scope);
        for (direction, kind, list) in
            [(Direction::In, Kind::Input, inputs), (Direction::Out, Kind::Output, outputs)]
        {
            for (index, flow) in list.iter().enumerate() {
                let occurrence = OccurrenceRef { scope, kind, index: index as u32 };
                let fails = || {
                    let failure = model.failure_of(occurrence, direction);
                    failure
                        .is_some_and(|at| direction == Direction::In || !diagnosis.remaining[at].is_empty())
                };
                let [End::Itself] = failing_ends(model, model.scope(scope), flow, &[])[..] else { continue };
                if !fails() {
                    let list = if direction == Direction::In { &mut takers } else { &mut givers };
                    list.push(side(model, None, occurrence, direction, flow, Some(End::Itself)));
                }
            }
        }
    }
    (takers, givers)
}

/// The different ends of a flow at which it fails: where something is expected that does not meet, and the speaker itself.
fn failing_ends(model: &Model<'_>, scope: &Scope, flow: &Occurrence, failing: &[Expectation]) -> Vec<End> {
    let own = activity_of(model, flow);
    let fails = |end: End| match end {
        End::Itself => true,
        End::All => failing.iter().any(
            |failing| matches!(*failing, Expectation::Activity(activity) if own != ActivityOf::In(activity)),
        ),
        End::Activity(activity) => failing.contains(&Expectation::Activity(activity)),
        End::Step(step) => failing.contains(&Expectation::Step(step)),
        End::Stream(stream) => failing.contains(&Expectation::Stream(stream)),
        End::External(_) | End::Undescribed(_) | End::Unknown => false,
    };
    let mut ends = Vec::new();
    for named in ends_of(scope, flow) {
        if fails(named.end) && !ends.contains(&named.end) {
            ends.push(named.end);
        }
    }
    ends
}

fn side(
    model: &Model<'_>,
    failure: Option<u32>,
    occurrence: OccurrenceRef,
    direction: Direction,
    part: &Occurrence,
    end: Option<End>,
) -> Side {
    let own = model.items(occurrence.scope, part);
    // An offer agrees with what asks for a broader item.
    let items = match direction {
        Direction::In => own.collect(),
        Direction::Out => own.flat_map(|item| model.declared.broader(&item).to_vec()).collect(),
    };
    let activity_of = activity_of(model, part);
    let may_be_wrong = direction == Direction::In || part.end_count <= 1;
    Side { failure, occurrence, items, node: part.node, activity_of, end, may_be_wrong }
}

fn activity_of(model: &Model<'_>, flow: &Occurrence) -> ActivityOf {
    flow.node.map_or(ActivityOf::Nowhere, |node| model.node(node).activity_of)
}

impl Side {
    /// Where it stands.
    fn stands(&self) -> Vec<Spot> {
        let scope = self.occurrence.scope;
        let mut spots = vec![Spot::Scope(scope), Spot::Stream(scope)];
        spots.extend(self.node.map(Spot::Node));
        spots.extend(self.activity_of.activities().iter().map(|&activity| Spot::Activity(scope, activity)));
        spots
    }

    /// Where it looks: at what its end covers, or all around.
    fn looks(&self) -> Vec<Spot> {
        let scope = self.occurrence.scope;
        match self.end {
            None => vec![Spot::Scope(scope)],
            Some(End::Activity(activity)) => vec![Spot::Activity(scope, activity)],
            Some(End::All) => {
                let others = Activity::ALL.into_iter();
                let others = others.filter(|&activity| self.activity_of != ActivityOf::In(activity));
                others.map(|activity| Spot::Activity(scope, activity)).collect()
            }
            Some(End::Step(step)) => vec![Spot::Node(step)],
            Some(End::Stream(stream)) => vec![Spot::Stream(stream)],
            Some(_) => Vec::new(),
        }
    }

    /// Whether the two can be a pair at all, wherever they look.
    fn can_pair(&self, other: &Side) -> bool {
        let (own, theirs) = (self.occurrence.scope, other.occurrence.scope);
        let is_chain = own == ScopeId::CHAIN;
        let is_border = own == theirs && (self.node.is_none() || other.node.is_none());
        let is_same = match is_chain {
            true => self.activity_of == other.activity_of,
            false => self.node.is_some() && self.node == other.node,
        };
        is_chain == (theirs == ScopeId::CHAIN) && !is_same && !is_border
    }
}
