//! Texts of documents and files that are not read.

use gen_lsp_types::{Position, Range};
use memchr::memchr;
use miette::Diagnostic;
use vsdlint::project::ReadProblem;
use vsdlint::sanitise::shown;
use vsdlint::source::{Source, conflict, lines};

/// Why the text of a document is not read. It counts as empty then.
#[derive(Clone, Debug)]
pub enum Unread {
    /// It is larger than what is read. Nothing of it is kept until the client gives all of a smaller text.
    TooLarge,
    /// It is no model. It is kept for the next edit.
    NoModel {
        /// All of it.
        text: String,
        /// 0-based line of what shows it.
        line: u32,
        /// How many characters at its beginning that is.
        width: u32,
        /// What is there.
        found: &'static str,
    },
}

impl Unread {
    /// The text, if it is read.
    ///
    /// # Errors
    /// Why it is not.
    pub fn of(text: String) -> Result<String, Unread> {
        if text.len() as u64 > Source::MAX_BYTES {
            return Err(Unread::TooLarge);
        }
        let bytes = text.as_bytes();
        let (at, width, found) = if let Some(at) = memchr(0, bytes) {
            (at, 0, "in this line is a NUL, which no text holds")
        } else if let Some(mark) = conflict(bytes) {
            (mark.start, mark.len(), "a merge left its marks here: decide between its sides and remove them")
        } else {
            return Ok(text);
        };
        let line = lines::starts(&bytes[..at]).count() as u32;
        Err(Unread::NoModel { text, line, width: width as u32, found })
    }

    /// Where to show it, and what to say.
    pub fn told(&self) -> (Range, String) {
        match self {
            Unread::TooLarge => {
                let message = format!(
                    "the text is larger than {} bytes: it counts as empty until the document is closed and opened again",
                    Source::MAX_BYTES
                );
                (Range::default(), message)
            }
            &Unread::NoModel { line, width, found, .. } => {
                let (start, end) = (Position { line, character: 0 }, Position { line, character: width });
                (Range { start, end }, format!("{found}; until then the file counts as empty"))
            }
        }
    }
}

/// Where to show that a file which is not open cannot be read, and what to say.
pub fn told_of_file(problem: &ReadProblem) -> (Range, String) {
    let place =
        Position { line: problem.line().map_or(0, |line| line.saturating_sub(1) as u32), character: 0 };
    let mut message = shown(&problem.to_string()).into_owned();
    if let Some(help) = problem.help() {
        message = format!("{message}\nhelp: {}", shown(&help.to_string()));
    }
    (Range { start: place, end: place }, message)
}
