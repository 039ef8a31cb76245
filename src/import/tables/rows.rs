//! The rows of a sheet as processes with steps, as the sheet says it. This file finds the step that a row belongs to, its
//! folder takes in what the row says of it.

mod fields;
mod flows;
mod unread;

use rustc_hash::FxHashMap;

use super::cell::{add, numbered};
use super::layout::{Layout, letters};
use super::raw::{Process, Step};
use super::sheet::{Fault, Row, Sheet};
use crate::import::draft::{Draft, Roles};
use crate::import::headings::{Column, heading, is_nameless};
use crate::import::names::{cleaned, kept, one_line, words_of};
use crate::import::remark::{Place, RemarkKind};

/// Reads the rows of a sheet.
pub(super) fn read(sheet: &Sheet, layout: &Layout, draft: &mut Draft) -> Vec<Process> {
    let mut rows = Rows {
        sheet,
        layout,
        draft,
        processes: Vec::new(),
        by_words: FxHashMap::default(),
        steps: FxHashMap::default(),
        current: None,
        stream: String::new(),
        process: None,
        heads: heads(sheet, layout),
    };
    rows.faults();
    rows.unread_columns();
    rows.unread_top();
    for row in &sheet.rows[(layout.head + 1).min(sheet.rows.len())..] {
        if row.has_text() {
            rows.row(row);
        }
    }
    rows.processes
}

/// The name of a process whose table has no column for it: of its sheet, of a title above the table, or of its file.
pub(super) fn default_name(sheet: &Sheet, layout: &Layout) -> String {
    if let Some(name) = sheet.name.as_deref().filter(|name| !is_nameless(name)) {
        return name.to_owned();
    }
    match title(sheet, layout) {
        Some((_, title)) => title.to_owned(),
        None => stem(&sheet.file).to_owned(),
    }
}

/// A title above the headings that may name what the table describes: its row, 0-based, and the name in it.
fn title<'s>(sheet: &'s Sheet, layout: &Layout) -> Option<(usize, &'s str)> {
    for (at, row) in sheet.rows.iter().take(layout.head).enumerate() {
        let mut texts = row.cells.iter().filter(|cell| !cell.is_empty());
        if let (Some(title), None) = (texts.next(), texts.next()) {
            let (before, title) = title.rsplit_once(':').unwrap_or(("", title));
            // `Owner: Ann` says something else.
            let is_other = heading(before).is_some_and(|heading| {
                !matches!(heading.column, Column::Process | Column::Stream | Column::Step)
            });
            if is_other {
                continue;
            }
            let title = title.trim();
            if title.chars().count() <= 80 && !words_of(title).is_empty() && !is_nameless(title) {
                return Some((at, title));
            }
        }
    }
    None
}

/// The name of a file without its ending.
pub(super) fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

struct Rows<'s, 'd> {
    sheet: &'s Sheet,
    layout: &'s Layout,
    draft: &'d mut Draft,
    processes: Vec<Process>,
    /// Processes by the words of their names.
    by_words: FxHashMap<String, usize>,
    /// Steps of processes by the words of their names, or by their ids where steps are told apart by these.
    steps: FxHashMap<(usize, String), usize>,
    /// The process and step of the row above.
    current: Option<(usize, usize)>,
    /// The name of the process in the row above.
    stream: String,
    /// The process of this name, once a step of it was met.
    process: Option<usize>,
    /// The headings of all columns.
    heads: Vec<String>,
}

fn heads(sheet: &Sheet, layout: &Layout) -> Vec<String> {
    let Some(row) = sheet.rows.get(layout.head) else { return Vec::new() };
    row.cells.iter().map(|cell| kept(&one_line(cell))).collect()
}

impl Rows<'_, '_> {
    /// Tells of cells that hold no text though they should.
    fn faults(&mut self) {
        for (row, column, fault) in &self.sheet.faults {
            let text = match fault {
                Fault::NoValue => {
                    "the value of this formula is not stored: open the file, save it and import it again"
                        .to_owned()
                }
                Fault::Error(error) => format!("this formula gives {error}"),
            };
            self.draft.remark(RemarkKind::Broken, &self.sheet.place(*row, *column), text);
        }
    }

