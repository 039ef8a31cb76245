//! `impossible-metric`: figures that cannot be.

use rayon::prelude::*;

use crate::model::paths::Reading;
use crate::model::{Model, NodeId, StatementRef};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted_name, quoted_node};
use crate::rules::support::name_words::{node_words, statement_words};
use crate::rules::support::places::subject_places;
use crate::source::{FileId, FileSpan};
use crate::syntax::quantity::{Duration, read_duration, read_percentage};
use crate::syntax::{Keyword, StatementFlags, TermId, Tree};

/// The longest that a working day can be, in seconds.
const DAY: u64 = 24 * 3_600;

pub(crate) const RULE: Rule = rule!("impossible-metric", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let is_doubtful: Vec<bool> = model
        .trees()
        .par_iter()
        .enumerate()
        .map(|(file, tree)| !is_possible(model, FileId::new(file), tree))
        .collect();
    let mut findings = Vec::new();
    for (index, tree) in model.trees().iter().enumerate() {
        if !is_doubtful[index] {
            continue;
        }
        let file = FileId::new(index);
        // The last statement that opens a block: a figure in it is about that one. And the stream around it.
        let (mut block, mut stream) = (None, None);
        for (id, statement) in tree.iter() {
            let this = StatementRef { file, id };
            if statement.flags.has(StatementFlags::BLOCK) {
                block = Some(this);
                if statement.keyword != Keyword::Step {
                    stream = block;
                }
            }
            if !statement.flags.has(StatementFlags::HAS_ERROR) {
                findings.extend(wrong_figure(model, this, block, stream));
            }
        }
    }
    if !is_doubtful.contains(&true) {
        return findings;
    }
    for id in model.streams() {
        for step in model.steps_of(id) {
            if is_doubtful[model.node(step).statement.file.index()] {
                findings.extend(exceeding(model, step));
                findings.extend(wait_with_share(model, step));
            }
        }
    }
    findings
}

/// Whether a quick look, which reads each figure of a file once, shows that nothing is wrong with any.
fn is_possible(model: &Model<'_>, file: FileId, tree: &Tree) -> bool {
    if !tree.errors.is_empty() {
        return false;
    }
    // Of the step: its times, and whether it has a share.
    let (mut lead, mut process, mut has_share) = (None, None, false);
    let day = model.declared().working_day();
    tree.iter().all(|(id, statement)| {
        if statement.flags.has(StatementFlags::BLOCK) {
            (lead, process, has_share) = (None, None, false);
        }
        let term = match statement.keyword {
            _ if statement.flags.has(StatementFlags::HAS_ERROR) => None,
            Keyword::LeadTime | Keyword::ProcessTime | Keyword::CompleteAndAccurate | Keyword::WorkingDay => {
                tree.subject(id)
            }
            Keyword::Outcome => tree.within(id),
            Keyword::Trigger => tree.every(id),
            _ => None,
        };
        let Some(place) = term.map(|term| FileSpan { file, span: term.span }) else { return true };
        if statement.keyword == Keyword::CompleteAndAccurate {
            has_share = true;
            return process != Some(0) && wrong_percentage(model, place).is_none();
        }
        let Some(duration) = duration(model, place) else { return true };
        let Some(seconds) = duration.seconds(day) else { return false };
        let may_be_zero = statement.keyword == Keyword::ProcessTime && !has_share;
        if seconds == 0 && !may_be_zero {
            return false;
        }
        if statement.keyword == Keyword::WorkingDay && (duration.has_working_days() || seconds > DAY) {
            return false;
        }
        let time = match statement.keyword {
            Keyword::LeadTime => Some(&mut lead),
            Keyword::ProcessTime => Some(&mut process),
            _ => None,
        };
        let is_first = time.is_none_or(|time| time.replace(seconds).is_none());
        let exceeds = lead.zip(process).is_some_and(|(lead, process)| process > lead);
        is_first && !exceeds
    })
}

/// A figure that no other one is needed to refute. `block` is the last block that began before it, `outer` the last
/// one outside all others.
fn wrong_figure(
    model: &Model<'_>,
    this: StatementRef,
    block: Option<StatementRef>,
    outer: Option<StatementRef>,
) -> Option<FindingBuilder> {
    let tree = model.tree(this.file);
    let (what, about, value) = match tree[this.id].keyword {
        Keyword::LeadTime => {
            ("the lead time of step", block?, subject_places(model, this.file, this.id).next()?)
        }
        Keyword::ProcessTime => {
            ("the process time of step", block?, subject_places(model, this.file, this.id).next()?)
        }
        Keyword::CompleteAndAccurate => (
            "the complete and accurate share of step",
            block?,
            subject_places(model, this.file, this.id).next()?,
        ),
        Keyword::WorkingDay => {
            ("the working day of organisation", block?, subject_places(model, this.file, this.id).next()?)
        }
        Keyword::Outcome => {
            let within = tree.within(this.id)?;
            ("the time promised for", this, FileSpan { file: this.file, span: within.span })
        }
        Keyword::Trigger => {
            let every = tree.every(this.id)?;
            ("the time between two of", this, FileSpan { file: this.file, span: every.span })
        }
        _ => return None,
    };
    let (wrong, label, help) = match tree[this.id].keyword {
        Keyword::CompleteAndAccurate => wrong_percentage(model, value),
        // Nobody works on a step that only waits.
        Keyword::ProcessTime if seconds(model, value)? == Some(0) => None,
        Keyword::WorkingDay => wrong_working_day(model, value),
        _ => wrong_duration(model, value),
    }?;
    let name = quoted_name(model, about);
    let finding = FindingBuilder::new(value, format!("{what} {name} {wrong}"))
        .label(label)
        .help(help)
        .fingerprint([what.to_owned()])
        .fingerprint(outer.map(|outer| statement_words(model, outer)))
        .fingerprint([statement_words(model, about)]);
    Some(finding)
}

