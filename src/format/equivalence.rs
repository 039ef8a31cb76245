//! Whether two texts say the same.

use crate::source::Span;
use crate::syntax::{StatementFlags, Tree, words};

/// Whether two texts read alike, each given with its tree: the same statements in the same blocks, of the same names, and
/// the same errors.
pub(super) fn says_the_same((source, tree): (&str, &Tree), (text, other): (&str, &Tree)) -> bool {
    let is_broken = |flags: StatementFlags| flags.has(StatementFlags::HAS_ERROR);
    let mut statements = tree.statements.iter().zip(&other.statements);
    let words = |text: &str, span: Span| {
        let mut words = String::new();
        words::normalize_written(&text[span.range()], &mut words);
        words
    };
    let mut errors = tree.errors.iter().zip(&other.errors);
    let mut terms = tree.terms.iter().zip(&other.terms);
    let count = |tree: &Tree| {
        (tree.statements.len(), tree.terms.len(), tree.errors.len(), tree.comments.len(), tree.allows.len())
    };
    // What was a sign in the text must not become its mark.
    source.starts_with('\u{feff}') == text.starts_with('\u{feff}')
        && count(tree) == count(other)
        && errors.all(|(one, two)| one.message == two.message)
        && statements.all(|(one, two)| {
            (one.keyword, one.flags, one.terms, one.next) == (two.keyword, two.flags, two.terms, two.next)
                && (is_broken(one.flags) || one.clause == two.clause)
        })
        && terms.all(|(one, two)| {
            one.is_joined() == two.is_joined() && words(source, one.span) == words(text, two.span)
        })
}
