//! `missed-promise`: the critical path to an outcome takes longer than its `within`.

use rayon::prelude::*;

use crate::model::paths::{Paths, at_the_latest, lead_time};
use crate::model::{Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted_items, quoted_name};
use crate::rules::support::name_words::flow_words;
use crate::source::FileSpan;
use crate::syntax::Keyword;
use crate::syntax::quantity::{read_duration, show_duration};

pub(crate) const RULE: Rule = rule!("missed-promise", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    // Nearly every promise is kept even at the latest; only for the others the critical paths have to be found.
    let doubtful: Vec<Promise> = model.par_streams().flat_map_iter(|id| doubtful(model, id)).collect();
    if doubtful.is_empty() {
        return Vec::new();
    }
    let paths = Paths::find(model);
    let mut findings = Vec::new();
    for promise in doubtful {
        findings.extend(finding(model, &paths, promise));
    }
    findings
}

/// An outcome with a `within` that can be read.
#[derive(Clone, Copy)]
struct Promise {
    scope: ScopeId,
    /// Index of the outcome among those of the stream.
    outcome: u32,
    /// The duration behind `within`.
    within: FileSpan,
    /// The time promised.
    seconds: u64,
}

/// The promises of a stream that are not seen to be kept.
fn doubtful(model: &Model<'_>, id: ScopeId) -> Vec<Promise> {
    let mut promises = promises(model, id).peekable();
    if promises.peek().is_none() {
        return Vec::new();
    }
    if !model.in_order(id).runs_down || model.has_run(id) {
        return promises.collect();
    }
    // One step after the other takes as long as all of them.
    let leads: Vec<u64> = model.steps_of(id).map(|step| lead_time(model, step)).collect();
    let all = leads.iter().fold(0, |sum: u64, &lead| sum.saturating_add(lead));
    let mut doubtful = Vec::new();
    for promise in promises {
        if all > promise.seconds {
            doubtful.push(promise);
        }
    }
    if doubtful.is_empty() {
        return doubtful;
    }
    let first = model.scope(id).nodes.start.index();
    let Some(done) = at_the_latest(model, id, |_| 0, |step| leads[step.index() - first]) else {
        return doubtful;
    };
    doubtful.retain(|&promise| {
        let taken = producers(model, promise).map(|step| done[step.index() - first]).min();
        taken > Some(promise.seconds)
    });
    doubtful
}

/// The promises of a stream, in the order of the text.
fn promises<'m>(model: &'m Model<'_>, id: ScopeId) -> impl Iterator<Item = Promise> + 'm {
    (0..).zip(&model.scope(id).outcomes).filter_map(move |(outcome, occurrence)| {
        let file = model.file_of(id, occurrence);
        let within = FileSpan { file, span: model.tree(file).within(occurrence.statement)?.span };
        let duration = read_duration(model.slice(within), model.declared().working_day()).ok()?;
        Some(Promise { scope: id, outcome, within, seconds: duration.seconds? })
    })
}

/// The steps that produce the outcome.
fn producers(model: &Model<'_>, promise: Promise) -> impl Iterator<Item = NodeId> {
    let scope = model.scope(promise.scope);
    model.producers(promise.scope, promise.outcome).filter_map(move |output| scope.output(output).node)
}

fn finding(model: &Model<'_>, paths: &Paths, promise: Promise) -> Option<FindingBuilder> {
    let mut quickest = None;
    for output in model.producers(promise.scope, promise.outcome) {
        let Some(taken) = paths.given(model, promise.scope, output) else { continue };
        if quickest.is_none_or(|(least, _)| taken < least) {
            quickest = Some((taken, output));
        }
    }
    let (taken, last) = quickest?;
    if taken <= promise.seconds {
        return None;
    }
    let occurrence = model.scope(promise.scope).outcome(promise.outcome);
    let message = format!(
        "{} takes {} at the least, but is promised within {}",
        quoted_items(model, promise.scope, occurrence),
        show_duration(taken),
        show_duration(promise.seconds)
    );
    let mut finding = FindingBuilder::new(promise.within, message)
        .label("promised here")
        .help("promise more time, shorten one of these steps, or let the outcome come of an earlier one")
        .fingerprint(flow_words(model, promise.scope, occurrence));
    let Some(giver) = model.dependency_graph().giver(model, promise.scope, last) else {
        return Some(finding);
    };
    for (step, done) in paths.path_to(model, giver) {
        let Some((_, term)) = model.duration(step, Keyword::LeadTime) else { continue };
        let statement = model.node(step).statement;
        let label = format!("{}: {} after the start", quoted_name(model, statement), show_duration(done));
        finding = finding.secondary(model.term_place(statement.file, term), label);
    }
    Some(finding)
}
