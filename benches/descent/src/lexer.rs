//! Bytes to words, one at a time.

use memchr::{memchr2, memmem};
use unicode_ident::{is_xid_continue, is_xid_start};
use vsdlint::source::Span;
use vsdlint::syntax::Keyword;
use vsdlint::syntax::tree::{Comment, CommentKind};

/// What a word is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Keyword(Keyword),
    Optional,
    Rework,
    Reply,
    As,
    Is,
    In,
    From,
    To,
    Within,
    Every,
    Runs,
    Or,
    /// A name without quotes.
    Bare,
    /// A text in quotes that is not empty.
    Quoted,
    /// `""`
    Empty,
    /// A text in three quotes.
    Long,
    /// A digit with what is attached to it, perhaps with a minus before it.
    Quantity,
    Comma,
    Dot,
    Open,
    Close,
    /// `@allow`
    Allow,
    OpenParen,
    CloseParen,
    /// The end of the text.
    End,
    /// No word of the language.
    Bad,
}

/// A word: what it is, and 0-based byte offsets.
#[derive(Clone, Copy)]
pub struct Word {
    pub kind: Kind,
    pub start: u32,
    pub end: u32,
}

impl Word {
    pub fn span(self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// Cuts a text into words, and keeps the comments between them.
pub struct Lexer<'a> {
    source: &'a str,
    at: usize,
    pub comments: Vec<Comment>,
}

/// It may stand in a bare name.
const NAME: u8 = 1;
/// It may stand behind the first digit of a quantity.
const QUANTITY: u8 = 2;
/// It needs a closer look in a text in quotes.
const TEXT: u8 = 4;
/// It separates words.
const BLANK: u8 = 8;

/// What each byte may be part of.
const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let letter = byte as u8;
        if letter.is_ascii_alphanumeric() || letter == b'_' {
            table[byte] |= NAME | QUANTITY;
        }
        match letter {
            b'-' => table[byte] |= NAME,
            b'.' | b'%' => table[byte] |= QUANTITY,
            b'"' | b'\\' => table[byte] |= TEXT,
            b'\n' | b'\r' => table[byte] |= TEXT | BLANK,
            b' ' | b'\t' => table[byte] |= BLANK,
            _ => {}
        }
        byte += 1;
    }
    table
};

