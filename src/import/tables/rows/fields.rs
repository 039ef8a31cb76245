//! What the cells of a row say of a step besides its flows.

use super::Rows;
use crate::import::draft::Draft;
use crate::import::headings::{Column, shape};
use crate::import::names::{brief, one_line};
use crate::import::remark::{Place, RemarkKind};
use crate::import::tables::cell::{add, add_all, add_purpose};
use crate::import::tables::layout::{Found, activity};
use crate::import::tables::sheet::Row;
use crate::import::times::{Time, duration, is_too_long, percentage};
use crate::syntax::quantity::Duration;

impl Rows<'_, '_> {
    /// Takes what a cell says of a step that is no flow.
    pub(super) fn field(&mut self, process: usize, step: usize, row: &Row, found: &Found, text: &str) {
        let place = self.sheet.place(row.number, found.at);
        let time = |draft: &mut Draft| read_time(text, found.unit.as_deref(), &place, draft);
        let this = &mut self.processes[process].steps[step];
        match found.column {
            Column::Responsible => add_all(&mut this.roles.responsible, text),
            Column::Accountable => add_all(&mut this.roles.accountable, text),
            Column::Consulted => add_all(&mut this.roles.consulted, text),
            Column::Informed => add_all(&mut this.roles.informed, text),
            Column::Uses => add_all(&mut this.uses, text),
            Column::Practice => add_all(&mut this.practices, text),
            Column::LeadTime => set(&mut this.lead_time, time(self.draft), &place, self.draft),
            Column::ProcessTime => set(&mut this.process_time, time(self.draft), &place, self.draft),
            Column::WaitTime => set(&mut this.wait_time, time(self.draft), &place, self.draft),
            Column::Accuracy => {
                let share = percentage(text);
                if share.is_none() {
                    let text = format!("`{}` is no percentage", brief(text));
                    self.draft.remark(RemarkKind::Dropped, &place, text);
                }
                set(&mut this.accuracy, share, &place, self.draft);
            }
            Column::Activity => match activity(text) {
                Some(activity) => set(&mut this.activity, Some(activity), &place, self.draft),
                None => {
                    let text = format!("`{}` is none of ITIL's six activities", brief(text));
                    self.draft.remark(RemarkKind::Dropped, &place, text);
                }
            },
            Column::Purpose => add_purpose(&mut this.purpose, text),
            Column::Notes => {
                let head = self.heads.get(found.at).map_or("", String::as_str);
                for line in text.lines().filter(|line| !line.trim().is_empty()) {
                    add(&mut this.comments, &format!("{head}: {}", one_line(line)));
                }
            }
            Column::Next => {
                let labels: Vec<&str> = match self.layout.first(Column::Label) {
                    Some(at) => row.cell(at).split([',', ';', '\n']).map(str::trim).collect(),
                    None => Vec::new(),
                };
                // Ids stand side by side with commas, as Data Visualizer has them.
                for (index, id) in
                    text.split([',', ';', '\n']).map(str::trim).filter(|id| !id.is_empty()).enumerate()
                {
                    let label = labels.get(index).filter(|label| !label.is_empty());
                    this.next.push((id.to_owned(), label.map(|&label| label.to_owned())));
                }
            }
            Column::Shape => this.shape = this.shape.or(shape(text)),
            _ => {}
        }
    }
}

/// Reads a time, and tells of one that cannot be read or is a rough one.
fn read_time(text: &str, unit: Option<&str>, place: &Place, draft: &mut Draft) -> Option<Duration> {
    match duration(text, unit) {
        Some(Time { duration, is_exact: true }) => Some(duration),
        Some(Time { duration, .. }) => {
            let text = format!("`{}` is carried over as {}", brief(text), duration.show());
            draft.remark(RemarkKind::Approximated, place, text);
            Some(duration)
        }
        None => {
            let is_number = text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ','));
            let is_too_long = is_too_long(text, unit);
            let text = brief(text);
            let text = if is_too_long {
                format!("`{text}` is a longer time than can be counted with")
            } else if is_number {
                format!("`{text}` has no unit: write `{text} h` in the cell, or `(h)` in the heading")
            } else {
                format!("`{text}` is no time")
            };
            draft.remark(RemarkKind::Dropped, place, text);
            None
        }
    }
}

/// Sets what is not set yet, and tells of a second value that differs.
fn set<T: PartialEq>(field: &mut Option<T>, value: Option<T>, place: &Place, draft: &mut Draft) {
    match (&*field, value) {
        (_, None) => {}
        (None, value) => *field = value,
        (Some(first), Some(value)) if *first == value => {}
        _ => {
            draft.remark(
                RemarkKind::Dropped,
                place,
                "a row above says something else of this step, which counts",
            );
        }
    }
}
