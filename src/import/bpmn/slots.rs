//! What a step hands on, as a tree: a slot is one item, or splits into several that come together or one instead of another.

use super::graph::{FlowId, NodeId};
use crate::syntax::ids::id;

/// A slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct SlotId(u32);

id!(SlotId);

/// Where a slot stands, which says into what it may split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It comes whenever its step is done.
    Always,
    /// It is one alternative of several.
    Choice,
    /// It may come or not.
    Optional,
    /// It is one item with its neighbours.
    Shared,
}

/// Into what a slot splits.
#[derive(Clone, Debug)]
pub(super) enum Split {
    /// Into nothing.
    Leaf,
    /// All of these come.
    All(Vec<SlotId>),
    /// One of these comes.
    One(Vec<SlotId>),
    /// Any of these come.
    Any(Vec<SlotId>),
}

/// Something that a step hands on.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// The step, or the start event, whose it is.
    pub owner: NodeId,
    pub standing: Standing,
    pub split: Split,
    pub parent: Option<SlotId>,
    /// The slot with which it shares its item: itself, unless it stands beside others of one item.
    pub item: SlotId,
    /// What the flow is labelled with; empty if with nothing.
    pub label: String,
    /// What is decided there; empty if nobody says.
    pub question: String,
    /// The flow by which it came to be.
    pub flow: Option<FlowId>,
    /// The steps and end events that take it.
    pub takers: Vec<NodeId>,
}

/// All slots.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots(Vec<Slot>);

impl std::ops::Index<SlotId> for Slots {
    type Output = Slot;
    fn index(&self, id: SlotId) -> &Slot {
        &self.0[id.index()]
    }
}

impl std::ops::IndexMut<SlotId> for Slots {
    fn index_mut(&mut self, id: SlotId) -> &mut Slot {
        &mut self.0[id.index()]
    }
}

impl Slots {
    /// Adds one that is no part of another.
    pub(super) fn add(&mut self, owner: NodeId, standing: Standing) -> SlotId {
        let id = SlotId::new(self.0.len());
        self.0.push(Slot {
            owner,
            standing,
            split: Split::Leaf,
            parent: None,
            item: id,
            label: String::new(),
            question: String::new(),
            flow: None,
            takers: Vec::new(),
        });
        id
    }

    /// Adds one as a part of another; what the other splits into has to be said besides.
    pub(super) fn add_below(&mut self, parent: SlotId, standing: Standing) -> SlotId {
        let owner = self[parent].owner;
        let child = self.add(owner, standing);
        self[child].parent = Some(parent);
        if standing == Standing::Shared {
            self[child].item = self[parent].item;
        }
        child
    }

    /// For each slot, by its number: the one with which all choices begin whose alternative it is.
    pub(super) fn choices(&self) -> Vec<SlotId> {
        let mut choices = Vec::with_capacity(self.0.len());
        for (at, slot) in self.0.iter().enumerate() {
            // Parts stand behind what they are parts of.
            let parent = slot.parent.filter(|&parent| matches!(self[parent].split, Split::One(_)));
            choices.push(parent.map_or(SlotId::new(at), |parent| choices[parent.index()]));
        }
        choices
    }

    /// The first leaf below a slot, itself if it is one.
    pub(super) fn first_leaf(&self, slot: SlotId) -> Option<SlotId> {
        let mut at = slot;
        loop {
            match &self[at].split {
                Split::Leaf => return Some(at),
                Split::All(parts) | Split::One(parts) | Split::Any(parts) => at = *parts.first()?,
            }
        }
    }

    /// All leaves below a slot, itself if it is one.
    pub(super) fn leaves(&self, slot: SlotId) -> Vec<SlotId> {
        let mut leaves = Vec::new();
        let mut open = vec![slot];
        while let Some(at) = open.pop() {
            match &self[at].split {
                Split::Leaf => leaves.push(at),
                Split::All(parts) | Split::One(parts) | Split::Any(parts) => open.extend(parts.iter().rev()),
            }
        }
        leaves
    }
}

/// What arrives somewhere.
#[derive(Clone, Debug, Default)]
pub(super) struct Need {
    /// Of each clause one slot is needed, and every clause.
    pub clauses: Vec<Vec<SlotId>>,
    /// What comes back after a first attempt.
    pub rework: Vec<SlotId>,
}

/// Most clauses of a need that is put together of others.
const MOST_CLAUSES: usize = 12;

impl Need {
    /// One slot.
    pub(super) fn one(slot: SlotId) -> Need {
        Need { clauses: vec![vec![slot]], rework: Vec::new() }
    }

    /// All that is needed by any of these.
    pub(super) fn all(needs: &[Need]) -> Need {
        let mut all = Need::default();
        for need in needs {
            all.clauses.extend(need.clauses.iter().cloned());
            all.rework.extend(&need.rework);
        }
        all
    }

    /// What any one of these is content with; none if it takes too many clauses to say.
    pub(super) fn any(needs: &[Need]) -> Option<Need> {
        let mut any = Need::default();
        let mut count = 1_usize;
        for need in needs {
            any.rework.extend(&need.rework);
            if need.clauses.is_empty() {
                continue;
            }
            count = count.saturating_mul(need.clauses.len());
            if count > MOST_CLAUSES && !any.clauses.is_empty() {
                return None;
            }
            any.clauses = either(&any.clauses, &need.clauses);
        }
        Some(any)
    }

    /// The same with everything in one clause: any single slot will do.
    pub(super) fn loosest(needs: &[Need]) -> Need {
        let all = Need::all(needs);
        Need { clauses: vec![all.clauses.concat()], rework: all.rework }
    }

    /// How many slots are in it.
    pub(super) fn len(&self) -> usize {
        self.clauses.iter().map(Vec::len).sum::<usize>() + self.rework.len()
    }

    /// All slots in it.
    pub(super) fn slots(&self) -> Vec<SlotId> {
        let mut slots = self.clauses.concat();
        slots.extend(&self.rework);
        slots
    }
}

/// What is content with either of two rows of clauses: (a and b) or c is (a or c) and (b or c).
fn either(one: &[Vec<SlotId>], other: &[Vec<SlotId>]) -> Vec<Vec<SlotId>> {
    if one.is_empty() {
        return other.to_vec();
    }
    let mut clauses = Vec::new();
    for left in one {
        for right in other {
            let mut clause = left.clone();
            clause.extend(right);
            clauses.push(clause);
        }
    }
    clauses
}
