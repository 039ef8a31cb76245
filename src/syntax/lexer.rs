//! The text as words: the only place that knows pest.
//!
//! Large files are parsed in chunks, so that the parser's queue stays in the cache and small. A chunk ends anywhere;
//! the last piece in it may be cut off, so it is read again with the next chunk.

use memchr::memchr;
use pest::Parser;

use crate::syntax::classifier::{Classifier, Word};
use crate::syntax::splitter::Pieces;
use crate::syntax::token::{Kind, Token, reserved};

/// The parser that pest derives from the grammar.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/vsd.pest"]
struct Grammar;

/// How much is parsed at once: the queue for this much fits into the second-level cache.
const CHUNK: usize = 64 * 1024;

/// Reads `source` from byte `start` to its end and hands every piece to `pieces`.
pub(super) fn read(source: &str, start: usize, pieces: &mut impl Pieces) {
    let mut classifier = Classifier::new(source);
    let mut start = start;
    let mut size = CHUNK;
    while start < source.len() {
        let end = chunk_end(source, start + size);
        read_chunk(source, start, end, &mut classifier, pieces);
        if end == source.len() {
            classifier.finish(end as u32);
            classifier.pieces.flush(pieces);
            return;
        }
        // What the chunk cut off is read again, with more behind it.
        match classifier.restart() {
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

fn read_chunk(
    source: &str,
    start: usize,
    end: usize,
    classifier: &mut Classifier<'_>,
    pieces: &mut impl Pieces,
) {
    // The grammar is total, so it never fails; were it to, the text would be reported as unread.
    let Ok(pairs) = Grammar::parse(Rule::file, &source[start..end]) else { return };
    let mut from = start;
    let mut read = start;
    // No word holds another: its start is followed by its end.
    for token in pairs.tokens() {
        match token {
            pest::Token::Start { pos, .. } => from = start + pos.pos(),
            pest::Token::End { rule: Rule::file, .. } => {}
            pest::Token::End { rule, pos } => {
                signs(source, read, from, classifier, pieces);
                read = start + pos.pos();
                words(rule, source, from, read, classifier, pieces);
            }
        }
    }
    signs(source, read, end, classifier, pieces);
}

/// What stands between two words: blanks, and signs of one byte, which the grammar does not tell apart.
fn signs(source: &str, from: usize, to: usize, classifier: &mut Classifier<'_>, pieces: &mut impl Pieces) {
    for (at, byte) in (from..to).zip(&source.as_bytes()[from..to]) {
        let sign = match byte {
            b'{' => Word::Plain(Kind::Open),
            b'}' => Word::Plain(Kind::Close),
            b',' => Word::Comma,
            _ => continue,
        };
        classifier.word(sign, at as u32, at as u32 + 1, pieces);
    }
}

/// What stands from byte `from` to `to`, which the grammar reads as `rule`.
fn words(
    rule: Rule,
    source: &str,
    from: usize,
    to: usize,
    classifier: &mut Classifier<'_>,
    pieces: &mut impl Pieces,
) {
    let text = &source[from..to];
    let (start, end) = (from as u32, to as u32);
    let word = match rule {
        Rule::phrase => return phrase(text, start, classifier, pieces),
        Rule::word => Word::Plain(reserved(text).unwrap_or(Kind::Bare)),
        Rule::quoted => Word::Plain(Kind::Quoted),
        Rule::quantity => Word::Plain(Kind::Quantity),
        Rule::dot => Word::Dot,
        Rule::at => Word::Plain(Kind::Allow),
        Rule::allow_word => Word::Plain(Kind::AllowWord),
        Rule::paren => Word::Paren,
        Rule::end_paren => Word::EndParen,
        Rule::long => Word::Plain(Kind::Long),
        Rule::unclosed_long => Word::Plain(Kind::UnclosedLong),
        Rule::empty => Word::Plain(Kind::Empty),
        Rule::unclosed => Word::Plain(Kind::Unclosed),
        Rule::line_comment => {
            return classifier.pieces.comment(Token { kind: Kind::LineComment, start, end });
        }
        Rule::block_comment => {
            return classifier.pieces.comment(Token { kind: Kind::BlockComment, start, end });
        }
        Rule::unclosed_comment => {
            return classifier.pieces.comment(Token { kind: Kind::UnclosedComment, start, end });
        }
        _ => Word::Plain(Kind::Junk),
    };
    classifier.word(word, start, end, pieces);
}

/// A keyword, modifier or joint, a blank, and what stands behind it, if anything does. `text` begins at byte `start`.
fn phrase(text: &str, start: u32, classifier: &mut Classifier<'_>, pieces: &mut impl Pieces) {
    let length = memchr(b' ', text.as_bytes()).unwrap_or(text.len() - 1);
    let (keyword, rest) = (&text[..length], &text[length + 1..]);
    let kind = match rest.as_bytes().first() {
        None => None,
        Some(b'"') => Some(Kind::Quoted),
        Some(b'-' | b'0'..=b'9') => Some(Kind::Quantity),
        Some(_) => Some(reserved(rest).unwrap_or(Kind::Bare)),
    };
    let middle = start + length as u32;
    classifier.word(Word::Plain(reserved(keyword).unwrap_or(Kind::Bare)), start, middle, pieces);
    if let Some(kind) = kind {
        classifier.word(Word::Plain(kind), middle + 1, start + text.len() as u32, pieces);
    }
}
