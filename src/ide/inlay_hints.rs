//! What the text does not say and the model knows: who is meant where no end is named, and how many flows meet.

use std::ops::Range;

use crate::ide::links::{fails, flows_in, node, partners};
use crate::ide::references::{flows, named_ends, step};
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::{Model, ScopeId, StatementRef};
use crate::source::{FileId, FileSpan};
use crate::syntax::words::unquote;
use crate::syntax::{Keyword, StatementFlags, StatementId};
use crate::text;

/// More names than these are counted, not listed.
const MOST_NAMES: usize = 3;

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
    let tree = model.tree(file);
    let statements = tree.iter().filter(|(_, statement)| {
        within.contains(&statement.span.start)
            && matches!(statement.keyword, Keyword::Input | Keyword::Output)
            && !statement.flags.has(StatementFlags::HAS_ERROR)
    });
    let hint = |id: StatementId, end: u32| {
        let flows = flows(model, StatementRef { file, id });
        if flows.is_empty() || flows.iter().any(|&flow| !named_ends(model, flow).is_empty()) {
            return None;
        }
        let mut names = Vec::new();
        for other in flows.iter().flat_map(|&flow| partners(model, flow)) {
            let name = said(model, other, flows[0].scope);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let joint = if flows[0].kind == Kind::Input { "from" } else { "to" };
        (!names.is_empty()).then(|| Hint { offset: end, text: format!("{joint} {}", listed(&names)) })
    };
    statements.filter_map(|(index, statement)| hint(index, statement.span.end)).collect()
}

/// How many flows each step and described activity of a file has, and how many of them do not meet.
pub fn lenses(model: &Model<'_>, file: FileId) -> Vec<Lens> {
    let tree = model.tree(file);
    let blocks = tree.ids().map(|id| StatementRef { file, id });
    blocks.filter(|&block| step(model, block).is_some()).filter_map(|block| lens(model, block)).collect()
}

fn lens(model: &Model<'_>, block: StatementRef) -> Option<Lens> {
    let all: Vec<OccurrenceRef> =
        flows_in(model, block).flat_map(|statement| flows(model, statement)).collect();
    let mut words = Vec::new();
    let mut open = Vec::new();
    for (kind, one, many, failed) in
        [(Kind::Input, "input", "inputs", "unmatched"), (Kind::Output, "output", "outputs", "orphaned")]
    {
        let (count, failing) = (
            all.iter().filter(|flow| flow.kind == kind).count(),
            all.iter().filter(|&&flow| flow.kind == kind && fails(model, flow)).collect::<Vec<_>>(),
        );
        if count > 0 {
            words.push(format!("{count} {}", if count == 1 { one } else { many }));
        }
        if !failing.is_empty() {
            words.push(format!("{} {failed}", failing.len()));
        }
        open.extend(failing.into_iter().map(|&flow| super::links::place(model, flow)));
    }
    (!words.is_empty()).then(|| Lens { place: model.name_place(block), text: words.join(", "), open })
}

/// Whose an occurrence is, in the fewest words for somebody in the scope `here`: a step or activity as it would be named as
/// an end, or the trigger or outcome of a stream.
pub fn said(model: &Model<'_>, flow: OccurrenceRef, here: ScopeId) -> String {
    let name = |statement: StatementRef| {
        let tree = model.tree(statement.file);
        let term = tree.alias(statement.id).map(|alias| alias.span);
        let span = term.unwrap_or(model.name_place(statement).span);
        unquote(model.sources.get(statement.file).slice(span)).into_owned()
    };
    let stream = || model.scope(flow.scope).statement.map(name).unwrap_or_default();
    let is_far = flow.scope != here && flow.scope != ScopeId::CHAIN;
    match node(model, flow) {
        Some(node) if is_far => format!("{}.{}", stream(), name(model.node(node).statement)),
        Some(node) => name(model.node(node).statement),
        None => {
            let word = if flow.kind == Kind::Trigger { "trigger" } else { "outcome" };
            if is_far { format!("the {word} of {}", stream()) } else { format!("the {word}") }
        }
    }
}

/// `a, b and c`; of more names the first, and how many others there are.
pub fn listed(names: &[String]) -> String {
    if names.len() <= MOST_NAMES {
        text::listed(names, "and")
    } else {
        text::first_listed(names, MOST_NAMES - 1)
    }
}
