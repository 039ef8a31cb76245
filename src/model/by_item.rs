//! The flows of each kind in a scope, by their items: for whoever asks what is at the other side of one flow after the other.
//! The [indexes](super::index) of matching hold what has to be met; here is also what names somebody outside.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::flows::Run;
use super::matching::Kind;
use super::{Model, ScopeId};
use crate::syntax::Symbol;

/// Pairs of an item and the index of a flow, sorted.
type List = Vec<(Symbol, u32)>;

/// The flows of one scope, each list made when it is first asked for: by kind, those that give and those that take.
type Lists = [[OnceLock<List>; 2]; 4];

/// The flows of all scopes by their items, made scope by scope when they are asked for.
#[derive(Debug, Default)]
pub(super) struct ByItem {
    scopes: OnceLock<Vec<OnceLock<Box<Lists>>>>,
    runs: OnceLock<FxHashMap<ScopeId, Vec<Run>>>,
}

impl Model<'_> {
    /// The flows of a kind in a scope that have this item or a narrower one, and so give it; ascending by their index.
    pub(super) fn giving(&self, scope: ScopeId, kind: Kind, item: Symbol) -> &[(Symbol, u32)] {
        of_item(self.by_item(scope, kind, true), item)
    }

    /// The flows of a kind in a scope that have just this item, and so take it; ascending by their index.
    pub(super) fn taking(&self, scope: ScopeId, kind: Kind, item: Symbol) -> &[(Symbol, u32)] {
        of_item(self.by_item(scope, kind, false), item)
    }

    /// The steps that run a stream, in the order of the text.
    pub(super) fn runs_of_stream(&self, stream: ScopeId) -> &[Run] {
        let runs = self.by_item.runs.get_or_init(|| {
            let mut by_stream: FxHashMap<ScopeId, Vec<Run>> = FxHashMap::default();
            for &run in self.runs() {
                by_stream.entry(run.stream).or_default().push(run);
            }
            by_stream
        });
        runs.get(&stream).map_or(&[], Vec::as_slice)
    }

    fn by_item(&self, scope: ScopeId, kind: Kind, gives: bool) -> &[(Symbol, u32)] {
        let scopes = self.by_item.scopes.get_or_init(|| self.scopes().map(|_| OnceLock::new()).collect());
        let lists = scopes[scope.index()].get_or_init(Box::default);
        lists[kind as usize][usize::from(gives)].get_or_init(|| {
            let mut list = List::new();
            for (index, occurrence) in (0..).zip(self.scope(scope).list(kind)) {
                for item in self.items(scope, occurrence) {
                    let listed = if gives { self.declared.broader(&item) } else { &[item] };
                    list.extend(listed.iter().map(|&item| (item, index)));
                }
            }
            list.sort_unstable();
            list.dedup();
            list
        })
    }
}

fn of_item(list: &[(Symbol, u32)], item: Symbol) -> &[(Symbol, u32)] {
    let start = list.partition_point(|&(other, _)| other < item);
    let rest = &list[start..];
    &rest[..rest.partition_point(|&(other, _)| other == item)]
}
