//! Names and words that nearly agree.

pub mod candidates;
pub mod typo;
pub mod vocabulary;
pub mod wording;
