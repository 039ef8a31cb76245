//! Elements to lines: blank lines, columns, and what shares a line.

use std::ops::Range;

use crate::format::Layout;
use crate::format::outline::{Element, ElementKind, Outline};
use crate::format::sentence::{Sentence, columns, with_comments};
use crate::syntax::keyword::Keyword;
use crate::syntax::token::Token;

/// Clauses of neighbouring flows begin in one column unless that pulls one further apart than this.
const FURTHEST: usize = 20;

/// Writes the elements of `source`.
pub(super) fn print(source: &str, outline: &Outline, layout: Layout) -> String {
    let mut text = String::with_capacity(source.len() + source.len() / 8);
    if source.starts_with('\u{feff}') {
        text.push('\u{feff}');
    }
    let blanks = blank_lines(&outline.elements);
    let sentences = sentences(source, outline);
    let is_crlf = source.find('\n').is_some_and(|feed| source[..feed].ends_with('\r'));
    let mut printer =
        Printer { source, outline, layout, sentences, text, feed: if is_crlf { "\r\n" } else { "\n" } };
    let mut at = 0;
    while at < outline.elements.len() {
        if blanks[at] {
            printer.text.push_str(printer.feed);
        }
        at = printer.element(at, &blanks);
    }
    printer.text
}

/// Reads the statements in which no comment stands.
fn sentences<'s>(source: &'s str, outline: &Outline) -> Vec<Option<Sentence<'s>>> {
    let sentence = |element: &Element| {
        let is_statement = matches!(element.kind, ElementKind::Statement | ElementKind::Opening);
        let is_free = is_statement && comments_in(outline, element).is_empty();
        is_free.then(|| Sentence::of(source, &outline.tokens[element.tokens.clone()]))?
    };
    outline.elements.iter().map(sentence).collect()
}

fn comments_in<'o>(outline: &'o Outline, element: &Element) -> &'o [Token] {
    let start = outline.inner.partition_point(|comment| comment.start < element.span.start);
    let end = outline.inner.partition_point(|comment| comment.start < element.span.end);
    &outline.inner[start..end]
}

/// Before which elements an empty line stands: where the author left one, and around blocks; never at either end of a
/// block, nor between an `@allow` and what it is about.
fn blank_lines(elements: &[Element]) -> Vec<bool> {
    let mut blanks: Vec<bool> = elements.iter().map(|element| element.blank).collect();
    let is_first = |at: usize| at == 0 || elements[at - 1].kind == ElementKind::Opening;
    for at in 0..elements.len() {
        let before = at.checked_sub(1).map(|before| elements[before].kind);
        let kind = elements[at].kind;
        if kind == ElementKind::Opening || before == Some(ElementKind::Close) {
            // Before the comments and `@allow`s that belong to it.
            let mut first = at;
            while first > 0
                && !blanks[first]
                && matches!(elements[first - 1].kind, ElementKind::Comment | ElementKind::Allow)
            {
                first -= 1;
            }
            blanks[first] = true;
        }
        let is_bound = before == Some(ElementKind::Allow) || kind == ElementKind::Close || is_first(at);
        blanks[at] &= !is_bound;
    }
    for at in 0..elements.len() {
        blanks[at] &= !is_first(at);
    }
    blanks
}

struct Printer<'s, 'o> {
    source: &'s str,
    outline: &'o Outline,
    layout: Layout,
    sentences: Vec<Option<Sentence<'s>>>,
    text: String,
    feed: &'static str,
}

impl Printer<'_, '_> {
    /// Writes the element at `at`, with those that share its line or its columns, and says which is next.
    fn element(&mut self, at: usize, blanks: &[bool]) -> usize {
        let element = &self.outline.elements[at];
        let written = &self.source[element.span.range()];
        match (element.kind, &self.sentences[at]) {
            (ElementKind::Opening, _) if self.is_empty_block(at) => {
                let mut lines = self.lines(at, 0);
                if let Some((_, last)) = lines.last_mut() {
                    last.push_str(" }");
                }
                self.write(element.depth, &lines);
                self.trailing(at + 1);
                at + 2
            }
            (ElementKind::Statement, Some(sentence)) if is_metric(sentence.keyword) => {
                self.metrics(at, blanks)
            }
            (ElementKind::Statement, Some(sentence)) if is_flow(sentence.keyword) => self.flows(at, blanks),
            (ElementKind::Statement | ElementKind::Opening | ElementKind::Allow, _) => {
                let lines = self.lines(at, 0);
                self.write(element.depth, &lines);
                self.trailing(at);
                at + 1
            }
            (ElementKind::Close | ElementKind::Comment | ElementKind::Verbatim, _) => {
                self.write(element.depth, &[(0, written.to_owned())]);
                self.trailing(at);
                at + 1
            }
        }
    }

    fn is_empty_block(&self, at: usize) -> bool {
        let next = self.outline.elements.get(at + 1);
        next.is_some_and(|next| next.kind == ElementKind::Close)
            && self.outline.elements[at].trailing.is_empty()
    }

