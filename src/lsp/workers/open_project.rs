//! A project with the texts that it has now.

use std::path::PathBuf;

use vsdlint::project::{self, Project, ReadProblem, Settings};
use vsdlint::source::Source;
use vsdlint::workspace::{ParsedSources, Workspace};

use super::task::{Assignment, TextChange};
use crate::lsp::convert::files::Files;

/// A project with the texts that it has now.
pub struct OpenProject<'p> {
    project: &'p Project,
    /// The texts with their trees.
    pub workspace: Workspace<'p>,
    /// The files as the client knows them.
    pub files: Files,
}

impl<'p> OpenProject<'p> {
    /// Reads the texts of a project, with what went wrong. Those that `parsed` holds already are not parsed again. What
    /// cannot be read counts as empty until somebody opens it.
    pub fn read(
        assignment: &'p Assignment,
        settings: &'p Settings,
        parsed: Option<ParsedSources>,
    ) -> (OpenProject<'p>, Vec<ReadProblem>) {
        let project = &assignment.project;
        let (read, problems) = project::read(project, &assignment.overlay);
        let mut files = Files::new(project, &assignment.documents);
        for (file, problem) in project::unread_files(project, &read, &problems) {
            if let Some(id) = files.find(&file.path) {
                files.note_unread(id, problem);
            }
        }
        let relative: Vec<PathBuf> = project.files.iter().map(|file| file.relative.clone()).collect();
        let texts = with_unread(project, read);
        let workspace = match parsed {
            Some(parsed) => Workspace::with_known(settings, texts, relative, parsed),
            None => Workspace::new(settings, texts, relative),
        };
        (OpenProject { project, workspace, files }, problems)
    }

    /// Gives a file its new text. One that is not part of the project is left.
    ///
    /// # Errors
    /// Where the file is not open and cannot be read. It counts as empty then, as it would have from the beginning.
    pub fn replace(&mut self, change: &TextChange) -> Result<(), ReadProblem> {
        let Some(file) = self.files.find(&change.path) else { return Ok(()) };
        let (text, outcome) = match &change.document {
            Some(document) => (document.text.clone(), Ok(())),
            None => match project::read_again(&self.project.files[file.index()]) {
                Ok(source) => (source.text, Ok(())),
                Err(problem) => (String::new(), Err(problem)),
            },
        };
        self.files.set(file, &change.path, change.document.as_ref());
        if let Err(problem) = &outcome {
            self.files.note_unread(file, problem);
        }
        if self.workspace.sources().get(file).text != text {
            self.workspace.replace(file, text);
        }
        outcome
    }
}

/// The texts of all files of `project`, of which `read` holds some with their indexes, ascending.
fn with_unread(project: &Project, read: Vec<(usize, Source)>) -> Vec<Source> {
    let mut read = read.into_iter().peekable();
    let mut all = Vec::with_capacity(project.files.len());
    for (index, file) in project.files.iter().enumerate() {
        let empty = || Source { path: file.display_path.clone(), text: String::new() };
        all.push(read.next_if(|&(next, _)| next == index).map_or_else(empty, |(_, source)| source));
    }
    all
}
