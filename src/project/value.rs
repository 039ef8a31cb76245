//! What a setting can be, and where it was made.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::finding::Level;

/// A level as a setting gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The rule does not run.
    Off,
    /// Its findings have this level.
    Level(Level),
}

impl Setting {
    /// Every setting with its word, the strictest first.
    pub const ALL: [(&'static str, Setting); 4] = [
        ("error", Setting::Level(Level::Error)),
        ("warn", Setting::Level(Level::Warn)),
        ("info", Setting::Level(Level::Info)),
        ("off", Setting::Off),
    ];

    /// The setting that `word` names: `error`, `warn`, `info` or `off`.
    pub fn from_word(word: &str) -> Option<Setting> {
        Setting::ALL.iter().find(|(name, _)| *name == word).map(|&(_, setting)| setting)
    }

    /// The level, `None` for off.
    pub fn level(self) -> Option<Level> {
        match self {
            Setting::Off => None,
            Setting::Level(level) => Some(level),
        }
    }
}

/// Where a setting was made. Its `Display` is a few words: `vsdlint.toml:3`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nowhere: the default.
    Default,
    /// A configuration file.
    File {
        /// The file, as messages show it.
        path: Arc<Path>,
        /// 1-based line.
        line: u32,
    },
    /// An entry of `[[overrides]]`.
    Override {
        /// The file, as messages show it.
        path: Arc<Path>,
        /// 1-based line of the rule in it.
        line: u32,
        /// The pattern that matched, as written.
        glob: Arc<str>,
    },
    /// A flag of the command line.
    Flag {
        /// The flag's letter: `D`, `W`, `I` or `A`.
        letter: char,
        /// The rule it names.
        rule: Arc<str>,
    },
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::File { path, line } => write!(f, "{}:{line}", path.display()),
            Origin::Override { path, line, glob } => write!(f, "{}:{line}, for `{glob}`", path.display()),
            Origin::Flag { letter, rule } => write!(f, "-{letter} {rule}"),
        }
    }
}

/// A value with where it was set.
#[derive(Clone, Debug, PartialEq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it was set.
    pub origin: Origin,
}

impl<T> Sourced<T> {
    /// A value that nothing set.
    pub(super) fn default(value: T) -> Sourced<T> {
        Sourced { value, origin: Origin::Default }
    }
}

/// How wide lines may be set, in columns.
pub const LINE_WIDTH: std::ops::RangeInclusive<usize> = 20..=1000;

/// How far blocks may be set in, in columns.
pub const INDENT: std::ops::RangeInclusive<usize> = 0..=16;

/// From which level on a finding fails the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// No finding fails it.
    Never,
    /// A finding of this level or above fails it.
    At(Level),
}

impl FailOn {
    /// Every choice with its word in `vsdlint.toml`.
    pub const ALL: [(&'static str, FailOn); 4] = [
        ("error", FailOn::At(Level::Error)),
        ("warn", FailOn::At(Level::Warn)),
        ("info", FailOn::At(Level::Info)),
        ("never", FailOn::Never),
    ];

    /// Whether a finding of `level` fails the run.
    pub fn fails(self, level: Level) -> bool {
        matches!(self, FailOn::At(least) if level >= least)
    }
}
