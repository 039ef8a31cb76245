//! Stalled triggers that one statement takes, a comma between them: one mistake.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::finding::Fix;
use crate::model::matching::{Expectation, Kind};
use crate::model::{Model, Occurrence, ScopeId};
use crate::rules::support::edits::{FlowEdit, alternatives};
use crate::syntax::StatementId;

/// A statement is shown with at most so many items.
const MOST_ITEMS: usize = 6;

/// More triggers than these are not shown beside the first.
const MOST_SHOWN: usize = 3;

/// So many of the triggers that a statement takes are looked at for one of them, and so many that feed one input.
const MOST_LOOKED_AT: usize = 512;

/// The stalled triggers of a stream, and the statements with several inputs that take some of them. Triggers go by their
/// ranks: their positions among the stalled ones, in the order of the text.
pub(super) struct Listed<'m> {
    model: &'m Model<'m>,
    scope: ScopeId,
    lists: Vec<List<'m>>,
    /// The lists in which each trigger stands.
    lists_of: Vec<Vec<usize>>,
}

/// A statement of a step with several inputs.
struct List<'m> {
    statement: StatementId,
    inputs: Vec<&'m Occurrence>,
    /// The rank of a trigger, and which input it feeds; ascending.
    members: Vec<(usize, usize)>,
}

impl<'m> Listed<'m> {
    /// Of the triggers `stalled`, ascending, of a stream.
    pub(super) fn of(model: &'m Model<'m>, scope: ScopeId, stalled: &[u32]) -> Listed<'m> {
        let lists = if stalled.len() > 1 { lists(model, scope, stalled) } else { Vec::new() };
        let mut lists_of = vec![Vec::new(); stalled.len()];
        for (at, list) in lists.iter().enumerate() {
            for &(rank, _) in &list.members {
                if lists_of[rank].last() != Some(&at) {
                    lists_of[rank].push(at);
                }
            }
        }
        Listed { model, scope, lists, lists_of }
    }

    /// Whether an earlier trigger feeds another input of a statement that takes this one.
    pub(super) fn has_earlier(&self, rank: usize) -> bool {
        self.lists_of[rank].iter().any(|&at| self.lists[at].has_earlier(rank))
    }

    /// The ranks of the first triggers behind this one that feed another input of a statement which takes it.
    pub(super) fn later(&self, rank: usize) -> Vec<usize> {
        let mut later = Vec::new();
        for &at in &self.lists_of[rank] {
            self.lists[at].add_later(rank, &mut later);
        }
        later.sort_unstable();
        later.dedup();
        later.truncate(MOST_SHOWN);
        later
    }

    /// `or` in place of the commas of the one statement that takes this trigger, if each of its inputs is fed by such a one.
    /// Where the stream stops at another statement, `needs`, that does not help.
    pub(super) fn joined(&self, rank: usize, needs: Option<StatementId>) -> Option<Fix> {
        let [at] = self.lists_of[rank][..] else { return None };
        let list = &self.lists[at];
        if needs.is_some_and(|needs| needs != list.statement) {
            return None;
        }
        let is_fed = |input: usize| list.members.iter().any(|&(_, fed)| fed == input);
        if list.inputs.len() > MOST_ITEMS || !(0..list.inputs.len()).all(is_fed) || self.waits_besides(list) {
            return None;
        }
        let mut flows = Vec::new();
        for input in &list.inputs {
            flows.push(FlowEdit::new(self.model, self.scope, input));
        }
        let items: Vec<String> = flows.iter().map(FlowEdit::item).collect();
        let edits = alternatives::join(&flows)?;
        Some(Fix::suggested(format!("write `input {}`", items.join(" or ")), edits))
    }

    /// Whether the step waits in another statement for one of the same items.
    fn waits_besides(&self, list: &List<'_>) -> bool {
        let (model, id) = (self.model, self.scope);
        let Some(step) = list.inputs.first().and_then(|input| input.node) else { return false };
        let mut taken = FxHashSet::default();
        for input in &list.inputs {
            taken.extend(model.items(id, input));
        }
        for input in model.scope(id).flows_of_node(Kind::Input, step) {
            let waits = input.statement != list.statement && model.is_waited_for(step, input);
            if waits && model.items(id, input).any(|item| taken.contains(&item)) {
                return true;
            }
        }
        false
    }
}

impl List<'_> {
    /// The inputs that a trigger feeds.
    fn of(&self, rank: usize) -> &[(usize, usize)] {
        let start = self.members.partition_point(|&(other, _)| other < rank);
        let rest = &self.members[start..];
        &rest[..rest.partition_point(|&(other, _)| other == rank)]
    }

    /// Whether `input` is not the only one that the trigger with these members feeds.
    fn feeds_another(own: &[(usize, usize)], input: usize) -> bool {
        own.iter().any(|&(_, fed)| fed != input)
    }

    fn has_earlier(&self, rank: usize) -> bool {
        let own = self.of(rank);
        // The first member, and the first that feeds another input, decide for all behind them.
        let Some(&(first, input)) = self.members.first() else { return false };
        if first < rank && Self::feeds_another(own, input) {
            return true;
        }
        let other = self.members.iter().take(MOST_LOOKED_AT).find(|&&(_, fed)| fed != input);
        other.is_some_and(|&(other, fed)| other < rank && Self::feeds_another(own, fed))
    }

    fn add_later(&self, rank: usize, later: &mut Vec<usize>) {
        let own = self.of(rank);
        let behind = self.members.partition_point(|&(other, _)| other <= rank);
        let mut found = 0;
        for &(other, input) in self.members[behind..].iter().take(MOST_LOOKED_AT) {
            if Self::feeds_another(own, input) && found < MOST_SHOWN {
                later.push(other);
                found += 1;
            }
        }
    }
}

/// The statements with several inputs, and which of them the stalled triggers feed.
fn lists<'m>(model: &'m Model<'m>, id: ScopeId, stalled: &[u32]) -> Vec<List<'m>> {
    let ranks: FxHashMap<u32, usize> = stalled.iter().enumerate().map(|(rank, &at)| (at, rank)).collect();
    let mut lists: Vec<List<'m>> = Vec::new();
    for (_, input) in model.mandatory_inputs(id) {
        let list = match lists.last_mut() {
            Some(list) if list.statement == input.statement => list,
            _ => {
                lists.push(List { statement: input.statement, inputs: Vec::new(), members: Vec::new() });
                let Some(list) = lists.last_mut() else { continue };
                list
            }
        };
        for expectation in model.expectations(model.scope(id), input) {
            if matches!(expectation, Expectation::Stream(_)) {
                continue;
            }
            for entry in model.feeders(id, input, expectation).take(MOST_LOOKED_AT) {
                if entry.node.is_none()
                    && let Some(&rank) = ranks.get(&entry.occurrence)
                {
                    list.members.push((rank, list.inputs.len()));
                }
            }
        }
        list.inputs.push(input);
    }
    lists.retain(|list| list.inputs.len() > 1);
    for list in &mut lists {
        list.members.sort_unstable();
        list.members.dedup();
    }
    lists
}
