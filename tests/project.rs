//! Which files form one project, which settings hold in it, and what is said when something is wrong.

#![allow(clippy::unwrap_used)] // The helpers of tests may panic as tests do.

#[path = "project/config.rs"]
mod config;
#[path = "project/discover.rs"]
mod discover;
#[path = "project/links.rs"]
mod links;
#[path = "project/read.rs"]
mod read;
#[path = "project/settings.rs"]
mod settings;
#[path = "project/support.rs"]
mod support;
