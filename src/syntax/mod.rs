//! Text to tree: the grammar, recovery from what cannot be read, and the wording of what is wrong with it.
//!
//! Nothing outside this folder knows pest, and nothing in here knows what a statement means for the model. A lone CR is an
//! LF to all that is in here: [`parse`] sees to that.

mod allow;
pub mod bare;
mod classifier;
pub mod error;
pub mod flags;
pub mod ids;
pub mod keyword;
mod lexer;
mod operands;
mod parser;
pub mod pasted;
pub mod quantity;
mod recovery;
mod repairs;
pub(crate) mod splitter;
pub mod symbols;
pub(crate) mod token;
pub mod tree;
pub mod words;

use crate::source::lines::with_line_feeds;

pub use error::SyntaxError;
pub use flags::StatementFlags;
pub use ids::{StatementId, TermId, TermRange};
pub use keyword::Keyword;
#[cfg(feature = "import")]
pub(crate) use repairs::plain_quantity;
pub(crate) use splitter::begins_line;
pub use symbols::Symbol;
pub use tree::{Statement, Term, Tree};

/// Reads one file. Every text gives a tree; what cannot be read stands in [`Tree::errors`].
///
/// `source` is at most [`crate::source::Source::MAX_BYTES`] long; a byte-order mark is skipped. Time and memory grow
/// linearly with the text, whatever it holds.
pub fn parse(source: &str) -> Tree {
    recovery::read(&with_line_feeds(source))
}

/// The same, with every piece of the text handed to `pieces`.
pub(crate) fn parse_beside(source: &str, pieces: &mut impl splitter::Pieces) -> Tree {
    recovery::read_beside(&with_line_feeds(source), pieces)
}
