//! The shape of the JSON report. The docstrings are the descriptions in its JSON Schema.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::VERSION;
use crate::output::entries::Entries;

/// What vsdlint found in one run.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "vsdlint report", deny_unknown_fields)]
pub(super) struct Document<'a> {
    /// The version of this shape.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// The program that wrote the report.
    pub tool: Tool,
    /// Every finding, the suppressed ones among them, in the order of projects, files and places.
    pub findings: Findings<'a>,
    /// Counts over the whole run.
    pub summary: Summary,
}

/// A program.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Tool {
    /// Its name.
    #[schemars(extend("const" = "vsdlint"))]
    pub name: &'static str,
    /// Its version, as in semantic versioning.
    pub version: &'static str,
}

/// Findings.
// Serialised one at a time, so that never all of them are held in this shape.
#[derive(JsonSchema)]
#[schemars(with = "Vec<Finding<'_>>")]
pub(super) struct Findings<'a>(pub Entries<'a>);

/// One mistake.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Finding<'a> {
    /// The name of the rule, kebab-case.
    pub rule: &'a str,
    /// Its level, settings applied.
    pub level: Level,
    /// What is wrong, in one sentence with the names as their author wrote them; plain text.
    pub message: &'a str,
    /// The file that the mistake is in: the path of `primary`.
    pub path: Cow<'a, str>,
    /// Where the mistake is.
    pub primary: Label<'a>,
    /// What it has to do with, maybe in other files.
    pub secondary: Vec<Label<'a>>,
    /// What to write, one entry a paragraph; plain text.
    pub help: &'a [String],
    /// Edits that fix it; null where there are none.
    pub fix: Option<Fix<'a>>,
    /// The same for the same rule and names, wherever they stand: 16 hexadecimal digits.
    #[schemars(regex(pattern = r"^[0-9a-f]{16}$"))]
    pub fingerprint: String,
    /// What suppresses it; null where nothing does and it counts.
    pub suppressed: Option<Suppressed<'a>>,
}

/// How much a finding matters: `info` is worth knowing, `warn` probably a mistake, `error` a contradiction.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    Info,
    Warn,
    Error,
}

/// A range of a text, with what is to be said about it.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Label<'a> {
    #[serde(flatten)]
    pub range: Range<'a>,
    /// A few words beside it; may be empty.
    pub text: &'a str,
}

/// A range of a text.
#[derive(Serialize, JsonSchema)]
pub(super) struct Range<'a> {
    /// The file, with `/` between folders; what is not UTF-8 in its name is U+FFFD.
    pub path: Cow<'a, str>,
    /// The first character.
    pub start: Position,
    /// After the last character; the same as `start` for an empty range.
    pub end: Position,
}

/// A position in a text.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Position {
    /// 1-based line. A line ends at LF or CRLF.
    #[schemars(range(min = 1))]
    pub line: u32,
    /// 1-based column in characters (Unicode scalar values). A byte-order mark counts as none.
    #[schemars(range(min = 1))]
    pub column: u32,
    /// 0-based offset in bytes of the file, which is UTF-8; a byte-order mark counts.
    pub offset: usize,
}

/// Exact edits, which do not overlap: all or none are to be applied.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Fix<'a> {
    /// Whether it keeps the model's meaning.
    pub applicability: Applicability,
    /// What it does, as an instruction.
    pub title: &'a str,
    /// The edits, in the order of their places; all refer to the text as it was read.
    pub edits: Vec<Edit<'a>>,
}

/// `safe` keeps the model's meaning, `suggested` changes it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Applicability {
    Safe,
    Suggested,
}

/// One replacement of text.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Edit<'a> {
    #[serde(flatten)]
    pub range: Range<'a>,
    /// What stands there instead; empty deletes.
    pub text: &'a str,
}

/// An `@allow` that suppresses a finding: its place and its reason.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Suppressed<'a> {
    #[serde(flatten)]
    pub range: Range<'a>,
    /// The reason that it gives.
    pub reason: &'a str,
}

/// Counts over the whole run. Suppressed findings count as nothing but suppressed.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Summary {
    /// Findings.
    pub findings: usize,
    /// Findings by level.
    pub levels: Levels,
    /// Findings by rule; rules that found nothing are absent.
    pub rules: BTreeMap<Cow<'static, str>, usize>,
    /// Findings that an `@allow` suppresses.
    pub suppressed: usize,
    /// Findings that are left out, because a baseline or an earlier revision knows them.
    pub known: usize,
    /// Findings that this run fixed.
    pub fixed: usize,
    /// Files that a finding is in.
    pub files_with_findings: usize,
    /// What was read, and how much of it agrees.
    pub statistics: Statistics,
}

/// Findings by level.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Levels {
    pub error: usize,
    pub warn: usize,
    pub info: usize,
}

/// What was read, and how much of it agrees.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Statistics {
    /// Files checked: those whose findings are reported.
    pub files: usize,
    /// Their length together, in bytes.
    pub bytes: u64,
    /// The ends of inputs: what one party expects to get from another.
    pub inputs: Ends,
    /// The ends of outputs: what one party sends to another.
    pub outputs: Ends,
}

/// Expectations.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Ends {
    /// Those that have their other half.
    pub met: usize,
    /// All of them.
    pub total: usize,
}
