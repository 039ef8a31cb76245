//! The lines that stay as they are, because something on them cannot be read.

use crate::format::pieces::{Item, Items};
use crate::source::Span;
use crate::syntax::token::Kind;
use crate::syntax::{Marks, Tree};

/// Whole lines of `source`, their ends left out, in the order of the text: those of each item that cannot be read, and of
/// all that shares a line with it.
pub(super) fn kept(source: &str, items: &Items, tree: &Tree) -> Vec<Span> {
    if tree.errors.is_empty() {
        return Vec::new();
    }
    let mut wrong = wrong(tree).into_iter().peekable();
    let mut is_wrong = |item: &Item| {
        while wrong.next_if(|wrong| wrong.end < item.span.start).is_some() {}
        wrong.peek().is_some_and(|wrong| wrong.start <= item.span.end)
            || !matches!(
                items.first(item).kind,
                Kind::Keyword(_)
                    | Kind::Modifier(_)
                    | Kind::Close
                    | Kind::Allow
                    | Kind::LineComment
                    | Kind::BlockComment
            )
    };
    let mut kept = Vec::new();
    // The items that share lines with each other, and whether one of them cannot be read.
    let mut group: Option<(Span, bool)> = None;
    for item in &items.items {
        let is_wrong = is_wrong(item);
        match &mut group {
            Some((span, wrong))
                if !source.as_bytes()[span.end.min(item.span.start) as usize..item.span.start as usize]
                    .contains(&b'\n') =>
            {
                span.end = span.end.max(item.span.end);
                *wrong |= is_wrong;
            }
            _ => {
                kept.extend(group.filter(|(_, wrong)| *wrong).map(|(span, _)| lines_of(source, span)));
                group = Some((item.span, is_wrong));
            }
        }
    }
    kept.extend(group.filter(|(_, wrong)| *wrong).map(|(span, _)| lines_of(source, span)));
    kept
}

/// What is wrong with the text: spans in order, and apart from each other.
fn wrong(tree: &Tree) -> Vec<Span> {
    let broken = tree.statements.iter().filter(|statement| statement.marks.has(Marks::BROKEN));
    let fixes = tree.errors.iter().filter_map(|error| error.fix.as_ref()).map(|(span, _)| *span);
    let mut spans: Vec<Span> = broken.map(|statement| statement.span).chain(fixes).collect();
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

/// The lines that a span touches. A byte-order mark is no part of the first, nor are empty lines at the end.
fn lines_of(source: &str, span: Span) -> Span {
    let mark = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let start = source[..span.start as usize].rfind('\n').map_or(mark, |feed| feed + 1);
    let end = source[span.end as usize..].find('\n').map_or(source.len(), |feed| span.end as usize + feed);
    let text = source[start..end].trim_end_matches(['\n', '\r']);
    Span::new(start as u32, (start + text.len()) as u32)
}
