//! Single fields that a block gives twice.

use rayon::prelude::*;

use crate::source::{FileId, FileSpan, Span};
use crate::syntax::{Keyword, StatementFlags, StatementId, Tree};

/// Every later one of two single fields in a block, as its keyword, the place of the first and its own: the keywords'.
pub(super) fn fields_twice(trees: &[Tree]) -> Vec<(Keyword, FileSpan, FileSpan)> {
    let of_file = |(index, tree): (usize, &Tree)| in_file(FileId::new(index), tree);
    trees.par_iter().enumerate().flat_map_iter(of_file).collect()
}

fn in_file(file: FileId, tree: &Tree) -> Vec<(Keyword, FileSpan, FileSpan)> {
    let mut twice = Vec::new();
    for (block, statement) in tree.iter() {
        // Fields stand at the head of few blocks; one without children costs nothing here.
        if statement.next == block.after(1) || statement.flags.has(StatementFlags::HAS_ERROR) {
            continue;
        }
        let mut seen = 0_u64;
        for (child, field) in fields(tree, block) {
            let bit = 1 << field as u32;
            if seen & bit != 0 {
                let first = fields(tree, block).find(|&(_, other)| other == field);
                let first = first.map_or(child, |(first, _)| first);
                twice.push((field, place(file, tree, first, field), place(file, tree, child, field)));
            }
            seen |= bit;
        }
    }
    twice
}

/// The single fields of a block that can be read.
fn fields(tree: &Tree, block: StatementId) -> impl Iterator<Item = (StatementId, Keyword)> {
    tree.children(block).filter_map(|child| {
        let field = &tree[child];
        let counts = field.keyword.is_single_field() && !field.flags.has(StatementFlags::HAS_ERROR);
        counts.then_some((child, field.keyword))
    })
}

/// Where the keyword of a statement stands.
fn place(file: FileId, tree: &Tree, statement: StatementId, keyword: Keyword) -> FileSpan {
    let start = tree[statement].span.start;
    // How long a misspelt keyword is says the error that reports it.
    let at = tree.errors.partition_point(|error| error.span.start < start);
    let error = tree.errors.get(at).filter(|error| error.span.start == start);
    let misspelt = error.and_then(|error| error.fix.as_ref()).map(|&(span, _)| span);
    let span = misspelt.unwrap_or(Span::new(start, start + keyword.word().len() as u32));
    FileSpan { file, span }
}

/// Keywords are counted in the bits of one number.
const _: () = assert!(Keyword::ALL.len() <= 64);
