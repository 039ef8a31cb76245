//! `--output FORMAT[=FILE]`: which reports to write, and where.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, TypedValueParser};
use vsdlint::output::Format;
use vsdlint::project::resolved;

use super::usage;

/// One report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its form.
    pub format: Format,
    /// The file to write; none is standard output.
    pub file: Option<PathBuf>,
}

/// Reads `FORMAT[=FILE]`.
#[derive(Clone, Debug)]
pub struct OutputParser;

impl TypedValueParser for OutputParser {
    type Value = Output;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Output, clap::Error> {
        let bytes = value.as_encoded_bytes();
        let end = bytes.iter().position(|&byte| byte == b'=').unwrap_or(bytes.len());
        let name = String::from_utf8_lossy(&bytes[..end]);
        let Ok(format) = name.parse::<Format>() else {
            let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
            return Err(usage::invalid_value(command, argument, &name, &names));
        };
        // An option's value is what follows the equals sign, and a file name need not be UTF-8.
        let file = after(value, end);
        if file.as_ref().is_some_and(|file| file.as_os_str().is_empty()) {
            let message = format!("`--output {name}=` names no file");
            return Err(usage::conflict(&message));
        }
        Ok(Output { format, file: file.filter(|file| file != Path::new("-")) })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Format::ALL.iter().map(|format| PossibleValue::new(format.name()))))
    }
}

/// What follows the byte at `at`, if there is such a byte.
#[cfg(unix)]
fn after(value: &OsStr, at: usize) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    value.as_bytes().get(at + 1..).map(|rest| PathBuf::from(OsStr::from_bytes(rest)))
}

/// What follows the byte at `at`, if there is such a byte.
#[cfg(not(unix))]
fn after(value: &OsStr, at: usize) -> Option<PathBuf> {
    value.to_string_lossy().get(at + 1..).map(PathBuf::from)
}

/// The reports to write: those asked for, or the one for people.
///
/// # Errors
/// Where two of them would be written to one place.
pub fn plan(asked: &[Output]) -> Result<Vec<Output>, clap::Error> {
    if asked.is_empty() {
        return Ok(vec![Output { format: Format::Full, file: None }]);
    }
    let places: Vec<Option<PathBuf>> =
        asked.iter().map(|output| output.file.as_deref().map(resolved)).collect();
    for (index, place) in places.iter().enumerate() {
        let Some(before) = places[..index].iter().position(|other| other == place) else { continue };
        let (one, two) = (asked[before].format, asked[index].format);
        let place = match &asked[index].file {
            None => "standard output".to_owned(),
            Some(file) => format!("`{}`", file.display()),
        };
        let help = "give each a file of its own: `--output json=report.json`";
        return Err(usage::conflict(&format!(
            "`{one}` and `{two}` cannot both be written to {place}\n\n  {help}"
        )));
    }
    Ok(asked.to_vec())
}

/// Looks whether a report would be written over the baseline.
///
/// # Errors
/// Where one would.
pub fn apart(outputs: &[Output], baseline: Option<&Path>) -> Result<(), clap::Error> {
    let Some(baseline) = baseline else { return Ok(()) };
    let place = resolved(baseline);
    let over = |output: &&Output| output.file.as_deref().is_some_and(|file| resolved(file) == place);
    match outputs.iter().find(over) {
        None => Ok(()),
        Some(output) => Err(usage::conflict(&format!(
            "`{}` cannot be written to `{}`, which is the baseline",
            output.format,
            baseline.display()
        ))),
    }
}
