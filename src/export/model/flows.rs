//! Flows, with who feeds whom.

use std::cell::Cell;
use std::collections::HashSet;

use super::ids::{FlowId, step_id, stream_id};
use super::shape::{End, EndKind, Flow, FlowKind, Mode};
use crate::export::places::Places;
use crate::export::stats::Time;
use crate::model::flows::{End as Means, NamedEnd, Occurrence};
use crate::model::index::ends_of;
use crate::model::links::{first_partners, place};
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::{Model, NodeId, ScopeId, StatementRef};
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::{Keyword, StatementFlags};

/// All flows, by their ids.
pub(super) struct Flows<'m, 's> {
    model: &'m Model<'s>,
    /// How many flows the scopes before each one have.
    before: Vec<usize>,
    failing: HashSet<OccurrenceRef>,
    /// How many were found so far of flows that have more than [`FEW`].
    found: Cell<usize>,
}

/// More ids than these are not listed of those that feed a flow, nor of those that it feeds.
const MOST: usize = 1000;
/// Of the others so many are counted, or a few times as many.
const MOST_COUNTED: usize = 10_000;
/// Once so many have been found of flows that have more than [`FEW`], no more than these are listed of one: to list all
/// that give to all would take their product.
const MOST_OF_ALL: usize = 1_000_000;
const FEW: usize = 100;

impl<'m, 's> Flows<'m, 's> {
    /// Counts the flows.
    pub(super) fn new(model: &'m Model<'s>) -> Flows<'m, 's> {
        let mut before = Vec::new();
        let mut count = 0;
        for id in model.scopes() {
            before.push(count);
            let scope = model.scope(id);
            for kind in [Kind::Input, Kind::Output, Kind::Trigger, Kind::Outcome] {
                count += scope.list(kind).len();
            }
        }
        let failing = model.failures().map(|(_, failure)| failure.occurrence).collect();
        Flows { model, before, failing, found: Cell::new(0) }
    }

    fn id(&self, flow: OccurrenceRef) -> FlowId {
        let scope = self.model.scope(flow.scope);
        let mut index = self.before.get(flow.scope.index()).copied().unwrap_or(0) + flow.index as usize;
        for kind in [Kind::Input, Kind::Output, Kind::Trigger, Kind::Outcome] {
            if kind == flow.kind {
                break;
            }
            index += scope.list(kind).len();
        }
        FlowId::new(index)
    }

    /// The inputs or outputs of a step or activity.
    pub(super) fn of_node(&self, places: &Places<'_, '_>, kind: Kind, node: NodeId) -> Vec<Flow> {
        let scope = self.model.node(node).scope;
        let indices = self.model.scope(scope).of_node(kind, node);
        indices.map(|index| self.flow(places, OccurrenceRef { scope, kind, index })).collect()
    }

    /// The triggers or outcomes of a stream.
    pub(super) fn of_border(&self, places: &Places<'_, '_>, kind: Kind, scope: ScopeId) -> Vec<Flow> {
        let count = self.model.scope(scope).list(kind).len() as u32;
        (0..count).map(|index| self.flow(places, OccurrenceRef { scope, kind, index })).collect()
    }

    fn flow(&self, places: &Places<'_, '_>, this: OccurrenceRef) -> Flow {
        let model = self.model;
        let occurrence = model.occurrence(this);
        let file = model.file_of(this.scope, occurrence);
        let statement = StatementRef { file, id: occurrence.statement };
        let flags = model.statement(statement).flags;
        let (mut fed_by, mut feeds) = (Vec::new(), Vec::new());
        let (most, counted) =
            if self.found.get() < MOST_OF_ALL { (MOST, MOST_COUNTED) } else { (FEW, FEW + 1) };
        let partners = first_partners(model, this, counted);
        if partners.len() > FEW {
            self.found.set(self.found.get() + partners.len());
        }
        for other in partners {
            if is_giver(this, other) { fed_by.push(other) } else { feeds.push(other) }
        }
        let left_out = fed_by.len().saturating_sub(most) + feeds.len().saturating_sub(most);
        let ids = |flows: &[OccurrenceRef]| flows.iter().take(most).map(|&flow| self.id(flow)).collect();
        let is_border = matches!(this.kind, Kind::Trigger | Kind::Outcome);
        let every = model.tree(file).every(occurrence.statement);
        Flow {
            id: self.id(this),
            kind: kind(this.kind),
            mode: if is_border { Mode::Mandatory } else { Mode::of(flags) },
            items: self.items(this.scope, occurrence),
            is_alternative: flags.has(StatementFlags::EITHER)
                && matches!(this.kind, Kind::Output | Kind::Trigger),
            statement: places.of(FileSpan { file, span: model.statement(statement).span }),
            ends: self.ends(places, this.scope, occurrence, file),
            within: if this.kind == Kind::Outcome {
                model.promise(this.scope, occurrence).map(Time::of)
            } else {
                None
            },
            every: every.map(|every| model.slice(FileSpan { file, span: every.span }).to_owned()),
            fed_by: ids(&fed_by),
            feeds: ids(&feeds),
            left_out,
            fails: self.failing.contains(&this),
            place: places.of(place(model, this)),
        }
    }

