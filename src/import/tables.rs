//! Tables as people keep them in spreadsheets: a row for each step, with what it needs from whom and gives to whom.
//!
//! ```text
//! text, workbook, ods   bytes -> sheets     records.rs parts rows of text, package.rs measures what is packed
//! layout.rs             which column holds what, by headings.toml
//! rows.rs               sheets -> processes, names as they stand there; arrows.rs where only an order is given
//! resolve.rs            names -> steps, streams, activities, roles; stakeholders only else
//! fill.rs               processes -> draft
//! exported.rs           sheets -> draft, of the tables that `export` writes
//! ```

mod arrows;
mod cell;
mod exported;
mod fill;
mod layout;
mod ods;
mod package;
mod raw;
mod records;
mod resolve;
mod rows;
mod sheet;
mod text;
mod values;
mod workbook;

use rustc_hash::{FxHashMap, FxHashSet};

use super::draft::Draft;
use super::error::ImportError;
use super::format::Format;
use super::names::{brief, cleaned, words_of};
use super::remark::{Place, RemarkKind};
use super::{Input, Options};
use cell::add_purpose;
use raw::Process;
use sheet::Sheet;

/// The most processes of an import: each becomes a file.
const MOST_PROCESSES: usize = 10_000;

/// So many tables without flows are held against those with flows.
const MOST_ADDED: usize = 200;

