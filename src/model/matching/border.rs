//! Triggers and outcomes, seen from inside: what uses them, and what produces them.

use rustc_hash::FxHashSet;

use super::{Direction, Expectation, FAST_PATH_LIMIT, Kind, Matched, OccurrenceRef};
use crate::model::Model;
use crate::model::activity::ActivityOf;
use crate::model::declared::ScopeId;
use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::syntax::Symbol;

/// All outputs of a stream together are held against so many outcomes for each flow, and a million besides: of one item that
/// thousands of steps produce for thousands of others, the cost would be their product. After that an output counts as
/// producing the first outcome of its item, and an outcome as produced.
const LOOKS_A_FLOW: usize = 64;
const MOST_LOOKS: usize = 1_000_000;

/// A way in which a step's flow and the border of its stream may meet.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Meeting {
    /// The flow names no end, or one that is unknown.
    Anyhow,
    /// The flow names an end, whatever that is.
    ByName,
    /// The flow names somebody who is no step of its stream.
    Outside,
    /// Both name this end, or what it may mean.
    At(End),
}

impl Model<'_> {
    /// Finds triggers that no step uses and outcomes that none produces, and what produces which outcome. `listed` is
    /// room to work in.
    pub(super) fn match_border(&self, id: ScopeId, matched: &mut Matched, listed: &mut Vec<(Symbol, u32)>) {
        let scope = self.scope(id);
        if scope.triggers.is_empty() && scope.outcomes.is_empty() {
            return;
        }
        let is_open = scope.open || self.has_open_step(self.outside(id), |_| true);
        for index in self.unused_triggers(id, is_open, listed) {
            let occurrence = OccurrenceRef { scope: id, kind: Kind::Trigger, index };
            matched.fails(occurrence, scope.trigger(index), Direction::Out, vec![Expectation::Anyone]);
        }
        // A stream has few outcomes: they are listed by item, and all outputs are held against the list.
        listed.clear();
        for (index, outcome) in (0..).zip(&scope.outcomes) {
            listed.extend(self.items(id, outcome).map(|item| (item, index)));
        }
        listed.sort_unstable();
        let producers = &mut matched.producers;
        let mut looks = MOST_LOOKS + LOOKS_A_FLOW * (scope.outputs.len() + scope.outcomes.len());
        for (index, output) in (0..).zip(&scope.outputs) {
            if listed.is_empty() {
                break;
            }
            let known = producers.len();
            for item in self.items(id, output) {
                for &broad in self.declared.broader(&item) {
                    for outcome in with_item(listed, broad) {
                        if looks == 0 && producers.len() > known {
                            break;
                        }
                        looks = looks.saturating_sub(1);
                        if looks == 0 || self.may_produce(id, scope.outcome(outcome), output) {
                            producers.push((outcome, index));
                        }
                    }
                }
            }
        }
        producers.sort_unstable();
        producers.dedup();
        producers.shrink_to_fit();
        let mut produced = matched.producers.iter().map(|&(outcome, _)| outcome).peekable();
        let mut missing = Vec::new();
        for (index, outcome) in (0..).zip(&scope.outcomes) {
            let mut is_produced = false;
            while produced.next_if_eq(&index).is_some() {
                is_produced = true;
            }
            let granted = is_open || looks == 0 || self.mentions(id, outcome);
            if !is_produced && !granted {
                missing.push(index);
            }
        }
        for index in missing {
            let occurrence = OccurrenceRef { scope: id, kind: Kind::Outcome, index };
            matched.fails(occurrence, scope.outcome(index), Direction::In, vec![Expectation::Anyone]);
        }
    }

    /// The triggers that no step of the stream uses.
    fn unused_triggers(&self, id: ScopeId, is_open: bool, listed: &mut Vec<(Symbol, u32)>) -> Vec<u32> {
        let scope = self.scope(id);
        let mut unused: Vec<(u32, &Occurrence)> = Vec::new();
        for (index, trigger) in (0..).zip(&scope.triggers) {
            if !is_open && !self.mentions(id, trigger) {
                unused.push((index, trigger));
            }
        }
        listed.clear();
        if unused.len() <= FAST_PATH_LIMIT {
            for &(index, trigger) in &unused {
                for item in self.items(id, trigger) {
                    listed.extend(self.declared.broader(&item).iter().map(|&broad| (broad, index)));
                }
            }
            listed.sort_unstable();
            for input in &scope.inputs {
                if unused.is_empty() {
                    break;
                }
                for item in self.items(id, input) {
                    for trigger in with_item(listed, item) {
                        unused.retain(|&(other, flow)| other != trigger || !self.shares_end(id, flow, input));
                    }
                }
            }
        } else {
            // Many triggers look up what the inputs take, so that the cost is their sum and not their product.
            let uses = self.uses(id);
            unused.retain(|&(_, trigger)| !self.is_used(id, trigger, &uses));
        }
        unused.into_iter().map(|(trigger, _)| trigger).collect()
    }

    /// What the inputs of a stream take, and from where.
    fn uses(&self, id: ScopeId) -> FxHashSet<(Symbol, Meeting)> {
        let mut uses = FxHashSet::default();
        for input in &self.scope(id).inputs {
            let answers = self.answers(id, input);
            for item in self.items(id, input) {
                uses.extend(answers.iter().map(|&answer| (item, answer)));
            }
        }
        uses
    }

    /// Whether one of the stream's inputs, which take what `uses` says, uses this trigger.
    fn is_used(&self, id: ScopeId, trigger: &Occurrence, uses: &FxHashSet<(Symbol, Meeting)>) -> bool {
        let asked = self.asked(id, trigger);
        for item in self.items(id, trigger) {
            for &broad in self.declared.broader(&item) {
                if asked.iter().any(|&asked| uses.contains(&(broad, asked))) {
                    return true;
                }
            }
        }
        false
    }

    /// Whether an output of a step may produce an outcome of its stream: they [share an end](Model::shares_end), or the
    /// output goes to somebody outside, who hands it over.
    pub fn may_produce(&self, id: ScopeId, outcome: &Occurrence, output: &Occurrence) -> bool {
        self.shares_end(id, outcome, output)
            || ends_of(self.scope(id), output).iter().any(|named| matches!(named.end, End::External(_)))
    }

    /// Whether a step's flow may meet a trigger or outcome of its stream: it names no end, or one that the border
    /// names too, or, where the border names none, any end other than a step of this stream.
    pub fn shares_end(&self, id: ScopeId, border: &Occurrence, flow: &Occurrence) -> bool {
        if ends_of(self.scope(id), flow).is_empty() {
            return true;
        }
        let asked = self.asked(id, border);
        self.answers(id, flow).iter().any(|answer| asked.contains(answer))
    }

    /// The ways in which a step's flow meets the border of its stream.
    fn answers(&self, id: ScopeId, flow: &Occurrence) -> Vec<Meeting> {
        let ends = ends_of(self.scope(id), flow);
        let mut answers = Vec::with_capacity(1 + 3 * ends.len());
        answers.push(if ends.is_empty() { Meeting::Anyhow } else { Meeting::ByName });
        for named in ends {
            let end = named.end;
            match end {
                End::Unknown => answers.push(Meeting::Anyhow),
                End::Itself => {}
                End::Step(step) if self.flows.nodes[step.index()].scope == id => {
                    answers.push(Meeting::At(end));
                }
                _ => answers.extend([Meeting::Outside, Meeting::At(end)]),
            }
            match end {
                End::Activity(_) => answers.push(Meeting::At(End::All)),
                End::All => {
                    let activity_of = flow
                        .node
                        .map_or(ActivityOf::Nowhere, |node| self.flows.nodes[node.index()].activity_of);
                    answers.extend(activity_of.others().map(|other| Meeting::At(End::Activity(other))));
                }
                _ => {}
            }
        }
        answers
    }

    /// The ways in which a trigger or outcome can be met by the flows of its stream's steps.
    fn asked(&self, id: ScopeId, border: &Occurrence) -> Vec<Meeting> {
        let ends = ends_of(self.scope(id), border);
        let mut asked = Vec::with_capacity(2 + ends.len());
        asked.push(Meeting::Anyhow);
        if ends.is_empty() {
            asked.push(Meeting::Outside);
        }
        for named in ends {
            asked.push(match named.end {
                End::Unknown => Meeting::ByName,
                // What flows from a stream to itself is a mistake of the border's, reported there.
                End::Itself => Meeting::At(End::Stream(id)),
                end => Meeting::At(end),
            });
        }
        asked
    }
}

fn with_item(sorted: &[(Symbol, u32)], item: Symbol) -> impl Iterator<Item = u32> + '_ {
    let start = sorted.partition_point(|&(other, _)| other < item);
    sorted[start..].iter().take_while(move |&&(other, _)| other == item).map(|&(_, index)| index)
}
