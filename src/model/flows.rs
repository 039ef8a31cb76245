//! What flows: the nodes of every scope, and their occurrences with the ends they name.

mod reading;

use std::num::NonZeroU32;

use rayon::prelude::*;

use self::reading::Known;
use crate::model::activity::{Activity, ActivityOf};
use crate::model::components::Graph;
use crate::model::declared::{Declared, ExternalId, ScopeId, StatementRef};
use crate::source::{FileSpan, Sources};
use crate::syntax::ids::{Id, IdRange};
use crate::syntax::{Keyword, StatementFlags, StatementId, Symbol, TermId, TermRange, Tree};

/// Index of a node: a described activity or a step.
///
/// Kept one higher than it counts, so that an optional id needs no more room than one that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(NonZeroU32);

impl NodeId {
    /// The id of the node at `index`, 0-based. There are fewer than bytes in all texts, and of these less than 4 GiB are
    /// read.
    pub fn new(index: usize) -> NodeId {
        NodeId(NonZeroU32::MIN.saturating_add(index as u32))
    }

    /// The index, 0-based.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

impl Id for NodeId {
    fn new(index: usize) -> NodeId {
        NodeId::new(index)
    }

    fn index(self) -> usize {
        self.index()
    }
}

/// An activity's description or a step.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// The chain, or the step's stream.
    pub scope: ScopeId,
    /// The statement that describes it.
    pub statement: StatementRef,
    /// The activity that it is, or that the step is in.
    pub activity_of: ActivityOf,
    /// Whether its block holds something unreadable, so that nothing is missing from it.
    pub open: bool,
}

/// What an end is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// An activity.
    Activity(Activity),
    /// The other activities.
    All,
    /// A stakeholder or repository.
    External(ExternalId),
    /// A step of any stream.
    Step(NodeId),
    /// A stream.
    Stream(ScopeId),
    /// The node whose flow it is.
    Itself,
    /// A step of a stream that is not described.
    Undescribed(ScopeId),
    /// A name that nothing declares, or that cannot stand here.
    Unknown,
}

/// An end as a statement names it.
#[derive(Clone, Copy, Debug)]
pub struct NamedEnd {
    /// What it is.
    pub end: End,
    /// Its term; of the first one, for `stream.step`.
    pub term: TermId,
}

/// One flow at one node or border: an input, output, trigger or outcome.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence {
    /// The node; a trigger or outcome has none.
    pub node: Option<NodeId>,
    /// The statement, in the file of the node or stream.
    pub statement: StatementId,
    /// The term that names the item, the first one if there are alternatives.
    pub term: TermId,
    /// How many alternatives it is content with: 1, but for an input or outcome `A or B`.
    pub choices: u32,
    /// First of its ends among those of the scope.
    pub ends: u32,
    /// How many ends it names.
    pub end_count: u32,
}

impl Occurrence {
    /// The terms that name its item or its alternatives.
    pub fn terms(&self) -> TermRange {
        self.term.to(self.term.after(self.choices))
    }
}

/// The chain or one stream.
#[derive(Debug, Default)]
pub struct Scope {
    /// The stream's statement; none for the chain.
    pub statement: Option<StatementRef>,
    /// Whether a stream says what happens in it.
    pub described: bool,
    /// Whether its own block holds something unreadable.
    pub open: bool,
    /// Its nodes: the descriptions, or the steps.
    pub nodes: IdRange<NodeId>,
    /// What its nodes take, in the order of the text.
    pub inputs: Vec<Occurrence>,
    /// What its nodes give, each alternative by itself, in the order of the text.
    pub outputs: Vec<Occurrence>,
    /// What starts the stream, each alternative by itself.
    pub triggers: Vec<Occurrence>,
    /// What the stream is for.
    pub outcomes: Vec<Occurrence>,
    /// Whether a step takes a `reply`.
    pub(super) has_replies: bool,
    /// Whether a step takes work back, as `rework`.
    pub(super) has_rework: bool,
    /// The ends that all these name.
    pub ends: Vec<NamedEnd>,
    /// Steps by name and alias, sorted by symbol; of equal ones the first counts.
    pub(super) step_names: Vec<(Symbol, NodeId)>,
    /// How many of its steps are in each activity, or may be.
    pub(super) per_activity: [u32; 6],
    /// Those of its nodes that hold something unreadable: of each activity the first two, so that one of them is not the one
    /// that asks.
    pub(super) open_nodes: Vec<NodeId>,
}

