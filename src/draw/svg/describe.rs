//! What a picture shows, in words, for those who cannot see it.

use crate::draw::diagram::{Diagram, Flow, NodeKind, Origin, Style, Target};
use crate::draw::words::{giver, item, taker};
use crate::text::plural;

/// More flows than these are counted, not told.
const MOST_FLOWS: usize = 200;

/// Every box with what it gives and to whom, what comes from outside, and the findings.
pub(super) fn description(diagram: &Diagram) -> String {
    let count = diagram.count();
    let boxes = if count == 1 { "box" } else { "boxes" };
    let arrows = plural(diagram.flows.len(), "arrow");
    let mut lines = vec![format!("{} with {count} {boxes} and {arrows}", diagram.title)];
    if !diagram.note.is_empty() {
        lines.push(diagram.note.clone());
    }
    for figure in &diagram.figures {
        lines.push(format!("{}: {}", figure.caption, figure.value));
    }
    let is_from_outside = |flow: &&Flow| !matches!(flow.from, Origin::Output(_));
    for flow in diagram.flows.iter().filter(is_from_outside).take(MOST_FLOWS) {
        lines.push(told(diagram, flow));
    }
    for node in &diagram.nodes {
        if node.kind == NodeKind::Nobody {
            continue;
        }
        let lane = diagram.lanes.get(node.lane).filter(|lane| diagram.has_lane(lane));
        let mut parts = vec![node.name.clone()];
        parts.extend(lane.map(|lane| format!("in {}", lane.name)));
        parts.extend([&node.detail, &node.figures].into_iter().filter(|part| !part.is_empty()).cloned());
        parts.extend(node.mark.as_ref().map(|mark| plural(mark.count, "finding")));
        lines.push(parts.join(", "));
    }
    for flow in diagram.flows.iter().filter(|flow| !is_from_outside(flow)).take(MOST_FLOWS) {
        lines.push(told(diagram, flow));
    }
    let from_outside = diagram.flows.iter().filter(is_from_outside).count();
    let untold = from_outside.saturating_sub(MOST_FLOWS)
        + (diagram.flows.len() - from_outside).saturating_sub(MOST_FLOWS);
    if untold > 0 {
        lines.push(format!("and {}", plural(untold, "other arrow")));
    }
    for (index, remark) in diagram.remarks.iter().enumerate() {
        lines.push(format!(
            "Finding {}, {}: {}",
            index + 1,
            remark.level.word(),
            remark.text.replace('`', "")
        ));
    }
    lines.join("; ")
}

/// `Register the failure gives Incident record to Diagnose the failure`.
fn told(diagram: &Diagram, flow: &Flow) -> String {
    let start = if flow.from == Origin::Start { "a trigger" } else { "nobody" };
    let end = if flow.to == Target::Finish { "whoever needs it" } else { "nobody" };
    let from = giver(diagram, flow.from).unwrap_or(start);
    let to = taker(diagram, flow.to).unwrap_or(end);
    let how = match flow.style {
        Style::Solid => "",
        Style::Optional => " (may come or not)",
        Style::Rework => " (rework)",
        Style::Reply => " (reply)",
        Style::Runs => return format!("{from} runs {to}"),
    };
    format!("{from} gives {} to {to}{how}", item(diagram, flow))
}
