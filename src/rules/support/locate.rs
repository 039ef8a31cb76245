//! From a place back to the statement that it belongs to.

use crate::model::{Model, StatementRef};
use crate::source::FileSpan;
use crate::syntax::{Keyword, Statement, StatementId};

impl Model<'_> {
    /// The innermost statement that begins at or before this place: the one whose name or keyword stands there.
    pub(in crate::rules) fn statement_at(&self, place: FileSpan) -> StatementRef {
        let mut begun = self.tree(place.file).begun_by(place.span.start);
        StatementRef { file: place.file, id: begun.next_back().unwrap_or(StatementId::FIRST) }
    }

    /// The statement itself.
    pub(in crate::rules) fn statement(&self, statement: StatementRef) -> &Statement {
        &self.tree(statement.file)[statement.id]
    }

    /// The keyword of the statement whose name or keyword stands there.
    pub(in crate::rules) fn keyword_at(&self, place: FileSpan) -> Keyword {
        self.statement(self.statement_at(place)).keyword
    }

    /// The statement in whose block the one at this place stands.
    pub(in crate::rules) fn block_of(&self, place: FileSpan) -> Option<StatementRef> {
        let inner = self.statement_at(place);
        let holds = |&id: &StatementId| self.tree(place.file)[id].next > inner.id;
        let id = StatementId::FIRST.to(inner.id).rev().find(holds)?;
        Some(StatementRef { id, ..inner })
    }
}
