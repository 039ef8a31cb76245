//! What the statements of one scope say: its occurrences, the ends that they name, and the names that nothing declares.

use rustc_hash::FxHashSet;

use super::{End, NamedEnd, Node, NodeId, Occurrence, Run, Scope, UnknownName, Wanted, find_step};
use crate::model::activity::ActivityOf;
use crate::model::declared::{Declared, ScopeId, StatementRef, Thing};
use crate::source::{FileId, FileSpan, Sources};
use crate::syntax::{Keyword, StatementFlags, StatementId, Symbol, Term, TermId, Tree};

/// What is known of the project before its flows are read.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub sources: &'a Sources,
    pub trees: &'a [Tree],
    pub declared: &'a Declared,
    pub nodes: &'a [Node],
    /// The names of the steps of each scope.
    pub step_names: &'a [Vec<(Symbol, NodeId)>],
    /// Whether each scope is described.
    pub described: &'a [bool],
}

/// What reading a scope finds besides its flows.
#[derive(Default)]
pub(super) struct Found {
    /// The names that nothing declares.
    pub unknown: Vec<UnknownName>,
    /// The steps that run a stream.
    pub runs: Vec<Run>,
    /// The steps that run a stream which nothing declares.
    pub unknown_runs: Vec<NodeId>,
}

/// Reads the flows of one scope into `scope`.
pub(super) fn read(known: Known<'_>, scope_id: ScopeId, scope: &mut Scope) -> Found {
    let (found, reworked) = (Found::default(), FxHashSet::default());
    let mut reading = Reading { known, scope_id, scope, found, reworking: None, reworked };
    reading.read();
    reading.found
}

/// The reading of one scope.
struct Reading<'a> {
    known: Known<'a>,
    scope_id: ScopeId,
    scope: &'a mut Scope,
    found: Found,
    /// The step of which the next field tells.
    reworking: Option<NodeId>,
    /// What its `rework` inputs take.
    reworked: FxHashSet<Symbol>,
}

