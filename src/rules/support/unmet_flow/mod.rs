//! Why an expectation fails: what is nearly there, told so that the reader sees what to write.

mod counterparts;
mod fixes;
mod grouping;
mod messages;
mod mismatch;
mod near_misses;
mod stream_border;

use std::rc::Rc;

use crate::model::flows::Occurrence;
use crate::model::matching::{Direction, Expectation, Failure};
use crate::model::{Model, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::{listed, quoted_expectation, quoted_items, quoted_owner};
use crate::rules::support::name_words::flow_words;
use crate::source::FileSpan;

pub(in crate::rules) use counterparts::Counterparts;
pub(in crate::rules) use grouping::alike;

/// One side of a failure, with what its messages need.
pub(in crate::rules) struct UnmetFlow<'m> {
    model: &'m Model<'m>,
    failure: &'m Failure,
    part: Occurrence,
    /// The failures of one statement that it is about, the first of which is this one.
    alike: Vec<usize>,
    /// The expectations to tell of.
    left: &'m [Expectation],
    takes: bool,
    others: Rc<Counterparts>,
}

impl<'m> UnmetFlow<'m> {
    pub(in crate::rules) fn new(model: &'m Model<'m>, at: usize, others: &Rc<Counterparts>) -> UnmetFlow<'m> {
        let failure = &model.matching.failures[at];
        let left = match &model.diagnosis.remaining[at] {
            left if left.is_empty() => &failure.expectations[..],
            left => &left[..],
        };
        let takes = failure.direction == Direction::In;
        let others = Rc::clone(others);
        UnmetFlow { model, failure, part: failure.part(model), alike: vec![at], left, takes, others }
    }

    /// One of several failures of a statement that fail alike, told with the first of them.
    pub(in crate::rules) fn of_alike(
        model: &'m Model<'m>,
        alike: &[usize],
        others: &Rc<Counterparts>,
    ) -> UnmetFlow<'m> {
        UnmetFlow { alike: alike.to_vec(), ..UnmetFlow::new(model, alike[0], others) }
    }

    fn scope(&self) -> ScopeId {
        self.failure.occurrence.scope
    }

    /// Where the item stands.
    pub(in crate::rules) fn place(&self) -> FileSpan {
        let file = self.model.file_of(self.scope(), &self.part);
        self.model.term_place(file, self.part.term)
    }

    /// The item, or the items that fail alike, in backticks.
    pub(in crate::rules) fn item(&self) -> String {
        let failures = self.alike.iter().map(|&at| &self.model.matching.failures[at]);
        let items = failures.map(|failure| quoted_items(self.model, self.scope(), &failure.part(self.model)));
        listed(&items.collect::<Vec<_>>(), "and")
    }

    /// Who speaks: a node, or the stream.
    pub(in crate::rules) fn viewpoint(&self) -> String {
        quoted_owner(self.model, self.scope(), &self.part)
    }

    /// Whom the failing expectations are of, one after the other; empty for anybody.
    pub(in crate::rules) fn ends(&self, word: &str) -> String {
        let named = self.left.iter().filter(|&&expectation| expectation != Expectation::Anyone);
        listed(
            &named.map(|&expectation| quoted_expectation(self.model, expectation)).collect::<Vec<_>>(),
            word,
        )
    }

    /// The words that tell it from all others. Whom it fails with is not among them: mending one end of two is no new
    /// mistake.
    pub(in crate::rules) fn words(&self) -> Vec<String> {
        flow_words(self.model, self.scope(), &self.part)
    }

    /// Adds to `finding` why it fails and what to write.
    pub(in crate::rules) fn explain(&self, finding: FindingBuilder, partner: Option<u32>) -> FindingBuilder {
        if let Some(partner) = partner {
            return self.paired(finding, partner);
        }
        const MOST: usize = 6;
        let addressed = self.left.iter().take(MOST).map(|&expectation| self.addressed_elsewhere(expectation));
        let addressed: Vec<_> = addressed.collect();
        if addressed.iter().any(Option::is_some) {
            return self.tell_addressed(finding, &addressed);
        }
        let is_one = self.left == [Expectation::Anyone] || self.failing_end().is_some();
        if let Some(found) = Some(()).filter(|()| is_one).and_then(|()| self.same_item_of_another()) {
            return self.tell_other_end(finding, &found);
        }
        if let Some(border) = self.border_with_item() {
            return self.tell_border(finding, &border);
        }
        if let Some(near) = self.near_name() {
            return self.tell_near(finding, &near, self.meets_as(&near.other));
        }
        self.tell_nothing(finding)
    }
}