impl Scope {
    /// How many of its steps are, or may be, in `activity`.
    pub fn steps_in(&self, activity: Activity) -> u32 {
        self.per_activity[activity.index()]
    }

    /// Its steps by name and alias, sorted by symbol; of equal ones the first counts.
    pub fn step_names(&self) -> &[(Symbol, NodeId)] {
        &self.step_names
    }

    /// Which of its nodes this one is, 0-based, if it is one of them.
    pub fn position(&self, node: NodeId) -> Option<usize> {
        if self.nodes.contains(node) { Some(node.index() - self.nodes.start.index()) } else { None }
    }

    /// The step that `name` means here: of equal ones the first.
    pub fn step(&self, name: Symbol) -> Option<NodeId> {
        find_step(&self.step_names, name)
    }
}

/// A name that nothing declares.
#[derive(Clone, Copy, Debug)]
pub struct UnknownName {
    /// The scope in which it stands.
    pub scope: ScopeId,
    /// Where.
    pub place: FileSpan,
    /// The name.
    pub name: Symbol,
    /// What it should have been.
    pub wanted: Wanted,
}

impl UnknownName {
    /// Whether it stands behind `from` or `to`, with no stream before it.
    pub fn is_end(&self) -> bool {
        matches!(self.wanted, Wanted::StepEnd | Wanted::ChainEnd | Wanted::BorderEnd)
    }
}

/// What a name should have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The activity that a step is in, or that a block describes.
    Activity,
    /// An end of an activity's flow.
    ChainEnd,
    /// An end of a step's flow.
    StepEnd,
    /// An end of a trigger or outcome.
    BorderEnd,
    /// The stream in `stream.step`.
    StreamOfStep,
    /// The stream that a step runs.
    Run,
    /// A step of this stream, in `stream.step`.
    StepOf(ScopeId),
}

/// Nodes, scopes and what flows.
#[derive(Debug, Default)]
pub(super) struct Flows {
    /// All nodes: descriptions first, then the steps of each stream in the order of the text.
    pub nodes: Vec<Node>,
    /// The chain, then the streams.
    pub scopes: Vec<Scope>,
    /// Names that nothing declares, in the order of the files and the text.
    pub unknown: Vec<UnknownName>,
    /// The steps that run a stream, in the order of their ids.
    pub runs: Vec<Run>,
    /// The steps that run a stream which nothing declares, in the order of their ids.
    pub unknown_runs: Vec<NodeId>,
}

/// A step that is a whole stream: `step … runs STREAM`.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The step.
    pub step: NodeId,
    /// The stream.
    pub stream: ScopeId,
    /// The term that names the stream.
    pub term: TermId,
    /// Whether the stream runs the one that the step is in, directly or through others.
    pub is_circular: bool,
}

