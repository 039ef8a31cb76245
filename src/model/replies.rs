//! Replies: answers to what a step has asked for, and which of its outputs ask for them.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Model;
use crate::model::activity::ActivityOf;
use crate::model::declared::ScopeId;
use crate::model::flows::{End, NodeId, Occurrence};
use crate::model::index::{Entry, ends_of, of_node, standing_at};
use crate::model::matching::{Direction, Kind, OccurrenceRef};
use crate::model::reachability::{has_other, has_other_step};
use crate::syntax::StatementFlags;

/// Which steps wait for replies, and what they ask.
#[derive(Debug, Default)]
pub struct Replies {
    /// Steps with a `reply` input.
    steps: FxHashSet<NodeId>,
    /// Outputs that ask for a reply, by their scope and index: they are there when the step starts.
    requests: FxHashSet<(ScopeId, u32)>,
    /// Replies that come from nobody whom the step asks, in the order of the text.
    unasked: Vec<Unasked>,
}

/// A reply for which the step never asks.
#[derive(Clone, Debug)]
pub struct Unasked {
    /// The `reply` input.
    pub input: OccurrenceRef,
    /// The ends of which the step asks nothing, by their positions in the statement; none where the input names no end.
    pub ends: Vec<usize>,
}

/// What a step asks of those from whom it wants replies.
#[derive(Default)]
struct Asked {
    /// Of the ends that are wanted those that its outputs name, or in which those stand whom they feed.
    ends: FxHashSet<End>,
    /// Whether an output names an end that is unknown, and so may be any.
    is_unknown: bool,
}

impl Replies {
    /// Looks at the steps of `model` that have replies.
    pub(super) fn find(model: &Model<'_>) -> Replies {
        let mut replies = Replies::default();
        for id in model.streams() {
            if !model.scope(id).has_replies {
                continue;
            }
            // The inputs of a step stand in a row.
            let mut row: Option<(NodeId, Vec<u32>)> = None;
            for (index, input) in (0..).zip(&model.scope(id).inputs) {
                let Some(step) = input.node else { continue };
                if !model.is_reply(step, input) {
                    continue;
                }
                match &mut row {
                    Some((last, indices)) if *last == step => indices.push(index),
                    _ => {
                        if let Some((last, indices)) = row.replace((step, vec![index])) {
                            replies.add(model, id, last, &indices);
                        }
                    }
                }
            }
            if let Some((last, indices)) = row {
                replies.add(model, id, last, &indices);
            }
        }
        replies
    }

    /// Whether the step has a `reply` input, so that its end is not its beginning.
    pub fn has(&self, step: NodeId) -> bool {
        self.steps.contains(&step)
    }

    /// Whether an output of a step with replies is there when the step starts.
    pub fn is_request(&self, scope: ScopeId, output: u32) -> bool {
        self.requests.contains(&(scope, output))
    }

    /// Replies that come from nobody whom the step asks, in the order of the text.
    pub fn unasked(&self) -> &[Unasked] {
        &self.unasked
    }

    /// Whether this is one of them.
    pub(super) fn is_unasked(&self, input: OccurrenceRef) -> bool {
        self.unasked.binary_search_by_key(&input, |unasked| unasked.input).is_ok()
    }

    /// Adds a step and the indices of its replies. Takes time in proportion to their ends and what its outputs ask, so what
    /// is wanted and asked is gathered first, and then held against all replies together.
    fn add(&mut self, model: &Model<'_>, id: ScopeId, step: NodeId, indices: &[u32]) {
        self.steps.insert(step);
        let scope = model.scope(id);
        let mut wanted = Wanted::by(model, step);
        for &index in indices {
            for named in ends_of(scope, scope.input(index)) {
                wanted.add(named.end);
            }
        }
        let mut all = Asked::default();
        for at in scope.of_node(Kind::Output, step) {
            if wanted.is_asked(id, scope.output(at), &mut all) {
                self.requests.insert((id, at));
            }
        }
        if model.node(step).open {
            return;
        }
        for &index in indices {
            let ends = ends_of(scope, scope.input(index));
            let mut unasked = Vec::new();
            for (at, named) in ends.iter().enumerate() {
                let is_judged = !matches!(named.end, End::Itself | End::Unknown);
                if is_judged && !all.covers(model, step, named.end) {
                    unasked.push(at);
                }
            }
            if ends.is_empty() || !unasked.is_empty() {
                let input = OccurrenceRef { scope: id, kind: Kind::Input, index };
                self.unasked.push(Unasked { input, ends: unasked });
            }
        }
    }
}

/// The ends from which a step wants replies.
struct Wanted<'m> {
    model: &'m Model<'m>,
    step: NodeId,
    ends: FxHashSet<End>,
    is_unknown: bool,
    /// Whether those in a run of an index, by where it lies, stand in one of them. Many outputs may have the same takers.
    known: FxHashMap<Range<*const Entry>, bool>,
}

