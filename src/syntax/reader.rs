//! Pieces to tree: pairs the braces, decides where a statement may stand, and goes on after what cannot be read.

use crate::source::Span;
use crate::syntax::allow::{read_allow, rules_of};
use crate::syntax::error::junk_error;
use crate::syntax::error::{SyntaxError, excerpt};
use crate::syntax::grammar;
use crate::syntax::keyword::{Body, Context, Keyword, home, with_article};
use crate::syntax::misspelt::nearest;
use crate::syntax::operands::{Operands, opening};
use crate::syntax::pieces::{Pieces, begins_line};
use crate::syntax::token::{Kind, Token};
use crate::syntax::tree::{Allow, Comment, CommentKind, Marks, Statement, Term, Tree};

/// Braces inside a block that cannot be read may nest this deep before that is an error of its own.
const DEEPEST: u32 = 16;

/// Reads one text.
pub(super) fn read(source: &str) -> Tree {
    let mut reader = Reader::new(source);
    grammar::read(source, start(source), &mut reader);
    reader.finish()
}

/// Reads one text, and hands every piece of it to `other` as well.
pub(super) fn read_beside(source: &str, other: &mut impl Pieces) -> Tree {
    let mut both = Both(Reader::new(source), other);
    grammar::read(source, start(source), &mut both);
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
    statement: u32,
    keyword: Keyword,
    brace: Span,
}

/// A block that cannot be read, because what opens it cannot.
struct Skipped {
    brace: Span,
    depth: u32,
}

struct Reader<'a> {
    source: &'a str,
    tree: Tree,
    blocks: Vec<Block>,
    skipped: Option<Skipped>,
    /// After a broken statement, until a closing brace or a keyword that begins a line.
    recovering: bool,
    /// A misspelt `optional` or `rework`, which belongs to the next input.
    modifier: Option<(Marks, u32)>,
    /// How many of the last `@allow`s have met no statement yet.
    waiting_allows: usize,
    /// How many more braces the text opens than it closes; counted when first asked for.
    surplus: Option<i64>,
    /// A comment or text that is never closed took the rest of the file with it, closing braces included.
    swallowed: bool,
    /// Byte offset behind the last block that ended.
    closed: u32,
}

