//! Which choices have to fall which way before a step has what it waits for.

use rustc_hash::FxHashSet;

use crate::model::flows::{NodeId, Occurrence};
use crate::model::matching::{Direction, Expectation};
use crate::model::{Model, ScopeId};
use crate::source::FileId;
use crate::syntax::TermId;

/// Every fix may ask, so all that one looks at is about a thousand.
const MOST_STEPS: usize = 64;
const MOST_INPUTS: usize = 128;
const MOST_GIVERS: usize = 8;

/// Which of the ways that lead to a step count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ways {
    /// All there are, so that more choices may be found than are needed.
    All,
    /// Those that are the only one, so that every choice found is needed.
    Only,
}

/// The outputs that are one of several alternatives, or need not come at all, and that are needed before those who
/// wait have what they wait for.
pub(super) struct NeededChoices<'m> {
    model: &'m Model<'m>,
    ways: Ways,
    found: FxHashSet<(FileId, TermId)>,
    seen: FxHashSet<NodeId>,
    open: Vec<NodeId>,
    inputs: usize,
}

impl<'m> NeededChoices<'m> {
    pub(super) fn new(model: &'m Model<'m>, ways: Ways) -> Self {
        let (found, seen) = (FxHashSet::default(), FxHashSet::default());
        Self { model, ways, found, seen, open: Vec::new(), inputs: 0 }
    }

    /// Adds what is needed for `output` of the step `giver`; for one that is still to be written, and comes whenever the
    /// step is done, there is none. False if that is more than is looked for.
    #[must_use]
    pub(super) fn add_output(&mut self, giver: NodeId, output: Option<&Occurrence>) -> bool {
        if let Some(output) = output {
            self.add_choice(self.model.node(giver).scope, output);
        }
        self.open.push(giver);
        self.follow()
    }

    /// Adds what the step `taker` waits for besides the statement of `input`. False if that is more than is looked for.
    #[must_use]
    pub(super) fn add_inputs(&mut self, taker: NodeId, input: Option<&Occurrence>) -> bool {
        self.add_givers_of(taker, |other| input.is_none_or(|input| input.statement != other.statement))
            && self.follow()
    }

    /// Whether all that are needed here are needed there as well.
    pub(super) fn are_among(&self, others: &Self) -> bool {
        self.found.is_subset(&others.found)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    fn follow(&mut self) -> bool {
        if !self.model.has_choice() {
            return true;
        }
        while let Some(step) = self.open.pop() {
            if !self.seen.insert(step) {
                continue;
            }
            if self.seen.len() > MOST_STEPS {
                return false;
            }
            if !self.add_givers_of(step, |_| true) {
                return false;
            }
        }
        true
    }

    /// Adds those who give what a step waits for, in the inputs that count. False if these are more than are looked at.
    fn add_givers_of(&mut self, step: NodeId, counts: impl Fn(&Occurrence) -> bool) -> bool {
        if !self.model.has_choice() {
            return true;
        }
        let scope = self.model.node(step).scope;
        for (_, input) in self.model.mandatory_inputs_of(step) {
            if !counts(input) {
                continue;
            }
            self.inputs += 1;
            if self.inputs > MOST_INPUTS {
                return false;
            }
            self.add_givers(scope, input);
        }
        true
    }

    fn add_givers(&mut self, scope: ScopeId, input: &Occurrence) {
        if self.ways == Ways::Only && input.choices > 1 {
            return;
        }
        let viewpoint = self.model.viewpoint(scope, input);
        let expectations: Vec<Expectation> =
            self.model.expectations(self.model.scope(scope), input).collect();
        for &expectation in &expectations {
            let givers = self.model.partners(viewpoint, input, Direction::In, expectation);
            let givers: Vec<_> = givers.take(MOST_GIVERS).collect();
            if self.ways == Ways::Only && givers.len() > 1 {
                continue;
            }
            for entry in givers {
                let Some(giver) = entry.node else { continue };
                let home = self.model.node(giver).scope;
                self.add_choice(home, self.model.scope(home).output(entry.occurrence));
                self.open.push(giver);
            }
        }
    }

    fn add_choice(&mut self, scope: ScopeId, output: &Occurrence) {
        if self.model.may_fail_to_come(scope, output) {
            self.found.insert((self.model.file_of(scope, output), output.term));
        }
    }
}
