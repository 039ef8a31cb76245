//! What rules share that look at each input and output by itself.

use crate::model::flows::Occurrence;
use crate::model::{Model, ScopeId};
use crate::rules::builder::FindingBuilder;

/// What is wrong with a flow of a node; `true` says that the node takes it, `false` that it gives it.
type Finding = fn(&Model<'_>, ScopeId, &Occurrence, bool) -> Option<FindingBuilder>;

/// What `finding` finds in the inputs and outputs of these scopes: scope by scope, the inputs first.
pub(in crate::rules) fn in_flows(
    model: &Model<'_>,
    scopes: impl Iterator<Item = ScopeId>,
    finding: Finding,
) -> Vec<FindingBuilder> {
    let mut findings = Vec::new();
    for id in scopes {
        let scope = model.scope(id);
        for (flows, takes) in [(&scope.inputs, true), (&scope.outputs, false)] {
            findings.extend(flows.iter().filter_map(|flow| finding(model, id, flow, takes)));
        }
    }
    findings
}
