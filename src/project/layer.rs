//! What one configuration file sets, before it is laid over others.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::value::{FailOn, Setting};
use crate::rule::{RuleId, SettingValue};
use crate::similarity::Language;

/// Something that a file sets for a rule.
#[derive(Clone, Debug)]
pub(super) struct Set<T> {
    pub rule: RuleId,
    pub value: T,
    /// 1-based.
    pub line: u32,
}

/// A value for one of a rule's settings.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// The position of the setting in the rule's metadata.
    pub setting: usize,
    pub value: SettingValue,
    pub span: Range<usize>,
}

/// An entry of `[[overrides]]`.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub files: Vec<String>,
    pub levels: Vec<Set<Setting>>,
    pub choices: Vec<Set<Choice>>,
}

/// The file that another one extends, as written, and where that is written.
#[derive(Clone, Debug)]
pub(super) struct Extends {
    pub path: String,
    pub span: Range<usize>,
}

/// What one configuration file sets.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    /// The file, as messages show it.
    pub path: Arc<Path>,
    pub extends: Option<Extends>,
    pub levels: Vec<Set<Setting>>,
    /// What else is chosen for rules: a position among the rule's settings, a value, and the bytes of the file where it
    /// stands.
    pub choices: Vec<Set<Choice>>,
    pub overrides: Vec<Entry>,
    pub include: Option<(Vec<String>, u32)>,
    pub exclude: Option<(Vec<String>, u32)>,
    /// The folders of policies, relative to the file.
    pub policies: Option<(Vec<String>, u32)>,
    pub fail_on: Option<(FailOn, u32)>,
    pub language: Option<(Language, u32)>,
    pub line_width: Option<(usize, u32)>,
    pub indent: Option<(usize, u32)>,
}

impl Layer {
    /// A file that sets nothing.
    pub fn new(path: Arc<Path>) -> Layer {
        Layer {
            path,
            extends: None,
            levels: Vec::new(),
            choices: Vec::new(),
            overrides: Vec::new(),
            include: None,
            exclude: None,
            policies: None,
            fail_on: None,
            language: None,
            line_width: None,
            indent: None,
        }
    }
}
