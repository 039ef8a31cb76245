//! Levels that the command line sets: `-D`, `-W`, `-I`, `-A`.

use std::sync::Arc;

use miette::Diagnostic;
use thiserror::Error;

use super::suggest::rule_help;
use super::value::Setting;
use crate::finding::Level;
use crate::rule::RuleMetadata;

/// Levels set by flags, in the order of the command line; the last one for a rule wins.
#[derive(Clone, Debug, Default)]
pub struct Flags(Vec<FlagLevel>);

/// What one flag sets.
#[derive(Clone, Debug)]
pub(super) struct FlagLevel {
    /// The rule's name. Which rules there are differs from project to project: one without this rule goes by no such flag.
    pub rule: Arc<str>,
    /// The flag's letter.
    pub letter: char,
    /// The level, or off.
    pub setting: Setting,
}

/// A flag that names no rule.
#[derive(Clone, Debug, Error, Diagnostic, PartialEq, Eq)]
#[error("-{letter} {name}: `{name}` is no rule")]
pub struct FlagError {
    /// The flag's letter.
    pub letter: char,
    /// What it names.
    pub name: String,
    /// What was probably meant.
    #[help]
    pub help: Option<String>,
}

impl Flags {
    /// Takes each flag's setting and the rule it names, in the order of the command line, and the table of
    /// known rules.
    ///
    /// # Errors
    /// All flags that name no rule.
    pub fn new<'a>(
        flags: impl IntoIterator<Item = (Setting, &'a str)>,
        rules: &[RuleMetadata],
    ) -> Result<Flags, Vec<FlagError>> {
        let (mut levels, mut errors) = (Vec::new(), Vec::new());
        for (setting, name) in flags {
            let letter = letter(setting);
            if rules.iter().any(|rule| rule.name == name) {
                levels.push(FlagLevel { rule: name.into(), letter, setting });
            } else {
                errors.push(FlagError { letter, name: name.to_owned(), help: rule_help(name, rules) });
            }
        }
        if errors.is_empty() { Ok(Flags(levels)) } else { Err(errors) }
    }

    /// What each flag sets, in their order.
    pub(super) fn levels(&self) -> &[FlagLevel] {
        &self.0
    }
}

fn letter(setting: Setting) -> char {
    match setting {
        Setting::Off => 'A',
        Setting::Level(Level::Info) => 'I',
        Setting::Level(Level::Warn) => 'W',
        Setting::Level(Level::Error) => 'D',
    }
}
