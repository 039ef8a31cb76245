//! The baseline: a file of known findings, a line for each, which people read and git merges.
//!
//! ```toml
//! version = 1
//!
//! [files."streams/restore.vsd"]
//! 0a1b2c3d4e5f6071 = { rule = "unmatched-input", count = 2, message = "nothing gives …" }
//! ```
//!
//! A table for each file, sorted, and in it a line for each rule and fingerprint. Two branches that each add a line rarely
//! touch, and where they do, keeping the lines of both is right: of two counts the higher one holds. Rule and message are
//! there for people; only fingerprint, file and count are read.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml_writer::{ToTomlValue, TomlStringBuilder};

use super::KnownFindings;
use crate::finding::Finding;
use crate::paths::clean;
use crate::sanitise::shown;

type Value<'i> = Spanned<DeValue<'i>>;

/// The version of the format.
const VERSION: i64 = 1;

const HEAD: &str = "\
# Findings that were known when this file was written, and are not reported.
# To write it anew: vsdlint check --baseline FILE --write-baseline
";

/// All that a baseline holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Key, Line>,
}

/// What makes a line of a baseline, in the order in which lines are sorted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    file: String,
    rule: String,
    fingerprint: u64,
}

/// The rest of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    count: usize,
    message: String,
}

/// One line of a baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'b> {
    /// The file, relative to the baseline's directory with `/` between folders.
    pub file: &'b str,
    /// The rule.
    pub rule: &'b str,
    /// The findings' fingerprint.
    pub fingerprint: u64,
    /// How many findings are known; at least one.
    pub count: usize,
    /// The message of one of them.
    pub message: &'b str,
}

/// A baseline that cannot be read.
#[derive(Debug, Error, Diagnostic)]
pub enum BaselineError {
    /// A merge left its marks.
    #[error("`{path}` has conflict markers of a merge in line {line}")]
    Conflict {
        /// The file.
        path: String,
        /// 1-based line of the first marker.
        line: usize,
        /// What to do.
        #[help]
        help: &'static str,
    },
    /// Another version of the format.
    #[error("`{path}` is a baseline of version {version}, and this vsdlint reads version {VERSION}")]
    Version {
        /// The file.
        path: String,
        /// Its version.
        version: i64,
        /// What to do.
        #[help]
        help: &'static str,
    },
    /// Nothing in it says that it is a baseline. None of its text is shown, which may be somebody's secrets.
    #[error("`{path}` is no baseline")]
    Foreign {
        /// The file.
        path: String,
        /// What to do.
        #[help]
        help: &'static str,
    },
    /// It cannot be read.
    #[error("`{path}` is no baseline: {message}")]
    Broken {
        /// The file.
        path: String,
        /// What is wrong, in plain words.
        message: String,
        /// What to do.
        #[help]
        help: &'static str,
        /// Its text, to show the place.
        #[source_code]
        source_code: Arc<NamedSource<String>>,
        /// Where.
        #[label("here")]
        span: SourceSpan,
    },
}

impl BaselineError {
    /// The same, where the file is to be written anew, and is not because nothing in it says that it was written as a baseline.
    #[must_use]
    pub fn where_it_is_written(mut self) -> BaselineError {
        match &mut self {
            BaselineError::Conflict { help, .. } => {
                *help = "keep the lines of both sides and remove the markers, or delete the file first";
            }
            BaselineError::Version { help, .. } => {
                *help = "use the vsdlint that wrote it, or delete the file first";
            }
            BaselineError::Foreign { help, .. } | BaselineError::Broken { help, .. } => {
                *help = "name another file, or one that is not there yet";
            }
        }
        self
    }
}

impl Baseline {
    /// Reads the text of a baseline; `path` is its name for messages.
    ///
    /// # Errors
    /// Where it is none, or of another version, or in the middle of a merge.
    pub fn parse(text: &str, path: &str) -> Result<Baseline, BaselineError> {
        let marker =
            |line: &str| ["<<<<<<< ", ">>>>>>> ", "||||||| "].iter().any(|mark| line.starts_with(mark));
        if let Some(line) = text.lines().position(marker) {
            let help = if Baseline::is_one(text) {
                "keep the lines of both sides and remove the markers; or write it anew with `--write-baseline`"
            } else {
                "keep the lines of both sides and remove the markers; or delete it, and write it anew with `--write-baseline`"
            };
            return Err(BaselineError::Conflict { path: path.to_owned(), line: line + 1, help });
        }
        let is_version = |line: &str| line.trim_start().starts_with("version");
        if !Baseline::is_one(text) && !text.lines().any(is_version) {
            let help = "name another file: `--write-baseline` writes one";
            return Err(BaselineError::Foreign { path: path.to_owned(), help });
        }
        let broken = |message: String, span: std::ops::Range<usize>| BaselineError::Broken {
            path: path.to_owned(),
            message,
            help: if Baseline::is_one(text) {
                "`--write-baseline` writes it anew"
            } else {
                "name another file: `--write-baseline` writes one"
            },
            source_code: Arc::new(NamedSource::new(path, text.to_owned()).with_language("toml")),
            span: span.into(),
        };
        let merged;
        let document = match DeTable::parse(text) {
            Ok(document) => document,
            Err(error) => {
                let error = broken(error.message().to_owned(), error.span().unwrap_or(0..0));
                merged = merge(text);
                DeTable::parse(&merged).map_err(|_| error)?
            }
        };
        let document = document.get_ref();
        let version =
            document.get("version").ok_or_else(|| broken("it has no `version`".to_owned(), 0..0))?;
        if integer(version) != Some(VERSION) {
            let Some(version) = integer(version) else {
                return Err(broken("`version` is no number".to_owned(), 0..0));
            };
            let help = if Baseline::is_one(text) {
                "use the vsdlint that wrote it, or write it anew with `--write-baseline`"
            } else {
                "use the vsdlint that wrote it; or delete it, and write it anew with `--write-baseline`"
            };
            return Err(BaselineError::Version { path: path.to_owned(), version, help });
        }
        let mut baseline = Baseline::default();
        let Some(files) = document.get("files") else { return Ok(baseline) };
        let files = files
            .get_ref()
            .as_table()
            .ok_or_else(|| broken("`files` is no table".to_owned(), files.span()))?;
        for (file, lines) in files {
            let lines = lines
                .get_ref()
                .as_table()
                .ok_or_else(|| broken("a file's findings are no table".to_owned(), lines.span()))?;
            for (key, value) in lines {
                let fingerprint = u64::from_str_radix(key.get_ref(), 16)
                    .map_err(|_| broken("a fingerprint is 16 hexadecimal digits".to_owned(), key.span()))?;
                let (rule, line) = line(value).ok_or_else(|| {
                    let message = "a finding is `{ rule = \"…\", count = 1, message = \"…\" }`";
                    broken(message.to_owned(), value.span())
                })?;
                let file = file.get_ref().to_string();
                baseline.entries.insert(Key { file, rule, fingerprint }, line);
            }
        }
        Ok(baseline)
    }

