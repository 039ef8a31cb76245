//! The tables that `export` writes: names, blocks and flows, which say all that a model says.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::layout::activity;
use super::sheet::{Row, Sheet};
use super::values::{read_activity, read_share, read_time};
use crate::distinct::distinct;
use crate::import::draft::{
    About, Description, Draft, End, Every, ExternalId, ExternalKind, Flow, Mode, Organisation, Roles, StepId,
    StreamId,
};
use crate::import::names::{brief, words_of};
use crate::import::remark::{Place, RemarkKind};
use crate::model::activity::Activity;
use crate::syntax::quantity::{Duration, read_duration};

/// How the first cells of the three tables read; `src/tables/whole.rs` writes them.
const HEADS: [[&str; 3]; 3] =
    [["Declared as", "Name", "Alias"], ["Block", "Stream", "Name"], ["Stream", "Step", "Flow"]];

/// Whether the first row of one of the tables begins with these cells.
pub(super) fn is_head(cells: &[Cow<'_, str>]) -> bool {
    HEADS
        .iter()
        .any(|head| cells.len() >= head.len() && head.iter().zip(cells).all(|(text, cell)| text == cell))
}

/// Which of the tables a sheet is: 0 names, 1 blocks, 2 flows; none for any other.
pub(super) fn which(sheet: &Sheet) -> Option<usize> {
    let first = sheet.rows.first()?;
    HEADS.iter().position(|head| head.iter().enumerate().all(|(at, text)| first.cell(at) == *text))
}

/// Whether the sheets are such tables: then what else `export` writes follows from them.
pub(super) fn is_whole(sheets: &[&Sheet]) -> bool {
    sheets.iter().any(|sheet| which(sheet) == Some(1)) && sheets.iter().any(|sheet| which(sheet) == Some(2))
}

/// Reads the three tables into a draft. Other sheets are told of.
pub(super) fn read(sheets: &[&Sheet], draft: &mut Draft) {
    let mut reader = Reader::default();
    for table in 0..3 {
        for sheet in sheets.iter().filter(|sheet| which(sheet) == Some(table)) {
            for row in sheet.rows.iter().skip(1) {
                match table {
                    0 => reader.name(sheet, row, draft),
                    1 => reader.block(sheet, row, draft),
                    _ => {}
                }
            }
        }
        if table == 1 {
            reader.runs(draft);
        }
    }
    // What is declared twice may name one broader item twice.
    for item in &mut draft.items {
        item.is = distinct(std::mem::take(&mut item.is));
    }
    for sheet in sheets.iter().filter(|sheet| which(sheet) == Some(2)) {
        sheet.rows.iter().skip(1).for_each(|row| reader.flow(sheet, row, draft));
    }
    for sheet in sheets.iter().filter(|sheet| which(sheet).is_none()) {
        let text = "this table follows from the names, blocks and flows beside it, and is not read";
        draft.remark(RemarkKind::Note, &sheet.whole(), text);
    }
}

#[derive(Default)]
struct Reader {
    externals: FxHashMap<String, ExternalId>,
    streams: FxHashMap<String, StreamId>,
    steps: FxHashMap<(String, String), StepId>,
    /// Steps that run a stream, which may stand below: its name, and where that stands.
    runs: Vec<(StepId, String, Place)>,
}

impl Reader {
    fn name(&mut self, sheet: &Sheet, row: &Row, draft: &mut Draft) {
        let mut about = About::new(row.cell(1), sheet.place(row.number, 1));
        about.alias = some(row.cell(2));
        about.purpose = some(row.cell(4));
        about.links = lines(row.cell(5));
        match row.cell(0) {
            "organisation" => {
                let working_day = time(sheet, row, 6, draft);
                draft.organisation = Some(Organisation { about, working_day });
            }
            "practice" => draft.practices.push(about),
            "role" => draft.roles.push(about),
            "item" => {
                let place = about.place.clone();
                let item = draft.item(row.cell(1), &place);
                let is: Vec<_> = lines(row.cell(3)).iter().map(|name| draft.item(name, &place)).collect();
                let item = &mut draft.items[item.index()];
                // It may have been met as a broader item in another spelling.
                (item.about, item.must_be_declared) = (about, true);
                // A second declaration may name others.
                item.is.extend(is);
            }
            word => {
                let kind =
                    if word == "repository" { ExternalKind::Repository } else { ExternalKind::Stakeholder };
                if !matches!(word, "repository" | "stakeholder") {
                    let text = format!("`{}` is no kind of name: it counts as a stakeholder", brief(word));
                    draft.remark(RemarkKind::Approximated, &sheet.place(row.number, 0), text);
                }
                let id = draft.add_external(kind, about);
                self.externals.entry(words_of(row.cell(1))).or_insert(id);
            }
        }
    }

    fn block(&mut self, sheet: &Sheet, row: &Row, draft: &mut Draft) {
        let mut about = About::new(row.cell(2), sheet.place(row.number, 2));
        about.alias = some(row.cell(3));
        about.purpose = some(row.cell(16));
        about.links = lines(row.cell(17));
        let roles = Roles {
            accountable: lines(row.cell(7)),
            responsible: lines(row.cell(8)),
            consulted: lines(row.cell(9)),
            informed: lines(row.cell(10)),
        };
        match (row.cell(0), activity(row.cell(2))) {
            ("activity", Some(activity)) => {
                let (inputs, outputs) = (Vec::new(), Vec::new());
                draft.descriptions.push(Description { activity, about, roles, inputs, outputs });
            }
            ("stream", _) => {
                let stream = draft.add_stream(about);
                draft.stream(stream).roles = roles;
                draft.stream(stream).is_described = row.cell(4) != "no";
                self.streams.entry(words_of(row.cell(2))).or_insert(stream);
            }
            ("step", _) => {
                let Some(&stream) = self.streams.get(&words_of(row.cell(1))) else {
                    draft.remark(RemarkKind::Broken, &about.place, "no row above is the stream of this step");
                    return;
                };
                let id = draft.add_step(stream, about);
                let activity =
                    filled(row, 5).and_then(|text| read_activity(text, &sheet.place(row.number, 5), draft));
                let (lead_time, process_time) = (time(sheet, row, 13, draft), time(sheet, row, 14, draft));
                let share =
                    filled(row, 15).and_then(|text| read_share(text, &sheet.place(row.number, 15), draft));
                let step = draft.step(id);
                step.roles = roles;
                step.activity = activity;
                step.practices = lines(row.cell(11));
                step.uses = lines(row.cell(12));
                (step.lead_time, step.process_time) = (lead_time, process_time);
                step.complete_and_accurate = share;
                self.steps.entry((words_of(row.cell(1)), words_of(row.cell(2)))).or_insert(id);
                if let Some(stream) = filled(row, 6) {
                    self.runs.push((id, stream.to_owned(), sheet.place(row.number, 6)));
                }
            }
            _ => {
                draft.remark(
                    RemarkKind::Dropped,
                    &about.place,
                    "this row is neither activity, stream nor step",
                );
            }
        }
    }

    fn runs(&mut self, draft: &mut Draft) {
        for (step, stream, place) in &self.runs {
            let found = self.streams.get(&words_of(stream)).copied();
            if found.is_none() {
                let text = format!("no row is the stream `{}` that this step runs", brief(stream));
                draft.remark(RemarkKind::Dropped, place, text);
            }
            draft.step(*step).runs = found;
        }
    }

    fn flow(&mut self, sheet: &Sheet, row: &Row, draft: &mut Draft) {
        let place = sheet.place(row.number, 4);
        let (stream, step) = (words_of(row.cell(0)), words_of(row.cell(1)));
        let own = self.steps.get(&(stream.clone(), step)).copied();
        let mut ends = Vec::new();
        let (names, kinds) = (lines(row.cell(5)), lines(row.cell(6)));
        if names.len() > kinds.len() {
            let text = "more ends than `Ends are` has lines: it has one for each, which says what the end is";
            draft.remark(RemarkKind::Dropped, &sheet.place(row.number, 5), text);
        }
        // A line of a stream is empty where the end is none of a step.
        let streams: Vec<&str> = row.cell(7).split('\n').collect();
        let mut of_steps = streams.iter().filter(|name| !name.is_empty());
        for (name, kind) in names.iter().zip(&kinds) {
            let words = words_of(name);
            let of = if matches!(kind.as_str(), "step") {
                of_steps.next().copied().unwrap_or_default()
            } else {
                ""
            };
            let end = match kind.as_str() {
                "stakeholder" | "repository" => self.externals.get(&words).copied().map(End::External),
                "activity" => activity(name).map(End::Activity),
                "all" => Some(End::All),
                "stream" => self.streams.get(&words).copied().map(End::Stream),
                "step" => self.steps.get(&(words_of(of), words)).copied().map(End::Step),
                "itself" => own.map(End::Step).or_else(|| activity(row.cell(1)).map(End::Activity)),
                _ => None,
            };
            if end.is_none() {
                draft.remark(
                    RemarkKind::Dropped,
                    &place,
                    format!("the end `{}` is nobody of these tables", brief(name)),
                );
            }
            ends.extend(end);
        }
        let items: Vec<_> = lines(row.cell(4)).iter().map(|item| draft.item(item, &place)).collect();
        let Some(&first) = items.first() else { return };
        let mut flow = Flow::new(first, ends, place.clone());
        flow.is_alternative = items.len() > 1;
        flow.items = items;
        flow.mode = match row.cell(3) {
            "optional" => Mode::Optional,
            "rework" => Mode::Rework,
            "reply" => Mode::Reply,
            "" => Mode::Mandatory,
            word => {
                let text = format!("`{}` is neither `optional`, `rework` nor `reply`", brief(word));
                draft.remark(RemarkKind::Dropped, &sheet.place(row.number, 3), text);
                Mode::Mandatory
            }
        };
        flow.every = every(sheet, row, 8, draft);
        flow.within = time(sheet, row, 9, draft);
        let description = activity(row.cell(1)).filter(|_| stream.is_empty());
        let stream = self.streams.get(&stream).copied();
        let list = match (row.cell(2), stream, own, description) {
            ("trigger", Some(stream), ..) => Some(&mut draft.stream(stream).triggers),
            ("outcome", Some(stream), ..) => Some(&mut draft.stream(stream).outcomes),
            ("input", _, Some(step), _) => Some(&mut draft.step(step).inputs),
            ("output", _, Some(step), _) => Some(&mut draft.step(step).outputs),
            (word, _, None, Some(activity)) => description_of(draft, activity, word),
            _ => None,
        };
        match list {
            Some(list) => list.push(flow),
            None => {
                draft.remark(RemarkKind::Dropped, &place, "this flow belongs to no block of these tables");
            }
        }
    }
}

fn description_of<'d>(draft: &'d mut Draft, activity: Activity, word: &str) -> Option<&'d mut Vec<Flow>> {
    let description = draft.descriptions.iter_mut().find(|description| description.activity == activity)?;
    Some(if word == "input" { &mut description.inputs } else { &mut description.outputs })
}

