//! What stands in a sheet and is not carried over: columns that nothing reads, and rows above the headings.

use super::{Rows, title};
use crate::import::headings::{Column, is_nameless};
use crate::import::names::{brief, words_of};
use crate::import::remark::{RemarkKind, column_letters};
use crate::import::tables::layout::Found;
use crate::import::tables::sheet::counted;

impl Rows<'_, '_> {
    /// Tells of columns with text that are not carried over.
    pub(super) fn unread_columns(&mut self) {
        let below = &self.sheet.rows[(self.layout.head + 1).min(self.sheet.rows.len())..];
        let mut counts = vec![0_usize; self.sheet.width()];
        for row in below {
            for (count, cell) in counts.iter_mut().zip(&row.cells) {
                *count += usize::from(!cell.is_empty());
            }
        }
        let Some(head) = self.sheet.rows.get(self.layout.head) else { return };
        for (at, &count) in counts.iter().enumerate() {
            if count == 0 || self.layout.letters.contains(&at) {
                continue;
            }
            let found = self.layout.columns.iter().find(|found| found.at == at);
            let why = match found.map(|found| self.why_unread(found)) {
                Some(None) => continue,
                Some(Some(why)) => why,
                None => String::new(),
            };
            let name = match head.cell(at) {
                "" => format!("column {}, which has no heading,", column_letters(at as u32 + 1)),
                name => format!("the column `{}`", brief(name)),
            };
            let text = format!("{name} is not carried over{why}: {} with text", counted(count));
            self.draft.remark(RemarkKind::Dropped, &self.sheet.place(head.number, at), text);
        }
    }

    /// Why nothing reads a column of a known kind; none where something does.
    fn why_unread(&self, found: &Found) -> Option<String> {
        let beside = match found.column {
            // Nothing in the language is like these.
            Column::Phase | Column::AltDescription => return Some(String::new()),
            Column::Supplier => Some((Column::Input, "inputs")),
            Column::Customer => Some((Column::Output, "outputs")),
            Column::Label => Some((Column::Next, "next steps")),
            Column::Process
            | Column::Stream
            | Column::Step
            | Column::Id
            | Column::Input
            | Column::Output
            | Column::Trigger
            | Column::Outcome
            | Column::Shape => None,
            // Of all others each column adds what it has.
            _ => return None,
        };
        let column = if found.column == Column::Process { Column::Stream } else { found.column };
        let first = self.layout.first(column).filter(|&first| first != found.at);
        if let Some(first) = first {
            return Some(format!(", since column {} holds the same", column_letters(first as u32 + 1)));
        }
        match beside {
            Some((other, what)) if !self.layout.has(other) => {
                Some(format!(", since there is no column of {what}"))
            }
            _ => None,
        }
    }

    /// Tells of text above the headings, but for what names the table.
    pub(super) fn unread_top(&mut self) {
        let name = self.sheet.name.as_deref().map(words_of).unwrap_or_default();
        let title = if self.is_named_by_title() { title(self.sheet, self.layout) } else { None };
        let (mut cells, mut first) = (0, None);
        for (at, row) in self.sheet.rows.iter().take(self.layout.head).enumerate() {
            if title.is_some_and(|(title, _)| title == at) {
                continue;
            }
            for (column, cell) in row.cells.iter().enumerate() {
                // `SIPOC` says no more than the headings do.
                if !cell.is_empty() && !is_nameless(cell) && words_of(cell) != name {
                    cells += 1;
                    first.get_or_insert(self.sheet.place(row.number, column));
                }
            }
        }
        if let Some(place) = first {
            let text =
                format!("what stands above the headings is not carried over: {} with text", counted(cells));
            self.draft.remark(RemarkKind::Dropped, &place, text);
        }
    }

    /// Whether a title above the headings names a process.
    fn is_named_by_title(&self) -> bool {
        let is_named = self.sheet.name.as_deref().is_some_and(|name| !is_nameless(name));
        let first = self.sheet.rows.get(self.layout.head + 1);
        let stream = self.layout.first(Column::Stream);
        // Rows above the first name of a stream are of the process that the title names.
        !is_named && stream.is_none_or(|at| first.is_none_or(|row| row.cell(at).is_empty()))
    }
}
