//! The alternatives of an input, by what they take.

use rustc_hash::FxHashMap;

use crate::draw::diagram::PortId;
use crate::model::Model;
use crate::model::matching::OccurrenceRef;
use crate::syntax::Symbol;

/// The ports of the alternatives of an input: looked up, so that many that give an item do not look through all each.
#[derive(Debug, Default)]
pub(super) struct Alternatives {
    /// By the item, each with its place among the alternatives.
    named: FxHashMap<Symbol, Vec<(u32, PortId)>>,
    /// By all that the item is besides itself.
    broader: FxHashMap<Symbol, Vec<(u32, PortId)>>,
}

impl Alternatives {
    /// Those of `input`, of which `port` gives the one at a place.
    pub fn of(model: &Model<'_>, input: OccurrenceRef, port: impl Fn(u32) -> Option<PortId>) -> Alternatives {
        let occurrence = model.occurrence(input);
        let tree = model.tree(model.file_of(input.scope, occurrence));
        let mut alternatives = Alternatives::default();
        for (choice, term) in (0..).zip(occurrence.terms()) {
            let (Some(port), Some(name)) = (port(choice), tree[term].symbol()) else { continue };
            let own = model.declared().item(name);
            alternatives.named.entry(own).or_default().push((choice, port));
            for &broad in model.declared().broader(&own) {
                if broad != own {
                    alternatives.broader.entry(broad).or_default().push((choice, port));
                }
            }
        }
        alternatives
    }

    /// The ports that agree with what another flow gives, in their order: one of both items is the other, or the same.
    pub fn meeting(&self, model: &Model<'_>, other: OccurrenceRef) -> Vec<PortId> {
        let mut ports = Vec::new();
        for item in model.items(other.scope, model.occurrence(other)) {
            for broad in model.declared().broader(&item) {
                ports.extend(self.named.get(broad).into_iter().flatten());
            }
            ports.extend(self.broader.get(&item).into_iter().flatten());
        }
        ports.sort_unstable();
        ports.dedup();
        ports.into_iter().map(|(_, port)| port).collect()
    }
}
