//! The value chain: the six activities in fixed places, as ITIL 4 draws them, and what flows between them.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::distinct::Distinct;
use crate::draw::diagram::{
    Arrangement, Diagram, External, ExternalKind, Lane, List, Node, NodeKind, Port, Remark, Side, Style,
};
use crate::draw::stream::activity_name;
use crate::finding::{Finding, Level};
use crate::ide::references::named_ends;
use crate::model::activity::Activity;
use crate::model::flows::End;
use crate::model::links::first_partners;
use crate::model::matching::{Direction, Kind, OccurrenceRef};
use crate::model::{ExternalId, Model, ScopeId};
use crate::source::FileSpan;
use crate::syntax::Keyword;

/// More partners of one flow than about so many are not looked for; they are in six activities.
const MOST_PARTNERS: usize = 1000;

#[derive(Default)]
struct Bundle {
    items: Distinct<String>,
    fault: Option<Level>,
    remarks: Distinct<usize>,
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
    let faults = remarks(model, findings, &mut diagram);
    let mut gathering = Gathering {
        model,
        externals: FxHashMap::default(),
        outside: Vec::new(),
        faults,
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
    for remark in 0..diagram.remarks.len() {
        if let Some(node) = diagram.remarks[remark].node {
            diagram.mark(node, remark);
        }
    }
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

struct Gathering<'m, 's> {
    model: &'m Model<'s>,
    externals: FxHashMap<ExternalId, usize>,
    outside: Vec<External>,
    faults: Faults,
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
        let faults = self.faults.get(&place).cloned().unwrap_or_default();
        let is_output = flow.kind == Kind::Output;
        for other in first_partners(model, flow, MOST_PARTNERS) {
            // Every flow between two activities is met from the side that gives.
            if is_output && let Some(activity) = self.activity(other) {
                self.add(own, Side::Node(activity), &item, &[]);
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
            self.add(from, to, &item, &faults);
        }
        let direction = if is_output { Direction::Out } else { Direction::In };
        if model.failure_of(flow, direction).is_some() {
            let (from, to) = if is_output { (own, Side::Nobody) } else { (Side::Nobody, own) };
            self.add(from, to, &item, &faults);
        }
    }

    fn activity(&self, flow: OccurrenceRef) -> Option<usize> {
        if flow.scope != ScopeId::CHAIN {
            return None;
        }
        let node = self.model.occurrence(flow).node?;
        Some(self.model.node(node).activity_of.activity()?.index())
    }

    fn add(&mut self, from: Side, to: Side, item: &str, faults: &[(Level, usize)]) {
        let bundle = self.bundles.entry((from, to)).or_default();
        for &(level, remark) in faults {
            bundle.fault = bundle.fault.max(Some(level));
            bundle.remarks.add(remark);
        }
        bundle.items.add(item.to_owned());
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
    let caption = format!("{} → {}", diagram.name_of(from), diagram.name_of(to));
    let items = bundle.items.into_list();
    diagram.lists.push(List { caption, items: items.clone() });
    let port = Port { fault: bundle.fault, ..Port::of_items(items) };
    let mut remarks = bundle.remarks.into_list();
    remarks.sort_unstable();
    diagram.connect(from, to, port, Style::Solid, remarks);
}

/// What is reported of a place: the level, and which of [`Diagram::remarks`] it is.
type Faults = FxHashMap<FileSpan, Vec<(Level, usize)>>;

/// Lists the findings in the descriptions of activities. Gives them by the places that they point at.
fn remarks(model: &Model<'_>, findings: &[Finding], diagram: &mut Diagram) -> Faults {
    let mut faults = Faults::default();
    for finding in findings {
        if finding.suppressed.is_some() {
            continue;
        }
        let place = finding.primary.place;
        let Some(activity) = around(model, place) else { continue };
        for label in finding.labels() {
            faults.entry(label.place).or_default().push((finding.level, diagram.remarks.len()));
        }
        diagram.remarks.push(Remark {
            level: finding.level,
            rule: finding.rule.clone().into_owned(),
            text: finding.message.clone(),
            node: Some(activity.index()),
            is_elsewhere: false,
            place,
        });
    }
    faults
}

/// The activity in whose description a place lies.
fn around(model: &Model<'_>, place: FileSpan) -> Option<Activity> {
    let described = &model.nodes()[model.steps_of(ScopeId::CHAIN).indices()];
    let before = described.partition_point(|node| {
        let start = model.statement(node.statement).span.start;
        (node.statement.file, start) <= (place.file, place.span.start)
    });
    let last = &described[before.checked_sub(1)?];
    let span = model.statement(last.statement).span;
    if last.statement.file != place.file || !span.contains(place.span) {
        return None;
    }
    last.activity_of.activity()
}