    /// Adds a finding in `file`, which is relative to the baseline's directory, with `/` between folders.
    pub fn add(&mut self, file: &str, finding: &Finding) {
        let key = Key {
            file: file.to_owned(),
            rule: finding.rule.clone().into_owned(),
            fingerprint: finding.fingerprint,
        };
        let message = || shown(&finding.message).into();
        self.entries.entry(key).or_insert_with(|| Line { count: 0, message: message() }).count += 1;
    }

    /// What it knows; `directory`, absolute and clean, is where it lies.
    pub fn known(&self, directory: &Path) -> KnownFindings {
        let mut known = KnownFindings::default();
        for entry in self.entries() {
            known.add(entry.fingerprint, &clean(&directory.join(entry.file)), entry.count);
        }
        known
    }

    /// The lines, in their order.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.entries.iter().map(|(key, line)| Entry {
            file: &key.file,
            rule: &key.rule,
            fingerprint: key.fingerprint,
            count: line.count,
            message: &line.message,
        })
    }

    /// Keeps the lines of those files that `keep` names.
    pub fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        self.entries.retain(|key, _| keep(&key.file));
    }

    /// Whether a text, though it may not be readable any more, was written as a baseline.
    pub fn is_one(text: &str) -> bool {
        let text = text.trim_start_matches('\u{feff}').trim();
        text.starts_with(HEAD.lines().next().unwrap_or(HEAD))
    }

    /// Takes in the lines of another.
    pub fn extend(&mut self, other: Baseline) {
        self.entries.extend(other.entries);
    }

    /// How many findings it knows.
    pub fn count(&self) -> usize {
        self.entries.values().map(|line| line.count).sum()
    }

    /// The file's text.
    pub fn to_text(&self) -> String {
        let mut text = format!("{HEAD}version = {VERSION}\n");
        let mut last = None;
        for Entry { file, rule, fingerprint, count, message } in self.entries() {
            if last != Some(file) {
                text += &format!("\n[files.{}]\n", quoted(file));
                last = Some(file);
            }
            let (rule, message) = (quoted(rule), quoted(message));
            text +=
                &format!("{fingerprint:016x} = {{ rule = {rule}, count = {count}, message = {message} }}\n");
        }
        text
    }
}

/// The text with each table, and each line of one, once: after a merge the lines of both sides may stand there. Of two
/// lines of one finding the higher count holds.
fn merge(text: &str) -> String {
    let mut tables: Vec<(&str, Vec<&str>)> = vec![("", Vec::new())];
    let mut places: HashMap<&str, usize> = HashMap::from([("", 0)]);
    let mut lines: HashMap<(usize, &str), usize> = HashMap::new();
    let mut table = 0;
    for line in text.lines() {
        if line.starts_with('[') {
            table = *places.entry(line.trim_end()).or_insert(tables.len());
            if table == tables.len() {
                tables.push((line, Vec::new()));
            }
            continue;
        }
        let in_table = &mut tables[table].1;
        let key = line.split_once('=').map_or("", |(key, _)| key.trim());
        match lines.get(&(table, key)) {
            Some(&known) if !key.is_empty() => {
                if count_in(line) > count_in(in_table[known]) {
                    in_table[known] = line;
                }
            }
            _ => {
                lines.insert((table, key), in_table.len());
                in_table.push(line);
            }
        }
    }
    let mut merged = String::with_capacity(text.len());
    for (header, lines) in tables {
        for line in std::iter::once(header).chain(lines) {
            merged.push_str(line);
            merged.push('\n');
        }
    }
    merged
}

/// The count in one line of a table; none where the line is malformed.
fn count_in(text: &str) -> Option<usize> {
    let table = DeTable::parse(text).ok()?;
    let (_, value) = table.get_ref().iter().next()?;
    line(value).map(|(_, line)| line.count)
}

/// What a line says besides its fingerprint; none where it is malformed.
fn line(value: &Value<'_>) -> Option<(String, Line)> {
    let table = value.get_ref().as_table()?;
    let text = |key: &str| table.get(key)?.get_ref().as_str().map(str::to_owned);
    let count = usize::try_from(integer(table.get("count")?)?).ok().filter(|&count| count > 0)?;
    Some((text("rule")?, Line { count, message: text("message")? }))
}

fn integer(value: &Value<'_>) -> Option<i64> {
    match value.get_ref() {
        DeValue::Integer(whole) => i64::from_str_radix(whole.as_str(), whole.radix()).ok(),
        _ => None,
    }
}

fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}
