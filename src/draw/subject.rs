//! What can be drawn of a project, and how it is called.

use crate::draw::diagram::Diagram;
use crate::draw::{chain, landscape, stream};
use crate::finding::Finding;
use crate::model::declared::Thing;
use crate::model::{Model, ScopeId};
use crate::project::nearest_name;
use crate::syntax::words::normalize;
use crate::text::plural;

/// What a picture is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A stream.
    Stream(ScopeId),
    /// All streams, and what they hand to each other.
    Landscape,
    /// The value chain.
    Chain,
}

/// All that can be drawn of a model: the streams in the order of the text, then the rest.
pub fn subjects(model: &Model<'_>) -> Vec<Subject> {
    let mut subjects: Vec<Subject> = model.streams().map(Subject::Stream).collect();
    subjects.extend([Subject::Landscape, Subject::Chain]);
    subjects
}

/// The stream that somebody means, by its name or alias; none if there is no such stream.
pub fn stream_named(name: &str, model: &Model<'_>) -> Option<ScopeId> {
    let mut words = String::new();
    normalize(name, &mut words);
    match model.declared().end(model.find_name(&words)?) {
        Some(Thing::Stream(stream)) => Some(stream),
        _ => None,
    }
}

/// All of it with its pictures, in the same order; each finding is looked at once for all streams, so that it takes time in
/// proportion to the project. `findings` are those of all of it; what is suppressed is not shown.
pub fn diagrams(model: &Model<'_>, findings: &[Finding]) -> Vec<(Subject, Diagram)> {
    let mut maps = stream::diagrams(model, findings);
    maps.push(landscape::of_maps(model, &maps));
    maps.push(chain::diagram(model, findings));
    subjects(model).into_iter().zip(maps).collect()
}

/// The names and aliases of all streams, in the order of the text.
pub fn stream_names(model: &Model<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for &statement in model.declared().streams() {
        names.push(model.name_of(statement));
        names.extend(model.alias_of(statement));
    }
    names
}

/// The name nearest to one that names nothing, of all that can be drawn; none if none is near.
pub fn nearest(what: &str, model: &Model<'_>) -> Option<String> {
    let mut known = vec!["chain".to_owned(), "landscape".to_owned()];
    known.extend(stream_names(model));
    nearest_name(what, &known).map(str::to_owned)
}

impl Subject {
    /// The one that somebody means: a stream by its name or alias, or `landscape` or `chain`; none if there is no such
    /// stream.
    pub fn named(what: &str, model: &Model<'_>) -> Option<Subject> {
        if let Some(stream) = stream_named(what, model) {
            return Some(Subject::Stream(stream));
        }
        match what {
            "landscape" => Some(Subject::Landscape),
            "chain" => Some(Subject::Chain),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self, model: &Model<'_>) -> String {
        match self {
            Subject::Landscape => "landscape".to_owned(),
            Subject::Chain => "chain".to_owned(),
            Subject::Stream(stream) => model.name_of_stream(stream),
        }
    }

    /// The shortest name by which it can be asked for.
    pub fn short_name(self, model: &Model<'_>) -> String {
        if let Subject::Stream(stream) = self
            && let Some(statement) = model.scope(stream).statement
            && let Some(alias) = model.alias_of(statement)
        {
            return alias;
        }
        self.name(model)
    }

    /// A few words about it.
    pub fn about(self, model: &Model<'_>) -> String {
        match self {
            Subject::Landscape => "all streams, and what they hand to each other".to_owned(),
            Subject::Chain => "the six activities, and what flows between them".to_owned(),
            Subject::Stream(stream) => {
                let steps = model.steps_of(stream).count();
                format!("stream {}, {}", self.name(model), plural(steps, "step"))
            }
        }
    }

    /// What its picture shows. `findings` are those of the whole project; what is suppressed is not shown.
    pub fn diagram(self, model: &Model<'_>, findings: &[Finding]) -> Diagram {
        match self {
            Subject::Stream(of) => stream::diagram(model, findings, of),
            Subject::Landscape => landscape::diagram(model, findings),
            Subject::Chain => chain::diagram(model, findings),
        }
    }
}
