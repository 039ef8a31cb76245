//! What a step would join that is not there: what is left over above it, and what lacks below.

use rustc_hash::FxHashSet;

use super::UnmetFlow;
use crate::model::Model;
use crate::model::flows::Occurrence;
use crate::model::matching::{Direction, FailureId, Kind};
use crate::model::pairing::Gap;
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::{few_listed, quoted_items, quoted_owner};
use crate::rules::support::places::item_place;
use crate::source::FileSpan;

/// More places than these are not shown on one side.
const MOST_SHOWN: usize = 3;

impl UnmetFlow<'_> {
    /// The finding about what a step would join, where this flow is reported for all of it.
    pub(in crate::rules) fn at_gap(&self) -> Option<FindingBuilder> {
        let gap = self.model.diagnosis().gap(self.group[0])?;
        let is_outcome = self.failure.occurrence.kind == Kind::Outcome;
        let label = if is_outcome {
            "nothing leads to it".to_owned()
        } else {
            format!("{} expects it here", self.owner())
        };
        let mut finding = FindingBuilder::new(self.place(), self.message_of_gap(gap)).label(label);
        finding = show(self.model, finding, &gap.left_over, &gap.lacking[1..], &gap.outside);
        let finding = finding.help(self.help_of_gap(gap)).fingerprint(self.fingerprint());
        Some(self.failing_as_well(finding))
    }

    /// Adds to `finding` where else the same lacks or is left over.
    pub(super) fn failing_as_well(&self, finding: FindingBuilder) -> FindingBuilder {
        let mut finding = finding;
        let takes = if self.takes { "expected" } else { "produced" };
        for &member in &self.group {
            let (mut nodes, mut border) = (Vec::new(), Vec::new());
            for other in self.model.diagnosis().duplicates(member) {
                let list = if self.flow_of(other).node.is_some() { &mut nodes } else { &mut border };
                list.push(self.place_of(other));
            }
            let at_border = if self.takes {
                "nothing leads to this outcome either"
            } else {
                "no step uses this trigger either"
            };
            finding = finding.also_at(&nodes, &format!("{takes} here as well")).also_at(&border, at_border);
        }
        finding
    }

    fn message_of_gap(&self, gap: &Gap) -> String {
        let (names, left) = (self.names(&gap.lacking), self.names(&gap.left_over));
        if let ([lacking], [left], [id]) = (&names[..], &left[..], &gap.left_over[..]) {
            let given = self.flow_of(*id);
            let lacks = if self.flow.node.is_none() {
                format!("no step produces the outcome {lacking}")
            } else {
                format!("nothing provides {lacking}, which {} needs", self.owner())
            };
            return if given.node.is_none() {
                format!("{lacks}, and no step uses the trigger {left}")
            } else {
                format!("{lacks}, and nobody uses {left}, which {} produces", self.owner_of(&given))
            };
        }
        let (mut above, below) = (self.owners(&gap.left_over), self.owners(&gap.lacking));
        // What goes back to the missing step comes from below.
        let taking: FxHashSet<&String> = below.iter().collect();
        above.retain(|owner| !taking.contains(owner));
        let place = match (&above[..], &below[..]) {
            ([], []) => String::new(),
            ([], below) => format!(" before {}", few_listed(below, "and")),
            (above, []) => format!(" after {}", few_listed(above, "and")),
            (above, below) => {
                format!(" between {} and {}", few_listed(above, "and"), few_listed(below, "and"))
            }
        };
        let (left, lacking) = (few_listed(&left, "and"), few_listed(&names, "and"));
        format!("a step{place} seems to be missing: nobody turns {left} into {lacking}")
    }

    fn help_of_gap(&self, gap: &Gap) -> String {
        let (lacking, left) = (self.names(&gap.lacking), self.names(&gap.left_over));
        let step =
            format!("which uses {} and produces {}", few_listed(&left, "and"), few_listed(&lacking, "and"));
        if gap.lacking.len() + gap.left_over.len() == 2 {
            format!("if both are the same thing, use one name; or else write the step between them, {step}")
        } else {
            format!("write the step that is missing, {step}; or use one name where two are the same thing")
        }
    }

    fn names(&self, flows: &[FailureId]) -> Vec<String> {
        names(self.model, flows)
    }

    /// The steps of these flows, each once.
    fn owners(&self, flows: &[FailureId]) -> Vec<String> {
        let mut owners: Vec<String> = Vec::new();
        let mut known: FxHashSet<String> = FxHashSet::default();
        for &id in flows {
            let flow = self.flow_of(id);
            if flow.node.is_none() {
                continue;
            }
            let owner = self.owner_of(&flow);
            if known.insert(owner.clone()) {
                owners.push(owner);
            }
        }
        owners
    }

    fn flow_of(&self, id: FailureId) -> Occurrence {
        self.model.failure(id).part(self.model)
    }

    fn place_of(&self, id: FailureId) -> FileSpan {
        place_of(self.model, id)
    }

    fn owner_of(&self, flow: &Occurrence) -> String {
        quoted_owner(self.model, self.scope(), flow)
    }
}

/// Shows what a step would join that is not there: some of what is left over, of what lacks, and of what other streams
/// expect or send in vain.
pub(in crate::rules) fn show(
    model: &Model<'_>,
    finding: FindingBuilder,
    left_over: &[FailureId],
    lacking: &[FailureId],
    outside: &[FailureId],
) -> FindingBuilder {
    let mut finding = finding;
    for &id in left_over.iter().take(MOST_SHOWN) {
        let (flow, owner) = owned(model, id);
        let label = if flow.node.is_none() {
            "no step uses this trigger".to_owned()
        } else {
            format!("{owner} produces this, and nobody uses it")
        };
        finding = finding.secondary(place_of(model, id), label);
    }
    for &id in lacking.iter().take(MOST_SHOWN) {
        let (flow, owner) = owned(model, id);
        let label = if flow.node.is_none() {
            "nothing leads to this either".to_owned()
        } else {
            format!("{owner} expects this, and nothing provides it")
        };
        finding = finding.secondary(place_of(model, id), label);
    }
    for &id in outside.iter().take(MOST_SHOWN) {
        let (_, owner) = owned(model, id);
        let label = match model.failure(id).direction {
            Direction::In => format!("{owner} expects this from here"),
            Direction::Out => format!("{owner} sends this here"),
        };
        finding = finding.secondary(place_of(model, id), label);
    }
    finding
}

/// The items of these flows, in backticks.
pub(in crate::rules) fn names(model: &Model<'_>, flows: &[FailureId]) -> Vec<String> {
    let mut names = Vec::new();
    for &id in flows {
        let failure = model.failure(id);
        names.push(quoted_items(model, failure.occurrence.scope, &failure.part(model)));
    }
    names
}

fn owned(model: &Model<'_>, id: FailureId) -> (Occurrence, String) {
    let failure = model.failure(id);
    let flow = failure.part(model);
    (flow, quoted_owner(model, failure.occurrence.scope, &flow))
}

fn place_of(model: &Model<'_>, id: FailureId) -> FileSpan {
    let failure = model.failure(id);
    item_place(model, failure.occurrence.scope, &failure.part(model))
}
