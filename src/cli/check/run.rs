//! Finds the projects, checks them one by one, and fixes what is to be fixed.

use std::collections::HashSet;
use std::path::PathBuf;

use miette::{Diagnostic, Severity};
use vsdlint::baseline::KnownFindings;
use vsdlint::finding::Finding;
use vsdlint::fix::{self, FixFilter, Fixed, RefusalReason};
use vsdlint::output::Statistics;
use vsdlint::policy;
use vsdlint::project::{self, DiscoverOptions, FoundFile, Project};
use vsdlint::rule::{RuleId, RuleMetadata};
use vsdlint::rules;
use vsdlint::source::Sources;
use vsdlint::text::{backquoted, few_listed};
use vsdlint::workspace::{CheckResult, Workspace};

use super::baseline::BaselineFile;
use super::since::{Past, Since};
use super::{Action, Arguments};
use crate::cli::changes::Change;
use crate::cli::console::Status;
use crate::cli::error::{CliError, Problems};
use crate::cli::here::{discover, shown};
use crate::cli::past;
use crate::cli::progress::Progress;
use crate::cli::target::Target;
use crate::threads;

/// All that a run found.
#[derive(Default)]
pub struct Run {
    /// What is to be reported of each project.
    pub parts: Vec<Part>,
    /// What went wrong, in the order in which it did.
    pub problems: Problems,
    /// The files whose text is not known, as people know them.
    unread: Vec<String>,
    /// For each built-in rule whether it could have spoken.
    pub spoke: Vec<bool>,
    /// The projects' own rules that could have spoken.
    pub own: Vec<RuleMetadata>,
    /// All files that were read, links resolved, if reports are to be written to files.
    pub inputs: HashSet<PathBuf>,
    /// What fixing would change, where that is only to be shown.
    pub changes: Vec<Change>,
    /// How the run ends.
    pub status: Status,
}

/// What is to be reported of one project.
pub struct Part {
    pub sources: Sources,
    pub findings: Vec<Finding>,
    pub statistics: Statistics,
}

/// Looks for projects and checks them; `to_files` tells whether reports go to files.
pub fn look(arguments: &Arguments, options: &DiscoverOptions, to_files: bool, progress: &Progress) -> Run {
    let infos = rules::metadata();
    let discovery = discover(arguments.paths(), options);
    let mut run = Run { spoke: vec![false; infos.len()], ..Run::default() };
    run.note(discovery.problems);
    let projects = discovery.projects;
    threads::start(arguments.threads().or_else(|| threads::worth(&projects)));
    let known = BaselineFile::open(&arguments.adopting, options)
        .and_then(|baseline| Ok((baseline, Past::check_out(arguments, &projects, options, progress)?)));
    let (mut baseline, mut past) = match known {
        Ok(known) => known,
        // Without it every finding would look like a new one.
        Err(problems) => {
            run.problems.extend(problems);
            return run;
        }
    };
    let mut since = Since::check(&mut past);
    for project in &projects {
        if to_files {
            let settings = project.settings_files.iter();
            let files = project.files.iter().map(|file| &file.path);
            let policies = project.policies.paths();
            run.inputs.extend(files.chain(settings).chain(policies).map(|path| project::resolved(path)));
        }
        for (rule, spoke) in run.spoke.iter_mut().enumerate() {
            *spoke |= project.settings.can_run(RuleId::new(rule));
        }
        let table = project.settings.table();
        for rule in table.own_ids().filter(|&rule| project.settings.can_run(rule)) {
            run.own.push(table[rule].clone());
        }
        progress.say(|| format!("checking {} files", project.files.len()));
        let part = run.check(project, arguments, options, &mut baseline, &mut since);
        let fail_on = arguments.fail_on.unwrap_or(project.settings.fail_on.value);
        let fails = |finding: &Finding| finding.suppressed.is_none() && fail_on.fails(finding.level);
        if !arguments.fixing.diff && part.findings.iter().any(fails) {
            run.status = Status::Findings;
        }
        run.parts.push(part);
    }
    if !run.changes.is_empty() {
        run.status = Status::Findings;
    }
    let gap = run.gap();
    run.problems.extend(baseline.and_then(|baseline| baseline.close(&projects, gap)));
    run
}

