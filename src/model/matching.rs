//! Which expectations meet: the tables of the language, "In the value chain" and "In a stream".

mod border;
mod partners;

use rayon::prelude::*;

use crate::met::Met;
use crate::model::Model;
use crate::model::activity::{Activity, ActivityOf};
use crate::model::declared::ScopeId;
use crate::model::flows::{End, NodeId, Occurrence, Scope};
use crate::model::index::{Entry, ends_of};
use crate::syntax::ids::{IdRange, id};
use crate::syntax::{StatementFlags, StatementId, Symbol, TermId};

/// What an occurrence expects of one end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Expectation {
    /// It names no end: whoever has the item, or wants it.
    Anyone,
    /// A node in this activity.
    Activity(Activity),
    /// This step.
    Step(NodeId),
    /// This stream.
    Stream(ScopeId),
}

/// Which way an occurrence looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// It takes: an input; an outcome seen from inside; a trigger seen from outside.
    In,
    /// It gives: an output; a trigger seen from inside; an outcome seen from outside.
    Out,
}

/// Which list of its scope an occurrence stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An input of a node.
    Input,
    /// An output of a node.
    Output,
    /// A trigger of a stream.
    Trigger,
    /// An outcome of a stream.
    Outcome,
}

/// An occurrence of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OccurrenceRef {
    /// Its scope.
    pub scope: ScopeId,
    /// Its list.
    pub kind: Kind,
    /// Its index in that list.
    pub index: u32,
}

/// A failure of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FailureId(u32);

id!(FailureId);

/// An occurrence with the expectations of it that do not meet.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The occurrence.
    pub occurrence: OccurrenceRef,
    /// Which way it looks. A trigger that no step uses gives; one that no stream gives takes.
    pub direction: Direction,
    /// The term that names the item, the first one if there are alternatives.
    pub term: TermId,
    /// How many alternatives fail together.
    pub choices: u32,
    /// What fails, in the order in which the ends are named.
    pub expectations: Vec<Expectation>,
}

/// The result of matching.
#[derive(Debug, Default)]
pub(super) struct Matching {
    /// What fails, by scope; within it inputs, outputs, triggers, outcomes, each in the order of the text.
    pub(super) failures: Vec<Failure>,
    /// Ends of inputs that name, or mean, a node or stream that is described.
    pub(super) inputs: Met,
    /// The same of outputs.
    pub(super) outputs: Met,
    /// For each scope, pairs (outcome, output): the outputs that produce each outcome.
    pub(super) producers: Vec<Vec<(u32, u32)>>,
    /// For each scope, what its steps need no closer look for.
    pub(super) in_order: Vec<InOrder>,
}

/// What a stream shows at the first look, so that nothing has to be searched for: two things that hold for nearly
/// every one. Where one does not, [`DependencyGraph`](crate::model::dependency_graph::DependencyGraph) knows the truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InOrder {
    /// Whatever a step waits for is given by a step above it or by a trigger that is there from the beginning. So all
    /// steps start, in the order of the text, and no input is late.
    pub runs_down: bool,
    /// Every step contributes: what it puts out goes somewhere, or to a step below it that contributes.
    pub contributes: bool,
}

/// What matching finds in one scope.
#[derive(Default)]
struct Matched {
    failures: Vec<Failure>,
    inputs: Met,
    outputs: Met,
    producers: Vec<(u32, u32)>,
}

/// Room to work in, for one scope after the other.
#[derive(Default)]
struct Room<'s> {
    /// What meets the inputs of the scope: the step that takes, and a run of who gives.
    fed: Vec<(NodeId, &'s [Entry])>,
    /// Whether each step of the scope puts something out, and whether it contributes.
    puts_out: Vec<bool>,
    contributes: Vec<bool>,
    /// Triggers, or outcomes, by item.
    border: Vec<(Symbol, u32)>,
}

/// In a longer run of entries only so many are looked at where it only matters to see quickly that all is well.
pub(super) const FAST_PATH_LIMIT: usize = 16;

/// Whose view an occurrence is looked at from: a node, or a stream seen from outside.
#[derive(Clone, Copy, Debug)]
pub struct Viewpoint {
    /// Its scope.
    pub scope: ScopeId,
    /// Its node, if it is one.
    pub node: Option<NodeId>,
    /// The statement of the occurrence that is looked at.
    pub statement: StatementId,
    /// Where the node stands.
    pub activity_of: ActivityOf,
}

