//! `mismatched-run`: a step that runs a stream uses or produces what that stream does not.

use rustc_hash::FxHashSet;

use crate::model::Model;
use crate::model::flows::Run;
use crate::model::matching::{Kind, OccurrenceRef};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{few_listed, quoted_items, quoted_step, quoted_stream, written_items};
use crate::rules::support::end_path::path_to_stream;
use crate::rules::support::name_words::{flow_words, node_words};
use crate::rules::support::places::item_place;
use crate::source::FileSpan;
use crate::syntax::Symbol;

pub(crate) const RULE: Rule = rule!("mismatched-run", check);

/// More places than these are not shown on one side.
const MOST_SHOWN: usize = 3;

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let unmatched =
        model.diagnosis().unmatched_runs().chunk_by(|(one, _), (other, _)| one.step == other.step);
    unmatched.filter_map(|flows| finding(model, flows)).collect()
}

fn finding(model: &Model<'_>, flows: &[(Run, OccurrenceRef)]) -> Option<FindingBuilder> {
    let &(run, _) = flows.first()?;
    let (step, stream) = (quoted_step(model, run.step), quoted_stream(model, run.stream));
    let mut flows: Vec<(FileSpan, OccurrenceRef)> = flows
        .iter()
        .map(|&(_, flow)| (item_place(model, flow.scope, model.occurrence(flow)), flow))
        .collect();
    flows.sort_unstable();
    let names = |kind: Kind| -> Option<String> {
        let of_kind = flows.iter().filter(|(_, flow)| flow.kind == kind);
        let names: Vec<String> =
            of_kind.map(|(_, flow)| quoted_items(model, flow.scope, model.occurrence(*flow))).collect();
        if names.is_empty() { None } else { Some(few_listed(&names, "or")) }
    };
    let reason = match (names(Kind::Input), names(Kind::Output)) {
        (Some(taken), Some(given)) => {
            format!("which does not start with {taken} and does not end with {given}")
        }
        (Some(taken), None) => format!("which does not start with {taken}"),
        (None, given) => format!("which does not end with {}", given?),
    };
    let label = |kind: Kind| match kind {
        Kind::Input => format!("{stream} has no such trigger"),
        _ => format!("{stream} has no such outcome"),
    };
    let (&(place, first), others) = flows.split_first()?;
    let mut finding = FindingBuilder::new(place, format!("{step} runs {stream}, {reason}"))
        .label(label(first.kind))
        .help(help(model, run, first, others.is_empty()))
        .fingerprint(node_words(model, run.step))
        .fingerprint(flow_words(model, first.scope, model.occurrence(first)));
    for &(place, flow) in others.iter().take(MOST_SHOWN) {
        finding = finding.secondary(place, label(flow.kind));
    }
    for kind in [Kind::Trigger, Kind::Outcome] {
        let inner = if kind == Kind::Trigger { Kind::Input } else { Kind::Output };
        if flows.iter().any(|(_, flow)| flow.kind == inner) {
            let places = without_counterpart(model, run, kind);
            if places.is_empty()
                && let Some(statement) = model.scope(run.stream).statement
            {
                let label = if kind == Kind::Trigger {
                    "a `trigger` is missing in this stream"
                } else {
                    "an `outcome` is missing in this stream"
                };
                finding = finding.secondary(model.name_place(statement), label);
            }
            for place in places {
                finding = finding.secondary(
                    place,
                    match kind {
                        Kind::Trigger => format!("{step} has no such input"),
                        _ => format!("{step} has no such output"),
                    },
                );
            }
        }
    }
    Some(finding)
}

/// What to write, for the first flow that has no counterpart; `is_only` says whether it is the only one.
fn help(model: &Model<'_>, run: Run, first: OccurrenceRef, is_only: bool) -> String {
    let flow = model.occurrence(first);
    let item = written_items(model, model.file_of(first.scope, flow), flow);
    let stream = quoted_stream(model, run.stream);
    let (border, inner, does) = match first.kind {
        Kind::Input => (Kind::Trigger, "input", "uses"),
        _ => (Kind::Outcome, "output", "produces"),
    };
    let home = path_to_stream(model, first.scope, run.stream).unwrap_or_else(|| "…".to_owned());
    let line = match border {
        Kind::Trigger => format!("trigger {item} from {home}"),
        _ => format!("outcome {item} to {home}"),
    };
    let add = format!(
        "write `{inner} {item}` in the step of {stream} that {does} it and write `{line}` in that stream"
    );
    match without_counterpart(model, run, border)[..] {
        [place] if is_only => {
            format!("if both mean the same, write `{}` here; if not, {add}", model.slice(place))
        }
        _ => format!("{add}, or leave it out here"),
    }
}

/// The first few triggers, or outcomes, of the stream that no flow of the step agrees with.
fn without_counterpart(model: &Model<'_>, run: Run, kind: Kind) -> Vec<FileSpan> {
    let home = model.node(run.step).scope;
    let declared = model.declared();
    // What is put out agrees with all that is broader: by the step, or by the stream that it runs.
    let (inner, is_put_out) = if kind == Kind::Trigger { (Kind::Input, true) } else { (Kind::Output, false) };
    let mut own: FxHashSet<Symbol> = FxHashSet::default();
    for flow in model.scope(home).flows_of_node(inner, run.step) {
        for item in model.items(home, flow) {
            own.extend(if is_put_out { declared.broader(&item) } else { std::slice::from_ref(&item) });
        }
    }
    let mut places = Vec::new();
    for border in model.scope(run.stream).list(kind) {
        let agrees = |item: Symbol| {
            let asked = if is_put_out { std::slice::from_ref(&item) } else { declared.broader(&item) };
            asked.iter().any(|item| own.contains(item))
        };
        if !model.items(run.stream, border).any(agrees) {
            places.push(item_place(model, run.stream, border));
            if places.len() == MOST_SHOWN {
                break;
            }
        }
    }
    places
}
