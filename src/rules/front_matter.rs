//! Reads the front matter of a rule's page, `rules/<name>.md`, the single source of what is known of a rule, and writes
//! it as Rust. The build script does so for every page, so that nothing of it is read when the program starts.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;
use thiserror::Error;

use crate::rule::kinds::{Group, Scope, Tag};

/// Why a page cannot be read.
#[derive(Clone, Debug, Error)]
#[error("rules/{page}.md:{line}: {message}")]
pub struct PageError {
    /// The rule's name.
    page: String,
    /// The line, from 1.
    line: usize,
    /// What is wrong, with the values that are right where there are only some.
    message: String,
}

/// The front matter, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter<'p> {
    #[serde(borrow)]
    summary: &'p str,
    level: Level,
    fix: Fix,
    group: Group,
    since: &'p str,
    scope: Scope,
    #[serde(default)]
    tags: Vec<Tag>,
    #[serde(default)]
    settings: BTreeMap<&'p str, Setting<'p>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Setting<'p> {
    #[serde(borrow)]
    summary: &'p str,
    default: Value<'p>,
    /// What a list of words may hold.
    #[serde(default)]
    choices: Vec<&'p str>,
    /// Whether it may differ from file to file.
    #[serde(default)]
    per_file: bool,
}

/// A `SettingValue`: which one shows in what it is.
#[derive(Deserialize)]
#[serde(untagged)]
enum Value<'p> {
    Number(f64),
    #[serde(borrow)]
    Words(Vec<&'p str>),
    Pattern(String),
}

/// A `Level`, or that the rule is off where nothing is set.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Off,
    Info,
    Warn,
    Error,
}

/// An `Applicability`, or that the rule offers no fix.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Fix {
    None,
    Safe,
    Suggested,
}

/// Reads the page `text` of the rule `name`, and writes its `RuleMetadata` as an expression in Rust, for a place where
/// the constant `PAGE` holds the page's text.
///
/// # Errors
///
/// Where the front matter is missing or says something that is unknown: the line, and what could stand there.
pub fn metadata(name: &str, text: &str) -> Result<String, PageError> {
    let parts = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n"));
    let Some((front, documentation)) = parts else {
        let message = "a page begins with front matter between two lines `+++`".to_owned();
        return Err(PageError { page: name.to_owned(), line: 1, message });
    };
    let front: FrontMatter<'_> = toml::from_str(front).map_err(|error| {
        let before = error.span().and_then(|span| front.get(..span.start)).unwrap_or_default();
        // The front matter begins in the second line.
        let line = before.matches('\n').count() + 2;
        PageError { page: name.to_owned(), line, message: error.message().to_owned() }
    })?;
    Ok(expression(name, &front, text.len() - documentation.len()))
}

/// The expression for `front` of the rule `name`, whose documentation begins at the byte `documentation` of its page.
fn expression(name: &str, front: &FrontMatter<'_>, documentation: usize) -> String {
    let level = match front.level {
        Level::Off => "None".to_owned(),
        level => format!("Some(crate::finding::Level::{level:?})"),
    };
    let fix = match front.fix {
        Fix::None => "None".to_owned(),
        fix => format!("Some(crate::finding::Applicability::{fix:?})"),
    };
    let mut tags = String::new();
    for tag in &front.tags {
        let _ = write!(tags, "crate::rule::Tag::{tag:?}, ");
    }
    let mut settings = String::new();
    for (name, Setting { summary, default, choices, per_file }) in &front.settings {
        let default = match default {
            Value::Number(number) => format!("Number({number:?})"),
            Value::Words(words) => {
                let words: Vec<String> =
                    words.iter().map(|word| format!("std::borrow::Cow::Borrowed({word:?})")).collect();
                format!("Words(std::borrow::Cow::Borrowed(&[{}]))", words.join(", "))
            }
            Value::Pattern(pattern) => format!("Pattern(std::borrow::Cow::Borrowed({pattern:?}))"),
        };
        let _ = write!(
            settings,
            "crate::rule::SettingMetadata {{ name: std::borrow::Cow::Borrowed({name:?}), \
             summary: std::borrow::Cow::Borrowed({summary:?}), \
             default: crate::rule::SettingValue::{default}, choices: &{choices:?}, per_file: {per_file} }}, "
        );
    }
    format!(
        "crate::rule::RuleMetadata {{
    name: std::borrow::Cow::Borrowed({name:?}),
    summary: std::borrow::Cow::Borrowed({:?}),
    level: {level},
    fix: {fix},
    group: crate::rule::Group::{:?},
    since: std::borrow::Cow::Borrowed({:?}),
    settings: std::borrow::Cow::Borrowed(&[{settings}]),
    scope: crate::rule::Scope::{:?},
    tags: std::borrow::Cow::Borrowed(&[{tags}]),
    documentation: std::borrow::Cow::Borrowed(PAGE.split_at({documentation}).1),
    policy: None,
}}
",
        front.summary, front.group, front.since, front.scope
    )
}

#[cfg(test)]
mod tests {
    use super::metadata;

    /// The error where `wrong` stands in place of `right` in the front matter of a page.
    fn error(right: &str, wrong: &str) -> String {
        let page = "+++\nsummary = \"It is so\"\nlevel = \"warn\"\nfix = \"safe\"\ngroup = \"flow\"\nsince = \"0.1.0\"\nscope = \"file\"\ntags = [\"unnecessary\"]\n+++\n\n# it\n";
        assert!(page.contains(right));
        metadata("it", &page.replace(right, wrong)).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_misspelt_word_is_an_error_where_it_stands() {
        assert_eq!(error("", ""), "");
        insta::assert_snapshot!(
            [
                error("\"warn\"", "\"warning\""),
                error("\"safe\"", "\"save\""),
                error("\"flow\"", "\"flows\""),
                error("\"file\"", "\"neighbors\""),
                error("\"unnecessary\"", "\"unused\""),
                error("scope = \"file\"\n", ""),
                error("since", "sinse"),
                error("+++\n\n", "---\n\n"),
            ]
            .join("\n"),
            @r"
        rules/it.md:3: unknown variant `warning`, expected one of `off`, `info`, `warn`, `error`
        rules/it.md:4: unknown variant `save`, expected one of `none`, `safe`, `suggested`
        rules/it.md:5: unknown variant `flows`, expected one of `chain`, `flow`, `hygiene`, `names`, `ownership`, `stream`, `style`, `syntax`, `time`
        rules/it.md:7: unknown variant `neighbors`, expected one of `file`, `neighbours`, `project`
        rules/it.md:8: unknown variant `unused`, expected `unnecessary`
        rules/it.md:2: missing field `scope`
        rules/it.md:6: unknown field `sinse`, expected one of `summary`, `level`, `fix`, `group`, `since`, `scope`, `tags`, `settings`
        rules/it.md:1: a page begins with front matter between two lines `+++`
        "
        );
    }
}
