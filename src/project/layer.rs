//! What one configuration file sets, before it is laid over others.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::value::{FailOn, Setting};
use crate::rule::RuleId;
use crate::similarity::Language;

/// Something that a file sets for a rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Set<T> {
    pub rule: RuleId,
    pub value: T,
    /// 1-based.
    pub line: u32,
}

/// An entry of `[[overrides]]`.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub files: Vec<String>,
    pub levels: Vec<Set<Setting>>,
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
    /// Each a position in the rule's thresholds and a value.
    pub thresholds: Vec<Set<(usize, f64)>>,
    /// The bytes of the file where each of the thresholds has its value.
    pub threshold_spans: Vec<Range<usize>>,
    pub overrides: Vec<Entry>,
    pub include: Option<(Vec<String>, u32)>,
    pub exclude: Option<(Vec<String>, u32)>,
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
            thresholds: Vec::new(),
            threshold_spans: Vec::new(),
            overrides: Vec::new(),
            include: None,
            exclude: None,
            fail_on: None,
            language: None,
            line_width: None,
            indent: None,
        }
    }
}
