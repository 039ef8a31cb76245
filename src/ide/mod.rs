//! What an editor asks of a model: what a word stands for, where else it is spoken of, and what could be written here.
//!
//! Questions and answers are bytes of a text and plain words; nothing here knows a protocol. Whatever is asked of a place
//! where nothing stands, or of one outside the text, has an empty answer.

pub mod call_hierarchy;
pub mod complete;
pub mod definition;
pub mod dependencies;
pub mod document_symbols;
pub mod hover;
pub mod inlay_hints;
pub mod markdown;
pub mod plain;
mod quotes;
pub mod ranges;
pub mod references;
pub mod rename;
pub mod semantic_tokens;

pub use definition::Subject;
pub use references::{Mention, Part};
