//! Ends that are misspelt where they are declared, and not where they are named.

use rustc_hash::FxHashSet;

use super::{Known, Meant, What};
use crate::model::declared::Thing;
use crate::model::flows::{UnknownName, Wanted};
use crate::model::{ScopeId, StatementRef};
use crate::rules::support::misdeclared::{Sorted, Use};
use crate::rules::support::name_words::written_words;
use crate::rules::support::roles;
use crate::source::FileSpan;
use crate::syntax::{Keyword, Symbol};

impl Known<'_> {
    /// Which of the unknown names are right, and their declarations wrong.
    pub(super) fn sorted(&self, unknown: &[UnknownName]) -> Sorted {
        let named = self.named();
        let uses = unknown.iter().map(|unknown| Use {
            name: unknown.name,
            place: unknown.place,
            meant: self.only_typo(unknown),
        });
        Sorted::of(uses, |name| named.contains(&name) || self.model.is_mentioned(name))
    }

    /// All names that stand as an end.
    fn named(&self) -> FxHashSet<Symbol> {
        let mut named = FxHashSet::default();
        for tree in self.model.trees() {
            for (id, statement) in tree.iter() {
                let is_flow = matches!(
                    statement.keyword,
                    Keyword::Input | Keyword::Output | Keyword::Trigger | Keyword::Outcome
                );
                named.extend(tree.runs(id).and_then(|term| tree[term].symbol()));
                if is_flow {
                    named.extend(tree.clause(id).filter_map(|term| tree[term].symbol()));
                }
            }
        }
        named
    }

    /// The one name that could stand there and differs from the unknown one in the letters of a word only, and where
    /// it is declared. None where something else bears the unknown name.
    fn only_typo(&self, unknown: &UnknownName) -> Option<(Symbol, FileSpan)> {
        let &UnknownName { scope, place, name, wanted } = unknown;
        let model = self.model;
        let is_borne = model.declared().end(name).is_some() || !self.bearers[&name].is_empty();
        let is_joined = matches!(wanted, Wanted::ChainEnd | Wanted::BorderEnd) && self.path(place) != place;
        if is_borne || is_joined {
            return None;
        }
        let home = match wanted {
            Wanted::StepEnd => Some(scope),
            Wanted::StepOf(stream) => Some(stream),
            _ => None,
        };
        let written = written_words(model.slice(place));
        let mut typos: Vec<&Meant> = Vec::new();
        if let Some(steps) = home.and_then(|home| self.steps.get(&home)) {
            typos.extend(steps.typos(&written));
        }
        if !matches!(wanted, Wanted::StepOf(_)) {
            typos.extend(self.ends.typos(&written));
        }
        let mut found: Vec<Option<Symbol>> = Vec::new();
        for meant in typos {
            let may_be = match (meant.what, wanted) {
                (_, Wanted::Activity) => false,
                (What::Step(_), _) | (_, Wanted::StepEnd | Wanted::BorderEnd) => true,
                (What::Activity(_) | What::External, wanted) => wanted == Wanted::ChainEnd,
                (What::Stream(_), wanted) => matches!(wanted, Wanted::StreamOfStep | Wanted::Run),
            };
            if may_be {
                found.push(meant.name);
            }
        }
        found.dedup();
        let [Some(declared)] = found[..] else { return None };
        Some((declared, self.declaration(home, declared)?))
    }

    /// Where the end that this name means is declared.
    fn declaration(&self, home: Option<ScopeId>, name: Symbol) -> Option<FileSpan> {
        let model = self.model;
        let step = home.and_then(|home| model.scope(home).step(name));
        let statement: StatementRef = match (step, model.declared().end(name)) {
            (Some(step), _) => model.node(step).statement,
            (None, Some(Thing::External(external))) => model.declared().external(external),
            (None, Some(Thing::Stream(stream))) => model.scope(stream).statement?,
            (None, Some(Thing::Activity(_)) | None) => return None,
        };
        roles::names(model, statement).find(|&(other, _)| other == name).map(|(_, place)| place)
    }
}
