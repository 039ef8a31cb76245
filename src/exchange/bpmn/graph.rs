//! What a drawing shows, as plain data. Where things stand says [`place`](super::place).

use crate::draw::layout::{Point, Rect};

/// A drawing.
#[derive(Default)]
pub(super) struct Drawing {
    pub id: String,
    pub pools: Vec<Pool>,
    pub boxes: Vec<BlackBox>,
    pub stores: Vec<Store>,
    pub messages: Vec<Message>,
    pub collaboration_id: String,
}

/// A stream: a pool with its process.
#[derive(Default)]
pub(super) struct Pool {
    pub id: String,
    pub process_id: String,
    pub name: String,
    pub purpose: Option<String>,
    pub lanes: Vec<Lane>,
    pub nodes: Vec<Node>,
    pub flows: Vec<Flow>,
    pub objects: Vec<Object>,
    pub accesses: Vec<Access>,
    pub rect: Rect,
}

/// Who is responsible for what stands in it.
pub(super) struct Lane {
    pub id: String,
    pub name: String,
    pub rect: Rect,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NodeKind {
    /// What starts the stream: whether a message does, and a cycle as ISO 8601 writes it.
    Start { is_message: bool, cycle: Option<String> },
    /// What it ends with: whether that is sent to somebody.
    End { is_message: bool },
    /// A step.
    Task,
    /// A step that runs the stream of this pool.
    Call(usize),
    /// One of several goes on.
    Exclusive,
    /// All go on, or all are waited for.
    Parallel,
    /// An object, an index of [`Pool::objects`].
    Object(usize),
    /// A store, an index of [`Drawing::stores`].
    Store(usize),
}

/// A node.
pub(super) struct Node {
    pub id: String,
    pub name: String,
    pub purpose: Option<String>,
    pub kind: NodeKind,
    /// An index of [`Pool::lanes`].
    pub lane: Option<usize>,
    /// Where it stands among the others: the step that it belongs to, and whether before or behind it.
    pub rank: (usize, u8),
    /// What it takes by message and may do without.
    pub optional_inputs: Vec<String>,
    /// What may come of it by message, or not.
    pub optional_outputs: Vec<String>,
    /// Its shape.
    pub rect: Rect,
    /// What its name covers, if that stands beside it.
    pub label: Option<Rect>,
}

/// A sequence flow; nodes are indices of [`Pool::nodes`].
pub(super) struct Flow {
    pub id: String,
    pub from: usize,
    pub to: usize,
    pub name: String,
    pub is_conditional: bool,
    /// Whether it leads back to what is done again.
    pub is_back: bool,
    pub points: Vec<Point>,
    pub label: Option<Rect>,
}

/// An item that a step of the process gives or takes.
pub(super) struct Object {
    pub id: String,
    pub reference_id: String,
    /// Its name, without the state.
    pub name: String,
    pub state: Option<String>,
}

/// What a step reads or writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Data {
    /// An index of [`Pool::objects`].
    Object(usize),
    /// A node that is a store.
    Store(usize),
}

/// That a step reads or writes data.
pub(super) struct Access {
    pub id: String,
    /// The step.
    pub node: usize,
    pub data: Data,
    pub is_write: bool,
    /// What it is that is read or written.
    pub item: String,
    pub is_optional: bool,
    /// The node that it is drawn to; none where it is not drawn, as a flow shows it.
    pub shown: Option<usize>,
    pub points: Vec<Point>,
}

/// Somebody of whom nothing is shown but the name.
pub(super) struct BlackBox {
    pub id: String,
    pub name: String,
    pub purpose: Option<String>,
    pub rect: Rect,
}

/// Where records live.
pub(super) struct Store {
    pub id: String,
    pub name: String,
}

/// Who sends or takes a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Party {
    /// A node of a pool.
    Node(usize, usize),
    /// A pool as a whole.
    Pool(usize),
    /// An index of [`Drawing::boxes`].
    Box(usize),
}

/// A message flow.
pub(super) struct Message {
    pub id: String,
    pub from: Party,
    pub to: Party,
    pub item: String,
    /// Whether it answers what its taker sent.
    pub is_reply: bool,
    pub points: Vec<Point>,
    pub label: Option<Rect>,
    /// The pool in which the label stands.
    pub label_pool: usize,
}

impl Drawing {
    /// The id of a party.
    pub(super) fn party_id(&self, party: Party) -> &str {
        match party {
            Party::Node(pool, node) => &self.pools[pool].nodes[node].id,
            Party::Pool(pool) => &self.pools[pool].id,
            Party::Box(at) => &self.boxes[at].id,
        }
    }

    /// Whether the name of a message stands at one of its ends already: an event is called like what comes or goes.
    pub(super) fn is_named_by_event(&self, message: &Message) -> bool {
        [message.from, message.to].into_iter().any(|party| match party {
            Party::Node(pool, node) => {
                let node = &self.pools[pool].nodes[node];
                matches!(node.kind, NodeKind::Start { .. } | NodeKind::End { .. })
                    && node.name == message.item
            }
            _ => false,
        })
    }
}

impl NodeKind {
    /// Whether it is a box with words in it.
    pub(super) fn is_box(&self) -> bool {
        matches!(self, NodeKind::Task | NodeKind::Call(_))
    }
}
