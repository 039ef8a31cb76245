//! The words of one statement, on several lines: because one would be too long, or because a comment ends it.

use std::ops::Range;

use crate::format::columns::width;
use crate::format::statement::{Separator, Statement, is_member, is_word};
use crate::format::writer::Writer;
use crate::source::lines::LINE_ENDS;
use crate::syntax::begins_line;
use crate::syntax::token::{Kind, Token};

/// Keyword and subjects, or a clause: indices of tokens.
struct Part {
    /// The words that begin it.
    leader: Range<usize>,
    /// The members of its list, each with the `or` before it.
    members: Vec<Range<usize>>,
}

/// Whether a line ends behind this comment, or before it.
pub(super) fn breaks(source: &str, comment: &Token) -> bool {
    comment.kind == Kind::LineComment || begins_line(source, comment.start)
}

/// Writes a statement on lines that are at most `room` columns wide, as far as that can be. The first one is begun, at
/// `depth`.
pub(super) fn write(statement: &Statement<'_>, writer: &mut Writer, depth: usize, room: usize) {
    let (parts, brace) = parts(statement.tokens);
    let mut line = LineWriter { statement, comments: statement.comments, writer, ended: false };
    let mut is_spread = false;
    for (index, part) in parts.iter().enumerate() {
        let depth = depth + index.min(1);
        if index > 0 {
            line.comments_before(part.leader.start, depth);
            line.next_line(depth);
        }
        line.words(part.leader.clone(), depth + 1);
        is_spread = must_spread(statement, part, room.saturating_sub(depth * line.writer.indent));
        let is_either = part.members.iter().any(|member| statement.tokens[member.start].kind == Kind::Either);
        let is_padded = statement.is_padded(&statement.tokens[part.leader.end - 1]);
        for (at, member) in part.members.iter().enumerate() {
            line.comments_before(member.start, depth + 1);
            if is_spread || line.ended {
                line.next_line(depth + 1);
            } else {
                line.writer.text.push_str(if is_padded && at == 0 { "  " } else { " " });
            }
            line.words(member.clone(), depth + 1);
            if !is_either && (at + 1 < part.members.len() || is_spread) {
                line.writer.text.push(',');
            }
        }
    }
    if let Some(brace) = brace {
        line.comments_before(brace, depth + 1);
        if is_spread || line.ended {
            line.next_line(depth);
        } else {
            line.writer.text.push(' ');
        }
        line.writer.text.push('{');
    }
}

/// The parts of a statement, and the index of its brace.
fn parts(tokens: &[Token]) -> (Vec<Part>, Option<usize>) {
    let mut parts: Vec<Part> = Vec::new();
    let mut brace = None;
    let mut before: Option<Kind> = None;
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| is_word(token)) {
        let is_apart =
            before.is_some_and(|before| Separator::between(before, token.kind) == Separator::Comma);
        match (token.kind, parts.last_mut()) {
            (Kind::Open, _) => brace = Some(at),
            (Kind::Preposition(_), _) | (_, None) => {
                parts.push(Part { leader: at..at + 1, members: Vec::new() });
            }
            (kind, Some(part)) => match part.members.last_mut() {
                Some(last) if kind != Kind::Either && !is_apart => last.end = at + 1,
                None if !is_member(kind) => part.leader.end = at + 1,
                _ => part.members.push(at..at + 1),
            },
        }
        before = Some(token.kind);
    }
    (parts, brace)
}

/// Whether each member of the part's list needs a line of its own, if the part begins a line with so much room.
fn must_spread(statement: &Statement<'_>, part: &Part, room: usize) -> bool {
    let Some(last) = part.members.last().filter(|_| part.members.len() > 1) else { return false };
    let tokens = &statement.tokens[part.leader.start..last.end];
    let inner = tokens[0].start..tokens[tokens.len() - 1].start;
    let is_inner = |comment: &&Token| inner.contains(&comment.start);
    let mut flat = String::new();
    Statement { tokens, comments: &[], ..*statement }.flat(&mut flat);
    width(&flat) > room
        || statement.comments.iter().filter(is_inner).any(|comment| breaks(statement.source, comment))
}

/// Writes words, and the comments before each.
struct LineWriter<'p, 's> {
    statement: &'p Statement<'s>,
    /// Those that are not written yet.
    comments: &'s [Token],
    writer: &'p mut Writer,
    /// A comment has ended the line, or has it for itself.
    ended: bool,
}

impl LineWriter<'_, '_> {
    fn next_line(&mut self, depth: usize) {
        self.writer.end_line();
        self.writer.begin_line(depth);
        self.ended = false;
    }

    /// Writes the words in this range, and the comments between them. Lines that begin there begin at `depth`.
    fn words(&mut self, range: Range<usize>, depth: usize) {
        let tokens = self.statement.tokens;
        let mut before: Option<Kind> = None;
        for at in range.filter(|&at| is_word(&tokens[at])) {
            let token = &tokens[at];
            if let Some(before) = before {
                self.comments_before(at, depth);
                if self.ended {
                    self.next_line(depth);
                } else if Separator::between(before, token.kind) != Separator::Nothing {
                    self.writer.text.push(' ');
                }
            }
            self.writer.text.push_str(&self.statement.written(token));
            before = Some(token.kind);
        }
    }

    /// Writes the comments before the token with this index: each behind what is written, or on a line of its own at
    /// `depth` if it has one.
    fn comments_before(&mut self, at: usize, depth: usize) {
        let (source, start) = (self.statement.source, self.statement.tokens[at].start);
        while let [comment, later @ ..] = self.comments
            && comment.start < start
        {
            let is_first = begins_line(source, comment.start);
            let is_line = comment.kind == Kind::LineComment;
            if is_first || self.ended {
                self.next_line(depth);
            } else {
                self.writer.text.push_str(if is_line { "  " } else { " " });
            }
            self.writer.text.push_str(self.statement.text(comment));
            self.ended = is_line || (is_first && ends_line(source, comment.end));
            self.comments = later;
        }
    }
}

/// Whether only blanks stand between byte `at` and the end of its line.
fn ends_line(source: &str, at: u32) -> bool {
    let rest = source[at as usize..].trim_start_matches([' ', '\t']);
    rest.is_empty() || rest.starts_with(LINE_ENDS)
}
