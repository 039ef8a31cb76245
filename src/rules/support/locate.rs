//! From a place back to the statement that it belongs to.

use crate::model::{Model, StatementRef};
use crate::source::FileSpan;
use crate::syntax::{Keyword, Statement};

impl Model<'_> {
    /// The innermost statement that begins at or before this place: the one whose name or keyword stands there.
    pub(in crate::rules) fn statement_at(&self, place: FileSpan) -> StatementRef {
        let statements = &self.tree(place.file).statements;
        let after = statements.partition_point(|statement| statement.span.start <= place.span.start);
        StatementRef { file: place.file, index: after.saturating_sub(1) as u32 }
    }

    /// The statement itself.
    pub(in crate::rules) fn statement(&self, statement: StatementRef) -> &Statement {
        &self.tree(statement.file).statements[statement.index as usize]
    }

    /// The keyword of the statement whose name or keyword stands there.
    pub(in crate::rules) fn keyword_at(&self, place: FileSpan) -> Keyword {
        self.statement(self.statement_at(place)).keyword
    }

    /// The statement in whose block the one at this place stands.
    pub(in crate::rules) fn block_of(&self, place: FileSpan) -> Option<StatementRef> {
        let inner = self.statement_at(place);
        let holds = |&index: &u32| self.tree(place.file).statements[index as usize].next > inner.index;
        let index = (0..inner.index).rev().find(holds)?;
        Some(StatementRef { index, ..inner })
    }
}
