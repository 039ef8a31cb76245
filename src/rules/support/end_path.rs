//! How to write an end so that it means what it should where it stands.

use crate::model::declared::Thing;
use crate::model::{Model, NodeId, ScopeId, StatementRef};
use crate::source::FileSpan;

impl Model<'_> {
    /// How to write an end that names this node from a flow of `scope`: by the alias if it has one, else by its name.
    /// None where every name of it means something else.
    pub(in crate::rules) fn end_of_node(&self, node: NodeId, scope: ScopeId) -> Option<String> {
        let home = self.node(node).scope;
        if home == ScopeId::CHAIN {
            return self.node(node).activity_of.activity().map(|activity| activity.name().to_owned());
        }
        let means_it = |place: &FileSpan| {
            let name = self.symbol_at(*place);
            name.and_then(|name| self.scope(home).step(name)) == Some(node)
        };
        let step = self.written_as(self.node(node).statement, means_it)?;
        if home == scope {
            // Bare, it would mean all activities.
            return Some(if step.eq_ignore_ascii_case("all") { format!("\"{step}\"") } else { step });
        }
        Some(format!("{}.{step}", self.stream_name(home, |_| true)?))
    }

    /// How to write an end that names this stream from a flow of `scope`.
    pub(in crate::rules) fn end_of_stream(&self, stream: ScopeId, scope: ScopeId) -> Option<String> {
        let name = self.stream_name(stream, |place| !self.is_hidden(*place, scope))?;
        Some(if name.eq_ignore_ascii_case("all") { format!("\"{name}\"") } else { name })
    }

    /// The name or alias of a stream that means it and is admitted.
    fn stream_name(&self, stream: ScopeId, admits: impl Fn(&FileSpan) -> bool) -> Option<String> {
        let means_it = |place: &FileSpan| {
            let name = self.symbol_at(*place);
            name.and_then(|name| self.declared.end(name)) == Some(Thing::Stream(stream)) && admits(place)
        };
        self.written_as(self.scope(stream).statement?, means_it)
    }

    /// Whether a step of `scope` bears the name at this place, so that no end of a step there can mean anything else.
    pub(in crate::rules) fn is_hidden(&self, place: FileSpan, scope: ScopeId) -> bool {
        self.symbol_at(place).is_some_and(|name| self.scope(scope).step(name).is_some())
    }

    /// The alias or the name of what a statement declares, whichever is admitted first.
    fn written_as(&self, statement: StatementRef, admits: impl Fn(&FileSpan) -> bool) -> Option<String> {
        let tree = self.tree(statement.file);
        let name = tree.subjects(statement.index).next().map(|at| &tree.terms[at as usize]);
        let terms = tree.alias(statement.index).into_iter().chain(name);
        let mut places = terms.map(|term| FileSpan { file: statement.file, span: term.span });
        places.find(admits).map(|place| self.sources.slice(place).to_owned())
    }

    fn symbol_at(&self, place: FileSpan) -> Option<crate::syntax::Symbol> {
        let terms = &self.tree(place.file).terms;
        let at = terms.partition_point(|term| term.span.start < place.span.start);
        terms.get(at)?.symbol()
    }
}