impl<'a> Model<'a> {
    /// Matches everything with everything.
    pub(super) fn match_all(&self) -> Matching {
        let results: Vec<(Matched, InOrder)> = (0..self.flows.scopes.len())
            .into_par_iter()
            .map_init(Room::default, |room, index| self.match_scope(ScopeId::new(index), room))
            .collect();
        let mut matching = Matching::default();
        matching.producers.reserve_exact(results.len());
        matching.in_order.reserve_exact(results.len());
        for (matched, in_order) in results {
            matching.failures.extend(matched.failures);
            matching.inputs.met += matched.inputs.met;
            matching.inputs.total += matched.inputs.total;
            matching.outputs.met += matched.outputs.met;
            matching.outputs.total += matched.outputs.total;
            matching.producers.push(matched.producers);
            matching.in_order.push(in_order);
        }
        self.spread_to_runs(&mut matching.in_order);
        matching
    }

    fn match_scope<'s>(&'s self, id: ScopeId, room: &mut Room<'s>) -> (Matched, InOrder) {
        let scope = self.scope(id);
        let mut matched = Matched::default();
        let mut in_order = InOrder { runs_down: true, contributes: true };
        room.fed.clear();
        for (this, input) in scope.occurrences(id, Kind::Input) {
            in_order.runs_down &= self.match_input(this, input, &mut matched, &mut room.fed);
        }
        let kinds =
            [(Kind::Output, Direction::Out), (Kind::Trigger, Direction::In), (Kind::Outcome, Direction::Out)];
        for (kind, direction) in kinds {
            for (this, occurrence) in scope.occurrences(id, kind) {
                for part in self.seen_as(this, occurrence, direction) {
                    self.match_part(this, &part, direction, &mut matched);
                }
            }
        }
        self.match_border(id, &mut matched, &mut room.border);
        if id != ScopeId::CHAIN {
            in_order.contributes = self.all_contribute(id, &matched, room);
        }
        (matched, in_order)
    }

    /// An occurrence as one or several, looked at this way: seen from outside, a trigger is an input, content with any
    /// of its alternatives, and an outcome an output, each alternative of which is an occurrence.
    fn seen_as(
        &self,
        this: OccurrenceRef,
        occurrence: &Occurrence,
        direction: Direction,
    ) -> impl Iterator<Item = Occurrence> + use<> {
        let occurrence = *occurrence;
        let (parts, choices) = match (this.kind, direction) {
            (Kind::Outcome, Direction::Out) => (occurrence.choices, 1),
            (Kind::Trigger, Direction::In) => {
                let whole = self.whole_trigger(this.scope, &occurrence);
                (u32::from(occurrence.term == whole.term), whole.choices)
            }
            _ => (1, occurrence.choices),
        };
        (0..parts).map(move |part| Occurrence { term: occurrence.term.after(part), choices, ..occurrence })
    }

    /// A trigger with all its alternatives: what it is to other streams.
    pub fn whole_trigger(&self, scope: ScopeId, trigger: &Occurrence) -> Occurrence {
        let tree = self.tree(self.file_of(scope, trigger));
        if !tree[trigger.statement].flags.has(StatementFlags::EITHER) {
            return *trigger;
        }
        let items = tree.subjects(trigger.statement);
        Occurrence { term: items.start, choices: items.count_u32(), ..*trigger }
    }

    fn match_part(
        &self,
        this: OccurrenceRef,
        part: &Occurrence,
        direction: Direction,
        matched: &mut Matched,
    ) {
        let scope = self.scope(this.scope);
        let (viewpoint, items) = (self.viewpoint(this.scope, part), self.items(this.scope, part));
        let mut failing = Vec::new();
        let mentioned = items.clone().any(|item| self.is_mentioned(item));
        let tally = if direction == Direction::In { &mut matched.inputs } else { &mut matched.outputs };
        for expectation in self.expectations(scope, part) {
            let counts = usize::from(!self.is_at_large(viewpoint, direction, expectation));
            tally.total += counts;
            if mentioned || self.is_met(viewpoint, items.clone(), direction, expectation) {
                tally.met += counts;
            } else if !failing.contains(&expectation) {
                failing.push(expectation);
            }
        }
        matched.fails(this, part, direction, failing);
    }

    /// Matches an input, and says whether its step need not wait for anything that does not stand above it.
    fn match_input<'s>(
        &'s self,
        this: OccurrenceRef,
        input: &Occurrence,
        matched: &mut Matched,
        fed: &mut Vec<(NodeId, &'s [Entry])>,
    ) -> bool {
        let scope = self.scope(this.scope);
        let Some(node) = input.node.filter(|_| this.scope != ScopeId::CHAIN) else {
            self.match_part(this, input, Direction::In, matched);
            return true;
        };
        let (viewpoint, items) = (self.viewpoint(this.scope, input), self.items(this.scope, input));
        let mut failing = Vec::new();
        let mentioned = items.clone().any(|item| self.is_mentioned(item));
        let mut runs_down = true;
        for expectation in self.expectations(scope, input) {
            let counts = usize::from(!self.is_at_large(viewpoint, Direction::In, expectation));
            matched.inputs.total += counts;
            let granted = self.is_granted(viewpoint, Direction::In, expectation);
            let (mut is_fed, mut from_above) = (false, false);
            self.each_slice(viewpoint, items.clone(), Direction::In, expectation, |slice| {
                is_fed |= self.may_meet_one(viewpoint, Direction::In, slice);
                let early = |entry: &Entry| self.is_early(this.scope, node, expectation, entry);
                from_above = from_above || slice.iter().take(FAST_PATH_LIMIT).any(early);
                fed.push((node, slice));
            });
            if mentioned
                || granted
                || is_fed
                || self.is_met_by_description(viewpoint, items.clone(), Direction::In, expectation)
            {
                matched.inputs.met += counts;
            } else if !failing.contains(&expectation) {
                failing.push(expectation);
            }
            // Whoever replies has mostly been asked first, so that the order of the text does not tell when.
            let in_time = from_above && !self.is_reply(node, input);
            runs_down &= granted || in_time || !is_fed || self.is_free(node, input);
        }
        matched.fails(this, input, Direction::In, failing);
        runs_down
    }

    /// Whether a step waits for its input before it starts: one that is neither `optional`, `rework` nor `reply`.
    pub fn is_waited_for(&self, node: NodeId, input: &Occurrence) -> bool {
        !self.is_free(node, input) && !self.is_reply(node, input)
    }

    /// Whether a step waits for its input neither to start nor to be done: `optional` or `rework`.
    fn is_free(&self, node: NodeId, input: &Occurrence) -> bool {
        let flags = self.tree(self.node(node).statement.file)[input.statement].flags;
        flags.has(StatementFlags::OPTIONAL) || flags.has(StatementFlags::REWORK)
    }

    /// Whether what stands in `entry`, and meets an expectation of `node`, is there before it: a step above it, or a
    /// trigger that is there from the beginning.
    pub(super) fn is_early(
        &self,
        id: ScopeId,
        node: NodeId,
        expectation: Expectation,
        entry: &Entry,
    ) -> bool {
        let scope = self.scope(id);
        match (entry.node, expectation) {
            (Some(giver), _) => giver < node && giver >= scope.nodes.start,
            (None, Expectation::Stream(_)) => false,
            (None, _) => {
                let trigger = scope.trigger(entry.occurrence);
                let ends = ends_of(scope, trigger);
                ends.is_empty()
                    || ends.iter().any(|named| !matches!(named.end, End::Stream(_)))
                    || self.recurs(id, trigger)
            }
        }
    }

    /// Whether a trigger comes by itself, again and again: `every month`.
    pub fn recurs(&self, id: ScopeId, trigger: &Occurrence) -> bool {
        self.tree(self.file_of(id, trigger)).every(trigger.statement).is_some()
    }

    /// Whether every step of a stream is seen to contribute, looking once from the last step to the first.
    fn all_contribute(&self, id: ScopeId, matched: &Matched, room: &mut Room<'_>) -> bool {
        let scope = self.scope(id);
        let Room { fed, puts_out, contributes, .. } = room;
        puts_out.clear();
        puts_out.resize(scope.nodes.len(), false);
        contributes.clear();
        contributes.resize(scope.nodes.len(), false);
        for output in &scope.outputs {
            let Some(step) = output.node.and_then(|node| scope.position(node)) else { continue };
            puts_out[step] = true;
            contributes[step] = contributes[step] || self.reaches_somebody(id, output);
        }
        for &(_, output) in &matched.producers {
            if let Some(step) = scope.output(output).node.and_then(|node| scope.position(node)) {
                contributes[step] = true;
            }
        }
        for failure in &matched.failures {
            let OccurrenceRef { kind, index, .. } = failure.occurrence;
            if kind == Kind::Output
                && let Some(step) = scope.output(index).node.and_then(|node| scope.position(node))
            {
                contributes[step] = true;
            }
        }
        // What a step takes is of use if what it puts out is. Inputs stand in the order of their steps.
        let mut fed = fed.iter().rev().peekable();
        for (here, step) in scope.nodes.clone().enumerate().rev() {
            contributes[here] |= !puts_out[here] || self.node(step).open || self.runs_any(step);
            while let Some(&(_, slice)) = fed.next_if(|&&(taker, _)| taker == step) {
                if !contributes[here] {
                    continue;
                }
                for giver in slice.iter().take(FAST_PATH_LIMIT) {
                    if let Some(giver) = giver.node.and_then(|node| scope.position(node)) {
                        contributes[giver] = true;
                    }
                }
            }
        }
        contributes.iter().all(|&contributes| contributes)
    }
}

