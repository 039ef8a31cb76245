//! The numbers of streams: as JSON with its schema, and as CSV.

mod build;
mod shape;

pub use shape::{LadderStep, Minutes, OutcomeStats, Part, Stats, StreamStats, Time, Total, Wait, Way};

use crate::export::csv::{Cell, Table};
use crate::model::{Model, ScopeId};

/// The version of the shape. It rises when a reader of the old one could misread the new one.
pub const VERSION: u32 = 1;

impl Stats {
    /// The numbers of one stream, or of all that are described.
    pub fn of(model: &Model<'_>, stream: Option<ScopeId>) -> Stats {
        let mut streams = Vec::new();
        for numbers in model.numbers().streams() {
            let is_asked = match stream {
                Some(stream) => numbers.stream == stream,
                None => model.scope(numbers.stream).described,
            };
            if is_asked {
                streams.push(StreamStats::of(model, numbers));
            }
        }
        Stats { version: VERSION, streams }
    }

    /// The same as a table: a line for each way to each outcome, without the steps on it.
    pub fn table(&self) -> Table {
        let mut table = Table::new("stats", &COLUMNS);
        for stream in &self.streams {
            for outcome in &stream.outcomes {
                for (name, way) in [("quickest", &outcome.quickest), ("slowest", &outcome.slowest)] {
                    table.rows.push(row(stream, outcome, name, way.as_ref()));
                }
            }
        }
        table
    }
}

/// The JSON Schema, draft 2020-12, of [`Stats`].
pub fn schema() -> serde_json::Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<Stats>().to_value()
}

const COLUMNS: [&str; 27] = [
    "stream",
    "outcome",
    "way",
    "when",
    "steps",
    "lead_time",
    "lead_time_minutes",
    "lead_time_working_days",
    "lead_time_is_whole",
    "process_time",
    "process_time_minutes",
    "process_time_working_days",
    "process_time_is_whole",
    "waiting_minutes",
    "waiting_working_days",
    "waiting_is_whole",
    "flow_efficiency",
    "accuracy",
    "accuracy_is_whole",
    "role_hand_offs",
    "activity_hand_offs",
    "promise",
    "promise_left_minutes",
    "promise_left_working_days",
    "promise_kept",
    "longest_wait_stream",
    "longest_wait_step",
];

fn row(stream: &StreamStats, outcome: &OutcomeStats, name: &str, way: Option<&Way>) -> Vec<Cell> {
    let mut row = vec![Cell::text(&stream.stream), Cell::text(outcome.items.join(" or ")), Cell::text(name)];
    let when = if name == "slowest" { outcome.slowest_when.as_deref() } else { None };
    row.push(Cell::text(when.unwrap_or_default()));
    let promise = || outcome.promise.as_ref().map_or(Cell::Empty, |promise| Cell::text(&promise.text));
    let Some(way) = way else {
        row.resize(COLUMNS.len(), Cell::Empty);
        return row;
    };
    row.push(Cell::count(way.steps));
    for total in [&way.lead_time, &way.process_time] {
        row.push(Cell::text(&total.time.text));
        row.extend([Cell::minutes(total.time.minutes), Cell::whole(total.time.working_days)]);
        row.push(Cell::truth(total.is_whole));
    }
    let waiting = &way.waiting;
    row.extend([Cell::minutes(waiting.time.minutes), Cell::whole(waiting.time.working_days)]);
    row.push(Cell::truth(waiting.is_whole));
    row.push(way.flow_efficiency.map_or(Cell::Empty, Cell::Number));
    row.push(way.accuracy.map_or(Cell::Empty, Cell::Number));
    row.push(Cell::truth(way.accuracy_is_whole));
    row.extend([Cell::count(way.role_hand_offs), Cell::count(way.activity_hand_offs), promise()]);
    match &way.promise_left {
        Some(left) => row.extend([Cell::minutes(left.minutes), Cell::whole(left.working_days)]),
        None => row.extend([Cell::Empty, Cell::Empty]),
    }
    row.push(way.promise_kept.map_or(Cell::Empty, Cell::truth));
    match &way.longest_wait {
        Some(wait) => row.extend([Cell::text(&wait.stream), Cell::text(&wait.step)]),
        None => row.extend([Cell::Empty, Cell::Empty]),
    }
    row
}
