//! Names that are known to be two, however alike they look.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::flows::{NodeId, Occurrence};
use crate::model::{Model, ScopeId};
use crate::syntax::Symbol;

/// What tells items apart but their names: where they stand.
#[derive(Debug, Default)]
pub struct TwoNames {
    /// The statements with several items that name each, ascending.
    lists: FxHashMap<Symbol, Vec<u32>>,
    /// Those that one node or trigger gives and another node or outcome of the same scope takes.
    met: FxHashSet<Symbol>,
}

impl TwoNames {
    pub(super) fn find(model: &Model<'_>) -> TwoNames {
        let mut two = TwoNames::default();
        let mut list = 0;
        for id in model.scopes() {
            let scope = model.scope(id);
            for flows in [&scope.inputs, &scope.outputs, &scope.triggers, &scope.outcomes] {
                let is_one = |one: &Occurrence, other: &Occurrence| {
                    one.node == other.node && one.statement == other.statement
                };
                for statement in flows.chunk_by(is_one) {
                    if statement.len() > 1 || statement[0].choices > 1 {
                        two.list(model, id, statement, list);
                        list += 1;
                    }
                }
            }
            two.meet(model, id);
        }
        two
    }

    /// Notes the items that a statement with several names.
    fn list(&mut self, model: &Model<'_>, scope: ScopeId, statement: &[Occurrence], list: u32) {
        for flow in statement {
            if side(model, scope, flow).is_none() {
                continue;
            }
            for item in model.items(scope, flow) {
                self.lists.entry(item).or_default().push(list);
            }
        }
    }

    /// Notes what is given and taken at different nodes of a scope. The border of a stream counts as one node.
    fn meet(&mut self, model: &Model<'_>, id: ScopeId) {
        let scope = model.scope(id);
        let mut givers: FxHashMap<Symbol, (Side, bool)> = FxHashMap::default();
        for flow in scope.outputs.iter().chain(&scope.triggers) {
            let Some(giver) = side(model, id, flow) else { continue };
            for item in model.items(id, flow) {
                let (first, has_others) = givers.entry(item).or_insert((giver, false));
                *has_others |= *first != giver;
            }
        }
        for flow in scope.inputs.iter().chain(&scope.outcomes) {
            let Some(taker) = side(model, id, flow) else { continue };
            for item in model.items(id, flow) {
                let giver = givers.get(&item);
                if giver.is_some_and(|&(giver, has_others)| has_others || giver != taker) {
                    self.met.insert(item);
                }
            }
        }
    }

    /// Whether these items stand in one list, or are both given and taken.
    pub fn are_two(&self, one: Symbol, other: Symbol) -> bool {
        if one != other && self.met.contains(&one) && self.met.contains(&other) {
            return true;
        }
        let (Some(ones), Some(others)) = (self.lists.get(&one), self.lists.get(&other)) else { return false };
        let (few, many) = if ones.len() < others.len() { (ones, others) } else { (others, ones) };
        one != other && few.iter().any(|list| many.binary_search(list).is_ok())
    }
}

/// Where a flow stands: at the border of its stream, if at no node.
type Side = Option<NodeId>;

/// Where a flow stands. All descriptions of an activity are one node; none of an unknown activity is any.
fn side(model: &Model<'_>, scope: ScopeId, flow: &Occurrence) -> Option<Side> {
    let Some(node) = flow.node else { return Some(None) };
    if scope != ScopeId::CHAIN {
        return Some(Some(node));
    }
    let activity = model.node(node).activity_of.activity()?;
    Some(model.descriptions_of(activity).first().copied())
}