impl<'m> Wanted<'m> {
    fn by(model: &'m Model<'m>, step: NodeId) -> Wanted<'m> {
        Wanted { model, step, ends: FxHashSet::default(), is_unknown: false, known: FxHashMap::default() }
    }

    fn add(&mut self, end: End) {
        match end {
            End::Itself => {}
            End::Unknown => self.is_unknown = true,
            End::All => self.ends.extend(self.others()),
            // Of what is only named nothing is known but the name.
            End::Undescribed(stream) => _ = self.ends.insert(End::Stream(stream)),
            _ => _ = self.ends.insert(end),
        }
    }

    /// The activities but for the step's own.
    fn others(&self) -> impl Iterator<Item = End> + use<> {
        self.model.node(self.step).activity_of.others().map(End::Activity)
    }

    /// Whether an output of the step asks one of them. Adds what it asks to `asked`.
    fn is_asked(&mut self, id: ScopeId, output: &Occurrence, asked: &mut Asked) -> bool {
        let model = self.model;
        let mut is_asked = self.is_unknown;
        for named in ends_of(model.scope(id), output) {
            match named.end {
                End::Itself => {}
                End::Unknown => {
                    asked.is_unknown = true;
                    is_asked |= !self.ends.is_empty();
                }
                End::Step(other) => is_asked |= self.asks_step(other, asked),
                End::Undescribed(stream) => is_asked |= self.asks(End::Stream(stream), asked),
                End::All => {
                    for end in self.others() {
                        is_asked |= self.asks(end, asked);
                    }
                }
                End::Activity(_) | End::External(_) | End::Stream(_) => {
                    is_asked |= self.asks(named.end, asked);
                }
            }
        }
        let viewpoint = model.viewpoint(id, output);
        for expectation in model.expectations(model.scope(id), output) {
            for takers in model.partner_slices(viewpoint, output, Direction::Out, expectation) {
                is_asked |= self.asks_takers(takers, asked);
            }
        }
        is_asked
    }

    /// Adds this end to `asked` if it is wanted.
    fn asks(&self, end: End, asked: &mut Asked) -> bool {
        let is_wanted = self.ends.contains(&end);
        if is_wanted {
            asked.ends.insert(end);
        }
        is_wanted
    }

    /// The same of the ends in which another step stands.
    fn asks_step(&self, other: NodeId, asked: &mut Asked) -> bool {
        if other == self.step {
            return false;
        }
        let node = self.model.node(other);
        let mut is_wanted = self.asks(End::Step(other), asked);
        is_wanted |= self.asks(End::Stream(node.scope), asked);
        for &activity in node.activity_of.activities() {
            is_wanted |= self.asks(End::Activity(activity), asked);
        }
        is_wanted
    }

    /// The same of all in a run of an index. Of many takers it is asked who of them is wanted.
    fn asks_takers(&mut self, takers: &[Entry], asked: &mut Asked) -> bool {
        if let Some(&is_wanted) = self.known.get(&takers.as_ptr_range()) {
            return is_wanted;
        }
        let mut is_wanted = false;
        if takers.len() <= self.ends.len() {
            for other in takers.iter().filter_map(|taker| taker.node) {
                is_wanted |= self.asks_step(other, asked);
            }
        } else {
            for &end in &self.ends {
                if self.has_one_in(takers, end) {
                    asked.ends.insert(end);
                    is_wanted = true;
                }
            }
        }
        self.known.insert(takers.as_ptr_range(), is_wanted);
        is_wanted
    }

    /// Whether another step than this one stands in `end` among those in a run of an index.
    fn has_one_in(&self, takers: &[Entry], end: End) -> bool {
        let own = Some(self.step);
        match end {
            End::Activity(activity) => [ActivityOf::In(activity), ActivityOf::Unknown]
                .into_iter()
                .any(|activity_of| has_other(standing_at(takers, activity_of), own)),
            End::Step(step) => {
                step != self.step && !of_node(takers, self.model.node(step).activity_of, step).is_empty()
            }
            End::Stream(stream) => has_other_step(&self.model.scope(stream).nodes, takers, own),
            _ => false,
        }
    }
}

impl Asked {
    /// Whether it asks something of whom `end` of a reply to `step` means.
    fn covers(&self, model: &Model<'_>, step: NodeId, end: End) -> bool {
        match end {
            End::Unknown => true,
            End::All => {
                let mut others = model.node(step).activity_of.others();
                self.is_unknown || others.any(|activity| self.ends.contains(&End::Activity(activity)))
            }
            End::Itself => false,
            // Of what is only named nothing is known but the name.
            End::Undescribed(stream) => self.is_unknown || self.ends.contains(&End::Stream(stream)),
            _ => self.is_unknown || self.ends.contains(&end),
        }
    }
}

impl Model<'_> {
    /// Which steps wait for replies, and what they ask.
    pub fn replies(&self) -> &Replies {
        &self.replies
    }

    /// Whether an input of a step is a `reply`.
    pub fn is_reply(&self, step: NodeId, input: &Occurrence) -> bool {
        let file = self.node(step).statement.file;
        self.tree(file)[input.statement].flags.has(StatementFlags::REPLY)
    }
}