/// The files of a project that could be read, by the ids of their texts.
struct Files<'p>(Vec<&'p FoundFile>);

impl Files<'_> {
    /// The file that a finding is in; absolute.
    fn path(&self, finding: &Finding) -> PathBuf {
        self.0[finding.primary.place.file.index()].path.clone()
    }

    /// Whether a finding has to do with what was named.
    fn is_selected(&self, finding: &Finding) -> bool {
        finding.labels().any(|label| self.0[label.place.file.index()].selected)
    }

    /// What to say of the files with findings that could not be read at `revision`.
    fn unknown(&self, reported: &[Finding], since: &Since<'_>, revision: &str) -> Vec<CliError> {
        let mut told = HashSet::new();
        let mut problems = Vec::new();
        for finding in reported {
            let file = self.0[finding.primary.place.file.index()];
            if finding.suppressed.is_none() && since.unread.contains(&file.path) && told.insert(&file.path) {
                let (path, revision) = (file.display_path.display().to_string(), revision.to_owned());
                problems.push(CliError::UnknownSince { path, revision });
            }
        }
        problems
    }

    /// Of each finding whether it is to be fixed: it would be reported, as neither the baseline nor the past knows it.
    fn wanted(
        &self,
        findings: &[Finding],
        in_baseline: Option<&KnownFindings>,
        in_since: &KnownFindings,
    ) -> Vec<bool> {
        let path = |finding: &Finding| self.path(finding);
        let in_baseline = in_baseline.cloned().unwrap_or_default().take(findings, &path);
        let in_since = in_since.clone().take(findings, &path);
        let mut wanted = Vec::with_capacity(findings.len());
        for (at, finding) in findings.iter().enumerate() {
            wanted.push(!in_baseline[at] && !in_since[at] && self.is_selected(finding));
        }
        wanted
    }
}