    /// The items by their declared names; one that is not declared as it stands there.
    fn items(&self, scope: ScopeId, occurrence: &Occurrence) -> Vec<String> {
        let file = self.model.file_of(scope, occurrence);
        let mut items = Vec::new();
        for term in occurrence.terms() {
            let written = self.model.tree(file)[term].symbol();
            let declared = written.map(|written| (written, self.model.declared().item(written)));
            items.push(match declared {
                Some((written, item)) if written != item => self.model.text_of(item).into_owned(),
                _ => self.model.name_at(self.model.term_place(file, term)),
            });
        }
        items
    }

    fn ends(
        &self,
        places: &Places<'_, '_>,
        scope: ScopeId,
        occurrence: &Occurrence,
        file: FileId,
    ) -> Vec<End> {
        let mut ends = Vec::new();
        for named in ends_of(self.model.scope(scope), occurrence) {
            let place = self.end_place(file, named);
            let (kind, name, id) = self.end(named.end);
            let name = name.unwrap_or_else(|| self.model.name_at(place));
            ends.push(End { kind, name, id, place: places.of(place) });
        }
        ends
    }

    /// What an end is, its declared name, and its id.
    fn end(&self, end: Means) -> (EndKind, Option<String>, Option<String>) {
        let model = self.model;
        match end {
            Means::Activity(activity) => (EndKind::Activity, Some(activity.name().to_owned()), None),
            Means::All => (EndKind::All, None, None),
            Means::External(external) => {
                let statement = model.declared().external(external);
                let is_repository = model.statement(statement).keyword == Keyword::Repository;
                let kind = if is_repository { EndKind::Repository } else { EndKind::Stakeholder };
                (kind, Some(model.name_of(statement)), None)
            }
            Means::Step(step) => (EndKind::Step, Some(model.name_of_step(step)), Some(step_id(step))),
            Means::Stream(stream) => {
                (EndKind::Stream, Some(model.name_of_stream(stream)), Some(stream_id(stream)))
            }
            Means::Itself => (EndKind::Itself, None, None),
            Means::Undescribed(stream) => (EndKind::Undescribed, None, Some(stream_id(stream))),
            Means::Unknown => (EndKind::Unknown, None, None),
        }
    }

    /// Where an end stands: both names of `stream.step`.
    fn end_place(&self, file: FileId, named: &NamedEnd) -> FileSpan {
        let tree = self.model.tree(file);
        let first = &tree[named.term];
        let mut span = first.span;
        if first.is_joined() {
            span = Span::new(span.start, tree[named.term.after(1)].span.end);
        }
        FileSpan { file, span }
    }
}

/// Whether `other`, at the other side of `this`, gives what `this` takes.
fn is_giver(this: OccurrenceRef, other: OccurrenceRef) -> bool {
    let is_own = this.scope == other.scope;
    match (this.kind, other.kind) {
        // A step that runs a stream gives its triggers what it takes itself, and takes of its outcomes what it gives.
        (Kind::Input, Kind::Trigger) => is_own,
        (Kind::Trigger, Kind::Input) => !is_own,
        (Kind::Output, Kind::Outcome) => !is_own,
        (Kind::Outcome, Kind::Output) => is_own,
        (Kind::Input | Kind::Trigger, _) => true,
        (Kind::Output | Kind::Outcome, _) => false,
    }
}

fn kind(kind: Kind) -> FlowKind {
    match kind {
        Kind::Input => FlowKind::Input,
        Kind::Output => FlowKind::Output,
        Kind::Trigger => FlowKind::Trigger,
        Kind::Outcome => FlowKind::Outcome,
    }
}
