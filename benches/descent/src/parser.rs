//! Words to tree: a function for each kind of sentence.

use vsdlint::source::Span;
use vsdlint::syntax::StatementFlags;
use vsdlint::syntax::tree::{Allow, Statement, Term, Tree};
use vsdlint::syntax::words::{is_blank, unquote};
use vsdlint::syntax::{Keyword, StatementId, TermId};

use crate::lexer::{Kind, Lexer, Word};
use crate::quantity;

/// Reads one text. Every method that gives an option gives none for a syntax error.
pub struct Parser<'a> {
    source: &'a str,
    lexer: Lexer<'a>,
    tree: Tree,
    /// The word that is next.
    word: Word,
    /// Byte offset behind the last word that was read, commas aside.
    end: u32,
    /// How many of the last `@allow`s have met no statement yet.
    waiting_allows: usize,
}

/// A statement whose block has not been read yet.
struct Head {
    start: u32,
    terms: TermId,
    clause: TermId,
    keyword: Keyword,
    flags: StatementFlags,
}

impl<'a> Parser<'a> {
    pub fn new(source: &'a str) -> Parser<'a> {
        let mut lexer = Lexer::new(source);
        let word = lexer.next();
        Parser { source, lexer, tree: Tree::for_text(source.len()), word, end: 0, waiting_allows: 0 }
    }

    /// Reads the whole file.
    pub fn file(mut self) -> Option<Tree> {
        loop {
            match self.word.kind {
                Kind::Keyword(keyword) => self.declaration(keyword)?,
                Kind::Allow => self.allow()?,
                Kind::End => break,
                _ => return None,
            }
        }
        self.tree.comments = self.lexer.comments;
        self.tree.symbols.finish();
        Some(self.tree)
    }

    // ── Statements ──────────────────────────────────────────────────────────────────────────────

    fn declaration(&mut self, keyword: Keyword) -> Option<()> {
        let mut head = self.head(keyword);
        self.name()?;
        head.clause = self.terms();
        match keyword {
            Keyword::Organisation => self.optional_block(&head),
            Keyword::Stakeholder
            | Keyword::Repository
            | Keyword::Practice
            | Keyword::Role
            | Keyword::Stream => {
                self.alias(&mut head)?;
                self.optional_block(&head)
            }
            Keyword::Item => {
                self.alias(&mut head)?;
                if self.word.kind == Kind::Is {
                    self.advance();
                    self.names()?;
                }
                self.optional_block(&head)
            }
            Keyword::Activity => self.block(&head),
            _ => None,
        }
    }

    /// A statement in the block of `block`.
    fn statement(&mut self, block: Keyword, keyword: Keyword) -> Option<()> {
        use Keyword::*;
        match keyword {
            Input | Output if matches!(block, Activity | Step) => self.flow(keyword),
            Trigger | Outcome if block == Stream => self.flow(keyword),
            Step if block == Stream => self.step(),
            Accountable | Responsible | Consulted | Informed if matches!(block, Activity | Stream | Step) => {
                self.list(keyword)
            }
            Practice | Uses if block == Step => self.list(keyword),
            LeadTime | ProcessTime if block == Step => self.time(keyword),
            CompleteAndAccurate if block == Step => {
                let head = self.head(keyword);
                let Word { kind: Kind::Quantity, start, end } = self.word else { return None };
                if !quantity::is_percentage(&self.source.as_bytes()[start as usize..end as usize]) {
                    return None;
                }
                self.text(&head)
            }
            Purpose => {
                let head = self.head(keyword);
                matches!(self.word.kind, Kind::Quoted | Kind::Long | Kind::Empty).then_some(())?;
                self.text(&head)
            }
            Link => {
                let head = self.head(keyword);
                matches!(self.word.kind, Kind::Quoted | Kind::Empty).then_some(())?;
                self.text(&head)
            }
            WorkingDay if block == Organisation => self.time(keyword),
            _ => None,
        }
    }

    fn step(&mut self) -> Option<()> {
        let mut head = self.head(Keyword::Step);
        self.name()?;
        head.clause = self.terms();
        self.alias(&mut head)?;
        if self.word.kind == Kind::Runs {
            self.advance();
            self.name()?;
            head.flags.set(StatementFlags::RUNS);
        }
        if self.word.kind == Kind::In {
            self.advance();
            self.name()?;
        }
        self.block(&head)
    }

    fn flow(&mut self, keyword: Keyword) -> Option<()> {
        let head = self.head(keyword);
        self.flow_behind(head)
    }

    /// `optional input`, `rework input`, `reply input` or `optional output`.
    fn marked_flow(&mut self, flags: StatementFlags, block: Keyword) -> Option<()> {
        let start = self.word.start;
        self.advance();
        let keyword = match self.word.kind {
            Kind::Keyword(Keyword::Input) => Keyword::Input,
            Kind::Keyword(Keyword::Output) if flags.has(StatementFlags::OPTIONAL) => Keyword::Output,
            _ => return None,
        };
        if !matches!(block, Keyword::Activity | Keyword::Step) {
            return None;
        }
        let head = self.head(keyword);
        self.flow_behind(Head { start, flags, ..head })
    }

    /// A flow behind its keyword.
    fn flow_behind(&mut self, mut head: Head) -> Option<()> {
        if self.items()? {
            head.flags.set(StatementFlags::EITHER);
        }
        head.clause = self.terms();
        let joint = match head.keyword {
            Keyword::Input | Keyword::Trigger => Kind::From,
            _ => Kind::To,
        };
        if self.word.kind == joint {
            self.advance();
            self.ends()?;
        }
        if head.keyword == Keyword::Outcome && self.word.kind == Kind::Within {
            self.advance();
            self.duration()?;
            head.flags.set(StatementFlags::TIMED);
        }
        if head.keyword == Keyword::Trigger && self.word.kind == Kind::Every {
            self.advance();
            self.period()?;
            head.flags.set(StatementFlags::TIMED);
        }
        self.push(&head);
        Some(())
    }

    fn list(&mut self, keyword: Keyword) -> Option<()> {
        let mut head = self.head(keyword);
        self.names()?;
        head.clause = self.terms();
        self.push(&head);
        Some(())
    }

    fn time(&mut self, keyword: Keyword) -> Option<()> {
        let mut head = self.head(keyword);
        self.duration()?;
        head.clause = self.terms();
        self.push(&head);
        Some(())
    }

    /// A statement of one word that is no name.
    fn text(&mut self, head: &Head) -> Option<()> {
        self.tree.terms.push(Term::text(self.word.span()));
        self.advance();
        self.push(&Head { clause: self.terms(), ..*head });
        Some(())
    }

    /// Reads the keyword.
    fn head(&mut self, keyword: Keyword) -> Head {
        let terms = self.terms();
        let head =
            Head { start: self.word.start, terms, clause: terms, keyword, flags: StatementFlags::default() };
        self.advance();
        head
    }

    /// Adds the statement to the tree and gives its id.
    fn push(&mut self, head: &Head) -> StatementId {
        let &Head { start, terms, clause, keyword, flags } = head;
        let index = self.tree.next_statement();
        if self.waiting_allows > 0 {
            let first = self.tree.allows.len() - self.waiting_allows;
            self.tree.allows[first..].iter_mut().for_each(|allow| allow.target = Some(index));
            self.waiting_allows = 0;
        }
        let span = Span::new(start, self.end);
        self.tree.statements.push(Statement { span, terms, clause, next: index.after(1), keyword, flags });
        index
    }

    // ── Blocks ──────────────────────────────────────────────────────────────────────────────────

    fn optional_block(&mut self, head: &Head) -> Option<()> {
        if self.word.kind == Kind::Open {
            return self.block(head);
        }
        self.push(head);
        Some(())
    }

    fn block(&mut self, head: &Head) -> Option<()> {
        if self.word.kind != Kind::Open {
            return None;
        }
        self.advance();
        let index = self.push(head);
        loop {
            match self.word.kind {
                Kind::Keyword(keyword) => self.statement(head.keyword, keyword)?,
                Kind::Close => break,
                Kind::Optional => self.marked_flow(StatementFlags::OPTIONAL, head.keyword)?,
                Kind::Rework => self.marked_flow(StatementFlags::REWORK, head.keyword)?,
                Kind::Reply => self.marked_flow(StatementFlags::REPLY, head.keyword)?,
                Kind::Allow => self.allow()?,
                _ => return None,
            }
        }
        self.advance();
        self.waiting_allows = 0;
        let next = self.tree.next_statement();
        let statement = &mut self.tree[index];
        statement.span.end = self.end;
        statement.next = next;
        statement.flags.set(StatementFlags::BLOCK);
        Some(())
    }

    // ── Parts of a statement ────────────────────────────────────────────────────────────────────

    /// `as NAME`, if it stands here.
    fn alias(&mut self, head: &mut Head) -> Option<()> {
        if self.word.kind == Kind::As {
            self.advance();
            self.name()?;
            head.flags.set(StatementFlags::ALIAS);
            head.clause = self.terms();
        }
        Some(())
    }

    /// Names with commas between them.
    fn names(&mut self) -> Option<()> {
        self.name()?;
        self.more_names()
    }

    fn more_names(&mut self) -> Option<()> {
        while self.word.kind == Kind::Comma {
            self.pass();
            if !matches!(self.word.kind, Kind::Bare | Kind::Quoted) {
                break;
            }
            self.name()?;
        }
        Some(())
    }

    /// Items, and whether they are alternatives.
    fn items(&mut self) -> Option<bool> {
        self.name()?;
        if self.word.kind != Kind::Or {
            self.more_names()?;
            return Some(false);
        }
        while self.word.kind == Kind::Or {
            self.advance();
            self.name()?;
        }
        if self.word.kind == Kind::Comma {
            self.pass();
        }
        Some(true)
    }

    /// Names and steps of streams, with commas between them.
    fn ends(&mut self) -> Option<()> {
        loop {
            self.name()?;
            if self.word.kind == Kind::Dot && self.word.start == self.end {
                self.advance();
                if self.word.start != self.end {
                    return None;
                }
                self.tree.terms.last_mut()?.join();
                self.name()?;
            }
            if self.word.kind != Kind::Comma {
                return Some(());
            }
            self.pass();
            if !matches!(self.word.kind, Kind::Bare | Kind::Quoted) {
                return Some(());
            }
        }
    }

    fn name(&mut self) -> Option<()> {
        let quoted = match self.word.kind {
            Kind::Quoted => true,
            Kind::Bare => false,
            _ => return None,
        };
        let span = self.word.span();
        let written = &self.source[span.range()];
        if written.len() > 1000 && unquote(written).trim_matches(' ').chars().count() > 1000 {
            return None;
        }
        let symbol = self.tree.symbols.intern(self.source, span)?;
        self.tree.terms.push(Term::name(span, symbol, quoted));
        self.advance();
        Some(())
    }

    /// A duration, or a word such as `month`.
    fn period(&mut self) -> Option<()> {
        if self.word.kind != Kind::Bare {
            return self.duration();
        }
        let word = &self.source[self.word.span().range()];
        if !["day", "week", "month", "quarter", "year"].contains(&word) {
            return None;
        }
        self.tree.terms.push(Term::text(self.word.span()));
        self.advance();
        Some(())
    }

    fn duration(&mut self) -> Option<()> {
        let (start, comments) = (self.word.start, self.lexer.comments.len());
        let mut rank = 0;
        while self.word.kind == Kind::Quantity {
            // Only blanks stand between the parts.
            if rank > 0 && self.lexer.comments.len() > comments {
                return None;
            }
            rank = quantity::duration(&self.source.as_bytes()[self.word.span().range()], rank)?;
            self.advance();
        }
        self.tree.terms.push(Term::text(Span::new(start, self.end)));
        (rank > 0).then_some(())
    }

    /// `@allow(rule, …, "reason")`
    fn allow(&mut self) -> Option<()> {
        let start = self.word.start;
        self.advance();
        if self.word.kind != Kind::OpenParen {
            return None;
        }
        self.pass();
        let mut rules = Vec::new();
        while self.word.kind == Kind::Bare {
            rules.push(self.word.span());
            self.pass();
            if self.word.kind != Kind::Comma {
                return None;
            }
            self.pass();
        }
        let reason = self.word.span();
        if rules.is_empty() || self.word.kind != Kind::Quoted {
            return None;
        }
        if is_blank(&unquote(&self.source[reason.start as usize..reason.end as usize])) {
            return None;
        }
        self.pass();
        if self.word.kind == Kind::Comma {
            self.pass();
        }
        if self.word.kind != Kind::CloseParen {
            return None;
        }
        self.advance();
        self.tree.allows.push(Allow { span: Span::new(start, self.end), rules, reason, target: None });
        self.waiting_allows += 1;
        Some(())
    }

    // ── Words ───────────────────────────────────────────────────────────────────────────────────

    /// How many terms there are so far.
    fn terms(&self) -> TermId {
        self.tree.next_term()
    }

    /// Goes on to the next word.
    fn advance(&mut self) {
        self.end = self.word.end;
        self.word = self.lexer.next();
    }

    /// The same, past what is no part of a statement's span when it stands last.
    fn pass(&mut self) {
        self.word = self.lexer.next();
    }
}
