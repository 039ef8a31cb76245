//! Reads a rule's page, `rules/<name>.md`: the single source of what is known of a rule, embedded in the binary.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use crate::finding::{Applicability, Level};
use crate::rule::{Group, RuleMetadata, Scope, SettingMetadata, Tag};

/// Why a page cannot be read.
#[derive(Clone, Debug, Error)]
#[error("rules/{page}.md:{line}: {message}")]
pub struct PageError {
    /// The rule's name.
    pub page: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, with the values that are right where there are only some.
    pub message: String,
}

/// The front matter, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    #[serde(borrow)]
    summary: &'static str,
    level: LevelWord,
    fix: FixWord,
    group: Group,
    since: &'static str,
    scope: Scope,
    #[serde(default)]
    tags: Vec<Tag>,
    #[serde(default)]
    settings: BTreeMap<&'static str, SettingTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingTable {
    #[serde(borrow)]
    summary: &'static str,
    default: f64,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum LevelWord {
    Off,
    Info,
    Warn,
    Error,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum FixWord {
    None,
    Safe,
    Suggested,
}

/// Reads the page `text` of the rule `name`.
///
/// # Errors
///
/// Where the front matter is missing or says something that is unknown: the line, and what could stand there.
pub fn read(name: &'static str, text: &'static str) -> Result<RuleMetadata, PageError> {
    let parts = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n"));
    let Some((front, documentation)) = parts else {
        let message = "a page begins with front matter between two lines `+++`".to_owned();
        return Err(PageError { page: name, line: 1, message });
    };
    let front: FrontMatter = toml::from_str(front).map_err(|error| {
        let before = error.span().and_then(|span| front.get(..span.start)).unwrap_or_default();
        // The front matter begins in the second line.
        let line = before.matches('\n').count() + 2;
        PageError { page: name, line, message: error.message().to_owned() }
    })?;
    let level = match front.level {
        LevelWord::Off => None,
        LevelWord::Info => Some(Level::Info),
        LevelWord::Warn => Some(Level::Warn),
        LevelWord::Error => Some(Level::Error),
    };
    let fix = match front.fix {
        FixWord::None => None,
        FixWord::Safe => Some(Applicability::Safe),
        FixWord::Suggested => Some(Applicability::Suggested),
    };
    let mut settings = Vec::new();
    for (name, table) in front.settings {
        settings.push(SettingMetadata { name, summary: table.summary, default: table.default });
    }
    Ok(RuleMetadata {
        name,
        summary: front.summary,
        level,
        fix,
        group: front.group,
        since: front.since,
        settings: settings.into(),
        scope: front.scope,
        tags: front.tags,
        documentation,
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    /// The error where `wrong` stands in place of `right` in the front matter of a page.
    fn error(right: &str, wrong: &str) -> String {
        let page = "+++\nsummary = \"It is so\"\nlevel = \"warn\"\nfix = \"safe\"\ngroup = \"flow\"\nsince = \"0.1.0\"\nscope = \"file\"\ntags = [\"unnecessary\"]\n+++\n\n# it\n";
        assert!(page.contains(right));
        let page: &'static str = page.replace(right, wrong).leak();
        read("it", page).err().map(|error| error.to_string()).unwrap_or_default()
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
