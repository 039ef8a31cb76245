//! What each activity takes and gives, as ITIL prints it.

use crate::draw::stream::activity_name;
use crate::ide::references::named_ends;
use crate::model::activity::Activity;
use crate::model::flows::{End, Occurrence};
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::{Model, ScopeId};
use crate::tables::Table;

/// A row for each input and output of each activity that is described, with the ends that it names.
pub fn inputs_and_outputs(model: &Model<'_>) -> Table {
    let mut table = Table::new("chain", &["Activity", "Direction", "Item", "From or to"]);
    let scope = model.scope(ScopeId::CHAIN);
    for activity in Activity::ALL {
        for (kind, word) in [(Kind::Input, "input"), (Kind::Output, "output")] {
            for (index, occurrence) in (0..).zip(scope.list(kind)) {
                let own = occurrence.node.and_then(|node| model.node(node).activity_of.activity());
                if own != Some(activity) {
                    continue;
                }
                let flow = OccurrenceRef { scope: ScopeId::CHAIN, kind, index };
                let ends: Vec<String> =
                    named_ends(model, flow).iter().map(|named| end(model, occurrence, named.end)).collect();
                let names = model.names_of_items(ScopeId::CHAIN, occurrence);
                let activity = activity_name(activity).to_owned();
                table.rows.push(vec![activity, word.to_owned(), names.join(" or "), ends.join(", ")]);
            }
        }
    }
    table
}

fn end(model: &Model<'_>, occurrence: &Occurrence, end: End) -> String {
    match end {
        End::Activity(activity) => activity_name(activity).to_owned(),
        End::All => "all".to_owned(),
        End::External(external) => model.name_of(model.declared().external(external)),
        End::Step(step) => model.name_of_step(step),
        End::Stream(stream) | End::Undescribed(stream) => model.name_of_stream(stream),
        End::Itself => occurrence
            .node
            .and_then(|node| model.node(node).activity_of.activity())
            .map(|activity| activity_name(activity).to_owned())
            .unwrap_or_default(),
        End::Unknown => "?".to_owned(),
    }
}
