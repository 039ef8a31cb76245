//! What the settings need to know of the rules: handed in by the caller, who knows them.

use crate::finding::Level;

/// What the settings need to know of a rule.
#[derive(Clone, Copy, Debug)]
pub struct RuleInfo {
    /// Its name, kebab-case: `unmatched-input`.
    pub name: &'static str,
    /// One sentence on what it says; shown by editors through the JSON Schema.
    pub summary: &'static str,
    /// Its level where nothing is set; `None` is off.
    pub default: Option<Level>,
    /// Its thresholds.
    pub settings: &'static [SettingInfo],
}

/// A threshold of a rule: a number that a project may choose.
#[derive(Clone, Copy, Debug)]
pub struct SettingInfo {
    /// Its key in the rule's table: `max`.
    pub name: &'static str,
    /// One sentence on what it bounds, with its unit.
    pub summary: &'static str,
    /// Its value where nothing is set.
    pub default: f64,
}
