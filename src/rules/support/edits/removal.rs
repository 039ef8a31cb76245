//! What to delete so that the text reads well without it. Comments stay, and so do lines on which something else stands.

use std::ops::Range;

use super::{Edits, SourceEditor};
use crate::model::{Model, StatementRef};
use crate::rules::support::places::end_place;
use crate::source::lines::next_line;
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::TermId;

/// Deletes what stands in a range of bytes, but for the comments.
pub(in crate::rules) fn cut(editor: &SourceEditor<'_>, range: Range<usize>) -> Edits {
    let mut edits = Edits::new();
    let Range { mut start, end } = range;
    for comment in editor.comments(range) {
        let comment = comment.span.range();
        edits.extend(stretch(editor, start, comment.start));
        start = comment.end;
    }
    edits.extend(stretch(editor, start.min(end), end));
    edits
}

/// Deletes the words in a stretch without comments, with the blanks and the lines that are left empty.
fn stretch(editor: &SourceEditor<'_>, start: usize, end: usize) -> Option<(FileSpan, String)> {
    let text = &editor.text[start..end];
    let words = text.trim_start();
    let start = start + text.len() - words.len();
    let end = start + words.trim_end().len();
    if start == end {
        return None;
    }
    let after = editor.text.len() - editor.text[end..].trim_start_matches([' ', '\t']).len();
    let before = editor.text[..start].trim_end_matches([' ', '\t']).len();
    let (from, to) = match (editor.line_start(start), editor.line_end(end)) {
        (Some(line), Some(line_end)) => match next_line(editor.text, line_end) {
            Some(below) => (line, below),
            // The last line goes with the line end before it.
            None => (line - editor.break_before(line).len(), line_end),
        },
        (Some(_), None) => (start, after),
        (None, Some(line_end)) => (before, line_end),
        (None, None) => {
            // One blank is enough between what remains, and behind a parenthesis there is none.
            let is_apart = before < start || editor.text[..start].ends_with('(');
            (start, if is_apart { after } else { end })
        }
    };
    let joins = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '%' | '"');
    let runs_together = editor.text[..from].ends_with(joins) && editor.text[to..].starts_with(joins);
    Some((editor.place(from, to), if runs_together { " ".to_owned() } else { String::new() }))
}

/// Deletes a statement. None where an `@allow` stands before it, which would then be about what follows.
pub(in crate::rules) fn statement(model: &Model<'_>, statement: StatementRef) -> Option<Edits> {
    let editor = SourceEditor::new(model, statement.file);
    let start = editor.range(statement.id).start;
    if editor.top(statement.id) != start {
        return None;
    }
    Some(cut(&editor, start..editor.end(statement.id)))
}

/// Deletes those of the `members` of a list that `goes` names, with one comma each. None where nothing would be left.
pub(in crate::rules) fn members(
    model: &Model<'_>,
    file: FileId,
    members: &[Span],
    goes: impl Fn(usize) -> bool,
) -> Option<Edits> {
    let editor = SourceEditor::new(model, file);
    let mut edits = Edits::new();
    let mut at = 0;
    while at < members.len() {
        if !goes(at) {
            at += 1;
            continue;
        }
        let first = at;
        while at < members.len() && goes(at) {
            at += 1;
        }
        let span = match members.get(at) {
            Some(next) => Span::new(members[first].start, next.start),
            None if first > 0 => Span::new(members[first - 1].end, members[at - 1].end),
            None => return None,
        };
        edits.extend(cut(&editor, span.range()));
    }
    Some(edits)
}

/// Deletes one item of a statement, with a comma. None where nothing would be left.
pub(in crate::rules) fn item(model: &Model<'_>, statement: StatementRef, item: TermId) -> Option<Edits> {
    let tree = model.tree(statement.file);
    let items = tree.subjects(statement.id);
    // A list may be long, and what stands beside the item is enough.
    let first = if item > items.start { item.before(1) } else { item };
    let near = first.to(items.end.min(item.after(2)));
    let spans: Vec<Span> = tree[near].iter().map(|term| term.span).collect();
    members(model, statement.file, &spans, |at| spans[at] == tree[item].span)
}

/// Deletes a statement's clause with the word that begins it.
pub(in crate::rules) fn clause(model: &Model<'_>, statement: StatementRef) -> Option<Edits> {
    let editor = SourceEditor::new(model, statement.file);
    let mut terms = editor.tree.clause(statement.id);
    let before = editor.tree.terms.get(terms.start.index().checked_sub(1)?)?.span.range().end;
    let last = editor.range_of_term(terms.next_back()?).end;
    let next = editor.next_word(last);
    let end = if editor.text[next..].starts_with(',') { next + 1 } else { last };
    Some(cut(&editor, before..end))
}

/// The members of a statement's clause, `stream.step` being one.
pub(in crate::rules) fn ends(model: &Model<'_>, statement: StatementRef) -> Vec<Span> {
    let tree = model.tree(statement.file);
    let mut terms = tree.clause(statement.id);
    let mut ends = Vec::with_capacity(terms.len());
    while let Some(at) = terms.next() {
        ends.push(end_place(model, statement.file, at).span);
        if tree[at].is_joined() {
            terms.next();
        }
    }
    ends
}
