//! What the cells of a row say of a step besides its flows.

use super::Rows;
use crate::import::draft::Draft;
use crate::import::headings::{Column, shape};
use crate::import::names::one_line;
use crate::import::remark::{Place, RemarkKind};
use crate::import::tables::cell::{add, add_all, add_purpose};
use crate::import::tables::layout::Found;
use crate::import::tables::sheet::Row;
use crate::import::tables::values::{read_activity, read_share, read_time};

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
                let share = read_share(text, &place, self.draft);
                set(&mut this.accuracy, share, &place, self.draft);
            }
            Column::Activity => {
                let activity = read_activity(text, &place, self.draft);
                set(&mut this.activity, activity, &place, self.draft);
            }
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
