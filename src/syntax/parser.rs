//! Pieces to tree: pairs the braces, decides where a statement may stand, and goes on after what cannot be read.

mod blocks;
mod unreadable;

use crate::similarity::nearest_keyword;
use crate::source::Span;
use crate::syntax::allow::{read_allow, rules_of};
use crate::syntax::error::SyntaxError;
use crate::syntax::flags::StatementFlags;
use crate::syntax::ids::StatementId;
use crate::syntax::keyword::{Body, Context, Keyword, home, with_article};
use crate::syntax::lexer;
use crate::syntax::operands::{Operands, opening};
use crate::syntax::splitter::{Pieces, begins_line};
use crate::syntax::token::{Kind, Token};
use crate::syntax::tree::{Allow, Comment, CommentKind, Statement, Tree};

use unreadable::Skipped;
pub(super) use unreadable::mention;

/// Reads one text.
pub(super) fn read(source: &str) -> Tree {
    let mut parser = Parser::new(source);
    lexer::read(source, start(source), &mut parser);
    parser.finish()
}

/// Reads one text, and hands every piece of it to `other` as well.
pub(super) fn read_beside(source: &str, other: &mut impl Pieces) -> Tree {
    let mut both = Both(Parser::new(source), other);
    lexer::read(source, start(source), &mut both);
    both.0.finish()
}

/// Where a text begins, behind its byte-order mark.
fn start(source: &str) -> usize {
    if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Two that take the same pieces.
struct Both<A, B>(A, B);

impl<A: Pieces, B: Pieces> Pieces for Both<A, &mut B> {
    fn comment(&mut self, token: Token) {
        self.0.comment(token);
        self.1.comment(token);
    }

    fn piece(&mut self, tokens: &[Token]) {
        self.0.piece(tokens);
        self.1.piece(tokens);
    }
}

/// A block that is not closed yet.
struct Block {
    statement: StatementId,
    keyword: Keyword,
    brace: Span,
}

struct Parser<'a> {
    source: &'a str,
    tree: Tree,
    blocks: Vec<Block>,
    skipped: Option<Skipped>,
    /// After a broken statement, until a closing brace or a keyword that begins a line.
    recovering: bool,
    /// A misspelt `optional`, `rework` or `reply`, which belongs to the next flow.
    modifier: Option<(StatementFlags, u32)>,
    /// How many of the last `@allow`s have met no statement yet.
    waiting_allows: usize,
    /// How many more braces the text opens than it closes; counted when first asked for.
    surplus: Option<i64>,
    /// A comment or text that is never closed took the rest of the file with it, closing braces included.
    swallowed: bool,
    /// Byte offset behind the last block that ended.
    closed: u32,
}

impl Pieces for Parser<'_> {
    fn comment(&mut self, token: Token) {
        let span = Span::new(token.start, token.end);
        let text = &self.source[span.range()];
        let kind = match token.kind {
            Kind::LineComment if text.starts_with("///") && !text.starts_with("////") => CommentKind::Doc,
            Kind::LineComment => CommentKind::Line,
            _ => CommentKind::Block,
        };
        if token.kind == Kind::UnclosedComment {
            let error =
                SyntaxError::new(Span::new(token.start, token.start + 2), "this comment is never closed")
                    .label("it begins here and runs to the end of the file")
                    .help("write `*/` where the comment ends; a comment does not hold another");
            self.tree.errors.push(error);
            self.mark_open();
            self.swallowed = true;
        }
        let trimmed = text.trim_end_matches('\r').len() as u32;
        self.tree.comments.push(Comment { span: Span::new(span.start, span.start + trimmed), kind });
    }

    fn piece(&mut self, tokens: &[Token]) {
        let Some(&head) = tokens.first() else { return };
        self.swallowed |= tokens.last().is_some_and(|token| token.kind == Kind::UnclosedLong);
        if self.skipped.is_some() {
            return self.skip(tokens);
        }
        match head.kind {
            Kind::Close => self.close(head),
            Kind::Allow => self.allow(tokens),
            Kind::Keyword(_) | Kind::Modifier(_) => {
                if self.recovering && !begins_line(self.source, head.start) {
                    self.pass_over(tokens);
                } else {
                    self.statement(tokens);
                }
            }
            Kind::Unknown => self.unknown(tokens),
            _ => self.unexpected(tokens),
        }
    }
}

