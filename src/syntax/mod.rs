//! Text to tree: the grammar, recovery from what cannot be read, and the wording of what is wrong with it.
//!
//! Nothing outside this folder knows pest, and nothing in here knows what a statement means for the model.

mod allow;
pub mod bare;
pub mod error;
mod grammar;
pub mod keyword;
mod mended;
pub mod misspelt;
mod operands;
pub(crate) mod pieces;
pub mod quantity;
mod reader;
mod shape;
mod slips;
pub mod symbols;
pub(crate) mod token;
pub mod tree;
pub mod words;

pub use error::SyntaxError;
pub use keyword::Keyword;
pub(crate) use pieces::begins_line;
pub use tree::{Statement, StatementFlags, Symbol, Term, Tree};

/// Reads one file. Every text gives a tree; what cannot be read stands in [`Tree::errors`].
///
/// `source` is at most [`crate::source::Source::MAX_BYTES`] long; a byte-order mark is skipped. Time and memory grow
/// linearly with the text, whatever it holds.
pub fn parse(source: &str) -> Tree {
    mended::read(source)
}

/// The same, with every piece of the text handed to `pieces`.
pub(crate) fn parse_beside(source: &str, pieces: &mut impl pieces::Pieces) -> Tree {
    mended::read_beside(source, pieces)
}
