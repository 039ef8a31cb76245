//! What each activity takes and gives, as ITIL prints it.

use crate::draw::names::name_of;
use crate::draw::stream::activity_name;
use crate::ide::references::named_ends;
use crate::model::activity::Activity;
use crate::model::flows::{End, Occurrence};
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::{Model, ScopeId};
use crate::syntax::words::unquote;
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
                let file = model.file_of(ScopeId::CHAIN, occurrence);
                let mut names = Vec::new();
                for term in occurrence.terms() {
                    names.push(unquote(model.slice(model.term_place(file, term))).into_owned());
                }
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
        End::External(external) => name_of(model, model.declared().external(external)),
        End::Step(step) => name_of(model, model.node(step).statement),
        End::Stream(stream) | End::Undescribed(stream) => {
            let statement = model.scope(stream).statement;
            statement.map(|statement| name_of(model, statement)).unwrap_or_default()
        }
        End::Itself => occurrence
            .node
            .and_then(|node| model.node(node).activity_of.activity())
            .map(|activity| activity_name(activity).to_owned())
            .unwrap_or_default(),
        End::Unknown => "?".to_owned(),
    }
}
