//! What a BPMN file draws, as plain data: pools, nodes, what flows between them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::tree::ElementId;
use crate::syntax::ids::id;

/// A node: an activity, an event or a gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(u32);

/// A sequence flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FlowId(u32);

/// A process, or a sub-process with something in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ScopeId(u32);

/// A pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PoolId(u32);

/// A data object in one of its states, or a data store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct DataId(u32);

id!(NodeId);
id!(FlowId);
id!(ScopeId);
id!(PoolId);
id!(DataId);

/// Which kind a gateway is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gateway {
    Exclusive,
    Event,
    Inclusive,
    Parallel,
    Complex,
}

/// Which kind a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NodeKind {
    /// A task, or a sub-process of which nothing is drawn.
    Task,
    /// A sub-process with something in it.
    Sub(ScopeId),
    /// A call of a process that the file holds.
    Call(ScopeId),
    Gateway(Gateway),
    Start,
    End,
    Catch,
    Throw,
    /// An event at the border of an activity; whether it ends that.
    Boundary {
        host: NodeId,
        is_interrupting: bool,
    },
}

/// Which kind an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum EventKind {
    None,
    Message,
    Timer,
    Link,
    Error,
    Escalation,
    Cancel,
    Compensation,
    Terminate,
    Signal,
    Condition,
    Several,
}

/// A node.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub element: ElementId,
    /// Its label on one line; empty if it has none.
    pub name: String,
    pub kind: NodeKind,
    pub event: EventKind,
    pub scope: ScopeId,
    /// The label of the innermost lane that holds it.
    pub lane: Option<String>,
    pub incoming: Vec<FlowId>,
    pub outgoing: Vec<FlowId>,
    /// The events at its border, in the order of the text.
    pub boundaries: Vec<NodeId>,
    /// Whether a message makes an instance of the process here.
    pub is_instantiating: bool,
    /// Whether it is outside the flow until something is to be undone.
    pub is_compensation: bool,
}

/// A sequence flow.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    pub element: ElementId,
    /// Its label on one line, or else its condition; empty if it has neither.
    pub name: String,
    pub source: NodeId,
    pub target: NodeId,
    /// Whether it has a condition.
    pub is_conditional: bool,
    /// Whether it is taken where no other is.
    pub is_default: bool,
}

/// A process, or a sub-process with something in it.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub element: ElementId,
    pub name: String,
    /// The sub-process that it is.
    pub parent: Option<NodeId>,
    /// The scope that this node stands in.
    pub outer: Option<ScopeId>,
    /// Whether an event starts it while its parent runs.
    pub is_event_driven: bool,
    pub nodes: Vec<NodeId>,
    /// The pool that shows it.
    pub pool: Option<PoolId>,
}

/// A pool.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    pub element: ElementId,
    pub name: String,
    /// The process in it; none if it is a black box.
    pub process: Option<ScopeId>,
}

/// Who sends or takes a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Party {
    Pool(PoolId),
    Node(NodeId),
}

/// A message flow.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub element: ElementId,
    /// Its label, or else that of the message; empty if it has neither.
    pub name: String,
    pub from: Party,
    pub to: Party,
}

/// A data object in one of its states, or a data store.
#[derive(Clone, Debug)]
pub(super) struct Data {
    pub element: ElementId,
    /// Its name, with its state in brackets; empty if it has none.
    pub name: String,
    /// The same without the state.
    pub plain_name: String,
    pub is_store: bool,
}

/// That a node reads or writes data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Access {
    /// The association that says so.
    pub element: ElementId,
    pub node: NodeId,
    pub data: DataId,
    pub is_write: bool,
    /// How the node itself calls what it reads or writes, if it does.
    pub item: Option<ElementId>,
    /// Whether the node may do without it.
    pub is_optional: bool,
}

/// A text annotation.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub text: String,
    /// The nodes that it speaks of.
    pub nodes: Vec<NodeId>,
    /// The flows that it speaks of.
    pub flows: Vec<FlowId>,
    /// The process that it stands in; none for the drawing as a whole.
    pub scope: Option<ScopeId>,
}

/// All that a file draws.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    /// The labels of elements that have one: each on one line, and without the end of a very long one.
    pub labels: FxHashMap<ElementId, String>,
    pub nodes: Vec<Node>,
    pub flows: Vec<Flow>,
    pub scopes: Vec<Scope>,
    pub pools: Vec<Pool>,
    pub messages: Vec<Message>,
    pub data: Vec<Data>,
    pub accesses: Vec<Access>,
    /// Data that a sequence flow carries.
    pub carried: Vec<(FlowId, DataId)>,
    pub notes: Vec<Note>,
    /// The words of inputs that nodes may do without.
    pub optional_inputs: FxHashSet<(NodeId, String)>,
    /// The words of outputs that may come of nodes or not.
    pub optional_outputs: FxHashSet<(NodeId, String)>,
}

/// `graph[id]` is what has this id.
macro_rules! indexed {
    ($id:ty, $what:ty, $field:ident) => {
        impl std::ops::Index<$id> for Graph {
            type Output = $what;
            fn index(&self, id: $id) -> &$what {
                &self.$field[id.index()]
            }
        }

        impl std::ops::IndexMut<$id> for Graph {
            fn index_mut(&mut self, id: $id) -> &mut $what {
                &mut self.$field[id.index()]
            }
        }
    };
}

indexed!(NodeId, Node, nodes);
indexed!(FlowId, Flow, flows);
indexed!(ScopeId, Scope, scopes);
indexed!(PoolId, Pool, pools);
indexed!(DataId, Data, data);

impl Graph {
    /// The label of an element; empty if it has none.
    pub(super) fn label(&self, element: ElementId) -> &str {
        self.labels.get(&element).map_or("", String::as_str)
    }

    /// All nodes.
    pub(super) fn node_ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId::new)
    }

    /// All processes and sub-processes.
    pub(super) fn scope_ids(&self) -> impl Iterator<Item = ScopeId> + use<> {
        (0..self.scopes.len()).map(ScopeId::new)
    }

    /// Adds a node and its place in its scope.
    pub(super) fn add_node(&mut self, node: Node) -> NodeId {
        let id = NodeId::new(self.nodes.len());
        self.scopes[node.scope.index()].nodes.push(id);
        self.nodes.push(node);
        id
    }

    /// Adds a flow, at both of its ends.
    pub(super) fn add_flow(&mut self, flow: Flow) -> FlowId {
        let id = FlowId::new(self.flows.len());
        self.nodes[flow.source.index()].outgoing.push(id);
        self.nodes[flow.target.index()].incoming.push(id);
        self.flows.push(flow);
        id
    }
}
