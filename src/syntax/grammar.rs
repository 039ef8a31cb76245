//! The text as words: the only place that knows pest.
//!
//! Large files are parsed in chunks, so that the parser's queue stays in the cache and small. A chunk ends anywhere;
//! the last piece in it may be cut off, so it is read again with the next chunk.

use pest::Parser;

use crate::syntax::pieces::Pieces;
use crate::syntax::shape::{Shape, Word};
use crate::syntax::token::{Kind, Token, reserved};

/// The parser that pest derives from the grammar.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/vsd.pest"]
struct Grammar;

/// How much is parsed at once: the queue for this much fits into the second-level cache.
const CHUNK: usize = 64 * 1024;

/// Reads `source` from byte `start` to its end and hands every piece to `pieces`.
pub(super) fn read(source: &str, start: usize, pieces: &mut impl Pieces) {
    let mut shape = Shape::new(source);
    let mut start = start;
    let mut size = CHUNK;
    while start < source.len() {
        let end = chunk_end(source, start + size);
        read_chunk(source, start, end, &mut shape, pieces);
        if end == source.len() {
            shape.finish(end as u32);
            shape.pieces.flush(pieces);
            return;
        }
        // What the chunk cut off is read again, with more behind it.
        match shape.restart() {
            Some(first) if first as usize > start => {
                start = first as usize;
                size = CHUNK;
            }
            _ => size *= 2,
        }
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

fn read_chunk(source: &str, start: usize, end: usize, shape: &mut Shape<'_>, pieces: &mut impl Pieces) {
    // The grammar is total, so it never fails; were it to, the text would be reported as unread.
    let Ok(pairs) = Grammar::parse(Rule::file, &source[start..end]) else { return };
    let mut from = 0;
    // No word holds another: its start is followed by its end.
    for token in pairs.tokens() {
        match token {
            pest::Token::Start { pos, .. } => from = pos.pos(),
            pest::Token::End { rule: Rule::file, .. } => {}
            pest::Token::End { rule, pos } => {
                let (from, to) = ((start + from) as u32, (start + pos.pos()) as u32);
                match word(rule, &source[from as usize..to as usize]) {
                    Word::Plain(kind) if kind.is_comment() => {
                        shape.pieces.comment(Token { kind, start: from, end: to });
                    }
                    word => shape.word(word, from, to, pieces),
                }
            }
        }
    }
}

/// What `text`, which the grammar reads as `rule`, is.
fn word(rule: Rule, text: &str) -> Word {
    Word::Plain(match rule {
        Rule::word => reserved(text).unwrap_or(Kind::Bare),
        Rule::quoted => Kind::Quoted,
        Rule::comma => return Word::Comma,
        Rule::open => Kind::Open,
        Rule::close => Kind::Close,
        Rule::quantity => Kind::Quantity,
        Rule::dot => return Word::Dot,
        Rule::at => Kind::Allow,
        Rule::allow_word => Kind::AllowWord,
        Rule::paren => return Word::Paren,
        Rule::end_paren => return Word::EndParen,
        Rule::long => Kind::Long,
        Rule::unclosed_long => Kind::UnclosedLong,
        Rule::empty => Kind::Empty,
        Rule::unclosed => Kind::Unclosed,
        Rule::line_comment => Kind::LineComment,
        Rule::block_comment => Kind::BlockComment,
        Rule::unclosed_comment => Kind::UnclosedComment,
        _ => Kind::Junk,
    })
}
