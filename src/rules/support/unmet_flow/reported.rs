//! Which failures a rule reports, and that each mistake is reported once.

use std::rc::Rc;

use super::grouping::groups_from;
use super::{Counterparts, UnmetFlow};
use crate::model::Model;
use crate::model::matching::{Direction, FailureId, Kind};
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
    let mut next = FailureId::FIRST;
    for (id, failure) in model.failures() {
        let is_at_border = failure.occurrence.kind == at_border;
        if id < next || failure.direction != direction || is_at_border != (between == Between::StreamAndSteps)
        {
            continue;
        }
        if model.diagnosis().disposition(id) != Disposition::Reported {
            continue;
        }
        let unmet = |group: Vec<FailureId>| UnmetFlow::new(model, group, &counterparts);
        let groups = match between {
            Between::Parties => groups_from(model, id, |other| unmet(vec![other]).is_alone()),
            Between::StreamAndSteps => vec![vec![id]],
        };
        for group in groups {
            if let Some(&last) = group.last() {
                next = next.max(last.after(1));
            }
            findings.push(finding(&unmet(group)));
        }
    }
    findings
}
