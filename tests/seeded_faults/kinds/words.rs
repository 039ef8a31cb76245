//! Two letters swapped in a keyword, and braces dropped.

use vsdlint::source::Span;
use vsdlint::syntax::{StatementFlags, StatementId, Term};

use super::names::swaps;
use super::{CLOSING, KEYWORD, OPENING, Site};
use crate::fault::{Fault, Judged};

pub fn seed(site: &Site<'_>, faults: &mut Vec<Fault>) {
    for statement in site.statements() {
        for word in words(site, statement) {
            let range = word.range();
            for other in swaps(site.slice(word)) {
                faults.push(Fault::new(KEYWORD, site.file, range.clone(), other).judged(Judged::Always));
            }
        }
        if let Some((open, close)) = braces(site, statement) {
            let drop = |kind, at: usize| Fault::new(kind, site.file, at..at + 1, "").judged(Judged::Always);
            let head = site.head(statement);
            faults.push(drop(OPENING, open).spot(site.file, head));
            // The brace that is left without a partner is where one looks for the other.
            let partner = Span::new(open as u32, open as u32 + 1);
            faults.push(drop(CLOSING, close).spot(site.file, partner));
        }
    }
}

/// The keywords of a statement, those of its clauses included.
fn words(site: &Site<'_>, statement: StatementId) -> Vec<Span> {
    let mut words = Vec::new();
    let start = site.tree[statement].span.start;
    let first = site.tree.terms_of(statement).next().map_or(start, |term| site.term(term).start);
    gap(site, start, first, &mut words);
    let terms: Vec<&Term> = site.tree.terms_of(statement).map(|at| &site.tree[at]).collect();
    for pair in terms.windows(2) {
        gap(site, pair[0].span.end, pair[1].span.start, &mut words);
    }
    words
}

/// The words between two terms, unless a comment stands there.
fn gap(site: &Site<'_>, start: u32, end: u32, words: &mut Vec<Span>) {
    let text = site.slice(Span::new(start, end));
    if text.contains('/') {
        return;
    }
    let mut at = start as usize;
    for word in text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_')) {
        if !word.is_empty() {
            words.push(Span::new(at as u32, (at + word.len()) as u32));
        }
        at += word.len() + 1;
    }
}

/// Where the braces of a statement's block stand.
fn braces(site: &Site<'_>, statement: StatementId) -> Option<(usize, usize)> {
    if !site.flags(statement).has(StatementFlags::BLOCK) {
        return None;
    }
    let close = site.tree[statement].span.end as usize - 1;
    let head = site.head(statement).end as usize;
    let open = head + site.text()[head..].find('{')?;
    Some((open, close))
}
