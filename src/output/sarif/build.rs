//! Builds the parts of a SARIF report from rules and findings.

use super::line_hash::LineHashes;
use super::shape::{
    Applicability, ArtifactChange, ArtifactLocation, Configuration, Content, Driver, Fingerprints, Fix, Help,
    Invocation, Location, Message, Notification, Outcome, PhysicalLocation, Region, Replacement, Rule,
    Suppression, Tags, Tool,
};
use super::{MAX_RESULTS, uri};
use crate::finding::{self, Level};
use crate::output::entries::Entry;
use crate::output::{plain, tool};
use crate::rule::RuleMetadata;
use crate::sanitise::{sanitise, shown};
use crate::source::{FileId, FileSpan};

/// How many locations GitHub accepts in a result.
const MAX_LOCATIONS: usize = 1_000;

/// What all results of a run have in common.
#[derive(Clone, Copy)]
pub(super) struct Builder<'a> {
    /// The rules that are described, in the order of their names.
    pub rules: &'a [&'a RuleMetadata],
}

impl<'a> Builder<'a> {
    /// The tool with its rules.
    pub fn tool(self) -> Tool<'a> {
        let rules = self.rules.iter().map(|metadata| rule(metadata)).collect();
        let (name, semantic_version, information_uri) = (tool::NAME, tool::VERSION, tool::home());
        Tool { driver: Driver { name, semantic_version, information_uri, rules } }
    }

    /// What is to be said about the run: how many findings are left out, if any.
    pub fn invocations(self, left_out: usize) -> Vec<Invocation> {
        if left_out == 0 {
            return Vec::new();
        }
        let text = format!(
            "These are the {MAX_RESULTS} most severe findings. {left_out} more are left out, since GitHub accepts \
             no more in one run; other formats list them all."
        );
        let notification = Notification { level: "warning", message: Message { text } };
        vec![Invocation { execution_successful: true, tool_execution_notifications: [notification] }]
    }

    /// A finding.
    pub fn result<'e>(self, entry: Entry<'e>, hashes: &mut LineHashes<'e>) -> Outcome<'e>
    where
        'a: 'e,
    {
        let finding = entry.finding;
        let primary = location(entry, finding.primary.place, &finding.primary.text, None);
        let secondary = finding.secondary.iter().take(MAX_LOCATIONS - 1).enumerate();
        let text = entry.texts.text(finding.primary.place.file);
        Outcome {
            rule_id: &finding.rule,
            rule_index: self.rules.binary_search_by_key(&&*finding.rule, |rule| &*rule.name).ok(),
            level: level(finding.level),
            message: explanation(finding),
            partial_fingerprints: Fingerprints {
                names: format!("{:016x}", finding.fingerprint),
                line: hashes.of(text, primary.physical_location.region.start_line),
            },
            locations: [primary],
            related_locations: secondary
                .map(|(index, label)| location(entry, label.place, &label.text, Some(index + 1)))
                .collect(),
            fixes: finding.fix.as_ref().map(|fix| [self::fix(entry, fix)]),
            suppressions: finding.suppressed.iter().map(|by| suppression(entry, by)).collect(),
        }
    }
}

fn rule(rule: &RuleMetadata) -> Rule<'_> {
    let help =
        format!("{}. `vsdlint explain {}` shows why it matters and how to fix it.", rule.summary, rule.name);
    Rule {
        id: &rule.name,
        short_description: message(&format!("{}.", rule.summary)),
        full_description: message(introduction(&rule.documentation)),
        help_uri: tool::rule_page(rule),
        help: Help { text: message(&help).text, markdown: rule.documentation.trim() },
        default_configuration: Configuration { enabled: rule.level.is_some(), level: rule.level.map(level) },
        properties: Tags { tags: [rule.group.word()] },
    }
}

/// What a page says between its title and its first section.
fn introduction(page: &str) -> &str {
    let text = page.trim().split_once('\n').map_or("", |(_, text)| text);
    text.split("\n## ").next().unwrap_or_default().trim()
}

/// What the finding says, and how to fix it, a line each. The first sentence is all that some viewers show.
fn explanation(finding: &finding::Finding) -> Message {
    let mut text = format!("{}.", shown(&finding.message));
    for line in plain::omission(finding, MAX_LOCATIONS).into_iter().chain(plain::advice_lines(finding)) {
        text.push('\n');
        text.push_str(&line);
    }
    message(&text)
}

/// The harmless text as a message string: braces are doubled, since one alone begins a placeholder, and nothing in it
/// is a link.
fn message(text: &str) -> Message {
    Message { text: text.replace('{', "{{").replace('}', "}}").replace("](", "] (") }
}

fn location(entry: Entry<'_>, place: FileSpan, text: &str, id: Option<usize>) -> Location {
    Location {
        id,
        physical_location: PhysicalLocation {
            artifact_location: artifact(entry, place.file),
            region: region(entry, place),
        },
        message: if text.is_empty() { None } else { Some(message(&shown(text))) },
    }
}

fn artifact(entry: Entry<'_>, file: FileId) -> ArtifactLocation {
    uri::location(entry.texts.file(file))
}

fn region(entry: Entry<'_>, place: FileSpan) -> Region {
    let region = entry.region(place);
    Region {
        start_line: region.start.line,
        start_column: region.start.column,
        end_line: region.end.line,
        end_column: region.end.column,
    }
}

fn fix<'a>(entry: Entry<'a>, fix: &'a finding::Fix) -> Fix<'a> {
    let replacement = |edit: &'a finding::Edit| Replacement {
        deleted_region: region(entry, edit.place),
        inserted_content: (!edit.text.is_empty()).then_some(Content { text: &edit.text }),
    };
    let changes = fix.edits.chunk_by(|one, two| one.place.file == two.place.file);
    Fix {
        description: message(&shown(&fix.title)),
        artifact_changes: changes
            .map(|edits| ArtifactChange {
                artifact_location: artifact(entry, edits[0].place.file),
                replacements: edits.iter().map(replacement).collect(),
            })
            .collect(),
        properties: Applicability { applicability: fix.applicability.word() },
    }
}

fn suppression(entry: Entry<'_>, by: &finding::Suppression) -> Suppression {
    Suppression {
        kind: "inSource",
        justification: sanitise(&by.reason).into_owned(),
        location: location(entry, by.place, "", None),
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Info => "note",
    }
}