    fn row(&mut self, row: &Row) {
        let step_at = self.layout.first(Column::Step);
        let stream_text = self.layout.first(Column::Stream).map(|at| row.cell(at)).unwrap_or_default();
        if !stream_text.is_empty() {
            let stream = kept(stream_text);
            if words_of(&stream) != words_of(&self.stream) {
                self.stream = stream;
                self.current = None;
                self.process = None;
            }
        }
        let text = step_at.map(|at| row.cell(at)).unwrap_or_default();
        let id = self.layout.first(Column::Id).map(|at| row.cell(at)).filter(|id| !id.is_empty());
        // A row of which the step is told by nothing belongs to the step above; so does one that only has a number, unless
        // steps are told apart by these.
        let may_be_below = self.current.is_some() && !self.layout.has(Column::Next);
        if text.is_empty() && (id.is_none() || may_be_below) {
            if let Some((process, step)) = self.current {
                self.fill(process, step, row);
            } else if row.cells.iter().any(|cell| !cell.is_empty()) {
                let place = self.sheet.place(row.number, step_at.unwrap_or_default());
                self.draft.remark(RemarkKind::Dropped, &place, "this row belongs to no step");
            }
            return;
        }
        let process = self.process(row);
        let place = self.sheet.place(row.number, step_at.unwrap_or_default());
        let (number, name) = numbered(text);
        let id = id.map(str::to_owned).or(number);
        // Steps of a drawing may bear one name; ids tell them apart.
        let key = match &id {
            Some(id) if self.layout.has(Column::Next) => id.clone(),
            _ => words_of(&cleaned(name)),
        };
        let known = if key.is_empty() { None } else { self.steps.get(&(process, key.clone())).copied() };
        let step = known.unwrap_or_else(|| {
            let steps = &mut self.processes[process].steps;
            steps.push(new_step(&kept(name), id, place));
            self.steps.insert((process, key), steps.len() - 1);
            steps.len() - 1
        });
        self.current = Some((process, step));
        self.fill(process, step, row);
    }

    /// The process that a row belongs to.
    fn process(&mut self, row: &Row) -> usize {
        if let Some(known) = self.process {
            return known;
        }
        let process = self.find_process(row);
        self.process = Some(process);
        process
    }

    /// The process of the name that stands there or above, added where there is none.
    fn find_process(&mut self, row: &Row) -> usize {
        let at = self.layout.first(Column::Stream);
        let name =
            if self.stream.is_empty() { default_name(self.sheet, self.layout) } else { self.stream.clone() };
        let words = words_of(&cleaned(&name));
        if let Some(&known) = self.by_words.get(&words) {
            return known;
        }
        let mut also: Vec<String> =
            self.sheet.name.iter().filter(|name| !is_nameless(name)).cloned().collect();
        also.push(stem(&self.sheet.file).to_owned());
        self.processes.push(Process {
            name: numbered(&name).1.to_owned(),
            place: self.sheet.place(row.number, at.unwrap_or_default()),
            also,
            steps: Vec::new(),
            triggers: Vec::new(),
            outcomes: Vec::new(),
            has_flows: self.layout.has(Column::Input) || self.layout.has(Column::Output),
            has_next: self.layout.has(Column::Next),
        });
        self.by_words.insert(words, self.processes.len() - 1);
        self.processes.len() - 1
    }

    /// Takes what a row says of a step.
    fn fill(&mut self, process: usize, step: usize, row: &Row) {
        let layout = self.layout;
        for (item, party) in [(Column::Input, Column::Supplier), (Column::Output, Column::Customer)] {
            let found = self.flows(row, item, party);
            let step = &mut self.processes[process].steps[step];
            let list = if item == Column::Input { &mut step.inputs } else { &mut step.outputs };
            for flow in found {
                flows::merge(list, flow);
            }
        }
        for column in [Column::Trigger, Column::Outcome] {
            let found = self.flows(row, column, column);
            let process = &mut self.processes[process];
            let list = if column == Column::Trigger { &mut process.triggers } else { &mut process.outcomes };
            for flow in found {
                flows::merge(list, flow);
            }
        }
        for found in &layout.columns {
            let text = row.cell(found.at);
            if !text.is_empty() {
                self.field(process, step, row, found, text);
            }
        }
        for &at in &layout.letters {
            let Some(role) = self.heads.get(at) else { continue };
            let roles = &mut self.processes[process].steps[step].roles;
            for letter in letters(row.cell(at)).unwrap_or_default() {
                match letter {
                    'A' => add(&mut roles.accountable, role),
                    'C' => add(&mut roles.consulted, role),
                    'I' => add(&mut roles.informed, role),
                    _ => add(&mut roles.responsible, role),
                }
            }
        }
    }
}

/// A step of which nothing is known but its name.
fn new_step(name: &str, id: Option<String>, place: Place) -> Step {
    Step {
        name: name.to_owned(),
        id,
        place,
        inputs: Vec::new(),
        outputs: Vec::new(),
        activity: None,
        roles: Roles::default(),
        practices: Vec::new(),
        uses: Vec::new(),
        purpose: None,
        lead_time: None,
        process_time: None,
        wait_time: None,
        accuracy: None,
        comments: Vec::new(),
        next: Vec::new(),
        shape: None,
        remarks: Vec::new(),
    }
}
