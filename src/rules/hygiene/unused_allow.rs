//! `unused-allow`: an `@allow` that suppresses nothing, or names no rule.

use rustc_hash::FxHashMap;

use crate::finding::Fix;
use crate::model::links::place;
use crate::model::pairing::Disposition;
use crate::model::{Model, StatementRef};
use crate::rule::RuleTable;
use crate::rules::allows::AllowedRule;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::edits::{SourceEditor, removal};
use crate::similarity::distance;
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::StatementId;

pub(crate) const RULE: Rule = rule!("unused-allow", check);

/// A longer word was meant to be no rule.
const LONGEST_RULE: usize = 100;

/// What is unused shows only when all other rules have run: see [`check_allows`].
fn check(_: &Context<'_>) -> Vec<FindingBuilder> {
    Vec::new()
}

/// Reports what suppressed nothing. `is_on` says whether a rule is on in a file; one that is off suppresses nothing rightly.
/// `would_suppress` says whether a rule of this name in its place would suppress something.
pub(in crate::rules) fn check_allows(
    rules: &RuleTable,
    model: &Model<'_>,
    unused: &[AllowedRule<'_>],
    mut is_on: impl FnMut(&str, FileId) -> bool,
    would_suppress: impl Fn(&AllowedRule<'_>, &str) -> bool,
) -> Vec<FindingBuilder> {
    let mut reported = Vec::new();
    let mut in_one: FxHashMap<(FileId, Span), usize> = FxHashMap::default();
    for unused in unused {
        let rule = model.slice(unused.name);
        // An incomplete one is a syntax error already.
        let is_complete = unused.allow.reason.start < unused.allow.reason.end;
        if is_complete && (!is_known(rules, rule) || is_on(rule, unused.file)) {
            reported.push(unused);
            *in_one.entry((unused.file, unused.allow.span)).or_default() += 1;
        }
    }
    let told_elsewhere = if reported.is_empty() { Vec::new() } else { told_elsewhere(model) };
    let mut findings = Vec::new();
    let mut in_reach: FxHashMap<(FileId, Option<StatementId>, &str), bool> = FxHashMap::default();
    for unused in reported {
        let all = in_one[&(unused.file, unused.allow.span)] == unused.allow.rules.len();
        let is_sure = is_sure(model, unused, &told_elsewhere);
        let what = Removal { unused, is_whole: all, is_sure };
        findings.push(finding(rules, model, what, |meant| {
            let place = (unused.file, unused.allow.target, meant);
            *in_reach.entry(place).or_insert_with(|| would_suppress(unused, meant))
        }));
    }
    findings
}

/// What to remove.
#[derive(Clone, Copy)]
struct Removal<'u, 'm> {
    unused: &'u AllowedRule<'m>,
    /// Whether all that its `@allow` names is unused.
    is_whole: bool,
    /// Whether nothing that the `@allow` may be for is out of sight.
    is_sure: bool,
}

fn is_known(rules: &RuleTable, name: &str) -> bool {
    rules.named(name).is_some()
}

/// The finding for one of them. `would_suppress` says whether a rule in its place would suppress something.
fn finding<'r>(
    rules: &'r RuleTable,
    model: &Model<'_>,
    what: Removal<'_, '_>,
    would_suppress: impl FnOnce(&'r str) -> bool,
) -> FindingBuilder {
    let unused = what.unused;
    let rule = model.slice(unused.name);
    if is_known(rules, rule) {
        let finding = FindingBuilder::new(unused.name, format!("this `@allow` suppresses no `{rule}`"))
            .label("nothing to suppress")
            .fingerprint([rule.to_owned()])
            .fix(without(model, what));
        if what.is_sure {
            return finding;
        }
        return finding.help("mend what else is found below it first: it may be needed then");
    }
    let finding =
        FindingBuilder::new(unused.name, format!("`{rule}` is no rule")).fingerprint([rule.to_owned()]);
    let Some(meant) = similar(rules, rule) else {
        return finding.help("`vsdlint rules` lists them all").fix(without(model, what));
    };
    let finding = finding.label(format!("did you mean `{meant}`?"));
    if would_suppress(meant) {
        return finding.fix(Fix::safe(format!("write `{meant}`"), vec![(unused.name, meant.to_owned())]));
    }
    finding.fix(without(model, what))
}

/// The rule whose name is nearest to what was written, if it is near.
fn similar<'r>(rules: &'r RuleTable, written: &str) -> Option<&'r str> {
    if written.len() > LONGEST_RULE {
        return None;
    }
    let (distance, name) = rules.iter().map(|rule| (distance(&rule.name, written), &*rule.name)).min()?;
    if distance <= 3 { Some(name) } else { None }
}

/// Removes the `@allow`, or only this rule where it names others that are in use.
fn without(model: &Model<'_>, Removal { unused, is_whole, is_sure }: Removal<'_, '_>) -> Option<Fix> {
    // Without it another one may have nothing to suppress, and would be reported in its place.
    if model.slice(unused.name) == RULE.name || !is_sure {
        return None;
    }
    let editor = SourceEditor::new(model, unused.file);
    if is_whole {
        let edits = removal::cut(&editor, unused.allow.span.range());
        return Some(Fix::safe("remove this `@allow`", edits));
    }
    let name = unused.name.span;
    let behind = unused.allow.rules.partition_point(|rule| rule.start <= name.start);
    let next = unused.allow.rules.get(behind).unwrap_or(&unused.allow.reason);
    let edits = removal::cut(&editor, Span::new(name.start, next.start).range());
    Some(Fix::safe("remove this rule from the `@allow`", edits))
}

/// Where flows fail of which another finding tells, ascending. Once that is mended they may be reported where they stand.
fn told_elsewhere(model: &Model<'_>) -> Vec<FileSpan> {
    let mut places = Vec::new();
    for (id, failure) in model.failures() {
        if model.diagnosis().disposition(id) != Disposition::Reported {
            places.push(place(model, failure.occurrence));
        }
    }
    places.sort_unstable();
    places
}

/// Whether nothing that the `@allow` may be for is out of sight: all of the declaration that it belongs to can be read, and
/// no other finding tells of what fails below it.
fn is_sure(model: &Model<'_>, unused: &AllowedRule<'_>, told_elsewhere: &[FileSpan]) -> bool {
    let file = unused.file;
    let Some(target) = unused.allow.target else { return true };
    let span = model.tree(file)[target].span;
    let start = FileSpan { file, span: Span::new(span.start, span.start) };
    let first = told_elsewhere.partition_point(|&place| place < start);
    let next = told_elsewhere.get(first);
    if next.is_some_and(|place| place.file == file && span.contains(place.span)) {
        return false;
    }
    let top = model.top_of(StatementRef { file, id: target });
    top.is_none_or(|id| model.is_sure(StatementRef { file, id }))
}
