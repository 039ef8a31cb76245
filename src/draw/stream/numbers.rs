//! The numbers of a stream as its map shows them: beside the title, on the time ladder, and at each promise.

use crate::draw::diagram::{Diagram, Figure, Ladder, PortId, Rung};
use crate::draw::text::Font;
use crate::draw::words::{at_least, percent, rolled, sum};
use crate::model::numbers::{KnownFigures, OutcomeNumbers, WayNumbers};
use crate::model::paths::Part;
use crate::model::{Model, ScopeId};

/// The font of a value beside the title, and how wide it is at most.
const STRONG: Font = Font::bold(12);
const VALUE: i32 = 190;

/// Adds the numbers of the outcome that stands for the stream.
pub(super) fn add(model: &Model<'_>, stream: ScopeId, diagram: &mut Diagram) {
    let Some(outcome) = model.numbers().of(stream).and_then(|numbers| numbers.main()) else { return };
    let Some(way) = &outcome.quickest else { return };
    if !way.lead_time.duration.has_any() && !way.process_time.duration.has_any() {
        return;
    }
    diagram.figures = figures(outcome, way);
    let item = item(model, stream, outcome);
    diagram
        .figures
        .insert(0, Figure { caption: "Quickest way to".to_owned(), value: STRONG.fitted(&item, VALUE) });
    let ladder = ladder(model, stream, &item, way);
    let is_known = |rung: &Rung| !rung.waiting.is_empty() || !rung.working.is_empty();
    if ladder.rungs.iter().any(is_known) {
        diagram.ladder = Some(ladder);
    }
}

fn figures(outcome: &OutcomeNumbers, way: &WayNumbers) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut add = |caption: &str, value: String| figures.push(Figure { caption: caption.to_owned(), value });
    let is_known = way.lead_time.is_whole || way.lead_time.duration.has_any();
    match outcome.promise {
        Some(promise) if is_known => {
            let beside = way.lead_time.duration.show_beside(promise);
            add("Lead time", format!("{}{beside} of {}", at_least(way.lead_time.is_whole), promise.show()));
        }
        Some(promise) => add("Lead time", format!("unknown; {} promised", promise.show())),
        None if is_known => add("Lead time", sum(&way.lead_time)),
        None => {}
    }
    if let Some(slower) = &outcome.slower {
        add("Slowest way", sum(&slower.numbers.lead_time));
    }
    if way.process_time.is_whole || way.process_time.duration.has_any() {
        add("Process time", sum(&way.process_time));
    }
    if let Some(share) = way.flow_efficiency {
        add("Flow efficiency", percent(share));
    }
    if let Some(share) = rolled(way.accuracy) {
        add("Rolled %C&A", share);
    }
    figures
}

/// The item of an outcome; the first one if there are alternatives.
fn item(model: &Model<'_>, stream: ScopeId, outcome: &OutcomeNumbers) -> String {
    let occurrence = model.scope(stream).outcome(outcome.outcome);
    let file = model.file_of(stream, occurrence);
    model.name_at(model.term_place(file, occurrence.term))
}

fn ladder(model: &Model<'_>, stream: ScopeId, item: &str, way: &WayNumbers) -> Ladder {
    let mut rungs = Vec::new();
    for step in way.ladder(&mut KnownFigures::new(model)) {
        if step.part != Part::Works {
            continue;
        }
        let node = model.node(step.step);
        let mut name = model.name_of(node.statement);
        // A step of a stream that this one runs, or waits for, is in no box of this picture.
        if let Some(other) = model.scope(node.scope).statement
            && node.scope != stream
        {
            name = format!("{}: {name}", model.name_of(other));
        }
        rungs.push(Rung {
            name,
            waiting: step.adds.waiting.map(|waiting| waiting.show()).unwrap_or_default(),
            working: step.adds.process_time.map(|time| time.show()).unwrap_or_default(),
        });
    }
    Ladder {
        caption: format!("Quickest way to “{item}”"),
        rungs,
        waiting: format!("{}{}", at_least(way.is_waiting_whole), way.waiting.show()),
        working: sum(&way.process_time),
    }
}

/// What is promised for an outcome, and whether the quickest way keeps it, beside the port that gives it.
pub(super) fn promise(model: &Model<'_>, stream: ScopeId, outcome: u32, port: PortId, diagram: &mut Diagram) {
    let occurrence = model.scope(stream).outcome(outcome);
    let file = model.file_of(stream, occurrence);
    let Some(term) = model.tree(file).within(occurrence.statement) else { return };
    let within = model.source(file).slice(term.span);
    let numbers = model.numbers().of(stream);
    // They are in the order of the text.
    let own = numbers.and_then(|numbers| {
        let at = numbers.outcomes.binary_search_by_key(&outcome, |other| other.outcome).ok()?;
        numbers.outcomes.get(at)
    });
    let is_kept = |way: Option<&WayNumbers>| way?.promised?.is_kept;
    let quickest = is_kept(own.and_then(|outcome| outcome.quickest.as_ref()));
    let slowest = is_kept(own.and_then(|outcome| outcome.slowest()));
    let kept = if quickest == Some(true) { slowest } else { quickest };
    let port = &mut diagram.nodes[port.node].outputs[port.port];
    port.kept = kept;
    port.remark = match kept {
        Some(true) => format!("✓ within {within}"),
        Some(false) if quickest == Some(true) => format!("✗ not always within {within}"),
        Some(false) => format!("✗ within {within}"),
        None => format!("within {within}"),
    };
}
