//! The value chain: the six activities in fixed places, as ITIL 4 draws them, and what flows between them.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::draw::diagram::{
    Arrangement, Diagram, External, ExternalKind, Lane, List, Mark, Node, NodeKind, Port, Remark, Side, Style,
};
use crate::draw::stream::activity_name;
use crate::finding::{Finding, Level};
use crate::ide::links::partners;
use crate::ide::references::named_ends;
use crate::model::activity::Activity;
use crate::model::flows::End;
use crate::model::matching::{Direction, Kind, OccurrenceRef};
use crate::model::{ExternalId, Model, ScopeId};
use crate::source::FileSpan;
use crate::syntax::Keyword;

#[derive(Default)]
struct Bundle {
    items: Vec<String>,
    fault: Option<Level>,
}

/// Draws the value chain of a model.
pub fn diagram(model: &Model<'_>, findings: &[Finding]) -> Diagram {
    let mut diagram = Diagram {
        title: "Service value chain".to_owned(),
        lanes: Activity::ALL.map(lane).to_vec(),
        arrangement: Arrangement::Chain,
        ..Diagram::default()
    };
    for activity in Activity::ALL {
        diagram.nodes.push(node(model, activity));
    }
    if model.steps_of(ScopeId::CHAIN).next().is_none() {
        diagram.note = "No activity is described: what flows between them is not known.".to_owned();
    }
    let mut gathering = Gathering {
        model,
        externals: FxHashMap::default(),
        outside: Vec::new(),
        faults: faults(findings),
        bundles: BTreeMap::new(),
    };
    let scope = model.scope(ScopeId::CHAIN);
    for index in 0..scope.outputs.len() as u32 {
        gathering.flow(OccurrenceRef { scope: ScopeId::CHAIN, kind: Kind::Output, index });
    }
    for index in 0..scope.inputs.len() as u32 {
        gathering.flow(OccurrenceRef { scope: ScopeId::CHAIN, kind: Kind::Input, index });
    }
    let Gathering { outside, bundles, .. } = gathering;
    diagram.externals = outside;
    for ((from, to), bundle) in bundles {
        connect(&mut diagram, from, to, bundle);
    }
    remarks(model, findings, &mut diagram);
    diagram
}

/// An activity is a lane of its own, from which it has its colour.
fn lane(activity: Activity) -> Lane {
    Lane { name: activity_name(activity).to_owned(), activity: Some(activity.index()) }
}

fn node(model: &Model<'_>, activity: Activity) -> Node {
    let described = model.descriptions_of(activity);
    let statement = described.first().map(|&node| model.node(node).statement);
    let accountable =
        statement.map(|statement| model.listed(statement, Keyword::Accountable)).unwrap_or_default();
    Node {
        lane: activity.index(),
        kind: if statement.is_some() { NodeKind::Activity } else { NodeKind::Undescribed },
        name: activity_name(activity).to_owned(),
        detail: if statement.is_some() { accountable.join(", ") } else { "not described".to_owned() },
        figures: String::new(),
        mark: None,
        inputs: Vec::new(),
        outputs: Vec::new(),
        place: statement.map(|statement| model.name_place(statement)),
    }
}

/// The levels of what is reported, by the places that it points at.
fn faults(findings: &[Finding]) -> FxHashMap<FileSpan, Level> {
    let mut faults = FxHashMap::default();
    for finding in findings {
        if finding.suppressed.is_some() {
            continue;
        }
        for label in finding.labels() {
            let level = faults.entry(label.place).or_insert(finding.level);
            *level = finding.level.max(*level);
        }
    }
    faults
}

struct Gathering<'m, 's> {
    model: &'m Model<'s>,
    externals: FxHashMap<ExternalId, usize>,
    outside: Vec<External>,
    faults: FxHashMap<FileSpan, Level>,
    bundles: BTreeMap<(Side, Side), Bundle>,
}

