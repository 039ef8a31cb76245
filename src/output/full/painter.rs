//! Where codespan draws: a buffer that gets ANSI colours if wanted, and our own words for the levels.

use std::io::{self, Write};

use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::WriteStyle;

const RED: &str = "\x1b[31m";
const YELLOW: &str = "\x1b[33m";
const CYAN: &str = "\x1b[36m";
const BRIGHT_BLUE: &str = "\x1b[94m";
const BOLD: &str = "\x1b[1m";
const RESET: &str = "\x1b[0m";

/// The buffer of one finding.
pub(super) struct Painter<'a> {
    buffer: &'a mut Vec<u8>,
    color: bool,
    /// Set between the request for the header's colour and its first word.
    heading: bool,
}

impl Painter<'_> {
    pub fn new(buffer: &mut Vec<u8>, color: bool) -> Painter<'_> {
        Painter { buffer, color, heading: false }
    }

    fn paint(&mut self, codes: &[&str]) -> io::Result<()> {
        if self.color {
            self.buffer.extend(codes.iter().flat_map(|code| code.bytes()));
        }
        Ok(())
    }
}

impl Write for Painter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Settings say `warn` and `info`; a report that said otherwise would have to be translated by its reader.
        let heading = std::mem::take(&mut self.heading);
        self.buffer.extend_from_slice(match bytes {
            b"warning" if heading => b"warn",
            b"note" if heading => b"info",
            other => other,
        });
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Painter<'_> {
    fn set_header(&mut self, severity: Severity) -> io::Result<()> {
        self.heading = true;
        self.paint(&[BOLD, color(severity)])
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.paint(&[RESET, BOLD])
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.paint(&[BRIGHT_BLUE])
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.paint(&[BRIGHT_BLUE])
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.paint(&[BRIGHT_BLUE])
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> io::Result<()> {
        self.paint(&[
            RESET,
            match style {
                LabelStyle::Primary => color(severity),
                LabelStyle::Secondary => BRIGHT_BLUE,
            },
        ])
    }

    fn reset(&mut self) -> io::Result<()> {
        self.paint(&[RESET])
    }
}

fn color(severity: Severity) -> &'static str {
    match severity {
        Severity::Bug | Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Note | Severity::Help => CYAN,
    }
}
