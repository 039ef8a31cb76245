//! Drawings in BPMN at large: a token game beside the importer, and collections of others.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // The helpers of tests may panic as tests do.
#![allow(clippy::print_stdout)] // What was counted.

mod agreement;
mod collection;
mod drawn;
mod net;
mod played;
mod reported;
mod small;
mod token_game;
