//! Which row of a sheet holds the headings, and what each column holds.

use super::sheet::Sheet;
use crate::import::headings::{Column, heading};
use crate::import::names::words_of;
use crate::model::activity::Activity;

/// So many rows at the top may hold a title and the like before the headings.
const TOP: usize = 40;

/// So many rows below the headings show what a column holds.
const LOOKED_AT: usize = 200;

/// A column that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its place, 0-based.
    pub at: usize,
    /// What it holds.
    pub column: Column,
    /// The unit of its numbers, where the heading names one.
    pub unit: Option<String>,
}

/// How a sheet is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// Which of its rows holds the headings, 0-based.
    pub head: usize,
    /// The columns that are read, in their order.
    pub columns: Vec<Found>,
    /// Columns of letters that say what the role in the heading does: their places, 0-based.
    pub letters: Vec<usize>,
    /// Columns with a heading that is not known, or that are told to be another.
    pub others: Vec<usize>,
}

impl Layout {
    /// The first column that holds this; its place, 0-based.
    pub(super) fn first(&self, column: Column) -> Option<usize> {
        self.columns.iter().find(|found| found.column == column).map(|found| found.at)
    }

    /// Whether some column holds this.
    pub(super) fn has(&self, column: Column) -> bool {
        self.first(column).is_some()
    }
}

/// How a sheet is read, by its headings; none for one that describes no steps. Where `told` says which columns hold what, by
/// their numbers from 1 on, these count, and the headings of the others; the first row with text is that of the headings unless
/// a row has some that are known.
pub(super) fn layout(sheet: &Sheet, told: &[(Column, u32)]) -> Option<Layout> {
    let mut best: Option<(usize, Layout)> = None;
    for head in 0..sheet.rows.len().min(TOP) {
        let layout = of_row(sheet, head);
        let known = layout.columns.len() + layout.letters.len();
        if known >= 2 && best.as_ref().is_none_or(|(most, _)| known > *most) {
            best = Some((known, layout));
        }
    }
    if !told.is_empty() {
        let mut layout = best.map(|(_, layout)| layout).unwrap_or_default();
        let known = std::mem::take(&mut layout.columns);
        for &(column, number) in told {
            let at = number.saturating_sub(1) as usize;
            let text = sheet.rows.get(layout.head).map_or("", |row| row.cell(at));
            layout.columns.push(Found { at, column, unit: heading(text).and_then(|heading| heading.unit) });
            layout.letters.retain(|&other| other != at);
            layout.others.retain(|&other| other != at);
        }
        for found in known {
            if told.iter().any(|&(_, number)| number as usize == found.at + 1) {
                continue;
            }
            // Of two columns of one kind the one that was told counts.
            if told.iter().any(|&(column, _)| column == found.column) {
                layout.others.push(found.at);
            } else {
                layout.columns.push(found);
            }
        }
        layout.columns.sort_by_key(|found| found.at);
        layout.others.sort_unstable();
        return Some(settled(layout, sheet));
    }
    let layout = settled(best?.1, sheet);
    if layout.has(Column::Step) { Some(layout) } else { None }
}

fn of_row(sheet: &Sheet, head: usize) -> Layout {
    let mut layout = Layout { head, ..Layout::default() };
    for (at, text) in sheet.rows[head].cells.iter().enumerate() {
        if text.is_empty() {
            continue;
        }
        match heading(text) {
            // In a matrix `R` may head a role of its own, but never a column of letters.
            Some(heading) => layout.columns.push(Found { at, column: heading.column, unit: heading.unit }),
            None if holds_letters(sheet, head, at) => layout.letters.push(at),
            None => layout.others.push(at),
        }
    }
    // Where nothing flows, who is called a supplier or a customer may be a role with letters below.
    for (party, item) in [(Column::Supplier, Column::Input), (Column::Customer, Column::Output)] {
        if let Some(at) = layout.first(party)
            && !layout.has(item)
            && holds_letters(sheet, head, at)
        {
            layout.columns.retain(|found| found.at != at);
            layout.letters.push(at);
            layout.letters.sort_unstable();
        }
    }
    layout
}

/// Whether a column holds letters of RACI alone, and some.
fn holds_letters(sheet: &Sheet, head: usize, at: usize) -> bool {
    let mut some = false;
    for row in sheet.rows.iter().skip(head + 1).take(LOOKED_AT) {
        let text = row.cell(at);
        if text.is_empty() {
            continue;
        }
        if letters(text).is_none() {
            return false;
        }
        some = true;
    }
    some
}

/// The letters of a cell such as `R`, `A/R` or `c, i`; none where something else stands in it. `S` (supports) is one, too.
pub(super) fn letters(text: &str) -> Option<Vec<char>> {
    let mut letters = Vec::new();
    for letter in text.chars() {
        match letter.to_ascii_uppercase() {
            letter @ ('R' | 'A' | 'C' | 'I' | 'S') => letters.push(letter),
            '-' | 'X' if text.chars().count() == 1 => {}
            ' ' | '/' | ',' | ';' | '\n' | '&' | '+' | '(' | ')' | '*' => {}
            _ => return None,
        }
    }
    if letters.len() > 5 { None } else { Some(letters) }
}

/// Decides what words mean that may be two things, by what the table has besides.
fn settled(mut layout: Layout, sheet: &Sheet) -> Layout {
    let activity_column = layout.first(Column::Activity);
    let activities = activity_column.map_or(0, |at| share_of_activities(sheet, layout.head, at));
    if !layout.has(Column::Step) {
        if activity_column.is_some() && activities == 0 {
            rename(&mut layout, Column::Activity, Column::Step);
        } else if layout.has(Column::Process) {
            rename(&mut layout, Column::Process, Column::Step);
        } else if layout.has(Column::Purpose) && layout.has(Column::Id) {
            rename(&mut layout, Column::Purpose, Column::Step);
        } else if !layout.letters.is_empty() {
            // The first column of a matrix, whatever its heading is, or where it has none.
            let first = (0..sheet.width()).find(|at| {
                !layout.columns.iter().any(|found| found.at == *at) && !layout.letters.contains(at)
            });
            if let Some(at) = first {
                layout.others.retain(|&other| other != at);
                layout.columns.push(Found { at, column: Column::Step, unit: None });
            }
        }
    }
    rename(&mut layout, Column::Process, Column::Stream);
    layout
}

fn rename(layout: &mut Layout, from: Column, to: Column) {
    if !layout.has(to)
        && let Some(found) = layout.columns.iter_mut().find(|found| found.column == from)
    {
        found.column = to;
    }
}

/// How many cells below a heading name one of the six activities.
fn share_of_activities(sheet: &Sheet, head: usize, at: usize) -> usize {
    let rows = sheet.rows.iter().skip(head + 1).take(LOOKED_AT);
    rows.filter(|row| activity(row.cell(at)).is_some()).count()
}

/// The activity that a text names.
pub(super) fn activity(text: &str) -> Option<Activity> {
    let words = words_of(text);
    Activity::ALL.into_iter().find(|activity| activity.words() == words)
}
