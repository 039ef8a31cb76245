//! Single fields that a block gives twice.

use rayon::prelude::*;

use crate::model::declared::StatementRef;
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::{Keyword, StatementFlags, StatementId, Tree};

/// A single field that a block gives twice.
#[derive(Clone, Copy, Debug)]
pub struct FieldTwice {
    /// Its keyword.
    pub keyword: Keyword,
    /// The block.
    pub block: StatementRef,
    /// Where the keyword stands first.
    pub first: FileSpan,
    /// Where it stands again.
    pub second: FileSpan,
}

/// Every later one of two single fields in a block.
pub(super) fn fields_twice(trees: &[Tree]) -> Vec<FieldTwice> {
    let of_file = |(index, tree): (usize, &Tree)| in_file(FileId::new(index), tree);
    trees.par_iter().enumerate().flat_map_iter(of_file).collect()
}

fn in_file(file: FileId, tree: &Tree) -> Vec<FieldTwice> {
    let mut twice = Vec::new();
    // The first of each field in a block.
    let mut firsts: Vec<(Keyword, StatementId)> = Vec::new();
    for (id, statement) in tree.iter() {
        // Fields stand at the head of few blocks; one without children costs nothing here.
        if statement.next == id.after(1) || statement.flags.has(StatementFlags::HAS_ERROR) {
            continue;
        }
        firsts.clear();
        for (child, keyword) in fields(tree, id) {
            let Some(&(_, first)) = firsts.iter().find(|(known, _)| *known == keyword) else {
                firsts.push((keyword, child));
                continue;
            };
            twice.push(FieldTwice {
                keyword,
                block: StatementRef { file, id },
                first: place(file, tree, first, keyword),
                second: place(file, tree, child, keyword),
            });
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
