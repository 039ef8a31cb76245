//! Why a flow is not met, and what to write so that it is.
//!
//! [`reported`] gives a rule an [`UnmetFlow`] for each failure of the matching that it reports. The rule words its
//! message with [`UnmetFlow::items`], [`UnmetFlow::ends`] and [`UnmetFlow::owner`], and lets [`UnmetFlow::explain`] add
//! the rest: labels at what is nearly there, a help, and a fix where there is only one way.
//!
//! One mistake gives one finding. So [`grouping`] joins the items of one statement that fail for the same reason, and
//! the model's diagnosis says which failure on the other side belongs to the same mistake. What is left to say depends
//! on what is nearly there:
//!
//! - [`mismatch`]: both sides are there and fail, since they name each other wrongly;
//! - [`stream_border`]: a trigger or an outcome of which its own stream makes no use;
//! - [`gap`]: what a step would join that is not there;
//! - [`series`]: `P3 ticket` is left, and a step takes `P1 ticket` or `P2 ticket` of the same choice;
//! - [`near_misses`]: else the same item with other ends, or another name, is looked for, and [`messages`] shows it.
//!
//! All of them take their edits from [`fixes`]. Looking for what is nearly there would be a walk through the whole scope
//! for each failure; [`counterparts`] arranges the flows of the other side once.

mod counterparts;
mod fixes;
mod gap;
mod grouping;
mod harm;
mod messages;
mod mismatch;
mod near_misses;
mod needed_choices;
mod reported;
mod series;
mod stream_border;

use std::rc::Rc;

use crate::model::flows::Occurrence;
use crate::model::matching::{Direction, Expectation, Failure, FailureId};
use crate::model::{Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::{few_listed, quoted_expectation, quoted_items, quoted_owner};
use crate::rules::support::end_path::path_to_node;
use crate::rules::support::name_words::flow_words;
use crate::rules::support::places::item_place;
use crate::source::FileSpan;
use crate::syntax::StatementFlags;

pub(in crate::rules) use counterparts::Counterparts;
pub(in crate::rules) use fixes::{is_expected_of, may_lose_link};
pub(in crate::rules) use gap::{names as gap_names, show as show_gap};
pub(in crate::rules) use reported::{Between, findings};

/// A flow of which something that it expects is not met.
pub(in crate::rules) struct UnmetFlow<'m> {
    model: &'m Model<'m>,
    failure: &'m Failure,
    flow: Occurrence,
    /// The failures of its statement that the finding is about, itself the first of them.
    group: Vec<FailureId>,
    /// The expectations that the finding is about.
    unmet: &'m [Expectation],
    /// Whether it takes its item. Otherwise it gives it.
    takes: bool,
    counterparts: Rc<Counterparts>,
}

