//! Which statements of a kind stand first and last in a block: where more of them are best written.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::model::{Model, StatementRef};
use crate::syntax::{Keyword, StatementFlags, StatementId};

/// The first and the last statement of each keyword.
type Row = Vec<(Keyword, StatementId, StatementId)>;

/// What stands in each block, found once somebody asks: a finding for each statement of a long block would else look
/// through all of it again.
#[derive(Debug, Default)]
pub(super) struct Rows(Mutex<FxHashMap<StatementRef, Row>>);

impl Model<'_> {
    /// The first and the last statement with `keyword` directly in a block, of those that can be read.
    pub fn first_and_last(
        &self,
        block: StatementRef,
        keyword: Keyword,
    ) -> Option<(StatementId, StatementId)> {
        let mut rows = self.rows.0.lock().unwrap_or_else(PoisonError::into_inner);
        let row = rows.entry(block).or_insert_with(|| self.row(block));
        row.iter().find(|(of, ..)| *of == keyword).map(|&(_, first, last)| (first, last))
    }

    fn row(&self, block: StatementRef) -> Row {
        let tree = self.tree(block.file);
        let mut row = Row::new();
        for child in tree.children(block.id) {
            let this = &tree[child];
            if this.flags.has(StatementFlags::HAS_ERROR) {
                continue;
            }
            match row.iter_mut().find(|(of, ..)| *of == this.keyword) {
                Some((.., last)) => *last = child,
                None => row.push((this.keyword, child, child)),
            }
        }
        row
    }
}
