//! Roles as ends: the step at which one works is meant.

use rustc_hash::FxHashMap;

use super::Known;
use crate::finding::Fix;
use crate::model::flows::{UnknownName, Wanted};
use crate::model::matching::Kind;
use crate::model::{Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::quoted;
use crate::rules::support::end_path::{path_to_node, written_name};
use crate::syntax::words::unquote;
use crate::syntax::{Keyword, Symbol};

impl Known<'_> {
    /// The step where a role works of this name, if a step can stand here.
    pub(super) fn workplace(&self, unknown: &UnknownName) -> Option<NodeId> {
        if unknown.wanted != Wanted::StepEnd {
            return None;
        }
        let steps = self.workplaces.get(&(unknown.scope, unknown.name))?;
        self.only_partner(unknown, steps).or_else(|| steps.first().copied())
    }

    /// The only one of these steps that gives, or takes, what stands beside the unknown end, to or from anybody.
    fn only_partner(&self, unknown: &UnknownName, steps: &[NodeId]) -> Option<NodeId> {
        let model = self.model;
        let scope = model.scope(unknown.scope);
        let here = model.statement_at(unknown.place);
        let takes = model.statement(here).keyword == Keyword::Input;
        let (own, kind) = if takes { (&scope.inputs, Kind::Output) } else { (&scope.outputs, Kind::Input) };
        let mut only = None;
        for &step in steps {
            let mut fits = false;
            for flow in own.iter().filter(|flow| flow.statement == here.id) {
                if flow.node == Some(step) || model.file_of(unknown.scope, flow) != here.file {
                    continue;
                }
                for other in scope.flows_of_node(kind, step) {
                    let (giver, taker) = if takes { (other, flow) } else { (flow, other) };
                    let agrees = model.items(unknown.scope, giver).any(|given| {
                        model.items(unknown.scope, taker).any(|taken| model.declared().agree(given, taken))
                    });
                    fits |= agrees && other.end_count == 0;
                }
            }
            if fits && only.is_some() {
                return None;
            }
            only = if fits { Some(step) } else { only };
        }
        only
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
