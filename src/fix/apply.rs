//! Edits to texts.

use std::collections::BTreeMap;

use crate::finding::Edit;
use crate::source::FileId;
use crate::workspace::Workspace;

/// Which ranges edits have taken already.
#[derive(Debug, Default)]
pub(super) struct EditSet(BTreeMap<(FileId, u32), u32>);

impl EditSet {
    /// Takes the ranges of all `edits`, unless one of them touches a range that is taken. Ranges that meet at a border
    /// touch: what one inserts there may depend on what the other leaves.
    pub fn take(&mut self, edits: &[Edit]) -> bool {
        let touches = |edit: &Edit| {
            let (file, span) = (edit.place.file, edit.place.span);
            let before = self.0.range(..=(file, span.end)).next_back();
            before.is_some_and(|(&(taken, _), &end)| taken == file && end >= span.start)
        };
        if edits.iter().any(touches) {
            return false;
        }
        let ranges = edits.iter().map(|edit| ((edit.place.file, edit.place.span.start), edit.place.span.end));
        self.0.extend(ranges);
        true
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
        for edit in edits {
            let range = edit.place.span.range();
            new.push_str(old.get(at..range.start).unwrap_or_default());
            new.push_str(&edit.text);
            at = range.end;
        }
        new.push_str(old.get(at..).unwrap_or_default());
        workspace.replace(file, new);
        before.insert(file, old);
    }
    before
}
