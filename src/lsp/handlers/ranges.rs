//! What can be folded and selected.

use gen_lsp_types::{
    FoldingRange, FoldingRangeKind, FoldingRangeParams, SelectionRange, SelectionRangeParams,
};
use vsdlint::ide::ranges;
use vsdlint::source::FileSpan;

use super::answer::{Answer, file_of, place_of, to_answer};
use crate::lsp::convert::snapshot::Snapshot;

/// The blocks and comments of a document.
pub fn folds(params: &FoldingRangeParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file_of(&params.text_document, snapshot)?;
    let fold = |fold: ranges::Fold| {
        let range = snapshot.range(FileSpan { file, span: fold.span });
        // The brace that closes a block stays to be seen.
        let last = if fold.is_comment { range.end.line } else { range.end.line.saturating_sub(1) };
        (range.start.line < last).then(|| FoldingRange {
            start_line: range.start.line,
            end_line: last,
            kind: fold.is_comment.then_some(FoldingRangeKind::Comment),
            ..FoldingRange::default()
        })
    };
    let folds = ranges::folds(snapshot.text(file), snapshot.model.tree(file));
    to_answer(folds.into_iter().filter_map(fold).collect::<Vec<_>>())
}

/// What is selected as a selection grows, from each of several places.
pub fn selections(params: &SelectionRangeParams, snapshot: &Snapshot<'_>) -> Answer {
    let mut found = Vec::new();
    for &position in &params.positions {
        let (file, offset) = place_of(&params.text_document, position, snapshot)?;
        let around = ranges::around(snapshot.text(file), snapshot.model.tree(file), offset);
        let grown = around.into_iter().rev().fold(None, |parent: Option<Box<SelectionRange>>, span| {
            Some(Box::new(SelectionRange { range: snapshot.range(FileSpan { file, span }), parent }))
        });
        found.extend(grown.map(|range| *range));
    }
    to_answer(found)
}