/// Reads tables into a draft.
///
/// # Errors
/// Where one of them cannot be read at all, or holds no table of steps.
pub(super) fn read(
    inputs: &[(Input<'_>, Format)],
    options: &Options,
    draft: &mut Draft,
) -> Result<(), ImportError> {
    let mut files = Vec::new();
    for (input, format) in inputs {
        files.push(sheets(input, *format, draft)?);
    }
    let all: Vec<&Sheet> = files.iter().flatten().collect();
    for sheet in &all {
        sheet.tell_losses(draft);
    }
    if exported::is_whole(&all) {
        exported::read(&all, draft);
        return bounded(draft.streams.iter().map(|stream| stream.about.place.file.as_str()));
    }
    let mut processes = Vec::new();
    for ((input, _), sheets) in inputs.iter().zip(&files) {
        let mut some = false;
        for sheet in sheets {
            let Some(layout) = layout::layout(sheet, &options.columns) else {
                if !sheet.rows.is_empty() && sheets.len() > 1 {
                    draft.remark(
                        RemarkKind::Dropped,
                        &sheet.whole(),
                        "no table of steps is known on this sheet",
                    );
                }
                continue;
            };
            some = true;
            processes.extend(rows::read(sheet, &layout, draft));
        }
        if !some {
            return Err(no_table(input.name, sheets));
        }
    }
    let mut processes = joined(processes, draft);
    bounded(processes.iter().map(|process| process.place.file.as_str()))?;
    for process in &mut processes {
        if fill::is_unlinked(process) {
            return Err(unlinked(process));
        }
        if process.has_next {
            arrows::of_arrows(process, draft);
        } else if !process.has_flows {
            arrows::of_order(process, draft);
        }
    }
    fill::fill(&processes, draft);
    Ok(())
}

/// Looks whether there are too many processes, of which each is given by its file.
fn bounded<'p>(mut files: impl Iterator<Item = &'p str>) -> Result<(), ImportError> {
    let Some(file) = files.nth(MOST_PROCESSES) else { return Ok(()) };
    Err(ImportError::unreadable(file, format!("with it there are more than {MOST_PROCESSES} processes")))
}

fn sheets(input: &Input<'_>, format: Format, draft: &mut Draft) -> Result<Vec<Sheet>, ImportError> {
    match format {
        Format::Xlsx => workbook::read(input),
        Format::Ods => ods::read(input),
        _ => {
            let only = if format == Format::Tsv { Some(b'\t') } else { None };
            let read = text::read(input, only)?;
            if let Some(encoding) = read.encoding {
                let text = format!("the file is not UTF-8, and is read as {encoding}");
                draft.remark(RemarkKind::Approximated, &Place::file(input.name), text);
            }
            Ok(vec![read.sheet])
        }
    }
}

/// Joins processes of one name, and lets one that says nothing of flows add to the one whose steps it names.
fn joined(processes: Vec<Process>, draft: &mut Draft) -> Vec<Process> {
    let mut joined: Vec<Process> = Vec::new();
    let mut by_words: FxHashMap<String, usize> = FxHashMap::default();
    let (with_flows, others): (Vec<Process>, Vec<Process>) =
        processes.into_iter().partition(|process| process.has_flows || process.has_next);
    let others_begin = with_flows.len();
    for (at, process) in with_flows.into_iter().chain(others).enumerate() {
        let words = words_of(&cleaned(&process.name));
        let may_add = (others_begin..others_begin + MOST_ADDED).contains(&at);
        let mut known = by_words.get(&words).copied();
        if known.is_none() && may_add {
            known = described_by(&joined, &process);
        }
        match known {
            Some(known) => add(&mut joined[known], process, draft),
            None => {
                by_words.insert(words, joined.len());
                joined.push(process);
            }
        }
    }
    joined
}

/// The one process that has at least half of the steps of a table without flows.
fn described_by(all: &[Process], table: &Process) -> Option<usize> {
    if table.has_flows || table.has_next || all.len() > 1000 {
        return None;
    }
    let names: FxHashSet<String> = table.steps.iter().map(|step| words_of(&cleaned(&step.name))).collect();
    let shared = |process: &Process| {
        process.steps.iter().filter(|step| names.contains(&words_of(&cleaned(&step.name)))).count()
    };
    (0..all.len()).find(|&at| all[at].has_flows && shared(&all[at]) * 2 >= names.len())
}

/// Adds what a second table says of a process, and tells what it says otherwise.
fn add(process: &mut Process, other: Process, draft: &mut Draft) {
    process.also.extend(other.also);
    process.has_flows |= other.has_flows;
    process.has_next |= other.has_next;
    process.triggers.extend(other.triggers);
    process.outcomes.extend(other.outcomes);
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    for (at, step) in process.steps.iter().enumerate() {
        known.entry(words_of(&cleaned(&step.name))).or_insert(at);
    }
    for step in other.steps {
        let Some(&at) = known.get(&words_of(&cleaned(&step.name))) else {
            process.steps.push(step);
            continue;
        };
        let own = &mut process.steps[at];
        own.inputs.extend(step.inputs);
        own.outputs.extend(step.outputs);
        own.roles.responsible.extend(step.roles.responsible);
        own.roles.accountable.extend(step.roles.accountable);
        own.roles.consulted.extend(step.roles.consulted);
        own.roles.informed.extend(step.roles.informed);
        own.practices.extend(step.practices);
        own.uses.extend(step.uses);
        if let Some(purpose) = &step.purpose {
            add_purpose(&mut own.purpose, purpose);
        }
        let mut others = Vec::new();
        for (what, differs) in [
            ("activity", differs(&mut own.activity, step.activity)),
            ("lead time", differs(&mut own.lead_time, step.lead_time)),
            ("process time", differs(&mut own.process_time, step.process_time)),
            ("waiting time", differs(&mut own.wait_time, step.wait_time)),
            ("complete and accurate", differs(&mut own.accuracy, step.accuracy)),
        ] {
            if differs {
                others.push(what);
            }
        }
        if !others.is_empty() {
            let others = others.join(", ");
            let text = format!("`{}` says something else of this step, which counts: {others}", own.place);
            own.remarks.push(draft.remark(RemarkKind::Dropped, &step.place, text));
        }
        own.comments.extend(step.comments);
        own.next.extend(step.next);
        own.remarks.extend(step.remarks);
    }
}

/// Sets what is not set yet. Whether it is set to something else.
fn differs<T: PartialEq>(own: &mut Option<T>, other: Option<T>) -> bool {
    match (&*own, &other) {
        (Some(own), Some(other)) => own != other,
        (Some(_), None) => false,
        (None, _) => {
            *own = other;
            false
        }
    }
}

/// For a file without a table of steps: says what its first row holds.
fn no_table(file: &str, sheets: &[Sheet]) -> ImportError {
    let first = sheets.iter().find_map(|sheet| sheet.rows.first());
    let heads: Vec<String> = first
        .map(|row| {
            row.cells
                .iter()
                .filter(|cell| !cell.is_empty())
                .take(6)
                .map(|cell| format!("`{}`", brief(cell)))
                .collect()
        })
        .unwrap_or_default();
    let why = if heads.is_empty() {
        "it holds no text".to_owned()
    } else {
        format!("no row has headings of a table of steps; the first row holds {}", heads.join(", "))
    };
    let help = "head the columns Step, Supplier, Input, Output and Customer; or say which they are: `--columns \
                step=A,supplier=B,input=C,output=D,customer=E`; `--template sipoc.csv` writes a table to fill in";
    ImportError::Unreadable { file: file.to_owned(), why, help: Some(help.to_owned()) }
}

/// For five lists side by side.
fn unlinked(process: &Process) -> ImportError {
    let help = "let each row say what one step needs from whom and what it gives to whom, and name steps among suppliers and \
                customers: `Dispatch | Check | Checked order | Parcel | Customer`; `--template sipoc.csv` writes such a table";
    ImportError::Unreadable {
        file: process.place.file.clone(),
        why: format!(
            "`{}` is five lists side by side, in which nothing of one belongs to anything of another",
            brief(&process.name)
        ),
        help: Some(help.to_owned()),
    }
}
