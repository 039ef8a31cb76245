//! Layers: a stream in which something more basic is wrong is not judged by the rules that build on it.

use rustc_hash::FxHashMap;

use crate::model::declared::ScopeId;
use crate::model::{Model, StatementRef};
use crate::source::{FileId, FileSpan, Span};

/// For each scope whether it is judged by every rule. The chain always is.
pub(super) fn judged(model: &Model<'_>) -> Vec<bool> {
    let mut judged = vec![true; model.flows.scopes.len()];
    let mut hold = |scope: ScopeId| judged[scope.index()] = false;
    model.matching.failures.iter().for_each(|failure| hold(failure.occurrence.scope));
    model.diagnosis.missing_triggers.iter().for_each(|&scope| hold(scope));
    model.diagnosis.missing_outcomes.iter().for_each(|&scope| hold(scope));
    model.flows.unknown.iter().for_each(|unknown| hold(unknown.scope));
    for &(node, ..) in &model.steps_twice {
        hold(model.node(node).scope);
    }
    let twice = model.fields_twice.iter().map(|&(.., second)| second);
    let names = model.declared.duplicates.iter().map(|duplicate| duplicate.second);
    let unread = model.trees.iter().enumerate().flat_map(|(file, tree)| {
        tree.errors.iter().map(move |error| FileSpan { file: FileId::new(file), span: error.span })
    });
    let places: Vec<FileSpan> = twice.chain(names).chain(unread).collect();
    if !places.is_empty() {
        let streams = Streams::new(model);
        places.into_iter().filter_map(|place| streams.at(place)).for_each(hold);
    }
    judged[0] = true;
    judged
}

/// The streams of each file, in the order of the text.
struct Streams(FxHashMap<FileId, Vec<(Span, ScopeId)>>);

impl Streams {
    fn new(model: &Model<'_>) -> Streams {
        let mut files: FxHashMap<FileId, Vec<(Span, ScopeId)>> = FxHashMap::default();
        for id in model.streams() {
            if let Some(StatementRef { file, id: index }) = model.scope(id).statement {
                let span = model.tree(file)[index].span;
                files.entry(file).or_default().push((span, id));
            }
        }
        Streams(files)
    }

    /// The stream in whose statement `place` lies.
    fn at(&self, place: FileSpan) -> Option<ScopeId> {
        let streams = self.0.get(&place.file)?;
        let after = streams.partition_point(|&(span, _)| span.start <= place.span.start);
        let &(span, id) = streams.get(after.checked_sub(1)?)?;
        span.contains(place.span).then_some(id)
    }
}
