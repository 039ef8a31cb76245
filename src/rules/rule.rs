//! What a rule is, and what it is given.

use std::borrow::Cow;
use std::path::PathBuf;

use crate::model::Model;
use crate::project::Settings;
use crate::rule::{RuleId, RuleMetadata, SettingValue};
use crate::rules::builder::FindingBuilder;
use crate::source::FileId;

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name, kebab-case, which reads well after "allow".
    pub name: &'static str,
    /// Its page, `rules/<name>.md`, with front matter.
    pub page: &'static str,
    /// What the front matter says.
    pub(super) metadata: RuleMetadata,
    /// Looks for its mistakes.
    pub(super) check: fn(&Context<'_>) -> Vec<FindingBuilder>,
}

/// The [`Rule`] of a name, whose page is `rules/<name>.md`, with its `check`.
macro_rules! rule {
    ($name:literal, $check:path) => {{
        const PAGE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $name, ".md"));
        const METADATA: $crate::rule::RuleMetadata =
            include!(concat!(env!("OUT_DIR"), "/rules/", $name, ".rs"));
        $crate::rules::rule::Rule { name: $name, page: PAGE, metadata: METADATA, check: $check }
    }};
}
pub(super) use rule;

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'m> {
    /// The organisation.
    pub model: &'m Model<'m>,
    pub(super) settings: &'m Settings,
    /// The path of each file, relative to the project's root.
    pub(super) relative: &'m [PathBuf],
    pub(super) rule: RuleId,
}

impl Context<'_> {
    /// The number in force that the rule calls `key`; 0 for one that its page does not name.
    pub fn number(&self, key: &str) -> f64 {
        match self.settings.chosen(self.rule, key) {
            Some(&SettingValue::Number(number)) => number,
            _ => 0.0,
        }
    }

    /// The same in one file.
    pub fn number_in(&self, file: FileId, key: &str) -> f64 {
        match self.chosen_in(file, key).as_deref() {
            Some(&SettingValue::Number(number)) => number,
            _ => 0.0,
        }
    }

    /// The words that are chosen for the rule's `key` in one file; none for one that its page does not name.
    pub fn words_in(&self, file: FileId, key: &str) -> Vec<Cow<'static, str>> {
        match self.chosen_in(file, key).as_deref() {
            Some(SettingValue::Words(words)) => words.to_vec(),
            _ => Vec::new(),
        }
    }

    /// The regular expression in force that the rule calls `key` in one file; `None` where every name will do.
    pub fn pattern_in(&self, file: FileId, key: &str) -> Option<String> {
        match self.chosen_in(file, key).as_deref() {
            Some(SettingValue::Pattern(pattern)) if !pattern.is_empty() => Some(pattern.to_string()),
            _ => None,
        }
    }

    fn chosen_in(&self, file: FileId, key: &str) -> Option<Cow<'_, SettingValue>> {
        let path = self.relative.get(file.index()).unwrap_or(&self.model.source(file).path);
        self.settings.chosen_in(self.rule, key, path)
    }

    /// The words that are chosen for the rule's `key`; none for one that its page does not name.
    pub fn words(&self, key: &str) -> &[Cow<'static, str>] {
        match self.settings.chosen(self.rule, key) {
            Some(SettingValue::Words(words)) => words,
            _ => &[],
        }
    }
}
