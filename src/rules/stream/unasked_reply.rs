//! `unasked-reply`: a reply to something that its step never asks for.

use crate::model::flows::{End, Occurrence};
use crate::model::index::{Entry, ends_of};
use crate::model::matching::{Direction, Expectation, Kind};
use crate::model::replies::Unasked;
use crate::model::{Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{few_listed, quoted, quoted_node, quoted_path};
use crate::rules::support::edits::FlowEdit;
use crate::rules::support::end_path::path_to_node;
use crate::rules::support::name_words::{flow_words, same_name};
use crate::rules::support::places::{end_place, item_place, subject_places};
use crate::source::FileSpan;
use crate::syntax::StatementFlags;

pub(crate) const RULE: Rule = rule!("unasked-reply", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    let mut last = None;
    let mut sent: Option<Sent> = None;
    for unasked in model.replies().unasked() {
        let input = model.occurrence(unasked.input);
        // The items of a statement share its ends.
        let this = Some((input.node, input.statement));
        if std::mem::replace(&mut last, this) != this && model.meets_prerequisites(unasked.input.scope) {
            findings.extend(finding(model, unasked, &mut sent));
        }
    }
    findings
}

/// The finding about a reply. `sent` is of the step that was looked at last, which may have many replies.
fn finding(model: &Model<'_>, unasked: &Unasked, sent: &mut Option<Sent>) -> Option<FindingBuilder> {
    let id = unasked.input.scope;
    let input = model.occurrence(unasked.input);
    let node = input.node?;
    let step = quoted_node(model, node);
    let file = model.file_of(id, input);
    let items: Vec<String> =
        subject_places(model, file, input.statement).map(|place| quoted(model, place)).collect();
    let is_either = model.tree(file)[input.statement].flags.has(StatementFlags::EITHER);
    let items = few_listed(&items, if is_either { "or" } else { "and" });
    let words = flow_words(model, id, input);
    let named = ends_of(model.scope(id), input);
    let mut places = Vec::new();
    for &at in &unasked.ends {
        places.push(end_place(model, file, named[at].term));
    }
    let edit = FlowEdit::new(model, id, input);
    let written = edit.item();
    let may_begin = !waits_for_itself(model, id, input);
    let Some((&first, others)) = places.split_first() else {
        let place = item_place(model, id, input);
        // The item comes from somebody in the stream, or more basic things would be said.
        let help = match &givers(model, id, input)[..] {
            [giver] => format!(
                "write `reply input {written} from {giver}` and what is asked there, `output \"…\" to {giver}`"
            ),
            _ => {
                "write what the step asks for, `output \"…\" to …`, and from whom the answer comes".to_owned()
            }
        };
        let help = if may_begin {
            format!("{help}; if the step begins with it, write `input {written}`")
        } else {
            help
        };
        let finding =
            FindingBuilder::new(place, format!("{step} does not say from whom its reply {items} comes"))
                .label("the answer to what?")
                .help(help)
                .fingerprint(words);
        return Some(finding);
    };
    let ends: Vec<String> = places.iter().map(|&place| format!("`{}`", model.slice(place))).collect();
    let ends = few_listed(&ends, "and");
    let sent = match sent {
        Some(sent) if sent.step == node => sent,
        _ => sent.insert(Sent::by(model, id, node)),
    };
    let help = match &sent.outside {
        Some(only) if others.is_empty() && named.len() == 1 && !is_given(model, id, input) => format!(
            "the step asks `{only}` alone: if that is meant, write `reply input {written} from {only}`"
        ),
        _ => format!("write what the step asks for, `output \"…\" to {}`", model.slice(first)),
    };
    let help = if may_begin {
        let ends = edit.written_ends().join(", ");
        format!("{help}; if it begins with this, write `input {written} from {ends}`")
    } else {
        help
    };
    let mut finding = FindingBuilder::new(
        first,
        format!("{step} expects the reply {items} from {ends}, but asks nothing there"),
    )
    .label("nothing that the step produces goes here")
    .help(help)
    .fingerprint(words);
    for &place in others {
        finding = finding.secondary(place, "nor here");
    }
    Some(sent.show(model, finding))
}

/// What a step sends to ends that it names.
struct Sent {
    step: NodeId,
    /// The stakeholder or repository that it sends something to, as written, if it is one alone.
    outside: Option<String>,
    /// The first of its outputs that name an end, each with what is said of it.
    outputs: Vec<(FileSpan, String)>,
}

impl Sent {
    fn by(model: &Model<'_>, id: ScopeId, step: NodeId) -> Sent {
        const MOST_SHOWN: usize = 3;
        let scope = model.scope(id);
        let mut outputs = Vec::new();
        for output in scope.flows_of_node(Kind::Output, step) {
            let Some(end) = ends_of(scope, output).first() else { continue };
            let place = end_place(model, model.file_of(id, output), end.term);
            let label = format!("this goes to {}", quoted_path(model, place));
            outputs.push((item_place(model, id, output), label));
            if outputs.len() == MOST_SHOWN {
                break;
            }
        }
        Sent { step, outside: only_outside(model, id, step), outputs }
    }

    /// Adds to `finding` where the step sends something else, which may be the question, or that it sends nothing.
    fn show(&self, model: &Model<'_>, finding: FindingBuilder) -> FindingBuilder {
        let mut finding = finding;
        for (place, label) in &self.outputs {
            finding = finding.secondary(*place, label.clone());
        }
        let label = if self.outputs.is_empty() {
            "this step sends nothing to anybody by name"
        } else {
            "the question is missing in this step"
        };
        finding.secondary(model.name_place(model.node(self.step).statement), label)
    }
}

/// The stakeholder or repository to whom the outputs of a step go, as written, if it is one alone.
fn only_outside(model: &Model<'_>, id: ScopeId, step: NodeId) -> Option<String> {
    let scope = model.scope(id);
    let mut only: Option<&str> = None;
    for output in scope.flows_of_node(Kind::Output, step) {
        for named in ends_of(scope, output) {
            let End::External(_) = named.end else { continue };
            let written = model.slice(end_place(model, model.file_of(id, output), named.term));
            if !same_name(only.get_or_insert(written), written) {
                return None;
            }
        }
    }
    only.map(str::to_owned)
}

/// So many of those who give what is taken as a reply are looked at.
const MOST_GIVERS: usize = 16;

/// Whether the step would wait for what waits for the step, if it began with this reply.
fn waits_for_itself(model: &Model<'_>, scope: ScopeId, input: &Occurrence) -> bool {
    let Some(step) = input.node else { return false };
    let viewpoint = model.viewpoint(scope, input);
    for expectation in model.expectations(model.scope(scope), input) {
        let mut givers = model.partners(viewpoint, input, Direction::In, expectation).take(MOST_GIVERS);
        let waits = |entry: &Entry| entry.node.is_some_and(|giver| model.may_wait_for(giver, step));
        let Some(first) = givers.next() else { continue };
        if waits(first) && givers.all(waits) {
            return true;
        }
    }
    false
}

/// Whether somebody gives what is taken as a reply to its ends.
fn is_given(model: &Model<'_>, scope: ScopeId, input: &Occurrence) -> bool {
    let viewpoint = model.viewpoint(scope, input);
    let mut expectations = model.expectations(model.scope(scope), input);
    expectations.any(|expected| model.partners(viewpoint, input, Direction::In, expected).next().is_some())
}

/// The steps of the stream that give what is taken as a reply, as an end names them.
fn givers(model: &Model<'_>, scope: ScopeId, input: &Occurrence) -> Vec<String> {
    let mut givers: Vec<String> = Vec::new();
    let viewpoint = model.viewpoint(scope, input);
    for entry in model.partners(viewpoint, input, Direction::In, Expectation::Anyone).take(MOST_GIVERS) {
        let path = entry.node.and_then(|node| path_to_node(model, node, scope));
        if let Some(path) = path
            && !givers.contains(&path)
        {
            givers.push(path);
        }
    }
    givers
}
