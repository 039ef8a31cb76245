//! The language server: an editor's questions, answered from the model, over standard input and output.
//!
//! [`server`] takes what the client sends, keeps the open documents and hands everything else to one of the [`workers`], a
//! thread for each project, which holds the project's model. So nobody who types ever waits for a check, and what is
//! asked of one project does not wait for another. [`handlers`] puts what the library knows into the words of the
//! protocol, with the help of [`convert`].
//!
//! Imports go this way only. This is part of the binary: it reads standard input and starts threads, which no library
//! should, and its handlers are tested here, in `handlers/tests`.

mod convert;
mod handlers;
mod lone_surrogates;
mod long_message;
mod server;
mod transport;
mod watch;
mod workers;

pub use server::serve;
