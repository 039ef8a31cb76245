//! `vsdlint config`: the settings in force, and where each was set.

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;
use vsdlint::output::write_json;
use vsdlint::project::{FailOn, POLICIES_FOLDER, RuleSetting, Sourced};
use vsdlint::rule::{RuleMetadata, SettingValue};
use vsdlint::sanitise::sanitise;

use super::console::{Console, Paint};
use super::here;
use super::resolve::At;
use super::rules::{level_word, look};
use super::table::{self, Cell, cell};

const EXAMPLES: &str = "\
Examples:
  vsdlint config                 what holds in this directory
  vsdlint config streams/drafts  what holds there
  vsdlint config --json          everything, for a program

Exit status: 0 shown, 2 something went wrong.";

/// Show the settings in force for a path, and which file or flag each comes from
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    at: At,
}

/// The settings, as JSON shows them.
#[derive(Serialize)]
struct InForce {
    root: String,
    config: Option<String>,
    files: usize,
    include: Set<Vec<String>>,
    exclude: Set<Vec<String>>,
    fail_on: Set<&'static str>,
    language: Set<&'static str>,
    policies: Set<Vec<String>>,
    #[serde(skip)]
    has_policies: bool,
    line_width: Set<usize>,
    indent: Set<usize>,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
struct Set<T> {
    value: T,
    origin: String,
}

#[derive(Serialize)]
struct Rule {
    name: String,
    level: &'static str,
    default: &'static str,
    origin: String,
    settings: Vec<Chosen>,
}

#[derive(Serialize)]
struct Chosen {
    name: String,
    value: SettingValue,
    default: SettingValue,
    origin: String,
}

/// Shows the settings that hold at a path, and where each comes from.
pub fn run(arguments: &Arguments, console: &mut Console) {
    let Some((project, relative)) = arguments.at.project(console) else { return };
    let current_dir = here::here();
    let settings = project.settings.for_file(&relative);
    let in_force = InForce {
        root: here::shown(&project.root, &current_dir),
        config: project.config.as_deref().map(|config| here::shown(config, &current_dir)),
        files: project.files.len(),
        include: set(&project.settings.include, |include| {
            include.clone().unwrap_or_else(|| vec!["*.vsd".to_owned()])
        }),
        exclude: set(&project.settings.exclude, Clone::clone),
        fail_on: set(&project.settings.fail_on, |&fail_on| word(fail_on)),
        language: set(&project.settings.language, |&language| language.code()),
        policies: set(&project.settings.policies, |folders| {
            folders.clone().unwrap_or_else(|| vec![POLICIES_FOLDER.to_owned()])
        }),
        has_policies: !project.policies.rules.is_empty(),
        line_width: set(&project.settings.line_width, |&columns| columns),
        indent: set(&project.settings.indent, |&columns| columns),
        rules: project
            .settings
            .table()
            .ids()
            .map(|id| {
                let page = &project.settings.table()[id];
                let (level, origin) = settings.level(id);
                rule(page, level_word(level), origin.to_string(), &settings.chosen(id))
            })
            .collect(),
    };
    let paint = Paint(console.out.color);
    console.print(
        |out| {
            if arguments.at.json { write_json(&in_force, out) } else { write(&in_force, paint, out) }
        },
    );
}

fn set<T, U>(sourced: &Sourced<T>, value: impl Fn(&T) -> U) -> Set<U> {
    Set { value: value(&sourced.value), origin: sourced.origin.to_string() }
}

fn word(fail_on: FailOn) -> &'static str {
    FailOn::ALL.iter().find(|(_, known)| *known == fail_on).map_or("never", |&(word, _)| word)
}

fn rule(page: &RuleMetadata, level: &'static str, origin: String, chosen: &[RuleSetting]) -> Rule {
    let chosen = chosen.iter().zip(page.settings.iter());
    Rule {
        name: page.name.to_string(),
        level,
        default: level_word(page.level),
        origin,
        settings: chosen
            .map(|(chosen, info)| Chosen {
                name: chosen.key.to_string(),
                value: chosen.value.value.clone(),
                default: info.default.clone(),
                origin: chosen.value.origin.to_string(),
            })
            .collect(),
    }
}

/// Shows the settings to a person: those of rules only where they were set.
fn write(in_force: &InForce, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let config = in_force.config.as_deref().unwrap_or("none found");
    let list = |globs: &[String]| {
        if globs.is_empty() { "nothing".to_owned() } else { globs.join(", ") }
    };
    let mut rows = vec![
        named("root", &in_force.root, ""),
        named("settings", config, ""),
        named("files", &in_force.files.to_string(), ""),
        named("include", &list(&in_force.include.value), &in_force.include.origin),
        named("exclude", &list(&in_force.exclude.value), &in_force.exclude.origin),
        named("fail-on", in_force.fail_on.value, &in_force.fail_on.origin),
        named("language", in_force.language.value, &in_force.language.origin),
        named("line-width", &in_force.line_width.value.to_string(), &in_force.line_width.origin),
        named("indent", &in_force.indent.value.to_string(), &in_force.indent.origin),
    ];
    if in_force.has_policies || in_force.policies.origin != "default" {
        let row = named("policies", &list(&in_force.policies.value), &in_force.policies.origin);
        rows.insert(5, row);
    }
    table::write(&rows, 0, paint, out)?;
    let mut rows = Vec::new();
    for rule in &in_force.rules {
        if rule.origin != "default" {
            let default = format!("instead of {}", rule.default);
            let default = if rule.default == rule.level { "as by default".to_owned() } else { default };
            rows.push(vec![
                cell(&rule.name),
                (rule.level.to_owned(), look(rule.level)),
                (default, Paint::faint),
                cell(sanitise(&rule.origin)),
            ]);
        }
        for chosen in rule.settings.iter().filter(|chosen| chosen.origin != "default") {
            rows.push(vec![
                cell(format!("{}.{}", rule.name, chosen.name)),
                cell(sanitise(&chosen.value.to_string())),
                (format!("instead of {}", chosen.default), Paint::faint),
                cell(sanitise(&chosen.origin)),
            ]);
        }
    }
    if rows.is_empty() {
        return writeln!(out, "\nAll rules are at their defaults; `vsdlint rules` lists them.");
    }
    writeln!(out, "\nRules that are set; `vsdlint rules` lists the others as well:")?;
    table::write(&rows, 2, paint, out)
}

fn named(name: &str, value: &str, origin: &str) -> Vec<Cell> {
    vec![
        (name.to_owned(), Paint::bold),
        cell(sanitise(value)),
        (sanitise(origin).into_owned(), if origin == "default" { Paint::faint } else { table::plain }),
    ]
}
