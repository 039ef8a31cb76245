//! A whole project, read and checked, for the commands that show what it says.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use vsdlint::draw::subject::{stream_named, stream_names};
use vsdlint::finding::Finding;
use vsdlint::model::{Model, ScopeId};
use vsdlint::project::{self, DiscoverOptions, Flags, Project, nearest_name, resolved};
use vsdlint::workspace::Workspace;

use super::console::Console;
use super::error::CliError;
use super::guard;
use super::judged;
use super::resolve::{self, Meant};
use super::watch::Watch;
use crate::threads;

/// Which project a command looks at.
#[derive(Debug, Args)]
pub struct WholeProject {
    /// The directory or file whose project to look at
    #[arg(long = "project", value_name = "PATH", default_value = ".")]
    path: PathBuf,
}

/// A project with its model and its findings.
pub struct Seen<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its model.
    pub model: &'a Model<'a>,
    /// All findings, suppressed ones among them.
    pub findings: &'a [Finding],
    /// The path of each file, relative to the project's root.
    pub relative: &'a [PathBuf],
    /// The files of the project, its settings and rules among them, which are never written over.
    inputs: HashSet<PathBuf>,
}

impl Seen<'_> {
    /// The stream that somebody means, by its name or alias.
    ///
    /// # Errors
    /// Where there is none.
    pub fn stream(&self, name: &str) -> Result<ScopeId, CliError> {
        if let Some(stream) = stream_named(name, self.model) {
            return Ok(stream);
        }
        let help =
            nearest_name(name, &stream_names(self.model)).map(|name| format!("did you mean `{name}`?"));
        Err(CliError::UnknownStream { name: name.to_owned(), help })
    }

    /// Has `write` write a file, which is there whole or as it was before, and shows why it is not written where that fails.
    /// Files of the project are never written over.
    pub fn write(
        &self,
        path: &Path,
        console: &mut Console,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) {
        guard::write(path, &self.inputs, console, write);
    }
}

impl WholeProject {
    /// Reads and checks the project, and lends what it found. Where there is no project, or its settings cannot be used,
    /// shows why and lends nothing. Files that cannot be read are shown and left out.
    pub fn show(&self, console: &mut Console, look: impl FnOnce(&mut Console, Seen<'_>)) {
        let Some(options) = resolve::options(&self.path, Flags::default(), console) else { return };
        self.read(&options, console, look);
    }

    /// The same, and again whenever a file of the project changes, until it is stopped; `written` is what is written then, and
    /// `since` the revision that is compared with.
    pub fn watch(
        &self,
        written: Option<&Path>,
        since: Option<&str>,
        console: &mut Console,
        mut look: impl FnMut(&mut Console, Seen<'_>),
    ) {
        let Some(options) = resolve::options(&self.path, Flags::default(), console) else { return };
        let watch = Watch {
            paths: std::slice::from_ref(&self.path),
            options: &options,
            also: None,
            since,
            written: written.map(Path::to_owned).into_iter().collect(),
        };
        threads::start(None);
        watch.run(console, |round| self.read(&options, round, &mut look));
    }

    fn read(
        &self,
        options: &DiscoverOptions,
        console: &mut Console,
        look: impl FnOnce(&mut Console, Seen<'_>),
    ) {
        let meant = Meant::by(&self.path, options);
        meant.tell(&self.path, options, console);
        let Some(project) = meant.project else { return };
        threads::start(threads::worth(std::slice::from_ref(&project)));
        let (read, problems) = project::read(&project, &options.overlay);
        for problem in &problems {
            console.problem(problem);
        }
        let (mut texts, mut relative) = (Vec::new(), Vec::new());
        for (index, text) in read {
            texts.push(text);
            relative.push(project.files[index].relative.clone());
        }
        let mut workspace = Workspace::new(&project.settings, texts, relative);
        workspace.with_model(|model, settings, relative: &[PathBuf]| {
            let findings = judged::findings(model, settings, relative, &project.policies, None, console);
            let files = project.files.iter().map(|file| file.path.clone());
            let others = project.settings_files.iter().chain(project.policies.paths());
            let inputs = files.chain(others.map(|path| resolved(path))).collect();
            look(console, Seen { project: &project, model, findings: &findings, relative, inputs });
        });
    }
}
