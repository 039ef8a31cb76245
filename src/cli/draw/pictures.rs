//! What can be drawn of a project, and how it is called.

use std::collections::HashSet;

use vsdlint::draw::diagram::Diagram;
use vsdlint::draw::{self, names};
use vsdlint::model::declared::Thing;
use vsdlint::model::{Model, ScopeId};
use vsdlint::project::nearest_name;
use vsdlint::syntax::words::normalize;
use vsdlint::text::plural;

use crate::cli::error::CliError;
use crate::cli::whole_project::Seen;

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

impl Subject {
    /// The one that somebody means: a stream by its name or alias, or one of the two words.
    ///
    /// # Errors
    /// Where there is none.
    pub fn named(what: &str, model: &Model<'_>) -> Result<Subject, CliError> {
        let mut words = String::new();
        normalize(what, &mut words);
        if let Some(name) = model.find_name(&words)
            && let Some(Thing::Stream(stream)) = model.declared().end(name)
        {
            return Ok(Subject::Stream(stream));
        }
        match what {
            "landscape" => return Ok(Subject::Landscape),
            "chain" => return Ok(Subject::Chain),
            _ => {}
        }
        let mut known = vec!["chain".to_owned(), "landscape".to_owned()];
        for stream in model.streams() {
            if let Some(statement) = model.scope(stream).statement {
                known.push(names::name_of(model, statement));
                known.extend(names::alias_of(model, statement));
            }
        }
        let help = match nearest_name(what, &known) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "`vsdlint draw` on a terminal lists what can be drawn".to_owned(),
        };
        Err(CliError::UnknownStream { name: what.to_owned(), help: Some(help) })
    }

    /// Its name.
    pub fn name(self, model: &Model<'_>) -> String {
        match self {
            Subject::Landscape => "landscape".to_owned(),
            Subject::Chain => "chain".to_owned(),
            Subject::Stream(stream) => {
                let statement = model.scope(stream).statement;
                statement.map(|statement| names::name_of(model, statement)).unwrap_or_default()
            }
        }
    }

    /// The shortest name by which it can be asked for.
    pub fn short_name(self, model: &Model<'_>) -> String {
        if let Subject::Stream(stream) = self
            && let Some(statement) = model.scope(stream).statement
            && let Some(alias) = names::alias_of(model, statement)
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

    /// What its picture shows.
    pub fn diagram(self, seen: &Seen<'_>) -> Diagram {
        match self {
            Subject::Stream(stream) => draw::stream::diagram(seen.model, seen.findings, stream),
            Subject::Landscape => draw::landscape::diagram(seen.model, seen.findings),
            Subject::Chain => draw::chain::diagram(seen.model, seen.findings),
        }
    }
}

/// A name of a file that says what it holds, and that none of those before has: lower case letters and digits with hyphens.
pub fn file_stem(name: &str, taken: &mut HashSet<String>) -> String {
    let mut stem = String::new();
    for character in name.chars().take(80) {
        if character.is_alphanumeric() {
            stem.extend(character.to_lowercase());
        } else if !stem.ends_with('-') && !stem.is_empty() {
            stem.push('-');
        }
    }
    let stem = match stem.trim_end_matches('-') {
        "" => "stream".to_owned(),
        stem => stem.to_owned(),
    };
    let mut free = stem.clone();
    let mut count = 1;
    while taken.contains(&free) {
        count += 1;
        free = format!("{stem}-{count}");
    }
    taken.insert(free.clone());
    free
}
