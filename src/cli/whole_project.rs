//! A whole project, read and checked, for the commands that show what it says.

use std::path::PathBuf;

use clap::Args;
use vsdlint::draw::names::{alias_of, name_of};
use vsdlint::finding::Finding;
use vsdlint::model::declared::Thing;
use vsdlint::model::{Model, ScopeId};
use vsdlint::project::{self, DiscoverOptions, Flags, Project, nearest_name};
use vsdlint::rules;
use vsdlint::syntax::words::normalize;
use vsdlint::workspace::Workspace;

use super::console::Console;
use super::error::CliError;
use super::resolve;

/// Which project a command looks at.
#[derive(Debug, Args)]
pub struct WholeProject {
    /// The directory or file whose project to look at
    #[arg(long = "project", value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
}

/// A project with its model and its findings.
pub struct Seen<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its model.
    pub model: &'a Model<'a>,
    /// All findings, suppressed ones among them.
    pub findings: &'a [Finding],
}

impl Seen<'_> {
    /// The stream that somebody means, by its name or alias.
    ///
    /// # Errors
    /// Where there is none.
    pub fn stream(&self, name: &str) -> Result<ScopeId, CliError> {
        let model = self.model;
        let mut words = String::new();
        normalize(name, &mut words);
        if let Some(name) = model.find_name(&words)
            && let Some(Thing::Stream(stream)) = model.declared().end(name)
        {
            return Ok(stream);
        }
        let mut known = Vec::new();
        for &statement in model.declared().streams() {
            known.push(name_of(model, statement));
            known.extend(alias_of(model, statement));
        }
        let help = nearest_name(name, &known).map(|name| format!("did you mean `{name}`?"));
        Err(CliError::UnknownStream { name: name.to_owned(), help })
    }
}

impl WholeProject {
    /// How the project is looked up.
    pub fn options(&self, console: &mut Console) -> Option<DiscoverOptions> {
        resolve::options(&self.path, Flags::default(), console)
    }

    /// Reads and checks the project, and lends what it found. Where there is no project, or its settings cannot be used,
    /// shows why and gives nothing. Files that cannot be read are shown and left out.
    pub fn read<R>(
        &self,
        options: &DiscoverOptions,
        console: &mut Console,
        look: impl FnOnce(&mut Console, Seen<'_>) -> R,
    ) -> Option<R> {
        let (project, _) = resolve::project(&self.path, options, console)?;
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
        Some(workspace.with_model(|model, settings, relative: &[PathBuf]| {
            let findings = rules::check(model, settings, relative);
            look(console, Seen { project: &project, model, findings: &findings })
        }))
    }
}
