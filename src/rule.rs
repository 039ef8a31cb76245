//! What is known of a rule: plain data, which knows nothing of how its mistakes are found.

use std::borrow::Cow;

use crate::finding::{Applicability, Level};

/// A rule, by its position in the table of rules: the same in [`RuleMetadata`]s, settings and the rules that run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleId(u16);

impl RuleId {
    /// The rule at this position, from 0. There are far fewer rules than positions.
    pub const fn new(position: usize) -> RuleId {
        RuleId(position as u16)
    }

    /// Its position, from 0.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The rule called `name`.
    pub fn named(name: &str, rules: &[RuleMetadata]) -> Option<RuleId> {
        rules.iter().position(|rule| rule.name == name).map(RuleId::new)
    }
}

/// What a rule's page says of it.
#[derive(Clone, Debug)]
pub struct RuleMetadata {
    /// Its name, kebab-case, which reads well after "allow": `unmatched-input`.
    pub name: &'static str,
    /// One line on what it reports, without a full stop.
    pub summary: &'static str,
    /// Its level where nothing is set; `None` is off.
    pub level: Option<Level>,
    /// The kind of fix that it offers, if any.
    pub fix: Option<Applicability>,
    /// What it is about.
    pub group: Group,
    /// The version that brought it.
    pub since: &'static str,
    /// Its thresholds, in the order of their names.
    pub settings: Cow<'static, [SettingMetadata]>,
    /// What its findings in a file depend on.
    pub scope: Scope,
    /// What else its findings are.
    pub tags: Cow<'static, [Tag]>,
    /// The page below its front matter: Markdown.
    pub documentation: &'static str,
}

/// A threshold of a rule: a number that a project may choose.
#[derive(Clone, Debug)]
pub struct SettingMetadata {
    /// Its key in the rule's table: `max`.
    pub name: &'static str,
    /// One sentence on what it bounds, with its unit.
    pub summary: &'static str,
    /// Its value where nothing is set.
    pub default: f64,
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The value chain.
    Chain,
    /// Inputs and outputs.
    Flow,
    /// What is superfluous or was forgotten.
    Hygiene,
    /// Names and what they stand for.
    Names,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The file itself and what is declared.
    File,
    /// Also the value chain, and the streams with which those of the file exchange something.
    Neighbours,
    /// Any file.
    Project,
}

/// A trait of a rule's findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// What they point at could be left out; an editor shows it pale.
    Unnecessary,
}
