//! Replies: answers to what a step has asked for, and which of its outputs ask for them.

use rustc_hash::FxHashSet;

use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::flows::{End, NodeId, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Kind, OccurrenceRef};
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

/// What a step asks, of whom.
#[derive(Default)]
struct Asked {
    /// The ends that its outputs name, or in which those stand whom they feed.
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
    /// is asked is gathered first, and then held against all replies together.
    fn add(&mut self, model: &Model<'_>, id: ScopeId, step: NodeId, indices: &[u32]) {
        self.steps.insert(step);
        let scope = model.scope(id);
        let mut wanted = Wanted::default();
        for &index in indices {
            for named in ends_of(scope, scope.input(index)) {
                wanted.add(named.end);
            }
        }
        let mut all = Asked::default();
        for at in scope.of_node(Kind::Output, step) {
            let asked = Asked::by(model, id, step, scope.output(at));
            if wanted.is_asked(model, step, &asked) {
                self.requests.insert((id, at));
            }
            all.is_unknown |= asked.is_unknown;
            all.ends.extend(asked.ends);
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
#[derive(Default)]
struct Wanted {
    ends: FxHashSet<End>,
    is_unknown: bool,
    is_all: bool,
}

impl Wanted {
    fn add(&mut self, end: End) {
        match end {
            End::Itself => {}
            End::Unknown => self.is_unknown = true,
            End::All => self.is_all = true,
            // Of what is only named nothing is known but the name.
            End::Undescribed(stream) => _ = self.ends.insert(End::Stream(stream)),
            _ => _ = self.ends.insert(end),
        }
    }

    /// Whether `asked`, what an output of `step` asks, covers one of them.
    fn is_asked(&self, model: &Model<'_>, step: NodeId, asked: &Asked) -> bool {
        self.is_unknown
            || (self.is_all && asked.covers(model, step, End::All))
            || (asked.is_unknown && !self.ends.is_empty())
            || asked.ends.iter().any(|end| self.ends.contains(end))
    }
}

impl Asked {
    /// What an output of `step` asks, and of whom.
    fn by(model: &Model<'_>, id: ScopeId, step: NodeId, output: &Occurrence) -> Asked {
        let mut asked = Asked::default();
        for named in ends_of(model.scope(id), output) {
            match named.end {
                End::Itself => {}
                End::Unknown => asked.is_unknown = true,
                End::Step(other) => asked.add_step(model, step, other),
                End::Undescribed(stream) => _ = asked.ends.insert(End::Stream(stream)),
                End::All => {
                    asked.ends.extend(model.node(step).activity_of.others().map(End::Activity));
                }
                End::Activity(_) | End::External(_) | End::Stream(_) => _ = asked.ends.insert(named.end),
            }
        }
        let viewpoint = model.viewpoint(id, output);
        for expectation in model.expectations(model.scope(id), output) {
            for entry in model.partners(viewpoint, output, Direction::Out, expectation) {
                if let Some(other) = entry.node {
                    asked.add_step(model, step, other);
                }
            }
        }
        asked
    }

    /// Adds what covers another step.
    fn add_step(&mut self, model: &Model<'_>, own: NodeId, other: NodeId) {
        if other == own {
            return;
        }
        let node = model.node(other);
        self.ends.extend([End::Step(other), End::Stream(node.scope)]);
        self.ends.extend(node.activity_of.activities().iter().map(|&activity| End::Activity(activity)));
    }

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