impl<'a> Lexer<'a> {
    pub fn new(source: &'a str) -> Lexer<'a> {
        let at = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Lexer { source, at, comments: Vec::new() }
    }

    /// The next word.
    #[inline]
    pub fn next(&mut self) -> Word {
        let bytes = self.source.as_bytes();
        loop {
            let start = self.at;
            let Some(&first) = bytes.get(start) else { return self.word(Kind::End, start, start) };
            let (kind, end) = match first {
                b' ' | b'\n' | b'\t' | b'\r' => {
                    self.at = self.skip(start + 1, BLANK);
                    continue;
                }
                b'a'..=b'z' => {
                    let end = self.name_end(start + 1);
                    (reserved(&bytes[start..end]), end)
                }
                b'"' => self.text(start),
                b'A'..=b'Z' => (Kind::Bare, self.name_end(start + 1)),
                b'{' => (Kind::Open, start + 1),
                b'}' => (Kind::Close, start + 1),
                b',' => (Kind::Comma, start + 1),
                b'0'..=b'9' => (Kind::Quantity, self.skip(start + 1, QUANTITY)),
                b'/' => match self.comment(start) {
                    Some(end) => {
                        self.at = end;
                        continue;
                    }
                    None => (Kind::Bad, start + 1),
                },
                b'.' => (Kind::Dot, start + 1),
                b'-' if bytes.get(start + 1).is_some_and(u8::is_ascii_digit) => {
                    (Kind::Quantity, self.skip(start + 2, QUANTITY))
                }
                b'@' => {
                    let end = self.name_end(start + 1);
                    (if &bytes[start + 1..end] == b"allow" { Kind::Allow } else { Kind::Bad }, end)
                }
                b'(' => (Kind::OpenParen, start + 1),
                b')' => (Kind::CloseParen, start + 1),
                128.. => match self.source[start..].chars().next() {
                    Some(letter) if is_xid_start(letter) => {
                        (Kind::Bare, self.name_end(start + letter.len_utf8()))
                    }
                    _ => (Kind::Bad, start + 1),
                },
                _ => (Kind::Bad, start + 1),
            };
            self.at = end;
            return self.word(kind, start, end);
        }
    }

    fn word(&self, kind: Kind, start: usize, end: usize) -> Word {
        Word { kind, start: start as u32, end: end as u32 }
    }

    /// Behind all bytes of this class that follow byte `at`.
    fn skip(&self, at: usize, class: u8) -> usize {
        let rest = self.source.as_bytes().get(at..).unwrap_or_default();
        at + rest.iter().position(|&byte| CLASS[byte as usize] & class == 0).unwrap_or(rest.len())
    }

    /// Behind all letters that may continue the bare name before byte `at`.
    fn name_end(&self, at: usize) -> usize {
        let mut end = self.skip(at, NAME);
        while self.source.as_bytes().get(end).is_some_and(|byte| !byte.is_ascii()) {
            match self.source[end..].chars().next() {
                Some(letter) if is_xid_continue(letter) => end = self.skip(end + letter.len_utf8(), NAME),
                _ => break,
            }
        }
        end
    }

    /// Reads the text whose first quote is at byte `start`.
    fn text(&self, start: usize) -> (Kind, usize) {
        let bytes = self.source.as_bytes();
        let mut at = start + 1;
        loop {
            let rest = &bytes[at..];
            let Some(found) = rest.iter().position(|&byte| CLASS[byte as usize] & TEXT != 0) else {
                return (Kind::Bad, bytes.len());
            };
            at += found;
            match bytes[at] {
                b'"' if at > start + 1 => return (Kind::Quoted, at + 1),
                b'"' if bytes.get(at + 1) == Some(&b'"') => {
                    return match memmem::find(&bytes[at + 2..], b"\"\"\"") {
                        Some(length) => (Kind::Long, at + 2 + length + 3),
                        None => (Kind::Bad, bytes.len()),
                    };
                }
                b'"' => return (Kind::Empty, at + 1),
                b'\\' => match escape(&bytes[at + 1..]) {
                    Some(length) => at += 1 + length,
                    None => return (Kind::Bad, at + 1),
                },
                _ => return (Kind::Bad, at),
            }
        }
    }

    /// Keeps the comment at byte `start`, and gives the offset behind it.
    fn comment(&mut self, start: usize) -> Option<usize> {
        let bytes = self.source.as_bytes();
        let rest = &bytes[start + 2.min(bytes.len() - start)..];
        let (kind, last, end) = match bytes.get(start + 1)? {
            b'/' => {
                let end = memchr2(b'\n', b'\r', rest).map_or(bytes.len(), |length| start + 2 + length);
                let is_doc = rest.first() == Some(&b'/') && rest.get(1) != Some(&b'/');
                (if is_doc { CommentKind::Doc } else { CommentKind::Line }, end, end)
            }
            b'*' => {
                let end = start + 2 + memmem::find(rest, b"*/")? + 2;
                (CommentKind::Block, end, end)
            }
            _ => return None,
        };
        self.comments.push(Comment { span: Span::new(start as u32, last as u32), kind });
        Some(end)
    }
}

/// Length in bytes of the escape in `text`, which begins behind its backslash.
fn escape(text: &[u8]) -> Option<usize> {
    match text.first()? {
        b'"' | b'\\' | b'n' | b't' => Some(1),
        b'u' => {
            let digits = text[1..].strip_prefix(b"{")?;
            let count = digits.iter().take(7).take_while(|digit| digit.is_ascii_hexdigit()).count();
            let number = digits[..count]
                .iter()
                .try_fold(0, |sum, &digit| Some(sum * 16 + (digit as char).to_digit(16)?));
            let is_character = (1..=6).contains(&count) && char::from_u32(number?).is_some();
            (is_character && digits.get(count) == Some(&b'}')).then_some(count + 3)
        }
        _ => None,
    }
}

/// What a word in letters is.
fn reserved(word: &[u8]) -> Kind {
    use Keyword::*;
    match word.len() {
        2 => match word {
            b"to" => Kind::To,
            b"in" => Kind::In,
            b"as" => Kind::As,
            b"or" => Kind::Or,
            b"is" => Kind::Is,
            _ => Kind::Bare,
        },
        4 => match word {
            b"from" => Kind::From,
            b"step" => Kind::Keyword(Step),
            b"uses" => Kind::Keyword(Uses),
            b"item" => Kind::Keyword(Item),
            b"role" => Kind::Keyword(Role),
            b"runs" => Kind::Runs,
            b"link" => Kind::Keyword(Link),
            _ => Kind::Bare,
        },
        5 => match word {
            b"input" => Kind::Keyword(Input),
            b"every" => Kind::Every,
            b"reply" => Kind::Reply,
            _ => Kind::Bare,
        },
        6 => match word {
            b"output" => Kind::Keyword(Output),
            b"within" => Kind::Within,
            b"stream" => Kind::Keyword(Stream),
            b"rework" => Kind::Rework,
            _ => Kind::Bare,
        },
        7 => match word {
            b"purpose" => Kind::Keyword(Purpose),
            b"trigger" => Kind::Keyword(Trigger),
            b"outcome" => Kind::Keyword(Outcome),
            _ => Kind::Bare,
        },
        8 => match word {
            b"practice" => Kind::Keyword(Practice),
            b"optional" => Kind::Optional,
            b"activity" => Kind::Keyword(Activity),
            b"informed" => Kind::Keyword(Informed),
            _ => Kind::Bare,
        },
        9 => match word {
            b"lead_time" => Kind::Keyword(LeadTime),
            b"consulted" => Kind::Keyword(Consulted),
            _ => Kind::Bare,
        },
        10 if word == b"repository" => Kind::Keyword(Repository),
        11 => match word {
            b"responsible" => Kind::Keyword(Responsible),
            b"accountable" => Kind::Keyword(Accountable),
            b"stakeholder" => Kind::Keyword(Stakeholder),
            b"working_day" => Kind::Keyword(WorkingDay),
            _ => Kind::Bare,
        },
        12 => match word {
            b"process_time" => Kind::Keyword(ProcessTime),
            b"organisation" | b"organization" => Kind::Keyword(Organisation),
            _ => Kind::Bare,
        },
        21 if word == b"complete_and_accurate" => Kind::Keyword(CompleteAndAccurate),
        _ => Kind::Bare,
    }
}