impl Matched {
    fn fails(
        &mut self,
        occurrence: OccurrenceRef,
        part: &Occurrence,
        direction: Direction,
        expectations: Vec<Expectation>,
    ) {
        if !expectations.is_empty() {
            let (term, choices) = (part.term, part.choices);
            self.failures.push(Failure { occurrence, direction, term, choices, expectations });
        }
    }
}

impl Scope {
    /// The occurrences of one kind in this scope, whose id is `id`, each with the reference to it.
    pub fn occurrences(&self, id: ScopeId, kind: Kind) -> impl Iterator<Item = (OccurrenceRef, &Occurrence)> {
        let refer = move |index| OccurrenceRef { scope: id, kind, index };
        (0..).map(refer).zip(self.list(kind))
    }

    /// The input with this index, 0-based.
    pub fn input(&self, index: u32) -> &Occurrence {
        at(&self.inputs, index)
    }

    /// The output with this index, 0-based.
    pub fn output(&self, index: u32) -> &Occurrence {
        at(&self.outputs, index)
    }

    /// The trigger with this index, 0-based.
    pub fn trigger(&self, index: u32) -> &Occurrence {
        at(&self.triggers, index)
    }

    /// The outcome with this index, 0-based.
    pub fn outcome(&self, index: u32) -> &Occurrence {
        at(&self.outcomes, index)
    }

