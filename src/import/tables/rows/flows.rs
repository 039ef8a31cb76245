//! What the cells of a row say of flows.

use super::Rows;
use crate::import::draft::Mode;
use crate::import::headings::Column;
use crate::import::names::{brief, cleaned, kept, words_of};
use crate::import::remark::{Place, RemarkKind};
use crate::import::tables::cell::{MOST_COMPARED, numbered, split};
use crate::import::tables::raw::Flow;
use crate::import::tables::sheet::Row;

/// The most pairs of items and names that stand side by side in a row, as many as a statement stands for. All items are
/// carried over, each with as many of the names as there is room for.
const MOST_PAIRS: usize = 1024;

impl Rows<'_, '_> {
    /// The flows that two cells of a row tell of: items, and those at their other side.
    pub(super) fn flows(&mut self, row: &Row, item: Column, party: Column) -> Vec<Flow> {
        let Some(at) = self.layout.first(item) else { return Vec::new() };
        let items = split(row.cell(at));
        let mut parties: Vec<(String, Place)> = match self.layout.first(party) {
            Some(party_at) if party_at != at => split(row.cell(party_at))
                .iter()
                .map(|name| (kept(numbered(name).1), self.sheet.place(row.number, party_at)))
                .collect(),
            _ => Vec::new(),
        };
        let place = self.sheet.place(row.number, at);
        if items.is_empty() && !parties.is_empty() {
            let (name, place) = &parties[0];
            let text = format!("`{}` stands here without an item", brief(name));
            self.draft.remark(RemarkKind::Dropped, place, text);
            return Vec::new();
        }
        let is_paired = items.len() == parties.len() && items.len() > 1;
        if !is_paired && items.len() > 1 && parties.len() > 1 {
            let text = format!(
                "{} items and {} names stand side by side, so each item is taken for one of all of them",
                items.len(),
                parties.len()
            );
            self.draft.remark(RemarkKind::Approximated, &place, text);
            let most = (MOST_PAIRS / items.len()).max(1);
            if parties.len() > most {
                let text = format!(
                    "{} items and {} names are more than {MOST_PAIRS} pairs: no name behind `{}` is carried over",
                    items.len(),
                    parties.len(),
                    brief(&parties[most - 1].0)
                );
                self.draft.remark(RemarkKind::Dropped, &parties[most].1, text);
                parties.truncate(most);
            }
        }
        let mut flows = Vec::new();
        for (index, text) in items.iter().enumerate() {
            let (item, mode, is_alternative) = marked(text);
            let own = if is_paired { vec![parties[index].clone()] } else { parties.clone() };
            flows.push(Flow {
                item: kept(item),
                words: words_of(&cleaned(item)),
                mode,
                is_alternative,
                parties: own,
                place: place.clone(),
            });
        }
        flows
    }
}

/// Adds a flow to those of a step; one with the same item gives its ends to the one that is there.
pub(super) fn merge(list: &mut Vec<Flow>, flow: Flow) {
    let known = list.iter_mut().rev().take(MOST_COMPARED).find(|other| {
        other.mode == flow.mode && other.is_alternative == flow.is_alternative && other.words == flow.words
    });
    match known {
        Some(known) if !flow.words.is_empty() => {
            for party in flow.parties {
                // More ends than a statement has are told of later.
                let is_full = known.parties.len() > MOST_COMPARED;
                if is_full || !known.parties.iter().any(|(name, _)| *name == party.0) {
                    known.parties.push(party);
                }
            }
        }
        _ => list.push(flow),
    }
}

/// An item without the marks that say how it is taken: `or Rejection`, `Known errors (optional)`.
fn marked(text: &str) -> (&str, Mode, bool) {
    let (text, is_alternative) = match text.strip_prefix("or ") {
        Some(rest) => (rest.trim_start(), true),
        None => (text, false),
    };
    for (mark, mode) in [("(optional)", Mode::Optional), ("(rework)", Mode::Rework), ("(reply)", Mode::Reply)]
    {
        if let Some(item) = text.strip_suffix(mark) {
            return (item.trim_end(), mode, is_alternative);
        }
    }
    (text, Mode::Mandatory, is_alternative)
}
