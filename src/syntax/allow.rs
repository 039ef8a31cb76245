//! `@allow(rule, …, "reason")`, read strictly.

use crate::similarity::nearest_keyword;
use crate::source::Span;
use crate::syntax::error::{SyntaxError, escape_error, excerpt};
use crate::syntax::token::{Kind, Token};
use crate::syntax::tree::Allow;
use crate::syntax::words::{is_blank, unquote};

/// The rules that an `@allow` names.
pub(super) fn rules_of(tokens: &[Token]) -> Vec<Span> {
    tokens
        .iter()
        .take_while(|token| token.start < tokens[0].end)
        .filter(|token| token.kind == Kind::Bare)
        .map(|token| Span::new(token.start, token.end))
        .collect()
}

/// Reads an `@allow` from its tokens.
///
/// # Errors
/// What is wrong with it.
// Errors are rare here, and boxing one saves nothing.
#[allow(clippy::result_large_err)]
pub(super) fn read_allow(source: &str, tokens: &[Token]) -> Result<Allow, SyntaxError> {
    let head = tokens[0];
    let span = Span::new(head.start, head.end);
    let text = |token: &Token| &source[token.start as usize..token.end as usize];
    let example = "write `@allow(rule, \"why it may stay\")` before a declaration or statement";
    let word = tokens.get(1).map_or("", text);
    if word != "allow" {
        let written = Span::new(head.start, tokens.get(1).map_or(head.end, |token| token.end));
        let error = SyntaxError::new(written, format!("`@{word}` is unknown")).help(example);
        return Err(match nearest_keyword(word, ["allow"].into_iter()) {
            Some(meant) => error.label(format!("did you mean `@{meant}`?")).fix(written, format!("@{meant}")),
            None => error,
        });
    }
    let mut rules = Vec::new();
    let mut reason = None;
    for token in &tokens[2..] {
        let place = Span::new(token.start, token.end);
        match token.kind {
            Kind::Bare if reason.is_none() => rules.push(place),
            Kind::Empty => return Err(SyntaxError::new(place, "this reason says nothing").help(example)),
            Kind::Quoted if is_blank(&unquote(text(token))) => {
                return Err(SyntaxError::new(place, "this reason says nothing").help(example));
            }
            Kind::Quoted if reason.is_none() => match escape_error(source, place) {
                Some(error) => return Err(error),
                None => reason = Some(place),
            },
            Kind::EndParen | Kind::Comma => {}
            Kind::Missing => {
                return Err(
                    SyntaxError::new(span, "this `@allow` has no parentheses around it").help(example)
                );
            }
            Kind::Bare | Kind::Quoted => {
                return Err(
                    SyntaxError::new(place, "the reason is the last thing in an `@allow`").help(example)
                );
            }
            _ => {
                return Err(SyntaxError::new(
                    place,
                    format!("`{}` has no place in an `@allow`", excerpt(text(token))),
                )
                .help(example));
            }
        }
    }
    if rules.is_empty() {
        return Err(SyntaxError::new(span, "this `@allow` names no rule").help(example));
    }
    let Some(reason) = reason else {
        return Err(SyntaxError::new(span, "an `@allow` must give its reason")
            .label("no reason stands here")
            .help(example));
    };
    Ok(Allow { span, rules, reason, target: None })
}
