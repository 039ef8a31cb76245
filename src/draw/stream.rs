//! The map of one stream: its steps in the lanes of their activities, who stands outside, and what flows.

mod faults;
mod flows;
mod numbers;

use crate::draw::diagram::{Diagram, Lane, Node, NodeKind, Origin, Port, Remark, Target};
use crate::finding::Finding;
use crate::ide::references::stream_around;
use crate::model::activity::{Activity, ActivityOf};
use crate::model::flows::NodeId;
use crate::model::matching::Kind;
use crate::model::{Model, ScopeId, StatementRef};
use crate::source::FileSpan;
use crate::syntax::{Keyword, StatementFlags};
use faults::Faults;

/// Whose ports are on a side of a box: the statement's list, by index, and which alternative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slot {
    /// The index of the flow in the list of its scope.
    flow: u32,
    /// Which alternative of it, 0-based.
    choice: u32,
}

/// Draws a stream. `findings` are those of the whole project; what is suppressed is not shown.
pub fn diagram(model: &Model<'_>, findings: &[Finding], stream: ScopeId) -> Diagram {
    draw(model, findings, stream)
}

/// Draws all streams, in their order; each finding is looked at once.
pub fn diagrams(model: &Model<'_>, findings: &[Finding]) -> Vec<Diagram> {
    let mut touching: Vec<Vec<&Finding>> = vec![Vec::new(); model.streams().len()];
    for finding in findings {
        for label in finding.labels() {
            let Some(stream) = stream_around(model, model.statement_at(label.place)) else { continue };
            let own = &mut touching[stream.index() - 1];
            let is_known = own.last().is_some_and(|&last| std::ptr::eq(last, finding));
            if !is_known {
                own.push(finding);
            }
        }
    }
    let streams = model.streams().zip(touching);
    streams.map(|(stream, own)| draw(model, own, stream)).collect()
}

fn draw<'f>(model: &Model<'_>, findings: impl IntoIterator<Item = &'f Finding>, stream: ScopeId) -> Diagram {
    let scope = model.scope(stream);
    let Some(statement) = scope.statement else { return Diagram::default() };
    let mut diagram = Diagram {
        title: model.name_of(statement),
        subtitle: subtitle(model, statement),
        ..Diagram::default()
    };
    if scope.nodes.len() == 0 {
        diagram.note = if scope.described {
            "No step is described in this stream.".to_owned()
        } else {
            "This stream is named, not described: nothing is known of its steps.".to_owned()
        };
    }
    let faults = Faults::of(model, findings, stream);
    let lanes = lanes(model, stream, &mut diagram);
    let mut slots: Vec<[Vec<Slot>; 2]> = Vec::new();
    for (index, step) in model.steps_of(stream).enumerate() {
        let (node, own) = node(model, stream, step, lanes[index]);
        diagram.nodes.push(node);
        slots.push(own);
    }
    flows::gather(model, stream, &faults, &slots, &mut diagram);
    numbers::add(model, stream, &mut diagram);
    remarks(model, &faults, &mut diagram);
    mark(&faults, &mut diagram);
    diagram
}

/// The purpose, and who is accountable.
fn subtitle(model: &Model<'_>, statement: StatementRef) -> String {
    let mut parts = Vec::new();
    parts.extend(model.purpose_of(statement));
    let accountable = model.listed(statement, Keyword::Accountable);
    if !accountable.is_empty() {
        parts.push(format!("accountable: {}", accountable.join(", ")));
    }
    parts.join(" · ")
}

/// Makes a lane for each activity that has a step, in ITIL's order, and one for steps in none. Gives the lane of each step.
fn lanes(model: &Model<'_>, stream: ScopeId, diagram: &mut Diagram) -> Vec<usize> {
    let steps = || model.steps_of(stream).map(|step| model.node(step).activity_of);
    let mut of: Vec<(ActivityOf, usize)> = Vec::new();
    for activity_of in ActivityOf::all() {
        if !steps().any(|other| other == activity_of) {
            continue;
        }
        of.push((activity_of, diagram.lanes.len()));
        diagram.lanes.push(match activity_of {
            ActivityOf::In(activity) => {
                Lane { name: activity_name(activity).to_owned(), activity: Some(activity.index()) }
            }
            ActivityOf::Nowhere => Lane { name: "In no activity".to_owned(), activity: None },
            ActivityOf::Unknown => Lane { name: "Unknown activity".to_owned(), activity: None },
        });
    }
    let lane = |activity_of| of.iter().find(|(other, _)| *other == activity_of).map_or(0, |&(_, lane)| lane);
    steps().map(lane).collect()
}

/// The name of an activity as ITIL prints it.
pub fn activity_name(activity: Activity) -> &'static str {
    match activity {
        Activity::Plan => "Plan",
        Activity::Engage => "Engage",
        Activity::DesignAndTransition => "Design and transition",
        Activity::ObtainBuild => "Obtain/build",
        Activity::DeliverAndSupport => "Deliver and support",
        Activity::Improve => "Improve",
    }
}

