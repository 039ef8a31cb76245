//! Triggers and outcomes, seen from inside: what uses them, and what produces them.

use super::{Direction, Expectation, FAST_PATH_LIMIT, Kind, Matched, OccurrenceRef};
use crate::model::Model;
use crate::model::activity::ActivityOf;
use crate::model::declared::ScopeId;
use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::syntax::Symbol;

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
            let trigger = &scope.triggers[index as usize];
            matched.fails(occurrence, trigger, Direction::Out, vec![Expectation::Anyone]);
        }
        // A stream has few outcomes: they are listed by item, and all outputs are held against the list.
        listed.clear();
        for (index, outcome) in scope.outcomes.iter().enumerate() {
            listed.extend(self.items(id, outcome).map(|item| (item, index as u32)));
        }
        listed.sort_unstable();
        let producers = &mut matched.producers;
        for (index, output) in scope.outputs.iter().enumerate().take_while(|_| !listed.is_empty()) {
            for item in self.items(id, output) {
                for &broad in self.declared.broader(&item) {
                    let agreeing = with_item(listed, broad);
                    let produced = agreeing
                        .filter(|&outcome| self.shares_end(id, &scope.outcomes[outcome as usize], output));
                    producers.extend(produced.map(|outcome| (outcome, index as u32)));
                }
            }
        }
        producers.sort_unstable();
        producers.dedup();
        producers.shrink_to_fit();
        let mut produced = matched.producers.iter().map(|&(outcome, _)| outcome).peekable();
        let mut missing = Vec::new();
        for (index, outcome) in scope.outcomes.iter().enumerate() {
            let mut is_produced = false;
            while produced.next_if_eq(&(index as u32)).is_some() {
                is_produced = true;
            }
            let granted = is_open || self.mentions(id, outcome);
            if !is_produced && !granted {
                missing.push(index as u32);
            }
        }
        for index in missing {
            let occurrence = OccurrenceRef { scope: id, kind: Kind::Outcome, index };
            let outcome = &scope.outcomes[index as usize];
            matched.fails(occurrence, outcome, Direction::In, vec![Expectation::Anyone]);
        }
    }

    /// The triggers that no step of the stream uses.
    fn unused_triggers(&self, id: ScopeId, is_open: bool, listed: &mut Vec<(Symbol, u32)>) -> Vec<u32> {
        let scope = self.scope(id);
        let is_used = |trigger: u32, input: u32| {
            self.shares_end(id, &scope.triggers[trigger as usize], &scope.inputs[input as usize])
        };
        let triggers = (0..scope.triggers.len() as u32).map(|index| (index, &scope.triggers[index as usize]));
        let mut unused: Vec<(u32, &Occurrence)> =
            triggers.filter(|(_, trigger)| !is_open && !self.mentions(id, trigger)).collect();
        listed.clear();
        if unused.len() <= FAST_PATH_LIMIT {
            for &(index, trigger) in &unused {
                for item in self.items(id, trigger) {
                    listed.extend(self.declared.broader(&item).iter().map(|&broad| (broad, index)));
                }
            }
            listed.sort_unstable();
            for (index, input) in scope.inputs.iter().enumerate() {
                if unused.is_empty() {
                    break;
                }
                for item in self.items(id, input) {
                    for trigger in with_item(listed, item) {
                        unused.retain(|&(other, _)| other != trigger || !is_used(trigger, index as u32));
                    }
                }
            }
        } else {
            // Many triggers look for an input each, so that the cost is their sum and not their product.
            for (index, input) in scope.inputs.iter().enumerate() {
                listed.extend(self.items(id, input).map(|item| (item, index as u32)));
            }
            listed.sort_unstable();
            unused.retain(|&(trigger, occurrence)| {
                let items = self.items(id, occurrence);
                !items.into_iter().any(|item| {
                    let mut broader = self.declared.broader(&item).iter();
                    broader.any(|&item| with_item(listed, item).any(|input| is_used(trigger, input)))
                })
            });
        }
        unused.into_iter().map(|(trigger, _)| trigger).collect()
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
                // What flows from a stream to itself is a mistake of the border's, told there.
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
