//! What findings advise, tried out. Each suggested fix alone removes its finding and leaves no new error. Each line
//! that a help shows is written where the help says, and nothing more is found than before.
//!
//! Not tried are helps that show no whole line: with a gap (`output "…"`), with an end alone (`from engage`), or with a
//! number. Of helps that join a line with such a part by "and", the line would be half of the advice. Nor are those that
//! leave the place to the reader, "in the step that uses it", or tell of a whole step that is missing.

mod lines;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use vsdlint::finding::{Finding, Label, Level};
use vsdlint::project::Setting;
use vsdlint::rules::metadata;
use vsdlint::source::Sources;

use crate::reference::generate::generate;
use crate::reference::print::print;
use crate::support::trades::{TRADES, mistakes, planted, process};
use crate::support::{directory, fixed, full, lint, one, sources, texts};
use lines::{Edits, edited, ways, written_where_told};

/// A project, and the rule that is turned on for it besides those that are on anyway.
struct Case {
    name: String,
    project: Sources,
    on: Vec<(&'static str, Setting)>,
}

/// The examples of all pages, all fixtures, and the texts that show what a rule can say.
fn written() -> Vec<Case> {
    let mut cases = Vec::new();
    for page in metadata() {
        let setting = Setting::Level(page.level.unwrap_or(Level::Warn));
        for block in page.documentation.split("```vsd finding\n").skip(1) {
            let text = block.split("```").next().unwrap_or_default();
            let on = vec![(&*page.name, setting)];
            cases.push(Case { name: format!("page of {}", page.name), project: one(text), on });
        }
    }
    for path in ["fixtures/broken", "tests/it/rules/messages"].into_iter().flat_map(texts) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for text in text.split("// and another\n").filter(|text| !text.contains('\0')) {
            let name = path.display().to_string();
            cases.push(Case { name, project: one(text), on: Vec::new() });
        }
    }
    for path in ["fixtures/itil4", "fixtures/northwind", "fixtures/ferry"] {
        cases.push(Case { name: path.to_owned(), project: directory(path), on: Vec::new() });
    }
    for trade in TRADES {
        let process = process(trade);
        for mistake in mistakes(trade) {
            let project = sources(planted(&process, &mistake));
            cases.push(Case { name: format!("{trade}: {}", mistake.name), project, on: Vec::new() });
        }
    }
    cases
}

fn random() -> impl Iterator<Item = Case> {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse().ok());
    let first = number("VSDLINT_SEED").unwrap_or(0);
    (first..first + number("VSDLINT_CASES").unwrap_or(100)).map(|seed| Case {
        name: format!("seed {seed}"),
        project: sources(print(&mut generate(seed))),
        on: Vec::new(),
    })
}

/// How often each finding stands there, by its rule and, as `key` says, its fingerprint or its message.
fn counted<K: Ord>(found: &[Finding], key: impl Fn(&Finding) -> K) -> BTreeMap<(&str, K), usize> {
    let mut counts = BTreeMap::new();
    for finding in found {
        *counts.entry((&*finding.rule, key(finding))).or_default() += 1;
    }
    counts
}