impl Pieces for Reader<'_> {
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
            _ => self.stray(tokens),
        }
    }
}

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Reader<'a> {
        Reader {
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
            self.tree.statements[block.statement as usize].marks.set(Marks::OPEN);
        }
    }

    fn error(&mut self, error: SyntaxError) {
        self.tree.errors.push(error);
    }

    // ── Statements ──────────────────────────────────────────────────────────────────────────────

    fn statement(&mut self, tokens: &[Token]) {
        self.recovering = false;
        let head = tokens[0];
        let (marks, rest) = match head.kind {
            Kind::Modifier(marks) => (marks, &tokens[1..]),
            _ => (Marks::default(), tokens),
        };
        match rest.first() {
            Some(word @ &Token { kind: Kind::Keyword(keyword), .. }) => {
                self.read_as(keyword, marks, head.start, *word, &rest[1..]);
            }
            _ => {
                let word = self.text(head);
                let span = Span::new(head.start, head.end);
                let message = format!("`{word}` must be followed by `input`");
                let error = SyntaxError::new(span, message).help(format!("write `{word} input …`"));
                // The word behind it may be `input`, misspelt.
                let next = rest.first().filter(|next| matches!(next.kind, Kind::Bare | Kind::Unknown));
                let misspelt =
                    next.filter(|next| nearest(self.text(**next), ["input"].into_iter()).is_some());
                let error = match misspelt {
                    Some(next) => error.mend(Span::new(next.start, next.end), "input"),
                    None => error,
                };
                self.broken(Keyword::Input, tokens, error);
            }
        }
    }

    /// Reads a statement with `keyword`, which `word` is or was meant to be. It starts at byte `start`.
    fn read_as(&mut self, keyword: Keyword, mut marks: Marks, start: u32, word: Token, rest: &[Token]) {
        let span = Span::new(word.start, word.end);
        let mut start = start;
        if let Some((misspelt, at)) = self.modifier.take() {
            marks.set(misspelt);
            start = at;
        }
        if marks != Marks::default() && keyword != Keyword::Input {
            let message =
                format!("only an input is `optional` or `rework`, not {}", with_article(keyword.word()));
            return self.broken(keyword, rest, SyntaxError::new(span, message).label("expected `input`"));
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
                    error.related(place, "`{` is missing here").mend(place, brace)
                }
                (None, Some(block)) => {
                    error.related(block.brace, format!("the {} begins here", block.keyword.word()))
                }
                (None, None) => error,
            };
            return self.broken(keyword, rest, error);
        }
        let context = self.context();
        let index = self.tree.statements.len() as u32;
        let first_term = self.tree.terms.len() as u32;
        let mut operands = Operands::new(self.source, &mut self.tree, keyword, context, span);
        operands.read(rest);
        let Operands { marks: read, clause, end, brace, error, .. } = operands;
        marks.set(read);
        let span = Span::new(start, end);
        let statement = Statement { span, terms: first_term, clause, next: index + 1, keyword, marks };
        self.push(statement);
        if let Some(error) = error {
            self.error(error);
            self.mark_open();
            self.recovering = true;
            let named = self
                .tree
                .subjects(index)
                .next()
                .is_some_and(|at| self.tree.terms[at as usize].symbol().is_some());
            let keeps = keyword.body(context) != Body::None && named;
            let statement = &mut self.tree.statements[index as usize];
            if keeps {
                statement.marks.set(Marks::OPEN);
            } else {
                (statement.marks, statement.clause) = (Marks::BROKEN, self.tree.terms.len() as u32);
                if let Some(brace) = brace {
                    self.skipped = Some(Skipped { brace, depth: 1 });
                }
                return;
            }
        }
        if let Some(brace) = brace {
            self.recovering = false;
            self.tree.statements[index as usize].marks.set(Marks::BLOCK);
            self.blocks.push(Block { statement: index, keyword, brace });
        }
    }

    /// Where the statement before ends, if it could have a block, has none, and a statement with `keyword` may stand in it.
    fn unopened(&self, keyword: Keyword) -> Option<u32> {
        let last = self.tree.statements.last()?;
        let could_have = last.keyword.body(self.context()) != Body::None
            && !last.marks.has(Marks::BLOCK)
            && !last.marks.has(Marks::BROKEN);
        (could_have && Context::Block(last.keyword).allows(keyword)).then_some(last.span.end)
    }

    fn push(&mut self, statement: Statement) {
        let index = self.tree.statements.len() as u32;
        let allows = self.tree.allows.len();
        for allow in &mut self.tree.allows[allows - self.waiting_allows..] {
            allow.target = Some(index);
        }
        self.waiting_allows = 0;
        self.tree.statements.push(statement);
    }

    /// Keeps what an unreadable statement mentions, and passes over its block.
    fn broken(&mut self, keyword: Keyword, tokens: &[Token], error: SyntaxError) {
        let start = error.span.start;
        let end = tokens.last().map_or(error.span.end, |token| token.end).max(error.span.end);
        self.error(error);
        self.mark_open();
        // What stood before it belongs to nothing that follows.
        self.modifier = None;
        let terms = self.tree.terms.len() as u32;
        let index = self.tree.statements.len() as u32;
        let marks = Marks::BROKEN;
        self.mention(tokens);
        let clause = self.tree.terms.len() as u32;
        self.push(Statement { span: Span::new(start, end), terms, clause, next: index + 1, keyword, marks });
        self.recovering = true;
        self.open_skipped(tokens);
    }

    /// Adds what a passed-over piece mentions to the broken statement before it, or to one of its own.
    fn pass_over(&mut self, tokens: &[Token]) {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
        let terms = self.tree.terms.len() as u32;
        self.mention(tokens);
        let clause = self.tree.terms.len() as u32;
        // One in a block that has ended takes no more.
        let is_here = |last: &&mut Statement| last.marks.has(Marks::BROKEN) && last.span.end > self.closed;
        match self.tree.statements.last_mut().filter(is_here) {
            Some(broken) => {
                broken.clause = clause;
                broken.span.end = broken.span.end.max(last.end);
            }
            None => {
                let (span, next) = (Span::new(first.start, last.end), self.tree.statements.len() as u32 + 1);
                let (keyword, marks) = (Keyword::Uses, Marks::BROKEN);
                self.push(Statement { span, terms, clause, next, keyword, marks });
            }
        }
        self.open_skipped(tokens);
    }

    fn mention(&mut self, tokens: &[Token]) {
        for &token in tokens {
            mention(self.source, &mut self.tree, token);
        }
    }

    // ── What no statement begins with ───────────────────────────────────────────────────────────

    fn unknown(&mut self, tokens: &[Token]) {
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
            // Before anything but an input, `optional` and `rework` are as wrong as what stands there.
            let mends = Keyword::read(meant).is_some()
                || self.source[span.end as usize..].trim_start().starts_with("input");
            self.recovering = false;
            self.error(if mends { error.fix(span, meant) } else { error });
            return match (meant, Keyword::read(meant)) {
                ("optional", _) => self.modifier = Some((Marks::OPTIONAL, head.start)),
                ("rework", _) => self.modifier = Some((Marks::REWORK, head.start)),
                (_, Some(keyword)) => self.read_as(keyword, Marks::default(), head.start, head, &tokens[1..]),
                _ => {}
            };
        }
        let speaks = tokens
            .get(1)
            .is_some_and(|next| !self.source[head.end as usize..next.start as usize].contains('\n'));
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
            let modifiers = ["optional", "rework"].into_iter().filter(|_| context.allows(Keyword::Input));
            if let Some(meant) = nearest(word, words.chain(modifiers)) {
                return Some(meant);
            }
        }
        nearest(word, Keyword::ALL.into_iter().map(Keyword::word))
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
        match words.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
            None => "nothing".to_owned(),
        }
    }

    /// A text, a clause, a brace or junk where a statement should begin.
    fn stray(&mut self, tokens: &[Token]) {
        if self.recovering {
            return self.pass_over(tokens);
        }
        let head = tokens.iter().find(|token| token.kind != Kind::Loose).copied().unwrap_or(tokens[0]);
        let text = excerpt(self.text(head));
        let span = Span::new(head.start, head.end);
        let error = match head.kind {
            Kind::Open => SyntaxError::new(span, "this brace opens a block, but nothing before it has one")
                .help(
                    "a block follows the name of what it describes: `step \"Obtain fix\" in obtain_build {`",
                ),
            Kind::Joint(_) => {
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

    // ── Blocks ──────────────────────────────────────────────────────────────────────────────────

    fn close(&mut self, brace: Token) {
        self.recovering = false;
        self.waiting_allows = 0;
        let span = Span::new(brace.start, brace.end);
        match self.blocks.pop() {
            Some(block) => self.end_block(&block, brace.end),
            None => {
                let error = SyntaxError::new(span, "this brace closes nothing")
                    .label("no block is open here")
                    .help("remove it, or look for a block above that ends too early");
                self.error(error);
            }
        }
    }

    fn end_block(&mut self, block: &Block, end: u32) {
        self.closed = end;
        let next = self.tree.statements.len() as u32;
        let statement = &mut self.tree.statements[block.statement as usize];
        statement.span.end = end;
        statement.next = next;
    }

    /// Closes the blocks that were left open before `keyword`, if it may stand in an enclosing one and the text
    /// closes fewer braces than it opens. Says whether it may stand here now.
    fn close_until(&mut self, keyword: Keyword) -> bool {
        let enclosing = |depth: usize| match depth {
            0 => Context::File,
            _ => Context::Block(self.blocks[depth - 1].keyword),
        };
        let Some(depth) = (0..self.blocks.len()).rev().find(|&depth| enclosing(depth).allows(keyword)) else {
            return false;
        };
        let left_open = (self.blocks.len() - depth) as i64;
        if *self.surplus.get_or_insert_with(|| count_surplus(self.source)) < left_open {
            return false;
        }
        self.surplus = self.surplus.map(|surplus| surplus - left_open);
        let end = self.last_end();
        while self.blocks.len() > depth {
            self.left_open(end);
        }
        true
    }

    /// Reports the innermost block as left open and ends it at byte `end`.
    fn left_open(&mut self, end: u32) {
        let Some(block) = self.blocks.pop() else { return };
        let subject = self.tree.subjects(block.statement).next().map(|at| self.tree.terms[at as usize].span);
        let name = subject.map_or(String::new(), |span| format!(" {}", excerpt(&self.source[span.range()])));
        let word = block.keyword.word();
        if !self.swallowed {
            let error = SyntaxError::new(block.brace, format!("the block of {word}{name} is never closed"))
                .label("this brace has no partner")
                .related(Span::new(end, end), "`}` is missing here at the latest");
            let start = self.tree.statements[block.statement as usize].span.start;
            let (place, brace) = closing(self.source, start as usize, end as usize);
            self.error(error.mend(place, brace));
        }
        // A text that is never closed takes the blanks at the end of the file with it.
        self.end_block(&block, end.max(self.last_end()));
        self.tree.statements[block.statement as usize].marks.set(Marks::OPEN);
        self.mark_open();
    }

    fn last_end(&self) -> u32 {
        self.tree.statements.last().map_or(0, |last| last.span.end).max(self.closed)
    }

    fn open_skipped(&mut self, tokens: &[Token]) {
        if let Some(brace) = tokens.iter().find(|token| token.kind == Kind::Open) {
            self.skipped = Some(Skipped { brace: Span::new(brace.start, brace.end), depth: 1 });
        }
    }

    /// Passes over a piece of a block that cannot be read, until its brace is closed.
    fn skip(&mut self, tokens: &[Token]) {
        self.mention(tokens);
        let terms = self.tree.terms.len() as u32;
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
                // One that is not complete silences all the same, so that what it was meant for is not told as well.
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

/// What closes a block that begins at byte `start` and whose last statement ends at `end`, and where it belongs.
fn closing(source: &str, start: usize, end: usize) -> (Span, String) {
    let at = |at: usize| Span::new(at as u32, at as u32);
    let line = source[..start].rfind('\n').map_or(0, |feed| feed + 1);
    let indent = source[line..start].trim_start_matches('\u{feff}');
    let rest = &source[end..];
    if !source[start..end].contains('\n') {
        // The blank before a brace that was deleted may still stand there.
        let is_there =
            rest.strip_prefix(' ').is_some_and(|rest| rest.trim_start_matches(' ').starts_with(['\n', '\r']));
        return if is_there { (at(end + 1), "}".to_owned()) } else { (at(end), " }".to_owned()) };
    }
    let line_end = rest.find('\n').map_or(source.len(), |feed| end + feed);
    // So may the line on which it stood alone.
    if let Some(next) = source.get(line_end + 1..) {
        let below = next.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        if below == indent {
            return (at(line_end + 1 + indent.len()), "}".to_owned());
        }
    }
    let feed = if source[..line_end].ends_with('\r') { "\r\n" } else { "\n" };
    let end = line_end - usize::from(feed == "\r\n");
    let indent = if indent.trim().is_empty() { indent } else { "" };
    (at(end), format!("{feed}{indent}}}"))
}

/// How many more braces `source` opens than it closes, those in texts and comments left out.
fn count_surplus(source: &str) -> i64 {
    struct Count(i64);
    impl Pieces for Count {
        fn comment(&mut self, _: Token) {}
        fn piece(&mut self, tokens: &[Token]) {
            for token in tokens {
                self.0 += i64::from(token.kind == Kind::Open) - i64::from(token.kind == Kind::Close);
            }
        }
    }
    let mut count = Count(0);
    grammar::read(source, 0, &mut count);
    count.0
}

/// Keeps the name that `token` is, if it is one, as what an unreadable statement mentions.
pub(super) fn mention(source: &str, tree: &mut Tree, token: Token) {
    let span = Span::new(token.start, token.end);
    let quoted = token.kind == Kind::Quoted;
    if (quoted || matches!(token.kind, Kind::Bare | Kind::Unknown))
        && let Some(symbol) = tree.symbols.intern(source, span)
    {
        tree.terms.push(Term::name(span, symbol, quoted));
    }
}
