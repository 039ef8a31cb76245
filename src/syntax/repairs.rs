//! What may repair an error: edits that are worth a try, the most probable first.

mod clauses;
mod line;
mod names;
mod plain_english;
mod signs;

use self::line::Line;
#[cfg(feature = "import")]
pub(crate) use self::plain_english::quantity as plain_quantity;
pub(super) use self::signs::is_closing;
use crate::similarity::nearest_keyword;
use crate::source::Span;
use crate::syntax::error::SyntaxError;
use crate::syntax::keyword::{Keyword, Preposition};
use crate::syntax::pasted::is_mark;
use crate::syntax::token::reserved;

/// How many edits are tried for one error.
const MAX_REPAIRS_OF_ERROR: usize = 32;

/// An edit that may repair an error.
pub(super) struct Repair {
    pub span: Span,
    pub text: String,
    /// What is wrong, if it is this.
    pub wording: Wording,
}

/// How to word an error, once it is known what repairs it.
pub(super) enum Wording {
    /// As it is.
    AsItIs,
    /// A keyword is misspelt.
    Misspelt,
    /// A comma is missing.
    Comma,
    /// A name stands without quotes.
    Unquoted,
    /// One of two quotation marks is missing.
    HalfQuoted,
    /// Something else, which these words say.
    Own {
        /// The message.
        message: String,
        /// The label at the place of the edit.
        label: String,
    },
}

/// A line of more bytes is looked at no further: names in it could begin and end at every pair of words.
const LONGEST: usize = 1000;

/// Edits that may repair `error`.
pub(super) fn repairs(source: &str, error: &SyntaxError) -> Vec<Repair> {
    let line = Line::around(source, error.span.start as usize);
    let Line { code, start, .. } = line;
    let span = |(from, to): (usize, usize)| Span::new((start + from) as u32, (start + to) as u32);
    let own = error.fix.iter().cloned().map(|(span, text)| Repair { span, text, wording: Wording::AsItIs });
    if code.len() > LONGEST {
        return own.collect();
    }
    let within = (error.span.start as usize - start).min(code.len());
    let quoted = |(from, to): (usize, usize)| format!("\"{}\"", plain(&code[from..to]));
    let row = row(code, within);
    // What people write who have not read how a statement looks comes before the error's own edit, which may take such a
    // word for a name.
    let mut repairs = signs::repairs(&line);
    repairs.extend(plain_english::repairs(&line, &row));
    repairs.extend(clauses::repairs(&line));
    let names = names::between_keywords(code, &row, within);
    let is_list = names::are_known(source, &names);
    if !is_list {
        repairs.extend(own.clone());
    }
    if let Some(name) = names::quoted_elsewhere(source, code, &row) {
        repairs.push(Repair { span: span(name), text: quoted(name), wording: Wording::Unquoted });
    }
    let mut add = |place, text: String, wording| repairs.push(Repair { span: span(place), text, wording });
    if let Some((from, to, text)) = plain_quotes(code) {
        add((from, to), text, Wording::AsItIs);
    }
    for &(from, to) in &row {
        let word = &code[from..to];
        if let Some(meant) =
            nearest_keyword(word, keywords()).filter(|_| word.len() > 1 && reserved(word).is_none())
            && !(meant == "or" && matches!(word, "for" | "of"))
        {
            add((from, to), meant.to_owned(), Wording::Misspelt);
        }
    }
    // Between two ends a comma is more easily forgotten than two quotation marks.
    let behind = code[..within].trim_end().len();
    let is_one = !is_list && names::are_one(&names);
    let may_lack_comma = is_list || names::is_among_ends(code, within) || code[..behind].ends_with('"');
    let commas = || {
        let first_end = row.iter().find(|&&(from, _)| from == within).map_or(behind, |&(_, to)| to);
        [behind, first_end].map(|at| ((at, at), ",".to_owned(), Wording::Comma))
    };
    if may_lack_comma && !is_one {
        commas().into_iter().for_each(|(place, text, wording)| add(place, text, wording));
    }
    if code.matches('"').count() % 2 == 1 {
        half_quoted(code).into_iter().for_each(|name| add(name, quoted(name), Wording::HalfQuoted));
    } else {
        bare_names(code, &row, within)
            .into_iter()
            .for_each(|name| add(name, quoted(name), Wording::Unquoted));
    }
    if may_lack_comma && is_one {
        commas().into_iter().for_each(|(place, text, wording)| add(place, text, wording));
    }
    if is_list {
        repairs.extend(own);
    }
    // What a comment says stays a comment.
    repairs.retain(|repair| !repair.text.contains("/*") && !repair.text.contains("*/"));
    repairs.truncate(MAX_REPAIRS_OF_ERROR);
    repairs
}

impl Wording {
    fn own(message: impl Into<String>, label: impl Into<String>) -> Wording {
        Wording::Own { message: message.into(), label: label.into() }
    }

    /// Words `error` accordingly; `written` stands where `text` should.
    pub fn word(self, error: SyntaxError, span: Span, written: &str, text: &str) -> SyntaxError {
        let own = |message: String| SyntaxError::new(span, message);
        match self {
            Wording::AsItIs => error,
            Wording::Own { message, label } => own(message).label(label),
            Wording::Misspelt => {
                own(format!("`{written}` is no keyword")).label(format!("did you mean `{text}`?"))
            }
            Wording::Comma => own("a comma is missing".to_owned()).label("expected `,` between two names"),
            // A text is no name, and what stands in other quotes is no row of words.
            Wording::Unquoted if error.message.contains("text in quotes") || written.starts_with('\'') => {
                SyntaxError { span, label: String::new(), ..error }.help(format!("write `{text}`"))
            }
            Wording::Unquoted if written.contains(' ') => {
                own("a name of several words needs quotes".to_owned()).help(format!("write `{text}`"))
            }
            Wording::Unquoted => own("this name needs quotes".to_owned()).help(format!("write `{text}`")),
            Wording::HalfQuoted => own("a quotation mark is missing".to_owned())
                .label(if written.starts_with('"') {
                    "expected `\"` behind it"
                } else {
                    "expected `\"` before it"
                })
                .help(format!("write `{text}`")),
        }
    }
}

