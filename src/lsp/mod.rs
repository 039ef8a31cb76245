//! The language server: an editor's questions, answered from the model, over standard input and output.
//!
//! [`server`] takes what the client sends, keeps the open documents and hands everything else to a [`desk`], a thread for
//! each project, which holds the project's model. So nobody who types ever waits for a check, and what is asked of one
//! project does not wait for another. [`answers`] puts what the library knows into the words of the protocol.

mod answers;
mod capabilities;
mod client;
mod desk;
mod diagnostics;
mod documents;
mod pending;
mod position;
mod quick;
mod server;
mod uri;
mod view;
mod watch;
mod wire;

pub use server::serve;
