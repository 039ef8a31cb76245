//! The rows of a sheet as processes with steps, as the sheet says it.

use rustc_hash::FxHashMap;

use super::layout::{Found, Layout, activity, letters};
use super::raw::{Flow, Process, Step};
use super::sheet::{self, Fault, Row, Sheet};
use crate::import::draft::{Draft, Mode, Roles};
use crate::import::headings::{Column, is_nameless, shape};
use crate::import::names::{cleaned, one_line, words_of};
use crate::import::remark::{Place, RemarkKind};
use crate::import::times::{Time, duration, percentage};
use crate::syntax::quantity::Duration;

/// What a row says is looked for among so many of those above that say something of the same step.
const MOST_COMPARED: usize = 1_100;

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
    };
    rows.faults();
    rows.unread_columns();
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
    for row in sheet.rows.iter().take(layout.head) {
        let mut texts = row.cells.iter().filter(|cell| !cell.is_empty());
        if let (Some(title), None) = (texts.next(), texts.next()) {
            let title = title.rsplit_once(':').map_or(title.as_str(), |(_, behind)| behind).trim();
            if title.chars().count() <= 80 && !words_of(title).is_empty() && !is_nameless(title) {
                return title.to_owned();
            }
        }
    }
    stem(&sheet.file).to_owned()
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

    /// Tells of columns with text that are not carried over.
    fn unread_columns(&mut self) {
        let below = &self.sheet.rows[(self.layout.head + 1).min(self.sheet.rows.len())..];
        let unread: Vec<usize> = self
            .layout
            .columns
            .iter()
            .filter(|found| matches!(found.column, Column::Phase | Column::AltDescription))
            .map(|found| found.at)
            .collect();
        for &at in self.layout.others.iter().chain(&unread) {
            let count = below.iter().filter(|row| !row.cell(at).is_empty()).count();
            let Some(head) = self.sheet.rows.get(self.layout.head) else { continue };
            if count > 0 {
                let cells = if count == 1 { "a cell" } else { "cells" };
                let text = format!(
                    "the column `{}` is not carried over: {count} {cells} with text",
                    one_line(head.cell(at))
                );
                self.draft.remark(
                    RemarkKind::Dropped,
                    &self.sheet.place(head.number, at),
                    text.replace("1 a cell", "a cell"),
                );
            }
        }
    }

    fn row(&mut self, row: &Row) {
        let step_at = self.layout.first(Column::Step);
        let stream_text = self.layout.first(Column::Stream).map(|at| row.cell(at)).unwrap_or_default();
        if !stream_text.is_empty() && words_of(stream_text) != words_of(&self.stream) {
            self.stream = stream_text.to_owned();
            self.current = None;
        }
        let text = step_at.map(|at| row.cell(at)).unwrap_or_default();
        let id = self.layout.first(Column::Id).map(|at| row.cell(at)).filter(|id| !id.is_empty());
        // A row of which the step is told by nothing belongs to the step above.
        if text.is_empty() && (id.is_none() || self.current.is_some()) {
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
            steps.push(new_step(name, id, place));
            self.steps.insert((process, key), steps.len() - 1);
            steps.len() - 1
        });
        self.current = Some((process, step));
        self.fill(process, step, row);
    }

    /// The process that a row belongs to.
    fn process(&mut self, row: &Row) -> usize {
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
            let flows = self.flows(row, item, party);
            let step = &mut self.processes[process].steps[step];
            let list = if item == Column::Input { &mut step.inputs } else { &mut step.outputs };
            flows.into_iter().for_each(|flow| merge(list, flow));
        }
        for column in [Column::Trigger, Column::Outcome] {
            let flows = self.flows(row, column, column);
            let process = &mut self.processes[process];
            let list = if column == Column::Trigger { &mut process.triggers } else { &mut process.outcomes };
            flows.into_iter().for_each(|flow| merge(list, flow));
        }
        for found in &layout.columns {
            let text = row.cell(found.at);
            if !text.is_empty() {
                self.field(process, step, row, found, text);
            }
        }
        let Some(head) = self.sheet.rows.get(layout.head) else { return };
        for &at in &layout.letters {
            let role = one_line(head.cell(at));
            let roles = &mut self.processes[process].steps[step].roles;
            for letter in letters(row.cell(at)).unwrap_or_default() {
                match letter {
                    'A' => add(&mut roles.accountable, &role),
                    'C' => add(&mut roles.consulted, &role),
                    'I' => add(&mut roles.informed, &role),
                    _ => add(&mut roles.responsible, &role),
                }
            }
        }
    }

    /// The flows that two cells of a row tell of: items, and those at their other side.
    fn flows(&mut self, row: &Row, item: Column, party: Column) -> Vec<Flow> {
        let Some(at) = self.layout.first(item) else { return Vec::new() };
        let items = split(row.cell(at));
        let parties: Vec<(String, Place)> = match self.layout.first(party) {
            Some(party_at) if party_at != at => split(row.cell(party_at))
                .iter()
                .map(|name| (numbered(name).1.to_owned(), self.sheet.place(row.number, party_at)))
                .collect(),
            _ => Vec::new(),
        };
        let place = self.sheet.place(row.number, at);
        if items.is_empty() && !parties.is_empty() {
            let (name, place) = &parties[0];
            let text = format!("`{}` stands here without an item", one_line(name));
            self.draft.remark(RemarkKind::Dropped, place, text);
            return Vec::new();
        }
        let is_paired = items.len() == parties.len() && items.len() > 1;
        if !is_paired && items.len() > 1 && parties.len() > 1 {
            let text = format!(
                "{} items and {} names stand side by side, so each item is taken for one of all of them",
                items.len(),
                parties.len()
            );
            self.draft.remark(RemarkKind::Approximated, &place, text);
        }
        let mut flows = Vec::new();
        for (index, text) in items.iter().enumerate() {
            let (item, mode, is_alternative) = marked(text);
            let own = if is_paired { vec![parties[index].clone()] } else { parties.clone() };
            flows.push(Flow {
                item: item.to_owned(),
                words: words_of(&cleaned(item)),
                mode,
                is_alternative,
                parties: own,
                place: place.clone(),
            });
        }
        flows
    }

    /// Takes what a cell says of a step that is no flow.
    fn field(&mut self, process: usize, step: usize, row: &Row, found: &Found, text: &str) {
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
                    let text = format!("`{}` is no percentage", cleaned(text));
                    self.draft.remark(RemarkKind::Dropped, &place, text);
                }
                set(&mut this.accuracy, share, &place, self.draft);
            }
            Column::Activity => match activity(text) {
                Some(activity) => set(&mut this.activity, Some(activity), &place, self.draft),
                None => {
                    let text = format!("`{}` is none of ITIL's six activities", cleaned(text));
                    self.draft.remark(RemarkKind::Dropped, &place, text);
                }
            },
            Column::Purpose => match &mut this.purpose {
                Some(purpose) if purpose.len() > sheet::MOST_BYTES || !purpose.contains(text) => {
                    purpose.push('\n');
                    purpose.push_str(text);
                }
                Some(_) => {}
                purpose => *purpose = Some(text.to_owned()),
            },
            Column::Notes => {
                let head = self.sheet.rows.get(self.layout.head).map(|row| one_line(row.cell(found.at)));
                for line in text.lines().filter(|line| !line.trim().is_empty()) {
                    add(
                        &mut this.comments,
                        &format!("{}: {}", head.as_deref().unwrap_or_default(), one_line(line)),
                    );
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
            Column::Shape => this.shape = shape(text),
            _ => {}
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

/// Reads a time, and tells of one that cannot be read or is a rough one.
fn read_time(text: &str, unit: Option<&str>, place: &Place, draft: &mut Draft) -> Option<Duration> {
    match duration(text, unit) {
        Some(Time { duration, is_exact: true }) => Some(duration),
        Some(Time { duration, .. }) => {
            let text = format!("`{}` is carried over as {}", cleaned(text), duration.show());
            draft.remark(RemarkKind::Approximated, place, text);
            Some(duration)
        }
        None => {
            let is_number = text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ','));
            let text = cleaned(text);
            let text = if is_number {
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

/// Adds a flow to those of a step; one with the same item gives its ends to the one that is there.
fn merge(list: &mut Vec<Flow>, flow: Flow) {
    let known = list.iter_mut().rev().take(MOST_COMPARED).find(|other| {
        other.mode == flow.mode && other.is_alternative == flow.is_alternative && other.words == flow.words
    });
    match known {
        Some(known) if !flow.words.is_empty() => {
            for party in flow.parties {
                // More ends than a statement has are told of later.
                let is_full = known.parties.len() > MOST_COMPARED;
                if is_full || !known.parties.iter().any(|(name, _)| *name == party.0) {
                    known.parties.push(party);
                }
            }
        }
        _ => list.push(flow),
    }
}

/// The parts of a cell: at line ends and semicolons, and nowhere else. Bullets before them go.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for part in text.split(['\n', ';', '\u{2028}', '\u{b}']) {
        let part = part.trim().trim_start_matches(['•', '·', '▪', '‣', '*', '–', '-', '●', '○']).trim();
        if !words_of(part).is_empty() {
            parts.push(part.to_owned());
        }
    }
    parts
}

fn add(list: &mut Vec<String>, name: &str) {
    if !name.is_empty() && !list.iter().rev().take(MOST_COMPARED).any(|other| other == name) {
        list.push(name.to_owned());
    }
}

fn add_all(list: &mut Vec<String>, text: &str) {
    split(text).iter().for_each(|name| add(list, name));
}

/// An item without the marks that say how it is taken: `or Rejection`, `Known errors (optional)`.
fn marked(text: &str) -> (&str, Mode, bool) {
    let (text, is_alternative) = match text.strip_prefix("or ") {
        Some(rest) => (rest.trim_start(), true),
        None => (text, false),
    };
    for (mark, mode) in [("(optional)", Mode::Optional), ("(rework)", Mode::Rework), ("(reply)", Mode::Reply)]
    {
        if let Some(item) = text.strip_suffix(mark) {
            return (item.trim_end(), mode, is_alternative);
        }
    }
    (text, Mode::Mandatory, is_alternative)
}

/// A number before a name, and the name: `1. Check`, `2.1 Check`, `Step 3: Check`, `04) Check`. A name that is a number alone
/// keeps it.
pub(super) fn numbered(text: &str) -> (Option<String>, &str) {
    let text = text.trim();
    let mut rest = text;
    for word in ["step", "Step", "STEP", "Schritt", "Étape", "Etape", "Paso"] {
        if let Some(behind) = text.strip_prefix(word)
            && behind.trim_start().starts_with(|letter: char| letter.is_ascii_digit())
        {
            rest = behind.trim_start();
        }
    }
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
    let number = rest[..end].trim_end_matches('.');
    if number.is_empty() || number.len() > 12 || !number.starts_with(|letter: char| letter.is_ascii_digit()) {
        return (None, text);
    }
    let has_mark = rest[..end].ends_with('.') || rest.len() < text.len();
    let behind = &rest[end..];
    let name = behind.trim_start().trim_start_matches([')', ':', '.', '-', '–', '—', ']']).trim_start();
    let is_apart = behind.starts_with([')', ':', ']', '-', '–', '—', '\u{a0}', '\t'])
        || has_mark
        || number.contains('.')
        || behind.trim_start().starts_with(['-', '–', '—', ':', ')']);
    // `3 way match` begins with a number that belongs to it, and so does `2nd check`.
    let is_name = !is_apart
        || words_of(name).is_empty()
        || !(behind.starts_with([' ', ')', ':', ']', '-', '–', '—', '\u{a0}', '\t']) || has_mark);
    if is_name { (None, text) } else { (Some(number.to_owned()), name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_names_go() {
        for (text, number, name) in [
            ("1. Check", Some("1"), "Check"),
            ("2.1 Check", Some("2.1"), "Check"),
            ("Step 3: Check", Some("3"), "Check"),
            ("04) Check", Some("04"), "Check"),
            ("5 - Check", Some("5"), "Check"),
            ("3 way match", None, "3 way match"),
            ("2nd check", None, "2nd check"),
            ("42", None, "42"),
            ("Check", None, "Check"),
        ] {
            assert_eq!(numbered(text), (number.map(str::to_owned), name), "{text}");
        }
    }

    #[test]
    fn cells_are_split_at_line_ends_and_semicolons_only() {
        assert_eq!(
            split("• Order, signed and sealed\n- Form; Note;;"),
            ["Order, signed and sealed", "Form", "Note"]
        );
    }
}