    /// The occurrences of one kind.
    pub fn list(&self, kind: Kind) -> &[Occurrence] {
        match kind {
            Kind::Input => &self.inputs,
            Kind::Output => &self.outputs,
            Kind::Trigger => &self.triggers,
            Kind::Outcome => &self.outcomes,
        }
    }
}

impl Model<'_> {
    /// What fails, with ids, by scope; within it inputs, outputs, triggers, outcomes, each in the order of the text.
    pub fn failures(&self) -> impl Iterator<Item = (FailureId, &Failure)> {
        self.matching.failures.iter().enumerate().map(|(index, failure)| (FailureId::new(index), failure))
    }

    /// The ids of all that fails, in this order.
    pub fn failure_ids(&self) -> IdRange<FailureId> {
        FailureId::FIRST.to(FailureId::new(self.matching.failures.len()))
    }

    /// The failure with this id.
    pub fn failure(&self, id: FailureId) -> &Failure {
        &self.matching.failures[id.index()]
    }

    /// Ends of inputs that name, or mean, a node or stream that is described: how many meet, of how many.
    pub fn inputs_met(&self) -> Met {
        self.matching.inputs
    }

    /// The same of outputs.
    pub fn outputs_met(&self) -> Met {
        self.matching.outputs
    }

    /// What the first look shows of a scope.
    pub fn in_order(&self, scope: ScopeId) -> InOrder {
        self.matching.in_order[scope.index()]
    }

    /// The outputs that produce the outcomes of a stream: pairs (outcome, output) of indices, ascending.
    pub fn all_producers(&self, scope: ScopeId) -> &[(u32, u32)] {
        &self.matching.producers[scope.index()]
    }

    /// The occurrence that `occurrence` refers to.
    pub fn occurrence(&self, occurrence: OccurrenceRef) -> &Occurrence {
        at(self.scope(occurrence.scope).list(occurrence.kind), occurrence.index)
    }
}

/// The occurrence with this index in its list, 0-based.
fn at(list: &[Occurrence], index: u32) -> &Occurrence {
    &list[index as usize]
}