/// What is wrong with `after`, the project with the advice of `finding` taken. A finding counts as new if neither its
/// words nor its names were there before, and if it speaks of what the advice changed: another one was only hidden, since
/// a stream in which something basic is wrong is not judged further.
fn harm(case: &Case, before: &[Finding], after: &Sources, finding: &Finding, level: Level) -> Option<String> {
    let found = lint(after, &case.on);
    let print = |finding: &Finding| finding.fingerprint;
    let message = |finding: &Finding| finding.message.clone();
    let (old, new) = (counted(before, print), counted(&found, print));
    // Steps of two streams may bear the same names: of one whose line stays, the line decides.
    let old_line = line_of(&case.project, &finding.primary);
    let line =
        if finding.rule == "circular-wait" { moved_line(&case.project, after, old_line) } else { None };
    let count = |found: &[Finding], line: Option<usize>, sources: &Sources| {
        let is_own = |other: &&Finding| {
            (&other.rule, other.fingerprint) == (&finding.rule, finding.fingerprint)
                && other.primary.place.file == finding.primary.place.file
                && line.is_none_or(|line| line_of(sources, &other.primary).1 == line)
        };
        found.iter().filter(is_own).count()
    };
    let was = count(before, line.map(|_| old_line.1), &case.project);
    // Where a stream waits in several places, each is told and mended after the other.
    let is_next =
        STEPWISE.contains(&&*finding.rule) && found.iter().all(|next| next.message != finding.message);
    if !is_next && count(&found, line, after) >= was {
        return Some("it is still there".to_owned());
    }
    let (old_messages, new_messages) = (counted(before, message), counted(&found, message));
    let changed = changed_lines(&case.project, after);
    for more in found.iter().filter(|more| more.level >= level) {
        let print = (&*more.rule, more.fingerprint);
        let message = (&*more.rule, more.message.clone());
        // Of what a run lacks, one finding tells, at the first flow of its step.
        let runs =
            |found: &[Finding]| found.iter().filter(|finding| finding.rule == "mismatched-run").count();
        if more.rule == "mismatched-run" && runs(&found) <= runs(before) {
            continue;
        }
        let is_new = new[&print] > old.get(&print).copied().unwrap_or(0)
            && new_messages[&message] > old_messages.get(&message).copied().unwrap_or(0);
        if is_hidden_branch(finding, more, after, &changed) || was_there(case, before, more, after) {
            continue;
        }
        // What its step sends elsewhere is shown beside a reply that nobody was asked for, and is not what is wrong.
        let shown = if more.rule == "unasked-reply" { 1 } else { usize::MAX };
        let is_at_change = more.labels().take(shown).any(|label| changed.contains(&line_of(after, label)));
        if is_new && is_at_change {
            return Some(format!("new: {}: {}", more.rule, more.message));
        }
    }
    None
}

/// Whether the same was found at the same place, under the name that the advice puts right.
fn was_there(case: &Case, before: &[Finding], more: &Finding, after: &Sources) -> bool {
    let file = more.primary.place.file;
    let (old, new) = (&case.project.get(file).text, &after.get(file).text);
    let start = |finding: &Finding| finding.primary.place.span.start;
    // Up to there nothing moved.
    let is_same = old.get(..start(more) as usize) == new.get(..start(more) as usize);
    is_same
        && before.iter().any(|other| {
            other.rule == more.rule && other.primary.place.file == file && start(other) == start(more)
        })
}

/// The file and line of a label.
fn line_of(sources: &Sources, label: &Label) -> (usize, usize) {
    let text = &sources.get(label.place.file).text;
    (label.place.file.index(), text[..label.place.span.start as usize].matches('\n').count())
}

/// Which line of the file in `after` a line of it in `before` has become. None if it was changed.
fn moved_line(before: &Sources, after: &Sources, (file, line): (usize, usize)) -> Option<usize> {
    let (old, new) = (&before.as_slice()[file].text, &after.as_slice()[file].text);
    let diff = similar::TextDiff::from_lines(old, new);
    let mut same = diff.ops().iter().filter(|op| op.tag() == similar::DiffTag::Equal);
    let found = same.find(|op| op.old_range().contains(&line))?;
    Some(found.new_range().start + line - found.old_range().start)
}

/// Whether `more` is a blocked branch that was there before and that nobody told: a stream in which one thing has two names
/// is not judged besides, and a step that waits in vain for what stands in a line that nobody changed waits whatever is
/// advised.
fn is_hidden_branch(
    finding: &Finding,
    more: &Finding,
    after: &Sources,
    changed: &BTreeSet<(usize, usize)>,
) -> bool {
    let is_input = |label: &&Label| {
        let text = &after.get(label.place.file).text;
        let line = text.lines().nth(line_of(after, label).1).unwrap_or_default();
        line.trim_start().starts_with("input ")
    };
    more.rule == "blocked-branch"
        && (finding.rule == "misnamed-flow"
            || more.secondary.iter().filter(is_input).any(|label| !changed.contains(&line_of(after, label))))
}

/// The lines of `after` that `before` has not, or that stand where lines are gone: each by its file and number.
fn changed_lines(before: &Sources, after: &Sources) -> BTreeSet<(usize, usize)> {
    let mut changed = BTreeSet::new();
    for (file, (old, new)) in before.as_slice().iter().zip(after.as_slice()).enumerate() {
        if old.text == new.text {
            continue;
        }
        let diff = similar::TextDiff::from_lines(&old.text, &new.text);
        for op in diff.ops().iter().filter(|op| op.tag() != similar::DiffTag::Equal) {
            changed.extend(op.new_range().map(|line| (file, line)));
        }
    }
    changed
}

