//! Which projects there are, and who works on each.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use vsdlint::project::{DiscoverOptions, Overlay, Project, discover};
use vsdlint::rules;

use super::state::Server;
use crate::lsp::convert::diagnostics;
use crate::lsp::workers::handle::{Identity, WorkerHandle};
use crate::lsp::workers::task::{Assignment, Task};

impl Server {
    /// Looks for projects, and gives each to a worker.
    pub fn rediscover(&mut self) {
        self.rediscover_at = None;
        // Whatever is read is watched before, so that no change falls in between.
        if let Some(watch) = &mut self.watch {
            watch.follow(self.folders.paths());
        }
        let mut overlay = Overlay::default();
        for (path, document) in self.documents.iter() {
            overlay.insert(path, document.text.clone().into_bytes());
        }
        let (projects, governing) = self.find(&overlay);
        let is_watched_anew = self.watch_files_of(&projects, &governing);
        let mut idle = self.keep_workers(&projects);
        self.worker_of.clear();
        let documents = self.documents.iter().map(|(path, document)| (path.clone(), document.clone()));
        let documents = Arc::new(documents.collect());
        for project in projects {
            let at = self.workers.len();
            self.worker_of.extend(project.files.iter().map(|file| (file.path.clone(), at)));
            let known = idle.get_mut(&Identity::of(&project)).and_then(VecDeque::pop_front);
            let mut worker = known.unwrap_or_else(|| {
                WorkerHandle::start(&project, self.client, self.requests.clone(), self.sender.clone())
            });
            worker.rules = project.settings.table().clone();
            let (documents, overlay) = (Arc::clone(&documents), overlay.clone());
            let assignment = Assignment { project, documents, overlay };
            worker.give(Task::Project(Box::new(assignment)));
            self.workers.push(worker);
        }
        let roots = self.workers.iter().map(|worker| &worker.identity.root);
        if self.watch.as_mut().is_some_and(|watch| watch.follow(roots)) || is_watched_anew {
            self.rediscover_now();
        }
    }

    /// Takes the workers of before, for those of `projects` that they know. If any project has come or gone, all are let
    /// go of. What was never saved lies in one folder that is nowhere, so one identity may be that of many.
    fn keep_workers(&mut self, projects: &[Project]) -> HashMap<Identity, VecDeque<WorkerHandle>> {
        let workers = std::mem::take(&mut self.workers);
        let mut known: Vec<Identity> = workers.iter().map(|worker| worker.identity.clone()).collect();
        let mut wanted: Vec<Identity> = projects.iter().map(Identity::of).collect();
        known.sort_unstable();
        wanted.sort_unstable();
        let mut idle: HashMap<Identity, VecDeque<WorkerHandle>> = HashMap::new();
        for worker in workers {
            if known == wanted {
                idle.entry(worker.identity.clone()).or_default().push_back(worker);
            } else {
                // A file may be another's now. Whoever spoke of it takes that back before anybody else speaks.
                worker.close();
            }
        }
        idle
    }

    /// All projects of the folders and of the open documents, no two with one file; and the files that decide what is read
    /// and how, of those as well that cannot be used.
    fn find(&mut self, overlay: &Overlay) -> (Vec<Project>, BTreeSet<PathBuf>) {
        let mut options = DiscoverOptions::new(self.folders.paths().next().cloned().unwrap_or_default());
        options.force_exclude = true;
        options.allow_empty = true;
        options.allow_nowhere = true;
        options.overlay = overlay.clone();
        let mut found: Vec<Project> = Vec::new();
        let mut problems = Vec::new();
        let mut governing = BTreeSet::new();
        let mut known: HashSet<PathBuf> = HashSet::new();
        for path in self.starting_points() {
            if known.contains(&path) {
                continue;
            }
            let discovery = discover(std::slice::from_ref(&path), &options, rules::metadata());
            governing.append(&mut discovery.governing());
            problems.extend(discovery.problems);
            for project in discovery.projects {
                let has_known = project.files.iter().any(|file| known.contains(&file.path));
                if project.files.is_empty() || has_known {
                    continue;
                }
                known.extend(project.files.iter().map(|file| file.path.clone()));
                found.push(project);
            }
        }
        let broken = diagnostics::of_settings(&problems, &options.current_dir, self.client.encoding);
        self.settings_publisher.publish_settings(broken);
        (found, governing)
    }

    /// The folders that are open, and the open documents outside them.
    fn starting_points(&self) -> Vec<PathBuf> {
        let mut points: Vec<PathBuf> = self.folders.paths().cloned().collect();
        for (path, _) in self.documents.iter() {
            if !self.folders.hold(path) {
                points.push(path.clone());
            }
        }
        points
    }
}
