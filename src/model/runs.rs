//! Steps that run a whole stream: what of a step has no counterpart in the stream, and who runs which.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::flows::{NodeId, Occurrence, Run, Scope};
use crate::model::index::{Entry, Reach};
use crate::model::matching::{Direction, InOrder, Kind, OccurrenceRef};
use crate::syntax::{StatementId, Symbol};

/// What steps state and the streams that they run do not.
#[derive(Debug, Default)]
pub struct Mismatches {
    /// Inputs without a trigger and outputs without an outcome: by step, then inputs before outputs, in the order of the
    /// text.
    flows: Vec<(Run, OccurrenceRef)>,
    /// The stream of the step, the stream that it runs, and which way such a flow looks.
    between: FxHashSet<(ScopeId, ScopeId, Direction)>,
    /// The streams with a step that runs a stream which nothing declares: it may be any.
    may_run_any: FxHashSet<ScopeId>,
    /// A stream that a step runs, or [any](ANY_STREAM), and an item that the step puts out.
    taken: FxHashSet<(ScopeId, Symbol)>,
    /// A stream that a step runs, or [any](ANY_STREAM), and an item that the step takes, or a broader one.
    given: FxHashSet<(ScopeId, Symbol)>,
}

/// What stands for the stream where it is unknown which one a step runs.
const ANY_STREAM: ScopeId = ScopeId::CHAIN;

impl Mismatches {
    /// Inputs without a trigger and outputs without an outcome, each with its run: those of one step stand together.
    pub fn flows(&self) -> &[(Run, OccurrenceRef)] {
        &self.flows
    }

    /// Whether this flow of a step has no counterpart in the stream that the step runs.
    pub fn has(&self, step: NodeId, flow: OccurrenceRef) -> bool {
        self.flows.binary_search_by_key(&(step, flow), |&(run, flow)| (run.step, flow)).is_ok()
    }

    /// Whether a step of `stream` runs `run`, or may run it, and it is told by another finding that the two do not fit:
    /// the step states something that `run` does not, an input, or else an output; or the two run each other; or it is
    /// unknown what the step runs.
    pub(super) fn is_between(&self, stream: ScopeId, run: ScopeId, direction: Direction) -> bool {
        !self.between.is_empty() && self.between.contains(&(stream, run, direction))
            || !self.may_run_any.is_empty() && self.may_run_any.contains(&stream)
    }

    /// Notes what a step gives to the stream that it runs, and takes of it.
    fn exchange(&mut self, model: &Model<'_>, step: NodeId, stream: ScopeId) {
        let id = model.node(step).scope;
        for output in model.scope(id).of_node(Kind::Output, step) {
            let output = model.scope(id).output(output);
            self.taken.extend(model.items(id, output).map(|item| (stream, item)));
        }
        for input in model.scope(id).of_node(Kind::Input, step) {
            for item in model.items(id, model.scope(id).input(input)) {
                let broader = model.declared.broader(&item);
                self.given.extend(broader.iter().map(|&broad| (stream, broad)));
            }
        }
    }
}

/// Compares the steps that run a stream with that stream. What is only named, runs itself, or cannot be read is right.
pub(super) fn mismatches(model: &Model<'_>) -> Mismatches {
    let mut found = Mismatches::default();
    for &step in &model.flows.unknown_runs {
        found.may_run_any.insert(model.node(step).scope);
        found.exchange(model, step, ANY_STREAM);
    }
    for &run in &model.flows.runs {
        let id = model.node(run.step).scope;
        if model.scope(run.stream).described {
            found.exchange(model, run.step, run.stream);
        }
        if run.is_circular {
            for direction in [Direction::In, Direction::Out] {
                found.between.insert((id, run.stream, direction));
            }
        }
        if !model.is_judged(run) || model.is_open(run.stream) {
            continue;
        }
        let scope = model.scope(run.stream);
        let sides = [
            (Kind::Input, Direction::In, scope.triggers.is_empty()),
            (Kind::Output, Direction::Out, scope.outcomes.is_empty()),
        ];
        for (kind, direction, is_missing) in sides {
            // A stream without a trigger or outcome is reported itself.
            if is_missing {
                continue;
            }
            for index in model.scope(id).of_node(kind, run.step) {
                let this = OccurrenceRef { scope: id, kind, index };
                if !model.has_counterpart(run.stream, id, model.occurrence(this), direction) {
                    found.flows.push((run, this));
                    found.between.insert((id, run.stream, direction));
                }
            }
        }
    }
    found
}

impl Scope {
    /// The indices of the inputs, or outputs, of a node. These stand in the order of the nodes.
    pub fn of_node(&self, kind: Kind, node: NodeId) -> Range<u32> {
        let list = self.list(kind);
        let first = list.partition_point(|flow| flow.node < Some(node));
        let behind = list.partition_point(|flow| flow.node <= Some(node));
        first as u32..behind as u32
    }

    /// The inputs, or outputs, of a node.
    pub fn flows_of_node(&self, kind: Kind, node: NodeId) -> &[Occurrence] {
        let indices = self.of_node(kind, node);
        &self.list(kind)[indices.start as usize..indices.end as usize]
    }

