//! One of a series that was forgotten: a step takes `P1` or `P2`, and `P3` comes of the same choice.

use super::UnmetFlow;
use super::counterparts::Side;
use super::fixes::{Remedy, offer};
use crate::model::flows::Occurrence;
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::{MOST_WRITTEN, quoted_items, quoted_node, written_items};
use crate::rules::support::places::item_place;
use crate::syntax::StatementFlags;
use crate::syntax::words::unquote;

/// Of a choice so many alternatives are looked at.
const MOST_OTHERS: usize = 50;

impl<'m> UnmetFlow<'m> {
    /// The only input with alternatives that takes others of the choice of which this output is one, if all of them are of
    /// one series with it and few enough to be written out.
    pub(super) fn taker_of_series(&self) -> Option<&'m Occurrence> {
        if self.takes || self.is_several() || self.flow.node.is_none() {
            return None;
        }
        let (model, id) = (self.model, self.scope());
        let file = model.file_of(id, &self.flow);
        let tree = model.tree(file);
        if !tree[self.flow.statement].flags.has(StatementFlags::EITHER) {
            return None;
        }
        let own = written_items(model, file, &self.flow);
        let side = Side { scope: id, gives: false, border: false };
        let mut only: Option<u32> = None;
        for term in tree.subjects(self.flow.statement).take(MOST_OTHERS) {
            let other = Occurrence { term, choices: 1, ..self.flow };
            if term == self.flow.term || !is_series(&own, &written_items(model, file, &other)) {
                continue;
            }
            for index in self.counterparts.with_item(model, side, model.items(id, &other)) {
                let input = &model.scope(id).inputs[index as usize];
                if input.choices == 1 || input.node == self.flow.node || only == Some(index) {
                    continue;
                }
                if only.is_some() {
                    return None;
                }
                only = Some(index);
            }
        }
        let taker = model.scope(id).input(only?);
        if taker.choices > MOST_WRITTEN {
            return None;
        }
        let file = model.file_of(id, taker);
        let mut items = taker.terms().map(|term| Occurrence { term, choices: 1, ..*taker });
        items.all(|item| is_series(&own, &written_items(model, file, &item))).then_some(taker)
    }

    /// Lets the step that takes the others of a series take this one as well.
    pub(super) fn explain_series(&self, finding: FindingBuilder, taker: &'m Occurrence) -> FindingBuilder {
        let (model, id) = (self.model, self.scope());
        let step = taker.node.map(|node| quoted_node(model, node)).unwrap_or_default();
        let there = self.edit_of(id, taker);
        let own = self.edit().item();
        let line = there.reads(&format!("{} or {own}", there.item()), &there.written_ends());
        let action =
            format!("let {step} take {} as well: write `{line}` there", quoted_items(model, id, &self.flow));
        let finding = finding
            .secondary(item_place(model, id, taker), format!("{step} takes the others here"))
            .help(action);
        offer(finding, Remedy::new(format!("write `{line}`"), there.or(&own)))
    }
}

/// Whether two names differ in one word alone, and that has a digit in both.
fn is_series(one: &str, other: &str) -> bool {
    let (one, other) = (unquote(one), unquote(other));
    if one.split_whitespace().count() != other.split_whitespace().count() {
        return false;
    }
    let has_digit = |word: &str| word.chars().any(char::is_numeric);
    let mut differing = 0;
    for (one, other) in one.split_whitespace().zip(other.split_whitespace()) {
        if one.to_lowercase() == other.to_lowercase() {
            continue;
        }
        if !has_digit(one) || !has_digit(other) {
            return false;
        }
        differing += 1;
    }
    differing == 1
}
