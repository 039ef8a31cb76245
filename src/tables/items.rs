//! The register of items: who makes each, who uses it, and how often it changes hands.

use std::collections::BTreeMap;

use crate::distinct::Distinct;
use crate::draw::diagram::{Diagram, Origin, Target};
use crate::draw::words::item;
use crate::syntax::words::normalize;
use crate::tables::Table;

#[derive(Default)]
struct Item {
    name: String,
    makers: Distinct<String>,
    users: Distinct<String>,
    crossings: usize,
}

/// A row for each item of the streams, by name. It crosses from one team to another where a step gives it to one whose
/// responsible roles are others.
pub fn items(maps: &[Diagram]) -> Table {
    let mut table = Table::new("items", &["Item", "Made by", "Used by", "Changes hands"]);
    let mut all: BTreeMap<String, Item> = BTreeMap::new();
    for map in maps {
        for flow in &map.flows {
            let name = item(map, flow);
            let mut words = String::new();
            normalize(&name, &mut words);
            let entry = all.entry(words).or_default();
            if entry.name.is_empty() {
                entry.name = name;
            }
            let maker = match flow.from {
                Origin::Output(port) => Some(format!("{} · {}", map.title, map.nodes[port.node].name)),
                Origin::External(external) => Some(map.externals[external].name.clone()),
                Origin::Start | Origin::Nobody => None,
            };
            let user = match flow.to {
                Target::Input(port) => Some(format!("{} · {}", map.title, map.nodes[port.node].name)),
                Target::External(external) => Some(map.externals[external].name.clone()),
                Target::Finish | Target::Nobody => None,
            };
            if let Some(maker) = maker {
                entry.makers.add(maker);
            }
            if let Some(user) = user {
                entry.users.add(user);
            }
            if let (Origin::Output(from), Target::Input(to)) = (flow.from, flow.to) {
                let (giver, taker) = (&map.nodes[from.node].detail, &map.nodes[to.node].detail);
                entry.crossings += usize::from(!giver.is_empty() && !taker.is_empty() && giver != taker);
            }
        }
    }
    for item in all.into_values() {
        let Item { name, makers, users, crossings } = item;
        let (makers, users) = (makers.into_list().join("; "), users.into_list().join("; "));
        table.rows.push(vec![name, makers, users, crossings.to_string()]);
    }
    table
}
