//! What the words of a file are, for an editor that paints them by their meaning.

use crate::ide::references::{self, Part};
use crate::ide::{Mention, Subject};
use crate::model::Model;
use crate::source::{FileId, Span};
use crate::syntax::tree::CommentKind;
use crate::syntax::{Keyword, StatementId, Tree};

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Word {
    /// A comment; one that documents a declaration.
    Comment {
        /// Whether it begins with `///`.
        is_doc: bool,
    },
    /// A word of the language.
    Keyword,
    /// A text that is no name: a purpose, a link, the reason of an `@allow`.
    Text,
    /// A duration or a percentage.
    Quantity,
    /// A rule in an `@allow`.
    Rule,
    /// A name, by what it stands for.
    Name(Option<Subject>, Part),
}

/// All words of a file that mean something, in the order of the text; none overlaps another.
pub fn words(model: &Model<'_>, file: FileId) -> Vec<(Span, Word)> {
    let tree = model.tree(file);
    let source = model.source(file);
    let mut found: Vec<(Span, Word)> = Vec::with_capacity(tree.terms.len() * 2);
    references::in_file(model, file, &mut |Mention { place, subject, part, .. }| {
        found.push((place.span, Word::Name(subject, part)));
    });
    for comment in &tree.comments {
        found.push((comment.span, Word::Comment { is_doc: comment.kind == CommentKind::Doc }));
    }
    for allow in &tree.allows {
        found.extend(allow.rules.iter().map(|&rule| (rule, Word::Rule)));
        found.push((allow.reason, Word::Text));
    }
    found.extend(values(tree));
    found.retain(|(span, _)| span.start < span.end);
    found.sort_unstable_by_key(|(span, _)| *span);
    // What a statement that cannot be read mentions stands for nothing.
    found.dedup_by_key(|(span, _)| span.start);
    keywords(&source.text, found)
}

/// Texts and quantities.
fn values(tree: &Tree) -> impl Iterator<Item = (Span, Word)> + '_ {
    let of_statement = |id: StatementId| {
        let word = match tree[id].keyword {
            Keyword::Purpose | Keyword::Link => Word::Text,
            _ => Word::Quantity,
        };
        let terms = &tree[tree.terms_of(id)];
        terms.iter().filter(|term| term.symbol().is_none()).map(move |term| (term.span, word))
    };
    tree.ids().flat_map(of_statement)
}

/// Adds the words of the language: they stand between all others.
fn keywords(text: &str, others: Vec<(Span, Word)>) -> Vec<(Span, Word)> {
    let mut found = Vec::with_capacity(others.len() * 2);
    let mut at = 0;
    let end = text.len() as u32;
    for (span, word) in
        others.into_iter().map(|(span, word)| (span, Some(word))).chain([(Span::new(end, end), None)])
    {
        if span.start < at {
            continue;
        }
        let gap = text.get(at as usize..span.start as usize).unwrap_or_default();
        let mut from = 0;
        while let Some(start) = gap[from..].find(|letter: char| letter.is_ascii_lowercase()) {
            let start = from + start;
            let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
            let length = gap[start..].find(|letter| !is_part(letter)).unwrap_or(gap.len() - start);
            let begins = !gap[..start].ends_with(is_part);
            if begins && crate::syntax::token::is_reserved(&gap[start..start + length]) {
                let start = at + start as u32;
                found.push((Span::new(start, start + length as u32), Word::Keyword));
            }
            from = start + length;
        }
        found.extend(word.map(|word| (span, word)));
        at = span.end;
    }
    found
}
