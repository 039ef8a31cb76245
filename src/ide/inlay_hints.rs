//! What the text does not say and the model knows: who is meant where no end is named, and how many flows meet.

use std::ops::Range;

use crate::distinct::Distinct;
use crate::ide::references::{flows, named_ends, step};
use crate::model::links::{fails, first_partners, flows_in, node, place};
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::{Model, ScopeId, StatementRef};
use crate::source::{FileId, FileSpan};
use crate::syntax::{Keyword, StatementFlags};
use crate::text;

/// More names than these are counted, not listed.
const MOST_NAMES: usize = 3;

/// Of more others that one flow meets nobody counts how many there are: where many give an item that many take, that would
/// be their product.
pub const MOST_PARTNERS: usize = 100;

/// A few words behind a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The byte behind which they stand.
    pub offset: u32,
    /// The words: `from register`.
    pub text: String,
}

/// A line above a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The name above which it stands.
    pub place: FileSpan,
    /// What it says: `3 inputs, 1 unmatched`.
    pub text: String,
    /// The places of what does not meet.
    pub open: Vec<FileSpan>,
}

/// What the inputs and outputs of a file that name no end come down to, for those that begin in these bytes.
pub fn hints(model: &Model<'_>, file: FileId, within: Range<u32>) -> Vec<Hint> {
    let mut hints = Vec::new();
    for (id, statement) in model.tree(file).iter() {
        let is_flow = matches!(statement.keyword, Keyword::Input | Keyword::Output);
        if !is_flow
            || !within.contains(&statement.span.start)
            || statement.flags.has(StatementFlags::HAS_ERROR)
        {
            continue;
        }
        if let Some(text) = unnamed_ends(model, StatementRef { file, id }) {
            hints.push(Hint { offset: statement.span.end, text });
        }
    }
    hints
}

/// Who is at the other side of a statement that names no end: `from register`.
fn unnamed_ends(model: &Model<'_>, statement: StatementRef) -> Option<String> {
    let flows = flows(model, statement);
    let first = *flows.first()?;
    let (mut names, mut are_all) = (Distinct::default(), true);
    for flow in flows {
        if !named_ends(model, flow).is_empty() {
            return None;
        }
        let others = first_partners(model, flow, MOST_PARTNERS);
        are_all &= others.len() < MOST_PARTNERS;
        for other in others {
            names.add(owner_name(model, other, first.scope));
        }
    }
    let names = names.into_list();
    if names.is_empty() {
        return None;
    }
    let word = if first.kind == Kind::Input { "from" } else { "to" };
    Some(format!("{word} {}", listed(&names, are_all)))
}

/// How many flows each step and described activity of a file has, and how many of them do not meet.
pub fn lenses(model: &Model<'_>, file: FileId) -> Vec<Lens> {
    let mut lenses = Vec::new();
    for id in model.tree(file).ids() {
        let block = StatementRef { file, id };
        if step(model, block).is_some() {
            lenses.extend(lens(model, block));
        }
    }
    lenses
}

/// The line above one step or activity; none if nothing flows there.
fn lens(model: &Model<'_>, block: StatementRef) -> Option<Lens> {
    let mut words = Vec::new();
    let mut open = Vec::new();
    for (kind, one, many, failed) in
        [(Kind::Input, "input", "inputs", "unmatched"), (Kind::Output, "output", "outputs", "orphaned")]
    {
        let (mut count, known) = (0, open.len());
        for flow in flows_in(model, block).flat_map(|statement| flows(model, statement)) {
            if flow.kind != kind {
                continue;
            }
            count += 1;
            if fails(model, flow) {
                open.push(place(model, flow));
            }
        }
        if count > 0 {
            words.push(format!("{count} {}", if count == 1 { one } else { many }));
        }
        if open.len() > known {
            words.push(format!("{} {failed}", open.len() - known));
        }
    }
    if words.is_empty() {
        return None;
    }
    Some(Lens { place: model.name_place(block), text: words.join(", "), open })
}

/// Whose an occurrence is, in the fewest words for somebody in the scope `here`: a step or activity as it would be named as
/// an end, or the trigger or outcome of a stream.
pub fn owner_name(model: &Model<'_>, flow: OccurrenceRef, here: ScopeId) -> String {
    let owner = match node(model, flow) {
        Some(node) => short_name(model, model.node(node).statement),
        None if flow.kind == Kind::Trigger => "the trigger".to_owned(),
        None => "the outcome".to_owned(),
    };
    if flow.scope == here || flow.scope == ScopeId::CHAIN {
        return owner;
    }
    let stream = model.scope(flow.scope).statement;
    let stream = stream.map(|statement| short_name(model, statement)).unwrap_or_default();
    match node(model, flow) {
        Some(_) => format!("{stream}.{owner}"),
        None => format!("{owner} of {stream}"),
    }
}

/// The alias that a statement gives, or else its name, without quotes.
fn short_name(model: &Model<'_>, statement: StatementRef) -> String {
    model.alias_of(statement).unwrap_or_else(|| model.name_of(statement))
}

/// `a, b and c`; of more names the first, and how many others there are, if these are all.
pub fn listed(names: &[String], are_all: bool) -> String {
    if names.len() <= MOST_NAMES {
        text::listed(names, "and")
    } else if are_all {
        text::first_listed(names, MOST_NAMES - 1)
    } else {
        format!("{} and others", names[..MOST_NAMES - 1].join(", "))
    }
}
