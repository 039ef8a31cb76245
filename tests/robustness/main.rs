//! What the command withstands: hostile text, hostile files, an end that comes too early, and sheer size.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // The helpers of tests may panic as tests do.
#![allow(clippy::print_stdout, clippy::print_stderr)] // What was measured, and what was skipped.

mod ends;
mod files;
mod git;
mod limits;
mod linux;
mod meanwhile;
mod names;
#[path = "../it/support/runner.rs"]
mod runner;
mod running;
mod shapes;
mod sizes;
#[path = "../it/cli/support.rs"]
#[allow(dead_code)] // It is there for the tests of the command, and these need a part of it.
mod support;
mod text;
mod written;
