//! What stands before the place where something is being written, and so what may stand there.

use crate::source::Span;
use crate::source::lines::{has_line_end, line_end, line_start};
use crate::syntax::keyword::{Body, Context, Keyword, Preposition, Subject};
use crate::syntax::splitter::Pieces;
use crate::syntax::token::{Kind, Token};
use crate::syntax::words::unquote;
use crate::syntax::{StatementFlags, parse_beside};

/// What is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Nothing that could be known: a comment, a text, a new name.
    Nothing,
    /// A statement.
    Statement,
    /// A keyword behind `optional` or `rework`.
    Modified(StatementFlags),
    /// Something behind a name: one of these words, `or`, or a block.
    Behind {
        /// The clauses that may follow.
        joints: Vec<Preposition>,
        /// Whether `or` may follow.
        either: bool,
    },
    /// A rule in an `@allow`.
    Rules,
    /// A period, behind `every`.
    Period,
    /// A name.
    Name(Wanted),
}

/// Which name is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// An item that flows, by this keyword.
    Item(Keyword),
    /// An end of a flow: its keyword and the names of its items, without quotes.
    End(Keyword, Vec<String>),
    /// A step of the stream with this name.
    StepOf(String),
    /// One of the six activities.
    Activity,
    /// A stream.
    Stream,
    /// A broader item.
    Broader,
    /// A practice.
    Practice,
    /// A role.
    Role,
    /// The name of something new, which may be spoken of already.
    New(Keyword),
}

/// The place where something is being written.
#[derive(Clone, Debug)]
pub struct Here {
    /// What is being written already.
    pub replaced: Span,
    /// What is to be written.
    pub slot: Slot,
    /// The word before its keyword.
    pub modifier: StatementFlags,
    /// The block around it.
    pub context: Context,
    /// Where the statement of that block begins, as a byte.
    pub block: Option<u32>,
    /// Whether the statement that is being written takes a block.
    pub body: Option<Body>,
    /// Whether an `@` stands before it.
    pub is_at_sign: bool,
}

impl Here {
    /// The place behind `before`, which is the beginning of `text`.
    pub fn find(text: &str, before: &str) -> Here {
        let (start, in_quotes) = word_start(before);
        let end = before.len() + word_end(&text[before.len()..], in_quotes);
        let prefix = &before[..start];
        let mut here = Here {
            replaced: Span::new(start as u32, end as u32),
            slot: Slot::Nothing,
            modifier: StatementFlags::default(),
            context: Context::File,
            block: None,
            body: None,
            is_at_sign: prefix.ends_with('@'),
        };
        let mut reading = Reading::default();
        let tree = parse_beside(prefix, &mut reading);
        let in_comment = tree.comments.last().is_some_and(|comment| {
            let text = &prefix[comment.span.range()];
            comment.span.end as usize == prefix.len() && (text.starts_with("//") || !text.ends_with("*/"))
        });
        (here.context, here.block) = reading
            .blocks
            .last()
            .map_or((Context::File, None), |&(block, at)| (Context::Block(block), Some(at)));
        here.slot = if in_comment {
            Slot::Nothing
        } else if in_allow(prefix) {
            if in_quotes { Slot::Nothing } else { Slot::Rules }
        } else if here.is_at_sign {
            Slot::Statement
        } else {
            here.follows(prefix, &reading.last, in_quotes)
        };
        here
    }