    /// The indices of the flows of a statement, which stand in a row. `node` is the one that it stands in, none for a
    /// trigger or an outcome.
    pub fn of_statement(&self, kind: Kind, node: Option<NodeId>, statement: StatementId) -> Range<u32> {
        let list = self.list(kind);
        let first = list.partition_point(|flow| (flow.node, flow.statement) < (node, statement));
        let behind = list.partition_point(|flow| (flow.node, flow.statement) <= (node, statement));
        first as u32..behind as u32
    }

    /// The flows of a statement.
    pub fn flows_of_statement(
        &self,
        kind: Kind,
        node: Option<NodeId>,
        statement: StatementId,
    ) -> &[Occurrence] {
        let indices = self.of_statement(kind, node, statement);
        &self.list(kind)[indices.start as usize..indices.end as usize]
    }
}

impl Model<'_> {
    /// The steps that run a stream, in the order of their ids.
    pub fn runs(&self) -> &[Run] {
        &self.flows.runs
    }

    /// What a step runs, if that is described and does not run the step's stream in turn.
    pub fn run_of(&self, step: NodeId) -> Option<Run> {
        let runs = &self.flows.runs;
        let at = runs.binary_search_by_key(&step, |run| run.step).ok()?;
        let run = *runs.get(at)?;
        self.is_judged(run).then_some(run)
    }

    /// What steps state and the streams that they run do not.
    pub fn mismatches(&self) -> &Mismatches {
        &self.mismatches
    }

    /// Whether the stream is described and ends some time.
    fn is_judged(&self, run: Run) -> bool {
        !run.is_circular && self.scope(run.stream).described
    }

    /// Whether something in the stream cannot be read, so that nothing is missing from it.
    fn is_open(&self, stream: ScopeId) -> bool {
        self.scope(stream).open || self.has_open_step(self.outside(stream), |_| true)
    }

    /// Whether a flow of a step in `id` that runs `stream` has a counterpart there: an input a trigger for each of its
    /// alternatives, an output an outcome.
    fn has_counterpart(&self, stream: ScopeId, id: ScopeId, flow: &Occurrence, direction: Direction) -> bool {
        let agrees = |item: Symbol| match direction {
            Direction::In => {
                let triggers = &self.indexes.requests[stream.index()];
                let broader = self.declared.broader(&item);
                broader.iter().any(|&broad| !triggers.find(broad, Reach::Outside).is_empty())
            }
            Direction::Out => !self.outcomes_for(stream, item).is_empty(),
        };
        self.items(id, flow).all(|item| self.is_mentioned(item) || agrees(item))
    }

    /// The outcomes of a stream that agree with an output of a step that runs it, as entries of an index.
    pub(super) fn outcomes_for(&self, stream: ScopeId, item: Symbol) -> &[Entry] {
        self.indexes.offers[stream.index()].find(item, Reach::Outside)
    }

    /// Lets a stream run down only if all those do that its steps run: then these end, too.
    pub(super) fn spread_to_runs(&self, in_order: &mut [InOrder]) {
        let mut homes: Vec<(ScopeId, ScopeId)> = Vec::new();
        for run in &self.flows.runs {
            if self.is_judged(*run) {
                homes.push((run.stream, self.node(run.step).scope));
            }
        }
        homes.sort_unstable();
        let mut queue: Vec<ScopeId> = Vec::new();
        for &(stream, _) in &homes {
            if !in_order[stream.index()].runs_down {
                queue.push(stream);
            }
        }
        queue.dedup();
        while let Some(stream) = queue.pop() {
            let first = homes.partition_point(|&(other, _)| other < stream);
            for &(_, home) in homes[first..].iter().take_while(|&&(other, _)| other == stream) {
                if std::mem::replace(&mut in_order[home.index()].runs_down, false) {
                    queue.push(home);
                }
            }
        }
    }

    /// Whether a step of the stream runs another one, so that it takes as long as that.
    pub fn has_run(&self, stream: ScopeId) -> bool {
        let (runs, nodes) = (&self.flows.runs, &self.scope(stream).nodes);
        let first = runs.partition_point(|run| run.step < nodes.start);
        runs[first..].iter().take_while(|run| run.step < nodes.end).any(|run| self.is_judged(*run))
    }

    /// Whether a step runs any stream, described or not.
    pub(super) fn runs_any(&self, step: NodeId) -> bool {
        self.flows.runs.binary_search_by_key(&step, |run| run.step).is_ok()
    }

    /// Whether a step that runs the stream, or may run it, gives this trigger to it.
    pub fn is_given_by_run(&self, stream: ScopeId, trigger: &Occurrence) -> bool {
        let given = &self.mismatches.given;
        !given.is_empty()
            && self
                .items(stream, trigger)
                .any(|item| given.contains(&(stream, item)) || given.contains(&(ANY_STREAM, item)))
    }

    /// Whether a step that runs the stream, or may run it, takes this outcome of it.
    pub fn is_taken_by_run(&self, stream: ScopeId, outcome: &Occurrence) -> bool {
        let taken = &self.mismatches.taken;
        !taken.is_empty()
            && self.items(stream, outcome).any(|item| {
                let mut broader = self.declared.broader(&item).iter();
                broader.any(|&broad| taken.contains(&(stream, broad)) || taken.contains(&(ANY_STREAM, broad)))
            })
    }
}