impl<'a> Parser<'a> {
    fn new(source: &'a str) -> Parser<'a> {
        Parser {
            source,
            tree: Tree::for_text(source.len()),
            blocks: Vec::new(),
            skipped: None,
            recovering: false,
            modifier: None,
            waiting_allows: 0,
            surplus: None,
            swallowed: false,
            closed: 0,
        }
    }

    fn text(&self, token: Token) -> &'a str {
        &self.source[token.start as usize..token.end as usize]
    }

    fn context(&self) -> Context {
        self.blocks.last().map_or(Context::File, |block| Context::Block(block.keyword))
    }

    /// Marks the innermost block as one that holds something unreadable.
    fn mark_open(&mut self) {
        if let Some(block) = self.blocks.last() {
            self.tree[block.statement].flags.set(StatementFlags::INCOMPLETE);
        }
    }

    fn error(&mut self, error: SyntaxError) {
        self.tree.errors.push(error);
    }

    // ── Statements ──────────────────────────────────────────────────────────────────────────────

    fn statement(&mut self, tokens: &[Token]) {
        self.recovering = false;
        let head = tokens[0];
        let (flags, rest) = match head.kind {
            Kind::Modifier(flags) => (flags, &tokens[1..]),
            _ => (StatementFlags::default(), tokens),
        };
        match rest.first() {
            Some(word @ &Token { kind: Kind::Keyword(keyword), .. }) => {
                self.read_as(keyword, flags, head.start, *word, &rest[1..]);
            }
            _ => {
                let word = self.text(head);
                let span = Span::new(head.start, head.end);
                let bearers: &[&str] =
                    if Keyword::Output.takes(flags) { &["input", "output"] } else { &["input"] };
                let followers = bearers.join("` or `");
                let message = format!("`{word}` must be followed by `{followers}`");
                let examples: Vec<String> = bearers.iter().map(|next| format!("`{word} {next} …`")).collect();
                let error = SyntaxError::new(span, message).help(format!("write {}", examples.join(" or ")));
                // The word behind it may be one of them, misspelt.
                let next = rest.first().filter(|next| matches!(next.kind, Kind::Bare | Kind::Unknown));
                let meant = next.and_then(|next| {
                    Some((next, nearest_keyword(self.text(*next), bearers.iter().copied())?))
                });
                let error = match meant {
                    Some((next, meant)) => {
                        let place = Span::new(next.start, next.end);
                        error.related(place, format!("did you mean `{meant}`?")).may_fix(place, meant)
                    }
                    None => error,
                };
                self.broken(Keyword::Input, tokens, error);
            }
        }
    }

