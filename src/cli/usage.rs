//! Shows help, the version, and mistakes in the arguments.

use std::io::{self, Write};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use vsdlint::sanitise::{is_hidden, sanitise};
use vsdlint::similarity::distance;

use super::console::Status;

/// Shows what clap has to say and gives the exit status.
pub fn show(error: &clap::Error) -> Status {
    let status = if error.use_stderr() { Status::Failed } else { Status::Clean };
    let is_hiding = |argument: std::ffi::OsString| argument.to_string_lossy().chars().any(is_hidden);
    let result = if !std::env::args_os().any(is_hiding) {
        error.print()
    } else {
        // An argument that is quoted may hold what a terminal would obey: colours would have to be told from it.
        let plain = error.render().to_string();
        let lines: Vec<_> = plain.lines().map(sanitise).collect();
        writeln!(io::stderr().lock(), "{}", lines.join("\n"))
    };
    match result {
        Err(error) if status == Status::Clean && error.kind() != io::ErrorKind::BrokenPipe => Status::Failed,
        _ => status,
    }
}

/// A mistake that only several arguments together make.
pub fn conflict(message: &str) -> clap::Error {
    clap::Error::raw(ErrorKind::ArgumentConflict, format!("{message}\n")).with_cmd(&super::command())
}

/// A value that is none of those allowed.
pub fn invalid_value(
    command: &clap::Command,
    argument: Option<&clap::Arg>,
    value: &str,
    allowed: &[&str],
) -> clap::Error {
    let mut error = clap::Error::new(ErrorKind::InvalidValue).with_cmd(command);
    if let Some(argument) = argument {
        error.insert(ContextKind::InvalidArg, ContextValue::String(argument.to_string()));
    }
    error.insert(ContextKind::InvalidValue, ContextValue::String(value.to_owned()));
    let words = allowed.iter().map(|&word| word.to_owned()).collect();
    error.insert(ContextKind::ValidValue, ContextValue::Strings(words));
    let near = allowed.iter().map(|&word| (distance(word, value), word)).min();
    if let Some((_, word)) = near.filter(|&(distance, word)| distance * 3 <= word.len()) {
        error.insert(ContextKind::SuggestedValue, ContextValue::String(word.to_owned()));
    }
    error
}
