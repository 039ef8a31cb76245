//! The files of one project, each taken once: a link to a file that is there already adds nothing.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Gathers the files of a project.
pub(super) struct FileSet {
    /// Regular files found by walking, sorted by their bytes.
    found: Vec<PathBuf>,
    /// Files taken besides.
    more: Vec<PathBuf>,
    /// What the files taken besides are, links resolved.
    identities: HashSet<PathBuf>,
    /// Files of both kinds that were named.
    named: HashSet<PathBuf>,
}

impl FileSet {
    /// Begins with the regular files that a walk found.
    pub fn new(mut found: Vec<PathBuf>) -> FileSet {
        sort(&mut found);
        FileSet { found, more: Vec::new(), identities: HashSet::new(), named: HashSet::new() }
    }

    fn is_found(&self, path: &Path) -> bool {
        self.found.binary_search_by(|found| bytes(found).cmp(bytes(path))).is_ok()
    }

    /// Takes named files, each with what it links to, but for those that `skip` leaves out.
    pub fn add_named(&mut self, files: &[(PathBuf, Option<PathBuf>)], mut skip: impl FnMut(&Path) -> bool) {
        let (links, plain): (Vec<_>, Vec<_>) = files.iter().partition(|(_, target)| target.is_some());
        for (path, target) in plain.into_iter().chain(links) {
            let identity = target.as_ref().unwrap_or(path);
            if self.is_found(identity) {
                self.named.insert(identity.clone());
            } else if !skip(path) && self.identities.insert(identity.clone()) {
                self.named.insert(path.clone());
                self.more.push(path.clone());
            }
        }
    }

    /// Takes links that a walk found, if they lead to a regular file below `root`. Gives the others, each with
    /// what it leads to, in words.
    pub fn add_links(&mut self, links: Vec<PathBuf>, root: &Path) -> Vec<(PathBuf, &'static str)> {
        let mut skipped = Vec::new();
        for link in links {
            match target(&link, root) {
                Ok(target) if self.is_found(&target) => {}
                Ok(target) => {
                    if self.identities.insert(target) {
                        self.more.push(link);
                    }
                }
                // A link that was named is taken already, wherever it leads.
                Err(_) if self.named.contains(&link) => {}
                Err(words) => skipped.push((link, words)),
            }
        }
        skipped
    }

    /// All files, sorted by their bytes, and those that were named.
    pub fn finish(self) -> (Vec<PathBuf>, HashSet<PathBuf>) {
        let mut files = self.found;
        if !self.more.is_empty() {
            files.extend(self.more);
            sort(&mut files);
        }
        (files, self.named)
    }
}

fn target(link: &Path, root: &Path) -> Result<PathBuf, &'static str> {
    let Ok(target) = link.canonicalize() else { return Err("nothing that can be read") };
    if !target.starts_with(root) {
        return Err("a place outside the project");
    }
    match fs::metadata(&target) {
        Ok(kind) if kind.is_file() => Ok(target),
        _ => Err("no regular file"),
    }
}

fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

fn sort(paths: &mut Vec<PathBuf>) {
    paths.sort_unstable_by(|one, other| bytes(one).cmp(bytes(other)));
    paths.dedup();
}
