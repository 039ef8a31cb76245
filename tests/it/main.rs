//! What a user meets, folder by folder as in `src/`: reports, fixes, formats, settings and the command itself.
//!
//! What takes long, or needs processes and bounds of its own, has a binary beside this one.

#![cfg(test)]
#![allow(clippy::unwrap_used, clippy::panic)] // The helpers of tests may panic as tests do.

#[macro_use]
mod snapshot;
mod support;

mod cli;
mod compare;
mod corpus;
mod docs;
mod exchange;
mod fix;
mod fixtures;
mod format;
mod fuzz;
mod gallery;
mod import;
mod model;
mod msrv;
mod output;
#[cfg(feature = "policy")]
mod policy;
mod project;
mod properties;
mod rules;
mod trades;
