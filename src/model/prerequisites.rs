//! Prerequisites: of a stream in which something more basic is wrong, the rules that build on it say nothing.

use rustc_hash::FxHashMap;

use crate::model::declared::ScopeId;
use crate::model::{Model, StatementRef};
use crate::source::{FileId, FileSpan, Span};

/// For each scope whether nothing more basic is wrong in it. In the chain nothing ever is.
pub(super) fn find(model: &Model<'_>) -> Vec<bool> {
    let mut is_met = vec![true; model.flows.scopes.len()];
    for failure in &model.matching.failures {
        is_met[failure.occurrence.scope.index()] = false;
    }
    for stream in model.diagnosis.missing_triggers.iter().chain(&model.diagnosis.missing_outcomes) {
        is_met[stream.index()] = false;
    }
    for unknown in &model.flows.unknown {
        is_met[unknown.scope.index()] = false;
    }
    for run in &model.flows.runs {
        if run.is_circular {
            is_met[model.node(run.step).scope.index()] = false;
        }
    }
    for (_, flow) in model.mismatches.flows() {
        is_met[flow.scope.index()] = false;
    }
    for &(node, ..) in &model.steps_twice {
        is_met[model.node(node).scope.index()] = false;
    }
    let places = odd_places(model);
    if !places.is_empty() {
        let streams = Streams::new(model);
        for place in places {
            let Some(stream) = streams.at(place) else { continue };
            is_met[stream.index()] = false;
        }
    }
    is_met[ScopeId::CHAIN.index()] = true;
    is_met
}

/// Where something is given twice, has the name of another, or cannot be read.
fn odd_places(model: &Model<'_>) -> Vec<FileSpan> {
    let mut places = Vec::new();
    for field in &model.fields_twice {
        places.push(field.second);
    }
    for duplicate in &model.declared.duplicates {
        places.push(duplicate.second);
    }
    for (index, tree) in model.trees.iter().enumerate() {
        for error in &tree.errors {
            places.push(FileSpan { file: FileId::new(index), span: error.span });
        }
    }
    places
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
