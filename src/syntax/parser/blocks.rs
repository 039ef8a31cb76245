//! Blocks: which brace closes which, and what is left open.

use super::{Block, Parser};
use crate::source::Span;
use crate::source::lines::{LINE_ENDS, has_line_end, line_end, line_end_at, line_start, next_line};
use crate::syntax::error::{SyntaxError, excerpt};
use crate::syntax::flags::StatementFlags;
use crate::syntax::keyword::{Context, Keyword};
use crate::syntax::lexer;
use crate::syntax::splitter::Pieces;
use crate::syntax::token::{Kind, Token};

impl Parser<'_> {
    pub(super) fn close(&mut self, brace: Token) {
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
        let next = self.tree.next_statement();
        let statement = &mut self.tree[block.statement];
        statement.span.end = end;
        statement.next = next;
    }

    /// Closes the blocks that were left open before `keyword`, if it may stand in an enclosing one and the text
    /// closes fewer braces than it opens. Says whether it may stand here now.
    pub(super) fn close_until(&mut self, keyword: Keyword) -> bool {
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
    pub(super) fn left_open(&mut self, end: u32) {
        let Some(block) = self.blocks.pop() else { return };
        let subject = self.tree.subject(block.statement).map(|name| name.span);
        let name = subject.map_or(String::new(), |span| format!(" {}", excerpt(&self.source[span.range()])));
        let word = block.keyword.word();
        if !self.swallowed {
            let error = SyntaxError::new(block.brace, format!("the block of {word}{name} is never closed"))
                .label("this brace has no partner")
                .related(Span::new(end, end), "`}` is missing here at the latest");
            let start = self.tree[block.statement].span.start;
            let (place, brace) = closing(self.source, start as usize, end as usize);
            self.error(error.may_fix(place, brace));
        }
        // A text that is never closed takes the blanks at the end of the file with it.
        self.end_block(&block, end.max(self.last_end()));
        self.tree[block.statement].flags.set(StatementFlags::INCOMPLETE);
        self.mark_open();
    }

    fn last_end(&self) -> u32 {
        self.tree.statements.last().map_or(0, |last| last.span.end).max(self.closed)
    }
}

/// What closes a block that begins at byte `start` and whose last statement ends at `end`, and where it belongs.
fn closing(source: &str, start: usize, end: usize) -> (Span, String) {
    let at = |at: usize| Span::new(at as u32, at as u32);
    let indent = source[line_start(source, start)..start].trim_start_matches('\u{feff}');
    let rest = &source[end..];
    if !has_line_end(&source[start..end]) {
        // The blank before a brace that was deleted may still stand there.
        let is_there =
            rest.strip_prefix(' ').is_some_and(|rest| rest.trim_start_matches(' ').starts_with(LINE_ENDS));
        return if is_there { (at(end + 1), "}".to_owned()) } else { (at(end), " }".to_owned()) };
    }
    // So may the line on which it stood alone.
    if let Some(below) = next_line(source, end)
        && &source[below..line_end(source, below)] == indent
    {
        return (at(below + indent.len()), "}".to_owned());
    }
    let end = line_end(source, end);
    let feed = match line_end_at(source, end) {
        "" => "\n",
        feed => feed,
    };
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
    lexer::read(source, 0, &mut count);
    count.0
}
