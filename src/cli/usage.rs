//! Shows help, the version, and mistakes in the arguments.

use std::io::{self, Write};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use vsdlint::output::sanitise::{is_hidden, sanitise};

use super::console::Status;

/// Shows what clap has to say and gives the exit status.
pub fn show(error: &clap::Error) -> Status {
    let status = if error.use_stderr() { Status::Failed } else { Status::Clean };
    let plain = error.render().to_string();
    let is_harmless = plain.chars().all(|character| character == '\n' || !is_hidden(character));
    let result = if is_harmless {
        error.print()
    } else {
        // An argument holds what a terminal would obey: colours would have to be told from it.
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
    let mut error = clap::Error::raw(ErrorKind::ArgumentConflict, format!("{message}\n"));
    error = error.with_cmd(&super::command());
    error
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
    let near = allowed.iter().map(|&word| (strsim::damerau_levenshtein(word, value), word)).min();
    if let Some((_, word)) = near.filter(|&(distance, word)| distance * 3 <= word.len()) {
        error.insert(ContextKind::SuggestedValue, ContextValue::String(word.to_owned()));
    }
    error
}
