//! What follows the keyword of a statement, read strictly: the grammar takes anything, this says what is wrong with it.

mod clauses;
mod example;
mod list;
mod names;
mod subjects;
mod unexpected;
mod values;

use crate::source::Span;
use crate::source::lines::LINE_ENDS;
use crate::syntax::error::{SyntaxError, excerpt, junk_error};
use crate::syntax::flags::StatementFlags;
use crate::syntax::ids::TermId;
use crate::syntax::keyword::{Body, Context, Keyword, Preposition, Subject, with_article};
use crate::syntax::token::{Kind, Token};
use crate::syntax::tree::Tree;

use example::example;
use list::{List, Member};

/// A statement stands for at most so many flows: one for each of its items at each of its ends. Without this bound a
/// list of items and a list of ends would ask for room in proportion to the product of both.
const MOST_FLOWS: usize = 1024;

/// The parser of one statement's operands. Terms go to the tree; the first error is kept.
pub(super) struct Operands<'a> {
    source: &'a str,
    tree: &'a mut Tree,
    keyword: Keyword,
    context: Context,
    /// The keyword's place.
    head: Span,
    /// What was read: alias, alternatives, `within`.
    pub flags: StatementFlags,
    /// Index of the first term of the clause.
    pub clause: TermId,
    /// Byte offset behind the last word.
    pub end: u32,
    /// The brace that opens the block.
    pub brace: Option<Span>,
    /// What cannot be read.
    pub error: Option<SyntaxError>,
}

impl<'a> Operands<'a> {
    pub(super) fn new(
        source: &'a str,
        tree: &'a mut Tree,
        keyword: Keyword,
        context: Context,
        head: Span,
    ) -> Self {
        let clause = tree.next_term();
        let (flags, end) = (StatementFlags::default(), head.end);
        Operands { source, tree, keyword, context, head, flags, clause, end, brace: None, error: None }
    }

    pub(super) fn read(&mut self, tokens: &[Token]) {
        let mut rest = tokens;
        let first = self.tree.next_term();
        let list = self.list(&mut rest);
        self.subject(&list, rest);
        self.clause = self.tree.next_term();
        let mut last: Option<Preposition> = None;
        while let [token, more @ ..] = rest {
            rest = more;
            match token.kind {
                Kind::Open => {
                    self.end = token.end;
                    self.open(*token);
                }
                Kind::Preposition(preposition) => {
                    self.end = token.end;
                    self.clause(preposition, span(*token), &mut last, &mut rest);
                }
                Kind::Unknown if self.error.is_none() => self.unknown(*token, &list, &mut last, &mut rest),
                Kind::Loose if self.error.is_none() => self.loose(&list, rest),
                Kind::Junk if self.error.is_none() => {
                    let text = excerpt(self.text(*token));
                    self.fail(junk_error(span(*token), &text));
                }
                Kind::Either if self.error.is_none() => {
                    self.fail(
                        SyntaxError::new(span(*token), "`or` stands between two items")
                            .label("nothing to choose from"),
                    );
                }
                _ => self.mention(*token),
            }
        }
        if self.error.is_none() && self.brace.is_none() && self.keyword.body(self.context) == Body::Required {
            let error = SyntaxError::new(Span::new(self.end, self.end), "expected `{`")
                .label(format!("the block of this {} is missing", self.keyword.word()))
                .help(format!("an empty one is written `{{ }}`: {}", example(self.keyword)));
            let (place, brace) = opening(self.source, self.end);
            self.fail(error.may_fix(place, brace));
        }
        self.count_flows(first);
    }

    /// Fails if the statement, whose first term is `first`, stands for too many flows.
    fn count_flows(&mut self, first: TermId) {
        if self.keyword.subject(self.context) != Subject::Items {
            return;
        }
        let [first, clause, end] = [first, self.clause, self.tree.next_term()].map(TermId::index);
        // The last term of a clause may be a time.
        let (items, ends) =
            (clause - first, end - clause - usize::from(self.flags.has(StatementFlags::TIMED)));
        if items.saturating_mul(ends) <= MOST_FLOWS {
            return;
        }
        let message = format!("{items} items and {ends} ends are {} flows", items.saturating_mul(ends));
        let error = SyntaxError::new(self.head, message)
            .label(format!("one statement stands for at most {MOST_FLOWS}"))
            .help("write several statements, each with the items that go the same way");
        self.fail(error);
    }

    fn text(&self, token: Token) -> &'a str {
        &self.source[token.start as usize..token.end as usize]
    }

    fn fail(&mut self, error: SyntaxError) {
        self.error.get_or_insert(error);
    }

    fn open(&mut self, token: Token) {
        self.brace = Some(span(token));
        if self.keyword.body(self.context) == Body::None {
            let word = self.keyword.word();
            self.fail(SyntaxError::new(span(token), format!("{} has no block", with_article(word))));
        }
    }
}

fn span(token: Token) -> Span {
    Span::new(token.start, token.end)
}

/// What opens the block of a statement that ends at byte `end`, and where it belongs.
pub(super) fn opening(source: &str, end: u32) -> (Span, &'static str) {
    // The blank before a brace that was deleted may still stand there.
    let rest = &source[end as usize..];
    let has_blank = rest.strip_prefix(' ').is_some_and(|rest| rest.is_empty() || rest.starts_with(LINE_ENDS));
    if has_blank { (Span::new(end + 1, end + 1), "{") } else { (Span::new(end, end), " {") }
}

/// Length in bytes of the word that ends at byte `end`.
fn last_word(source: &str, end: u32) -> u32 {
    let before = &source[..end as usize];
    let word =
        before.trim_end_matches(|letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-'));
    let length = (before.len() - word.len()) as u32;
    // Behind a sign, point at the sign.
    if length == 0 { before.chars().next_back().map_or(0, |last| last.len_utf8() as u32) } else { length }
}
