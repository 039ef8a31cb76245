//! The text as tokens: the only place that knows pest.
//!
//! Large files are parsed in chunks, so that the parser's queue stays in the cache and small. A chunk ends anywhere;
//! the last piece in it may be cut off, so it is read again with the next chunk.

use pest::Parser;

/// The parser that pest derives from the grammar.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/vsd.pest"]
struct Grammar;

/// One token: a rule of the grammar and 0-based byte offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub rule: Rule,
    pub start: u32,
    pub end: u32,
}

/// How much is parsed at once: the queue for this much fits into the second-level cache.
const CHUNK: usize = 64 * 1024;

/// Receives the tokens of a text, piece by piece.
pub(super) trait Pieces {
    /// A comment. Comments come in their order, but between the tokens around them in none.
    fn comment(&mut self, token: Token);
    /// A piece: a statement, a closing brace, an `@allow` or what cannot be read.
    fn piece(&mut self, tokens: &[Token]);
}

/// Reads `source` from byte `start` to its end and hands every piece to `pieces`.
pub(super) fn read(source: &str, start: usize, pieces: &mut impl Pieces) {
    let mut splitter = Splitter { source, piece: Vec::new(), comments: Vec::new(), ended: true };
    let mut start = start;
    let mut size = CHUNK;
    while start < source.len() {
        let end = chunk_end(source, start + size);
        splitter.chunk(start, end, pieces);
        if end == source.len() {
            splitter.flush(pieces);
            return;
        }
        match splitter.piece.first() {
            // What the chunk cut off is read again, with more behind it.
            Some(first) if first.start as usize > start => {
                start = first.start as usize;
                size = CHUNK;
            }
            _ => size *= 2,
        }
        splitter.restart();
    }
}

/// The end of a chunk that should end at `at`: behind a line end where one is near, and never inside a character.
fn chunk_end(source: &str, at: usize) -> usize {
    if at >= source.len() {
        return source.len();
    }
    let end = (at.saturating_sub(3)..=at).rev().find(|&end| source.is_char_boundary(end)).unwrap_or(at);
    source[..end].bytes().rev().take(1024).position(|byte| byte == b'\n').map_or(end, |back| end - back)
}

/// Cuts the row of tokens into pieces.
struct Splitter<'a> {
    source: &'a str,
    /// The tokens of the piece that is being read.
    piece: Vec<Token>,
    /// The comments since that piece began.
    comments: Vec<Token>,
    /// Whether the piece is complete, so that whatever follows begins another.
    ended: bool,
}

impl Splitter<'_> {
    fn chunk(&mut self, start: usize, end: usize, pieces: &mut impl Pieces) {
        // The grammar is total, so it never fails; were it to, the text would be reported as unread.
        let Ok(pairs) = Grammar::parse(Rule::file, &self.source[start..end]) else { return };
        for pair in pairs.flatten() {
            let rule = pair.as_rule();
            let span = pair.as_span();
            let token =
                Token { rule, start: (start + span.start()) as u32, end: (start + span.end()) as u32 };
            match rule {
                Rule::file => {}
                Rule::line_comment | Rule::block_comment | Rule::unclosed_comment => {
                    self.comments.push(token);
                }
                _ => self.token(token, pieces),
            }
        }
    }

    fn token(&mut self, token: Token, pieces: &mut impl Pieces) {
        if self.begins_piece(token) {
            self.flush(pieces);
            self.ended = false;
        }
        self.ended |= matches!(token.rule, Rule::open | Rule::close);
        self.piece.push(token);
    }

    fn begins_piece(&self, token: Token) -> bool {
        let Some(last) = self.piece.last() else { return true };
        match token.rule {
            _ if self.ended => true,
            Rule::close | Rule::allow | Rule::modifier => true,
            // `input output`: a keyword where a name belongs, not the next statement.
            Rule::keyword => {
                last.rule != Rule::modifier
                    && !(last.rule == Rule::missing && self.is_on_line_of_piece(token))
            }
            Rule::unknown => begins_line(self.source, token.start),
            _ => false,
        }
    }

    /// Whether the last word of the piece stands on the token's line.
    fn is_on_line_of_piece(&self, token: Token) -> bool {
        let word = self.piece.iter().rev().find(|token| token.rule != Rule::missing);
        word.is_some_and(|word| !self.source[word.end as usize..token.start as usize].contains('\n'))
    }

    fn flush(&mut self, pieces: &mut impl Pieces) {
        for comment in self.comments.drain(..) {
            pieces.comment(comment);
        }
        if !self.piece.is_empty() {
            pieces.piece(&self.piece);
            self.piece.clear();
        }
    }

    fn restart(&mut self) {
        self.piece.clear();
        self.comments.clear();
        self.ended = true;
    }
}

/// Whether only blanks stand between the start of the line and byte `at`.
pub(super) fn begins_line(source: &str, at: u32) -> bool {
    let before = &source[..at as usize];
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    before[line..].trim_start_matches('\u{feff}').bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
}
