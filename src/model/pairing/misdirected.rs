//! Flows that look past each other: one leads to the other, and that one's end is wrong.

use rustc_hash::FxHashMap;

use super::{Diagnosis, Disposition};
use crate::model::Model;
use crate::model::activity::{Activity, ActivityOf};
use crate::model::declared::ScopeId;
use crate::model::flows::{End, NodeId, Occurrence, Scope};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Expectation, Failure, FailureId, Kind, OccurrenceRef};
use crate::syntax::Symbol;

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Misdirected {
    /// Failures whose end is wrong, each with one that leads to it.
    pub partners: Vec<(FailureId, FailureId)>,
    /// Failures that another finding reports.
    pub absorbed: Vec<FailureId>,
    /// Failures that report others: each as often as it reports one.
    pub reporting: Vec<FailureId>,
    /// Flows with themselves, each with the failures that lead to it.
    pub selves: Vec<(OccurrenceRef, FailureId)>,
}

/// One side of what could be a pair: it fails at one end, or names none.
#[derive(Debug)]
struct Side {
    /// None where it only names itself.
    failure: Option<FailureId>,
    occurrence: OccurrenceRef,
    items: Vec<Symbol>,
    node: Option<NodeId>,
    activity_of: ActivityOf,
    /// The end that fails.
    end: Option<End>,
    /// Whether that may be a mistake: an output that names others as well may have reached whom it should, if it does not
    /// name itself.
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

/// Sides, as their indices, by item and spot: those of which one is the first that fits, whoever looks for it.
#[derive(Default)]
struct Places(FxHashMap<(Symbol, Spot), Vec<usize>>);

impl Places {
    fn add(&mut self, sides: &[Side], index: usize, spots: &[Spot]) {
        let side = &sides[index];
        for &item in &side.items {
            for &spot in spots {
                let listed = self.0.entry((item, spot)).or_default();
                if is_of_use(sides, listed, side) {
                    listed.push(index);
                }
            }
        }
    }

    /// The first side at one of these spots, for one of the items of `side`, that fits.
    fn first(&self, side: &Side, spots: &[Spot], fits: impl Fn(usize) -> bool) -> Option<usize> {
        let mut first = None;
        for &item in &side.items {
            for &spot in spots {
                let Some(list) = self.0.get(&(item, spot)) else { continue };
                let found = list.iter().copied().find(|&index| fits(index));
                // None is less than any.
                first = found.into_iter().chain(first).min();
            }
        }
        first
    }
}

/// Whether a side may be the first that fits behind those that are listed. Whoever looks fits neither its own place nor,
/// between a stream's border and its steps, one of its own scope. So one of three places of a scope fits each step, and
/// one of two scopes each border. Each scope has at most three places here: four sides are of two.
fn is_of_use(sides: &[Side], listed: &[usize], side: &Side) -> bool {
    let (mut near, mut far) = (0, 0);
    for &other in listed {
        let other = &sides[other];
        if other.kind() != side.kind() {
            continue;
        }
        if other.occurrence.scope != side.occurrence.scope {
            far += 1;
        } else if other.place() == side.place() {
            return false;
        } else {
            near += 1;
        }
    }
    near < 3 && far < 4
}

impl Misdirected {
    /// Finds the pairs among the failures that `diagnosis` still reports as they are.
    ///
    /// Of two flows that do not meet, one may stand where the other looks. Then the one that looks is right, and the end
    /// of the one that stands there is wrong. Inputs are asked first, so that of two that each stand where the other
    /// looks it is the input that is wrong.
    pub(super) fn find(model: &Model<'_>, diagnosis: &Diagnosis) -> Misdirected {
        let Sides { takers, givers } = Sides::gather(model, diagnosis);
        let mut taker_stands = Places::default();
        for (index, taker) in takers.iter().enumerate() {
            taker_stands.add(&takers, index, &taker.stands());
        }
        let mut giver_looks = Places::default();
        for (index, giver) in givers.iter().enumerate() {
            giver_looks.add(&givers, index, &giver.looks());
        }
        let mut found = Misdirected::default();
        // An output leads to the input: the input is wrong.
        let mut is_wrong_taker = vec![false; takers.len()];
        for (index, taker) in takers.iter().enumerate() {
            let leading = giver_looks.first(taker, &taker.stands(), |giver| givers[giver].can_pair(taker));
            let Some(giver) = leading else { continue };
            is_wrong_taker[index] = true;
            found.pair(taker, &givers[giver]);
        }
        let mut is_right_giver = vec![false; givers.len()];
        for (index, giver) in givers.iter().enumerate() {
            let led_to = taker_stands.first(giver, &giver.looks(), |taker| giver.can_pair(&takers[taker]));
            let Some(taker) = led_to else { continue };
            is_right_giver[index] = true;
            found.absorb(giver, &takers[taker]);
        }
        // An input leads to the output: the output is wrong.
        let mut taker_looks = Places::default();
        for (index, taker) in takers.iter().enumerate() {
            if !is_wrong_taker[index] {
                taker_looks.add(&takers, index, &taker.looks());
            }
        }
        let mut giver_stands = Places::default();
        for (index, giver) in givers.iter().enumerate() {
            if !giver.may_be_wrong || is_right_giver[index] {
                continue;
            }
            giver_stands.add(&givers, index, &giver.stands());
            let leading = taker_looks.first(giver, &giver.stands(), |taker| giver.can_pair(&takers[taker]));
            let Some(taker) = leading else { continue };
            found.pair(giver, &takers[taker]);
        }
        for (index, taker) in takers.iter().enumerate() {
            if is_wrong_taker[index] {
                continue;
            }
            let led_to = giver_stands.first(taker, &taker.looks(), |giver| givers[giver].can_pair(taker));
            let Some(giver) = led_to else { continue };
            found.absorb(taker, &givers[giver]);
        }
        found.selves.sort_unstable();
        found
    }

