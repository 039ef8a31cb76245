//! What the client says, taken in and handed on.

mod capabilities;
mod folders;
mod main_loop;
mod notifications;
mod projects;
mod requests;
mod state;
mod watched;

pub use main_loop::serve;
