//! What the command withstands: hostile text, hostile files, an end that comes too early, and sheer size.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // The helpers of tests may panic as tests do.
#![allow(clippy::print_stdout, clippy::print_stderr)] // What was measured, and what was skipped.

#[path = "withstands/ends.rs"]
mod ends;
#[path = "withstands/files.rs"]
mod files;
#[path = "withstands/meanwhile.rs"]
mod meanwhile;
#[path = "withstands/names.rs"]
mod names;
#[path = "support/runner.rs"]
mod runner;
#[path = "withstands/running.rs"]
mod running;
#[path = "withstands/shapes.rs"]
mod shapes;
#[path = "withstands/sizes.rs"]
mod sizes;
#[path = "cli/support.rs"]
#[allow(dead_code)] // It is there for the tests of the command, and these need a part of it.
mod support;
#[path = "withstands/text.rs"]
mod text;
