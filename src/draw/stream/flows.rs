//! What flows in a stream: from whom to whom, and what of it does not meet.

mod alternatives;
mod borders;

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::draw::diagram::{Diagram, External, ExternalKind, Flow, NodeKind, Origin, PortId, Style, Target};
use crate::draw::stream::faults::{Faults, Told};
use crate::draw::stream::{Slot, activity_name, numbers};
use crate::ide::references::named_ends;
use crate::model::activity::Activity;
use crate::model::flows::{End, NamedEnd};
use crate::model::links::first_partners;
use crate::model::matching::{Direction, Kind, OccurrenceRef};
use crate::model::{Model, ScopeId, StatementRef};
use crate::source::FileSpan;
use crate::syntax::{Keyword, StatementFlags};
use alternatives::Alternatives;

/// So many arrows lead to an input from steps of the stream. Of an item that more give, each that gives it has one arrow at
/// least; where many take it as well, all arrows would be their product.
const MOST_ARROWS: usize = 24;
/// More partners than about so many of one flow are not looked for.
const MOST_PARTNERS: usize = 250;

/// Who stands outside, as one key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Who {
    Declared(StatementRef),
    Activity(Activity),
    Unknown(FileSpan),
}

/// Gathers the flows of a stream into its diagram.
pub(super) fn gather(
    model: &Model<'_>,
    stream: ScopeId,
    faults: &Faults<'_>,
    slots: &[[Vec<Slot>; 2]],
    diagram: &mut Diagram,
) {
    let mut gathering = Gathering {
        model,
        stream,
        faults,
        diagram,
        ports: FxHashMap::default(),
        externals: FxHashMap::default(),
        flows: FxHashSet::default(),
        drawn: FxHashSet::default(),
        borders: FxHashSet::default(),
        runs: runs_of(model, stream),
        failing: model.failures_in(stream).map(|(_, failure)| failure.occurrence).collect(),
        cut: FxHashSet::default(),
        alternatives: FxHashMap::default(),
    };
    for (node, sides) in slots.iter().enumerate() {
        for (kind, side) in [(Kind::Input, &sides[0]), (Kind::Output, &sides[1])] {
            for (port, slot) in side.iter().enumerate() {
                gathering.ports.insert((kind, slot.flow, slot.choice), PortId { node, port });
            }
        }
    }
    gathering.misnamed();
    let scope = model.scope(stream);
    for index in 0..scope.inputs.len() as u32 {
        gathering.input(OccurrenceRef { scope: stream, kind: Kind::Input, index });
    }
    for index in 0..scope.outputs.len() as u32 {
        gathering.output(OccurrenceRef { scope: stream, kind: Kind::Output, index });
    }
    gathering.unmet_borders();
    leave_out_names(diagram);
    colour_names(diagram);
}

/// Gives each name the colour of its arrows.
fn colour_names(diagram: &mut Diagram) {
    for flow in &diagram.flows {
        if let Origin::Output(id) = flow.from {
            let port = &mut diagram.nodes[id.node].outputs[id.port];
            port.fault = port.fault.max(flow.fault);
        }
        if let Target::Input(id) = flow.to {
            let port = &mut diagram.nodes[id.node].inputs[id.port];
            port.fault = port.fault.max(flow.fault);
        }
    }
}

/// Leaves out the name of an input that only steps feed, who all call the item so: it stands where they give it.
fn leave_out_names(diagram: &mut Diagram) {
    let mut needed: Vec<Vec<bool>> = Vec::new();
    for node in &diagram.nodes {
        needed.push(vec![false; node.inputs.len()]);
    }
    for flow in &diagram.flows {
        let Target::Input(to) = flow.to else { continue };
        let is_same = match flow.from {
            Origin::Output(from) => diagram.output(from).label == diagram.input(to).label,
            _ => false,
        };
        needed[to.node][to.port] |= !is_same;
    }
    for (node, needed) in diagram.nodes.iter_mut().zip(needed) {
        for (port, is_needed) in node.inputs.iter_mut().zip(needed) {
            port.is_named = is_needed;
        }
    }
}

