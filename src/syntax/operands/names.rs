//! Names in a statement: what is one, and what is wrong with what is none.

use super::{List, Operands, span};
use crate::source::Span;
use crate::syntax::error::{SyntaxError, escape_error};
use crate::syntax::token::{Kind, Token, reserved};
use crate::syntax::tree::Term;
use crate::syntax::words::{MOST_CHARACTERS, unquote};

/// So many characters of a name that is too long are pointed at.
const FEW: usize = 20;

impl Operands<'_> {
    /// Takes the members of a list as names; `stream.step` only where `ends` may stand.
    pub(super) fn names(&mut self, list: &List, ends: bool) {
        for member in list.members() {
            self.name(member.token);
            let Some(step) = member.step else { continue };
            if ends {
                if let Some(term) = self.tree.terms.last_mut() {
                    term.join();
                }
                self.name(step);
                let text = self.text(step);
                if step.kind == Kind::Bare && reserved(text).is_some() {
                    let error = SyntaxError::new(span(step), format!("`{text}` is a keyword"))
                        .help(format!("as the name of a step, write it in quotes: `\"{text}\"`"));
                    self.fail(error);
                }
            } else {
                self.no_end(member.token, step);
            }
        }
    }

    /// `step` is joined to `token`, which is no end.
    pub(super) fn no_end(&mut self, token: Token, step: Token) {
        let whole = Span::new(token.start, step.end);
        let error = SyntaxError::new(whole, "`stream.step` stands only behind `from` or `to`").help(format!(
            "if `.` is part of the name, write `\"{}\"`",
            self.source[whole.range()].replace('"', "")
        ));
        self.fail(error);
    }

    pub(super) fn name(&mut self, token: Token) {
        let place = span(token);
        match token.kind {
            Kind::Bare | Kind::Quoted => {
                if token.kind == Kind::Quoted {
                    self.check_escapes(token);
                }
                if self.is_too_long(token) {
                    return;
                }
                match self.tree.symbols.intern(self.source, place) {
                    Some(symbol) => {
                        self.tree.terms.push(Term::name(place, symbol, token.kind == Kind::Quoted));
                    }
                    None => self.fail(SyntaxError::new(place, "this name has neither letters nor digits")),
                }
            }
            Kind::Empty => self.fail(SyntaxError::new(place, "this name is empty")),
            Kind::Unclosed | Kind::UnclosedLong => self.unclosed(token),
            Kind::Long => self.fail(
                SyntaxError::new(place, "a name stands on one line, in plain quotes")
                    .help("texts over several lines are for `purpose` only"),
            ),
            _ => {
                let text = self.text(token);
                let error = SyntaxError::new(place, format!("`{text}` is a number, not a name"))
                    .help(format!("if it is a name, write it in quotes: `\"{text}\"`"));
                self.fail(error);
            }
        }
    }

    /// Fails if a name has too many characters.
    fn is_too_long(&mut self, token: Token) -> bool {
        let text = self.text(token);
        if text.len() <= MOST_CHARACTERS {
            return false;
        }
        let count = length(text);
        if count <= MOST_CHARACTERS {
            return false;
        }
        let begin: usize = text.chars().take(FEW).map(char::len_utf8).sum();
        let place = Span::new(token.start, token.start + begin as u32);
        let message = format!("this name has {count} characters, and a name has at most {MOST_CHARACTERS}");
        let error = SyntaxError::new(place, message)
            .label("it begins here")
            .help("write a short name; a `purpose` may be as long as you like");
        self.fail(error);
        true
    }

    pub(super) fn unclosed(&mut self, token: Token) {
        let text = self.text(token).trim_end();
        let place = Span::new(token.start, token.start + text.len() as u32);
        let error = match token.kind {
            Kind::UnclosedLong => {
                SyntaxError::new(Span::new(token.start, token.start + 3), "this text is never closed")
                    .label("it begins here and runs to the end of the file")
                    .help("write `\"\"\"` where it ends")
            }
            _ => SyntaxError::new(place, "this text is not closed")
                .label("expected `\"` before the end of the line")
                .help("a text in plain quotes stands on one line"),
        };
        self.fail(error);
    }

    pub(super) fn check_escapes(&mut self, token: Token) {
        if let Some(error) = escape_error(self.source, span(token)) {
            self.fail(error);
        }
    }
}

/// How many characters a name has, as it is written. Blanks at its ends are none of them: what typographic quotation marks
/// have more bytes than plain ones stands there as blanks.
fn length(written: &str) -> usize {
    unquote(written).trim_matches(' ').chars().count()
}
