//! Inputs that only alternatives of one output feed: of two that wait for different ones only one is ever fed.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::flows::{NodeId, Occurrence};
use crate::model::index::Entry;
use crate::model::{Model, ScopeId, StatementRef};
use crate::syntax::{StatementFlags, TermId};

/// Inputs of one step of which each waits for other alternatives of one output than some other of them.
#[derive(Debug)]
pub struct Exclusive<'m> {
    /// The output's statement.
    pub output: StatementRef,
    /// The inputs, two at least, in the order of the text.
    pub inputs: Vec<FedByAlternatives<'m>>,
    /// The inputs that the same output feeds and that exclude none of these, in the order of the text.
    pub others: Vec<FedByAlternatives<'m>>,
    /// The first that waits for others than an earlier one: the index of that one and its own.
    pub first: (usize, usize),
}

/// An input that only alternatives of one output feed.
#[derive(Debug)]
pub struct FedByAlternatives<'m> {
    /// The input.
    pub input: &'m Occurrence,
    /// The output's statement.
    pub output: StatementRef,
    /// The terms of the alternatives, sorted.
    pub alternatives: Vec<TermId>,
}

impl<'m> Exclusive<'m> {
    /// What excludes each other among the mandatory inputs of one step, which are given in the order of the text: by the
    /// outputs.
    pub fn among(model: &'m Model<'_>, id: ScopeId, inputs: &[&'m Occurrence]) -> Vec<Exclusive<'m>> {
        if inputs.len() < 2 {
            return Vec::new();
        }
        let mut fed: Vec<FedByAlternatives<'m>> = Vec::new();
        for input in inputs {
            fed.extend(FedByAlternatives::of(model, id, input));
        }
        fed.sort_by_key(|this| this.output);
        let mut all = Vec::new();
        let mut rest = fed.into_iter().peekable();
        while let Some(one) = rest.next() {
            let output = one.output;
            let mut of_output = vec![one];
            while let Some(other) = rest.next_if(|other| other.output == output) {
                of_output.push(other);
            }
            all.extend(Exclusive::of_output(output, of_output));
        }
        all
    }

    /// The same of inputs that one output feeds.
    fn of_output(output: StatementRef, fed: Vec<FedByAlternatives<'m>>) -> Option<Exclusive<'m>> {
        let excluding = exclude_others(&fed);
        let (mut inputs, mut others) = (Vec::new(), Vec::new());
        for (input, excludes) in fed.into_iter().zip(excluding) {
            if excludes { inputs.push(input) } else { others.push(input) }
        }
        let first = first_pair(&inputs)?;
        Some(Exclusive { output, inputs, others, first })
    }
}

/// Whether each of these inputs excludes some other.
fn exclude_others(fed: &[FedByAlternatives<'_>]) -> Vec<bool> {
    // Inputs that the same alternatives feed exclude the same others.
    let sets: FxHashSet<&[TermId]> = fed.iter().map(|this| &this.alternatives[..]).collect();
    let mut takers: FxHashMap<TermId, usize> = FxHashMap::default();
    for &term in sets.iter().copied().flatten() {
        *takers.entry(term).or_default() += 1;
    }
    let others = sets.len() - 1;
    let mut excluding: FxHashSet<&[TermId]> = FxHashSet::default();
    for &set in &sets {
        let shared_with = || set.iter().map(|term| takers[term] - 1);
        if shared_with().any(|count| count == others) {
            continue;
        }
        // Where fewer than all others have one of its alternatives, some other has none of them.
        let at_most: usize = shared_with().sum();
        if at_most < others || sets.iter().any(|other| are_disjoint(set, other)) {
            excluding.insert(set);
        }
    }
    fed.iter().map(|this| excluding.contains(&this.alternatives[..])).collect()
}

/// The first of these inputs that excludes an earlier one, behind the first that it excludes.
fn first_pair(inputs: &[FedByAlternatives<'_>]) -> Option<(usize, usize)> {
    // Of inputs that the same alternatives feed, the first is enough.
    let mut known: FxHashSet<&[TermId]> = FxHashSet::default();
    let mut earlier: Vec<usize> = Vec::new();
    let mut takers: FxHashMap<TermId, usize> = FxHashMap::default();
    for (at, FedByAlternatives { alternatives, .. }) in inputs.iter().enumerate() {
        if !known.insert(alternatives) {
            continue;
        }
        let is_shared = alternatives.iter().any(|term| takers.get(term) == Some(&earlier.len()));
        if !is_shared {
            let excludes = |&&other: &&usize| are_disjoint(alternatives, &inputs[other].alternatives);
            if let Some(&rival) = earlier.iter().find(excludes) {
                return Some((rival, at));
            }
        }
        earlier.push(at);
        for &term in alternatives {
            *takers.entry(term).or_default() += 1;
        }
    }
    None
}

/// Whether two sorted sets have nothing in common.
fn are_disjoint(one: &[TermId], other: &[TermId]) -> bool {
    !one.iter().any(|term| other.binary_search(term).is_ok())
}

impl<'m> FedByAlternatives<'m> {
    /// What feeds `input` of a stream; none if anything does that is no alternative, or one of another output.
    fn of(model: &'m Model<'_>, id: ScopeId, input: &'m Occurrence) -> Option<FedByAlternatives<'m>> {
        let mut fed: Option<FedByAlternatives<'m>> = None;
        for expectation in model.certain_expectations(id, input) {
            for entry in model.feeders(id, input, expectation) {
                let (output, term) = alternative(model, entry)?;
                let fed = fed.get_or_insert(FedByAlternatives { input, output, alternatives: Vec::new() });
                if fed.output != output {
                    return None;
                }
                fed.alternatives.push(term);
            }
        }
        let mut fed = fed?;
        fed.alternatives.sort_unstable();
        fed.alternatives.dedup();
        Some(fed)
    }
}

/// Whether a step waits for two items of which only one ever comes.
pub(super) fn is_exclusive(model: &Model<'_>, step: NodeId) -> bool {
    let inputs: Vec<&Occurrence> = model.mandatory_inputs_of(step).map(|(_, input)| input).collect();
    !Exclusive::among(model, model.node(step).scope, &inputs).is_empty()
}

/// Whether only alternatives of one output feed an input of a stream.
pub fn is_fed_by_alternatives(model: &Model<'_>, id: ScopeId, input: &Occurrence) -> bool {
    FedByAlternatives::of(model, id, input).is_some()
}

/// The statement and term of the alternative that an entry stands for; none if it is no alternative.
fn alternative(model: &Model<'_>, entry: &Entry) -> Option<(StatementRef, TermId)> {
    let node = model.node(entry.node?);
    let output = model.scope(node.scope).output(entry.occurrence);
    if !model.is_alternative(node.scope, output) {
        return None;
    }
    Some((StatementRef { file: node.statement.file, id: output.statement }, output.term))
}

impl Model<'_> {
    /// Whether the statement of a flow names alternatives: `A or B`.
    pub(super) fn is_alternative(&self, scope: ScopeId, output: &Occurrence) -> bool {
        self.tree(self.file_of(scope, output))[output.statement].flags.has(StatementFlags::EITHER)
    }

    /// Whether an output need not come when its step is done: an alternative, or an optional output.
    pub fn may_fail_to_come(&self, scope: ScopeId, output: &Occurrence) -> bool {
        let flags = self.tree(self.file_of(scope, output))[output.statement].flags;
        flags.has(StatementFlags::EITHER) || flags.has(StatementFlags::OPTIONAL)
    }

    /// Whether any output in a stream need not come.
    pub fn has_choice(&self) -> bool {
        let in_stream = |id| self.scope(id).outputs.iter().any(|output| self.may_fail_to_come(id, output));
        *self.has_choice.get_or_init(|| self.streams().any(in_stream))
    }
}