    /// Reads a statement with `keyword`, which `word` is or was meant to be. It starts at byte `start`.
    fn read_as(
        &mut self,
        keyword: Keyword,
        mut flags: StatementFlags,
        start: u32,
        word: Token,
        rest: &[Token],
    ) {
        let span = Span::new(word.start, word.end);
        let mut start = start;
        if let Some((misspelt, at)) = self.modifier.take() {
            flags.set(misspelt);
            start = at;
        }
        if !keyword.takes(flags) {
            let (modifier, bearers, expected) = match flags {
                StatementFlags::OPTIONAL => {
                    ("optional", "an input or output", "expected `input` or `output`")
                }
                StatementFlags::REPLY => ("reply", "an input", "expected `input`"),
                _ => ("rework", "an input", "expected `input`"),
            };
            let message = format!("only {bearers} is `{modifier}`, not {}", with_article(keyword.word()));
            return self.broken(keyword, rest, SyntaxError::new(span, message).label(expected));
        }
        if !self.context().allows(keyword) && !self.close_until(keyword) {
            let message = match self.context() {
                Context::File => format!("`{}` cannot stand outside a block", keyword.word()),
                Context::Block(block) if block == keyword => {
                    format!("{} cannot stand in another", with_article(keyword.word()))
                }
                context => format!("`{}` cannot stand {}", keyword.word(), context.phrase()),
            };
            let error = SyntaxError::new(span, message).help(format!("it belongs {}", home(keyword)));
            let error = match (self.unopened(keyword), self.blocks.last()) {
                (Some(end), _) => {
                    let (place, brace) = opening(self.source, end);
                    error.related(place, "`{` is missing here").may_fix(place, brace)
                }
                (None, Some(block)) => {
                    error.related(block.brace, format!("the {} begins here", block.keyword.word()))
                }
                (None, None) => error,
            };
            return self.broken(keyword, rest, error);
        }
        let context = self.context();
        let index = self.tree.next_statement();
        let first_term = self.tree.next_term();
        let mut operands = Operands::new(self.source, &mut self.tree, keyword, context, span);
        operands.read(rest);
        let Operands { flags: read, clause, end, brace, error, .. } = operands;
        flags.set(read);
        let span = Span::new(start, end);
        let statement = Statement { span, terms: first_term, clause, next: index.after(1), keyword, flags };
        self.push(statement);
        if let Some(error) = error {
            self.error(error);
            self.mark_open();
            self.recovering = true;
            let named = self.tree.subject(index).is_some_and(|name| name.symbol().is_some());
            let keeps = keyword.body(context) != Body::None && named;
            let all_terms = self.tree.next_term();
            let statement = &mut self.tree[index];
            if keeps {
                statement.flags.set(StatementFlags::INCOMPLETE);
            } else {
                (statement.flags, statement.clause) = (StatementFlags::HAS_ERROR, all_terms);
                if let Some(brace) = brace {
                    self.skipped = Some(Skipped { brace, depth: 1 });
                }
                return;
            }
        }
        if let Some(brace) = brace {
            self.recovering = false;
            self.tree[index].flags.set(StatementFlags::BLOCK);
            self.blocks.push(Block { statement: index, keyword, brace });
        }
    }

    /// Where the statement before ends, if it could have a block, has none, and a statement with `keyword` may stand in it.
    fn unopened(&self, keyword: Keyword) -> Option<u32> {
        let last = self.tree.statements.last()?;
        let could_have = last.keyword.body(self.context()) != Body::None
            && !last.flags.has(StatementFlags::BLOCK)
            && !last.flags.has(StatementFlags::HAS_ERROR);
        (could_have && Context::Block(last.keyword).allows(keyword)).then_some(last.span.end)
    }

    fn push(&mut self, statement: Statement) {
        let index = self.tree.next_statement();
        let allows = self.tree.allows.len();
        for allow in &mut self.tree.allows[allows - self.waiting_allows..] {
            allow.target = Some(index);
        }
        self.waiting_allows = 0;
        self.tree.statements.push(statement);
    }

    // ── @allow ──────────────────────────────────────────────────────────────────────────────────

    fn allow(&mut self, tokens: &[Token]) {
        if self.recovering && !begins_line(self.source, tokens[0].start) {
            return self.pass_over(tokens);
        }
        self.recovering = false;
        match read_allow(self.source, tokens) {
            Ok(allow) => {
                self.tree.allows.push(allow);
                self.waiting_allows += 1;
            }
            Err(error) => {
                // One that is not complete suppresses all the same, so that what it was meant for is not reported as well.
                let rules = rules_of(tokens);
                if !rules.is_empty() {
                    let span = Span::new(tokens[0].start, tokens[0].end);
                    let reason = Span::new(span.end, span.end);
                    self.tree.allows.push(Allow { span, rules, reason, target: None });
                    self.waiting_allows += 1;
                }
                self.error(error);
                self.recovering = true;
            }
        }
    }

    // ── The end ─────────────────────────────────────────────────────────────────────────────────

    fn finish(mut self) -> Tree {
        let end = self.source.trim_end().len() as u32;
        if let Some(Skipped { brace, .. }) = self.skipped.take() {
            let error =
                SyntaxError::new(brace, "this block is never closed").label("this brace has no partner");
            self.error(error);
        }
        while !self.blocks.is_empty() {
            self.left_open(end);
        }
        self.tree.errors.sort_by_key(|error| error.span);
        self.tree.symbols.finish();
        self.tree
    }
}
