//! The lines that stay as they are, because something on them cannot be read.

use crate::format::pieces::Items;
use crate::source::Span;
use crate::source::lines::{LINE_ENDS, has_line_end, line_end, line_start};
use crate::syntax::token::{Kind, Token};
use crate::syntax::{StatementFlags, Tree};

/// Whole lines of `source`, their ends left out, in the order of the text: those of each item that cannot be read, and of
/// all that shares a line with it.
pub(super) fn verbatim_lines(source: &str, items: &Items, tree: &Tree) -> Vec<Span> {
    if tree.errors.is_empty() && !items.items.iter().any(|item| is_commented(source, items.of(item))) {
        return Vec::new();
    }
    let mut wrong = broken_spans(tree).into_iter().peekable();
    let mut last = None;
    let mut verbatim: Vec<Span> = Vec::new();
    // The items that hang together by their lines or by what is wrong with them; and where that ends, if anything is.
    let mut group: Option<(Span, Option<u32>)> = None;
    for item in &items.items {
        let Span { start, end } = item.span;
        // The last one that the item reaches goes furthest.
        while let Some(next) = wrong.next_if(|wrong| wrong.start <= end) {
            last = Some(next.end);
        }
        let tokens = items.of(item);
        let stays = !tokens.iter().all(can_be_read) || is_commented(source, tokens);
        let wrong = last.filter(|&last| last >= start).or(stays.then_some(end));
        match &mut group {
            Some((span, until))
                if until.is_some_and(|until| start <= until) || is_on_line(source, span.end, start) =>
            {
                span.end = span.end.max(end);
                *until = (*until).max(wrong);
            }
            _ => {
                verbatim.extend(group.and_then(|group| lines_of(source, group)));
                group = Some((item.span, wrong));
            }
        }
    }
    verbatim.extend(group.and_then(|group| lines_of(source, group)));
    verbatim
}

/// Whether a token has a place in something that can be read.
fn can_be_read(token: &Token) -> bool {
    use Kind::{Empty, Junk, Loose, Missing, Unclosed, UnclosedComment, UnclosedLong, Unknown};
    !matches!(
        token.kind,
        Empty | Junk | Loose | Missing | Unclosed | UnclosedComment | UnclosedLong | Unknown
    )
}

/// Whether a comment stands between the last word and a comma behind it: without the comma it would be behind the statement.
fn is_commented(source: &str, tokens: &[Token]) -> bool {
    let [.., word, comma] = tokens else { return false };
    comma.kind == Kind::Comma && !source[word.end as usize..comma.start as usize].trim().is_empty()
}

/// Whether byte `to` stands on the line of byte `from`.
fn is_on_line(source: &str, from: u32, to: u32) -> bool {
    from >= to || !has_line_end(&source[from as usize..to as usize])
}

/// What is wrong with the text: spans in order, and apart from each other.
fn broken_spans(tree: &Tree) -> Vec<Span> {
    let broken = tree.statements.iter().filter(|statement| statement.flags.has(StatementFlags::HAS_ERROR));
    let mut spans: Vec<Span> = broken.map(|statement| statement.span).collect();
    spans.extend(tree.errors.iter().map(|error| error.span));
    spans.sort_unstable();
    let mut apart: Vec<Span> = Vec::new();
    for span in spans {
        match apart.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => apart.push(span),
        }
    }
    apart
}

/// The lines that a group touches, if anything in it is wrong. A byte-order mark is no part of the first, nor are empty
/// lines at the end.
fn lines_of(source: &str, (span, wrong): (Span, Option<u32>)) -> Option<Span> {
    let last = span.end.max(wrong?) as usize;
    let mark = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let start = line_start(source, span.start as usize).max(mark);
    let text = source[start..line_end(source, last)].trim_end_matches(LINE_ENDS);
    Some(Span::new(start as u32, (start + text.len()) as u32))
}