    /// Reports `wrong` together with `right`, which leads to it, if both fail.
    fn pair(&mut self, wrong: &Side, right: &Side) {
        if let (Some(wrong), Some(right)) = (wrong.failure, right.failure) {
            self.partners.push((wrong, right));
        }
    }

    /// Leaves it to `wrong` to report `right`.
    fn absorb(&mut self, right: &Side, wrong: &Side) {
        let Some(failure) = right.failure else { return };
        self.absorbed.push(failure);
        self.reporting.extend(wrong.failure);
        if wrong.failure.is_none() {
            self.selves.push((wrong.occurrence, failure));
        }
    }
}

/// What takes and what gives, as far as it fails at one end.
#[derive(Default)]
struct Sides {
    takers: Vec<Side>,
    givers: Vec<Side>,
}

impl Sides {
    fn gather(model: &Model<'_>, diagnosis: &Diagnosis) -> Sides {
        let mut sides = Sides::default();
        for (id, failure) in model.failures() {
            if diagnosis.dispositions[id.index()] == Disposition::Reported && is_outward(failure) {
                sides.add_failure(model, diagnosis, id, failure);
            }
        }
        for scope in model.scopes() {
            if model.scope(scope).ends.iter().all(|named| named.end != End::Itself) {
                continue;
            }
            sides.add_selves(model, diagnosis, scope, Kind::Input, Direction::In);
            sides.add_selves(model, diagnosis, scope, Kind::Output, Direction::Out);
        }
        sides
    }

    fn add_failure(&mut self, model: &Model<'_>, diagnosis: &Diagnosis, id: FailureId, failure: &Failure) {
        let OccurrenceRef { scope, .. } = failure.occurrence;
        let part = failure.part(model);
        let failing = failing_ends(model, model.scope(scope), &part, &diagnosis.remaining[id.index()]);
        if failing.len() <= 1 {
            let end = failing.first().copied();
            let side = Side::new(model, failure.occurrence, failure.direction, &part, end);
            self.list(failure.direction).push(Side { failure: Some(id), ..side });
        }
    }

    /// Adds the flows of nodes that name only themselves, and are not reported for that.
    fn add_selves(
        &mut self,
        model: &Model<'_>,
        diagnosis: &Diagnosis,
        id: ScopeId,
        kind: Kind,
        direction: Direction,
    ) {
        let scope = model.scope(id);
        for (occurrence, flow) in scope.occurrences(id, kind) {
            let [End::Itself] = failing_ends(model, scope, flow, &[])[..] else { continue };
            let fails = model.failure_of(occurrence, direction).is_some_and(|failure| {
                direction == Direction::In || !diagnosis.remaining[failure.index()].is_empty()
            });
            if !fails {
                let side = Side::new(model, occurrence, direction, flow, Some(End::Itself));
                self.list(direction).push(side);
            }
        }
    }

