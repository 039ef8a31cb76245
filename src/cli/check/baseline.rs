//! `--baseline` and `--write-baseline`.

use std::io;
use std::path::{Path, PathBuf};

use miette::Diagnostic;
use vsdlint::baseline::{Baseline, Entry, KnownFindings};
use vsdlint::finding::Finding;
use vsdlint::paths::{clean, relative};
use vsdlint::project::{Bounded, DiscoverOptions, Project, read_bounded, resolved};

use super::Adopting;
use crate::cli::atomic_write::atomic_write;
use crate::cli::error::{CliError, Gone, Problems};
use crate::cli::guard;

/// The largest baseline that is read or written, in bytes: some 400,000 findings.
const MAX_BYTES: u64 = 64 << 20;

/// The text of the file at `path`; none where it is not there and is to be written. A pipe is none: whoever writes into it,
/// what a baseline says is relative to the folder that it lies in.
fn read(path: &Path, is_written: bool) -> Result<Option<String>, CliError> {
    let (error, help) = match read_bounded(path, MAX_BYTES) {
        Ok(Bounded::Bytes(bytes)) => return Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Ok(Bounded::TooLarge) => {
            let said = format!("it is larger than {MAX_BYTES} bytes, too large for a baseline");
            (io::Error::new(io::ErrorKind::InvalidInput, said), Some("name another file"))
        }
        Ok(Bounded::NotRegular) => {
            let said =
                "it is no regular file; a baseline is a file in the folder that its paths are relative to";
            let help = "name a file: `--baseline baseline.toml`";
            (io::Error::new(io::ErrorKind::InvalidInput, said), Some(help))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if is_written {
                return Ok(None);
            }
            (error, Some("`--write-baseline` writes it"))
        }
        Err(error) => (error, None),
    };
    Err(CliError::Baseline { path: path.display().to_string(), error, help })
}

/// The roots of projects that lie in no other one, sorted.
fn outermost(projects: &[Project]) -> Vec<&Path> {
    let mut roots: Vec<&Path> = projects.iter().map(|project| project.root.as_path()).collect();
    roots.sort_unstable();
    roots.dedup_by(|root, before| root.starts_with(before));
    roots
}

/// The baseline of a run.
pub struct BaselineFile {
    /// As it was named.
    path: PathBuf,
    /// The directory that it lies in, and not one that only a link to it lies in; absolute, links resolved.
    directory: PathBuf,
    baseline: Baseline,
    /// What it knows and no finding has come up for.
    pub left: KnownFindings,
    /// The baseline to write, if one is to be written.
    new: Option<Baseline>,
}

impl BaselineFile {
    /// Reads the baseline, if there is to be one.
    ///
    /// # Errors
    /// Where it cannot be read, and is not to be written anew.
    pub fn open(adopting: &Adopting, options: &DiscoverOptions) -> Result<Option<BaselineFile>, Problems> {
        let Some(path) = &adopting.baseline else { return Ok(None) };
        let name = || path.display().to_string();
        let is_written = adopting.write_baseline;
        if is_written && let Some(refusal) = guard::refusal_of_baseline(path) {
            return Err(vec![Box::new(refusal)]);
        }
        let text = match read(path, is_written) {
            Ok(text) => text,
            Err(problem) => return Err(vec![Box::new(problem)]),
        };
        let baseline = match text.map(|text| (Baseline::parse(&text, &name()), Baseline::is_one(&text))) {
            None => Baseline::default(),
            Some((Ok(baseline), _)) => baseline,
            // It is about to be written anew; what was never a baseline is not written over.
            Some((Err(_), true)) if is_written => Baseline::default(),
            Some((Err(error), _)) if is_written => return Err(vec![Box::new(error.where_it_is_written())]),
            Some((Err(error), _)) => return Err(vec![Box::new(error)]),
        };
        let place = resolved(&options.current_dir.join(path));
        let directory = place.parent().unwrap_or(Path::new("/"));
        let directory = directory.canonicalize().unwrap_or_else(|_| clean(directory));
        let left = baseline.known(&directory);
        let new = is_written.then(Baseline::default);
        Ok(Some(BaselineFile { path: path.clone(), directory, baseline, left, new }))
    }

    /// Gives for each finding of a project whether it is known, or will be. `path` gives the file of one; absolute.
    pub fn take(&mut self, findings: &[Finding], path: &dyn Fn(&Finding) -> PathBuf) -> Vec<bool> {
        let known = self.left.take(findings, path);
        let Some(new) = &mut self.new else { return known };
        let mut taken = Vec::with_capacity(findings.len());
        for finding in findings {
            let counts = finding.suppressed.is_none();
            if counts {
                new.add(&relative(&path(finding), &self.directory), finding);
            }
            taken.push(counts);
        }
        taken
    }

    /// Writes it, or reports what it knows and is gone. What lies in none of the `projects` stays and is not judged. Where not
    /// all of these was looked at, `gap` says why: then nothing is written, and nothing called gone.
    pub fn close(mut self, projects: &[Project], gap: Option<String>) -> Option<Box<dyn Diagnostic>> {
        let name = self.path.display().to_string();
        if let Some(why) = gap {
            let refusal = || Box::new(CliError::BaselineNotWritten { path: name, why }) as _;
            return self.new.is_some().then(refusal);
        }
        let place = |file: &str| clean(&self.directory.join(file));
        let roots = outermost(projects);
        let is_in_run = |file: &str| {
            let place = place(file);
            // Of roots apart from each other only the last before a place can hold it.
            let before = roots.partition_point(|&root| root <= place.as_path());
            before.checked_sub(1).is_some_and(|last| place.starts_with(roots[last]))
        };
        if let Some(mut new) = self.new.take() {
            self.baseline.retain(|file| !is_in_run(file));
            new.extend(self.baseline);
            let text = new.to_text();
            if text.len() as u64 > MAX_BYTES {
                let said = format!("it would be larger than {MAX_BYTES} bytes, and could not be read again");
                let error = io::Error::new(io::ErrorKind::FileTooLarge, said);
                return Some(Box::new(CliError::File { path: name, error }));
            }
            let written = atomic_write(&self.path, |out| out.write_all(text.as_bytes()));
            return written.err().map(|error| Box::new(CliError::File { path: name, error }) as _);
        }
        let mut gone = Vec::new();
        for Entry { fingerprint, rule, file, message, .. } in self.baseline.entries() {
            if is_in_run(file) && self.left.count(fingerprint, &place(file)) > 0 {
                let (rule, path, message) = (rule.to_owned(), file.to_owned(), message.to_owned());
                gone.push(Gone { rule, path, message });
            }
        }
        if gone.is_empty() { None } else { Some(Box::new(CliError::Stale { path: name, gone })) }
    }
}
