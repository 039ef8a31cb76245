//! `no-alternative`: a step that judges and has only one possible result.

mod judging;
mod results;

use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Kind};
use crate::model::{Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{
    few_listed, quoted, quoted_node, quoted_step, quoted_stream, written_items,
};
use crate::rules::support::end_path::path_to_node;
use crate::rules::support::name_words::{node_words, written_words};
use crate::rules::support::places::{end_place, item_place};
use crate::similarity::Language;
use crate::source::{FileSpan, Span};
use crate::syntax::StatementFlags;
use crate::syntax::words::unquote;
use judging::{Judgement, Judges, Judging};
use results::{Results, Taker};

pub(crate) const RULE: Rule = rule!("no-alternative", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    if model.language() != Language::English {
        return Vec::new();
    }
    let judges = Judges::new();
    let mut findings = Vec::new();
    for id in model.streams().filter(|&id| model.meets_prerequisites(id)) {
        for step in model.steps_of(id) {
            findings.extend(in_step(model, &judges, id, step));
        }
    }
    findings
}

fn in_step(model: &Model<'_>, judges: &Judges, id: ScopeId, step: NodeId) -> Option<FindingBuilder> {
    let node = model.node(step);
    // What a step that runs a stream ends with is decided there.
    if node.open || model.statement(node.statement).flags.has(StatementFlags::RUNS) {
        return None;
    }
    let judging = judges.judging(model.slice(model.name_place(node.statement)))?;
    let results = Results::only(model, id, step)?;
    let is_asked = |taker: &Taker| match *taker {
        Taker::Step(taker) => judges.decides(model.slice(model.name_place(model.node(taker).statement))),
        _ => false,
    };
    // The last of several who judge says what comes of it.
    if results.takers.iter().all(is_asked) {
        return None;
    }
    let is_outside = |taker: &Taker| matches!(taker, Taker::Stakeholder(_) | Taker::Anybody);
    let is_answer = |output: &&Occurrence| judges.is_answer(model.slice(item_place(model, id, output)));
    if results.takers.iter().all(is_outside) && results.outputs.iter().all(is_answer) {
        return None;
    }
    finding(model, id, step, &judging, &results)
}

fn finding(
    model: &Model<'_>,
    id: ScopeId,
    step: NodeId,
    judging: &Judging,
    results: &Results<'_>,
) -> Option<FindingBuilder> {
    let (&first, others) = results.outputs.split_first()?;
    let place = |output: &Occurrence| item_place(model, id, output);
    let names: Vec<String> = results.outputs.iter().map(|output| quoted(model, place(output))).collect();
    let (either, label, may) = match judging.judgement {
        Judgement::Answer => {
            ("whether the answer is yes or no", "here the answer may be no", "if the answer may be no")
        }
        Judgement::Finding => {
            ("whether all is right or not", "here something may be wrong", "if something may be wrong")
        }
    };
    let message = format!("{} gives {}, {either}", quoted_node(model, step), few_listed(&names, "and"));
    let name = model.name_place(model.node(step).statement);
    let start = name.span.range().start;
    let word = Span::of(start + judging.place.start..start + judging.place.end);
    let mut finding = FindingBuilder::new(place(first), message)
        .label(if others.is_empty() { "the only possible result" } else { "always this …" })
        .secondary(FileSpan { file: name.file, span: word }, label)
        .help(format!(
            "{may}, {}; if not, leave the step out, or call it after what it does",
            act(model, id, step, results)?
        ))
        .fingerprint(node_words(model, step));
    for output in others {
        finding = finding.secondary(place(output), "… and this");
    }
    Some(finding)
}

/// What to write so that something else may come of the step, and where that goes.
fn act(model: &Model<'_>, id: ScopeId, step: NodeId, results: &Results<'_>) -> Option<String> {
    let output = results.outputs.first()?;
    let refused = refused(model, id, step, output);
    let file = model.file_of(id, output);
    let is_alone = results.outputs.len() == 1 && model.tree(file).subjects(output.statement).count_u32() == 1;
    let ends = ends_of(model.scope(id), output);
    let stays = ends.iter().all(|named| matches!(named.end, End::Step(to) if model.node(to).scope == id));
    let line = if is_alone && stays {
        format!("output {} or {refused}", written_items(model, file, output))
    } else {
        format!("optional output {refused}")
    };
    let goes = match (maker(model, id, step), path_to_node(model, step, id)) {
        (Some(maker), Some(path)) => {
            // Whoever chooses between results judges too, and somebody before has to mend what is refused.
            let where_to = if has_choice(model, id, maker) {
                "in the step that has to mend it".to_owned()
            } else {
                format!("in {}", quoted_step(model, maker))
            };
            format!("`rework input {refused} from {path}` {where_to}")
        }
        _ => format!("`outcome {refused} to {}` in {}", asker(model, id), quoted_stream(model, id)),
    };
    Some(format!("write `{line}`, and write {goes}"))
}

/// The first step of the stream that makes something of what is judged.
fn maker(model: &Model<'_>, id: ScopeId, step: NodeId) -> Option<NodeId> {
    const MOST_GIVERS: usize = 20;
    let scope = model.scope(id);
    for input in scope.of_node(Kind::Input, step).map(|at| scope.input(at)) {
        let viewpoint = model.viewpoint(id, input);
        for expectation in model.expectations(scope, input) {
            let givers = model.partners(viewpoint, input, Direction::In, expectation).take(MOST_GIVERS);
            let mut here = givers.filter_map(|giver| giver.node).filter(|&node| model.node(node).scope == id);
            if let Some(maker) = here.next() {
                return Some(maker);
            }
        }
    }
    None
}

/// Whether not all that a step may give comes in each case.
fn has_choice(model: &Model<'_>, id: ScopeId, step: NodeId) -> bool {
    let scope = model.scope(id);
    scope.of_node(Kind::Output, step).any(|at| model.may_fail_to_come(id, scope.output(at)))
}

/// Who starts the stream, as written; `…` where it is not one alone.
fn asker<'m>(model: &'m Model<'_>, id: ScopeId) -> &'m str {
    let scope = model.scope(id);
    const MOST_TRIGGERS: usize = 20;
    if scope.triggers.len() > MOST_TRIGGERS {
        return "…";
    }
    let mut asker = "…";
    for trigger in &scope.triggers {
        for named in ends_of(scope, trigger) {
            let End::External(_) = named.end else { return "…" };
            let written = model.slice(end_place(model, model.file_of(id, trigger), named.term));
            if asker != "…" && written != asker {
                return "…";
            }
            asker = written;
        }
    }
    asker
}

/// A name for what is not approved, in quotes: `"Rejected change"` for `"Approved change"`, or for the only thing that
/// the step works on, `"Change"`. `"…"` where that is no new name.
fn refused(model: &Model<'_>, id: ScopeId, step: NodeId, output: &Occurrence) -> String {
    let scope = model.scope(id);
    let inputs = scope.of_node(Kind::Input, step).map(|at| scope.input(at));
    let mut works_on = inputs.filter(|input| model.is_waited_for(step, input) && input.choices == 1);
    let only = works_on.next().filter(|_| works_on.next().is_none());
    let written = |flow: &Occurrence| unquote(model.slice(item_place(model, id, flow))).into_owned();
    let name = rejected(&written(output)).or_else(|| {
        let judged = written(only?);
        Some(rejected(&judged).unwrap_or_else(|| format!("Rejected {}", uncapitalised(&judged))))
    });
    match name {
        Some(name) if !name.contains(['"', '\\']) && model.find_name(&written_words(&name)).is_none() => {
            format!("\"{name}\"")
        }
        _ => "\"…\"".to_owned(),
    }
}

/// A name that begins with what has been done, *Approved change*, with *Rejected* in its place.
fn rejected(name: &str) -> Option<String> {
    let (first, rest) = name.split_once(' ')?;
    // `Tested`, but not `Red`.
    (first.len() > 5 && first.ends_with("ed")).then(|| format!("Rejected {rest}"))
}

/// A name with a small letter first, unless it begins with an abbreviation.
fn uncapitalised(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
}
