//! A rule's page: the single source of what is known of it, embedded in the binary.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::finding::{Applicability, Level};
use crate::project::{RuleInfo, Setting, SettingInfo};
use crate::rules::RULES;

/// What a rule's page says.
#[derive(Clone, Debug)]
pub struct Page {
    /// The rule's name.
    pub name: &'static str,
    /// One line on what it says, without a full stop.
    pub summary: String,
    /// Its level where nothing is set; none is off.
    pub level: Option<Level>,
    /// The kind of fix that it offers, if any.
    pub fix: Option<Applicability>,
    /// What it is about: `flow`, `names`, `time` …
    pub group: String,
    /// The version that brought it.
    pub since: String,
    /// Its thresholds.
    pub settings: Vec<SettingInfo>,
    /// The page below its front matter: Markdown.
    pub body: &'static str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    summary: String,
    level: String,
    fix: String,
    group: String,
    since: String,
    #[serde(default)]
    settings: toml::Table,
}

/// The pages of all rules, in the order of [`RULES`].
pub fn pages() -> &'static [Page] {
    static PAGES: LazyLock<Vec<Page>> =
        LazyLock::new(|| RULES.iter().map(|rule| read(rule.name, rule.page)).collect());
    &PAGES
}

/// What the settings need to know of the rules, in the order of [`RULES`].
pub fn infos() -> &'static [RuleInfo] {
    static INFOS: LazyLock<Vec<RuleInfo>> = LazyLock::new(|| {
        let info = |page: &'static Page| RuleInfo {
            name: page.name,
            summary: &page.summary,
            default: page.level,
            settings: &page.settings,
        };
        pages().iter().map(info).collect()
    });
    &INFOS
}

/// Reads a page. The pages are part of the program; a test holds each to the format, so a page that does not keep it
/// shows as one without front matter and no error is needed here.
fn read(name: &'static str, text: &'static str) -> Page {
    let (front, body) =
        text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")).unwrap_or(("", text));
    let front = toml::from_str(front).unwrap_or(FrontMatter {
        summary: String::new(),
        level: String::new(),
        fix: String::new(),
        group: String::new(),
        since: String::new(),
        settings: toml::Table::new(),
    });
    let fix = match front.fix.as_str() {
        "safe" => Some(Applicability::Safe),
        "suggested" => Some(Applicability::Suggested),
        _ => None,
    };
    let level = Setting::from_word(&front.level).and_then(Setting::level);
    let settings = front.settings.iter().filter_map(|(key, value)| setting(text, key, value)).collect();
    Page { name, summary: front.summary, level, fix, group: front.group, since: front.since, settings, body }
}

/// A threshold; its name and summary are taken from the page's own text, which lives as long as the program.
fn setting(page: &'static str, key: &str, value: &toml::Value) -> Option<SettingInfo> {
    let part = |wanted: &str| page.find(wanted).map(|at| &page[at..at + wanted.len()]);
    let default = value.get("default")?;
    let default = default.as_float().or_else(|| default.as_integer().map(|whole| whole as f64))?;
    Some(SettingInfo { name: part(key)?, summary: part(value.get("summary")?.as_str()?)?, default })
}
