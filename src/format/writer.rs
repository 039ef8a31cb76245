//! The text that is being written, and what comes of it.

/// A formatted text.
#[derive(Debug)]
pub(super) struct Printed {
    pub text: String,
    /// For each element where it begins: the byte in the text that was read, and that in this one.
    pub anchors: Vec<(u32, u32)>,
}

/// Lines, each set in by some steps.
pub(super) struct Writer {
    pub text: String,
    /// How many blanks a step is.
    pub indent: usize,
    /// What ends a line.
    pub line_end: &'static str,
    /// How many lines were begun.
    pub lines: u32,
}

impl Writer {
    /// Begins a line that is set in by `depth` steps.
    pub fn begin_line(&mut self, depth: usize) {
        self.text.extend(std::iter::repeat_n(' ', depth * self.indent));
        self.lines += 1;
    }

    pub fn end_line(&mut self) {
        self.text.push_str(self.line_end);
    }

    pub fn blank_line(&mut self) {
        self.lines += 1;
        self.end_line();
    }
}
