//! Reads the page of a policy, `NAME.md`: front matter as the pages of the built-in rules have it, and examples.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use super::example::PolicyExample;
use super::{PolicyError, PolicyText, annotations};
use crate::finding::{Applicability, Level};
use crate::rule::{Group, PolicyHome, RuleMetadata, Scope, SettingMetadata, SettingValue};
use crate::sanitise::{sanitise, sanitised_lines};
use crate::source::lines::with_line_feeds;

/// What a page says between its lines `+++`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    summary: String,
    #[serde(default)]
    level: PageLevel,
    #[serde(default)]
    fix: PageFix,
    #[serde(default)]
    settings: BTreeMap<String, PageSetting>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageSetting {
    summary: String,
    default: PageValue,
}

/// A value of a setting: which one shows in what it is.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a default is a number, a list of words, or a text")]
enum PageValue {
    Number(f64),
    Words(Vec<String>),
    Pattern(String),
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PageLevel {
    Off,
    Info,
    #[default]
    Warn,
    Error,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PageFix {
    #[default]
    None,
    Safe,
    Suggested,
}

impl PageLevel {
    fn level(self) -> Option<Level> {
        match self {
            PageLevel::Off => None,
            PageLevel::Info => Some(Level::Info),
            PageLevel::Warn => Some(Level::Warn),
            PageLevel::Error => Some(Level::Error),
        }
    }
}

impl PageFix {
    fn applicability(self) -> Option<Applicability> {
        match self {
            PageFix::None => None,
            PageFix::Safe => Some(Applicability::Safe),
            PageFix::Suggested => Some(Applicability::Suggested),
        }
    }
}

/// What is known of the rule `name` where its page and its policy say nothing.
pub(super) fn bare(name: &str, policy: &PolicyText, page: Option<&PolicyText>) -> RuleMetadata {
    RuleMetadata {
        name: Cow::Owned(name.to_owned()),
        summary: Cow::Owned(format!("What `{}` demands", policy.shown)),
        level: Some(Level::Warn),
        fix: None,
        group: Group::Policy,
        since: Cow::Borrowed(""),
        settings: Cow::Borrowed(&[]),
        scope: Scope::Project,
        tags: Cow::Borrowed(&[]),
        documentation: Cow::Borrowed(""),
        policy: Some(PolicyHome { shown: policy.shown.clone(), page: page.unwrap_or(policy).path.clone() }),
    }
}

/// What a policy without a page says of itself, laid over `rule`.
///
/// # Errors
/// Where it names a level or a kind of fix that there is not.
pub(super) fn of_annotations(rule: &mut RuleMetadata, policy: &PolicyText) -> Result<(), PolicyError> {
    let said = annotations::read(&policy.text);
    if let Some(title) = said.title {
        rule.summary = Cow::Owned(sanitise(title.trim_end_matches('.')).into_owned());
    }
    if let Some(description) = said.description {
        let description = sanitised_lines(&with_line_feeds(&description));
        rule.documentation = Cow::Owned(format!("# {}\n\n{description}\n", rule.name));
    }
    if let Some((word, at)) = said.level {
        let level = word_of::<PageLevel>(word).map_err(|error| at_word(policy, word, at, &error))?;
        rule.level = level.level();
    }
    if let Some((word, at)) = said.fix {
        let fix = word_of::<PageFix>(word).map_err(|error| at_word(policy, word, at, &error))?;
        rule.fix = fix.applicability();
    }
    Ok(())
}

fn word_of<'w, T: Deserialize<'w>>(word: &'w str) -> Result<T, serde::de::value::Error> {
    T::deserialize(serde::de::value::BorrowedStrDeserializer::new(word))
}

fn at_word(policy: &PolicyText, word: &str, at: usize, error: &serde::de::value::Error) -> PolicyError {
    let (reason, help) = in_words(&error.to_string());
    let error = PolicyError::in_text(policy, at, at + word.len(), reason);
    if let Some(help) = help { error.help(help) } else { error }
}

/// What serde says of a page, and what to do.
fn in_words(said: &str) -> (String, Option<String>) {
    let name = said.split('`').nth(1).unwrap_or_default();
    let expected = said.split_once("expected one of ").map_or("", |(_, expected)| expected);
    if said.starts_with("unknown variant") {
        return (format!("`{name}` is none of {expected}"), None);
    }
    if said.starts_with("a default is ") {
        return (said.to_owned(), Some("write `3`, `[\"a\", \"b\"]` or `\"a\"`".to_owned()));
    }
    if said.starts_with("invalid type")
        && let Some((_, wanted)) = said.split_once(", expected ")
    {
        let wanted = match wanted {
            "a string" | "string" => "a text",
            _ if wanted.contains("map") || wanted.starts_with("struct") => "a table",
            other => other,
        };
        return (format!("{wanted} is to stand here"), None);
    }
    let help = if expected.contains("`default`") || name == "default" {
        "a setting has a `summary`, one sentence on what it decides, and a `default`"
    } else {
        "known here: `summary`, `level`, `fix` and tables `[settings.NAME]`"
    };
    let reason = if said.starts_with("unknown field") {
        format!("there is no key `{name}`")
    } else if said.starts_with("missing field") {
        format!("`{name}` is missing")
    } else {
        said.to_owned()
    };
    (reason, Some(help.to_owned()))
}

/// What the page says, laid over `rule`.
///
/// # Errors
/// Where it has no front matter, or one that says something unknown.
pub(super) fn of_page(rule: &mut RuleMetadata, page: &PolicyText) -> Result<(), PolicyError> {
    let Some((front, documentation)) = parts(&page.text) else {
        let end = page.text.find('\n').unwrap_or(page.text.len());
        let error =
            PolicyError::in_text(page, 0, end, "a page begins with front matter between two lines `+++`");
        return Err(
            error.help("write three lines: `+++`, `summary = \"One line on what the rule demands\"`, `+++`")
        );
    };
    let parsed: FrontMatter = toml::from_str(&page.text[front.clone()]).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        let (reason, help) = in_words(error.message().trim());
        let error = PolicyError::in_text(page, front.start + span.start, front.start + span.end, reason);
        if let Some(help) = help { error.help(help) } else { error }
    })?;
    let mut settings = Vec::with_capacity(parsed.settings.len());
    for (name, PageSetting { summary, default }) in parsed.settings {
        if name == "level" {
            let error =
                PolicyError::in_text(page, front.start, front.end, "no setting can be called `level`");
            return Err(error.help("every rule has one already"));
        }
        settings.push(SettingMetadata {
            name: Cow::Owned(name),
            summary: Cow::Owned(summary),
            default: match default {
                PageValue::Number(number) => SettingValue::Number(number),
                PageValue::Words(words) => {
                    SettingValue::Words(words.into_iter().map(Cow::Owned).collect::<Vec<_>>().into())
                }
                PageValue::Pattern(pattern) => SettingValue::Pattern(Cow::Owned(pattern)),
            },
            choices: &[],
            per_file: false,
        });
    }
    rule.summary = Cow::Owned(sanitise(parsed.summary.trim_end_matches('.')).into_owned());
    rule.level = parsed.level.level();
    rule.fix = parsed.fix.applicability();
    rule.settings = Cow::Owned(settings);
    rule.documentation = Cow::Owned(sanitised_lines(&with_line_feeds(&page.text[documentation..])));
    Ok(())
}