fn duration(model: &Model<'_>, value: FileSpan) -> Option<Duration> {
    read_duration(model.slice(value)).ok()
}

/// The seconds of a duration, where a working day is as long as its hours; none in them where they cannot be counted.
fn seconds(model: &Model<'_>, value: FileSpan) -> Option<Option<u64>> {
    Some(duration(model, value)?.seconds(model.declared().working_day()))
}

/// What is wrong with a figure, a label for it, and what to write.
type Wrong = (&'static str, &'static str, &'static str);

fn wrong_percentage(model: &Model<'_>, value: FileSpan) -> Option<Wrong> {
    let number = read_percentage(model.slice(value))?;
    let help = "write the share of its work that the next step can use as it is, from 0% to 100%";
    match number {
        low if low < 0.0 => Some(("is below 0%", "less than nothing", help)),
        high if high > 100.0 => Some(("is above 100%", "more than all of it", help)),
        _ => None,
    }
}

fn wrong_duration(model: &Model<'_>, value: FileSpan) -> Option<Wrong> {
    match seconds(model, value)? {
        Some(0) => Some(("is zero", "no time at all", "write how long it takes, or leave it out")),
        None => Some((
            "is too long to reckon with",
            "longer than can be counted",
            "write how long it really takes",
        )),
        Some(_) => None,
    }
}

/// A working day is part of a day, which hours say.
fn wrong_working_day(model: &Model<'_>, value: FileSpan) -> Option<Wrong> {
    let help = "write the hours that are worked on a day, such as `7h30min`";
    let duration = duration(model, value)?;
    if duration.has_working_days() {
        return Some(("is said in working days", "a working day of working days", help));
    }
    match duration.seconds(DAY) {
        Some(seconds) if seconds > DAY => Some(("is longer than 24 hours", "more than a day has", help)),
        _ => wrong_duration(model, value),
    }
}

/// A step that is worked on for longer than it takes.
fn exceeding(model: &Model<'_>, step: NodeId) -> Option<FindingBuilder> {
    let (lead, lead_term) = model.duration(step, Keyword::LeadTime)?;
    let (process, process_term) = model.duration(step, Keyword::ProcessTime)?;
    for reading in Reading::BOTH {
        let day = reading.working_day(model);
        let (lead, process) = (lead.seconds(day)?, process.seconds(day)?);
        if process <= lead || lead == 0 {
            return None;
        }
    }
    Some(contradiction(
        model,
        step,
        format!("{} is worked on for longer than it takes", quoted_node(model, step)),
        (process_term, "the time someone works on it"),
        (lead_term, "the time from start to end"),
        "the lead time contains the process time and all waiting, so one of the two is wrong",
    ))
}

/// Two figures of a step of which one must be wrong, each with what is said of it.
fn contradiction(
    model: &Model<'_>,
    step: NodeId,
    message: String,
    one: (TermId, &str),
    other: (TermId, &str),
    help: &str,
) -> FindingBuilder {
    let file = model.node(step).statement.file;
    FindingBuilder::new(model.term_place(file, one.0), message)
        .label(one.1)
        .secondary(model.term_place(file, other.0), other.1)
        .help(help)
        .fingerprint(node_words(model, step))
}

/// A step that only waits and states which share of its work is right.
fn wait_with_share(model: &Model<'_>, step: NodeId) -> Option<FindingBuilder> {
    let (process, process_term) = model.duration(step, Keyword::ProcessTime)?;
    if process.seconds(model.declared().working_day()) != Some(0) {
        return None;
    }
    let StatementRef { file, id } = model.node(step).statement;
    let tree = model.tree(file);
    let share = tree.children(id).find(|&child| tree[child].keyword == Keyword::CompleteAndAccurate)?;
    let share = tree.subjects(share).next()?;
    let name = quoted_node(model, step);
    Some(contradiction(
        model,
        step,
        format!("nobody works on {name}, so no share of its results can be complete and accurate"),
        (process_term, "no time at all: a pure wait"),
        (share, "a share of its results"),
        "leave out `complete_and_accurate`, or write how long somebody works on it",
    ))
}
