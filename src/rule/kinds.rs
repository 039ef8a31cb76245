//! The words of a rule's front matter that stand for themselves. The build script reads them too, so nothing here knows
//! anything of the library.

use serde::Deserialize;

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// The value chain.
    Chain,
    /// Inputs and outputs.
    Flow,
    /// What is superfluous or was forgotten.
    Hygiene,
    /// Names and what they stand for.
    Names,
    /// What a project demands of itself: a rule of one's own.
    #[serde(skip)]
    Policy,
    /// Who is in charge.
    Ownership,
    /// A value stream and its steps.
    Stream,
    /// Wording.
    Style,
    /// What can be read.
    Syntax,
    /// Durations.
    Time,
}

impl Group {
    /// The word for it in pages and lists, which is the name of its folder in `src/rules` as well.
    pub fn word(self) -> &'static str {
        match self {
            Group::Chain => "chain",
            Group::Flow => "flow",
            Group::Hygiene => "hygiene",
            Group::Names => "names",
            Group::Policy => "policy",
            Group::Ownership => "ownership",
            Group::Stream => "stream",
            Group::Style => "style",
            Group::Syntax => "syntax",
            Group::Time => "time",
        }
    }
}

/// What the findings of a rule in a file depend on. Who looks at part of a project may trust the findings of rules whose
/// scope the part covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// The file itself and what is declared.
    File,
    /// Also the value chain, and the streams with which those of the file exchange something.
    Neighbours,
    /// Any file.
    Project,
}

/// A trait of a rule's findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tag {
    /// What they point at could be left out; an editor shows it pale.
    Unnecessary,
}
