//! Reads a text with typos as it was meant: an error that one small edit repairs is reported, and the text is read as
//! if that edit were made.
//!
//! Nothing is guessed that cannot be tried: each edit is made in a copy of the text, and the copy is read. The edit
//! that leaves the fewest errors is taken, if it leaves fewer than there were. What is read then stands where it
//! stands in the author's text.

use crate::source::Span;
use crate::syntax::flags::StatementFlags;
use crate::syntax::parser;
use crate::syntax::pasted::{self, Pasted};
use crate::syntax::repairs::{Repair, is_closing, repairs};
use crate::syntax::splitter::Pieces;
use crate::syntax::tree::Tree;

/// How many typos of one text are repaired; what more there are is read as well as it can be.
const MAX_REPAIRS: usize = 12;
/// How many errors are tried, the first ones: what follows is often only a consequence.
const MAX_ERRORS_TRIED: usize = 3;
/// In a text with more errors than these nothing is tried: it is something else than a model with typos, and each try
/// would hold all the errors once more.
const MAX_ERRORS: usize = 200;
/// How many bytes may be read again for one text, so that reading takes time in proportion to it.
const MAX_BYTES_READ_AGAIN: usize = 8 << 20;

/// Reads `source`.
pub(super) fn read(source: &str) -> Tree {
    let tree = parser::read(source);
    if tree.errors.is_empty() {
        return tree;
    }
    match pasted::find(source) {
        Some((copy, pasted)) => recover_copy(source, &copy, parser::read(&copy), pasted),
        None => recover(source, tree),
    }
}

/// Reads `source`, and hands every piece of it, as the author wrote it but for what was pasted, to `other` as well.
pub(super) fn read_beside(source: &str, other: &mut impl Pieces) -> Tree {
    match pasted::find(source) {
        Some((copy, pasted)) => recover_copy(source, &copy, parser::read_beside(&copy, other), pasted),
        None => recover(source, parser::read_beside(source, other)),
    }
}

/// The tree of a copy of `source` with plain signs, in which everything stands where it stands there.
fn recover_copy(source: &str, copy: &str, tree: Tree, pasted: Pasted) -> Tree {
    let mut tree = recover(copy, tree);
    if !tree.errors.is_empty() {
        // A place that begins or ends at a plain mark of the copy has the whole mark of the text.
        tree.each_place(|place| *place = whole(source, *place));
    }
    for error in &mut tree.errors {
        // A fix is made of words of the copy. Where these hold signs of the copy, it waits until the text has plain ones.
        if error.fix.as_ref().is_some_and(|(span, _)| source.get(span.range()) != copy.get(span.range())) {
            error.fix = None;
        }
    }
    tree.pasted = pasted;
    tree
}

/// A place with the whole of the letters in which it begins and ends.
fn whole(source: &str, place: Span) -> Span {
    let (mut start, mut end) = (place.start, place.end);
    while !source.is_char_boundary(start as usize) {
        start -= 1;
    }
    while !source.is_char_boundary(end as usize) && (end as usize) < source.len() {
        end += 1;
    }
    Span::new(start, end)
}

fn recover(source: &str, tree: Tree) -> Tree {
    if tree.errors.is_empty() {
        return tree;
    }
    let left = if tree.errors.len() > MAX_ERRORS { 0 } else { MAX_REPAIRS };
    let mut recovery = Recovery { left, bytes: MAX_BYTES_READ_AGAIN };
    recovery.recover(source, tree)
}

struct Recovery {
    left: usize,
    bytes: usize,
}

/// An edit that was tried, and what the text with it holds.
struct Attempt {
    repair: Repair,
    text: String,
    tree: Tree,
}

impl Recovery {
    fn recover(&mut self, source: &str, mut tree: Tree) -> Tree {
        // A bracket where a brace belongs says more than the block before it that is never closed.
        let closing = tree.errors.iter().position(|error| is_closing(source, error));
        for index in closing.into_iter().chain(0..tree.errors.len().min(MAX_ERRORS_TRIED)) {
            if self.left == 0 {
                break;
            }
            let Some(Attempt { repair, text, tree: repaired }) = self.best(source, &tree, index) else {
                continue;
            };
            self.left -= 1;
            let Repair { span, text: with, wording } = repair;
            // The first repair that helps is kept, and what is left is looked for in the repaired copy: behind a forgotten
            // brace the other errors are others.
            let error = tree.errors.swap_remove(index);
            let error = wording.word(error, span, source.get(span.range()).unwrap_or_default(), &with);
            let mut read = if repaired.errors.is_empty() { repaired } else { self.recover(&text, repaired) };
            read.move_back(source, span, &with);
            read.errors.push(error.fix(span, with));
            read.errors.sort_by_key(|error| error.span);
            return read;
        }
        // A fix that was not tried, or did not help, is not offered.
        for error in &mut tree.errors {
            if !error.is_read {
                error.fix = None;
            }
        }
        tree
    }