/// When a trigger comes again. `column` is 0-based.
fn every(sheet: &Sheet, row: &Row, column: usize, draft: &mut Draft) -> Option<Every> {
    match row.cell(column) {
        "day" => Some(Every::Day),
        "week" => Some(Every::Week),
        "month" => Some(Every::Month),
        "quarter" => Some(Every::Quarter),
        "year" => Some(Every::Year),
        _ => time(sheet, row, column, draft).map(Every::Time),
    }
}

/// A time as the language writes it, or in other words; one that cannot be read is told. `column` is 0-based.
fn time(sheet: &Sheet, row: &Row, column: usize, draft: &mut Draft) -> Option<Duration> {
    let text = filled(row, column)?;
    match read_duration(text) {
        Ok(duration) => Some(duration),
        Err(_) => read_time(text, None, &sheet.place(row.number, column), draft),
    }
}

/// The text in a column, 0-based; none where it is empty.
fn filled(row: &Row, column: usize) -> Option<&str> {
    let text = row.cell(column);
    if text.is_empty() { None } else { Some(text) }
}

fn some(text: &str) -> Option<String> {
    if text.is_empty() { None } else { Some(text.to_owned()) }
}

/// The lines of a cell that have text.
fn lines(text: &str) -> Vec<String> {
    text.split('\n').filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
