//! From the graph to the draft: streams, steps, what they need and hand on.

mod borders;
mod data;
mod ends;
mod flows;
mod items;
mod labels;
mod messages;
mod quiet;
mod replies;
mod runs;
mod steps;
mod streams;
mod texts;

use rustc_hash::{FxHashMap, FxHashSet};

use super::census::Teller;
use super::dissolve::Dissolved;
use super::graph::{DataId, Graph, NodeId, PoolId, ScopeId};
use super::order::Order;
use super::slots::SlotId;
use crate::import::draft::{End, ExternalId, ItemId, StepId, StreamId};

/// A draft that is being composed.
pub(super) struct Composer<'g, 't, 'a> {
    pub graph: &'g Graph,
    pub order: &'g Order,
    pub done: &'g Dissolved,
    pub teller: &'t mut Teller<'a>,
    /// The stream that each scope became.
    streams: Vec<StreamId>,
    /// The scopes, in the order of their streams.
    scopes: Vec<ScopeId>,
    /// The step that a node became, and its label.
    steps: Vec<Option<StepId>>,
    step_names: Vec<String>,
    /// What each pool is when it is named as a whole.
    pools: Vec<End>,
    /// The item of each slot that has one of its own.
    items: FxHashMap<SlotId, ItemId>,
    /// The item of what a step hands to several at once without a name.
    plain_items: FxHashMap<NodeId, ItemId>,
    /// The items of end events that have a label.
    end_items: FxHashMap<NodeId, ItemId>,
    /// The items of start events: any of them starts the stream.
    start_items: Vec<Vec<ItemId>>,
    /// The words of all items of a stream that flow along its sequence.
    taken: Vec<FxHashSet<String>>,
    /// The last number given to a name that was taken, by its words.
    numbers: FxHashMap<(ScopeId, String), u32>,
    /// Ends that say nothing.
    quiet_ends: FxHashSet<NodeId>,
    /// Data that a sequence flow hands over by its own name: who writes it, and who reads it.
    handed: FxHashSet<(NodeId, DataId)>,
    /// The items of data objects without a label.
    unlabelled: FxHashMap<DataId, ItemId>,
    /// The repositories, by the words of their names.
    stores: FxHashMap<String, ExternalId>,
    /// The item of each message flow; none where it contradicts itself, or nobody is there to speak of it.
    messages: Vec<Option<ItemId>>,
    /// The message flows that each node sends, and those that it takes.
    sent: FxHashMap<NodeId, Vec<usize>>,
    received: FxHashMap<NodeId, Vec<usize>>,
    /// Inputs of the steps with which a sub-process begins, which are those of the step that runs it.
    entries: FxHashMap<ScopeId, Vec<Entry>>,
    /// What steps send and take already: the step, the item, whom to or from, and whether it is sent.
    exchanged: FxHashSet<(StepId, ItemId, End, bool)>,
    /// Where a step sends an item: the place among its outputs.
    outputs: FxHashMap<(StepId, ItemId), usize>,
    /// What steps read from repositories and write into them: whether it is written stands last.
    stored: FxHashSet<(StepId, ItemId, ExternalId, bool)>,
    /// The items that count as others.
    broader: FxHashSet<(ItemId, ItemId)>,
    /// Whom each node sends something to: the nodes, and the pools as wholes.
    told: FxHashSet<(NodeId, NodeId)>,
    asked: FxHashSet<(NodeId, Side)>,
}

/// Whose side of a message flow it is: that of a process, with all that is in it, or of a pool in which nothing is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Side {
    Process(ScopeId),
    BlackBox(PoolId),
}

/// A step with which a sub-process begins.
struct Entry {
    step: StepId,
    node: NodeId,
    /// Of each clause, what else than the beginning of the sub-process it is content with; none where that does not do.
    clauses: Vec<(Vec<ItemId>, bool)>,
}

/// Composes a draft.
pub(super) fn compose(graph: &Graph, order: &Order, done: &Dissolved, teller: &mut Teller<'_>) {
    let mut composer = Composer {
        graph,
        order,
        done,
        teller,
        streams: Vec::new(),
        scopes: Vec::new(),
        steps: vec![None; graph.nodes.len()],
        step_names: vec![String::new(); graph.nodes.len()],
        pools: Vec::new(),
        items: FxHashMap::default(),
        plain_items: FxHashMap::default(),
        end_items: FxHashMap::default(),
        start_items: vec![Vec::new(); graph.nodes.len()],
        taken: vec![FxHashSet::default(); graph.scopes.len()],
        numbers: FxHashMap::default(),
        quiet_ends: FxHashSet::default(),
        handed: FxHashSet::default(),
        unlabelled: FxHashMap::default(),
        stores: FxHashMap::default(),
        messages: Vec::new(),
        sent: FxHashMap::default(),
        received: FxHashMap::default(),
        entries: FxHashMap::default(),
        exchanged: FxHashSet::default(),
        outputs: FxHashMap::default(),
        stored: FxHashSet::default(),
        broader: FxHashSet::default(),
        told: FxHashSet::default(),
        asked: FxHashSet::default(),
    };
    // Other sources of the same import may have said something already.
    for (at, item) in composer.teller.draft.items.iter().enumerate() {
        composer.broader.extend(item.is.iter().map(|&broader| (ItemId::new(at), broader)));
    }
    composer.add_streams();
    composer.add_steps();
    composer.name_messages();
    composer.find_quiet_ends();
    composer.name_borders();
    composer.name_items();
    composer.add_borders();
    composer.add_flows();
    composer.add_data();
    composer.add_messages();
    composer.add_runs();
    composer.add_texts();
}

impl Composer<'_, '_, '_> {
    /// Lets an item count as a broader one.
    fn add_broader_item(&mut self, item: ItemId, broader: ItemId) {
        if item != broader && self.broader.insert((item, broader)) {
            self.teller.draft.items[item.index()].is.push(broader);
        }
    }

    /// The stream of a scope.
    fn stream(&self, scope: ScopeId) -> StreamId {
        self.streams[scope.index()]
    }

    /// The step that a node became, or that does what it does.
    fn step(&self, node: NodeId) -> Option<StepId> {
        let sender = self.done.senders.get(&node).copied().unwrap_or(node);
        self.steps[sender.index()]
    }
}
