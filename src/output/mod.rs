//! Findings to bytes: which formats there are, and what each of them is given.
//!
//! Every format is a file with a `write` function. To add one: the file, its `mod`, and its line in `formats!`.
//! A format streams: it holds one finding at a time, and a line table for each file that a label lies in.

mod checkstyle;
mod concise;
mod counts;
mod disambiguate;
mod entries;
mod full;
mod github;
mod gitlab;
mod json;
mod json_formatter;
mod junit;
mod plain;
mod rdjson;
mod sarif;
mod source_index;
mod statistics;
mod tool;
pub(crate) mod xml;

use std::fmt;
use std::io::{self, BufWriter, Write};
use std::str::FromStr;

use crate::finding::Finding;
use crate::met::Met;
use crate::rule::RuleMetadata;
use crate::source::Sources;

pub use json::{VERSION as JSON_VERSION, json_schema};
pub use json_formatter::write_json;
pub use statistics::write_statistics;
pub use tool::rule_page;

/// Declares the formats: the variant with its docstring, the word for it, and the function that writes it.
macro_rules! formats {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $write:path;)*) => {
        /// A form that a report can take.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format { $($(#[$doc])* $variant,)* }

        impl Format {
            /// Every format, in the order in which documentation lists them.
            pub const ALL: &[Format] = &[$(Format::$variant),*];

            /// The word for it on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Format::$variant => $name),* }
            }
        }

        /// Writes the report to `out` and flushes it. The same report gives the same bytes.
        ///
        /// # Errors
        /// Only those of `out`; what was written by then is incomplete.
        pub fn write(format: Format, report: &Report<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
            let mut out = BufWriter::with_capacity(1 << 16, out);
            match format { $(Format::$variant => $write(report, style, &mut out)),* }?;
            out.flush()
        }
    };
}

formats! {
    /// For people: every finding with the source lines it is about, then a summary.
    Full = "full", full::write;
    /// One line for each finding, `path:line:column: level[rule] message`, and nothing else.
    Concise = "concise", concise::write;
    /// For programs: everything known, as described by [`json_schema`].
    Json = "json", json::write;
    /// SARIF 2.1.0: for code scanning services and viewers.
    Sarif = "sarif", sarif::write;
    /// For GitHub Actions: annotations, and then the same as [`Format::Full`].
    Github = "github", github::write;
    /// For GitLab: a Code Quality report.
    Gitlab = "gitlab", gitlab::write;
    /// For CI servers that show test results: each rule a suite, each finding a failure.
    Junit = "junit", junit::write;
    /// For CI servers that read Checkstyle's XML.
    Checkstyle = "checkstyle", checkstyle::write;
    /// For reviewdog: the Reviewdog Diagnostic Format.
    Rdjson = "rdjson", rdjson::write;
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Format, UnknownFormat> {
        let found = Format::ALL.iter().find(|format| format.name() == name);
        found.copied().ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// No format has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no format is called {0:?}; there are {names}", names = names())]
pub struct UnknownFormat(pub String);

/// The names of all formats, for messages.
fn names() -> String {
    Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ")
}

/// What there is to report: everything that one run found.
#[derive(Clone, Debug, Default)]
pub struct Report<'a> {
    /// The projects, each with its own [`Sources`] and so its own file ids.
    pub parts: Vec<Part<'a>>,
    /// Every rule that could have spoken, in the order of their names; for formats that describe rules.
    pub rules: &'a [&'a RuleMetadata],
}

/// What was found in one project.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The texts that the findings point into.
    pub sources: &'a Sources,
    /// The findings in the order in which they are shown, the suppressed ones among them.
    pub findings: &'a [Finding],
    /// What the project is made of.
    pub statistics: &'a Statistics,
}

/// What a project is made of, and how much of it agrees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// How many files were checked: those whose findings are reported.
    pub files: usize,
    /// How long they are together, in bytes.
    pub bytes: u64,
    /// How many findings are left out, since they are known.
    pub known: usize,
    /// How many findings were fixed, and are no more.
    pub fixed: usize,
    /// The ends of inputs: each says what one party expects to get from another.
    pub inputs: Met,
    /// The ends of outputs: each says what one party sends to another.
    pub outputs: Met,
}

/// How a report for people looks; the other formats take no notice of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether to write ANSI colours.
    pub color: bool,
    /// The width to write for, in terminal columns; `None` where there is no terminal, and lines may be long.
    pub width: Option<usize>,
}
