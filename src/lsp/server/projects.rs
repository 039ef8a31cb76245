//! Which projects there are, and who works on each.

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::Instant;

use vsdlint::project::{DiscoverOptions, Project, Unsaved, discover};
use vsdlint::rules;

use super::Server;
use crate::lsp::convert::diagnostics;
use crate::lsp::watch::Watch;
use crate::lsp::workers::worker::{Task, WorkerHandle};

impl Server {
    /// Looks for projects, and gives each a worker.
    pub(super) fn look(&mut self) {
        self.stale = None;
        // Whatever is read is watched before, so that no change falls in between.
        if let Some(watch) = &mut self.watch {
            watch.follow(self.folders.iter());
        }
        let mut unsaved = Unsaved::default();
        for (path, document) in self.documents.iter() {
            unsaved.insert(path, document.text.clone().into_bytes());
        }
        let projects = self.find(&unsaved);
        let mut old: Vec<WorkerHandle> = std::mem::take(&mut self.workers);
        let stays = |worker: &WorkerHandle| {
            projects.iter().any(|project| worker.root == project.root && worker.config == project.config)
        };
        if projects.len() != old.len() || !old.iter().all(stays) {
            // A file may be another's now. Whoever spoke of it takes that back before anybody else speaks.
            old.drain(..).for_each(WorkerHandle::close);
        }
        self.homes.clear();
        for project in projects {
            let at = self.workers.len();
            self.homes.extend(project.files.iter().map(|file| (file.path.clone(), at)));
            let known =
                old.iter().position(|worker| worker.root == project.root && worker.config == project.config);
            let worker = match known {
                Some(known) => old.swap_remove(known),
                None => WorkerHandle::open(&project, self.client, self.requests.clone(), self.sender.clone()),
            };
            let documents = self.documents.iter().map(|(path, document)| (path.clone(), document.clone()));
            worker.give(Task::Project(Box::new(project), documents.collect(), unsaved.clone()));
            self.workers.push(worker);
        }
        let is_new = |watch: &mut Watch| watch.follow(self.workers.iter().map(|worker| &worker.root));
        if self.watch.as_mut().is_some_and(is_new) {
            self.stale = Some(Instant::now());
        }
    }

    /// All projects of the folders and of the open documents, no two with one file.
    fn find(&mut self, unsaved: &Unsaved) -> Vec<Project> {
        let mut options = DiscoverOptions::new(self.folders.first().cloned().unwrap_or_default());
        options.force_exclude = true;
        options.allow_empty = true;
        options.unsaved = unsaved.clone();
        let mut found: Vec<Project> = Vec::new();
        let mut problems = Vec::new();
        let mut known: HashSet<PathBuf> = HashSet::new();
        let alone = self.documents.iter().map(|(path, _)| path);
        let alone = alone.filter(|path| !self.folders.iter().any(|folder| path.starts_with(folder)));
        for path in self.folders.iter().chain(alone) {
            if known.contains(path) {
                continue;
            }
            let discovery = discover(std::slice::from_ref(path), &options, rules::infos());
            for project in discovery.projects {
                let mut files = project.files.iter().map(|file| &file.path).peekable();
                if files.peek().is_some() && files.all(|file| !known.contains(file)) {
                    known.extend(project.files.iter().map(|file| file.path.clone()));
                    found.push(project);
                }
            }
            problems.extend(discovery.problems);
        }
        let broken = diagnostics::of_settings(&problems, &options.current_dir, self.client.encoding);
        for gone in self.broken.iter().filter(|uri| !broken.iter().any(|(other, _)| other == *uri)) {
            self.send(diagnostics::publish(gone, None, &[]));
        }
        self.broken = broken.iter().map(|(uri, _)| uri.clone()).collect();
        for (uri, found) in broken {
            self.send(diagnostics::publish(&uri, None, &found));
        }
        found
    }
}
