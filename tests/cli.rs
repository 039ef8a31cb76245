//! The command as a user meets it: what it prints, what it writes and how it ends.

#![allow(clippy::unwrap_used)] // The helpers of tests may panic as tests do.

#[path = "cli/adopting.rs"]
mod adopting;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/explain.rs"]
mod explain;
#[path = "cli/fixes.rs"]
mod fixes;
#[path = "cli/fmt.rs"]
mod fmt;
#[cfg(unix)]
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/help.rs"]
mod help;
#[path = "cli/init.rs"]
mod init;
#[path = "cli/mending.rs"]
mod mending;
#[path = "cli/outputs.rs"]
mod outputs;
#[path = "cli/problems.rs"]
mod problems;
#[cfg(unix)]
#[path = "support/runner.rs"]
mod runner;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/since.rs"]
mod since;
#[path = "cli/stdin.rs"]
mod stdin;
#[path = "cli/support.rs"]
mod support;
#[path = "cli/watch.rs"]
mod watch;
