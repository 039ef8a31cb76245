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

/// From where an input takes its item.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Use {
    /// From anywhere: it names no end, or one that is unknown.
    Anyhow,
    /// From an end that it names, whatever that is.
    ByName,
    /// From somebody who is no step of its stream.
    FromOutside,
    /// From this end, or from one that this end may mean.
    From(End),
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

    /// What the inputs of a stream take, and from where: for each item the answers to all that a trigger may ask, so that
    /// they agree with [`shares_end`](Model::shares_end).
    fn uses(&self, id: ScopeId) -> FxHashSet<(Symbol, Use)> {
        let scope = self.scope(id);
        let mut uses = FxHashSet::default();
        for input in &scope.inputs {
            let mut answers = Vec::new();
            let ends = ends_of(scope, input);
            answers.push(if ends.is_empty() { Use::Anyhow } else { Use::ByName });
            for named in ends {
                self.answer(id, input, named.end, &mut answers);
            }
            for item in self.items(id, input) {
                uses.extend(answers.iter().map(|&answer| (item, answer)));
            }
        }
        uses
    }

    /// The answers of an input that names `end`.
    fn answer(&self, id: ScopeId, input: &Occurrence, end: End, answers: &mut Vec<Use>) {
        match end {
            End::Unknown => return answers.push(Use::Anyhow),
            End::Itself => return,
            End::Step(step) if self.flows.nodes[step.index()].scope == id => {}
            _ => answers.push(Use::FromOutside),
        }
        answers.push(Use::From(end));
        match end {
            End::Activity(_) => answers.push(Use::From(End::All)),
            End::All => {
                let activity_of =
                    input.node.map_or(ActivityOf::Nowhere, |node| self.flows.nodes[node.index()].activity_of);
                answers.extend(activity_of.others().map(|activity| Use::From(End::Activity(activity))));
            }
            _ => {}
        }
    }

    /// Whether one of the stream's inputs, which take what `uses` says, uses this trigger.
    fn is_used(&self, id: ScopeId, trigger: &Occurrence, uses: &FxHashSet<(Symbol, Use)>) -> bool {
        let ends = ends_of(self.scope(id), trigger);
        let mut asked = vec![Use::Anyhow];
        if ends.is_empty() {
            asked.push(Use::FromOutside);
        }
        for named in ends {
            asked.push(match named.end {
                End::Unknown => Use::ByName,
                End::Itself => Use::From(End::Stream(id)),
                end => Use::From(end),
            });
        }
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
        let scope = self.scope(id);
        let (border, ends) = (ends_of(scope, border), ends_of(scope, flow));
        if ends.is_empty() {
            return true;
        }
        let activity_of =
            flow.node.map_or(ActivityOf::Nowhere, |node| self.flows.nodes[node.index()].activity_of);
        ends.iter().any(|named| match named.end {
            End::Unknown => true,
            end if border.is_empty() => match end {
                End::Step(step) => self.flows.nodes[step.index()].scope != id,
                End::Itself => false,
                _ => true,
            },
            end => border.iter().any(|other| match (other.end, end) {
                (End::Unknown, _) | (End::All, End::All) => true,
                (End::All, End::Activity(_)) => true,
                (End::Activity(activity), End::All) => activity_of != ActivityOf::In(activity),
                // What flows from a stream to itself is a mistake of the border's, reported there.
                (End::Itself, End::Stream(stream)) => stream == id,
                (other, end) => other == end && end != End::Itself,
            }),
        })
    }
}

fn with_item(sorted: &[(Symbol, u32)], item: Symbol) -> impl Iterator<Item = u32> + '_ {
    let start = sorted.partition_point(|&(other, _)| other < item);
    sorted[start..].iter().take_while(move |&&(other, _)| other == item).map(|&(_, index)| index)
}
