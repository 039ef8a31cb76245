//! Which failures a rule reports, and that each mistake is reported once.

use std::rc::Rc;

use super::grouping::group_of;
use super::{Counterparts, UnmetFlow};
use crate::model::Model;
use crate::model::matching::{Direction, Kind};
use crate::model::pairing::Disposition;
use crate::rules::builder::FindingBuilder;

/// Between whom a flow fails.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Between {
    /// Between a node or stream and another. Items of one statement that fail for the same reason are one mistake.
    Parties,
    /// Between a stream's trigger or outcome and its own steps.
    StreamAndSteps,
}

/// A finding for each mistake of this kind: `finding` words it. Direction `In` is of those who take an item.
pub(in crate::rules) fn findings(
    model: &Model<'_>,
    direction: Direction,
    between: Between,
    finding: fn(&UnmetFlow<'_>) -> FindingBuilder,
) -> Vec<FindingBuilder> {
    let mut findings = Vec::new();
    let counterparts = Rc::new(Counterparts::default());
    // From inside the stream, a trigger gives and an outcome takes.
    let at_border = match direction {
        Direction::In => Kind::Outcome,
        Direction::Out => Kind::Trigger,
    };
    for (id, failure) in model.failures() {
        let is_at_border = failure.occurrence.kind == at_border;
        if failure.direction != direction || is_at_border != (between == Between::StreamAndSteps) {
            continue;
        }
        if model.diagnosis().disposition(id) != Disposition::Reported {
            continue;
        }
        let group = match between {
            Between::Parties => group_of(model, id),
            Between::StreamAndSteps => vec![id],
        };
        if group[0] == id {
            findings.push(finding(&UnmetFlow::new(model, group, &counterparts)));
        }
    }
    findings
}
