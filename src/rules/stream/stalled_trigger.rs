//! `stalled-trigger`: one of several triggers from which no outcome can be reached.

mod listed;
mod rings;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::matching::OccurrenceRef;
use crate::model::paths::{NEVER, at_the_latest};
use crate::model::{Model, NodeId, Occurrence, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{MOST_WRITTEN, quoted_items, quoted_name, quoted_stream, written_items};
use crate::rules::support::edits::FlowEdit;
use crate::rules::support::name_words::flow_words;
use crate::rules::support::places::item_place;
use crate::syntax::Symbol;
use listed::Listed;
use rings::{Rings, Stop, is_always_there};

pub(crate) const RULE: Rule = rule!("stalled-trigger", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    // What one trigger waits for, another may be: of a stream with one that is mentioned nothing is known.
    let is_known = |id: ScopeId| !model.scope(id).triggers.iter().any(|trigger| model.mentions(id, trigger));
    // A stream that a circular wait or a blocked branch stops is reported by that one.
    let stopped = stopped(model);
    let asked = model.par_streams().filter(|&id| {
        model.scope(id).triggers.len() > 1
            && model.meets_prerequisites(id)
            && is_known(id)
            && !stopped.contains(&id)
    });
    let doubtful: Vec<(ScopeId, Vec<u32>)> = asked
        .map(|id| {
            let triggers = 0..model.scope(id).triggers.len() as u32;
            (id, triggers.filter(|&trigger| is_doubtful(model, id, trigger)).collect())
        })
        .filter(|(_, triggers): &(ScopeId, Vec<u32>)| !triggers.is_empty())
        .collect();
    if doubtful.is_empty() {
        return Vec::new();
    }
    let rings = Rings::find(model);
    let mut twice = Twice::default();
    let mut findings = Vec::new();
    for (id, triggers) in doubtful {
        let stalled = rings.stalled(id, &triggers, None);
        let lacking_period = rings.lacks_period(id, &stalled);
        if rings.is_spent() {
            break;
        }
        if let Some((trigger, stop)) = lacking_period {
            let finding = finding(model, id, trigger, stop.as_ref(), &mut twice);
            let recurring = help_of_period(model, id, trigger, stalled.len() > 1);
            findings.push(match recurring {
                Some(help) => finding.help(help),
                None => finding,
            });
            continue;
        }
        findings.extend(findings_of(model, id, &stalled, &mut twice));
    }
    findings
}

/// Inputs at which streams stop, each with whether its step waits for the same in another one too. Thousands of triggers may
/// stop at one input of a step that has thousands.
type Twice = FxHashMap<OccurrenceRef, bool>;

/// The findings about the stalled triggers of a stream: one for those that one statement takes, each as an input of its own.
fn findings_of(
    model: &Model<'_>,
    id: ScopeId,
    stalled: &[(u32, Option<Stop>)],
    twice: &mut Twice,
) -> Vec<FindingBuilder> {
    let triggers: Vec<u32> = stalled.iter().map(|&(trigger, _)| trigger).collect();
    let listed = Listed::of(model, id, &triggers);
    let mut findings = Vec::new();
    for (rank, (trigger, stop)) in stalled.iter().enumerate() {
        if listed.has_earlier(rank) {
            continue;
        }
        let mut finding = finding(model, id, *trigger, stop.as_ref(), twice);
        for later in listed.later(rank) {
            let place = item_place(model, id, model.scope(id).trigger(triggers[later]));
            finding = finding.secondary(place, "… or only this");
        }
        let needs = stop.as_ref().map(|stop| model.occurrence(stop.input).statement);
        findings.push(finding.fix(listed.joined(rank, needs)));
    }
    findings
}

/// How to write that a trigger recurs, with the period of which its name speaks. Without one it is only said where all
/// the others wait for this trigger: `all_wait`.
fn help_of_period(model: &Model<'_>, id: ScopeId, trigger: u32, all_wait: bool) -> Option<String> {
    let flow = model.scope(id).trigger(trigger);
    let written = written_items(model, model.file_of(id, flow), flow);
    let mut period = None;
    for item in model.items(id, flow) {
        for word in model.words(item).split(' ') {
            period = period.or(period_of(word));
        }
    }
    let period = if all_wait { period.or(Some("…")) } else { period };
    Some(format!("if it comes by itself, again and again, write `trigger {written} every {}`", period?))
}

/// The period of which a word speaks.
fn period_of(word: &str) -> Option<&'static str> {
    match word {
        "day" | "days" | "daily" => Some("day"),
        "week" | "weeks" | "weekly" | "weekend" => Some("week"),
        "month" | "months" | "monthly" => Some("month"),
        "quarter" | "quarters" | "quarterly" => Some("quarter"),
        "year" | "years" | "yearly" | "annual" | "annually" => Some("year"),
        _ => None,
    }
}

