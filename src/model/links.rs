//! Who gives what an occurrence takes, and who takes what it gives.

use super::flows::{NodeId, Run};
use super::index::{Entry, Reach};
use super::matching::{Direction, Expectation, Kind, OccurrenceRef};
use super::{Activity, ActivityOf, Model, ScopeId, StatementRef};
use crate::source::FileSpan;
use crate::syntax::{Keyword, Symbol};

/// Those at the other side of `flow`, in the order of the text: what feeds an input, who takes an output, which inputs
/// use a trigger and which outcomes give it, which outputs produce an outcome and which triggers take it.
pub fn partners(model: &Model<'_>, flow: OccurrenceRef) -> Vec<OccurrenceRef> {
    first_partners(model, flow, usize::MAX)
}

/// Some of these: where there are more than `most`, at least so many, unless a thousand that stand before them do not meet the
/// flow, and at most a few times as many. For whoever asks it of all flows: where many give one item and many take it, all
/// together would be their product.
pub fn first_partners(model: &Model<'_>, flow: OccurrenceRef, most: usize) -> Vec<OccurrenceRef> {
    let mut search = Search { model, flow, most, found: Vec::new() };
    match flow.kind {
        Kind::Input => {
            search.meeting(Direction::In);
            // Inputs use the triggers of their stream, and outputs produce its outcomes, whether they name an end or not.
            search.triggers();
        }
        Kind::Output => {
            search.meeting(Direction::Out);
            search.outcomes();
        }
        Kind::Trigger => {
            search.meeting(Direction::In);
            search.users();
        }
        Kind::Outcome => {
            search.meeting(Direction::Out);
            search.producers();
        }
    }
    search.across_runs();
    let mut found = search.found;
    found.sort_unstable_by_key(|&other| (place(model, other), other));
    found.dedup();
    found
}

/// Where the item of an occurrence stands; that of its first alternative.
pub fn place(model: &Model<'_>, flow: OccurrenceRef) -> FileSpan {
    let occurrence = model.occurrence(flow);
    model.term_place(model.file_of(flow.scope, occurrence), occurrence.term)
}

/// The step or activity whose occurrence it is; none for a trigger or outcome.
pub fn node(model: &Model<'_>, flow: OccurrenceRef) -> Option<NodeId> {
    model.occurrence(flow).node
}

/// Whether nothing at the other side meets some end of the occurrence.
pub fn fails(model: &Model<'_>, flow: OccurrenceRef) -> bool {
    let fails = |direction| model.failure_of(flow, direction).is_some();
    fails(Direction::In) || fails(Direction::Out)
}

/// Whether a step could run `stream`: something that it takes is a trigger there, and something that it gives an outcome.
pub fn could_run(model: &Model<'_>, step: NodeId, stream: ScopeId) -> bool {
    let scope = model.node(step).scope;
    let meets = |kind| {
        model.scope(scope).of_node(kind, step).any(|index| {
            let flow = OccurrenceRef { scope, kind, index };
            let mut search = Search { model, flow, most: 1, found: Vec::new() };
            match kind {
                Kind::Input => search.takers(stream, Kind::Trigger, |_| true),
                _ => search.givers(stream, Kind::Outcome, |_| true),
            }
            !search.found.is_empty()
        })
    };
    stream != scope && meets(Kind::Input) && meets(Kind::Output)
}

/// A search for the other side of one flow.
struct Search<'m, 's> {
    model: &'m Model<'s>,
    flow: OccurrenceRef,
    /// So many are looked for in each place where they may stand.
    most: usize,
    found: Vec<OccurrenceRef>,
}

impl Search<'_, '_> {
    /// What meets the expectations of the flow.
    fn meeting(&mut self, direction: Direction) {
        let model = self.model;
        let occurrence = model.occurrence(self.flow);
        for expectation in model.expectations(model.scope(self.flow.scope), occurrence) {
            self.found.extend(met_by(model, self.flow, direction, expectation).take(self.most));
            if let Expectation::Activity(activity) = expectation
                && self.flow.scope != ScopeId::CHAIN
            {
                self.described(direction, activity);
            }
        }
    }

    /// The flows of an activity's description that list the item.
    fn described(&mut self, direction: Direction, activity: Activity) {
        let model = self.model;
        let kind = match direction {
            Direction::In => Kind::Output,
            Direction::Out => Kind::Input,
        };
        let is_there = |other: OccurrenceRef| {
            let node = model.occurrence(other).node;
            node.is_some_and(|node| model.node(node).activity_of == ActivityOf::In(activity))
        };
        // A description may speak of the item more broadly, or more narrowly.
        self.givers(ScopeId::CHAIN, kind, is_there);
        self.takers(ScopeId::CHAIN, kind, is_there);
    }

    /// The flows of a kind in a scope that give what this one takes.
    fn givers(&mut self, scope: ScopeId, kind: Kind, is_meant: impl Fn(OccurrenceRef) -> bool) {
        let model = self.model;
        for item in model.items(self.flow.scope, model.occurrence(self.flow)) {
            self.add(model.giving(scope, kind, item), scope, kind, &is_meant);
        }
    }

    /// The flows of a kind in a scope that take what this one gives.
    fn takers(&mut self, scope: ScopeId, kind: Kind, is_meant: impl Fn(OccurrenceRef) -> bool) {
        let model = self.model;
        for item in model.items(self.flow.scope, model.occurrence(self.flow)) {
            for &broader in model.declared().broader(&item) {
                self.add(model.taking(scope, kind, broader), scope, kind, &is_meant);
            }
        }
    }

