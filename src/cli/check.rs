//! `vsdlint check`: the main job.

use std::collections::HashSet;
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use miette::Diagnostic;
use vsdlint::finding::Finding;
use vsdlint::model::Model;
use vsdlint::output::{self, Ends, Format, Part, Report, RuleText, Statistics, Style};
use vsdlint::project::{self, DiscoverOptions, FailOn, Project};
use vsdlint::rules;
use vsdlint::source::Sources;

use super::console::{Console, Status};
use super::levels::LevelFlags;
use super::outputs::{self, Output, OutputParser};
use super::problem::Problem;
use super::progress::Progress;
use super::replace::replace;
use super::settings_of::current_dir;
use super::usage;

const EXAMPLES: &str = "\
Examples:
  vsdlint check                             the project in this directory
  vsdlint check streams/restore.vsd         report only what concerns this file
  vsdlint check --fail-on warn              let warnings fail the run as well
  vsdlint check -W late-input -A self-flow  one rule only warns, another is off
  vsdlint check --output full --output sarif=vsdlint.sarif

A project is the directory of the nearest vsdlint.toml, and all its files are read whichever are named: \
an output taken out of one file breaks an input in another. Naming paths selects whose findings are \
reported. Without a vsdlint.toml the named paths are the project.

Exit status: 0 nothing at or above the level of --fail-on, 1 findings, 2 something went wrong.";

/// Check value streams and the value chain for mistakes
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Files and directories whose findings to report [default: the working directory]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Write a report in this format, to FILE or to standard output; may be repeated [default: full]
    #[arg(short, long = "output", value_name = "FORMAT[=FILE]", value_parser = OutputParser)]
    outputs: Vec<Output>,

    /// The lowest level of a finding that makes the exit status 1 [default: that of vsdlint.toml, else error]
    #[arg(long, value_name = "LEVEL", value_parser = fail_on())]
    fail_on: Option<FailOn>,

    /// Say how often each rule speaks and how many inputs and outputs meet
    #[arg(long)]
    statistics: bool,

    /// Write no report to standard output, and nothing but errors to standard error
    #[arg(short, long, conflicts_with = "statistics")]
    quiet: bool,

    /// Accept that there is nothing to check
    #[arg(long)]
    allow_empty: bool,

    /// Leave out paths that vsdlint.toml or .gitignore exclude, even where they are named (for hooks)
    #[arg(long)]
    force_exclude: bool,

    /// How many threads to use [default: as many as there are processor cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,

    #[command(flatten)]
    levels: LevelFlags,
}

fn fail_on() -> impl TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(FailOn::ALL.map(|(word, _)| word)).map(|given| {
        let found = FailOn::ALL.iter().find(|(word, _)| *word == given);
        found.map_or(FailOn::Never, |&(_, fail_on)| fail_on)
    })
}

/// What was found in one project.
struct Checked {
    sources: Sources,
    findings: Vec<Finding>,
    statistics: Statistics,
}

/// All that a run found.
#[derive(Default)]
struct Run {
    checked: Vec<Checked>,
    /// What went wrong, in the order in which it did.
    problems: Vec<Box<dyn Diagnostic>>,
    /// For each rule whether it could have spoken.
    spoke: Vec<bool>,
    /// All files that were read, links resolved, if reports are to be written to files.
    inputs: HashSet<PathBuf>,
    status: Status,
}

/// Does it.
pub fn run(arguments: &Arguments, console: &mut Console) {
    console.quiet = arguments.quiet;
    let outputs = match outputs::plan(&arguments.outputs) {
        Ok(outputs) => outputs,
        Err(error) => return console.raise(usage::show(&error)),
    };
    let Some(flags) = arguments.levels.resolve(console) else { return };
    let Some(current_dir) = current_dir(console) else { return };
    if let Some(threads) = arguments.threads {
        // It fails only where a pool is there already, and this is the first use of it.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
    }
    let options = DiscoverOptions {
        current_dir,
        force_exclude: arguments.force_exclude,
        allow_empty: arguments.allow_empty,
        flags,
    };
    let progress = Progress::new(console.err, arguments.quiet);
    let run = look(arguments, &options, outputs.iter().any(|output| output.file.is_some()), &progress);
    drop(progress);
    report(&run, &outputs, arguments, console);
    // Last, so that a long report does not carry them out of sight.
    if !run.problems.is_empty() && console.out.is_terminal && console.err.is_terminal {
        console.note(|err| writeln!(err));
    }
    for problem in &run.problems {
        console.problem(problem.as_ref());
    }
    console.raise(run.status);
}

