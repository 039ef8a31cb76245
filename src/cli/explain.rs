//! `vsdlint explain`: a rule's page.

use std::path::Path;

use clap::Args;
use serde::Serialize;
use vsdlint::output::write_json;
use vsdlint::project::{Flags, discover, rule_help};
use vsdlint::rule::{RuleMetadata, SettingValue};
use vsdlint::rules::{metadata, metadata_of};
use vsdlint::sanitise::sanitise;

use super::console::{Console, Paint};
use super::error::CliError;
use super::markdown;
use super::resolve;
use super::rules::{fix_word, level_word, look};

/// The widest that lines are comfortable to read, in columns.
const WIDTH: usize = 88;

const EXAMPLES: &str = "\
Examples:
  vsdlint explain misnamed-flow         its page
  vsdlint explain misnamed-flow --json  the same for a program

`vsdlint rules` lists all rules. Policies of the project in this directory are explained as well.

Exit status: 0 shown, 2 there is no such rule, or its page cannot be read.";

/// Explain a rule: what it says, why it matters, how to fix it
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The rule's name, as findings show it in brackets
    #[arg(value_name = "RULE")]
    rule: String,

    /// Print it as JSON, the page as Markdown
    #[arg(long)]
    json: bool,
}

/// A rule as JSON shows it.
#[derive(Serialize)]
struct Explained<'a> {
    name: &'a str,
    summary: &'a str,
    level: &'static str,
    fix: &'static str,
    group: &'a str,
    since: &'a str,
    settings: Vec<Setting<'a>>,
    body: &'a str,
}

#[derive(Serialize)]
struct Setting<'a> {
    name: &'a str,
    summary: &'a str,
    default: &'a SettingValue,
}

/// Prints the page of a rule, as text or as JSON.
pub fn run(arguments: &Arguments, console: &mut Console) {
    let own;
    let page = match metadata_of(&arguments.rule) {
        Some(page) => page,
        None => match own_rule(&arguments.rule, console) {
            Some(page) => {
                own = page;
                &own
            }
            None => return,
        },
    };
    if arguments.json {
        return console.print(|out| write_json(&explained(page), out));
    }
    let paint = Paint(console.out.color);
    let width = console.out.width.unwrap_or(WIDTH).min(WIDTH);
    // The page begins with its name, to which the head adds.
    let body = page.documentation.trim_start();
    let body = body.strip_prefix("# ").and_then(|rest| rest.split_once('\n')).map_or(body, |(_, rest)| rest);
    console.print(|out| {
        writeln!(out, "{}", paint.bold(&page.name))?;
        writeln!(out, "{}\n", facts(page, paint))?;
        markdown::write(body, width, paint, out)
    });
}

/// What is known of a rule that the project in the working directory brings itself. Where there is none, or its page cannot
/// be read, it says so.
fn own_rule(name: &str, console: &mut Console) -> Option<RuleMetadata> {
    let here = Path::new(".");
    let options = resolve::options(here, Flags::default(), console);
    let project = options.map(|options| discover(&[here.to_owned()], &options, metadata()).projects);
    let mut rules = Vec::new();
    for project in project.iter().flatten() {
        let policies = &project.policies;
        rules.extend(policies.rules.iter().map(|policy| &policy.metadata));
        let Some(policy) = policies.rules.iter().find(|policy| policy.metadata.name == name) else {
            continue;
        };
        if !policy.is_broken {
            return Some(policy.metadata.clone());
        }
        let home = policy.page.as_ref().unwrap_or(&policy.text);
        for problem in policies.problems.iter().filter(|problem| problem.path == home.path) {
            console.problem(problem);
        }
        return None;
    }
    let help = rule_help(name, metadata().iter().chain(rules));
    console.problem(&CliError::UnknownRule { name: name.to_owned(), help });
    None
}

/// "error by default · suggested fix · since 0.1.0".
fn facts(page: &RuleMetadata, paint: Paint) -> String {
    let level = level_word(page.level);
    let fix = match fix_word(page.fix) {
        "none" => "no automatic fix".to_owned(),
        fix => format!("{fix} fix"),
    };
    let home = match &page.policy {
        Some(policy) => sanitise(&policy.shown).into_owned(),
        None => format!("about: {} · since {}", page.group.word(), page.since),
    };
    let rest = format!(" by default · {fix} · {home}");
    format!("{}{}", look(level)(paint, level), paint.faint(&rest))
}

fn explained(page: &RuleMetadata) -> Explained<'_> {
    let settings = page.settings.iter().map(|setting| Setting {
        name: &setting.name,
        summary: &setting.summary,
        default: &setting.default,
    });
    Explained {
        name: &page.name,
        summary: &page.summary,
        level: level_word(page.level),
        fix: fix_word(page.fix),
        group: page.group.word(),
        since: &page.since,
        settings: settings.collect(),
        body: page.documentation.trim_start(),
    }
}