struct Gathering<'a, 'm, 's> {
    model: &'m Model<'s>,
    stream: ScopeId,
    faults: &'a Faults<'a>,
    diagram: &'a mut Diagram,
    /// The ports, by kind, index of the flow and alternative.
    ports: FxHashMap<(Kind, u32, u32), PortId>,
    externals: FxHashMap<Who, usize>,
    flows: FxHashSet<(Origin, Target)>,
    /// The inputs and outputs of which some flow is drawn.
    drawn: FxHashSet<(Kind, PortId)>,
    /// The triggers and outcomes of which some flow is drawn.
    borders: FxHashSet<OccurrenceRef>,
    failing: FxHashSet<OccurrenceRef>,
    /// The streams that its steps run.
    runs: FxHashSet<ScopeId>,
    /// The inputs to which not all arrows are drawn.
    cut: FxHashSet<OccurrenceRef>,
    /// The alternatives of the inputs that were looked at, by their indices.
    alternatives: FxHashMap<u32, Rc<Alternatives>>,
}

/// The streams that the steps of a stream run.
fn runs_of(model: &Model<'_>, stream: ScopeId) -> FxHashSet<ScopeId> {
    let mut runs = FxHashSet::default();
    // They are in the order of their steps, and the steps of a stream follow each other.
    let all = model.runs();
    let first = all.partition_point(|run| run.step < model.steps_of(stream).start);
    for run in all[first..].iter().take_while(|run| model.node(run.step).scope == stream) {
        runs.insert(run.stream);
    }
    runs
}