    /// The lines of a statement or `@allow`, broken where it is too long.
    fn lines(&self, at: usize, padding: usize) -> Vec<(usize, String)> {
        let element = &self.outline.elements[at];
        let tokens = &self.outline.tokens[element.tokens.clone()];
        match &self.sentences[at] {
            Some(sentence) => {
                let flat = sentence.flat(padding);
                if self.fits(element.depth, &flat) {
                    return vec![(0, flat)];
                }
                let left = self.layout.width.saturating_sub(element.depth * self.layout.indent);
                sentence.broken(padding, left, self.layout.indent)
            }
            None if element.kind == ElementKind::Allow => {
                vec![(0, self.source[element.span.range()].to_owned())]
            }
            None => with_comments(self.source, tokens, comments_in(self.outline, element)),
        }
    }

    fn fits(&self, depth: usize, line: &str) -> bool {
        depth * self.layout.indent + columns(line) <= self.layout.width
    }

    /// The times and quality of a step, which share a line where they stand together.
    fn metrics(&mut self, at: usize, blanks: &[bool]) -> usize {
        let elements = &self.outline.elements;
        let depth = elements[at].depth;
        let mut line = self.flat(at);
        let mut next = at + 1;
        while next < elements.len() && !blanks[next] && elements[next - 1].trailing.is_empty() {
            let Some(sentence) = &self.sentences[next] else { break };
            if !is_metric(sentence.keyword) || elements[next].depth != depth {
                break;
            }
            let longer = format!("{line}   {}", sentence.flat(0));
            if !self.fits(depth, &longer) {
                break;
            }
            line = longer;
            next += 1;
        }
        self.write(depth, &[(0, line)]);
        self.trailing(next - 1);
        next
    }

    fn flat(&self, at: usize) -> String {
        self.sentences[at].as_ref().map_or(String::new(), |sentence| sentence.flat(0))
    }

    /// Neighbouring flows, one a line, whose items and clauses begin in columns where that helps.
    fn flows(&mut self, at: usize, blanks: &[bool]) -> usize {
        let elements = &self.outline.elements;
        let depth = elements[at].depth;
        let mut end = at + 1;
        while end < elements.len() && !blanks[end] && elements[end].depth == depth {
            match &self.sentences[end] {
                Some(sentence)
                    if is_flow(sentence.keyword) && elements[end].kind == ElementKind::Statement =>
                {
                    end += 1
                }
                _ => break,
            }
        }
        let mut next = at;
        while next < end {
            let run = self.column(next..end);
            let width = run.clone().map(|at| columns(&self.start(at))).max().unwrap_or(0);
            let aligned = run.len() > 1;
            for at in run.clone() {
                let lines = match &self.sentences[at] {
                    Some(sentence) if aligned => {
                        let start = self.start(at);
                        let gap = " ".repeat(width - columns(&start) + 1);
                        vec![(0, format!("{start}{gap}{}", sentence.rest()))]
                    }
                    _ => self.lines(at, self.padding(at)),
                };
                self.write(depth, &lines);
                self.trailing(at);
            }
            next = run.end;
        }
        end
    }

    /// How many of the flows in `range`, from the first on, have a clause that begins in one column.
    fn column(&self, range: Range<usize>) -> Range<usize> {
        let first = range.start;
        let depth = self.outline.elements[first].depth;
        let (mut narrow, mut wide, mut rest) = (usize::MAX, 0, 0);
        let mut end = first;
        for at in range {
            let Some(sentence) = &self.sentences[at] else { break };
            let clause = sentence.rest();
            let start = self.start(at);
            if clause.is_empty() || start.contains('\n') {
                break;
            }
            narrow = narrow.min(columns(&start));
            wide = wide.max(columns(&start));
            rest = rest.max(columns(&clause));
            if wide - narrow > FURTHEST || depth * self.layout.indent + wide + 1 + rest > self.layout.width {
                break;
            }
            end = at + 1;
        }
        first..end.max(first + 1)
    }

    fn start(&self, at: usize) -> String {
        self.sentences[at].as_ref().map_or(String::new(), |sentence| sentence.start(self.padding(at)))
    }

    /// `input` is as wide as `output`, so that what follows them begins in one column.
    fn padding(&self, at: usize) -> usize {
        let is_input = self.sentences[at].as_ref().is_some_and(|sentence| sentence.head == "input");
        usize::from(is_input)
    }

    fn write(&mut self, depth: usize, lines: &[(usize, String)]) {
        for (steps, line) in lines {
            let indent = (depth + steps) * self.layout.indent;
            self.text.extend(std::iter::repeat_n(' ', indent));
            self.text.push_str(line);
            self.text.push_str(self.feed);
        }
    }

    /// Puts the comments behind the element at `at` on the line that was just written.
    fn trailing(&mut self, at: usize) {
        let comments = &self.outline.elements[at].trailing;
        if comments.is_empty() {
            return;
        }
        self.text.truncate(self.text.len() - self.feed.len());
        for comment in comments {
            self.text.push_str("  ");
            self.text.push_str(&self.source[comment.range()]);
        }
        self.text.push_str(self.feed);
    }
}

fn is_metric(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::LeadTime | Keyword::ProcessTime | Keyword::CompleteAndAccurate)
}

fn is_flow(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::Input | Keyword::Output | Keyword::Trigger | Keyword::Outcome)
}
