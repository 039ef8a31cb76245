//! Elements to lines: blank lines, columns, and what shares a line.

use std::ops::Range;

use crate::format::columns::{fits_column, shared_column, width};
use crate::format::outline::{Element, ElementKind, Outline};
use crate::format::pieces::Items;
use crate::format::statement::{Statement, is_member};
use crate::format::trailing_comments::{TrailingComment, align};
use crate::format::writer::{Printed, Writer};
use crate::format::{FormatOptions, blank_lines, line_breaks};
use crate::source::lines::{last_line_end, line_start};
use crate::syntax::token::Token;

/// Writes the elements of `source`.
pub(super) fn print(source: &str, items: &Items, outline: &Outline, options: FormatOptions) -> Printed {
    // A lone CR is read as a line end and written by few programs: it becomes an LF.
    let line_end = if last_line_end(source) == Some("\r\n") { "\r\n" } else { "\n" };
    let mut text = String::with_capacity(source.len() + source.len() / 4);
    if source.starts_with('\u{feff}') {
        text.push('\u{feff}');
    }
    let mut printer = Printer {
        source,
        items,
        outline,
        width: options.width,
        writer: Writer { text, indent: options.indent, line_end, lines: 0 },
        scratch: String::new(),
        anchors: Vec::with_capacity(outline.elements.len()),
        trailing_comments: Vec::new(),
    };
    let blanks = blank_lines::before(&outline.elements);
    let mut at = 0;
    while at < outline.elements.len() {
        if blanks[at] {
            printer.writer.blank_line();
        }
        at = printer.elements(at, &blanks);
    }
    let Printer { writer, anchors, trailing_comments, .. } = printer;
    align(Printed { text: writer.text, anchors }, &trailing_comments)
}

struct Printer<'s> {
    source: &'s str,
    items: &'s Items,
    outline: &'s Outline,
    width: usize,
    writer: Writer,
    /// Lines that are measured before they are written.
    scratch: String,
    anchors: Vec<(u32, u32)>,
    trailing_comments: Vec<TrailingComment>,
}

/// A flow on one line, in the scratch.
struct Flow {
    line: Range<usize>,
    /// Where its clauses begin in the scratch; its end if there are none.
    rest: usize,
    /// The widths of what stands before the clauses, and of these.
    sides: (usize, usize),
}

impl<'s> Printer<'s> {
    /// Writes the element at `at`, with those that share its line or its columns. Gives the index of the next.
    fn elements(&mut self, at: usize, blanks: &[bool]) -> usize {
        let outline = self.outline;
        let element = &outline.elements[at];
        match element.kind {
            ElementKind::Statement | ElementKind::Opening => {
                let statement = self.statement(element);
                if statement.is_flow() {
                    // What is said about one of them parts them no more than a word behind it would.
                    return self.flows(self.run(at, blanks, |element| match element.kind {
                        ElementKind::Statement => self.statement(element).is_flow(),
                        kind => matches!(kind, ElementKind::Comment | ElementKind::Allow),
                    }));
                }
                if statement.is_metric() {
                    return self.metrics(self.run(at, blanks, |element| {
                        element.kind == ElementKind::Statement && self.statement(element).is_metric()
                    }));
                }
                self.begin(element);
                self.whole(element, &statement);
                let closes = outline.elements.get(at + 1).filter(|next| next.kind == ElementKind::Close);
                match closes.filter(|_| element.kind == ElementKind::Opening && element.trailing.is_empty()) {
                    Some(close) => {
                        self.writer.text.push(' ');
                        self.anchor(close);
                        self.writer.text.push('}');
                        self.end(close);
                        at + 2
                    }
                    None => {
                        self.end(element);
                        at + 1
                    }
                }
            }
            _ => {
                self.alone(element);
                at + 1
            }
        }
    }

    /// Writes an element that is no statement.
    fn alone(&mut self, element: &Element) {
        match element.kind {
            ElementKind::Verbatim => self.anchor(element),
            _ => self.begin(element),
        }
        match element.kind {
            ElementKind::Allow if element.inner.is_empty() => self.allow(element),
            _ => self.writer.text.push_str(&self.source[element.span.range()]),
        }
        self.end(element);
    }

