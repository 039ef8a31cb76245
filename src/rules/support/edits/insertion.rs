//! What to add, and where, so that it looks like what stands around it.

use super::SourceEditor;
use crate::model::layout::{Side, Spot};
use crate::model::{Model, StatementRef};
use crate::source::lines::{line_end_at, line_end_before, next_line};
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

/// So many blanks are copied, before a statement or behind its keyword. Nobody writes more, and each of a thousand fixes
/// would have its own copy of them.
const MOST_BLANKS: usize = 64;

/// The blanks before a statement, which begin its line.
fn indent<'m>(editor: &SourceEditor<'m>, line: usize, statement: usize) -> &'m str {
    &editor.text[line..statement.min(line + MOST_BLANKS)]
}

/// A statement's keyword with what stands before it, such as `optional`, and the blanks behind it.
pub(in crate::rules) fn lead(editor: &SourceEditor<'_>, statement: StatementId) -> String {
    let this = &editor.tree[statement];
    let first = editor.tree.terms_of(statement).next().map(|at| editor.tree[at].span.start);
    let written = &editor.text[Span::new(this.span.start, first.unwrap_or(this.span.end)).range()];
    let is_plain = |letter: char| letter.is_ascii_lowercase() || matches!(letter, '_' | ' ');
    if written.len() <= MOST_BLANKS && written.chars().all(is_plain) {
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

/// Adds a statement behind another: on a line of its own, or on the same line where others stand on it too. With an empty
/// line between them if it is to stand `apart`.
pub(in crate::rules) fn behind(
    model: &Model<'_>,
    statement: StatementRef,
    added: &str,
    apart: bool,
) -> Option<(FileSpan, String)> {
    let Spot { at, before, behind } =
        model.spot(statement, Side::Behind, || Some(spot_behind(model, statement)))?;
    let gap = if apart { line_end_at(&before, 0) } else { "" };
    Some((at, format!("{gap}{before}{added}{behind}")))
}

fn spot_behind(model: &Model<'_>, statement: StatementRef) -> Spot {
    let editor = SourceEditor::new(model, statement.file);
    let start = editor.range(statement.id).start;
    let end = editor.end(statement.id);
    if let (Some(line), Some(line_end)) = (editor.line_start(start), editor.line_end_behind_comments(end)) {
        let before = editor.line_break(line_end).to_owned() + indent(&editor, line, start);
        return Spot { at: editor.gap(line_end), before, behind: String::new() };
    }
    let follows = editor.text[end..].starts_with(|next: char| !next.is_ascii_whitespace() && next != '}');
    let behind = if follows { " " } else { "" };
    Spot { at: editor.gap(end), before: " ".to_owned(), behind: behind.to_owned() }
}

/// Adds a statement before another, above the comments and `@allow`s that belong to that one. With an empty line between
/// them if it is to stand `apart`.
fn before(
    model: &Model<'_>,
    statement: StatementRef,
    added: &str,
    apart: bool,
) -> Option<(FileSpan, String)> {
    let Spot { at, before, behind } =
        model.spot(statement, Side::Before, || Some(spot_before(model, statement)))?;
    let gap = if apart { line_end_before(&behind, behind.len()) } else { "" };
    Some((at, format!("{before}{added}{behind}{gap}")))
}

fn spot_before(model: &Model<'_>, statement: StatementRef) -> Spot {
    let editor = SourceEditor::new(model, statement.file);
    let top = editor.top(statement.id);
    let Some(mut line) = editor.line_start(top) else {
        return Spot { at: editor.gap(top), before: String::new(), behind: " ".to_owned() };
    };
    let before = indent(&editor, line, top).to_owned();
    while let Some(above) = editor.comment_above(line) {
        line = above;
    }
    let feed = match editor.break_before(line) {
        "" => next_line(editor.text, line).map_or("\n", |below| editor.break_before(below)),
        feed => feed,
    };
    Spot { at: editor.gap(line), before, behind: feed.to_owned() }
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
        return behind(model, editor.statement(last), &format!("{word}{blanks}{flow}"), false);
    }
    let added = format!("{} {flow}", keyword.word());
    if keyword == Keyword::Input
        && let Some((first, _)) = model.first_and_last(node, Keyword::Output)
    {
        return before(model, editor.statement(first), &added, false);
    }
    inside(model, node, &added)
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
    let at = |id: StatementId| StatementRef { file: stream.file, id };
    match (alike, steps) {
        (Some((_, last)), _) => behind(model, at(last), added, false),
        (None, None) => inside(model, stream, added),
        (None, Some((first, _))) if keyword == Keyword::Trigger => before(model, at(first), added, true),
        (None, Some((_, last))) => behind(model, at(last), added, true),
    }
}

/// Adds a statement at the end of a block.
fn inside(model: &Model<'_>, statement: StatementRef, added: &str) -> Option<(FileSpan, String)> {
    let Spot { at, before, behind } =
        model.spot(statement, Side::Inside, || spot_inside(model, statement))?;
    Some((at, format!("{before}{added}{behind}")))
}

fn spot_inside(model: &Model<'_>, statement: StatementRef) -> Option<Spot> {
    let editor = SourceEditor::new(model, statement.file);
    let (open, close) = block(&editor, statement.id)?;
    if let Some(last) = editor.tree.children(statement.id).last() {
        let is_read = !editor.tree[last].flags.has(StatementFlags::HAS_ERROR);
        return is_read.then(|| spot_behind(model, editor.statement(last)));
    }
    if let Some(line) = editor.line_start(close) {
        let before = indent(&editor, line, close).to_owned() + model.indentation(statement.file);
        return Some(Spot { at: editor.gap(line), before, behind: editor.break_before(line).to_owned() });
    }
    let behind = if open == close { " " } else { "" };
    Some(Spot { at: editor.gap(open), before: " ".to_owned(), behind: behind.to_owned() })
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
        return behind(model, last, added, false);
    }
    let id = model.tree(place.file).statement_at(place.span.start)?;
    let top = model.top_of(StatementRef { file: place.file, id })?;
    before(model, StatementRef { file: place.file, id: top }, added, true)
}
