//! Edits for signs of other languages: brackets in place of braces, `;` behind a statement, `-` before one, single quotation
//! marks.

use super::line::Line;
use super::{Repair, Wording};
use crate::syntax::error::SyntaxError;
use crate::syntax::keyword::{Body, Context};
use crate::syntax::token::{Kind, reserved};

/// Edits of `line`.
pub(super) fn repairs(line: &Line<'_>) -> Vec<Repair> {
    let edits = [closing(line), opening(line), semicolon(line), bullet(line), single_quotes(line)];
    edits.into_iter().flatten().collect()
}

/// Whether the error is a bracket alone on its line, which may stand for the brace that another error misses.
pub(in crate::syntax) fn is_closing(source: &str, error: &SyntaxError) -> bool {
    matches!(source.get(error.span.range()), Some(")" | "]"))
        && closing(&Line::around(source, error.span.start as usize)).is_some()
}

/// `)` or `]` alone on its line.
fn closing(line: &Line<'_>) -> Option<Repair> {
    let code = line.code.trim();
    if !matches!(code, ")" | "]") {
        return None;
    }
    let from = line.code.find(code)?;
    Some(line.repair((from, from + 1), "}", Wording::own(format!("`{code}` closes no block"), "write `}`")))
}

/// `(`, `[` or `:` at the end of a statement that may open a block, and `:` before its brace.
fn opening(line: &Line<'_>) -> Option<Repair> {
    let keyword = line.keyword()?;
    // `practice` opens a block only at the top of a file, and that is where its edit helps.
    if keyword.body(Context::File) == Body::None {
        return None;
    }
    let code = line.code.trim_end();
    if let Some(before) = code.strip_suffix('{') {
        let before = before.trim_end().strip_suffix(':')?;
        let wording = Wording::own("no `:` stands before `{`", "leave it out");
        return Some(line.repair((before.len(), before.len() + 1), "", wording));
    }
    let before = code.strip_suffix(['(', '[', ':'])?;
    let written = &code[before.len()..];
    let brace = if before.ends_with([' ', '\t']) { "{" } else { " {" };
    let wording = Wording::own(format!("`{written}` opens no block"), "write `{`");
    Some(line.repair((before.len(), code.len()), brace, wording))
}

fn semicolon(line: &Line<'_>) -> Option<Repair> {
    let code = line.code.trim_end();
    let before = code.strip_suffix(';')?;
    let wording = Wording::own("no `;` ends a statement", "leave it out");
    Some(line.repair((before.trim_end().len(), code.len()), "", wording))
}

/// `- output "A"`, as in a list.
fn bullet(line: &Line<'_>) -> Option<Repair> {
    let code = line.code.trim_start();
    let from = line.code.len() - code.len();
    let sign = code.chars().next().filter(|sign| matches!(sign, '-' | '*' | '+' | '•' | '–' | '—'))?;
    let rest = &code[sign.len_utf8()..];
    let statement = rest.trim_start_matches([' ', '\t']);
    let first = statement.split([' ', '\t']).next()?;
    if !matches!(reserved(first), Some(Kind::Keyword(_) | Kind::Modifier(_))) {
        return None;
    }
    let wording = Wording::own(format!("no `{sign}` stands before a statement"), "leave it out");
    Some(line.repair((from, line.code.len() - statement.len()), "", wording))
}

/// Names in single quotation marks, all of the line at once: until the last of them is written in double ones, the line cannot
/// be read.
fn single_quotes(line: &Line<'_>) -> Option<Repair> {
    let names = single_quoted(line.code);
    let (first, last) = (names.first()?.0, names.last()?.1);
    let mut text = String::new();
    let mut end = first;
    for (from, to) in names {
        let name = line.code[from..to].trim_matches(is_single);
        text += line.code.get(end..from)?;
        text += &format!("\"{}\"", name.trim());
        end = to;
    }
    let label = format!("write `{text}`");
    Some(line.repair((first, last), text, Wording::own("names stand in double quotation marks", label)))
}

/// Where names in single quotation marks stand: such a mark begins a word and another one ends one, outside of double ones.
fn single_quoted(code: &str) -> Vec<(usize, usize)> {
    let is_apart = |letter: char| letter.is_whitespace() || matches!(letter, ',' | '{' | '}' | '.' | ';');
    let mut names = Vec::new();
    let mut open: Option<usize> = None;
    let mut is_text = false;
    let mut before = ' ';
    for (at, letter) in code.char_indices() {
        let end = at + letter.len_utf8();
        if letter == '"' {
            (is_text, open) = (!is_text, None);
        } else if is_single(letter) && !is_text {
            match open {
                None if is_apart(before) => open = Some(at),
                Some(from) if code[end..].chars().next().is_none_or(is_apart) => {
                    let name = code[from..end].trim_matches(is_single);
                    if !name.trim().is_empty() && !name.contains('\\') {
                        names.push((from, end));
                    }
                    open = None;
                }
                _ => {}
            }
        }
        before = letter;
    }
    names
}

/// Single quotation marks, typographic ones, and what is typed for one.
fn is_single(letter: char) -> bool {
    matches!(letter, '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`' | '´')
}
