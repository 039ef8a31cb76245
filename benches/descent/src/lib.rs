//! A hand-written recursive-descent parser of the language, for comparison only.
//!
//! It is what the parser in `src/syntax` is measured against, and a second reading of the syntax that it is checked
//! against. So it is written from `docs/language.md` and shares nothing that reads text with vsdlint: only the tree,
//! and the table of names, which is no parsing. It reads each byte once, looks one word ahead, and gives up at the
//! first thing that is wrong.

mod compare;
mod lexer;
mod parser;
mod quantity;

use vsdlint::syntax::Tree;

pub use compare::difference;

/// Reads one file: the tree that [`vsdlint::syntax::parse`] gives, or none for a text with a syntax error.
///
/// `source` is at most [`vsdlint::source::Source::MAX_BYTES`] long; a byte-order mark is skipped.
pub fn parse(source: &str) -> Option<Tree> {
    parser::Parser::new(source).file()
}