impl Run {
    fn note<P: Diagnostic + 'static>(&mut self, problems: impl IntoIterator<Item = P>) {
        self.problems.extend(problems.into_iter().map(|problem| Box::new(problem) as Box<dyn Diagnostic>));
    }

    /// Why what is missing may not be gone, if so: not all that belongs to the projects was looked at.
    fn gap(&self) -> Option<String> {
        if !self.unread.is_empty() {
            return Some(format!("{} could not be read", few_listed(&backquoted(&self.unread), "and")));
        }
        for problem in &self.problems {
            if problem.severity().unwrap_or(Severity::Error) == Severity::Error {
                return Some("not all of the model could be looked at".to_owned());
            }
        }
        None
    }

    /// Checks one project, fixes what is to be fixed, and keeps what is to be reported.
    fn check(
        &mut self,
        project: &Project,
        arguments: &Arguments,
        options: &DiscoverOptions,
        baseline: &mut Option<BaselineFile>,
        since: &mut Since<'_>,
    ) -> Part {
        let (read, problems) = project::read(project, &options.overlay);
        let left_out = past::left_out(&project.root);
        let is_whole =
            left_out.is_none() && problems.iter().all(|problem| problem.severity() != Severity::Error);
        for (file, _) in project::unread_files(project, &read, &problems) {
            self.unread.push(file.display_path.display().to_string());
        }
        self.note(problems);
        if let Some((paths, problem)) = left_out {
            for path in paths {
                self.unread.push(shown(&project.root.join(path), &options.current_dir));
            }
            self.note([problem]);
        }
        let (mut files, mut texts, mut relative) = (Vec::new(), Vec::new(), Vec::new());
        for (index, text) in read {
            let file = &project.files[index];
            files.push(file);
            texts.push(text);
            relative.push(file.relative.clone());
        }
        let files = Files(files);
        let then = since.take(&project.root);
        let was_there = then.is_some();
        let workspace = match then {
            Some(then) => Workspace::with_known(&project.settings, texts, relative, then.into_parsed()),
            None => Workspace::new(&project.settings, texts, relative),
        };
        self.note(project.policies.problems.iter().cloned());
        let own = policy::own_rules(&project.policies, &project.settings);
        let workspace = workspace.with_own_rules(own.as_deref());
        let mut action = arguments.fixing.action();
        if action.is_some() && !is_whole {
            // What seems to be missing may stand in the file that cannot be read.
            self.note([CliError::NotFixed { path: project.root.display().to_string() }]);
            action = None;
        }
        let (sources, checked, fixed) = match action {
            None => {
                let (sources, checked) = workspace.into_result();
                (sources, checked, 0)
            }
            Some(action) => {
                let in_baseline = baseline.as_ref().map(|baseline| &baseline.left);
                let targets: Vec<Target<'_>> =
                    files.0.iter().map(|file| Target::new(file, project)).collect();
                let filter = FixFilter {
                    wanted: &|findings| files.wanted(findings, in_baseline, &since.known),
                    locked: &|file| targets[file.index()].lock().is_some(),
                };
                self.apply_fixes(action, workspace, &filter, &targets, arguments.fixing.diff)
            }
        };
        let CheckResult { findings, failures, inputs, outputs } = checked;
        self.note(failures);
        let path = |finding: &Finding| files.path(finding);
        let in_baseline = baseline.as_mut().map(|baseline| baseline.take(&findings, &path));
        let in_since = since.known.take(&findings, &path);
        let mut reported = Vec::with_capacity(findings.len());
        let mut known = 0;
        for (at, finding) in findings.into_iter().enumerate() {
            if !files.is_selected(&finding) {
                continue;
            }
            if in_since[at] || in_baseline.as_ref().is_some_and(|known| known[at]) {
                known += 1;
            } else {
                reported.push(finding);
            }
        }
        if let Some(revision) = since.revision {
            self.note(files.unknown(&reported, since, revision));
        }
        if let Some(revision) = since.revision
            && !was_there
            && !reported.is_empty()
        {
            let (path, revision) = (project.root.display().to_string(), revision.to_owned());
            self.note([CliError::NothingSince { path, revision }]);
        }
        let mut statistics = Statistics { files: 0, bytes: 0, known, fixed, inputs, outputs };
        for (source, file) in sources.as_slice().iter().zip(&files.0) {
            if file.selected {
                statistics.files += 1;
                statistics.bytes += source.text.len() as u64;
            }
        }
        Part { sources, findings: reported, statistics }
    }

    /// Fixes, and writes what changed or keeps it to be shown. Gives what is there then, and how much was fixed.
    fn apply_fixes(
        &mut self,
        action: Action<'_>,
        mut workspace: Workspace<'_>,
        filter: &FixFilter<'_>,
        targets: &[Target<'_>],
        only_show: bool,
    ) -> (Sources, CheckResult, usize) {
        let (Fixed { checked, count, refused, changed }, is_fix) = match action {
            Action::Allow(reason) => (fix::allow(&mut workspace, reason, filter), false),
            Action::Fix(applicability) => (fix::apply_fixes(&mut workspace, applicability, filter), true),
        };
        let mut locked = HashSet::new();
        for refused in refused {
            match refused.reason {
                RefusalReason::Locked(file) if locked.insert(file) => self.note(targets[file.index()].lock()),
                RefusalReason::Locked(_) => {}
                reason => self.note([CliError::refused(&refused.finding, reason, workspace.sources())]),
            }
        }
        let sources = workspace.into_sources();
        for (file, before) in changed {
            let target = &targets[file.index()];
            let after = &sources.get(file).text;
            if only_show {
                self.changes.push(Change { path: target.shown(), before, after: after.clone() });
            } else {
                let written = target.write(&before, after);
                self.note(written.unwrap_or_else(Some));
            }
        }
        (sources, checked, if is_fix { count } else { 0 })
    }
}
