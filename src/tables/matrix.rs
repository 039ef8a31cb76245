//! Which steps of which streams draw on a practice, or are in an activity.

use std::collections::BTreeMap;

use crate::draw::diagram::Diagram;
use crate::model::Model;
use crate::model::activity::Activity;
use crate::syntax::Keyword;
use crate::syntax::words::normalize;
use crate::tables::Table;

/// With more cells than these, nearly all of them empty, a table is none that anybody reads.
const MOST_CELLS: usize = 100_000;

/// Practices down, streams across: the steps that draw on them. In a table that would be too large, a row for each practice
/// and stream.
pub fn practices(model: &Model<'_>, maps: &[Diagram]) -> Table {
    // By their words, so that one practice in two spellings is one row.
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for (column, stream) in model.streams().enumerate() {
        for step in model.steps_of(stream) {
            let block = model.node(step).statement;
            for practice in model.listed(block, Keyword::Practice) {
                let mut words = String::new();
                normalize(&practice, &mut words);
                let row = rows.entry(words).or_insert_with(|| Row::new(&practice));
                row.add(column, &model.name_of(block));
            }
        }
    }
    table(Table::new("practices", &["Practice"]), rows.into_values().collect(), maps)
}

/// Activities down, streams across: the steps that are in them. In a table that would be too large, a row for each activity
/// and stream.
pub fn activities(model: &Model<'_>, maps: &[Diagram]) -> Table {
    let mut rows = Activity::ALL.map(|activity| Row::new(crate::draw::stream::activity_name(activity)));
    for (column, stream) in model.streams().enumerate() {
        for step in model.steps_of(stream) {
            let node = model.node(step);
            if let Some(activity) = node.activity_of.activity() {
                rows[activity.index()].add(column, &model.name_of(node.statement));
            }
        }
    }
    table(Table::new("activities", &["Activity"]), rows.into(), maps)
}

/// A row of a table: the cells that hold something, each with its stream's place among all.
struct Row {
    name: String,
    cells: Vec<(usize, String)>,
}

impl Row {
    fn new(name: &str) -> Row {
        Row { name: name.to_owned(), cells: Vec::new() }
    }

    /// Adds a step of a stream, which is the last one or stands behind it.
    fn add(&mut self, column: usize, step: &str) {
        match self.cells.last_mut() {
            Some((last, steps)) if *last == column => {
                steps.push_str("; ");
                steps.push_str(step);
            }
            _ => self.cells.push((column, step.to_owned())),
        }
    }
}

/// The table of these rows.
fn table(mut table: Table, rows: Vec<Row>, maps: &[Diagram]) -> Table {
    if rows.len() * maps.len() > MOST_CELLS {
        table.head.extend(["Stream", "Steps"].map(str::to_owned));
        for row in rows {
            for (column, steps) in row.cells {
                table.rows.push(vec![row.name.clone(), maps[column].title.clone(), steps]);
            }
        }
        return table;
    }
    table.head.extend(maps.iter().map(|map| map.title.clone()));
    for row in rows {
        let mut cells = vec![String::new(); table.head.len()];
        cells[0] = row.name;
        for (column, steps) in row.cells {
            cells[column + 1] = steps;
        }
        table.rows.push(cells);
    }
    table
}