impl Flows {
    /// Reads the flows of the project.
    pub(super) fn gather(sources: &Sources, trees: &[Tree], declared: &Declared) -> Flows {
        let mut flows = Flows::default();
        flows.chain(trees, declared);
        flows.streams(trees, declared);
        let Flows { nodes, mut scopes, mut unknown, mut runs, mut unknown_runs } = flows;
        let step_names: Vec<Vec<(Symbol, NodeId)>> =
            scopes.iter_mut().map(|scope| std::mem::take(&mut scope.step_names)).collect();
        let described: Vec<bool> = scopes.iter().map(|scope| scope.described).collect();
        let known =
            Known { sources, trees, declared, nodes: &nodes, step_names: &step_names, described: &described };
        let found: Vec<reading::Found> = scopes
            .par_iter_mut()
            .enumerate()
            .map(|(index, scope)| reading::read(known, ScopeId::new(index), scope))
            .collect();
        for (scope, names) in scopes.iter_mut().zip(step_names) {
            scope.step_names = names;
            scope.open_nodes = open_nodes(&nodes, scope.nodes.clone());
        }
        for found in found {
            unknown.extend(found.unknown);
            runs.extend(found.runs);
            unknown_runs.extend(found.unknown_runs);
        }
        unknown.sort_by_key(|unknown| unknown.place);
        find_circles(&nodes, scopes.len(), &mut runs);
        Flows { nodes, scopes, unknown, runs, unknown_runs }
    }

    fn chain(&mut self, trees: &[Tree], declared: &Declared) {
        for &(activity, statement) in &declared.descriptions {
            let flags = trees[statement.file.index()][statement.id].flags;
            let activity_of = ActivityOf::In(activity);
            self.nodes.push(Node {
                scope: ScopeId::CHAIN,
                statement,
                activity_of,
                open: flags.has(StatementFlags::INCOMPLETE),
            });
        }
        for &statement in &declared.unknown_activities {
            let tree = &trees[statement.file.index()];
            if let Some((name, span)) =
                tree.subjects(statement.id).next().and_then(|at| Some((tree[at].symbol()?, tree[at].span)))
            {
                let place = FileSpan { file: statement.file, span };
                self.unknown.push(UnknownName {
                    scope: ScopeId::CHAIN,
                    place,
                    name,
                    wanted: Wanted::Activity,
                });
            }
        }
        let nodes = IdRange { start: NodeId::new(0), end: NodeId::new(self.nodes.len()) };
        self.scopes.push(Scope { nodes, ..Scope::default() });
    }

    /// Adds the streams with their steps, which are counted first so that each knows its number.
    fn streams(&mut self, trees: &[Tree], declared: &Declared) {
        let streams = &declared.streams;
        let mut firsts: Vec<usize> = streams.par_iter().map(|&stream| steps(trees, stream).count()).collect();
        let mut next = self.nodes.len();
        for first in &mut firsts {
            next += std::mem::replace(first, next);
        }
        let found: Vec<(Scope, Vec<Node>)> = streams
            .par_iter()
            .zip(firsts)
            .enumerate()
            .map(|(index, (&stream, first))| {
                Scope::of_stream(trees, declared, stream, ScopeId::new(index + 1), first)
            })
            .collect();
        self.scopes.reserve_exact(found.len());
        self.nodes.reserve_exact(next - self.nodes.len());
        for (scope, nodes) in found {
            self.scopes.push(scope);
            self.nodes.extend(nodes);
        }
    }
}

/// The steps of a stream, as the indices of their statements.
fn steps(trees: &[Tree], stream: StatementRef) -> impl Iterator<Item = StatementId> {
    let tree = &trees[stream.file.index()];
    tree.children(stream.id).filter(|&index| {
        let step = &tree[index];
        step.keyword == Keyword::Step && !step.flags.has(StatementFlags::HAS_ERROR)
    })
}

