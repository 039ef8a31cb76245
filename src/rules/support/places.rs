//! Where in a text what a finding speaks of stands.

use crate::model::flows::Occurrence;
use crate::model::{Model, ScopeId, StatementRef};
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::{StatementId, TermId};

/// The first item of a flow.
pub(in crate::rules) fn item_place(model: &Model<'_>, scope: ScopeId, flow: &Occurrence) -> FileSpan {
    model.term_place(model.file_of(scope, flow), flow.term)
}

/// The end that begins with `term`: both names of `stream.step`.
pub(in crate::rules) fn end_place(model: &Model<'_>, file: FileId, term: TermId) -> FileSpan {
    let terms = &model.tree(file).terms;
    let first = &terms[term.index()];
    let last = match terms.get(term.index() + 1) {
        Some(second) if first.is_joined() => second,
        _ => first,
    };
    FileSpan { file, span: Span::new(first.span.start, last.span.end) }
}

/// The keyword of a statement.
pub(in crate::rules) fn keyword_place(model: &Model<'_>, statement: StatementRef) -> FileSpan {
    let this = &model.tree(statement.file)[statement.id];
    let text = model.source(statement.file).slice(this.span);
    let after = text.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
    let start = this.span.range().start;
    let end = start + after.unwrap_or(text.len());
    FileSpan { file: statement.file, span: Span::of(start..end) }
}

/// The subjects of a statement: what it names behind its keyword.
pub(in crate::rules) fn subject_places(
    model: &Model<'_>,
    file: FileId,
    id: StatementId,
) -> impl Iterator<Item = FileSpan> {
    model.tree(file).subjects(id).map(move |term| model.term_place(file, term))
}
