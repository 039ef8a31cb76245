//! Who does what in a stream.

use crate::draw::diagram::Diagram;
use crate::model::{Model, ScopeId};
use crate::sanitise::shortened;
use crate::syntax::Keyword;
use crate::tables::Table;

/// A row for each step of a stream: its activity, its roles, its times. `map` is the stream's. Who is accountable for the
/// stream is so for a step that names nobody, and stands in brackets then.
pub fn raci(model: &Model<'_>, stream: ScopeId, map: &Diagram) -> Table {
    let mut table = Table::new(
        "raci",
        &[
            "Step",
            "Activity",
            "Responsible",
            "Accountable",
            "Consulted",
            "Informed",
            "Lead time",
            "Process time",
            "%C&A",
        ],
    );
    let of_stream = model.scope(stream).statement.map(|block| model.listed(block, Keyword::Accountable));
    let of_stream = of_stream.unwrap_or_default().join(", ");
    // Each step may repeat it.
    let of_stream = shortened(&of_stream);
    for (step, node) in model.steps_of(stream).zip(&map.nodes) {
        let block = model.node(step).statement;
        let roles = |keyword| model.listed(block, keyword).join(", ");
        let mut accountable = roles(Keyword::Accountable);
        if accountable.is_empty() && !of_stream.is_empty() {
            accountable = format!("({of_stream})");
        }
        let figures = model.figures(step);
        let time = |time: Option<crate::syntax::quantity::Duration>| {
            time.map(|duration| duration.show()).unwrap_or_default()
        };
        let share = figures.accuracy.map(|share| format!("{} %", (share * 1000.0).round() / 10.0));
        table.rows.push(vec![
            model.name_of(block),
            map.lanes[node.lane].name.clone(),
            roles(Keyword::Responsible),
            accountable,
            roles(Keyword::Consulted),
            roles(Keyword::Informed),
            time(figures.lead_time),
            time(figures.process_time),
            share.unwrap_or_default(),
        ]);
    }
    table
}