    /// What may follow the tokens of an unfinished statement.
    fn follows(&mut self, prefix: &str, tokens: &[Token], in_quotes: bool) -> Slot {
        let text = |token: &Token| &prefix[token.start as usize..token.end as usize];
        let name = |token: &Token| unquote(text(token)).into_owned();
        let keyword = tokens.iter().find_map(|token| match token.kind {
            Kind::Keyword(keyword) => Some(keyword),
            _ => None,
        });
        if let Some(&Token { kind: Kind::Modifier(modifier), .. }) = tokens.first() {
            self.modifier = modifier;
        }
        let Some(last) = tokens.last() else {
            return if in_quotes { Slot::Nothing } else { Slot::Statement };
        };
        let Some(keyword) = keyword else {
            if let Kind::Modifier(modifier) = last.kind {
                return Slot::Modified(modifier);
            }
            return if in_quotes { Slot::Nothing } else { Slot::Statement };
        };
        let joint = tokens.iter().rev().find_map(|token| match token.kind {
            Kind::Preposition(joint) => Some(joint),
            _ => None,
        });
        let items = || {
            let first = tokens.iter().skip_while(|token| !matches!(token.kind, Kind::Keyword(_))).skip(1);
            let items = first.take_while(|token| !matches!(token.kind, Kind::Preposition(_)));
            items.filter(|token| matches!(token.kind, Kind::Quoted | Kind::Bare)).map(name).collect()
        };
        let wanted = |joint: Option<Preposition>| match joint {
            Some(Preposition::From | Preposition::To) => Slot::Name(Wanted::End(keyword, items())),
            Some(Preposition::In) => Slot::Name(Wanted::Activity),
            Some(Preposition::Runs) => Slot::Name(Wanted::Stream),
            Some(Preposition::Is) => Slot::Name(Wanted::Broader),
            Some(Preposition::Every) => Slot::Period,
            Some(Preposition::As | Preposition::Within) => Slot::Nothing,
            None => match keyword.subject(self.context) {
                Subject::Items => Slot::Name(Wanted::Item(keyword)),
                Subject::Names if keyword == Keyword::Practice => Slot::Name(Wanted::Practice),
                Subject::Names if keyword == Keyword::Uses => Slot::Nothing,
                Subject::Names => Slot::Name(Wanted::Role),
                Subject::Name if keyword == Keyword::Activity => Slot::Name(Wanted::Activity),
                Subject::Name => Slot::Name(Wanted::New(keyword)),
                Subject::LongText | Subject::Text | Subject::Duration | Subject::Percentage => Slot::Nothing,
            },
        };
        // A dot that no step follows yet is none to the grammar.
        if let Some(behind) = prefix.strip_suffix('.')
            && let Some(stream) = tokens.iter().find(|token| token.end as usize == behind.len())
        {
            return Slot::Name(Wanted::StepOf(name(stream)));
        }
        match last.kind {
            Kind::Keyword(_) | Kind::Preposition(_) | Kind::Comma | Kind::Either => wanted(joint),
            _ if in_quotes => Slot::Nothing,
            // What begins a line is another statement.
            _ if has_line_end(&prefix[last.end as usize..]) => Slot::Statement,
            _ => {
                self.body = Some(keyword.body(self.context));
                let clauses = keyword.clauses(self.context);
                let passed = joint.and_then(|joint| clauses.iter().position(|&other| other == joint));
                let joints = clauses[passed.map_or(0, |at| at + 1)..].to_vec();
                let either = joint.is_none()
                    && keyword.subject(self.context) == Subject::Items
                    && !text_between_commas(prefix, tokens);
                Slot::Behind { joints, either }
            }
        }
    }
}

/// Whether commas already separate what a statement speaks of, so that `or` cannot.
fn text_between_commas(prefix: &str, tokens: &[Token]) -> bool {
    let mut pairs = tokens.iter().zip(tokens.iter().skip(1));
    pairs.any(|(one, next)| {
        one.end <= next.start && prefix[one.end as usize..next.start as usize].contains(',')
    })
}

/// Where the word begins that ends with `before`, and whether it stands in quotes, which are part of it.
fn word_start(before: &str) -> (usize, bool) {
    let line = line_start(before, before.len());
    let mut open = None;
    let mut letters = before[line..].char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => open = if open.is_some() { None } else { Some(line + at) },
            '\\' if open.is_some() => _ = letters.next(),
            // What follows is a comment, and not of this place's making.
            '/' if open.is_none() && before[line + at..].starts_with("//") => break,
            _ => {}
        }
    }
    if let Some(open) = open {
        return (open, true);
    }
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    (before.rfind(|letter| !is_part(letter)).map_or(0, |at| at + next_letter(before, at)), false)
}

fn next_letter(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// How many bytes of `after` belong to the word before it: the rest of the word, or all up to a closing quotation mark
/// that stands in the same line before any other.
fn word_end(after: &str, in_quotes: bool) -> usize {
    if in_quotes {
        let line = &after[..line_end(after, 0)];
        return match line.find('"') {
            // An odd number of them: the first one closes what is being written.
            Some(at) if line.matches('"').count() % 2 == 1 => at + 1,
            _ => 0,
        };
    }
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    after.find(|letter| !is_part(letter)).unwrap_or(after.len())
}

/// Whether an `@allow(` is open at the end of `prefix`.
fn in_allow(prefix: &str) -> bool {
    prefix.rfind("@allow").is_some_and(|at| {
        let rest = prefix[at + "@allow".len()..].trim_start();
        rest.starts_with('(') && !rest.contains([')', '}', '{'])
    })
}

/// The blocks that are open at the end of a text, and the tokens of its last statement.
#[derive(Default)]
struct Reading {
    blocks: Vec<(Keyword, u32)>,
    last: Vec<Token>,
}

impl Pieces for Reading {
    fn comment(&mut self, _: Token) {}

    fn piece(&mut self, tokens: &[Token]) {
        self.last.clear();
        let keyword = tokens.iter().find_map(|token| match token.kind {
            Kind::Keyword(keyword) => Some(keyword),
            _ => None,
        });
        match tokens.last().map(|token| token.kind) {
            Some(Kind::Open) => {
                let start = tokens.first().map_or(0, |first| first.start);
                self.blocks.extend(keyword.map(|keyword| (keyword, start)));
            }
            Some(Kind::Close) => _ = self.blocks.pop(),
            Some(Kind::EndParen) => {}
            _ => {
                let written = tokens.iter().filter(|token| token.kind != Kind::Missing);
                self.last.extend(written.copied());
            }
        }
    }
}