impl<'m> UnmetFlow<'m> {
    /// The flow of the first of several failures that are one mistake. `counterparts` is shared by all that one rule
    /// looks at.
    fn new(model: &'m Model<'m>, group: Vec<FailureId>, counterparts: &Rc<Counterparts>) -> UnmetFlow<'m> {
        let failure = model.failure(group[0]);
        let remaining = model.diagnosis().remaining(group[0]);
        UnmetFlow {
            model,
            failure,
            flow: failure.part(model),
            group,
            unmet: if remaining.is_empty() { &failure.expectations } else { remaining },
            takes: failure.direction == Direction::In,
            counterparts: Rc::clone(counterparts),
        }
    }

    fn scope(&self) -> ScopeId {
        self.failure.occurrence.scope
    }

    /// Where its item stands.
    pub(in crate::rules) fn place(&self) -> FileSpan {
        item_place(self.model, self.scope(), &self.flow)
    }

    /// The items of the whole group, in backticks.
    pub(in crate::rules) fn items(&self) -> String {
        let mut items = Vec::new();
        for &at in &self.group {
            let flow = self.model.failure(at).part(self.model);
            items.push(quoted_items(self.model, self.scope(), &flow));
        }
        few_listed(&items, "and")
    }

    /// The items of the whole group as the other side would write them.
    fn written_items(&self) -> String {
        let mut items = Vec::new();
        for &at in &self.group {
            items.push(self.edit_of(self.scope(), &self.model.failure(at).part(self.model)).item());
        }
        let tree = self.model.tree(self.model.file_of(self.scope(), &self.flow));
        let is_either = !self.takes && tree[self.flow.statement].flags.has(StatementFlags::EITHER);
        items.join(if is_either { " or " } else { ", " })
    }

    /// Whose flow it is: a node's, or its stream's.
    pub(in crate::rules) fn owner(&self) -> String {
        quoted_owner(self.model, self.scope(), &self.flow)
    }

    /// Whether the finding is about several items.
    pub(in crate::rules) fn is_several(&self) -> bool {
        self.group.len() > 1
    }

    /// Whether one end alone is not met.
    pub(in crate::rules) fn has_one_end(&self) -> bool {
        self.model.diagnosis().remaining(self.group[0]).len() == 1
    }

    /// The failure on the other side that belongs to the same mistake.
    pub(in crate::rules) fn partner(&self) -> Option<FailureId> {
        self.model.diagnosis().partners(self.group[0]).first().copied()
    }

    /// Whom what is not met is expected of, with `word` before the last; empty for anybody.
    pub(in crate::rules) fn ends(&self, word: &str) -> String {
        let mut ends = Vec::new();
        for &expectation in self.unmet {
            if expectation != Expectation::Anyone {
                ends.push(quoted_expectation(self.model, expectation));
            }
        }
        few_listed(&ends, word)
    }

    /// The words of its fingerprint. Those of its ends are not among them: one end of two put right leaves the same
    /// mistake and not a new one.
    pub(in crate::rules) fn fingerprint(&self) -> Vec<String> {
        flow_words(self.model, self.scope(), &self.flow)
    }

    /// Adds to `finding` why an input or output is not met, and what to write.
    pub(in crate::rules) fn explain(&self, finding: FindingBuilder) -> FindingBuilder {
        let finding = self.explain_as_flow(self.failing_as_well(finding));
        let at = self.failure.occurrence;
        let lacks = |step| self.model.mismatches().has(step, at);
        // What mends the flow leaves it without a counterpart in the stream that its step runs.
        if self.flow.node.is_some_and(lacks) { finding.without_fix() } else { finding }
    }

    fn explain_as_flow(&self, finding: FindingBuilder) -> FindingBuilder {
        if let Some(partner) = self.partner() {
            return self.explain_mismatch(finding, partner);
        }
        if self.is_several() {
            return self.explain_absent(finding);
        }
        let addressed = self.addressed();
        if addressed.iter().any(Option::is_some) {
            return self.explain_addressed(finding, &addressed);
        }
        let is_elsewhere =
            |finding: FindingBuilder| if self.fails_again() { finding.without_fix() } else { finding };
        if self.is_of_one()
            && let Some(found) = self.same_item_of_another()
        {
            return is_elsewhere(self.explain_other_end(finding, &found));
        }
        if let Some(found) = self.border_with_item() {
            return is_elsewhere(self.explain_border(finding, &found));
        }
        if let Some(taker) = self.taker_of_series() {
            return is_elsewhere(self.explain_series(finding, taker));
        }
        if let Some(similar) = self.similar_name() {
            return is_elsewhere(self.explain_similar(finding, &similar, self.is_met_as(&similar.flow)));
        }
        self.explain_absent(finding)
    }

    /// Whether nothing of the sort that [`UnmetFlow::explain`] shows is near it.
    fn is_alone(&self) -> bool {
        self.addressed().iter().all(Option::is_none)
            && !(self.is_of_one() && self.same_item_of_another().is_some())
            && self.border_with_item().is_none()
            && self.taker_of_series().is_none()
            && self.similar_name().is_none()
    }

    /// Whether it fails at one end, or names none.
    fn is_of_one(&self) -> bool {
        self.unmet == [Expectation::Anyone] || self.failing_end().is_some()
    }

    /// Whether the same fails at other nodes too.
    fn fails_again(&self) -> bool {
        self.group.iter().any(|&at| self.model.diagnosis().duplicates(at).next().is_some())
    }

    /// Whether what mends this flow mends all of which the finding is. In the chain no step waits for another.
    fn mends_all(&self) -> bool {
        self.scope() == ScopeId::CHAIN || !self.fails_again()
    }

    /// How flows of `home` name the nodes at which this fails: its own, and those at which the same does. None where
    /// some cannot be named, or where not all of the group fails at all of them.
    fn paths(&self, home: ScopeId) -> Option<Vec<String>> {
        let mut all: Option<Vec<NodeId>> = None;
        for &at in &self.group {
            let mut nodes = vec![self.flow.node?];
            for other in self.model.diagnosis().duplicates(at) {
                nodes.push(self.model.failure(other).part(self.model).node?);
            }
            if all.as_ref().is_some_and(|all| *all != nodes) {
                return None;
            }
            all = Some(nodes);
        }
        let mut nodes = all?;
        nodes.dedup();
        nodes.into_iter().map(|node| path_to_node(self.model, node, home)).collect()
    }
}
