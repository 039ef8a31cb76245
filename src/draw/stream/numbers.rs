//! The numbers of a stream as its map shows them: beside the title, on the time ladder, and at each promise.

use crate::draw::diagram::{Diagram, Figure, Ladder, PortId, Rung};
use crate::draw::names::name_of;
use crate::model::numbers::{OutcomeNumbers, Rolled, Sum, WayNumbers};
use crate::model::paths::Part;
use crate::model::{Model, ScopeId};
use crate::syntax::words::unquote;

/// Adds the numbers of the outcome that stands for the stream.
pub(super) fn add(model: &Model<'_>, stream: ScopeId, diagram: &mut Diagram) {
    let Some(outcome) = model.numbers().of(stream).and_then(|numbers| numbers.main()) else { return };
    let Some(way) = &outcome.quickest else { return };
    if !way.lead_time.duration.has_any() && !way.process_time.duration.has_any() {
        return;
    }
    diagram.figures = figures(outcome, way);
    diagram.ladder = Some(ladder(model, stream, outcome, way));
}

fn figures(outcome: &OutcomeNumbers, way: &WayNumbers) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut add = |caption: &str, value: String| figures.push(Figure { caption: caption.to_owned(), value });
    match outcome.promise {
        Some(promise) => {
            let beside = way.lead_time.duration.show_beside(promise);
            add("Lead time", format!("{}{beside} of {}", at_least(way.lead_time.is_whole), promise.show()));
        }
        None => add("Lead time", sum(&way.lead_time)),
    }
    if let Some(slower) = &outcome.slower {
        add("Slowest way", sum(&slower.numbers.lead_time));
    }
    add("Process time", sum(&way.process_time));
    if let Some(share) = way.flow_efficiency {
        add("Flow efficiency", percent(share));
    }
    if let Rolled { share: Some(share), is_whole } = way.accuracy {
        add("Rolled %C&A", format!("{}{}", if is_whole { "" } else { "≤ " }, percent(share)));
    }
    figures
}

/// `≥ 3h` where some step does not say how long it takes.
fn sum(sum: &Sum) -> String {
    format!("{}{}", at_least(sum.is_whole), sum.duration.show())
}

/// What stands before a number of which not all is known.
pub fn at_least(is_whole: bool) -> &'static str {
    if is_whole { "" } else { "≥ " }
}

/// A share as a whole number of percent.
fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn ladder(model: &Model<'_>, stream: ScopeId, outcome: &OutcomeNumbers, way: &WayNumbers) -> Ladder {
    let occurrence = model.scope(stream).outcome(outcome.outcome);
    let file = model.file_of(stream, occurrence);
    let item = unquote(model.slice(model.term_place(file, occurrence.term)));
    let mut rungs = Vec::new();
    for step in way.ladder(model) {
        if step.part != Part::Works {
            continue;
        }
        rungs.push(Rung {
            name: name_of(model, model.node(step.step).statement),
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
    let own = numbers.and_then(|numbers| numbers.outcomes.iter().find(|other| other.outcome == outcome));
    let way = own.and_then(|outcome| outcome.quickest.as_ref());
    let kept = way.and_then(|way| way.promised).and_then(|promised| promised.is_kept);
    let port = &mut diagram.nodes[port.node].outputs[port.port];
    port.kept = kept;
    port.remark = match kept {
        Some(true) => format!("✓ within {within}"),
        Some(false) => format!("✗ within {within}"),
        None => format!("within {within}"),
    };
}
