//! What to add, and where, so that it looks like what stands around it.

use super::SourceEditor;
use crate::model::{Model, StatementRef};
use crate::source::lines::next_line;
use crate::source::{FileSpan, Span};
use crate::syntax::{Keyword, StatementFlags, StatementId};

/// Where a block begins and ends: behind its opening and before its closing brace.
fn block(editor: &SourceEditor<'_>, statement: StatementId) -> Option<(usize, usize)> {
    let end = editor.range(statement).end;
    let last = editor.tree.terms_of(statement).next_back()?;
    let open = editor.next_word(editor.range_of_term(last).end);
    let close = end.checked_sub(1)?;
    // One that is never closed ends with whatever stands last.
    let is_block = editor.text[open..].starts_with('{') && editor.text.as_bytes()[close] == b'}';
    is_block.then_some((open + 1, close))
}

/// A statement's keyword with what stands before it, such as `optional`, and the blanks behind it.
pub(in crate::rules) fn lead(editor: &SourceEditor<'_>, statement: StatementId) -> String {
    let this = &editor.tree[statement];
    let first = editor.tree.terms_of(statement).next().map(|at| editor.tree[at].span.start);
    let written = &editor.text[Span::new(this.span.start, first.unwrap_or(this.span.end)).range()];
    if written.chars().all(|letter| letter.is_ascii_lowercase() || matches!(letter, '_' | ' ')) {
        return written.to_owned();
    }
    let modifier = match this.flags {
        flags if flags.has(StatementFlags::OPTIONAL) => "optional ",
        flags if flags.has(StatementFlags::REWORK) => "rework ",
        flags if flags.has(StatementFlags::REPLY) => "reply ",
        _ => "",
    };
    format!("{modifier}{} ", this.keyword.word())
}

/// Adds a statement behind another: on a line of its own, or on the same line where others stand on it too.
pub(in crate::rules) fn after(
    editor: &SourceEditor<'_>,
    statement: StatementId,
    added: &str,
    apart: bool,
) -> (FileSpan, String) {
    let start = editor.range(statement).start;
    let end = editor.end(statement);
    if let (Some(line), Some(line_end)) = (editor.line_start(start), editor.line_end_behind_comments(end)) {
        let (indent, feed) = (&editor.text[line..start], editor.line_break(line_end));
        let gap = if apart { feed } else { "" };
        return (editor.gap(line_end), format!("{gap}{feed}{indent}{added}"));
    }
    let follows = editor.text[end..].starts_with(|next: char| !next.is_ascii_whitespace() && next != '}');
    (editor.gap(end), format!(" {added}{}", if follows { " " } else { "" }))
}

/// Adds a statement before another, above the comments and `@allow`s that belong to that one.
pub(in crate::rules) fn before(
    editor: &SourceEditor<'_>,
    statement: StatementId,
    added: &str,
    apart: bool,
) -> (FileSpan, String) {
    let top = editor.top(statement);
    let Some(mut line) = editor.line_start(top) else {
        return (editor.gap(top), format!("{added} "));
    };
    let indent = &editor.text[line..top];
    while let Some(above) = editor.comment_above(line) {
        line = above;
    }
    let feed = match editor.break_before(line) {
        "" => next_line(editor.text, line).map_or("\n", |below| editor.break_before(below)),
        feed => feed,
    };
    let gap = if apart { feed } else { "" };
    (editor.gap(line), format!("{indent}{added}{feed}{gap}"))
}

/// Adds a flow to an activity or a step: behind the last one with this keyword, else inputs before outputs.
/// `flow` is what follows the keyword.
pub(in crate::rules) fn flow(
    model: &Model<'_>,
    node: StatementRef,
    keyword: Keyword,
    flow: &str,
) -> Option<(FileSpan, String)> {
    let editor = &SourceEditor::new(model, node.file);
    if let Some((_, last)) = model.first_and_last(node, keyword) {
        let word = keyword.word();
        let blanks =
            lead(editor, last).split_once(word).map_or(" ".to_owned(), |(_, blanks)| blanks.to_owned());
        return Some(after(editor, last, &format!("{word}{blanks}{flow}"), false));
    }
    let added = format!("{} {flow}", keyword.word());
    if keyword == Keyword::Input
        && let Some((first, _)) = model.first_and_last(node, Keyword::Output)
    {
        return Some(before(editor, first, &added, false));
    }
    inside(editor, node.id, &added)
}

/// Adds a trigger or an outcome to a stream: behind the last one, else before the first step or behind the last.
pub(in crate::rules) fn border(
    model: &Model<'_>,
    stream: StatementRef,
    keyword: Keyword,
    added: &str,
) -> Option<(FileSpan, String)> {
    let alike = model.first_and_last(stream, keyword);
    let steps = model.first_and_last(stream, Keyword::Step);
    let editor = &SourceEditor::new(model, stream.file);
    match (alike, steps) {
        (Some((_, last)), _) => Some(after(editor, last, added, false)),
        (None, None) => inside(editor, stream.id, added),
        (None, Some((first, _))) if keyword == Keyword::Trigger => Some(before(editor, first, added, true)),
        (None, Some((_, last))) => Some(after(editor, last, added, true)),
    }
}

/// Adds a statement at the end of a block.
fn inside(editor: &SourceEditor<'_>, statement: StatementId, added: &str) -> Option<(FileSpan, String)> {
    let (open, close) = block(editor, statement)?;
    if let Some(last) = editor.tree.children(statement).last() {
        let is_read = !editor.tree[last].flags.has(StatementFlags::HAS_ERROR);
        return is_read.then(|| after(editor, last, added, false));
    }
    if let Some(line) = editor.line_start(close) {
        let indent = &editor.text[line..close];
        let feed = editor.break_before(line);
        return Some((editor.gap(line), format!("{indent}{}{added}{feed}", editor.indentation())));
    }
    let gap = if open == close { " " } else { "" };
    Some((editor.gap(open), format!(" {added}{gap}")))
}

/// Adds ends to a statement: behind those it names, else behind its items.
pub(in crate::rules) fn ends(
    editor: &SourceEditor<'_>,
    statement: StatementId,
    ends: &[String],
) -> Option<(FileSpan, String)> {
    let named = editor.tree.clause(statement).next_back();
    let last = named.or(editor.tree.subjects(statement).next_back())?;
    let at = editor.range_of_term(last).end;
    let lead = match named {
        Some(_) => ", ".to_owned(),
        None => format!(" {} ", preposition(editor.tree[statement].keyword)),
    };
    Some((editor.gap(at), lead + &ends.join(", ")))
}

/// The word before the ends of a flow with this keyword.
pub(in crate::rules) fn preposition(keyword: Keyword) -> &'static str {
    if matches!(keyword, Keyword::Input | Keyword::Trigger) { "from" } else { "to" }
}

/// Adds a declaration: behind the last one of its kind, or else above the declaration in which `place` stands.
pub(in crate::rules) fn declaration(
    model: &Model<'_>,
    last: Option<StatementRef>,
    place: FileSpan,
    added: &str,
) -> Option<(FileSpan, String)> {
    if let Some(last) = last {
        return Some(after(&SourceEditor::new(model, last.file), last.id, added, false));
    }
    let editor = SourceEditor::new(model, place.file);
    let top = editor.tree.top().take_while(|&top| editor.tree[top].span.start <= place.span.start).last()?;
    Some(before(&editor, top, added, true))
}
