//! The command as a user meets it: what it prints, what it writes and how it ends.

mod adopting;
mod check;
mod diff;
mod draw;
mod explain;
mod export;
mod fix;
mod fixes;
mod fmt;
#[cfg(unix)]
mod formats;
mod help;
mod import;
mod init;
mod linked;
mod outputs;
mod page;
mod problems;
mod report;
mod settings;
mod since;
mod stats;
mod stdin;
pub mod support;
mod watch;
