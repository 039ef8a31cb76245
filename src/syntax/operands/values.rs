//! Texts, durations and percentages.

use super::{List, Member, Operands, span};
use crate::source::Span;
use crate::syntax::error::{SyntaxError, excerpt};
use crate::syntax::keyword::{PERIODS, Preposition};
use crate::syntax::quantity::{read_duration, read_percentage};
use crate::syntax::token::{Kind, Token};
use crate::syntax::tree::Term;

impl Operands<'_> {
    /// Reads the one text of a statement; over several lines where it may be `long`.
    pub(super) fn one_text(&mut self, member: &Member, list: &List, long: bool) {
        let token = member.token;
        match token.kind {
            Kind::Quoted => self.check_escapes(token),
            Kind::Long if long => {}
            Kind::Long => {
                self.fail(SyntaxError::new(span(token), "a link stands on one line, in plain quotes"));
            }
            Kind::Empty => {}
            Kind::Unclosed | Kind::UnclosedLong => self.unclosed(token),
            _ => {
                let text = excerpt(self.text(token));
                let error = SyntaxError::new(
                    span(token),
                    format!("expected a text in quotes after `{}`", self.keyword.word()),
                )
                .help(format!("write `{} \"{text} …\"`", self.keyword.word()));
                self.fail(error);
            }
        }
        self.tree.terms.push(Term::text(span(token)));
        if let Some(step) = member.step {
            self.no_end(token, step);
        }
        if let Some(second) = list.others.first() {
            self.fail(SyntaxError::new(
                span(second.token),
                format!("`{}` has one text", self.keyword.word()),
            ));
        }
    }

    /// Reads the quantities of a list as one duration.
    pub(super) fn quantity(&mut self, list: &List, wanted: &str, after: &str) {
        if let Some(other) = list.members().find(|member| member.token.kind != Kind::Quantity) {
            let text = self.text(other.token).trim_matches('"');
            let error = SyntaxError::new(span(other.token), format!("expected {wanted} after `{after}`"));
            let is_duration = read_duration(text).is_ok() && !text.is_empty();
            return self.fail(if is_duration {
                error.help(format!("write it without quotes: `{text}`")).may_fix(span(other.token), text)
            } else {
                error
            });
        }
        let (Some(first), Some(last)) = (&list.first, list.members().last()) else { return };
        let whole = Span::new(first.token.start, last.token.end);
        let text = &self.source[whole.range()];
        if let Some(comment) = text.find('/').or_else(|| text.find(',')) {
            let at = whole.start + comment as u32;
            self.fail(SyntaxError::new(
                Span::new(at, at + 1),
                "only blanks stand between the parts of a duration",
            ));
        } else if let Err((range, message)) = read_duration(text) {
            let at = Span::new(whole.start + range.start as u32, whole.start + range.end as u32);
            let error = SyntaxError::new(at, message).help("durations read `15min`, `1d 4h` or `2wd`");
            self.fail(error);
        }
        self.tree.terms.push(Term::text(whole));
    }

    /// Reads the period of `every`: a word such as `month`, or a duration.
    pub(super) fn period(&mut self, list: &List) {
        let Some(Member { token, step }) = &list.first else { return };
        let text = self.text(*token);
        if matches!(token.kind, Kind::Bare) && step.is_none() && PERIODS.contains(&text) {
            self.tree.terms.push(Term::text(span(*token)));
            if let Some(second) = list.others.first() {
                self.fail(
                    SyntaxError::new(span(second.token), "`every` has one period")
                        .label("a second one stands here"),
                );
            }
            return;
        }
        if !matches!(token.kind, Kind::Bare | Kind::Quoted) {
            return self.quantity(list, Preposition::Every.wants(), Preposition::Every.word());
        }
        let word = text.trim_matches('"');
        let message = if PERIODS.contains(&word) {
            format!("`every {word}` needs no quotes")
        } else {
            format!("`{word}` is no period")
        };
        let error = SyntaxError::new(span(*token), message);
        let periods = "`day`, `week`, `month`, `quarter`, `year`, or a duration such as `2w`";
        self.fail(match meant_period(word) {
            Some(meant) => error.help(format!("write `every {meant}`")).may_fix(span(*token), meant),
            None => error.help(format!("write {periods}")),
        });
    }

    /// Reads the one percentage of a statement.
    pub(super) fn percentage(&mut self, token: Token, list: &List) {
        let text = self.text(token);
        if !list.others.is_empty() || token.kind != Kind::Quantity || read_percentage(text).is_none() {
            let digits = text.trim_matches('"').trim_end_matches('%');
            let error = SyntaxError::new(
                span(token),
                format!("expected a percentage after `{}`", self.keyword.word()),
            );
            return self.fail(match read_percentage(&format!("{digits}%")) {
                Some(_) => {
                    error.help(format!("write `{digits}%`")).may_fix(span(token), format!("{digits}%"))
                }
                None => error.help("percentages read `95%` or `99.5%`"),
            });
        }
        self.tree.terms.push(Term::text(span(token)));
    }
}

/// The period that another form of its word most probably means: `Months`, `monthly`, `daily`.
fn meant_period(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    let stem = word.strip_suffix("ly").or(word.strip_suffix('s')).unwrap_or(&word);
    let stem = if stem == "dai" { "day" } else { stem };
    PERIODS.into_iter().find(|&period| period == stem)
}
