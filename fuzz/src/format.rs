//! Formatting: a second time changes nothing, nothing is said differently, no comment is lost, and what cannot be read stays.

use std::collections::BTreeMap;

use vsdlint::finding::Finding;
use vsdlint::format::{FormatOptions, format_range};
use vsdlint::source::Span;
use vsdlint::syntax::{StatementFlags, Tree, parse, words};

use super::check::{all_settings, lint};

/// The options that are tried, narrow ones before the one that is usual.
const OPTIONS: [FormatOptions; 4] = [
    FormatOptions { width: 20, indent: 0 },
    FormatOptions { width: 32, indent: 4 },
    FormatOptions { width: 48, indent: 3 },
    FormatOptions { width: 100, indent: 2 },
];

/// Formats a model. One input in four is formatted in part as well, another in four with other line ends, and of another
/// the findings are compared.
pub fn format(bytes: &[u8]) {
    let text = super::words::either(bytes);
    let lot = super::lot(bytes);
    let options = OPTIONS[lot as usize % 4];
    let tree = parse(&text);
    let after = vsdlint::format::format(&text, options);
    assert_eq!(vsdlint::format::format(&after, options), after, "formatted twice");
    assert_eq!(text.starts_with('\u{feff}'), after.starts_with('\u{feff}'));
    says_the_same(&text, &tree, &after, &parse(&after));
    match lot / 4 % 4 {
        0 => in_part(&text, &after, options, lot / 16, tree.errors.is_empty()),
        1 if tree.errors.is_empty() && !text.contains('\r') && text.contains('\n') => {
            let crlf = vsdlint::format::format(&text.replace('\n', "\r\n"), options);
            assert_eq!(crlf, after.replace('\n', "\r\n"), "with CRLF");
        }
        // What a word processor made of quotation marks and blanks becomes plain, and so its finding goes.
        2 if tree.pasted.quotes.is_empty() && tree.pasted.blanks.is_empty() => {
            let settings = &all_settings()[bytes.len() % 4];
            let (one, two) =
                (lint(settings, vec![text]).check(), lint(settings, vec![after.clone()]).check());
            assert_eq!(reported(&one.findings), reported(&two.findings), "found in\n{after}");
        }
        _ => {}
    }
}

/// Asserts that two texts hold the same statements, names, comments and errors, and that what is broken stays.
fn says_the_same(text: &str, tree: &Tree, after: &str, laid: &Tree) {
    let statements = |tree: &Tree| -> Vec<_> {
        tree.statements.iter().map(|it| (it.keyword, it.flags, it.terms, it.next)).collect()
    };
    assert_eq!(statements(tree), statements(laid), "statements of\n{after}");
    let names = |tree: &Tree, text: &str| -> Vec<(String, bool)> {
        let folded = |span: Span| {
            let mut folded = String::new();
            words::normalize_written(&text[span.range()], &mut folded);
            folded
        };
        tree.terms.iter().map(|term| (folded(term.span), term.is_joined())).collect()
    };
    assert_eq!(names(tree, text), names(laid, after), "names of\n{after}");
    // Where a block ends that is never closed is a guess, by how the text is laid out; so is what an `@allow` before it is for.
    let is_whole = tree.errors.is_empty();
    let allows = |tree: &Tree| -> Vec<_> {
        tree.allows.iter().map(|allow| (allow.target.filter(|_| is_whole), allow.rules.len())).collect()
    };
    assert_eq!(allows(tree), allows(laid), "allows of\n{after}");
    let errors =
        |tree: &Tree| -> Vec<String> { tree.errors.iter().map(|error| error.message.clone()).collect() };
    assert_eq!(errors(tree), errors(laid), "errors of\n{after}");
    let comments = |tree: &Tree, text: &str| -> Vec<_> {
        let comments = tree.comments.iter();
        comments.map(|comment| (comment.kind, text[comment.span.range()].trim_end().to_owned())).collect()
    };
    // Where a typo was repaired, the places of comments near it are not exact.
    if tree.errors.iter().all(|error| error.fix.is_none()) {
        assert_eq!(comments(tree, text), comments(laid, after), "comments of\n{after}");
    }
    assert_eq!(tree.comments.len(), laid.comments.len(), "comments of\n{after}");
    for broken in tree.statements.iter().filter(|statement| statement.flags.has(StatementFlags::HAS_ERROR)) {
        let stays = text[broken.span.range()].trim_end();
        assert!(after.contains(stays), "{stays:?} has changed in\n{after}");
    }
}

/// Formats some lines, and asserts that nothing else changes; and, for a text that can be read, that nothing else comes
/// of it in the end.
fn in_part(text: &str, after: &str, options: FormatOptions, lot: u64, can_be_read: bool) {
    let all = format_range(text, Span::new(0, text.len() as u32), options);
    assert_eq!(edited(text, &all), after, "by edits");
    let at = (lot % (text.len() as u64 + 1)) as u32;
    let range = Span::new(at, (at + (lot / 256 % 64) as u32).min(text.len() as u32));
    let some = format_range(text, range, options);
    assert!(some.iter().all(|edit| all.contains(edit)), "{some:?} is not among {all:?}");
    if !can_be_read {
        return;
    }
    let part = edited(text, &some);
    // How lines end may depend on a line that is gone.
    let lf = |text: &str| text.replace("\r\n", "\n");
    assert_eq!(
        lf(&vsdlint::format::format(&part, options)),
        lf(after),
        "after formatting {range:?}, which gives\n{part}"
    );
}

/// The text with edits made, which come in the order of the text.
fn edited(text: &str, edits: &[(Span, String)]) -> String {
    let mut edited = text.to_owned();
    edits.iter().rev().for_each(|(span, with)| edited.replace_range(span.range(), with));
    edited
}

/// The findings by rule and names, and how often each.
fn reported(findings: &[Finding]) -> BTreeMap<(&str, u64, bool), usize> {
    let mut reported = BTreeMap::new();
    for finding in findings {
        *reported.entry((&*finding.rule, finding.fingerprint, finding.suppressed.is_some())).or_default() +=
            1;
    }
    reported
}
