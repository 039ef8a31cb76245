//! Which parts of a text belong together: what can be folded, and what is selected as a selection grows.

use crate::ide::quotes::inside as inside_quotes;
use crate::source::Span;
use crate::source::lines::{has_line_end, starts};
use crate::syntax::tree::CommentKind;
use crate::syntax::{StatementFlags, Tree};

/// Something that can be folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From the first line that remains to the last one that is hidden.
    pub span: Span,
    /// Whether it is a comment, not a block.
    pub is_comment: bool,
}

/// The blocks and comments of a file, blocks first, each in the order of the text.
pub fn folds(text: &str, tree: &Tree) -> Vec<Fold> {
    let blocks = tree.statements.iter().filter(|statement| statement.flags.has(StatementFlags::BLOCK));
    let mut folds: Vec<Fold> = blocks.map(|block| Fold { span: block.span, is_comment: false }).collect();
    let mut comments = tree.comments.iter().peekable();
    while let Some(first) = comments.next() {
        let mut span = first.span;
        // Comments that follow each other with nothing but a line end between are one.
        while let Some(next) = comments.peek().filter(|next| {
            next.kind == first.kind
                && first.kind != CommentKind::Block
                && are_neighbours(text, span.end, next.span.start)
        }) {
            span.end = next.span.end;
            comments.next();
        }
        folds.push(Fold { span, is_comment: true });
    }
    let is_long = |fold: &Fold| text.get(fold.span.range()).is_some_and(has_line_end);
    folds.retain(is_long);
    folds
}

fn are_neighbours(text: &str, end: u32, start: u32) -> bool {
    let between = text.get(end as usize..start as usize).unwrap_or_default();
    between.trim().is_empty() && starts(between.as_bytes()).count() == 1
}

/// What surrounds byte `offset`, from the smallest to the whole text: the name, what stands between its quotes, the
/// list, the statement, its block, and so on.
pub fn around(text: &str, tree: &Tree, offset: u32) -> Vec<Span> {
    let mut found = Vec::new();
    let holds = |span: &Span| span.start <= offset && offset <= span.end;
    if let Some(at) = tree.last_term_by(offset).filter(|&at| holds(&tree[at].span)) {
        let span = tree[at].span;
        let inner = inside_quotes(text.get(span.range()).unwrap_or_default(), span);
        if inner.start < inner.end && holds(&inner) {
            found.push(inner);
        }
        found.push(span);
        if let Some(statement) = tree.statement_of(at) {
            for list in [tree.subjects(statement), tree.clause(statement)] {
                if list.contains(at) {
                    let last = tree[list.end.before(1)].span.end;
                    found.push(Span::new(tree[list.start].span.start, last));
                }
            }
        }
    }
    let comment = tree.comments.iter().map(|comment| comment.span).find(holds);
    found.extend(comment);
    let before = tree.statements.partition_point(|statement| statement.span.start <= offset);
    for statement in tree.statements[..before].iter().rev().filter(|statement| holds(&statement.span)) {
        if statement.flags.has(StatementFlags::BLOCK)
            && let Some(inner) = inside(text, statement.span).filter(holds)
        {
            found.push(inner);
        }
        found.push(statement.span);
    }
    found.push(Span::new(0, text.len() as u32));
    // Where two things touch, both hold the place between them; only the first one grows.
    let mut grown: Vec<Span> = Vec::with_capacity(found.len());
    for span in found {
        let grows = |last: &Span| span != *last && span.start <= last.start && last.end <= span.end;
        if grown.last().is_none_or(grows) {
            grown.push(span);
        }
    }
    grown
}

/// What stands between the braces of a block.
fn inside(text: &str, block: Span) -> Option<Span> {
    let open = text.get(block.range())?.find('{')? as u32 + block.start + 1;
    let close = block.end.checked_sub(1)?;
    (open <= close).then(|| Span::new(open, close))
}