impl Scope {
    /// The scope `id` of a stream, with its steps, the first of which is the node `first`.
    fn of_stream(
        trees: &[Tree],
        declared: &Declared,
        stream: StatementRef,
        id: ScopeId,
        first: usize,
    ) -> (Scope, Vec<Node>) {
        let tree = &trees[stream.file.index()];
        let flags = tree[stream.id].flags;
        let count = steps(trees, stream).count();
        let mut nodes = Vec::with_capacity(count);
        let mut step_names = Vec::with_capacity(2 * count);
        let mut per_activity = [0; 6];
        for index in steps(trees, stream) {
            let node = NodeId::new(first + nodes.len());
            let name = tree.subject(index);
            for term in name.into_iter().chain(tree.alias(index)) {
                step_names.extend(term.symbol().map(|symbol| (symbol, node)));
            }
            let activity = tree.clause(index).next().and_then(|at| tree[at].symbol());
            let activity_of = match activity {
                None => ActivityOf::Nowhere,
                Some(name) => declared.activity(name).map_or(ActivityOf::Unknown, ActivityOf::In),
            };
            for activity in Activity::ALL {
                per_activity[activity.index()] += u32::from(activity_of.may_be(activity));
            }
            let open = tree[index].flags.has(StatementFlags::INCOMPLETE);
            let statement = StatementRef { file: stream.file, id: index };
            nodes.push(Node { scope: id, statement, activity_of, open });
        }
        step_names.sort_unstable();
        step_names.shrink_to_fit();
        let scope = Scope {
            statement: Some(stream),
            described: flags.has(StatementFlags::BLOCK),
            open: flags.has(StatementFlags::INCOMPLETE),
            nodes: IdRange { start: NodeId::new(first), end: NodeId::new(first + count) },
            step_names,
            per_activity,
            ..Scope::default()
        };
        (scope, nodes)
    }
}

/// Of `range` the nodes that hold something unreadable, of each activity the first two.
fn open_nodes(nodes: &[Node], range: IdRange<NodeId>) -> Vec<NodeId> {
    let mut open: Vec<NodeId> = Vec::new();
    for id in range {
        let Node { open: is_open, activity_of, .. } = nodes[id.index()];
        if !is_open {
            continue;
        }
        let alike = open.iter().filter(|&&other| nodes[other.index()].activity_of == activity_of).count();
        if alike < 2 {
            open.push(id);
        }
    }
    open
}

/// Marks the runs of streams that run themselves, directly or through others.
fn find_circles(nodes: &[Node], scopes: usize, runs: &mut [Run]) {
    if runs.is_empty() {
        return;
    }
    let arcs: Vec<(ScopeId, ScopeId)> =
        runs.iter().map(|run| (nodes[run.step.index()].scope, run.stream)).collect();
    let components = Graph::new(scopes, &arcs).components();
    for (run, (from, to)) in runs.iter_mut().zip(arcs) {
        run.is_circular = components[from.index()] == components[to.index()];
    }
}

/// Finds the step that `name` means in a list sorted by symbol: of equal ones the first.
fn find_step(names: &[(Symbol, NodeId)], name: Symbol) -> Option<NodeId> {
    let at = names.partition_point(|&(symbol, _)| symbol < name);
    names.get(at).filter(|&&(symbol, _)| symbol == name).map(|&(_, node)| node)
}

/// Steps that bear the name of an earlier step of their stream or of an activity, with that step's node.
pub(super) fn duplicate_steps(
    trees: &[Tree],
    flows: &Flows,
    declared: &Declared,
) -> Vec<(NodeId, TermId, Option<NodeId>)> {
    // Names are sorted by symbol, then by step; a stream in which each stands once needs no closer look.
    let is_odd = |scope: &&Scope| {
        let names = &scope.step_names;
        names.windows(2).any(|pair| pair[0].0 == pair[1].0)
            || names.iter().any(|&(name, _)| declared.activity(name).is_some())
    };
    let in_scope = |scope: &Scope| {
        let mut duplicates = Vec::new();
        for node in scope.nodes.clone() {
            let StatementRef { file, id: index } = flows.nodes[node.index()].statement;
            let tree = &trees[file.index()];
            let alias = tree.alias(index).map(|_| tree[index].clause.before(1));
            for at in tree.subjects(index).next().into_iter().chain(alias) {
                let Some(name) = tree[at].symbol() else { continue };
                if declared.activity(name).is_some() {
                    duplicates.push((node, at, None));
                } else if let Some(first) = scope.step(name).filter(|&first| first != node) {
                    duplicates.push((node, at, Some(first)));
                }
            }
        }
        duplicates
    };
    flows.scopes[1..].par_iter().filter(is_odd).flat_map_iter(in_scope).collect()
}
