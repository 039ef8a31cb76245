//! Edits to texts.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Edit;
use crate::source::FileId;
use crate::source::lines::{LINE_ENDS, next_line};
use crate::workspace::Workspace;

/// Which ranges edits have taken already.
#[derive(Debug, Default)]
pub(super) struct EditSet {
    /// Where each range ends, by where it begins.
    ends: BTreeMap<(FileId, u32), u32>,
    /// The lines that are added at each place where nothing else happens.
    lines: BTreeMap<(FileId, u32), BTreeSet<String>>,
}

impl EditSet {
    /// Takes the ranges of all `edits`, unless one of them touches a range that is taken. Ranges that meet at a border
    /// touch: what one inserts there may depend on what the other leaves. Different lines may be added at one place, one
    /// below the other: else hundreds of declarations would need as many checks.
    pub fn take(&mut self, edits: &[Edit]) -> bool {
        if edits.iter().any(|edit| self.touches(edit)) {
            return false;
        }
        for edit in edits {
            let (file, span) = (edit.place.file, edit.place.span);
            if adds_lines(edit) {
                self.lines.entry((file, span.start)).or_default().insert(edit.text.clone());
            }
            self.ends.insert((file, span.start), span.end);
        }
        true
    }

    fn touches(&self, edit: &Edit) -> bool {
        let (file, span) = (edit.place.file, edit.place.span);
        let before = self.ends.range(..=(file, span.end)).next_back();
        let Some((&(taken, start), &end)) = before else { return false };
        if taken != file || end < span.start {
            return false;
        }
        let lines = self.lines.get(&(file, start));
        let is_beside = start == span.start && end == start && adds_lines(edit);
        !is_beside || lines.is_none_or(|lines| lines.contains(&edit.text))
    }
}

/// Whether an edit adds lines and changes none: it breaks the line behind what it adds.
fn adds_lines(edit: &Edit) -> bool {
    edit.place.span.start == edit.place.span.end && edit.text.ends_with(LINE_ENDS)
}

/// Lines that are added above others, without the blank line between the two if they begin with the same keyword.
fn without_gap<'t>(text: &'t str, below: &str) -> &'t str {
    let has_one_keyword = text.split_whitespace().next() == below.split_whitespace().next();
    match next_line(text, text.trim_end_matches(LINE_ENDS).len()) {
        Some(end) if has_one_keyword => &text[..end],
        _ => text,
    }
}

/// Makes `edits`, which do not touch each other, and gives the texts that were there before.
pub(super) fn apply(workspace: &mut Workspace<'_>, edits: &[&Edit]) -> BTreeMap<FileId, String> {
    let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(edit.place.file).or_default().push(edit);
    }
    let mut before = BTreeMap::new();
    for (file, mut edits) in by_file {
        edits.sort_by_key(|edit| edit.place.span);
        let old = workspace.sources().get(file).text.clone();
        let mut new = String::with_capacity(old.len() + 64);
        let mut at = 0;
        let mut edits = edits.into_iter().peekable();
        while let Some(edit) = edits.next() {
            let range = edit.place.span.range();
            new.push_str(old.get(at..range.start).unwrap_or_default());
            let below = edits.peek().filter(|next| next.place == edit.place);
            new.push_str(below.map_or(&edit.text, |below| without_gap(&edit.text, &below.text)));
            at = range.end;
        }
        new.push_str(old.get(at..).unwrap_or_default());
        workspace.replace(file, new);
        before.insert(file, old);
    }
    before
}
