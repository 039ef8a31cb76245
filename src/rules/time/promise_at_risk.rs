//! `promise-at-risk`: an outcome comes within its `within` at best, and later in some case.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::model::flows::End;
use crate::model::index::ends_of;
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::paths::{Reading, at_the_slowest};
use crate::model::ways::{Case, Risk, Ways};
use crate::model::{Model, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted_items, quoted_name};
use crate::rules::support::name_words::flow_words;
use crate::rules::support::places::item_place;
use crate::rules::time::promise::{Promise, promises};
use crate::syntax::Keyword;

pub(crate) const RULE: Rule = rule!("promise-at-risk", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let has_choice = model.has_choice();
    let asked = model
        .par_streams()
        .filter(|&id| model.meets_prerequisites(id) && (has_choice || model.scope(id).triggers.len() > 1));
    let exchanging = exchanging(model);
    let doubtful: Vec<Promise> = asked.flat_map_iter(|id| doubtful(model, id, &exchanging)).collect();
    if doubtful.is_empty() {
        return Vec::new();
    }
    let mut ways = Ways::new(model);
    let mut findings = Vec::new();
    for promise in doubtful {
        let promised = Reading::BOTH.map(|reading| promise.seconds(reading.working_day(model)));
        if let Some(risk) = ways.risk(promise.scope, promise.outcome, promised) {
            findings.push(finding(model, &promise, &risk));
        }
    }
    findings
}

/// The streams whose steps may take something from another stream, or wait for one that a step runs.
fn exchanging(model: &Model<'_>) -> FxHashSet<ScopeId> {
    let mut exchanging = FxHashSet::default();
    for id in model.streams() {
        let scope = model.scope(id);
        for named in scope.inputs.iter().flat_map(|input| ends_of(scope, input)) {
            let is_far = match named.end {
                End::Step(step) => model.node(step).scope != id,
                End::Stream(_) | End::Unknown | End::Undescribed(_) => true,
                _ => false,
            };
            if is_far {
                exchanging.insert(id);
            }
        }
        for named in scope.outputs.iter().flat_map(|output| ends_of(scope, output)) {
            match named.end {
                End::Step(step) if model.node(step).scope != id => {
                    exchanging.insert(model.node(step).scope);
                }
                // It may be meant for anybody.
                End::Unknown => return model.streams().collect(),
                _ => {}
            }
        }
    }
    exchanging.extend(model.runs().iter().map(|run| model.node(run.step).scope));
    exchanging
}

/// The promises of a stream that are not seen to be kept even on the slowest way.
fn doubtful(model: &Model<'_>, id: ScopeId, exchanging: &FxHashSet<ScopeId>) -> Vec<Promise> {
    let mut promises = promises(model, id);
    let first = model.scope(id).nodes.start.index();
    for reading in Reading::BOTH {
        if promises.iter().all(|promise| promise.last_reading() != reading) {
            continue;
        }
        let day = reading.working_day(model);
        let leads = model.lead_times(reading);
        if !exchanging.contains(&id) {
            // No way is longer than all steps one after the other.
            let own = model.steps_of(id).map(|step| leads[step.index()]);
            let all = own.fold(0, u64::saturating_add);
            promises.retain(|promise| promise.last_reading() != reading || all > promise.seconds(day));
            if promises.is_empty() {
                return promises;
            }
        }
        let Some(done) = at_the_slowest(model, id, |step| leads[step.index()]) else { continue };
        promises.retain(|promise| {
            let mut producers = model.producers(id, promise.outcome);
            promise.last_reading() != reading
                || producers.any(|output| {
                    let step = model.scope(id).output(output).node;
                    step.is_some_and(|step| done[step.index() - first] > promise.seconds(day))
                })
        });
    }
    promises
}

fn finding(model: &Model<'_>, promise: &Promise, risk: &Risk) -> FindingBuilder {
    let id = promise.scope;
    let occurrence = model.scope(id).outcome(promise.outcome);
    let producer = |output: u32| model.scope(id).output(output).node;
    let (best_step, worst_step) = (producer(risk.best.output), producer(risk.worst.output));
    let is_other_step = best_step != worst_step;
    let (best, worst) =
        (risk.best.taken.show_beside(promise.duration), risk.worst.taken.show_beside(promise.duration));
    let name = |step| quoted_name(model, model.node(step).statement);
    let kept = match best_step {
        Some(step) if is_other_step => format!("kept by {} ({best})", name(step)),
        _ => format!("kept at best ({best})"),
    };
    let (flow, label) = match risk.case {
        Case::Comes(scope, index) => (OccurrenceRef { scope, kind: Kind::Output, index }, "when this comes"),
        Case::Nothing(scope, index, _) => {
            (OccurrenceRef { scope, kind: Kind::Output, index }, "when this does not come")
        }
        Case::StartsWith(index) => {
            (OccurrenceRef { scope: id, kind: Kind::Trigger, index }, "when nothing else starts it")
        }
    };
    let item = quoted_items(model, flow.scope, model.occurrence(flow));
    let case = match (risk.case, worst_step) {
        (Case::Comes(..), Some(step)) if is_other_step => format!("when {} is needed", name(step)),
        (Case::Comes(..), _) => format!("when {item} comes"),
        (Case::Nothing(_, _, 1), _) => format!("when {item} does not come"),
        (Case::Nothing(scope, first, 2), _) => {
            let other = quoted_items(model, scope, model.scope(scope).output(first + 1));
            format!("when neither {item} nor {other} comes")
        }
        (Case::Nothing(..), _) => format!("when neither {item} nor any of its alternatives comes"),
        (Case::StartsWith(_), _) => format!("when it starts with {item}"),
    };
    let message = format!(
        "{} is promised within {}: {kept}, missed {case} ({worst})",
        quoted_items(model, id, occurrence),
        promise.duration.show()
    );
    let mut finding = FindingBuilder::new(promise.within, message)
        .label("promised here")
        .secondary(item_place(model, flow.scope, model.occurrence(flow)), label)
        .help(format!("shorten this way, or promise what holds on it too: `within {worst}`"))
        .fingerprint(flow_words(model, id, occurrence));
    for &(step, done) in &risk.worst.steps {
        let Some((_, term)) = model.duration(step, Keyword::LeadTime) else { continue };
        let statement = model.node(step).statement;
        let done = done.show_beside(promise.duration);
        let label = format!("{}: {done} after the start", quoted_name(model, statement));
        finding = finding.secondary(model.term_place(statement.file, term), label);
    }
    finding
}
