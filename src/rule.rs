//! What is known of a rule: plain data, which knows nothing of how its mistakes are found.

pub(crate) mod kinds;
mod table;

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use crate::finding::{Applicability, Level};

pub use kinds::{Group, Scope, Tag};
pub use table::RuleTable;

/// A rule, by its position in the table of rules: the same in [`RuleMetadata`]s, settings and the rules that run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
}

/// What a rule's page says of it.
#[derive(Clone, Debug)]
pub struct RuleMetadata {
    /// Its name, kebab-case, which reads well after "allow": `unmatched-input`.
    pub name: Cow<'static, str>,
    /// One line on what it reports, without a full stop.
    pub summary: Cow<'static, str>,
    /// Its level where nothing is set; `None` is off.
    pub level: Option<Level>,
    /// The kind of fix that it offers, if any.
    pub fix: Option<Applicability>,
    /// What it is about.
    pub group: Group,
    /// The version that brought it.
    pub since: Cow<'static, str>,
    /// Its settings, in the order of their names.
    pub settings: Cow<'static, [SettingMetadata]>,
    /// What its findings in a file depend on.
    pub scope: Scope,
    /// What else its findings are.
    pub tags: Cow<'static, [Tag]>,
    /// The page below its front matter: Markdown.
    pub documentation: Cow<'static, str>,
    /// Where the project has it; `None` for a built-in rule.
    pub policy: Option<PolicyHome>,
}

/// Where a rule of one's own stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyHome {
    /// Its policy, as messages show it.
    pub shown: String,
    /// What is to be read of it: its page, or the policy itself where it has none. Absolute.
    pub page: PathBuf,
}

/// Something that a project may choose for a rule.
#[derive(Clone, Debug)]
pub struct SettingMetadata {
    /// Its key in the rule's table: `max`.
    pub name: Cow<'static, str>,
    /// One sentence on what it decides, with its unit.
    pub summary: Cow<'static, str>,
    /// Its value where nothing is set.
    pub default: SettingValue,
    /// The words that may be chosen, where it is [`SettingValue::Words`]; any may if there are none.
    pub choices: &'static [&'static str],
    /// Whether `[[overrides]]` may choose it for some files: the rule asks for it where a thing stands.
    pub per_file: bool,
}

/// What is chosen.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum SettingValue {
    /// A number that bounds something; finite and not negative.
    Number(f64),
    /// Some of the words that there are to choose from.
    Words(Cow<'static, [Cow<'static, str>]>),
    /// A regular expression that a name must match; the empty one is matched by all.
    Pattern(Cow<'static, str>),
}

impl fmt::Display for SettingValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SettingValue::Number(number) => write!(f, "{number}"),
            SettingValue::Words(words) if words.is_empty() => f.write_str("nothing"),
            SettingValue::Words(words) => f.write_str(&words.join(", ")),
            SettingValue::Pattern(pattern) if pattern.is_empty() => f.write_str("any name"),
            SettingValue::Pattern(pattern) => f.write_str(pattern),
        }
    }
}