impl Gathering<'_, '_, '_> {
    /// Pairs whose two names were meant to be one: drawn as one flow, with both names.
    fn misnamed(&mut self) {
        let (model, diagnosis) = (self.model, self.model.diagnosis());
        for (id, failure) in model.failures_in(self.stream) {
            for &partner in diagnosis.partners(id) {
                let other = model.failure(partner);
                let (input, output) = match (failure.occurrence.kind, other.occurrence.kind) {
                    (Kind::Input, Kind::Output) => (failure.occurrence, other.occurrence),
                    (Kind::Output, Kind::Input) => (other.occurrence, failure.occurrence),
                    _ => continue,
                };
                if input.scope != self.stream || output.scope != self.stream {
                    continue;
                }
                let from = self.ports.get(&(Kind::Output, output.index, 0)).copied();
                let to = self.ports.get(&(Kind::Input, input.index, 0)).copied();
                if let (Some(from), Some(to)) = (from, to) {
                    self.add(Origin::Output(from), Target::Input(to), self.style(input), None);
                    self.failing.remove(&input);
                    self.failing.remove(&output);
                }
            }
        }
    }

    fn input(&mut self, flow: OccurrenceRef) {
        let model = self.model;
        let occurrence = *model.occurrence(flow);
        let style = self.style(flow);
        let others = first_partners(model, flow, MOST_PARTNERS);
        let alternatives = self.alternatives(flow);
        let mut arrows = 0;
        for &other in &others {
            let is_from_step = other.kind == Kind::Output && other.scope == self.stream;
            arrows += usize::from(is_from_step);
            if is_from_step && arrows > MOST_ARROWS {
                self.cut.insert(flow);
                continue;
            }
            for port in alternatives.meeting(model, other) {
                let to = Target::Input(port);
                match other.kind {
                    Kind::Output if other.scope == self.stream => {
                        if let Some(&from) = self.ports.get(&(Kind::Output, other.index, 0)) {
                            self.add(Origin::Output(from), to, self.joined(style, other), None);
                        }
                    }
                    Kind::Trigger if other.scope == self.stream => self.trigger(other, to, style),
                    _ if self.is_in_a_box(flow, other) => {}
                    _ => {
                        let from = self.scope_of(other);
                        self.add(Origin::External(from), to, style, None);
                    }
                }
            }
        }
        // Who is named and always right, or of whom nothing is known.
        for named in named_ends(model, flow) {
            let Some(who) = self.granted(flow, named, &others) else { continue };
            let from = Origin::External(self.external(who));
            for choice in 0..occurrence.choices {
                if let Some(&port) = self.ports.get(&(Kind::Input, flow.index, choice)) {
                    self.add(from, Target::Input(port), style, None);
                }
            }
        }
        let is_unmet = !self.is_drawn(flow) || self.failing.contains(&flow);
        if let (true, Some(&port)) = (is_unmet, self.ports.get(&(Kind::Input, flow.index, 0))) {
            self.add(Origin::Nobody, Target::Input(port), style, None);
        }
    }

    /// The alternatives of an input.
    fn alternatives(&mut self, input: OccurrenceRef) -> Rc<Alternatives> {
        if let Some(known) = self.alternatives.get(&input.index) {
            return Rc::clone(known);
        }
        let port = |choice| self.ports.get(&(Kind::Input, input.index, choice)).copied();
        let found = Rc::new(Alternatives::of(self.model, input, port));
        self.alternatives.insert(input.index, Rc::clone(&found));
        found
    }

    /// A trigger that a step uses comes from those that it names.
    fn trigger(&mut self, trigger: OccurrenceRef, to: Target, style: Style) {
        let ends = named_ends(self.model, trigger);
        let mut is_named = false;
        for named in ends {
            if let Some(who) = self.who(trigger, named) {
                let from = self.external(who);
                self.add(Origin::External(from), to, style, Some(trigger));
                is_named = true;
            }
        }
        if !is_named {
            self.add(Origin::Start, to, style, Some(trigger));
        }
        let occurrence = self.model.occurrence(trigger);
        let file = self.model.file_of(trigger.scope, occurrence);
        if let (Target::Input(port), Some(period)) = (to, self.model.tree(file).every(occurrence.statement)) {
            let words = format!("every {}", self.model.source(file).slice(period.span));
            self.diagram.nodes[port.node].inputs[port.port].remark = words;
        }
    }

    fn output(&mut self, flow: OccurrenceRef) {
        let model = self.model;
        let Some(&port) = self.ports.get(&(Kind::Output, flow.index, 0)) else { return };
        let from = Origin::Output(port);
        let style = self.style(flow);
        let others = first_partners(model, flow, MOST_PARTNERS);
        let mut takers = Vec::new();
        for &other in &others {
            match other.kind {
                // Flows to steps of this stream are drawn where they arrive.
                Kind::Input if other.scope == self.stream => takers.push(other),
                Kind::Outcome if other.scope == self.stream => self.outcome(other, port, style),
                _ if self.is_in_a_box(flow, other) => {}
                _ => {
                    let to = self.scope_of(other);
                    self.add(from, Target::External(to), style, None);
                }
            }
        }
        for named in named_ends(model, flow) {
            let Some(who) = self.granted(flow, named, &others) else { continue };
            let to = self.external(who);
            self.add(from, Target::External(to), style, None);
        }
        self.draw_where_cut(flow, from, &takers);
        if !self.is_drawn(flow) || self.failing.contains(&flow) {
            self.add(from, Target::Nobody, style, None);
        }
    }

    /// Draws an arrow to one of those to which not all are drawn, if the flow has no other; else says that some are missing.
    fn draw_where_cut(&mut self, flow: OccurrenceRef, from: Origin, takers: &[OccurrenceRef]) {
        for &taker in takers {
            if !self.cut.contains(&taker) {
                continue;
            }
            for port in self.alternatives(taker).meeting(self.model, flow) {
                let to = Target::Input(port);
                if self.flows.contains(&(from, to)) {
                    continue;
                }
                if self.is_drawn(flow) {
                    self.diagram.note =
                        "Where many steps give an item that many others take, not all arrows are drawn."
                            .to_owned();
                    return;
                }
                self.add(from, to, self.joined(self.style(taker), flow), None);
            }
        }
    }

    /// An outcome that a step produces goes to those that it names.
    fn outcome(&mut self, outcome: OccurrenceRef, port: PortId, style: Style) {
        let model = self.model;
        let mut is_named = false;
        for named in named_ends(model, outcome) {
            if let Some(who) = self.who(outcome, named) {
                let to = self.external(who);
                self.add(Origin::Output(port), Target::External(to), style, Some(outcome));
                is_named = true;
            }
        }
        if !is_named {
            self.add(Origin::Output(port), Target::Finish, style, Some(outcome));
        }
        numbers::promise(model, self.stream, outcome.index, port, self.diagram);
    }

    /// Whether the other side is in a stream that a step of this one runs, so that it is inside that step's box, and not
    /// named as somebody outside.
    fn is_in_a_box(&self, flow: OccurrenceRef, other: OccurrenceRef) -> bool {
        self.runs.contains(&other.scope)
            && !named_ends(self.model, flow).iter().any(|named| named.end == End::Stream(other.scope))
    }

    /// Whether some flow of this one is drawn.
    fn is_drawn(&self, flow: OccurrenceRef) -> bool {
        let choices = self.model.occurrence(flow).choices;
        (0..choices).any(|choice| {
            let port = self.ports.get(&(flow.kind, flow.index, choice));
            port.is_some_and(|&port| self.drawn.contains(&(flow.kind, port)))
        })
    }

    /// How what an input or output speaks of is drawn.
    fn style(&self, flow: OccurrenceRef) -> Style {
        let occurrence = self.model.occurrence(flow);
        let tree = self.model.tree(self.model.file_of(flow.scope, occurrence));
        let flags = tree[occurrence.statement].flags;
        if flags.has(StatementFlags::REWORK) {
            Style::Rework
        } else if flags.has(StatementFlags::REPLY) {
            Style::Reply
        } else if flags.has(StatementFlags::OPTIONAL) {
            Style::Optional
        } else {
            Style::Solid
        }
    }

    /// How a flow is drawn whose input says `style`: what may not come is optional whoever waits for it.
    fn joined(&self, style: Style, output: OccurrenceRef) -> Style {
        if style == Style::Solid { self.style(output) } else { style }
    }

    /// Adds a flow. `border` is the trigger that it comes from, or the outcome that it is.
    fn add(&mut self, from: Origin, to: Target, style: Style, border: Option<OccurrenceRef>) {
        self.borders.extend(border);
        if self.flows.insert((from, to)) {
            if let Origin::Output(port) = from {
                self.drawn.insert((Kind::Output, port));
            }
            if let Target::Input(port) = to {
                self.drawn.insert((Kind::Input, port));
            }
            let told = self.told(from, to, border);
            let fault = told.iter().map(|told| told.level).max();
            let mut remarks: Vec<usize> = told.iter().map(|told| told.finding).collect();
            remarks.sort_unstable();
            remarks.dedup();
            let starts = border.is_some_and(|border| border.kind == Kind::Trigger);
            self.diagram.flows.push(Flow { from, to, style, starts, fault, remarks });
        }
    }

    /// What findings say of a flow: those that point at what is taken, and those whose mistake is what is given, the trigger
    /// or the outcome, or a name at either end that nothing declares.
    fn told(&self, from: Origin, to: Target, border: Option<OccurrenceRef>) -> Vec<Told> {
        let mut told = Vec::new();
        if let Target::Input(port) = to
            && let Some(place) = self.diagram.input(port).place
        {
            told.extend(self.faults.touching(place));
        }
        if let Origin::Output(port) = from
            && let Some(place) = self.diagram.output(port).place
        {
            let is_nobodys = self.diagram.nodes[port.node].kind == NodeKind::Nobody;
            told.extend(self.faults.touching(place).filter(|told| told.is_mistake || is_nobodys));
        }
        if let Some(border) = border {
            told.extend(self.told_of(border));
        }
        if let (Origin::External(index), _) | (_, Target::External(index)) = (from, to) {
            let external = &self.diagram.externals[index];
            if let (ExternalKind::Unknown, Some(place)) = (external.kind, external.place) {
                told.extend(self.faults.touching(place));
            }
        }
        told
    }

    /// What findings say of a trigger or an outcome: of its item, of whom it names, of what is promised. Others in the same
    /// statement have findings of their own.
    fn told_of(&self, border: OccurrenceRef) -> Vec<Told> {
        let occurrence = self.model.occurrence(border);
        let file = self.model.file_of(border.scope, occurrence);
        let tree = self.model.tree(file);
        let place = FileSpan { file, span: tree[occurrence.statement].span };
        let mut told = Vec::new();
        for one in self.faults.touching(place).filter(|told| told.is_mistake) {
            let mut others = tree.subjects(occurrence.statement).filter(|&term| term != occurrence.term);
            let is_of_another = others.any(|term| {
                let other = self.model.term_place(file, term).span;
                one.place.span.start < other.end && other.start < one.place.span.end
            });
            if !is_of_another {
                told.push(one);
            }
        }
        told
    }

    /// Who an end of a flow is, where it is always right or nothing is known of it, so that no partner tells.
    fn granted(&self, flow: OccurrenceRef, named: &NamedEnd, others: &[OccurrenceRef]) -> Option<Who> {
        match named.end {
            End::Step(_) | End::Itself | End::All => None,
            End::Activity(_) | End::Stream(_) => {
                let direction = if flow.kind == Kind::Input { Direction::In } else { Direction::Out };
                let has_partner = self.has_partner(named.end, others);
                let fails = self.model.failure_of(flow, direction).is_some();
                if has_partner || fails { None } else { self.who(flow, named) }
            }
            _ => self.who(flow, named),
        }
    }

    /// Whether somebody of the stream, or of the other stream, meets this end.
    fn has_partner(&self, end: End, others: &[OccurrenceRef]) -> bool {
        let model = self.model;
        for &other in others {
            let node = model.occurrence(other).node;
            let is_there = match end {
                End::Activity(activity) => {
                    node.is_some_and(|node| model.node(node).activity_of.may_be(activity))
                }
                End::Stream(stream) => other.scope == stream,
                _ => false,
            };
            if is_there {
                return true;
            }
        }
        false
    }

    fn who(&self, flow: OccurrenceRef, named: &NamedEnd) -> Option<Who> {
        let model = self.model;
        match named.end {
            End::External(external) => Some(Who::Declared(model.declared().external(external))),
            End::Stream(stream) | End::Undescribed(stream) => {
                model.scope(stream).statement.map(Who::Declared)
            }
            End::Activity(activity) => Some(Who::Activity(activity)),
            End::Step(step) => {
                let scope = model.node(step).scope;
                model.scope(scope).statement.map(Who::Declared)
            }
            End::Unknown => {
                let file = model.file_of(flow.scope, model.occurrence(flow));
                Some(Who::Unknown(model.term_place(file, named.term)))
            }
            End::All | End::Itself => None,
        }
    }

    /// The stream, or the activity, that a partner outside is in.
    fn scope_of(&mut self, other: OccurrenceRef) -> usize {
        let model = self.model;
        let node = model.occurrence(other).node.map(|node| model.node(node));
        let who = match (other.scope, node) {
            (ScopeId::CHAIN, Some(node)) => match node.activity_of.activity() {
                Some(activity) => Who::Activity(activity),
                None => Who::Declared(node.statement),
            },
            (scope, _) => match model.scope(scope).statement {
                Some(statement) => Who::Declared(statement),
                None => Who::Activity(Activity::Plan),
            },
        };
        self.external(who)
    }

    fn external(&mut self, who: Who) -> usize {
        if let Some(&known) = self.externals.get(&who) {
            return known;
        }
        let model = self.model;
        let external = match who {
            Who::Activity(activity) => External {
                kind: ExternalKind::Activity,
                name: activity_name(activity).to_owned(),
                short: None,
                place: None,
            },
            Who::Declared(statement) => External {
                kind: match model.statement(statement).keyword {
                    Keyword::Stream => ExternalKind::Stream,
                    Keyword::Repository => ExternalKind::Repository,
                    Keyword::Stakeholder => ExternalKind::Stakeholder,
                    _ => ExternalKind::Unknown,
                },
                name: model.name_of(statement),
                short: model.alias_of(statement),
                place: Some(model.name_place(statement)),
            },
            Who::Unknown(place) => External {
                kind: ExternalKind::Unknown,
                name: model.name_at(place),
                short: None,
                place: Some(place),
            },
        };
        let index = self.diagram.externals.len();
        self.diagram.externals.push(external);
        self.externals.insert(who, index);
        index
    }
}