    fn add(
        &mut self,
        listed: &[(Symbol, u32)],
        scope: ScopeId,
        kind: Kind,
        is_meant: impl Fn(OccurrenceRef) -> bool,
    ) {
        let (mut found, mut rejected) = (0, 0);
        for &(_, index) in listed {
            let other = OccurrenceRef { scope, kind, index };
            if is_meant(other) {
                self.found.push(other);
                found += 1;
            } else {
                rejected += 1;
            }
            if found == self.most || rejected == MOST_REJECTED && self.most < usize::MAX {
                break;
            }
        }
    }

    /// The triggers of its stream that a step's input uses.
    fn triggers(&mut self) {
        let (model, flow) = (self.model, self.flow);
        self.givers(flow.scope, Kind::Trigger, |trigger| shares_end(model, trigger, flow));
    }

    /// The outcomes of its stream that a step's output produces.
    fn outcomes(&mut self) {
        let (model, flow) = (self.model, self.flow);
        self.takers(flow.scope, Kind::Outcome, |outcome| may_produce(model, outcome, flow));
    }

    /// The inputs in its stream that use a trigger.
    fn users(&mut self) {
        let (model, trigger) = (self.model, self.flow);
        self.takers(trigger.scope, Kind::Input, |flow| shares_end(model, trigger, flow));
    }

    /// The outputs in its stream that produce an outcome.
    fn producers(&mut self) {
        let (model, outcome) = (self.model, self.flow);
        self.givers(outcome.scope, Kind::Output, |flow| may_produce(model, outcome, flow));
    }

    /// What stands for a flow of a step that runs a stream there, and for a trigger or outcome of a stream at the steps that
    /// run it: a step gives its triggers what it takes itself, and takes of its outcomes what it gives.
    fn across_runs(&mut self) {
        let model = self.model;
        let own = self.flow.scope;
        let Some(step) = model.occurrence(self.flow).node else {
            // Steps of one stream that run it follow each other.
            let scope_of = |run: &Run| model.node(run.step).scope;
            let runs = model.runs_of_stream(own).chunk_by(|one, next| scope_of(one) == scope_of(next));
            for runs in runs.take(self.most) {
                let scope = scope_of(&runs[0]);
                let runs_it = |other: OccurrenceRef| {
                    let run = model.occurrence(other).node.and_then(|step| model.run_of(step));
                    run.is_some_and(|run| run.stream == own)
                };
                match self.flow.kind {
                    Kind::Trigger => self.givers(scope, Kind::Input, runs_it),
                    _ => self.takers(scope, Kind::Output, runs_it),
                }
            }
            return;
        };
        let Some(run) = model.run_of(step) else { return };
        match self.flow.kind {
            Kind::Input => self.takers(run.stream, Kind::Trigger, |_| true),
            _ => self.givers(run.stream, Kind::Outcome, |_| true),
        }
    }
}

/// Where not all are looked for, no more are once so many were not meant: of one item that flows between very many, each
/// from another end, all together would look through the product.
const MOST_REJECTED: usize = 1000;

fn shares_end(model: &Model<'_>, trigger: OccurrenceRef, flow: OccurrenceRef) -> bool {
    model.shares_end(trigger.scope, model.occurrence(trigger), model.occurrence(flow))
}

fn may_produce(model: &Model<'_>, outcome: OccurrenceRef, flow: OccurrenceRef) -> bool {
    model.may_produce(outcome.scope, model.occurrence(outcome), model.occurrence(flow))
}

/// What meets one expectation of `flow`, as the matching finds it: with [`Direction::Out`] those who take it there.
pub fn met_by(
    model: &Model<'_>,
    flow: OccurrenceRef,
    direction: Direction,
    expectation: Expectation,
) -> impl Iterator<Item = OccurrenceRef> {
    let occurrence = model.occurrence(flow);
    let viewpoint = model.viewpoint(flow.scope, occurrence);
    let entries = model.partners(viewpoint, occurrence, direction, expectation);
    entries.map(move |entry| entered(model, entry, flow.scope, direction, expectation))
}

/// The occurrence that an entry of an index stands for, which meets this expectation of somebody in `own`.
fn entered(
    model: &Model<'_>,
    entry: &Entry,
    own: ScopeId,
    direction: Direction,
    expectation: Expectation,
) -> OccurrenceRef {
    let is_inside = entry.reach == Reach::Inside;
    let kind = match (entry.node, direction) {
        // A step gives what it takes to the stream that it runs, and puts out what that ends with.
        (Some(_), Direction::In) if matches!(entry.reach, Reach::Run(_)) => Kind::Input,
        (Some(_), Direction::Out) if matches!(entry.reach, Reach::Run(_)) => Kind::Output,
        (Some(_), Direction::In) => Kind::Output,
        (Some(_), Direction::Out) => Kind::Input,
        // A trigger offers to the steps of its stream, and an outcome to other streams.
        (None, Direction::In) if is_inside => Kind::Trigger,
        (None, Direction::In) => Kind::Outcome,
        (None, Direction::Out) if is_inside => Kind::Outcome,
        (None, Direction::Out) => Kind::Trigger,
    };
    let scope = match (entry.node, expectation) {
        (Some(node), _) => model.node(node).scope,
        (None, Expectation::Stream(stream)) => stream,
        (None, _) => own,
    };
    OccurrenceRef { scope, kind, index: entry.occurrence }
}

/// The inputs, outputs, triggers and outcomes of a statement's block: their statements.
pub fn flows_in(model: &Model<'_>, statement: StatementRef) -> impl Iterator<Item = StatementRef> {
    let tree = model.tree(statement.file);
    let is_flow =
        |keyword| matches!(keyword, Keyword::Input | Keyword::Output | Keyword::Trigger | Keyword::Outcome);
    tree.children(statement.id)
        .filter(move |&child| is_flow(tree[child].keyword))
        .map(move |index| StatementRef { file: statement.file, id: index })
}
