//! What a statement speaks of: its name, names, items, text or quantity.

use super::{List, Operands, example, span};
use crate::syntax::error::SyntaxError;
use crate::syntax::flags::StatementFlags;
use crate::syntax::keyword::{Keyword, Subject, with_article};
use crate::syntax::token::Token;

impl Operands<'_> {
    /// Reads what stands between the keyword and the first clause.
    pub(super) fn subject(&mut self, list: &List, rest: &[Token]) {
        let subject = self.keyword.subject(self.context);
        let Some(first) = &list.first else {
            let word = self.source.get(self.head.range()).unwrap_or_default();
            return self.expected(self.wanted(subject), word, rest);
        };
        match subject {
            Subject::Name => {
                self.names(list, false);
                if let Some(second) = list.others.first() {
                    let word = self.keyword.word();
                    let error =
                        SyntaxError::new(span(second.token), format!("{} has one name", with_article(word)))
                            .label("a second one stands here")
                            .help(format!("write one `{word}` for each"));
                    self.fail(error);
                }
                self.no_list(list);
            }
            Subject::Names => {
                self.names(list, false);
                if let Some(either) = list.either {
                    let error = SyntaxError::new(span(either), "only items can be alternatives")
                        .help("write `,` between these names");
                    self.fail(error);
                }
            }
            Subject::Items => self.items(list),
            Subject::LongText | Subject::Text => {
                self.one_text(first, list, subject == Subject::LongText);
                self.no_list(list);
            }
            Subject::Duration => {
                self.quantity(list, self.wanted(subject), self.keyword.word());
                self.no_list(list);
            }
            Subject::Percentage => {
                self.percentage(first.token, list);
                self.no_list(list);
            }
        }
    }

    /// Only one thing may stand here: no `or` and no last comma.
    pub(super) fn no_list(&mut self, list: &List) {
        if let Some(either) = list.either {
            self.fail(SyntaxError::new(span(either), "only items can be alternatives"));
        } else if let Some(comma) = list.comma {
            self.fail(SyntaxError::new(span(comma), "no list stands here, so no comma ends it"));
        }
    }

    fn wanted(&self, subject: Subject) -> &'static str {
        match subject {
            Subject::Name if self.keyword == Keyword::Activity => "an activity",
            Subject::Name => "a name",
            Subject::Names => "a name",
            Subject::Items => "an item",
            Subject::LongText | Subject::Text => "a text in quotes",
            Subject::Duration => "a duration such as `4h`",
            Subject::Percentage => "a percentage such as `95%`",
        }
    }

    fn items(&mut self, list: &List) {
        self.names(list, false);
        if let Some(dangling) = list.dangling {
            let error = SyntaxError::new(span(dangling), "expected an item after `or`")
                .label("none follows")
                .help(format!("write for example {}", example(self.keyword)));
            return self.fail(error);
        }
        match list.either {
            Some(either) if list.eithers < list.others.len() => {
                let error = SyntaxError::new(span(either), "`,` and `or` do not mix in one list")
                    .help("write one statement for what is always there and another for the alternatives");
                self.fail(error);
            }
            Some(_) => self.flags.set(StatementFlags::EITHER),
            None => {}
        }
    }
}
