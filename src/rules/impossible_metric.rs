//! `impossible-metric`: figures that cannot be.

use crate::model::{Model, NodeId, StatementRef};
use crate::rules::{Context, Draft, Rule};
use crate::source::{FileId, Place};
use crate::syntax::quantity::{Duration, read_duration, read_percentage};
use crate::syntax::{Keyword, Marks};

pub(super) const RULE: Rule =
    Rule { name: "impossible-metric", page: include_str!("../../rules/impossible-metric.md"), check };

fn check(context: &Context<'_>) -> Vec<Draft> {
    let model = context.model;
    let mut drafts = Vec::new();
    for (index, tree) in model.trees.iter().enumerate() {
        let file = FileId(index as u32);
        for (at, statement) in tree.statements.iter().enumerate() {
            if statement.marks.has(Marks::BROKEN) {
                continue;
            }
            let value = match statement.keyword {
                Keyword::LeadTime
                | Keyword::ProcessTime
                | Keyword::WorkingDay
                | Keyword::CompleteAndAccurate => model.subject_places(file, at as u32).next(),
                Keyword::Outcome => tree.within(at as u32).map(|term| Place { file, span: term.span }),
                _ => continue,
            };
            let Some(value) = value else { continue };
            let wrong = match statement.keyword {
                Keyword::CompleteAndAccurate => wrong_percentage(model, value),
                _ => wrong_duration(model, value),
            };
            drafts.extend(wrong.map(|(message, help)| {
                Draft::new(value, message)
                    .help(help)
                    .names([statement.keyword.word().to_owned(), model.sources.slice(value).to_owned()])
            }));
        }
    }
    for id in model.streams() {
        drafts.extend(model.scope(id).nodes.clone().filter_map(|node| exceeding(model, NodeId(node))));
        drafts.extend(model.scope(id).statement.and_then(|statement| mixed(model, statement)));
    }
    drafts
}

fn duration(model: &Model<'_>, value: Place) -> Option<Duration> {
    read_duration(model.sources.slice(value), model.declared.working_day).ok()
}

fn wrong_percentage(model: &Model<'_>, value: Place) -> Option<(String, &'static str)> {
    let written = model.sources.slice(value);
    let number = read_percentage(written)?;
    let wrong = !(0.0..=100.0).contains(&number);
    wrong.then(|| {
        (
            format!("{written} is no share: it lies outside 0 to 100 per cent"),
            "write the share of work that the next step can use as it is",
        )
    })
}

fn wrong_duration(model: &Model<'_>, value: Place) -> Option<(String, &'static str)> {
    let written = model.sources.slice(value);
    match duration(model, value)?.seconds {
        Some(0) => {
            Some((format!("{written} is no time at all"), "write how long it takes, or leave the field out"))
        }
        None => Some((format!("{written} is longer than can be counted"), "write how long it really takes")),
        Some(_) => None,
    }
}

/// A step that is worked on for longer than it takes.
fn exceeding(model: &Model<'_>, step: NodeId) -> Option<Draft> {
    let (lead, lead_term) = model.duration(step, Keyword::LeadTime)?;
    let (process, process_term) = model.duration(step, Keyword::ProcessTime)?;
    let (lead, process) = (lead.seconds?, process.seconds?);
    if process <= lead || lead == 0 {
        return None;
    }
    let file = model.node(step).statement.file;
    let name = model.said_node(step);
    let draft = Draft::new(
        model.term_place(file, process_term),
        format!("{name} is worked on for longer than it takes"),
    )
    .label("time of work")
    .also(model.term_place(file, lead_term), "time from start to end")
    .help("the lead time holds the process time and all waiting; one of the two is wrong")
    .names(model.words_of_node(step));
    Some(draft)
}

/// A stream that counts both in calendar days or weeks and in working days.
fn mixed(model: &Model<'_>, stream: StatementRef) -> Option<Draft> {
    let tree = model.tree(stream.file);
    let end = tree.statements[stream.index as usize].next;
    let mut first: Option<(Place, Duration)> = None;
    for at in stream.index..end {
        let statement = &tree.statements[at as usize];
        let term = match statement.keyword {
            _ if statement.marks.has(Marks::BROKEN) => None,
            Keyword::LeadTime | Keyword::ProcessTime => {
                tree.subjects(at).next().map(|term| &tree.terms[term as usize])
            }
            Keyword::Outcome => tree.within(at),
            _ => None,
        };
        let Some(place) = term.map(|term| Place { file: stream.file, span: term.span }) else { continue };
        let Some(duration) = duration(model, place).filter(|duration| duration.calendar || duration.working)
        else {
            continue;
        };
        let clashes =
            |other: Duration| other.calendar && duration.working || other.working && duration.calendar;
        let other = first.filter(|&(_, other)| clashes(other)).map(|(other, _)| other);
        if other.is_some() || duration.calendar && duration.working {
            let name = model.said_name(stream);
            let draft = Draft::new(place, format!("stream {name} counts both in days of 24 hours and in working days"))
                .label("the other kind of day")
                .help("write `wd` throughout where nobody works at night and at weekends, `d` and `w` throughout where the clock runs on")
                .names([model.words_of(stream)]);
            return Some(match other {
                Some(other) => draft.also(other, "one kind of day"),
                None => draft,
            });
        }
        first.get_or_insert((place, duration));
    }
    None
}
