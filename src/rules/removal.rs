//! What to delete so that the text reads well without it.

use crate::model::{Model, StatementRef};
use crate::source::{FileId, Place, Span};

/// The place with its line end and indentation, where nothing else stands on its lines.
pub(super) fn whole_line(model: &Model<'_>, place: Place) -> Place {
    let text = &model.sources.get(place.file).text;
    let before = text[..place.span.start as usize].trim_end_matches([' ', '\t']);
    let after = &text[place.span.end as usize..];
    let blank = after.len() - after.trim_start_matches([' ', '\t', '\r']).len();
    let ends_line = after[blank..].starts_with('\n');
    if (before.is_empty() || before.ends_with('\n')) && ends_line {
        let end = place.span.end + blank as u32 + 1;
        return Place { span: Span::new(before.len() as u32, end), ..place };
    }
    let end = place.span.end + (after.len() - after.trim_start_matches([' ', '\t']).len()) as u32;
    Place { span: Span::new(place.span.start, end), ..place }
}

/// A statement, its lines included where it stands alone on them. None where an `@allow` stands before it, which
/// would then be about what follows.
pub(super) fn statement(model: &Model<'_>, statement: StatementRef) -> Option<Place> {
    let tree = model.tree(statement.file);
    let span = tree.statements[statement.index as usize].span;
    let before = tree.allows.partition_point(|allow| allow.span.start < span.start);
    if tree.allows[..before].last().is_some_and(|allow| allow.target == Some(statement.index)) {
        return None;
    }
    let span = with_comma(model, statement.file, span);
    Some(whole_line(model, Place { file: statement.file, span }))
}

/// Those of the `members` of a list that `goes` names, with the commas that they leave behind. None where nothing would
/// be left, or a comment stands among what is removed.
pub(super) fn members(
    model: &Model<'_>,
    file: FileId,
    members: &[Span],
    goes: impl Fn(usize) -> bool,
) -> Option<Vec<(Place, String)>> {
    let mut edits = Vec::new();
    let mut at = 0;
    while at < members.len() {
        if !goes(at) {
            at += 1;
            continue;
        }
        let first = at;
        while at < members.len() && goes(at) {
            at += 1;
        }
        let span = match members.get(at) {
            Some(next) => Span::new(members[first].start, next.start),
            None if first > 0 => Span::new(members[first - 1].end, members[at - 1].end),
            None => return None,
        };
        let place = Place { file, span };
        if has_comment(model, place) {
            return None;
        }
        edits.push((place, String::new()));
    }
    Some(edits)
}

/// A statement's clause with the word that begins it; a trailing comma goes too.
pub(super) fn clause(model: &Model<'_>, statement: StatementRef) -> Option<Place> {
    let tree = model.tree(statement.file);
    let terms = tree.clause(statement.index);
    let before = tree.terms.get((terms.start as usize).checked_sub(1)?)?.span.end;
    let last = tree.terms.get((terms.end as usize).checked_sub(1)?)?.span.end;
    let span = with_comma(model, statement.file, Span::new(before, last));
    let place = Place { file: statement.file, span };
    (!has_comment(model, place)).then_some(place)
}

/// The members of a statement's clause, `stream.step` being one.
pub(super) fn ends(model: &Model<'_>, statement: StatementRef) -> Vec<Span> {
    let tree = model.tree(statement.file);
    let mut terms = tree.clause(statement.index);
    let mut ends = Vec::with_capacity(terms.len());
    while let Some(at) = terms.next() {
        ends.push(path(model, statement.file, at).span);
        if tree.terms[at as usize].is_joined() {
            terms.next();
        }
    }
    ends
}

/// The place of an end: of both names, for `stream.step`.
pub(super) fn path(model: &Model<'_>, file: FileId, term: u32) -> Place {
    let terms = &model.tree(file).terms;
    let first = &terms[term as usize];
    let last = terms.get(term as usize + 1).filter(|_| first.is_joined()).unwrap_or(first);
    Place { file, span: Span::new(first.span.start, last.span.end) }
}

fn with_comma(model: &Model<'_>, file: FileId, span: Span) -> Span {
    let after = &model.sources.get(file).text[span.end as usize..];
    let blank = after.len() - after.trim_start().len();
    let comma = if after[blank..].starts_with(',') { blank + 1 } else { 0 };
    Span::new(span.start, span.end + comma as u32)
}

/// Whether a comment begins there.
fn has_comment(model: &Model<'_>, place: Place) -> bool {
    let comments = &model.tree(place.file).comments;
    let next = comments.partition_point(|comment| comment.span.start < place.span.start);
    comments.get(next).is_some_and(|comment| comment.span.start < place.span.end)
}
