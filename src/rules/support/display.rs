//! How messages name what a model holds, the same in every rule.
//!
//! What is quoted stands in backticks, spelled as its author spelled it.

use std::borrow::Cow;

use crate::model::flows::Occurrence;
use crate::model::matching::Expectation;
use crate::model::{Model, NodeId, ScopeId, StatementRef};
use crate::source::{FileId, FileSpan};
use crate::syntax::words::unquote;
use crate::text::{MOST_LISTED, first_few_listed};

pub(in crate::rules) use crate::text::{few_listed, listed};

/// A line to write is not shown with more alternatives than these.
pub(in crate::rules) const MOST_WRITTEN: u32 = 50;

/// Of a name that is longer so many letters are shown: a thousand messages may speak of it.
const MOST_LETTERS: usize = 200;

/// The beginning of a name that is too long to be shown.
fn beginning(written: &str) -> Option<&str> {
    let name = written.trim_matches('"');
    let (end, _) = name.char_indices().nth(MOST_LETTERS)?;
    Some(&name[..end])
}

/// The name at `place`, without the quotation marks around it.
pub(in crate::rules) fn quoted(model: &Model<'_>, place: FileSpan) -> String {
    let written = model.slice(place);
    match beginning(written) {
        Some(beginning) => format!("`{beginning}…`"),
        None => format!("`{}`", unquote(written)),
    }
}

/// The name or the path `stream.step` at `place`, without any quotation marks.
pub(in crate::rules) fn quoted_path(model: &Model<'_>, place: FileSpan) -> String {
    let written = model.slice(place);
    match beginning(written) {
        Some(beginning) => format!("`{}…`", beginning.replace('"', "")),
        None => format!("`{}`", written.replace('"', "")),
    }
}

/// The name of what a statement declares.
pub(in crate::rules) fn quoted_name(model: &Model<'_>, statement: StatementRef) -> String {
    quoted(model, model.name_place(statement))
}

/// The names of steps, in their order.
pub(in crate::rules) fn quoted_steps(model: &Model<'_>, steps: &[NodeId]) -> Vec<String> {
    steps.iter().map(|&step| quoted_name(model, model.node(step).statement)).collect()
}

/// The item of a flow; alternatives with `or` between them.
pub(in crate::rules) fn quoted_items(model: &Model<'_>, scope: ScopeId, flow: &Occurrence) -> String {
    let file = model.file_of(scope, flow);
    let terms = flow.terms();
    let count = terms.len();
    let first = terms.take(MOST_LISTED);
    let names: Vec<String> = first.map(|term| quoted(model, model.term_place(file, term))).collect();
    first_few_listed(&names, count, "or")
}

/// The item of a flow as written, without backticks; alternatives with `or` between them.
pub(in crate::rules) fn written_items(model: &Model<'_>, file: FileId, flow: &Occurrence) -> String {
    let terms = flow.terms();
    let names: Vec<_> = terms.map(|term| to_write(model.slice(model.term_place(file, term)))).collect();
    names.join(" or ")
}

/// A name of several words that was read although its quotation marks are missing, with them.
fn to_write(written: &str) -> Cow<'_, str> {
    let is_bare = written.starts_with(char::is_alphanumeric) && !written.contains('"');
    if is_bare && written.contains(' ') {
        Cow::Owned(format!("\"{written}\""))
    } else {
        Cow::Borrowed(written)
    }
}

/// A node by its name: `engage`, or `register`.
pub(in crate::rules) fn quoted_node(model: &Model<'_>, node: NodeId) -> String {
    quoted_name(model, model.node(node).statement)
}

/// A node where its name alone would not tell what it is: `engage`, or step `register`.
pub(in crate::rules) fn quoted_step(model: &Model<'_>, node: NodeId) -> String {
    let name = quoted_node(model, node);
    if model.node(node).scope == ScopeId::CHAIN { name } else { format!("step {name}") }
}

/// A stream: stream `Restore a failed service`.
pub(in crate::rules) fn quoted_stream(model: &Model<'_>, stream: ScopeId) -> String {
    let name = model.scope(stream).statement.map(|statement| quoted_name(model, statement));
    format!("stream {}", name.unwrap_or_default())
}

/// Whose flow it is: the node's, or for a trigger or an outcome the stream's.
pub(in crate::rules) fn quoted_owner(model: &Model<'_>, scope: ScopeId, flow: &Occurrence) -> String {
    match flow.node {
        Some(node) => quoted_node(model, node),
        None => quoted_stream(model, scope),
    }
}

/// Whom an expectation is of.
pub(in crate::rules) fn quoted_expectation(model: &Model<'_>, expectation: Expectation) -> String {
    match expectation {
        Expectation::Anyone => "anybody".to_owned(),
        Expectation::Activity(activity) => format!("`{}`", activity.name()),
        Expectation::Step(step) => quoted_node(model, step),
        Expectation::Stream(stream) => quoted_stream(model, stream),
    }
}
