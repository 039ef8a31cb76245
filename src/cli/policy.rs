//! `vsdlint policy`: writes a rule of one's own, and tries the examples and tests of those that there are.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use vsdlint::file_names::is_device;
use vsdlint::policy::{Trial, TrialKind, Verdict, new_policy, trials};
use vsdlint::project::{Flags, POLICIES_FOLDER, Project, is_policy_name, rule_help};
use vsdlint::sanitise::{sanitise, shown};

use super::console::{Console, Paint, Status};
use super::error::CliError;
use super::here;
use super::new_files;
use super::resolve;
use super::table::{self, cell};

const EXAMPLES: &str = "\
Examples:
  vsdlint policy new four-eyes   write policies/four-eyes.rego, its page and a test
  vsdlint policy test            try the examples and tests of all policies
  vsdlint policy test four-eyes  those of one

A policy is a rule of your own, written in Rego. `vsdlint check` runs all that lie in the folder `policies` \
beside vsdlint.toml.

Exit status of `policy test`: 0 all is as it should be, 1 something is not, 2 a policy cannot run.";

/// Write rules of your own in Rego, and try them
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Test(Test),
    New(New),
}

const TEST_EXAMPLES: &str = "\
Examples:
  vsdlint policy test            all policies of the project in this directory
  vsdlint policy test four-eyes  one of them

Exit status: 0 all is as it should be, 1 something is not, 2 a policy cannot run.";

const NEW_EXAMPLES: &str = "\
Examples:
  vsdlint policy new four-eyes   writes policies/four-eyes.rego and policies/four-eyes.md

Exit status: 0 written, 2 something is there already or cannot be written.";

/// Try the examples on the pages of policies, and their tests in Rego
#[derive(Debug, Args)]
#[command(after_help = TEST_EXAMPLES)]
struct Test {
    /// The policies to try [default: all]
    #[arg(value_name = "NAME")]
    names: Vec<String>,

    /// The directory or file whose project to look at
    #[arg(long = "project", value_name = "PATH", default_value = ".")]
    path: PathBuf,
}

/// Write a first policy with its page, whose examples hold; nothing that exists is overwritten
#[derive(Debug, Args)]
#[command(after_help = NEW_EXAMPLES)]
struct New {
    /// The name of the rule: small letters, digits and hyphens
    #[arg(value_name = "NAME")]
    name: String,

    /// The directory or file whose project to write to
    #[arg(long = "project", value_name = "PATH", default_value = ".")]
    path: PathBuf,
}

/// Writes a policy, or tries some.
pub fn run(arguments: &Arguments, console: &mut Console) {
    match &arguments.command {
        Command::Test(arguments) => test(arguments, console),
        Command::New(arguments) => new(arguments, console),
    }
}

fn project(path: &Path, console: &mut Console) -> Option<Project> {
    let options = resolve::options(path, Flags::default(), console)?;
    resolve::project(path, &options, console).map(|(project, _)| project)
}

fn test(arguments: &Test, console: &mut Console) {
    let Some(project) = project(&arguments.path, console) else { return };
    for problem in &project.policies.problems {
        console.problem(problem);
    }
    let policies = &project.policies;
    let mut known = true;
    for name in &arguments.names {
        if !policies.rules.iter().any(|policy| policy.metadata.name == *name) {
            let help = rule_help(name, policies.rules.iter().map(|policy| &policy.metadata));
            let help = if policies.rules.is_empty() { None } else { help };
            console.problem(&CliError::UnknownPolicy { name: name.clone(), help });
            known = false;
        }
    }
    if !known {
        return;
    }
    if policies.rules.is_empty() {
        if policies.problems.is_empty() {
            console.problem(&CliError::NoPolicies);
        }
        return;
    }
    let mut tried = Vec::new();
    for policy in &policies.rules {
        let is_wanted =
            arguments.names.is_empty() || arguments.names.iter().any(|name| *name == policy.metadata.name);
        if is_wanted && !policy.is_broken {
            tried.push(trials(policy, policies, project.settings.table()));
        }
    }
    show(&tried, console);
}

