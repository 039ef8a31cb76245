//! Handlers asked about small projects, each a text with a cursor in it. [`fixture`] says how such a text looks.

#![allow(clippy::unwrap_used, clippy::panic)] // The helpers of tests may panic as tests do.

mod call_hierarchy;
mod code_actions;
mod completion;
mod definition;
mod draw;
mod fixture;
mod formatting;
mod hover;
mod inlay_hints;
mod ranges;
mod references;
mod rename;
mod semantic_tokens;
mod symbols;
