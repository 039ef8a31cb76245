//! Clauses: a preposition and what follows it.

use super::example::example_of;
use super::{List, Operands, span};
use crate::source::Span;
use crate::syntax::error::SyntaxError;
use crate::syntax::flags::StatementFlags;
use crate::syntax::keyword::{Keyword, Preposition, with_article};
use crate::syntax::token::Token;

impl Operands<'_> {
    /// Reads the clause that the preposition at `place` begins. `last` is the preposition before it, `rest` what follows.
    pub(super) fn clause(
        &mut self,
        preposition: Preposition,
        place: Span,
        last: &mut Option<Preposition>,
        rest: &mut &[Token],
    ) {
        let list = self.list(rest);
        if self.error.is_none()
            && let Some(error) = self.misplaced(preposition, place, *last)
        {
            self.fail(error);
        }
        if self.error.is_some() {
            return self.mention_list(&list);
        }
        *last = Some(preposition);
        if list.first.is_none() {
            return self.expected(preposition.wants(), preposition.word(), rest);
        }
        self.clause_members(preposition, &list);
    }

    /// What is wrong with a preposition at this place, behind the one before it.
    fn misplaced(
        &self,
        preposition: Preposition,
        place: Span,
        last: Option<Preposition>,
    ) -> Option<SyntaxError> {
        let clauses = self.keyword.clauses(self.context);
        let order = |preposition: Preposition| clauses.iter().position(|&clause| clause == preposition);
        if order(preposition).is_none() {
            return Some(self.no_such_clause(preposition, place));
        }
        let word = preposition.word();
        let before = last?;
        if before == preposition {
            let help = match preposition {
                Preposition::From | Preposition::To | Preposition::Is => {
                    format!("write one `{word}` with a comma between what follows it")
                }
                _ => format!("write one `{word}`: only one thing can follow it"),
            };
            return Some(SyntaxError::new(place, format!("`{word}` stands here twice")).help(help));
        }
        if order(before) > order(preposition) {
            let error = SyntaxError::new(place, format!("`{word}` stands before `{}`", before.word()))
                .help(format!("write {}", example_of(self.keyword, before)));
            return Some(error);
        }
        None
    }

    /// The statement may not have a clause with this preposition.
    fn no_such_clause(&self, preposition: Preposition, place: Span) -> SyntaxError {
        let statement = with_article(self.keyword.word());
        let error = SyntaxError::new(place, format!("`{}` cannot follow {statement}", preposition.word()));
        let help = match (self.keyword, preposition, self.keyword.clauses(self.context)) {
            (Keyword::Input | Keyword::Trigger, Preposition::To, _) => {
                format!("{statement} comes `from` somewhere")
            }
            (Keyword::Output | Keyword::Outcome, Preposition::From, _) => {
                format!("{statement} goes `to` somewhere")
            }
            (_, Preposition::Runs, _) => "only a step runs a stream".to_owned(),
            (_, Preposition::Every, _) => "only a trigger comes again and again".to_owned(),
            (_, _, []) => format!("a `{}` statement has no clause", self.keyword.word()),
            (_, _, clauses) => {
                let words: Vec<String> =
                    clauses.iter().map(|clause| format!("`{}`", clause.word())).collect();
                format!("{statement} may have {}", words.join(", then "))
            }
        };
        error.help(help)
    }

    fn clause_members(&mut self, preposition: Preposition, list: &List) {
        let before = self.tree.terms.len();
        match preposition {
            Preposition::Within => {
                self.quantity(list, preposition.wants(), preposition.word());
                // What cannot be read has left no term.
                if self.tree.terms.len() > before {
                    self.flags.set(StatementFlags::TIMED);
                }
            }
            Preposition::Every => {
                self.period(list);
                if self.tree.terms.len() > before {
                    self.flags.set(StatementFlags::TIMED);
                }
            }
            Preposition::As => {
                self.names(list, false);
                if self.tree.terms.len() > before {
                    self.flags.set(StatementFlags::ALIAS);
                    self.clause = self.tree.next_term();
                }
            }
            Preposition::Runs => {
                self.names(list, false);
                if self.tree.terms.len() > before {
                    self.flags.set(StatementFlags::RUNS);
                }
            }
            Preposition::In | Preposition::Is => self.names(list, false),
            Preposition::From | Preposition::To => self.names(list, true),
        }
        let single = matches!(preposition, Preposition::As | Preposition::Runs | Preposition::In);
        if single && let Some(second) = list.others.first() {
            let message = match preposition {
                Preposition::As => "only one short name can be given",
                Preposition::Runs => "a step runs one stream",
                _ => "a step is in one activity",
            };
            self.fail(SyntaxError::new(span(second.token), message).label("a second one stands here"));
        }
        if let Some(either) = list.either {
            let error = SyntaxError::new(span(either), "only items can be alternatives")
                .help("write `,` between ends; each of them is expected");
            self.fail(error);
        }
        if single || matches!(preposition, Preposition::Within | Preposition::Every) {
            self.no_list(list);
        }
    }
}
