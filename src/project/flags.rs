//! Levels that the command line sets: `-D`, `-W`, `-I`, `-A`.

use miette::Diagnostic;
use thiserror::Error;

use super::suggest::rule_help;
use super::value::Setting;
use crate::finding::Level;
use crate::rule::{RuleId, RuleMetadata};

/// Levels set by flags, in the order of the command line; the last one for a rule wins.
#[derive(Clone, Debug, Default)]
pub struct Flags(Vec<(RuleId, char, Setting)>);

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
            match RuleId::named(name, rules) {
                Some(rule) => levels.push((rule, letter, setting)),
                None => {
                    errors.push(FlagError { letter, name: name.to_owned(), help: rule_help(name, rules) });
                }
            }
        }
        if errors.is_empty() { Ok(Flags(levels)) } else { Err(errors) }
    }

    /// Each flag's rule, its letter and its setting.
    pub(super) fn levels(&self) -> &[(RuleId, char, Setting)] {
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
