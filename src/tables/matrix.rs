//! Which steps of which streams draw on a practice, or are in an activity.

use std::collections::BTreeMap;

use crate::draw::diagram::Diagram;
use crate::model::Model;
use crate::model::activity::Activity;
use crate::syntax::Keyword;
use crate::syntax::words::normalize;
use crate::tables::Table;

/// Practices down, streams across: the steps that draw on them.
pub fn practices(model: &Model<'_>, maps: &[Diagram]) -> Table {
    let mut table = head("practices", "Practice", maps);
    // By their words, so that one practice in two spellings is one row.
    let mut rows: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (column, stream) in model.streams().enumerate() {
        for step in model.steps_of(stream) {
            let block = model.node(step).statement;
            for practice in model.listed(block, Keyword::Practice) {
                let mut words = String::new();
                normalize(&practice, &mut words);
                names.entry(words.clone()).or_insert(practice);
                let row = rows.entry(words).or_insert_with(|| vec![Vec::new(); maps.len()]);
                row[column].push(model.name_of(block));
            }
        }
    }
    for (words, cells) in rows {
        let name = names.remove(&words).unwrap_or(words);
        table.rows.push(row(name, cells));
    }
    table
}

/// Activities down, streams across: the steps that are in them.
pub fn activities(model: &Model<'_>, maps: &[Diagram]) -> Table {
    let mut table = head("activities", "Activity", maps);
    let mut rows: Vec<Vec<Vec<String>>> = vec![vec![Vec::new(); maps.len()]; Activity::ALL.len()];
    for (column, stream) in model.streams().enumerate() {
        for step in model.steps_of(stream) {
            let node = model.node(step);
            if let Some(activity) = node.activity_of.activity() {
                rows[activity.index()][column].push(model.name_of(node.statement));
            }
        }
    }
    for (activity, cells) in Activity::ALL.into_iter().zip(rows) {
        table.rows.push(row(crate::draw::stream::activity_name(activity).to_owned(), cells));
    }
    table
}

fn head(name: &'static str, first: &str, maps: &[Diagram]) -> Table {
    let mut table = Table::new(name, &[first]);
    table.head.extend(maps.iter().map(|map| map.title.clone()));
    table
}

fn row(name: String, cells: Vec<Vec<String>>) -> Vec<String> {
    let mut row = vec![name];
    row.extend(cells.into_iter().map(|steps| steps.join("; ")));
    row
}