/// The rules that tell where a stream waits, one place at a time.
const STEPWISE: [&str; 2] = ["blocked-branch", "stalled-trigger"];

#[derive(Default)]
struct Tally {
    tried: BTreeMap<Cow<'static, str>, usize>,
    wrong: BTreeMap<Cow<'static, str>, Vec<String>>,
}

impl Tally {
    fn add(&mut self, finding: &Finding, wrong: Option<String>) {
        *self.tried.entry(finding.rule.clone()).or_default() += 1;
        if let Some(wrong) = wrong {
            self.wrong.entry(finding.rule.clone()).or_default().push(wrong);
        }
    }

    /// Fails with the shortest examples of each rule if any went wrong.
    #[track_caller]
    fn close(self) {
        println!("tried: {:#?}", self.tried);
        let (all, tried): (usize, usize) =
            (self.wrong.values().map(Vec::len).sum(), self.tried.values().sum());
        assert!(tried > 0, "nothing was tried");
        println!("{all} of {tried} went wrong");
        let mut shown = String::new();
        for (rule, mut wrong) in self.wrong {
            wrong.sort_by_key(String::len);
            let (count, tried) = (wrong.len(), self.tried[&rule]);
            let most = if std::env::var("VSDLINT_MISSED").is_ok() { 20 } else { 2 };
            let _ = writeln!(shown, "═══ {rule}: {count} of {tried}");
            shown.extend(wrong.into_iter().take(most));
        }
        assert!(all == 0, "{all} of {tried} went wrong\n{shown}");
    }
}

fn told(case: &Case, finding: &Finding, harm: &str, after: &Sources) -> String {
    let mut told = format!("══ {}: {harm}\n", case.name);
    if std::env::var("VSDLINT_MISSED").is_ok_and(|missed| missed == "models") {
        for source in case.project.as_slice() {
            let _ = writeln!(told, "── {}\n{}", source.path.display(), source.text);
        }
    }
    let _ = writeln!(told, "{}", full(&case.project, std::slice::from_ref(finding)));
    for (old, new) in case.project.as_slice().iter().zip(after.as_slice()) {
        if old.text != new.text {
            let changes = similar::TextDiff::from_lines(&old.text, &new.text);
            let _ = writeln!(told, "{}", changes.unified_diff().context_radius(4));
        }
    }
    told
}

fn try_fixes(case: &Case, tally: &mut Tally) {
    let before = lint(&case.project, &case.on);
    for finding in &before {
        let Some(fix) = &finding.fix else { continue };
        let after = fixed(&case.project, fix);
        let harm = harm(case, &before, &after, finding, Level::Error);
        tally.add(finding, harm.map(|harm| told(case, finding, &harm, &after)));
    }
}

#[test]
fn no_fix_of_what_is_written_leaves_an_error() {
    let mut tally = Tally::default();
    written().iter().for_each(|case| try_fixes(case, &mut tally));
    tally.close();
}

#[test]
fn no_fix_of_random_models_leaves_an_error() {
    let mut tally = Tally::default();
    random().for_each(|case| try_fixes(&case, &mut tally));
    tally.close();
}

fn try_helps(case: &Case, tally: &mut Tally) {
    let before = lint(&case.project, &case.on);
    for finding in &before {
        for way in ways(finding) {
            let edits: Option<Vec<Edits>> =
                way.iter().map(|line| written_where_told(&case.project, finding, line)).collect();
            let Some(edits) = edits else { continue };
            let after = edited(&case.project, edits.concat());
            let harm = harm(case, &before, &after, finding, Level::Error);
            tally.add(finding, harm.map(|harm| told(case, finding, &harm, &after)));
        }
    }
}

#[test]
fn no_help_of_what_is_written_leads_to_an_error() {
    let mut tally = Tally::default();
    written().iter().for_each(|case| try_helps(case, &mut tally));
    tally.close();
}

#[test]
fn no_help_of_random_models_leads_to_an_error() {
    let mut tally = Tally::default();
    random().for_each(|case| try_helps(&case, &mut tally));
    tally.close();
}