impl Reading<'_> {
    fn read(&mut self) {
        self.make_room();
        for node in self.scope.nodes.clone() {
            let Node { statement, activity_of, .. } = self.known.nodes[node.index()];
            let tree = &self.known.trees[statement.file.index()];
            if activity_of == ActivityOf::Unknown
                && let Some(at) = tree.clause(statement.id).next()
            {
                self.report(statement.file, at, Wanted::Activity);
            }
            if let Some(term) = tree.runs(statement.id) {
                self.run(statement.file, term, node);
            }
            for child in tree.children(statement.id) {
                self.flow(statement.file, child, Some(node));
            }
        }
        let Some(stream) = self.scope.statement else { return };
        let tree = &self.known.trees[stream.file.index()];
        for child in tree.children(stream.id) {
            self.flow(stream.file, child, None);
        }
    }

    /// A step runs the stream that `term` names.
    fn run(&mut self, file: FileId, term: TermId, step: NodeId) {
        let Some(name) = self.known.trees[file.index()][term].symbol() else { return };
        match self.known.declared.end(name) {
            Some(Thing::Stream(stream)) => {
                self.found.runs.push(Run { step, stream, term, is_circular: false });
            }
            _ => {
                self.found.unknown_runs.push(step);
                self.report(file, term, Wanted::Run);
            }
        }
    }

    /// Makes as much room as the flows of a stream need. There are many streams, so that room to spare would add up.
    fn make_room(&mut self) {
        let Some(StatementRef { file, id: index }) = self.scope.statement else { return };
        let tree = &self.known.trees[file.index()];
        let (mut inputs, mut outputs, mut triggers, mut outcomes, mut ends) = (0, 0, 0, 0, 0);
        for at in tree.descendants(index) {
            let statement = &tree[at];
            let (list, together) = match statement.keyword {
                Keyword::Input => (&mut inputs, statement.flags.has(StatementFlags::EITHER)),
                Keyword::Output => (&mut outputs, false),
                Keyword::Trigger => (&mut triggers, false),
                Keyword::Outcome => (&mut outcomes, statement.flags.has(StatementFlags::EITHER)),
                _ => continue,
            };
            *list += if together { 1 } else { tree.subjects(at).len() };
            ends += tree.clause(at).len();
        }
        self.scope.inputs.reserve_exact(inputs);
        self.scope.outputs.reserve_exact(outputs);
        self.scope.triggers.reserve_exact(triggers);
        self.scope.outcomes.reserve_exact(outcomes);
        self.scope.ends.reserve_exact(ends);
    }

    fn flow(&mut self, file: FileId, index: StatementId, node: Option<NodeId>) {
        let tree = &self.known.trees[file.index()];
        let statement = &tree[index];
        let either = statement.flags.has(StatementFlags::EITHER);
        // Taken together or each by itself: an input and an outcome are content with any alternative.
        let together = match statement.keyword {
            _ if statement.flags.has(StatementFlags::HAS_ERROR) => return,
            Keyword::Input | Keyword::Outcome => either,
            Keyword::Output | Keyword::Trigger => false,
            _ => return,
        };
        let ends = self.scope.ends.len() as u32;
        self.ends(file, index, node);
        let end_count = self.scope.ends.len() as u32 - ends;
        self.scope.has_replies |= statement.flags.has(StatementFlags::REPLY);
        self.scope.has_rework |= statement.flags.has(StatementFlags::REWORK);
        let items = tree.subjects(index);
        let list = match statement.keyword {
            Keyword::Input => &mut self.scope.inputs,
            Keyword::Output => &mut self.scope.outputs,
            Keyword::Trigger => &mut self.scope.triggers,
            _ => &mut self.scope.outcomes,
        };
        if together {
            let choices = items.count_u32();
            list.push(Occurrence { node, statement: index, term: items.start, choices, ends, end_count });
        } else {
            list.extend(items.map(|term| Occurrence {
                node,
                statement: index,
                term,
                choices: 1,
                ends,
                end_count,
            }));
        }
    }

    fn ends(&mut self, file: FileId, index: StatementId, node: Option<NodeId>) {
        let tree = &self.known.trees[file.index()];
        let mut terms = tree.clause(index);
        while let Some(at) = terms.next() {
            let term = &tree[at];
            let end = if term.is_joined() {
                terms.next();
                self.joined_end(file, at, node, index)
            } else {
                self.single_end(file, at, node, index)
            };
            self.scope.ends.push(NamedEnd { end, term: at });
        }
    }

    fn single_end(&mut self, file: FileId, at: TermId, node: Option<NodeId>, statement: StatementId) -> End {
        let term = &self.known.trees[file.index()][at];
        let Some(name) = term.symbol() else { return End::Unknown };
        let chain = self.scope_id == ScopeId::CHAIN;
        let wanted = match node {
            _ if chain => Wanted::ChainEnd,
            Some(_) => Wanted::StepEnd,
            None => Wanted::BorderEnd,
        };
        if !term.is_quoted() && self.known.sources.get(file).slice(term.span).eq_ignore_ascii_case("all") {
            return End::All;
        }
        if node.is_some()
            && let Some(step) = find_step(&self.known.step_names[self.scope_id.index()], name)
        {
            return if Some(step) == node { self.own_end(step, statement) } else { End::Step(step) };
        }
        match self.known.declared.end(name) {
            Some(Thing::Activity(activity)) => {
                let own = node.is_some_and(|node| {
                    chain && self.known.nodes[node.index()].activity_of == ActivityOf::In(activity)
                });
                if own { End::Itself } else { End::Activity(activity) }
            }
            Some(Thing::External(external)) => End::External(external),
            Some(Thing::Stream(_)) if chain => self.report(file, at, wanted),
            Some(Thing::Stream(stream)) if node.is_none() && stream == self.scope_id => End::Itself,
            Some(Thing::Stream(stream)) => End::Stream(stream),
            None => self.report(file, at, wanted),
        }
    }

    /// An end `stream.step`, whose stream is the term `at`.
    fn joined_end(&mut self, file: FileId, at: TermId, node: Option<NodeId>, statement: StatementId) -> End {
        let terms = &self.known.trees[file.index()].terms;
        let (Some(stream), Some(step)) =
            (terms[at.index()].symbol(), terms.get(at.index() + 1).and_then(|term| term.symbol()))
        else {
            return End::Unknown;
        };
        if node.is_none() || self.scope_id == ScopeId::CHAIN {
            let wanted = if node.is_none() { Wanted::BorderEnd } else { Wanted::ChainEnd };
            return self.report(file, at, wanted);
        }
        let Some(Thing::Stream(stream)) = self.known.declared.end(stream) else {
            return self.report(file, at, Wanted::StreamOfStep);
        };
        if !self.known.described[stream.index()] {
            return End::Undescribed(stream);
        }
        match find_step(&self.known.step_names[stream.index()], step) {
            Some(found) if Some(found) == node => self.own_end(found, statement),
            Some(found) => End::Step(found),
            None => self.report(file, at.after(1), Wanted::StepOf(stream)),
        }
    }

    /// The end of a flow of `step` that is this step. A `rework` input may name its own step, and so may an output of which
    /// one takes an item: a step may repeat itself.
    fn own_end(&mut self, step: NodeId, statement: StatementId) -> End {
        let tree = &self.known.trees[self.known.nodes[step.index()].statement.file.index()];
        if tree[statement].flags.has(StatementFlags::REWORK) {
            return End::Step(step);
        }
        if tree[statement].keyword == Keyword::Output {
            self.gather_reworked(step);
            for name in tree[tree.subjects(statement)].iter().filter_map(Term::symbol) {
                let item = self.known.declared.item(name);
                if self.known.declared.broader(&item).iter().any(|broad| self.reworked.contains(broad)) {
                    return End::Step(step);
                }
            }
        }
        End::Itself
    }

    /// Gathers what the `rework` inputs of `step` take, once for all of its outputs.
    fn gather_reworked(&mut self, step: NodeId) {
        if self.reworking.replace(step) == Some(step) {
            return;
        }
        self.reworked.clear();
        let StatementRef { file, id } = self.known.nodes[step.index()].statement;
        let tree = &self.known.trees[file.index()];
        for input in tree.children(id) {
            if !tree[input].flags.has(StatementFlags::REWORK) {
                continue;
            }
            for name in tree[tree.subjects(input)].iter().filter_map(Term::symbol) {
                self.reworked.insert(self.known.declared.item(name));
            }
        }
    }

    fn report(&mut self, file: FileId, at: TermId, wanted: Wanted) -> End {
        let term = &self.known.trees[file.index()][at];
        if let Some(name) = term.symbol().filter(|name| !self.known.declared.mentioned.contains(name)) {
            let place = FileSpan { file, span: term.span };
            self.found.unknown.push(UnknownName { scope: self.scope_id, place, name, wanted });
        }
        End::Unknown
    }
}
