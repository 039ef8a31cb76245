//! Roles as ends: the step at which one works is meant.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Known;
use crate::finding::Fix;
use crate::model::flows::{Occurrence, UnknownName, Wanted};
use crate::model::matching::Kind;
use crate::model::{Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::quoted;
use crate::rules::support::end_path::{path_to_node, written_name};
use crate::syntax::words::unquote;
use crate::syntax::{Keyword, Symbol};

/// Of a role with more steps in one stream, nobody looks for the one that was meant.
const MOST_WORKPLACES: usize = 64;

impl Known<'_> {
    /// The step where a role works of this name, if a step can stand here.
    pub(super) fn workplace(&self, unknown: &UnknownName) -> Option<NodeId> {
        if unknown.wanted != Wanted::StepEnd {
            return None;
        }
        let steps = self.workplaces.get(&(unknown.scope, unknown.name))?;
        self.only_partner(unknown, steps).or_else(|| steps.first().copied())
    }

    /// The only one of these steps that gives, or takes, what stands beside the unknown end, to or from anybody. None too
    /// where there are very many.
    fn only_partner(&self, unknown: &UnknownName, steps: &[NodeId]) -> Option<NodeId> {
        if steps.len() > MOST_WORKPLACES {
            return None;
        }
        let model = self.model;
        let here = model.statement_at(unknown.place);
        let node = model.node_around(unknown.scope, here);
        let takes = model.statement(here).keyword == Keyword::Input;
        let (own, theirs) = if takes { (Kind::Input, Kind::Output) } else { (Kind::Output, Kind::Input) };
        let flows = model.scope(unknown.scope).flows_of_statement(own, node, here.id);
        let mut only = None;
        for &step in steps {
            if node == Some(step) || !self.is_open_to(step, theirs, flows) {
                continue;
            }
            if only.is_some() {
                return None;
            }
            only = Some(step);
        }
        only
    }

    /// Whether a flow of this kind of a step, one with anybody, agrees with one of these of its stream.
    fn is_open_to(&self, step: NodeId, kind: Kind, flows: &[Occurrence]) -> bool {
        let model = self.model;
        let scope = model.node(step).scope;
        let mut all = self.with_anybody.borrow_mut();
        let items = all.entry((step, kind)).or_insert_with(|| items_with_anybody(model, step, kind));
        for flow in flows {
            for item in model.items(scope, flow) {
                let own = [item];
                let asked = if kind == Kind::Input { model.declared().broader(&own[0]) } else { &own };
                if asked.iter().any(|item| items.contains(item)) {
                    return true;
                }
            }
        }
        false
    }

    /// A team or role is no end: the step where it works is.
    pub(super) fn advise_workplace(
        &self,
        finding: FindingBuilder,
        unknown: &UnknownName,
        step: NodeId,
    ) -> FindingBuilder {
        let (model, place) = (self.model, unknown.place);
        let statement = model.node(step).statement;
        let step_name = written_name(model, statement);
        let role = quoted(model, place);
        let finding = finding.secondary(model.name_place(statement), format!("{role} works on this step"));
        if self.contains(step, place) {
            return finding.help(format!("{role} works on this very step: name somebody else"));
        }
        let finding =
            finding.help(format!("{role} is a role here: name the step where it works, `{step_name}`"));
        let Some(path) = path_to_node(model, step, unknown.scope) else { return finding };
        if self.only_partner(unknown, &[step]).is_none() {
            return finding;
        }
        finding.fix(Fix::suggested(format!("write `{}`", unquote(&path)), vec![(place, path)]))
    }

    /// Where roles work: those of the steps of each stream in which an unknown name could be a step.
    pub(super) fn workplaces(
        model: &Model<'_>,
        unknown: &[UnknownName],
    ) -> FxHashMap<(ScopeId, Symbol), Vec<NodeId>> {
        let mut workplaces: FxHashMap<_, Vec<NodeId>> = FxHashMap::default();
        let mut streams: Vec<ScopeId> = Vec::new();
        for unknown in unknown {
            if unknown.wanted == Wanted::StepEnd {
                streams.push(unknown.scope);
            }
        }
        streams.sort_unstable();
        streams.dedup();
        for stream in streams {
            for step in model.steps_of(stream) {
                let statement = model.node(step).statement;
                let tree = model.tree(statement.file);
                for child in tree.children(statement.id) {
                    if !matches!(tree[child].keyword, Keyword::Responsible | Keyword::Accountable) {
                        continue;
                    }
                    for term in tree.subjects(child) {
                        let Some(role) = tree[term].symbol() else { continue };
                        workplaces.entry((stream, role)).or_default().push(step);
                    }
                }
            }
        }
        workplaces
    }
}

/// What a step gives to, or takes from, anybody. What it gives stands there as all that it is.
fn items_with_anybody(model: &Model<'_>, step: NodeId, kind: Kind) -> FxHashSet<Symbol> {
    let id = model.node(step).scope;
    let mut items = FxHashSet::default();
    for flow in model.scope(id).flows_of_node(kind, step) {
        if flow.end_count > 0 {
            continue;
        }
        for item in model.items(id, flow) {
            let own = [item];
            items.extend(if kind == Kind::Output { model.declared().broader(&own[0]) } else { &own });
        }
    }
    items
}
