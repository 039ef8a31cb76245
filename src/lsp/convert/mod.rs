//! Between the words of the library and those of the protocol: paths and addresses, bytes and positions, findings and
//! diagnostics. Nothing here asks a model or starts a thread.

pub mod client;
pub mod diagnostics;
pub mod documents;
pub mod editing;
pub mod files;
pub mod messages;
pub mod position;
pub mod snapshot;
pub mod unread;
pub mod uri;