/// Shows what came of the trials of some policies.
fn show(tried: &[Vec<Trial>], console: &mut Console) {
    let paint = Paint(console.out.color);
    let (mut passed, mut failed) = (0, 0);
    for trial in tried.iter().flatten() {
        if trial.verdict.is_passed() { passed += 1 } else { failed += 1 }
    }
    console.print(|out| {
        for trials in tried {
            let Some(first) = trials.first() else { continue };
            writeln!(out, "{}", paint.bold(&first.rule))?;
            for trial in trials {
                let (mark, said) = words(trial);
                let mark = if trial.verdict.is_passed() { paint.green(mark) } else { paint.red(mark) };
                writeln!(out, "  {mark}  {}  {said}", paint.faint(&sanitise(&trial.place)))?;
                for line in &trial.printed {
                    writeln!(out, "        {}", paint.faint(&sanitise(line)))?;
                }
            }
            writeln!(out)?;
        }
        writeln!(out, "{passed} passed, {failed} failed")
    });
    if failed > 0 {
        console.raise(Status::Findings);
    }
    for trial in tried.iter().flatten() {
        if let Verdict::Broken(error) = &trial.verdict {
            console.problem(&**error);
        }
    }
}

/// What is to be said of a trial: a mark, and what was tried with what came of it.
fn words(trial: &Trial) -> (&'static str, String) {
    let what = match &trial.kind {
        TrialKind::Policy => "policy".to_owned(),
        TrialKind::Finding => "finding".to_owned(),
        TrialKind::Clean => "clean".to_owned(),
        TrialKind::Test(name) => name.clone(),
    };
    match &trial.verdict {
        Verdict::Passed(found) if found.is_empty() => ("ok  ", what),
        Verdict::Passed(found) => ("ok  ", format!("{what}: {}", shown(&found.join("; ")))),
        Verdict::Failed(reason) => ("FAIL", format!("{what}: {}", shown(reason))),
        Verdict::Broken(_) => ("FAIL", format!("{what}: cannot run, see below")),
    }
}

fn new(arguments: &New, console: &mut Console) {
    let Some(project) = project(&arguments.path, console) else { return };
    let name = &arguments.name;
    if !is_policy_name(name) {
        return console.problem(&CliError::PolicyName { name: name.clone() });
    }
    if is_device(name) {
        return console.problem(&CliError::DeviceName { name: name.clone() });
    }
    if project.settings.rule(name).is_some() {
        return console.problem(&CliError::RuleExists { name: name.clone() });
    }
    let named = project.settings.policies.value.as_deref().filter(|_| project.config.is_some());
    let folder = match named {
        None => POLICIES_FOLDER,
        Some([]) => {
            let reason = "the settings turn policies off, `policies = []`";
            return console.problem(&CliError::NoPolicyFolder { reason });
        }
        Some(named) => match named.iter().find(|named| !named.ends_with(".rego")) {
            Some(folder) => folder,
            None => {
                let reason = "`policies` in the settings names single files alone";
                return console.problem(&CliError::NoPolicyFolder { reason });
            }
        },
    };
    let current_dir = here::here();
    let folder = PathBuf::from(here::shown(&project.root.join(folder), &current_dir));
    let folder: PathBuf = folder.components().filter(|part| part.as_os_str() != ".").collect();
    let texts = new_policy(name);
    let files = [
        (folder.join(format!("{name}.rego")), texts.policy.as_str()),
        (folder.join(format!("{name}.md")), texts.page.as_str()),
        (folder.join(format!("{name}_test.rego")), texts.tests.as_str()),
    ];
    if !new_files::write_or_say(&files, "give the policy another name, or move these away", console) {
        return;
    }
    let paint = Paint(console.out.color);
    let mut rows = Vec::new();
    let each = ["what is demanded, in Rego", "its page: summary, level, examples", "a first test, in Rego"];
    for ((path, _), what) in files.iter().zip(each) {
        let path = sanitise(&path.display().to_string()).into_owned();
        rows.push(vec![(path, Paint::bold as table::Look), cell(what)]);
    }
    let is_here = arguments.path == Path::new(".");
    let at = if is_here {
        String::new()
    } else {
        format!(" --project {}", sanitise(&arguments.path.display().to_string()))
    };
    let next = [
        vec![
            cell(format!("vsdlint policy test {name}{at}")),
            cell("tries the examples on the page, and the test"),
        ],
        vec![cell("vsdlint check".to_owned()), cell(format!("runs `{name}` beside the other rules"))],
        vec![cell("vsdlint export --format json".to_owned()), cell("shows what a policy is given")],
    ];
    console.print(|out| {
        writeln!(out, "Written:")?;
        table::write(&rows, 2, paint, out)?;
        writeln!(out, "\nNext:")?;
        table::write(&next, 2, paint, out)?;
        writeln!(
            out,
            "\nChange the examples first, so that they show what is to be found, and then the rule."
        )
    });
}
