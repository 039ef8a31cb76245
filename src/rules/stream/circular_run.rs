//! `circular-run`: streams that run themselves, directly or through others.

use crate::model::ScopeId;
use crate::model::components::Graph;
use crate::model::flows::Run;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{listed, quoted_step, quoted_stream};
use crate::rules::support::name_words::statement_words;

pub(crate) const RULE: Rule = rule!("circular-run", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let circular: Vec<Run> = model.runs().iter().copied().filter(|run| run.is_circular).collect();
    if circular.is_empty() {
        return Vec::new();
    }
    let home = |run: &Run| model.node(run.step).scope;
    let arcs: Vec<(ScopeId, ScopeId)> = circular.iter().map(|run| (home(run), run.stream)).collect();
    let components = Graph::new(model.scopes().count(), &arcs).components();
    // One finding for each circle, at its first run.
    let mut circles: Vec<(usize, Vec<Run>)> = Vec::new();
    let mut at = rustc_hash::FxHashMap::default();
    for run in circular {
        let component = components[home(&run).index()];
        let index = *at.entry(component).or_insert(circles.len());
        if index == circles.len() {
            circles.push((component, Vec::new()));
        }
        circles[index].1.push(run);
    }
    circles.iter().filter_map(|(_, runs)| finding(context, runs)).collect()
}

fn finding(context: &Context<'_>, runs: &[Run]) -> Option<FindingBuilder> {
    let model = context.model;
    let mut streams: Vec<ScopeId> = runs.iter().map(|run| model.node(run.step).scope).collect();
    streams.dedup();
    let names: Vec<String> = streams.iter().map(|&stream| quoted_stream(model, stream)).collect();
    let message = match &names[..] {
        [one] => format!("{one} runs itself, so it would never end"),
        [one, ..] if names.len() > 3 => {
            format!("{one} and {} other streams run each other, so they would never end", names.len() - 1)
        }
        _ => format!("{} run each other, so they would never end", listed(&names, "and")),
    };
    let mut words: Vec<String> = Vec::new();
    for &stream in &streams {
        words.extend(model.scope(stream).statement.map(|statement| statement_words(model, statement)));
    }
    words.sort();
    let place = |run: &Run| model.term_place(model.node(run.step).statement.file, run.term);
    let (first, others) = runs.split_first()?;
    let label =
        |run: &Run| format!("{} runs {}", quoted_step(model, run.step), quoted_stream(model, run.stream));
    let mut finding = FindingBuilder::new(place(first), message)
        .label(label(first))
        .help("let one of these steps do the work itself, without `runs`; to do it again, lead back to a step with a `rework input`")
        .fingerprint(words);
    for run in others.iter().take(5) {
        finding = finding.secondary(place(run), label(run));
    }
    Some(finding)
}
