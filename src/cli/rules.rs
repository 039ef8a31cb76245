//! `vsdlint rules`: every rule, its level here and where that was set.

use clap::Args;
use serde::Serialize;
use vsdlint::finding::{Applicability, Level};
use vsdlint::output::write_json;
use vsdlint::rule::RuleMetadata;
use vsdlint::sanitise::sanitise;

use super::console::{Console, Paint};
use super::resolve::At;
use super::table::{self, Look, cell};

const EXAMPLES: &str = "\
Examples:
  vsdlint rules                      all rules, with the levels that hold in this directory
  vsdlint rules streams/restore.vsd  with those that hold for this file
  vsdlint rules --json               the same for a program

Exit status: 0 shown, 2 something went wrong.";

/// List all rules, with the level of each here and where it was set
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    at: At,
}

/// A rule as JSON shows it.
#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    summary: &'a str,
    level: &'static str,
    origin: String,
    default: &'static str,
    fix: &'static str,
    group: &'a str,
    since: &'a str,
}

/// Lists all rules with the levels that hold at a path.
pub fn run(arguments: &Arguments, console: &mut Console) {
    let Some((project, relative)) = arguments.at.project(console) else { return };
    for problem in &project.policies.problems {
        console.problem(problem);
    }
    let settings = project.settings.for_file(&relative);
    let table = project.settings.table();
    let listed: Vec<Listed<'_>> = table
        .ids()
        .map(|rule| {
            let (level, origin) = settings.level(rule);
            listed(&table[rule], level, origin.to_string())
        })
        .collect();
    if arguments.at.json {
        return console.print(|out| write_json(&listed, out));
    }
    let mut rows = vec![
        ["RULE", "LEVEL", "FIX", "SET BY", "WHAT IT SAYS"].map(|head| (head.to_owned(), bold())).to_vec(),
    ];
    rows.extend(listed.iter().map(|rule| {
        vec![
            cell(rule.name),
            (rule.level.to_owned(), look(rule.level)),
            cell(if rule.fix == "none" { "–" } else { rule.fix }),
            (
                sanitise(&rule.origin).into_owned(),
                if rule.origin == "default" { Paint::faint } else { table::plain },
            ),
            cell(rule.summary),
        ]
    }));
    let paint = Paint(console.out.color);
    console.print(|out| {
        table::write(&rows, 0, paint, out)?;
        writeln!(out, "\n`vsdlint explain RULE` says more about a rule.")
    });
}

fn listed(page: &RuleMetadata, level: Option<Level>, origin: String) -> Listed<'_> {
    Listed {
        name: &page.name,
        summary: &page.summary,
        level: level_word(level),
        origin,
        default: level_word(page.level),
        fix: fix_word(page.fix),
        group: page.group.word(),
        since: &page.since,
    }
}

/// The word for a level in settings.
pub fn level_word(level: Option<Level>) -> &'static str {
    level.map_or("off", Level::word)
}

/// The word for a kind of fix in a rule's page.
pub fn fix_word(fix: Option<Applicability>) -> &'static str {
    fix.map_or("none", Applicability::word)
}

/// How the word for a level looks: as it does in reports.
pub fn look(level: &str) -> Look {
    match level {
        "error" => Paint::red,
        "warn" => Paint::yellow,
        "info" => Paint::cyan,
        _ => Paint::faint,
    }
}

fn bold() -> Look {
    Paint::bold
}
