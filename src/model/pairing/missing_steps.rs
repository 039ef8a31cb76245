//! Steps that ends name and that are not there.

use rustc_hash::FxHashMap;

use crate::model::declared::ScopeId;
use crate::model::flows::{NodeId, UnknownName, Wanted};
use crate::model::{Activity, Model};
use crate::similarity::Candidates;
use crate::syntax::{Keyword, StatementFlags, Symbol};

/// A step that ends name, and that is not there.
#[derive(Debug)]
pub(super) struct Named {
    pub name: Symbol,
    /// The steps of its stream that wait for something from it.
    pub takers: Vec<NodeId>,
    /// The steps of its stream that send it something.
    pub givers: Vec<NodeId>,
    /// The steps of its stream that name it, in the order of the text.
    pub named_by: Vec<NodeId>,
    /// Whether a step of another stream names it: then nobody but a step can be meant.
    pub is_named_elsewhere: bool,
}

impl Named {
    fn new(name: Symbol) -> Named {
        let (takers, givers, named_by) = (Vec::new(), Vec::new(), Vec::new());
        Named { name, takers, givers, named_by, is_named_elsewhere: false }
    }
}

/// The streams of which one unknown name alone stands as an end, and only where a step could.
pub(super) fn named(model: &Model<'_>) -> FxHashMap<ScopeId, Named> {
    let mut found: FxHashMap<ScopeId, Option<Named>> = FxHashMap::default();
    for unknown in model.unknown_names() {
        if unknown.scope == ScopeId::CHAIN || matches!(unknown.wanted, Wanted::Activity | Wanted::Run) {
            continue;
        }
        let (stream, may_be_step) = match unknown.wanted {
            Wanted::StepOf(stream) => (stream, true),
            wanted => (unknown.scope, wanted == Wanted::StepEnd),
        };
        let named = found.entry(stream).or_insert(Some(Named::new(unknown.name)));
        if let Some(one) = named
            && !(may_be_step && one.name == unknown.name && one.add(model, stream, unknown))
        {
            *named = None;
        }
    }
    let mut alone = FxHashMap::default();
    for (stream, named) in found {
        alone.extend(named.map(|named| (stream, named)));
    }
    alone
}

impl Named {
    /// Adds the step whose flow has this end. False if there is none.
    fn add(&mut self, model: &Model<'_>, stream: ScopeId, unknown: &UnknownName) -> bool {
        if unknown.scope != stream {
            self.is_named_elsewhere = true;
            return true;
        }
        let at = model.statement_at(unknown.place);
        let Some(step) = model.node_around(unknown.scope, at) else { return false };
        let statement = model.statement(at);
        self.named_by.push(step);
        match statement.keyword {
            Keyword::Output => self.givers.push(step),
            // What comes back may do so from below, and what may come need not.
            _ if statement.flags.has(StatementFlags::REWORK) => {}
            _ if statement.flags.has(StatementFlags::OPTIONAL) => {}
            _ => self.takers.push(step),
        }
        true
    }

    /// Whether it explains what fails at these steps, none for a trigger or outcome, where its stream only lacks something or
    /// only leaves something over.
    pub(super) fn explains_one_side(&self, mut failing: impl Iterator<Item = Option<NodeId>>) -> bool {
        let names_it = |step| self.named_by.binary_search(&step).is_ok();
        self.is_named_elsewhere || failing.all(|step| step.is_some_and(names_it))
    }
}

/// The names that ends of steps could have, arranged once somebody asks.
#[derive(Default)]
pub(super) struct KnownEnds(Option<Candidates<()>>);

impl KnownEnds {
    /// Whether an end of a step of `stream` could have a name of which this one is a misspelling.
    pub(super) fn is_misspelt(&mut self, model: &Model<'_>, stream: ScopeId, name: Symbol) -> bool {
        let name = model.words(name);
        let ends = self.0.get_or_insert_with(|| {
            let activities = Activity::ALL.into_iter().map(Activity::words);
            let declared = model.declared().end_names().map(|end| model.words(end));
            Candidates::new(model.language(), activities.chain(declared).map(|name| (name, ())))
        });
        if !ends.typos(&name).is_empty() {
            return true;
        }
        let steps = model.scope(stream).step_names().iter().map(|&(step, _)| (model.words(step), ()));
        !Candidates::new(model.language(), steps).typos(&name).is_empty()
    }
}