/// Where the comment that ends a line begins; `//` in an address begins none.
fn comment(line: &str) -> usize {
    let mut found = line.match_indices("//").map(|(at, _)| at).filter(|&at| !line[..at].ends_with(':'));
    found.next().unwrap_or(line.len())
}

/// A name without the quotation marks around it, of whatever kind.
fn plain(written: &str) -> &str {
    let inner = written.trim_matches('"');
    inner.strip_prefix('\'').and_then(|inner| inner.strip_suffix('\'')).unwrap_or(inner)
}

/// All words that a text may be about to use as a keyword.
fn keywords() -> impl Iterator<Item = &'static str> {
    let statements = Keyword::ALL.into_iter().map(Keyword::word);
    statements
        .chain(Preposition::ALL.into_iter().map(Preposition::word))
        .chain(["or", "optional", "rework", "reply"])
}

/// The stretch of a line between its first and its last typographic quotation mark, with plain ones.
fn plain_quotes(line: &str) -> Option<(usize, usize, String)> {
    let first = line.find(is_mark)?;
    let last = line.rfind(is_mark)?;
    let end = last + line[last..].chars().next().map_or(0, char::len_utf8);
    Some((first, end, line[first..end].replace(is_mark, "\"")))
}

/// Names of a line, one of whose two quotation marks may be missing: from a mark to the end of a word behind it, or from
/// the beginning of a word to the mark behind it.
fn half_quoted(line: &str) -> Vec<(usize, usize)> {
    let marks: Vec<usize> = line.match_indices('"').map(|(at, _)| at).collect();
    let is_part = |letter: char| !letter.is_whitespace() && !matches!(letter, ',' | '"' | '{' | '}');
    let mut names = Vec::new();
    let mut before = ' ';
    for (at, letter) in line.char_indices().chain([(line.len(), ' ')]) {
        let behind = marks.partition_point(|&mark| mark < at);
        let is_open = behind % 2 == 1;
        match (is_part(before), is_part(letter)) {
            (true, false) if is_open && letter != '"' => {
                names.extend(marks[..behind].last().map(|&mark| (mark, at)));
            }
            (false, true) if !is_open && before != '"' => {
                names.extend(marks.get(behind).map(|&mark| (at, mark + 1)));
            }
            _ => {}
        }
        before = letter;
    }
    // A name rarely holds a keyword.
    names.sort_by_key(|&(from, to)| line[from..to].split_whitespace().any(|word| reserved(word).is_some()));
    names
}

/// Words without quotes that may be one name, the shortest first: they begin behind a comma or a keyword, at or before
/// byte `within` of the line.
fn bare_names(line: &str, row: &[(usize, usize)], within: usize) -> Vec<(usize, usize)> {
    let is_reserved =
        |word: usize| row.get(word).is_some_and(|&(from, to)| reserved(&line[from..to]).is_some());
    let at_error = row.iter().position(|&(_, to)| within <= to).unwrap_or(0);
    let begins =
        |&word: &usize| !is_reserved(word) && word.checked_sub(1).is_none_or(is_reserved) && word < row.len();
    let mut names = Vec::new();
    for first in (0..=at_error).rev().filter(begins) {
        // A number belongs to a clause, and what is said with a word of the language, or with one that is often written for
        // such a word, is no part of a name.
        let is_word = |&&(from, to): &&(usize, usize)| {
            let word = &line[from..to];
            let is_sign =
                matches!(word, "(" | ")" | "[" | "]" | ":" | "=" | "/" | "|" | "+") || word.ends_with(';');
            !word.starts_with(|letter: char| letter.is_ascii_digit())
                && !is_sign
                && (reserved(word).is_none() || is_noun(word))
                && !matches!(word, "and" | "after")
        };
        let words = row[first..].iter().take_while(is_word).skip(1);
        names.extend(words.map(|&(_, to)| (row[first].0, to)));
    }
    names
}

/// Whether a keyword is a noun that a name may end with, such as `Line item`.
fn is_noun(word: &str) -> bool {
    const NOUNS: [&str; 11] = [
        "activity",
        "item",
        "link",
        "organisation",
        "practice",
        "purpose",
        "repository",
        "role",
        "stakeholder",
        "step",
        "stream",
    ];
    NOUNS.contains(&word)
}

/// The words around byte `within` of the line, with only blanks between them.
fn row(line: &str, within: usize) -> Vec<(usize, usize)> {
    let is_border = |letter: char| matches!(letter, ',' | '"' | '{' | '}');
    let (Some(before), Some(behind)) = (line.get(..within), line.get(within..)) else { return Vec::new() };
    let from = before.rfind(is_border).map_or(0, |at| at + 1);
    let to = behind.find(is_border).map_or(line.len(), |at| within + at);
    let mut words = Vec::new();
    let mut at = from;
    for word in line.get(from..to).unwrap_or_default().split([' ', '\t']) {
        if !word.is_empty() {
            words.push((at, at + word.len()));
        }
        at += word.len() + 1;
    }
    words
}
