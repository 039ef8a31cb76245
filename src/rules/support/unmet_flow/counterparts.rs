//! The flows on the other side of each scope, arranged once so that looking for what is nearly there is cheap.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::UnmetFlow;
use crate::model::flows::Occurrence;
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::{Model, ScopeId};
use crate::similarity::{NearIndex, Wording, WordingReader};
use crate::syntax::Symbol;

/// A scope, and whether what gives there is asked for, or what takes.
type Side = (ScopeId, bool);

/// The sides of all scopes that were asked for so far.
#[derive(Default)]
pub(in crate::rules) struct Counterparts {
    by_item: RefCell<FxHashMap<Side, ByItem>>,
    names: RefCell<FxHashMap<Side, Rc<Names>>>,
}

/// Indices of flows by item. What gives stands under all broader items too.
type ByItem = FxHashMap<Symbol, Vec<u32>>;

/// The list in which what gives or takes in a scope stands.
pub(super) fn inner_flows<'m>(model: &'m Model<'_>, scope: ScopeId, gives: bool) -> (Kind, &'m [Occurrence]) {
    let scope = model.scope(scope);
    if gives { (Kind::Output, &scope.outputs) } else { (Kind::Input, &scope.inputs) }
}

/// The list of what gives to the scope from outside, or takes from it.
pub(super) fn border_flows<'m>(
    model: &'m Model<'_>,
    scope: ScopeId,
    gives: bool,
) -> (Kind, &'m [Occurrence]) {
    let scope = model.scope(scope);
    if gives { (Kind::Trigger, &scope.triggers) } else { (Kind::Outcome, &scope.outcomes) }
}

impl Counterparts {
    /// The indices of what gives, or takes, one of these items in a scope, in the order of the text.
    pub(super) fn with_item(
        &self,
        model: &Model<'_>,
        scope: ScopeId,
        gives: bool,
        items: impl Iterator<Item = Symbol>,
    ) -> Vec<u32> {
        let mut sides = self.by_item.borrow_mut();
        let by_item = sides.entry((scope, gives)).or_insert_with(|| by_item(model, scope, gives));
        let mut found = Vec::new();
        for item in items {
            let own = [item];
            let asked = if gives { &own[..] } else { model.declared().broader(&own[0]) };
            for item in asked {
                if let Some(indices) = by_item.get(item) {
                    found.extend(indices);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The names that could have been meant where `unmet` stands.
    pub(super) fn names(&self, unmet: &UnmetFlow<'_>) -> Rc<Names> {
        let side = (unmet.scope(), unmet.takes);
        if let Some(names) = self.names.borrow().get(&side) {
            return Rc::clone(names);
        }
        let names = Rc::new(Names::of(unmet));
        self.names.borrow_mut().insert(side, Rc::clone(&names));
        names
    }
}

fn by_item(model: &Model<'_>, scope: ScopeId, gives: bool) -> ByItem {
    let mut by_item = ByItem::default();
    let (_, flows) = inner_flows(model, scope, gives);
    for (index, flow) in (0u32..).zip(flows) {
        for item in model.items(scope, flow) {
            let own = [item];
            let listed = if gives { model.declared().broader(&own[0]) } else { &own[..] };
            for &item in listed {
                by_item.entry(item).or_default().push(index);
            }
        }
    }
    by_item
}

/// The names on one side of a scope, its border included.
pub(super) struct Names {
    reader: WordingReader,
    index: NearIndex,
    names: Vec<Name>,
}

/// A name that could have been meant.
pub(super) struct Name {
    /// The item.
    pub item: Symbol,
    /// The flow of it alone.
    pub flow: Occurrence,
    /// Whether another finding is about it.
    pub is_paired: bool,
}

impl Names {
    fn of(unmet: &UnmetFlow<'_>) -> Names {
        let (model, scope) = (unmet.model, unmet.scope());
        let reader = WordingReader::new(model.language());
        let (mut names, mut wordings) = (Vec::new(), Vec::new());
        for (kind, flows) in [inner_flows(model, scope, unmet.takes), border_flows(model, scope, unmet.takes)]
        {
            for (index, flow) in (0..).zip(flows) {
                let is_paired = unmet.is_paired(OccurrenceRef { scope, kind, index });
                for term in flow.terms() {
                    let flow = Occurrence { term, choices: 1, ..*flow };
                    for item in model.items(scope, &flow) {
                        wordings.push(reader.read(&model.words(item)));
                        names.push(Name { item, flow, is_paired });
                    }
                }
            }
        }
        Names { reader, index: NearIndex::new(wordings), names }
    }

    /// A name prepared for comparison.
    pub(super) fn wording(&self, model: &Model<'_>, item: Symbol) -> Wording {
        self.reader.read(&model.words(item))
    }

    /// The names that nearly agree with this one, in the order of the text; among few also those that only look alike.
    pub(super) fn near(&self, wording: &Wording) -> Vec<(&Wording, &Name)> {
        const FEW: usize = 300;
        const ALIKE: f64 = 0.85;
        let mut found = self.index.find(wording);
        if self.names.len() <= FEW {
            for at in 0..self.names.len() {
                let other = self.index.wording(at);
                if wording.is_like(other, ALIKE) && !wording.is_other_name(other) {
                    found.push(at);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|at| (self.index.wording(at), &self.names[at])).collect()
    }
}
