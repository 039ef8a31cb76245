//! What cannot be read: reported once, and passed over with what belongs to it. What it mentions is kept.

use super::Parser;
use crate::similarity::nearest_keyword;
use crate::source::Span;
use crate::source::lines::has_line_end;
use crate::syntax::error::{SyntaxError, excerpt, junk_error};
use crate::syntax::flags::StatementFlags;
use crate::syntax::keyword::{Context, Keyword, with_article};
use crate::syntax::splitter::begins_line;
use crate::syntax::token::{Kind, Token};
use crate::syntax::tree::{Statement, Term, Tree};
use crate::text::listed;

/// Braces inside a block that cannot be read may nest this deep before that is an error of its own.
const DEEPEST: u32 = 16;

/// A block that cannot be read, because what opens it cannot.
pub(super) struct Skipped {
    pub brace: Span,
    pub depth: u32,
}

impl Parser<'_> {
    /// Keeps what an unreadable statement mentions, and passes over its block.
    pub(super) fn broken(&mut self, keyword: Keyword, tokens: &[Token], error: SyntaxError) {
        let start = error.span.start;
        let end = tokens.last().map_or(error.span.end, |token| token.end).max(error.span.end);
        self.error(error);
        self.mark_open();
        // What stood before it belongs to nothing that follows.
        self.modifier = None;
        let terms = self.tree.next_term();
        let index = self.tree.next_statement();
        let flags = StatementFlags::HAS_ERROR;
        self.mention(tokens);
        let clause = self.tree.next_term();
        self.push(Statement {
            span: Span::new(start, end),
            terms,
            clause,
            next: index.after(1),
            keyword,
            flags,
        });
        self.recovering = true;
        self.open_skipped(tokens);
    }

    /// Adds what a passed-over piece mentions to the broken statement before it, or to one of its own.
    pub(super) fn pass_over(&mut self, tokens: &[Token]) {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
        let terms = self.tree.next_term();
        self.mention(tokens);
        let clause = self.tree.next_term();
        // One in a block that has ended takes no more.
        let is_here =
            |last: &&mut Statement| last.flags.has(StatementFlags::HAS_ERROR) && last.span.end > self.closed;
        match self.tree.statements.last_mut().filter(is_here) {
            Some(broken) => {
                broken.clause = clause;
                broken.span.end = broken.span.end.max(last.end);
            }
            None => {
                let (span, next) = (Span::new(first.start, last.end), self.tree.next_statement().after(1));
                let (keyword, flags) = (Keyword::Uses, StatementFlags::HAS_ERROR);
                self.push(Statement { span, terms, clause, next, keyword, flags });
            }
        }
        self.open_skipped(tokens);
    }

    fn mention(&mut self, tokens: &[Token]) {
        for &token in tokens {
            mention(self.source, &mut self.tree, token);
        }
    }

    pub(super) fn unknown(&mut self, tokens: &[Token]) {
        let head = tokens[0];
        let word = self.text(head);
        let span = Span::new(head.start, head.end);
        let at_line = begins_line(self.source, head.start);
        if self.recovering && !at_line {
            return self.pass_over(tokens);
        }
        if let Some(meant) = self.keyword_meant(word) {
            let error = SyntaxError::new(span, format!("`{word}` is no keyword"))
                .label(format!("did you mean `{meant}`?"));
            // Before anything that does not take them, `optional` and its like are as wrong as what stands there.
            let behind = self.source[span.end as usize..].trim_start();
            let is_fixed = Keyword::read(meant).is_some()
                || behind.starts_with("input")
                || meant == "optional" && behind.starts_with("output");
            self.recovering = false;
            self.error(if is_fixed { error.fix(span, meant) } else { error });
            return match (meant, Keyword::read(meant)) {
                ("optional", _) => self.modifier = Some((StatementFlags::OPTIONAL, head.start)),
                ("reply", _) => self.modifier = Some((StatementFlags::REPLY, head.start)),
                ("rework", _) => self.modifier = Some((StatementFlags::REWORK, head.start)),
                (_, Some(keyword)) => {
                    self.read_as(keyword, StatementFlags::default(), head.start, head, &tokens[1..]);
                }
                _ => {}
            };
        }
        let is_beside = |next: &Token| !has_line_end(&self.source[head.end as usize..next.start as usize]);
        let speaks = tokens.get(1).is_some_and(is_beside);
        if self.recovering && (!speaks || self.after_comma(head.start)) {
            return self.pass_over(tokens);
        }
        let error = SyntaxError::new(span, format!("`{word}` is no keyword"))
            .label("expected a statement")
            .help(format!("{} a statement begins with {}", self.context_sentence(), self.allowed_words()));
        self.broken(Keyword::Uses, tokens, error);
    }

    fn after_comma(&self, at: u32) -> bool {
        self.source[..at as usize].trim_end().ends_with(',')
    }

    /// The keyword that `word` was meant to be: one that may stand here, or else in an enclosing block, or anywhere.
    fn keyword_meant(&self, word: &str) -> Option<&'static str> {
        let mut contexts: Vec<Context> =
            self.blocks.iter().rev().map(|block| Context::Block(block.keyword)).collect();
        contexts.push(Context::File);
        for context in contexts {
            let words =
                Keyword::ALL.into_iter().filter(|&keyword| context.allows(keyword)).map(Keyword::word);
            let modifiers =
                ["optional", "rework", "reply"].into_iter().filter(|_| context.allows(Keyword::Input));
            if let Some(meant) = nearest_keyword(word, words.chain(modifiers)) {
                return Some(meant);
            }
        }
        nearest_keyword(word, Keyword::ALL.into_iter().map(Keyword::word))
    }

    fn context_sentence(&self) -> String {
        match self.context() {
            Context::File => "outside a block".to_owned(),
            Context::Block(keyword) => format!("in {}", with_article(keyword.word())),
        }
    }

    fn allowed_words(&self) -> String {
        let context = self.context();
        let words: Vec<String> = Keyword::ALL
            .into_iter()
            .filter(|&keyword| context.allows(keyword))
            .map(|keyword| format!("`{}`", keyword.word()))
            .collect();
        if words.is_empty() { "nothing".to_owned() } else { listed(&words, "or") }
    }

    /// A text, a clause, a brace or junk where a statement should begin.
    pub(super) fn unexpected(&mut self, tokens: &[Token]) {
        if self.recovering {
            return self.pass_over(tokens);
        }
        let head = tokens.iter().find(|token| token.kind != Kind::Loose).copied().unwrap_or(tokens[0]);
        let text = excerpt(self.text(head));
        let span = Span::new(head.start, head.end);
        let error = match head.kind {
            Kind::Open => SyntaxError::new(span, "this brace opens a block, but nothing before it has one")
                .help("a block follows the name of what it describes: `step \"…\" in obtain_build {`"),
            Kind::Preposition(_) => {
                SyntaxError::new(span, format!("`{text}` continues a statement, but none stands before it"))
            }
            Kind::Junk => junk_error(span, &text),
            _ => SyntaxError::new(span, format!("no keyword stands before {text}"))
                .label("expected a statement")
                .help(format!(
                    "{} a statement begins with {}",
                    self.context_sentence(),
                    self.allowed_words()
                )),
        };
        self.broken(Keyword::Uses, tokens, error);
    }

    fn open_skipped(&mut self, tokens: &[Token]) {
        if let Some(brace) = tokens.iter().find(|token| token.kind == Kind::Open) {
            self.skipped = Some(Skipped { brace: Span::new(brace.start, brace.end), depth: 1 });
        }
    }

    /// Passes over a piece of a block that cannot be read, until its brace is closed.
    pub(super) fn skip(&mut self, tokens: &[Token]) {
        self.mention(tokens);
        let terms = self.tree.next_term();
        let end = tokens.last().map_or(0, |token| token.end);
        if let Some(last) = self.tree.statements.last_mut() {
            last.clause = terms;
            last.span.end = last.span.end.max(end);
        }
        let Some(skipped) = &mut self.skipped else { return };
        for token in tokens {
            match token.kind {
                Kind::Open => skipped.depth += 1,
                Kind::Close => skipped.depth -= 1,
                _ => {}
            }
            if token.kind == Kind::Open && skipped.depth == DEEPEST {
                let span = Span::new(token.start, token.end);
                let message = format!("blocks are nested {DEEPEST} deep here");
                let error =
                    SyntaxError::new(span, message).help("no model needs more than two: a step in a stream");
                self.tree.errors.push(error);
            }
        }
        if skipped.depth == 0 {
            self.skipped = None;
            self.recovering = false;
        }
    }
}

/// Keeps the name that `token` is, if it is one, as what an unreadable statement mentions.
pub(in crate::syntax) fn mention(source: &str, tree: &mut Tree, token: Token) {
    let span = Span::new(token.start, token.end);
    let quoted = token.kind == Kind::Quoted;
    if (quoted || matches!(token.kind, Kind::Bare | Kind::Unknown))
        && let Some(symbol) = tree.symbols.intern(source, span)
    {
        tree.terms.push(Term::name(span, symbol, quoted));
    }
}
