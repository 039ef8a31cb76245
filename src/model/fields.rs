//! Single fields that a block gives twice.

use crate::source::{FileId, Place, Span};
use crate::syntax::{Keyword, Marks, Tree};

/// Every later one of two single fields in a block, as its keyword, the place of the first and its own: the keywords'.
pub fn fields_twice(trees: &[Tree]) -> Vec<(Keyword, Place, Place)> {
    let mut twice = Vec::new();
    for (index, tree) in trees.iter().enumerate() {
        let file = FileId(index as u32);
        let place = |statement: u32, keyword: Keyword| {
            let start = tree.statements[statement as usize].span.start;
            // A misspelt keyword is as long as the error says that tells of it.
            let at = tree.errors.partition_point(|error| error.span.start < start);
            let error = tree.errors.get(at).filter(|error| error.span.start == start);
            let misspelt = error.and_then(|error| error.fix.as_ref()).map(|&(span, _)| span);
            let span = misspelt.unwrap_or(Span::new(start, start + keyword.word().len() as u32));
            Place { file, span }
        };
        for (block, statement) in tree.statements.iter().enumerate() {
            // Fields stand at the head of few blocks; one without children costs nothing here.
            if statement.next == block as u32 + 1 || statement.marks.has(Marks::BROKEN) {
                continue;
            }
            let mut first = [None; Keyword::ALL.len()];
            for child in tree.children(block as u32) {
                let field = &tree.statements[child as usize];
                if !field.keyword.is_single_field() || field.marks.has(Marks::BROKEN) {
                    continue;
                }
                match first[field.keyword as usize] {
                    Some(earlier) => {
                        twice.push((
                            field.keyword,
                            place(earlier, field.keyword),
                            place(child, field.keyword),
                        ));
                    }
                    None => first[field.keyword as usize] = Some(child),
                }
            }
        }
    }
    twice
}