/// Finds the projects and checks them one by one.
fn look(arguments: &Arguments, options: &DiscoverOptions, to_files: bool, progress: &Progress) -> Run {
    let infos = rules::infos();
    let discovery = project::discover(&arguments.paths, options, infos);
    let mut run = Run { spoke: vec![false; infos.len()], ..Run::default() };
    run.problems
        .extend(discovery.problems.into_iter().map(|problem| Box::new(problem) as Box<dyn Diagnostic>));
    for project in discovery.projects {
        if to_files {
            let config = project.config.iter();
            let files = project.files.iter().map(|file| &file.path);
            run.inputs.extend(files.chain(config).map(|path| outputs::identity(path)));
        }
        for (rule, spoke) in run.spoke.iter_mut().enumerate() {
            *spoke |= project.settings.can_run(rule);
        }
        let (checked, problems) = check(&project, progress);
        run.problems.extend(problems.into_iter().map(|problem| Box::new(problem) as Box<dyn Diagnostic>));
        let fail_on = arguments.fail_on.unwrap_or(project.settings.fail_on.value);
        let fails = |finding: &Finding| finding.suppressed.is_none() && fail_on.fails(finding.level);
        if checked.findings.iter().any(fails) {
            run.status = Status::Findings;
        }
        run.checked.push(checked);
    }
    run
}

/// Checks one project, and keeps what concerns the selected files.
fn check(project: &Project, progress: &Progress) -> (Checked, Vec<project::ReadProblem>) {
    let count = |count: usize| format!("{count} {}", if count == 1 { "file" } else { "files" });
    progress.say(|| format!("reading {}", count(project.files.len())));
    let (read, problems) = project::read(project);
    let mut sources = Vec::with_capacity(read.len());
    let mut relative = Vec::with_capacity(read.len());
    let mut selected = Vec::with_capacity(read.len());
    for (index, source) in read {
        let file = &project.files[index];
        relative.push(file.relative.clone());
        selected.push(file.selected);
        sources.push(source);
    }
    progress.say(|| format!("checking {}", count(sources.len())));
    let sources = Sources::new(sources);
    let model = Model::new(&sources);
    let mut findings = rules::check(&model, &project.settings, &relative);
    let concerns = |finding: &Finding| {
        finding.labels().any(|label| selected.get(label.place.file.index()).is_some_and(|&selected| selected))
    };
    findings.retain(concerns);
    let (inputs, outputs) = (model.matching.inputs, model.matching.outputs);
    let texts = sources.as_slice().iter().zip(&selected).filter(|&(_, &selected)| selected);
    let statistics = Statistics {
        files: texts.clone().count(),
        bytes: texts.map(|(source, _)| source.text.len() as u64).sum(),
        inputs: Ends { met: inputs.met, total: inputs.total },
        outputs: Ends { met: outputs.met, total: outputs.total },
    };
    drop(model);
    (Checked { sources, findings, statistics }, problems)
}

/// Writes the reports, the one on standard output last: whoever reads it can stop when it is enough.
fn report(run: &Run, outputs: &[Output], arguments: &Arguments, console: &mut Console) {
    let rules = rule_texts(&run.spoke);
    let parts = run.checked.iter().map(|checked| Part {
        sources: &checked.sources,
        findings: &checked.findings,
        statistics: &checked.statistics,
    });
    let report = Report { parts: parts.collect(), rules: &rules };
    for Output { format, file } in outputs {
        let Some(file) = file else { continue };
        let path = || file.display().to_string();
        if run.inputs.contains(&outputs::identity(file)) {
            console.problem(&Problem::OverInput { path: path() });
            continue;
        }
        let written = replace(file, |out| output::write(*format, &report, &Style::default(), out));
        if let Err(error) = written {
            console.problem(&Problem::File { path: path(), error });
        }
    }
    let printed = outputs.iter().find(|output| output.file.is_none()).map(|output| output.format);
    let printed = printed.filter(|_| !arguments.quiet);
    let says_none = |format| matches!(format, Format::Full | Format::Github);
    if let Some(format) = printed.filter(|&format| !says_none(format) || !is_vain(run)) {
        let style = Style { color: console.out.color, width: console.out.width };
        console.print(|out| output::write(format, &report, &style, out));
    }
    if arguments.statistics {
        match printed {
            Some(Format::Full | Format::Concise) => console.print(|out| {
                writeln!(out)?;
                output::write_statistics(&report, out)
            }),
            _ => console.note(|err| output::write_statistics(&report, err)),
        }
    }
}

/// Whether nothing was checked because something went wrong: "no findings" would be a lie.
fn is_vain(run: &Run) -> bool {
    !run.problems.is_empty() && run.checked.iter().all(|checked| checked.statistics.files == 0)
}

/// The rules that could have spoken, by name.
fn rule_texts(spoke: &[bool]) -> Vec<RuleText<'static>> {
    let pages = rules::pages().iter().zip(spoke).filter(|&(_, &spoke)| spoke);
    let text = |page: &'static rules::Page| RuleText {
        name: page.name,
        level: page.level,
        summary: &page.summary,
        group: &page.group,
        page: page.body,
    };
    let mut texts: Vec<_> = pages.map(|(page, _)| text(page)).collect();
    texts.sort_unstable_by_key(|text| text.name);
    texts
}