    fn list(&mut self, direction: Direction) -> &mut Vec<Side> {
        match direction {
            Direction::In => &mut self.takers,
            Direction::Out => &mut self.givers,
        }
    }
}

/// Whether it fails where its node or stream meets others, and not at the inner side of a border.
fn is_outward(failure: &Failure) -> bool {
    match failure.direction {
        Direction::In => matches!(failure.occurrence.kind, Kind::Input | Kind::Trigger),
        Direction::Out => matches!(failure.occurrence.kind, Kind::Output | Kind::Outcome),
    }
}

/// The different ends of a flow at which it fails: where something is expected that does not meet, and the flow's own node.
pub(super) fn failing_ends(
    model: &Model<'_>,
    scope: &Scope,
    flow: &Occurrence,
    failing: &[Expectation],
) -> Vec<End> {
    let own = activity_of(model, flow);
    let mut ends = Vec::new();
    for named in ends_of(scope, flow) {
        let fails = match named.end {
            End::Itself => true,
            End::All => failing.iter().any(|&expectation| is_of_another(expectation, own)),
            End::Activity(activity) => failing.contains(&Expectation::Activity(activity)),
            End::Step(step) => failing.contains(&Expectation::Step(step)),
            End::Stream(stream) => failing.contains(&Expectation::Stream(stream)),
            End::External(_) | End::Undescribed(_) | End::Unknown => false,
        };
        if fails && !ends.contains(&named.end) {
            ends.push(named.end);
        }
    }
    ends
}

/// Whether something is expected of an activity other than `own`.
fn is_of_another(expectation: Expectation, own: ActivityOf) -> bool {
    matches!(expectation, Expectation::Activity(activity) if own != ActivityOf::In(activity))
}

fn activity_of(model: &Model<'_>, flow: &Occurrence) -> ActivityOf {
    flow.node.map_or(ActivityOf::Nowhere, |node| model.node(node).activity_of)
}

impl Side {
    fn new(
        model: &Model<'_>,
        occurrence: OccurrenceRef,
        direction: Direction,
        part: &Occurrence,
        end: Option<End>,
    ) -> Side {
        let mut items = Vec::new();
        for item in model.items(occurrence.scope, part) {
            match direction {
                Direction::In => items.push(item),
                // An offer agrees with what asks for a broader item.
                Direction::Out => items.extend_from_slice(model.declared.broader(&item)),
            }
        }
        let activity_of = activity_of(model, part);
        let may_be_wrong = direction == Direction::In || part.end_count <= 1 || end == Some(End::Itself);
        Side { failure: None, occurrence, items, node: part.node, activity_of, end, may_be_wrong }
    }

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
                self.activity_of.others().map(|activity| Spot::Activity(scope, activity)).collect()
            }
            Some(End::Step(step)) => vec![Spot::Node(step)],
            Some(End::Stream(stream)) => vec![Spot::Stream(stream)],
            Some(_) => Vec::new(),
        }
    }

    /// What decides, with its scope and its place, whom it can be a pair with: of the value chain or of a stream, and
    /// whether it names itself or nobody.
    fn kind(&self) -> (bool, bool, bool) {
        let is_chain = self.occurrence.scope == ScopeId::CHAIN;
        (is_chain, self.end == Some(End::Itself), self.end.is_none())
    }

    /// Its place in its scope: an activity of the chain, a step of a stream, or none at its border.
    fn place(&self) -> (Option<NodeId>, ActivityOf) {
        let node = self.node.filter(|_| self.occurrence.scope != ScopeId::CHAIN);
        (node, self.activity_of)
    }

    /// Whether one names its own step, and the other, a flow of the same step, nobody: one of the two was to be `rework`.
    fn may_come_back(&self, other: &Side) -> bool {
        let is_itself = |side: &Side| side.end == Some(End::Itself);
        self.occurrence.scope != ScopeId::CHAIN
            && (is_itself(self) && other.end.is_none() || is_itself(other) && self.end.is_none())
    }

    /// Whether the two can be a pair at all, wherever they look.
    fn can_pair(&self, other: &Side) -> bool {
        let (own, theirs) = (self.occurrence.scope, other.occurrence.scope);
        let is_chain = own == ScopeId::CHAIN;
        let is_border = own == theirs && (self.node.is_none() || other.node.is_none());
        let is_same = if is_chain {
            self.activity_of == other.activity_of
        } else {
            self.node.is_some() && self.node == other.node
        };
        is_chain == (theirs == ScopeId::CHAIN) && (!is_same || self.may_come_back(other)) && !is_border
    }
}
