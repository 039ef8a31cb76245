//! What to add, and where, so that it looks like what stands around it.

use super::Sheet;
use crate::model::{Model, StatementRef};
use crate::source::FileSpan;
use crate::syntax::{Keyword, StatementFlags};

/// Where a block begins and ends: behind its opening and before its closing brace.
fn block(sheet: &Sheet<'_>, statement: u32) -> Option<(usize, usize)> {
    let end = sheet.span(statement).end as usize;
    let last = sheet.tree.terms_of(statement).next_back()?;
    let open = sheet.next_word(sheet.tree.terms[last as usize].span.end as usize);
    let close = end.checked_sub(1)?;
    // One that is never closed ends with whatever stands last.
    let is_block = sheet.text[open..].starts_with('{') && sheet.text.as_bytes()[close] == b'}';
    is_block.then_some((open + 1, close))
}

/// The statements with `keyword` directly in a block that can be read.
fn children(sheet: &Sheet<'_>, statement: u32, keyword: Keyword) -> impl DoubleEndedIterator<Item = u32> {
    let tree = sheet.tree;
    let is_one = |&child: &u32| {
        let child = &tree.statements[child as usize];
        child.keyword == keyword && !child.flags.has(StatementFlags::HAS_ERROR)
    };
    tree.children(statement).filter(is_one).collect::<Vec<_>>().into_iter()
}

/// A statement's keyword with what stands before it, such as `optional`, and the blanks behind it.
pub(in crate::rules) fn lead(sheet: &Sheet<'_>, statement: u32) -> String {
    let this = &sheet.tree.statements[statement as usize];
    let first = sheet.tree.terms_of(statement).next().map(|at| sheet.tree.terms[at as usize].span.start);
    let written = &sheet.text[this.span.start as usize..first.unwrap_or(this.span.end) as usize];
    if written.chars().all(|letter| letter.is_ascii_lowercase() || matches!(letter, '_' | ' ')) {
        return written.to_owned();
    }
    let modifier = match this.flags {
        flags if flags.has(StatementFlags::OPTIONAL) => "optional ",
        flags if flags.has(StatementFlags::REWORK) => "rework ",
        _ => "",
    };
    format!("{modifier}{} ", this.keyword.word())
}

/// Adds a statement behind another: on a line of its own, or on the same line where others stand on it too.
pub(in crate::rules) fn after(
    sheet: &Sheet<'_>,
    statement: u32,
    added: &str,
    apart: bool,
) -> (FileSpan, String) {
    let start = sheet.span(statement).start as usize;
    let end = sheet.end(statement);
    if let (Some(line), Some(line_end)) = (sheet.line_start(start), sheet.line_end_behind_comments(end)) {
        let (indent, feed) = (&sheet.text[line..start], sheet.line_break(line_end));
        let gap = if apart { feed } else { "" };
        return (sheet.place(line_end, line_end), format!("{gap}{feed}{indent}{added}"));
    }
    let follows = sheet.text[end..].starts_with(|next: char| !next.is_ascii_whitespace() && next != '}');
    (sheet.place(end, end), format!(" {added}{}", if follows { " " } else { "" }))
}

/// Adds a statement before another, above the comments and `@allow`s that belong to that one.
pub(in crate::rules) fn before(
    sheet: &Sheet<'_>,
    statement: u32,
    added: &str,
    apart: bool,
) -> (FileSpan, String) {
    let top = sheet.top(statement);
    let Some(mut line) = sheet.line_start(top) else {
        return (sheet.place(top, top), format!("{added} "));
    };
    let indent = &sheet.text[line..top];
    while let Some(above) = sheet.comment_above(line) {
        line = above;
    }
    let feed = match sheet.break_before(line) {
        "" => sheet.text[line..].find('\n').map_or("\n", |feed| sheet.break_before(line + feed + 1)),
        feed => feed,
    };
    let gap = if apart { feed } else { "" };
    (sheet.place(line, line), format!("{indent}{added}{feed}{gap}"))
}

/// Adds a flow to an activity or a step: behind the last one with this keyword, else inputs before outputs.
/// `flow` is what follows the keyword.
pub(in crate::rules) fn flow(
    sheet: &Sheet<'_>,
    node: u32,
    keyword: Keyword,
    flow: &str,
) -> Option<(FileSpan, String)> {
    if let Some(last) = children(sheet, node, keyword).next_back() {
        let word = keyword.word();
        let blanks =
            lead(sheet, last).split_once(word).map_or(" ".to_owned(), |(_, blanks)| blanks.to_owned());
        return Some(after(sheet, last, &format!("{word}{blanks}{flow}"), false));
    }
    let added = format!("{} {flow}", keyword.word());
    let mut outputs = children(sheet, node, Keyword::Output);
    if let Some(first) = outputs.next().filter(|_| keyword == Keyword::Input) {
        return Some(before(sheet, first, &added, false));
    }
    inside(sheet, node, &added)
}

/// Adds a trigger or an outcome to a stream: behind the last one, else before the first step or behind the last.
pub(in crate::rules) fn border(
    sheet: &Sheet<'_>,
    stream: u32,
    keyword: Keyword,
    added: &str,
) -> Option<(FileSpan, String)> {
    if let Some(last) = children(sheet, stream, keyword).next_back() {
        return Some(after(sheet, last, added, false));
    }
    let mut steps = children(sheet, stream, Keyword::Step);
    match keyword {
        Keyword::Trigger => steps.next().map(|first| before(sheet, first, added, true)),
        _ => steps.next_back().map(|last| after(sheet, last, added, true)),
    }
    .or_else(|| inside(sheet, stream, added))
}

/// Adds a statement at the end of a block.
fn inside(sheet: &Sheet<'_>, statement: u32, added: &str) -> Option<(FileSpan, String)> {
    let (open, close) = block(sheet, statement)?;
    if let Some(last) = sheet.tree.children(statement).last() {
        let is_read = !sheet.tree.statements[last as usize].flags.has(StatementFlags::HAS_ERROR);
        return is_read.then(|| after(sheet, last, added, false));
    }
    if let Some(line) = sheet.line_start(close) {
        let indent = &sheet.text[line..close];
        let feed = sheet.break_before(line);
        return Some((sheet.place(line, line), format!("{indent}{}{added}{feed}", sheet.indentation())));
    }
    let gap = if open == close { " " } else { "" };
    Some((sheet.place(open, open), format!(" {added}{gap}")))
}

/// Adds ends to a statement: behind those it names, else behind its items.
pub(in crate::rules) fn ends(
    sheet: &Sheet<'_>,
    statement: u32,
    ends: &[String],
) -> Option<(FileSpan, String)> {
    let named = sheet.tree.clause(statement).next_back();
    let last = named.or(sheet.tree.subjects(statement).next_back())?;
    let at = sheet.tree.terms[last as usize].span.end as usize;
    let lead = match named {
        Some(_) => ", ".to_owned(),
        None => format!(" {} ", joint(sheet.tree.statements[statement as usize].keyword)),
    };
    Some((sheet.place(at, at), lead + &ends.join(", ")))
}

/// The word before the ends of a flow with this keyword.
pub(in crate::rules) fn joint(keyword: Keyword) -> &'static str {
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
        return Some(after(&Sheet::new(model, last.file), last.index, added, false));
    }
    let sheet = Sheet::new(model, place.file);
    let top = sheet.tree.top().take_while(|&top| sheet.span(top).start <= place.span.start).last()?;
    Some(before(&sheet, top, added, true))
}
