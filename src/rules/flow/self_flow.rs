//! `self-flow`: an end that names the flow's own step, activity or stream.

use crate::finding::Fix;
use crate::model::flows::End;
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Expectation, Kind, OccurrenceRef};
use crate::model::{Model, Occurrence, ScopeId, StatementRef};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{few_listed, quoted, quoted_node, quoted_owner, quoted_stream};
use crate::rules::support::edits::insertion::preposition;
use crate::rules::support::edits::removal;
use crate::rules::support::end_path::path_to_node;
use crate::rules::support::meeting::{expectation_of, may_close_loop, would_meet};
use crate::rules::support::name_words::flow_words;
use crate::rules::support::places::{end_place, subject_places};
use crate::rules::support::unmet_flow::may_lose_link;
use crate::source::{FileSpan, Span};
use crate::syntax::words::unquote;
use crate::syntax::{Keyword, StatementFlags, TermId};

pub(crate) const RULE: Rule = rule!("self-flow", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for id in model.scopes() {
        let scope = model.scope(id);
        for kind in [Kind::Input, Kind::Output, Kind::Trigger, Kind::Outcome] {
            let mut before = None;
            for (this, occurrence) in scope.occurrences(id, kind) {
                // The items of a statement share its ends.
                let statement = Some((occurrence.node, occurrence.statement));
                if std::mem::replace(&mut before, statement) == statement {
                    continue;
                }
                for named in ends_of(scope, occurrence) {
                    if named.end == End::Itself {
                        findings.push(finding(model, this, named.term));
                    }
                }
            }
        }
    }
    findings
}

/// The finding at an end of a statement whose first flow is `flow`.
fn finding(model: &Model<'_>, flow: OccurrenceRef, end: TermId) -> FindingBuilder {
    let (scope, occurrence) = (flow.scope, model.occurrence(flow));
    let file = model.file_of(scope, occurrence);
    let statement = StatementRef { file, id: occurrence.statement };
    let this = &model.tree(file)[statement.id];
    let items: Vec<String> =
        subject_places(model, file, statement.id).map(|place| quoted(model, place)).collect();
    let items = few_listed(&items, if this.flags.has(StatementFlags::EITHER) { "or" } else { "and" });
    let (viewpoint, here) = match occurrence.node {
        Some(node) if scope == ScopeId::CHAIN => (quoted_node(model, node), "this is the activity itself"),
        Some(node) => (quoted_node(model, node), "this is the step itself"),
        None => (quoted_stream(model, scope), "this is the stream itself"),
    };
    let message = match this.keyword {
        Keyword::Input => format!("{viewpoint} expects {items} from itself"),
        Keyword::Output => format!("{viewpoint} sends {items} to itself"),
        Keyword::Trigger => format!("{viewpoint} expects its trigger {items} from itself"),
        _ => format!("{viewpoint} sends its outcome {items} to itself"),
    };
    let place = end_place(model, file, end);
    let mut names = flow_words(model, scope, occurrence);
    names.push(this.keyword.word().to_owned());
    let finding = FindingBuilder::new(place, message).label(here).fingerprint(names);
    if let Some(finding) = meant(model, flow, place, &finding) {
        return finding;
    }
    let ends = removal::ends(model, statement);
    if ends.len() > 1 {
        let finding = finding.help("name who was meant, or leave out this name");
        // What is guessed may have been meant otherwise.
        let is_sure = model.is_sure(statement);
        return match removal::members(model, file, &ends, |at| ends[at] == place.span) {
            Some(edits) if is_sure => finding.fix(Fix::safe("leave out this name", edits)),
            _ => finding,
        };
    }
    // Without its only end, the flow is with anybody.
    let preposition = preposition(this.keyword);
    let finding = finding.help(format!("name who was meant; without `{preposition}` it may be anybody"));
    let is_link = scope == ScopeId::CHAIN && may_lose_link(model, occurrence, End::Itself);
    let is_met = would_meet(model, scope, statement, Expectation::Anyone);
    // Who takes one alternative from anybody may need another one as well.
    let is_choice = this.flags.has(StatementFlags::EITHER) && this.keyword == Keyword::Output;
    if is_link || !is_met || is_choice || may_close_loop(model, scope, occurrence) {
        return finding;
    }
    finding.fix(
        removal::clause(model, statement)
            .map(|edits| Fix::suggested(format!("leave out `{preposition} {}`", model.slice(place)), edits)),
    )
}

/// The same with whom the flow was meant for, where others look for it here. `first` is the first flow of its statement.
fn meant(
    model: &Model<'_>,
    first: OccurrenceRef,
    place: FileSpan,
    finding: &FindingBuilder,
) -> Option<FindingBuilder> {
    let mut finding = finding.clone();
    let (scope, flow) = (first.scope, model.occurrence(first));
    let mut nodes = Vec::new();
    let selves = model.diagnosis().selves();
    // They are sorted, and the flows of a statement stand in a row.
    for &(at, failure) in &selves[selves.partition_point(|&(at, _)| at < first)..] {
        let own = model.occurrence(at);
        if (at.scope, at.kind) != (scope, first.kind)
            || own.statement != flow.statement
            || own.node != flow.node
        {
            break;
        }
        let failure = model.failure(failure);
        let part = failure.part(model);
        let who = quoted_owner(model, failure.occurrence.scope, &part);
        let label = if part.node == flow.node {
            let does = if failure.direction == Direction::In { "expects" } else { "produces" };
            format!("{who} itself {does} it")
        } else if failure.direction == Direction::In {
            format!("{who} expects it from here")
        } else {
            format!("{who} sends it here")
        };
        let file = model.file_of(failure.occurrence.scope, &part);
        finding = finding.secondary(model.term_place(file, part.term), label);
        nodes.push(part.node);
    }
    nodes.dedup();
    let [Some(node)] = nodes[..] else { return None };
    if Some(node) == flow.node {
        return Some(to_be_rework(model, scope, flow, finding));
    }
    let end = path_to_node(model, node, scope)?;
    let act = format!("write `{}`", unquote(&end));
    let statement = StatementRef { file: place.file, id: flow.statement };
    // The other items of the statement have to be expected there as well.
    let fits = expectation_of(model, node).is_some_and(|there| would_meet(model, scope, statement, there));
    let fix = fits.then(|| Fix::suggested(act.clone(), vec![(place, end)]));
    Some(finding.help(act).fix(fix))
}

/// The same where the step itself gives, or takes, the item: it repeats itself, so its input is `rework`.
fn to_be_rework(
    model: &Model<'_>,
    scope: ScopeId,
    flow: &Occurrence,
    finding: FindingBuilder,
) -> FindingBuilder {
    let statement = StatementRef { file: model.file_of(scope, flow), id: flow.statement };
    let this = model.statement(statement);
    if this.keyword != Keyword::Input {
        return finding.help("if the step repeats itself, write `rework` before its `input`");
    }
    let act = "write `rework input`, if the step repeats itself";
    let is_plain = !this.flags.has(StatementFlags::OPTIONAL) && !this.flags.has(StatementFlags::REPLY);
    let start = FileSpan { file: statement.file, span: Span { end: this.span.start, ..this.span } };
    let fix = is_plain.then(|| Fix::suggested("write `rework input`", vec![(start, "rework ".to_owned())]));
    finding.help(act).fix(fix)
}