/// The streams in which a circular wait or a blocked branch is reported.
fn stopped(model: &Model<'_>) -> FxHashSet<ScopeId> {
    let reachability = model.reachability();
    let mut stopped = FxHashSet::default();
    for &step in reachability.circular_waits().iter().flatten() {
        stopped.insert(model.node(step).scope);
    }
    for branch in reachability.blocked_branches() {
        stopped.insert(branch.scope);
        stopped.extend(branch.steps.iter().map(|it| model.node(it.step).scope));
    }
    stopped
}

/// A quick look at each trigger of a stream costs as much as the stream; with more triggers than these the thorough look at
/// all of them together costs less.
const MOST_QUICK_LOOKS: usize = 8;

/// Whether a trigger may be stalled and a quick look does not show that it is not.
fn is_doubtful(model: &Model<'_>, id: ScopeId, trigger: u32) -> bool {
    let has_few = model.scope(id).triggers.len() <= MOST_QUICK_LOOKS;
    is_judged(model, id, trigger) && !(has_few && runs_by_itself(model, id, trigger))
}

/// Whether a trigger may be stalled. What a step gives to the stream that it runs comes with all else that it gives.
fn is_judged(model: &Model<'_>, id: ScopeId, trigger: u32) -> bool {
    !is_always_there(model, id, trigger) && !model.is_given_by_run(id, model.scope(id).trigger(trigger))
}

/// Whether a quick look shows that a trigger reaches an outcome, with nothing but the steps of its own stream.
fn runs_by_itself(model: &Model<'_>, id: ScopeId, trigger: u32) -> bool {
    let is_there = |other: u32| other == trigger || is_always_there(model, id, other);
    let there = |other: u32| if is_there(other) { 0 } else { NEVER };
    let Some(done) = at_the_latest(model, id, there, |_| 0) else { return false };
    let scope = model.scope(id);
    for &(_, output) in model.all_producers(id) {
        let step = scope.output(output).node.and_then(|step| scope.position(step));
        if step.is_some_and(|step| done[step] != NEVER) {
            return true;
        }
    }
    false
}

fn finding(
    model: &Model<'_>,
    id: ScopeId,
    trigger: u32,
    stop: Option<&Stop>,
    twice: &mut Twice,
) -> FindingBuilder {
    let occurrence = model.scope(id).trigger(trigger);
    let place = item_place(model, id, occurrence);
    let item = quoted_items(model, id, occurrence);
    let Some(&Stop { step, input }) = stop else {
        let message =
            format!("when only {item} comes, {} never reaches an outcome", quoted_stream(model, id));
        return FindingBuilder::new(place, message)
            .label("whoever sends this waits for ever")
            .help("if any one of the triggers is enough, write `or` between them in the first step's input")
            .fingerprint(flow_words(model, id, occurrence));
    };
    let flow = model.occurrence(input);
    let name = quoted_name(model, model.node(step).statement);
    let lacking = quoted_items(model, id, flow);
    let message =
        format!("when only {item} comes, the stream stops at {name}, which also waits for {lacking}");
    let without = if *twice.entry(input).or_insert_with(|| takes_twice(model, id, step, flow)) {
        format!("write `optional` before each input of it in {name}")
    } else if flow.choices > MOST_WRITTEN {
        "write `optional` before that input".to_owned()
    } else {
        let edit = FlowEdit::new(model, id, flow);
        format!("write `optional {}`", edit.reads(&edit.item(), &edit.written_ends()))
    };
    FindingBuilder::new(place, message)
        .label("when only this comes …")
        .secondary(item_place(model, id, flow), format!("… {name} waits for this for ever"))
        .help(format!(
            "if {name} can begin with either, write `or` between the two; if it can do without {lacking}, {without}"
        ))
        .fingerprint(flow_words(model, id, occurrence))
}

/// Whether the step waits for the items of an input in another one too.
fn takes_twice(model: &Model<'_>, id: ScopeId, step: NodeId, input: &Occurrence) -> bool {
    let own: FxHashSet<Symbol> = model.items(id, input).collect();
    let mut others = model.mandatory_inputs_of(step).filter(|(_, other)| other.term != input.term);
    others.any(|(_, other)| model.items(id, other).any(|item| own.contains(&item)))
}