/// The box of a step, and whose its ports are.
fn node(model: &Model<'_>, stream: ScopeId, step: NodeId, lane: usize) -> (Node, [Vec<Slot>; 2]) {
    let statement = model.node(step).statement;
    let (inputs, input_slots) = ports(model, stream, step, Kind::Input);
    let (outputs, output_slots) = ports(model, stream, step, Kind::Output);
    let run = model.runs().binary_search_by_key(&step, |run| run.step).ok().map(|at| model.runs()[at]);
    let mut detail = model.listed(statement, Keyword::Responsible);
    if detail.len() > 1 {
        detail = vec![format!("{} +{}", detail[0], detail.len() - 1)];
    }
    if let Some(run) = run {
        let name = model.name_of_stream(run.stream);
        detail = vec![format!("runs {name}")];
    }
    let node = Node {
        lane,
        kind: if run.is_some() { NodeKind::Run } else { NodeKind::Step },
        name: model.name_of(statement),
        detail: detail.join(", "),
        figures: figures(model, statement),
        mark: None,
        inputs,
        outputs,
        place: Some(model.name_place(statement)),
    };
    (node, [input_slots, output_slots])
}

/// A port for each item on one side of a step, in the order of the text.
fn ports(model: &Model<'_>, stream: ScopeId, step: NodeId, kind: Kind) -> (Vec<Port>, Vec<Slot>) {
    let scope = model.scope(stream);
    let file = model.node(step).statement.file;
    let tree = model.tree(file);
    let (mut ports, mut slots) = (Vec::new(), Vec::new());
    for flow in scope.of_node(kind, step) {
        let occurrence = scope.list(kind)[flow as usize];
        let statement = &tree[occurrence.statement];
        for (choice, term) in (0..).zip(occurrence.terms()) {
            let place = model.term_place(file, term);
            // An output's alternatives are flows of their own.
            let is_later = term != tree.subjects(occurrence.statement).start;
            ports.push(Port {
                label: model.name_at(place),
                is_named: true,
                is_or: is_later && statement.flags.has(StatementFlags::EITHER),
                fault: None,
                items: Vec::new(),
                remark: String::new(),
                kept: None,
                place: Some(place),
            });
            slots.push(Slot { flow, choice });
        }
    }
    (ports, slots)
}

/// `LT 15min · PT 5min · 92%`, as far as the step states it.
fn figures(model: &Model<'_>, statement: StatementRef) -> String {
    let tree = model.tree(statement.file);
    let mut parts = Vec::new();
    for (keyword, word) in
        [(Keyword::LeadTime, "LT "), (Keyword::ProcessTime, "PT "), (Keyword::CompleteAndAccurate, "")]
    {
        let field = model.fields(statement, keyword).next();
        if let Some(term) = field.and_then(|field| tree.subject(field)) {
            parts.push(format!("{word}{}", model.source(statement.file).slice(term.span)));
        }
    }
    parts.join(" · ")
}

/// Lists the findings of the stream in words, and behind them those of elsewhere that a flow is part of.
fn remarks(model: &Model<'_>, faults: &Faults<'_>, diagram: &mut Diagram) {
    let mut number: Vec<Option<usize>> = vec![None; faults.all.len()];
    let mut is_told = vec![true; faults.own];
    is_told.resize(faults.all.len(), false);
    for &index in diagram.flows.iter().flat_map(|flow| &flow.remarks) {
        is_told[index] = true;
    }
    for (index, finding) in faults.all.iter().enumerate() {
        if !is_told[index] {
            continue;
        }
        number[index] = Some(diagram.remarks.len());
        let place = finding.primary.place;
        let is_elsewhere = index >= faults.own;
        let around = if is_elsewhere { stream_around(model, model.statement_at(place)) } else { None };
        let text = match around {
            Some(stream) => format!("in {}: {}", model.name_of_stream(stream), finding.message),
            None => finding.message.clone(),
        };
        diagram.remarks.push(Remark {
            level: finding.level,
            rule: finding.rule.clone().into_owned(),
            text,
            node: if is_elsewhere { None } else { faults.step_at(model, place) },
            is_elsewhere,
            place,
        });
    }
    for flow in &mut diagram.flows {
        for remark in &mut flow.remarks {
            *remark = number[*remark].unwrap_or_default();
        }
    }
}

/// Marks each step with the findings that it has to do with: its own, those that point at its name, and those that two of its
/// inputs and outputs are part of, as where a branch stops, or in a circle of steps that wait for each other.
fn mark(faults: &Faults<'_>, diagram: &mut Diagram) {
    let mut ports: Vec<(usize, usize, bool, usize)> = Vec::new();
    for flow in &diagram.flows {
        for &remark in &flow.remarks {
            if let Target::Input(port) = flow.to {
                ports.push((remark, port.node, true, port.port));
            }
            if let Origin::Output(port) = flow.from {
                ports.push((remark, port.node, false, port.port));
            }
        }
    }
    ports.sort_unstable();
    ports.dedup();
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for pair in ports.windows(2) {
        if (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1) {
            marks.push((pair[0].0, pair[0].1));
        }
    }
    for (remark, told) in diagram.remarks.iter().enumerate() {
        marks.extend(told.node.map(|node| (remark, node)));
    }
    for (index, node) in diagram.nodes.iter().enumerate() {
        let Some(name) = node.place else { continue };
        // The findings of the stream are listed first, in the same order.
        let told = faults.touching(name).map(|told| told.finding).filter(|&finding| finding < faults.own);
        marks.extend(told.map(|finding| (finding, index)));
    }
    marks.sort_unstable();
    marks.dedup();
    for (remark, node) in marks {
        diagram.mark(node, remark);
    }
}

/// Where a stream's block begins and ends.
fn span_of(model: &Model<'_>, stream: ScopeId) -> Option<FileSpan> {
    let statement = model.scope(stream).statement?;
    Some(FileSpan { file: statement.file, span: model.statement(statement).span })
}
