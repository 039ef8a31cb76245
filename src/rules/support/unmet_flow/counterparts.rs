//! The flows on the other side of each scope, arranged once so that looking for the reason of a failure is cheap.

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

/// The other sides of all scopes that were asked for.
#[derive(Default)]
pub(in crate::rules) struct Counterparts {
    flows: RefCell<FxHashMap<Side, Flows>>,
    names: RefCell<FxHashMap<Side, Rc<Names>>>,
}

/// Indices of flows by item: what gives under all broader items too.
type Flows = FxHashMap<Symbol, Vec<u32>>;

/// The list in which what gives or takes in a scope stands.
pub(in crate::rules) fn other_side<'m>(
    model: &'m Model<'_>,
    scope: ScopeId,
    gives: bool,
) -> (Kind, &'m [Occurrence]) {
    match gives {
        true => (Kind::Output, &model.scope(scope).outputs),
        false => (Kind::Input, &model.scope(scope).inputs),
    }
}

impl Counterparts {
    /// The indices of what gives, or takes, one of these items in a scope, in the order of the text.
    pub(in crate::rules) fn agreeing(
        &self,
        model: &Model<'_>,
        scope: ScopeId,
        gives: bool,
        items: impl Iterator<Item = Symbol>,
    ) -> Vec<u32> {
        let mut flows = self.flows.borrow_mut();
        let flows = flows.entry((scope, gives)).or_insert_with(|| {
            let mut flows = Flows::default();
            for (index, flow) in other_side(model, scope, gives).1.iter().enumerate() {
                for item in model.items(scope, flow) {
                    let own = [item];
                    let listed = if gives { model.declared.broader(&own[0]) } else { &own[..] };
                    listed.iter().for_each(|&item| flows.entry(item).or_default().push(index as u32));
                }
            }
            flows
        });
        let mut found = Vec::new();
        for item in items {
            let own = [item];
            let asked = if gives { &own[..] } else { model.declared.broader(&own[0]) };
            found.extend(asked.iter().filter_map(|item| flows.get(item)).flatten());
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The names that whoever looks as `case` does could have meant.
    pub(in crate::rules) fn names(&self, case: &UnmetFlow<'_>) -> Rc<Names> {
        let side = (case.scope(), case.takes);
        let known = self.names.borrow().get(&side).cloned();
        known.unwrap_or_else(|| {
            let names = Rc::new(Names::of(case));
            self.names.borrow_mut().insert(side, Rc::clone(&names));
            names
        })
    }
}

/// The names on the other side of a scope.
pub(in crate::rules) struct Names {
    reader: WordingReader,
    index: NearIndex,
    names: Vec<Name>,
}

/// A name that could have been meant.
pub(in crate::rules) struct Name {
    /// The item.
    pub item: Symbol,
    /// The occurrence of it alone.
    pub flow: Occurrence,
    /// Whether that has to do with another mistake.
    pub is_paired: bool,
}

impl Names {
    fn of(case: &UnmetFlow<'_>) -> Names {
        let (model, scope) = (case.model, case.scope());
        let (kind, list) = other_side(model, scope, case.takes);
        let (border, borders) = match case.takes {
            true => (Kind::Trigger, &model.scope(scope).triggers),
            false => (Kind::Outcome, &model.scope(scope).outcomes),
        };
        let listed = |kind, list: &'_ [Occurrence]| -> Vec<(OccurrenceRef, Occurrence)> {
            let place = |index| OccurrenceRef { scope, kind, index: index as u32 };
            list.iter().enumerate().map(|(index, flow)| (place(index), *flow)).collect()
        };
        let reader = WordingReader::default();
        let (mut names, mut wordings) = (Vec::new(), Vec::new());
        for (at, other) in listed(kind, list).into_iter().chain(listed(border, borders)) {
            let is_paired = case.is_paired(at);
            for term in other.term..other.term + other.choices {
                let flow = Occurrence { term, choices: 1, ..other };
                for item in model.items(scope, &flow) {
                    wordings.push(reader.read(&model.names.words(model.sources, item)));
                    names.push(Name { item, flow, is_paired });
                }
            }
        }
        Names { reader, index: NearIndex::new(wordings), names }
    }

    /// A name prepared for comparison.
    pub fn wording(&self, model: &Model<'_>, item: Symbol) -> Wording {
        self.reader.read(&model.names.words(model.sources, item))
    }

    /// The names that nearly agree with this one, in the order of the text; among few also those that only look alike.
    pub fn near(&self, wording: &Wording) -> Vec<(&Wording, &Name)> {
        const FEW: usize = 300;
        const ALIKE: f64 = 0.85;
        let all = (0..self.names.len()).take(if self.names.len() <= FEW { FEW } else { 0 });
        let alike = all.filter(|&at| wording.likeness(self.index.wording(at)) >= ALIKE);
        let mut found: Vec<usize> = alike.chain(self.index.find(wording)).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|at| (self.index.wording(at), &self.names[at])).collect()
    }
}
