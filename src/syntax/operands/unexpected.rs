//! What does not belong into a statement, and what it most probably was meant to be.

use super::{List, Operands, example, last_word, span};
use crate::similarity::nearest_keyword;
use crate::source::Span;
use crate::syntax::error::{SyntaxError, excerpt, junk_error};
use crate::syntax::keyword::{Keyword, Preposition, Subject, with_article};
use crate::syntax::parser::mention;
use crate::syntax::token::{Kind, Token};

impl Operands<'_> {
    /// Something is missing: a word was expected after `after`. `rest` is what stands there instead.
    pub(super) fn expected(&mut self, wanted: &str, after: &str, rest: &[Token]) {
        let error = match rest.first() {
            Some(token) if is_declaration(token.kind) && matches!(after, "from" | "to") => {
                let word = self.text(*token);
                SyntaxError::new(
                    span(*token),
                    format!("expected a name after `{after}`, but `{word}` is a keyword"),
                )
                .label("whose?")
                .help(format!("declare it once, `{word} \"…\"`, and write that name here"))
            }
            Some(token) if matches!(token.kind, Kind::Keyword(_)) => {
                let word = self.text(*token);
                SyntaxError::new(
                    span(*token),
                    format!("expected {wanted} after `{after}`, but `{word}` is a keyword"),
                )
                .help(format!("as a name, write it in quotes: `\"{word}\"`"))
                .may_fix(span(*token), format!("\"{word}\""))
            }
            Some(token) if token.kind == Kind::Junk => {
                let text = excerpt(self.text(*token));
                let mut error = junk_error(span(*token), &text);
                error.message = format!("expected {wanted} after `{after}`, not `{text}`");
                error
            }
            _ => {
                let place = Span::new(self.end - last_word(self.source, self.end), self.end);
                SyntaxError::new(place, format!("expected {wanted} after `{after}`"))
                    .label("nothing follows")
                    .help(format!("write for example {}", example(self.keyword)))
            }
        };
        self.fail(error);
    }

    /// A word that is neither keyword nor, after a comma, a name.
    pub(super) fn unknown(
        &mut self,
        token: Token,
        subjects: &List,
        last: &mut Option<Preposition>,
        rest: &mut &[Token],
    ) {
        let word = self.text(token);
        let place = span(token);
        if word.eq_ignore_ascii_case("ro")
            && rest.first().is_some_and(|next| self.text(*next).starts_with('"'))
        {
            // Between two names in quotes it is `or` rather than `to`. Reading goes on with the edit made.
            let error = SyntaxError::new(place, format!("`{word}` is no keyword"))
                .label("did you mean `or`?")
                .fix(place, "or");
            self.tree.errors.push(error);
            self.end = token.end;
            return;
        }
        let joints = self.keyword.clauses(self.context).iter().filter(|&&joint| Some(joint) != *last);
        if let Some(meant) =
            nearest_keyword(word, joints.map(|joint| joint.word())).filter(|_| !rest.is_empty())
        {
            let error = SyntaxError::new(place, format!("`{word}` is no keyword"))
                .label(format!("did you mean `{meant}`?"))
                .fix(place, meant);
            self.tree.errors.push(error);
            self.end = token.end;
            if let Some(joint) = Preposition::read(meant) {
                self.clause(joint, place, last, rest);
            }
            return;
        }
        let bare_before = self.bare_words_before(token.start);
        let error = match bare_before {
            _ if word == "after" => {
                let error = SyntaxError::new(place, format!("`{word}` is no keyword"));
                if self.keyword.clauses(self.context).contains(&Preposition::Within) {
                    error.help("a time within which it has to be there is written `within 3d`")
                } else {
                    error.help("a statement says who follows whom by its ends; only an outcome has a time: `within 3d`")
                }
            }
            Some(start) => {
                let end = self.words_end(token, rest);
                let name = &self.source[start as usize..end as usize];
                SyntaxError::new(Span::new(start, end), "a name of several words needs quotes")
                    .help(format!("write `\"{}\"`", name.split_whitespace().collect::<Vec<_>>().join(" ")))
            }
            None => {
                let after = if subjects.first.is_none() { String::new() } else { " before it".to_owned() };
                SyntaxError::new(place, format!("`{word}` is no keyword, and no comma stands{after}"))
                    .help(format!("write {}", example(self.keyword)))
            }
        };
        self.fail(error);
        self.mention(token);
    }

    /// Where the bare word that ends directly before `at`, on the same line, begins.
    pub(super) fn bare_words_before(&self, at: u32) -> Option<u32> {
        let before = self.source[..at as usize].trim_end_matches([' ', '\t']);
        let word = last_word(before, before.len() as u32);
        let start = before.len() as u32 - word;
        let is_name =
            self.tree.terms.last().is_some_and(|term| term.span.start == start && !term.is_quoted());
        (word > 0 && before.len() < at as usize && is_name).then_some(start)
    }

    pub(super) fn words_end(&self, token: Token, rest: &[Token]) -> u32 {
        let mut end = token.end;
        for next in rest {
            let gap = &self.source[end as usize..next.start.max(end) as usize];
            if !matches!(next.kind, Kind::Unknown | Kind::Bare)
                || matches!(self.text(*next), "and" | "after")
                || gap.contains(|letter: char| !matches!(letter, ' ' | '\t'))
            {
                break;
            }
            end = next.end;
        }
        end
    }

    /// A text or clause that nothing connects with what stands before it.
    pub(super) fn loose(&mut self, subjects: &List, rest: &[Token]) {
        let Some(&token) = rest.first() else { return };
        let text = excerpt(self.text(token));
        let place = span(token);
        let one = self.keyword.subject(self.context) == Subject::Name;
        let error = match token.kind {
            Kind::Preposition(_) | Kind::Either => {
                SyntaxError::new(place, format!("`{text}` has no place here"))
            }
            Kind::Unclosed | Kind::UnclosedLong => return self.unclosed(token),
            _ if one && subjects.first.is_some() && subjects.others.is_empty() => {
                let word = self.keyword.word();
                SyntaxError::new(place, format!("{} has one name", with_article(word)))
                    .label("this text has no keyword before it")
                    .help(format!("every text has a keyword before it: {}", example(self.keyword)))
            }
            _ => {
                let before = self.source[..token.start as usize].trim_end().len() as u32;
                SyntaxError::new(place, format!("expected `,` before {text}"))
                    .label("nothing separates it from what stands before")
                    .may_fix(Span::new(before, before), ",")
            }
        };
        self.fail(error);
    }

    pub(super) fn mention(&mut self, token: Token) {
        mention(self.source, self.tree, token);
        self.end = self.end.max(token.end);
    }

    pub(super) fn mention_list(&mut self, list: &List) {
        for member in list.members() {
            self.mention(member.token);
            if let Some(step) = member.step {
                self.mention(step);
            }
        }
    }
}

/// Whether it begins the declaration of something that can be an end.
fn is_declaration(kind: Kind) -> bool {
    use Keyword::{Activity, Repository, Stakeholder, Step, Stream};
    matches!(kind, Kind::Keyword(Activity | Repository | Stakeholder | Step | Stream))
}