impl Gathering<'_, '_> {
    fn flow(&mut self, flow: OccurrenceRef) {
        let model = self.model;
        let occurrence = model.occurrence(flow);
        let Some(own) = self.activity(flow) else { return };
        let own = Side::Node(own);
        let place = model.term_place(model.file_of(flow.scope, occurrence), occurrence.term);
        let item = model.name_at(place);
        let fault = self.faults.get(&place).copied();
        let is_output = flow.kind == Kind::Output;
        for other in partners(model, flow) {
            // Every flow between two activities is met from the side that gives.
            if is_output && let Some(activity) = self.activity(other) {
                self.add(own, Side::Node(activity), &item, None);
            }
        }
        for named in named_ends(model, flow) {
            let other = match named.end {
                End::External(external) => Side::Outside(self.external(external)),
                End::Activity(activity) if model.descriptions_of(activity).is_empty() => {
                    Side::Node(activity.index())
                }
                _ => continue,
            };
            let (from, to) = if is_output { (own, other) } else { (other, own) };
            self.add(from, to, &item, fault);
        }
        let direction = if is_output { Direction::Out } else { Direction::In };
        if model.failure_of(flow, direction).is_some() {
            let (from, to) = if is_output { (own, Side::Nobody) } else { (Side::Nobody, own) };
            self.add(from, to, &item, fault);
        }
    }

    fn activity(&self, flow: OccurrenceRef) -> Option<usize> {
        if flow.scope != ScopeId::CHAIN {
            return None;
        }
        let node = self.model.occurrence(flow).node?;
        Some(self.model.node(node).activity_of.activity()?.index())
    }

    fn add(&mut self, from: Side, to: Side, item: &str, fault: Option<Level>) {
        let bundle = self.bundles.entry((from, to)).or_default();
        bundle.fault = bundle.fault.max(fault);
        if !bundle.items.iter().any(|known| known == item) {
            bundle.items.push(item.to_owned());
        }
    }

    fn external(&mut self, id: ExternalId) -> usize {
        let model = self.model;
        let next = self.outside.len();
        let index = *self.externals.entry(id).or_insert(next);
        if index == next {
            let statement = model.declared().external(id);
            let is_repository = model.statement(statement).keyword == Keyword::Repository;
            self.outside.push(External {
                kind: if is_repository { ExternalKind::Repository } else { ExternalKind::Stakeholder },
                name: model.name_of(statement),
                short: model.alias_of(statement),
                place: Some(model.name_place(statement)),
            });
        }
        index
    }
}

fn connect(diagram: &mut Diagram, from: Side, to: Side, bundle: Bundle) {
    let name = |side: Side, diagram: &Diagram| match side {
        Side::Node(activity) => diagram.nodes[activity].name.clone(),
        Side::Outside(external) => diagram.externals[external].name.clone(),
        Side::Nobody => "nobody".to_owned(),
    };
    let caption = format!("{} → {}", name(from, diagram), name(to, diagram));
    diagram.lists.push(List { caption, items: bundle.items.clone() });
    let mut port = Port::of_items(bundle.items);
    port.fault = bundle.fault;
    diagram.connect(from, to, port, Style::Solid);
}

/// Marks each activity with the findings in its descriptions, and lists them.
fn remarks(model: &Model<'_>, findings: &[Finding], diagram: &mut Diagram) {
    for finding in findings {
        if finding.suppressed.is_some() {
            continue;
        }
        let place = finding.primary.place;
        let Some(activity) = around(model, place) else { continue };
        let node = &mut diagram.nodes[activity.index()];
        let mark = node.mark.get_or_insert(Mark { count: 0, level: finding.level });
        mark.count += 1;
        mark.level = mark.level.max(finding.level);
        diagram.remarks.push(Remark {
            level: finding.level,
            rule: finding.rule.to_owned(),
            text: finding.message.clone(),
            node: Some(activity.index()),
            place,
        });
    }
}

/// The activity in whose description a place lies.
fn around(model: &Model<'_>, place: FileSpan) -> Option<Activity> {
    for activity in Activity::ALL {
        for &node in model.descriptions_of(activity) {
            let statement = model.node(node).statement;
            let span = model.statement(statement).span;
            if statement.file == place.file && span.contains(place.span) {
                return Some(activity);
            }
        }
    }
    None
}