    /// The edit for an error that leaves the fewest errors; of several the first.
    fn best(&mut self, source: &str, tree: &Tree, index: usize) -> Option<Attempt> {
        let mut best: Option<Attempt> = None;
        for repair in repairs(source, &tree.errors[index]) {
            let Some(left) = self.bytes.checked_sub(source.len()) else { break };
            self.bytes = left;
            let mut text = source.to_owned();
            text.replace_range(repair.span.range(), &repair.text);
            let read = parser::read(&text);
            let limit = best.as_ref().map_or(tree.errors.len(), |best| best.tree.errors.len());
            // Less is wrong with what is not read at all.
            if read.errors.len() < limit && readable(&read) >= readable(tree) {
                let is_whole = read.errors.is_empty();
                best = Some(Attempt { repair, text, tree: read });
                if is_whole {
                    break;
                }
            }
        }
        best
    }
}

/// Where in `span` of `source` the name is written that stands at `place` once `text` replaces `span`, if it is not at `moved`:
/// what surrounds it may be shorter there, or stand in another order.
fn written_in(source: &str, span: Span, text: &str, place: Span, moved: Span) -> Option<Span> {
    let from = place.start.checked_sub(span.start)? as usize;
    let name = text.get(from..(place.end - span.start) as usize)?.trim_matches('"');
    let is_there = source.get(moved.range()).is_some_and(|written| written.trim_matches('"') == name);
    if name.is_empty() || is_there {
        return None;
    }
    let before = uses(text, name).into_iter().filter(|&at| at < from).count();
    let start = span.start + *uses(source.get(span.range())?, name).get(before)? as u32;
    Some(Span::new(start, start + name.len() as u32))
}

/// Where `name` stands in `text` as a whole word or row of words.
fn uses(text: &str, name: &str) -> Vec<usize> {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    let mut uses = Vec::new();
    for (at, _) in text.match_indices(name) {
        let behind = &text[at + name.len()..];
        if !text[..at].ends_with(is_part) && !behind.starts_with(is_part) {
            uses.push(at);
        }
    }
    uses
}

/// How many statements can be read.
fn readable(tree: &Tree) -> usize {
    tree.statements.iter().filter(|statement| !statement.flags.has(StatementFlags::HAS_ERROR)).count()
}

impl Tree {
    /// Moves all places to where they were before `span` of `source` was replaced by `text`.
    fn move_back(&mut self, source: &str, span: Span, text: &str) {
        let length = text.len() as u32;
        let back = |at: u32| match at {
            at if at <= span.start => at,
            at if at >= span.start + length => at - length + (span.end - span.start),
            // What stands there instead may have other letters.
            at => (0..=at.min(span.end)).rev().find(|&at| source.is_char_boundary(at as usize)).unwrap_or(0),
        };
        self.each_place(|place| {
            // What begins where something was left out stands behind it.
            let is_behind = length == 0 && place.start == span.start && place.end > place.start;
            let start = if is_behind { span.end } else { back(place.start) };
            let moved = Span::new(start, back(place.end).max(start));
            *place = written_in(source, span, text, *place, moved).unwrap_or(moved);
        });
    }

    /// Changes every place in the text that it holds.
    fn each_place(&mut self, change: impl Fn(&mut Span)) {
        self.statements.iter_mut().for_each(|statement| change(&mut statement.span));
        self.terms.iter_mut().for_each(|term| change(&mut term.span));
        self.comments.iter_mut().for_each(|comment| change(&mut comment.span));
        for allow in &mut self.allows {
            change(&mut allow.span);
            change(&mut allow.reason);
            allow.rules.iter_mut().for_each(&change);
        }
        for error in &mut self.errors {
            change(&mut error.span);
            if let Some((place, _)) = &mut error.related {
                change(place);
            }
            if let Some((place, _)) = &mut error.fix {
                change(place);
            }
        }
        self.symbols.each_place(change);
    }
}
