//! Names and words that nearly agree: how near is near enough, in one place.
//!
//! Everything here is about words and knows nothing of trees or models, so that all others can use it. Names are given as
//! their words, as the syntax normalises them: case-folded, joined by one blank, each sign a word by itself.

mod candidates;
mod fold;
mod language;
mod near_index;
mod slips;
mod typo;
mod vocabulary;
mod word;
mod wording;

pub use candidates::{Candidates, Nearest};
pub use language::Language;
pub use near_index::NearIndex;
pub use slips::slips;
pub use typo::{distance, nearest_keyword};
pub use vocabulary::Vocabulary;
pub use wording::{Slip, Wording, WordingReader};