    fn statement(&self, element: &Element) -> Statement<'s> {
        let inner = element.inner.start as usize..element.inner.end as usize;
        let tokens = element.tokens.start as usize..element.tokens.end as usize;
        Statement::new(self.source, &self.items.tokens[tokens], &self.outline.inner[inner])
    }

    /// The element at `at` and those below it that `belong` to it, with no empty line between them.
    fn run(&self, at: usize, blanks: &[bool], belong: impl Fn(&Element) -> bool) -> Range<usize> {
        let elements = &self.outline.elements;
        let belongs = |element: &Element| element.depth == elements[at].depth && belong(element);
        let more = elements[at + 1..].iter().zip(&blanks[at + 1..]);
        at..at + 1 + more.take_while(|&(element, &blank)| !blank && belongs(element)).count()
    }

    /// Notes where an element begins.
    fn anchor(&mut self, element: &Element) {
        self.anchors.push((element.span.start, self.writer.text.len() as u32));
    }

    fn begin(&mut self, element: &Element) {
        self.writer.begin_line(element.depth);
        self.anchor(element);
    }

    /// Ends the line of an element, with the comments behind it.
    fn end(&mut self, element: &Element) {
        if !element.trailing.is_empty() {
            let start = line_start(&self.writer.text, self.writer.text.len());
            self.trailing_comments.push(TrailingComment {
                at: self.writer.text.len(),
                width: width(&self.writer.text[start..]),
                line: self.writer.lines,
                depth: element.depth,
            });
            for comment in
                &self.outline.trailing[element.trailing.start as usize..element.trailing.end as usize]
            {
                self.writer.text.push_str("  ");
                self.writer.text.push_str(&self.source[comment.range()]);
            }
        }
        self.writer.end_line();
    }

    /// What there is for a line at `depth`, in columns.
    fn room(&self, depth: usize) -> usize {
        self.width.saturating_sub(depth * self.writer.indent)
    }

    /// Writes a statement on the line that is begun, and on more if it is too long.
    fn whole(&mut self, element: &Element, statement: &Statement<'s>) {
        let start = self.writer.text.len();
        if can_be_flat(statement) {
            statement.flat(&mut self.writer.text);
            if width(&self.writer.text[start..]) <= self.room(element.depth) {
                return;
            }
            self.writer.text.truncate(start);
        }
        line_breaks::write(statement, &mut self.writer, element.depth, self.width);
    }

    fn allow(&mut self, element: &Element) {
        let statement = self.statement(element);
        let is_part = |token: &&Token| is_member(token.kind);
        self.writer.text.push_str("@allow(");
        for (at, token) in statement.tokens.iter().filter(is_part).enumerate() {
            self.writer.text.push_str(if at == 0 { "" } else { ", " });
            self.writer.text.push_str(statement.text(token));
        }
        self.writer.text.push(')');
    }

    /// The times and quality of a step share a line where they stand together.
    fn metrics(&mut self, run: Range<usize>) -> usize {
        let outline = self.outline;
        let mut room = 0;
        for at in run.clone() {
            let element = &outline.elements[at];
            let statement = self.statement(element);
            self.scratch.clear();
            statement.flat(&mut self.scratch);
            let wide = width(&self.scratch) + 3;
            let before =
                at.checked_sub(1).filter(|before| run.contains(before)).map(|at| &outline.elements[at]);
            if before.is_some_and(|before| before.trailing.is_empty())
                && wide <= room
                && can_be_flat(&statement)
            {
                self.writer.text.push_str("   ");
                self.anchor(element);
                self.writer.text.push_str(&self.scratch);
                room -= wide;
            } else {
                if let Some(before) = before.filter(|before| before.trailing.is_empty()) {
                    self.end(before);
                }
                self.begin(element);
                self.whole(element, &statement);
                let is_flat = can_be_flat(&statement);
                room = if is_flat { (self.room(element.depth) + 3).saturating_sub(wide) } else { 0 };
            }
            if at + 1 == run.end || !element.trailing.is_empty() {
                self.end(element);
            }
        }
        run.end
    }

    /// Neighbouring flows, one a line, whose clauses begin in a column where they can; and what is said about them.
    fn flows(&mut self, run: Range<usize>) -> usize {
        let outline = self.outline;
        let room = self.room(outline.elements[run.start].depth);
        self.scratch.clear();
        let flows: Vec<Option<Flow>> = run.clone().map(|at| self.flow(&outline.elements[at])).collect();
        let sides = |flow: &Flow| (flow.rest < flow.line.end).then_some(flow.sides);
        let column = match flows.len() {
            1 => None,
            _ => shared_column(&flows.iter().flatten().filter_map(sides).collect::<Vec<_>>(), room),
        };
        for (at, flow) in run.clone().zip(&flows) {
            let element = &outline.elements[at];
            if element.kind != ElementKind::Statement {
                self.alone(element);
                continue;
            }
            self.begin(element);
            let column = column.filter(|&column| {
                flow.as_ref().and_then(sides).is_some_and(|sides| fits_column(sides, column, room))
            });
            match (flow, column) {
                (Some(flow), Some(column)) => {
                    self.writer.text.push_str(&self.scratch[flow.line.start..flow.rest]);
                    self.writer.text.extend(std::iter::repeat_n(' ', column - flow.sides.0));
                    self.writer.text.push_str(&self.scratch[flow.rest..flow.line.end]);
                }
                (Some(flow), None) if width(&self.scratch[flow.line.clone()]) <= room => {
                    self.writer.text.push_str(&self.scratch[flow.line.clone()]);
                }
                _ => {
                    line_breaks::write(&self.statement(element), &mut self.writer, element.depth, self.width);
                }
            }
            self.end(element);
        }
        run.end
    }

    /// A flow on one line, if it can be there.
    fn flow(&mut self, element: &Element) -> Option<Flow> {
        let statement = self.statement(element);
        if element.kind != ElementKind::Statement || !can_be_flat(&statement) {
            return None;
        }
        let start = self.scratch.len();
        let rest = statement.flat(&mut self.scratch);
        let end = self.scratch.len();
        let sides = match rest {
            Some(rest) => (width(&self.scratch[start..rest - 1]), width(&self.scratch[rest..])),
            None => (0, 0),
        };
        Some(Flow { line: start..end, rest: rest.unwrap_or(end), sides })
    }
}

/// Whether no comment in it needs a line to itself, or the rest of one.
fn can_be_flat(statement: &Statement<'_>) -> bool {
    statement.comments.iter().all(|comment| !line_breaks::breaks(statement.source, comment))
}
