//! What an editor asks of a model: what a word stands for, where else it is spoken of, and what could be written here.
//!
//! Questions and answers are bytes of a text and plain words; nothing here knows a protocol. Whatever is asked of a place
//! where nothing stands, or of one outside the text, has an empty answer.

pub mod calls;
pub mod complete;
pub mod feeds;
pub mod ground;
pub mod hints;
pub mod hover;
pub mod mentions;
pub mod outline;
pub mod ranges;
pub mod rename;
pub mod subject;
pub mod tokens;

pub use mentions::{Mention, Part};
pub use subject::Subject;
