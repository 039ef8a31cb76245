//! One text in other layouts that mean the same.

use crate::fixes::pieces::{Piece, pieces};
use vsdlint::syntax::parse;

/// A layout by its name.
pub type Layout = (&'static str, fn(&str) -> String);

/// All of them.
pub const ALL: &[Layout] = &[
    ("as it is", str::to_owned),
    ("windows line ends", windows),
    ("lone carriage returns", |text| text.replace("\r\n", "\n").replace('\n', "\r")),
    ("tabs", tabs),
    ("byte-order mark", byte_order_mark),
    ("no last line end", no_last_line_end),
    ("comments after all words", |text| commented(text, |at| format!(" /* c{at} */"))),
    ("comments close to all words", |text| commented(text, |at| format!("/*c{at}*/"))),
    ("line comments after all words", |text| commented(text, |at| format!(" // c{at}\n"))),
    ("one line", |text| spread(text, " ")),
    ("a word a line", |text| spread(text, "\n\t")),
    ("close together", close_together),
    ("last commas", last_commas),
    ("last commas apart", |text| commented(&last_commas(text), |at| format!(" // c{at}\n  "))),
];

fn windows(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

fn tabs(text: &str) -> String {
    let line = |line: &str| {
        let rest = line.trim_start_matches("  ");
        "\t".repeat((line.len() - rest.len()) / 2) + rest
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn byte_order_mark(text: &str) -> String {
    format!("\u{feff}{}", text.trim_start_matches('\u{feff}'))
}

fn no_last_line_end(text: &str) -> String {
    text.trim_end().to_owned()
}

/// A comment, which `comment` makes of a number, after every word behind which one may stand.
fn commented(text: &str, comment: impl Fn(usize) -> String) -> String {
    let pieces = pieces(text);
    let mut out = String::new();
    let mut last = 0;
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Word(word) = piece else { continue };
        // Only blanks stand between the parts of a duration.
        let is_number = |piece: Option<&Piece>| match piece {
            Some(Piece::Word(word)) => text[word.clone()].starts_with(|letter: char| letter.is_ascii_digit()),
            _ => false,
        };
        out.push_str(&text[last..word.end]);
        last = word.end;
        if !(is_number(Some(piece)) && is_number(pieces.get(at + 1))) {
            out.push_str(&comment(at));
        }
    }
    out + &text[last..]
}

/// `between` between all words; line comments become such that end on their line.
fn spread(text: &str, between: &str) -> String {
    let mut out = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Word(word) => out.push(text[word].to_owned()),
            Piece::Comment(comment) => {
                let comment = text[comment].trim_start_matches(['/', '*']).replace("*/", "");
                out.push(format!("/*{}*/", comment.replace(['\n', '\r'], " ")));
            }
        }
    }
    out.join(between)
}

/// Blanks only where words would run together.
fn close_together(text: &str) -> String {
    let mut out = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Word(word) => {
                let joins = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '%');
                let runs_together = |other: char| matches!(other, '"' | '@') || joins(other);
                if out.ends_with(joins) && text[word.clone()].starts_with(runs_together) || out.ends_with('"')
                {
                    out.push(' ');
                }
                out.push_str(&text[word]);
            }
            Piece::Comment(comment) => {
                out.push_str(&text[comment.clone()]);
                if text[comment].starts_with("//") {
                    out.push('\n');
                }
            }
        }
    }
    out
}

/// A comma after the last member of every list that may have one.
fn last_commas(text: &str) -> String {
    let tree = parse(text);
    let mut out = text.to_owned();
    if !tree.errors.is_empty() {
        return out;
    }
    let mut ends: Vec<u32> = Vec::new();
    for index in tree.ids() {
        use vsdlint::syntax::Keyword::{Input, Outcome, Output, Trigger};
        if !matches!(tree[index].keyword, Input | Output | Trigger | Outcome) {
            continue;
        }
        for mut terms in [tree.subjects(index), tree.clause(index)] {
            ends.extend(terms.next_back().map(|at| tree[at].span.end));
        }
    }
    for end in ends.into_iter().rev() {
        out.insert(end as usize, ',');
    }
    out
}