/// The bytes of a page's front matter, and where what follows it begins.
fn parts(text: &str) -> Option<(Range<usize>, usize)> {
    let first = text.split_inclusive('\n').next().filter(|line| line.trim_end() == "+++")?;
    let mut at = first.len();
    for line in text[at..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((first.len()..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// The examples on a page: what stands in fences ` ```vsd finding ` and ` ```vsd clean `.
pub fn examples(page: &str) -> Vec<PolicyExample> {
    let mut examples = Vec::new();
    let mut open: Option<Option<PolicyExample>> = None;
    let mut offset = 0;
    for (index, line) in page.split_inclusive('\n').enumerate() {
        let content = line.trim_end();
        match (&mut open, content.strip_prefix("```")) {
            (None, Some(language)) => {
                let kind = match language.split_whitespace().collect::<Vec<_>>().as_slice() {
                    ["vsd", "finding"] => Some(true),
                    ["vsd", "clean"] => Some(false),
                    _ => None,
                };
                open = Some(kind.map(|is_finding| PolicyExample {
                    is_finding,
                    text: String::new(),
                    line: index + 1,
                    offset,
                }));
            }
            (Some(example), Some("")) => {
                examples.extend(example.take());
                open = None;
            }
            (Some(Some(example)), _) => example.text.push_str(line),
            (Some(None), _) | (None, None) => {}
        }
        offset += line.len();
    }
    examples
}

/// The fences on a page that begin with `vsd` and name another kind of example than there is: the line of each, from 1,
/// and the word.
pub fn misnamed_examples(page: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut is_open = false;
    for (index, line) in page.lines().enumerate() {
        let Some(language) = line.trim_end().strip_prefix("```") else { continue };
        is_open = !is_open;
        if is_open
            && let Some(kind) = language.strip_prefix("vsd ")
            && !matches!(kind.trim(), "finding" | "clean")
        {
            found.push((index + 1, kind.trim()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{examples, misnamed_examples, parts};

    #[test]
    fn a_page_has_front_matter_and_examples() {
        let page = "+++\r\nsummary = \"a\"\r\n+++\r\n\n# a\n\n```vsd finding\nstream A { }\n```\n\n```rego\nx\n```\n```vsd clean\n```\n```vsd finding\nopen";
        let (front, rest) = parts(page).unwrap_or_default();
        assert_eq!(&page[front], "summary = \"a\"\r\n");
        assert!(page[rest..].starts_with("\n# a"));
        let found = examples(page);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].is_finding, found[0].text.as_str(), found[0].line), (true, "stream A { }\n", 7));
        assert_eq!((found[1].is_finding, found[1].text.as_str()), (false, ""));
        assert!(misnamed_examples(page).is_empty());
        assert_eq!(misnamed_examples("```vsd\n```\n```vsd findings\n```\n"), [(3, "findings")]);
        for text in ["", "+++", "+++\n", "a\n+++\n+++\n", "+++\na = 1\n++"] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
