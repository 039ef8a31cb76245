//! Keeps GitHub's runner from taking a line of a text for a command.
//!
//! The runner obeys a line that begins with `::`, blanks before it or not, and one with `##[` anywhere. Whoever may
//! name a thing in a model could otherwise give commands to the workflow.

use std::io::{self, Write};

/// Passes lines on; where the runner would find a command it puts a backslash in.
pub(super) struct Guard<'a> {
    out: &'a mut dyn Write,
    /// What was written of the line so far.
    line: Vec<u8>,
}

impl Guard<'_> {
    pub fn new(out: &mut dyn Write) -> Guard<'_> {
        Guard { out, line: Vec::new() }
    }

    /// Passes the line on, if there is one.
    fn pass(&mut self) -> io::Result<()> {
        let line = String::from_utf8_lossy(&self.line).replace("##[", "##\\[");
        let text = line.trim_start();
        if text.starts_with("::") {
            let (blanks, text) = line.split_at(line.len() - text.len());
            write!(self.out, "{blanks}\\{text}")?;
        } else {
            self.out.write_all(line.as_bytes())?;
        }
        self.line.clear();
        Ok(())
    }
}

impl Write for Guard<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for piece in bytes.split_inclusive(|&byte| byte == b'\n') {
            self.line.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
                self.pass()?;
            }
        }
        Ok(bytes.len())
    }

    /// Passes on what may be left of a last line without an end.
    fn flush(&mut self) -> io::Result<()> {
        self.pass()?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_broken_and_nothing_else() {
        let mut out = Vec::new();
        let mut guard = Guard::new(&mut out);
        for piece in ["a :: b\n", "::error", "::x\n \u{a0}\t:", ":y::\n1 #", "#[group]##[x]\n###", "[z]\n::"]
        {
            guard.write_all(piece.as_bytes()).unwrap();
        }
        guard.flush().unwrap();
        let expected = "a :: b\n\\::error::x\n \u{a0}\t\\::y::\n1 ##\\[group]##\\[x]\n###\\[z]\n\\::";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
