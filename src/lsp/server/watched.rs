//! Which files are watched: models, settings and policies wherever they are, and what projects read besides.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use vsdlint::project::{CONFIG_NAME, POLICIES_FOLDER, Project};

use super::state::Server;
use crate::lsp::convert::uri;
use crate::lsp::watch::Besides;

/// What a client watches in all its folders.
pub const EVERYWHERE: [&str; 5] =
    ["**/*.[vV][sS][dD]", "**/*.toml", "**/.gitignore", "**/*.rego", "**/policies/*.md"];

/// The name of that registration.
pub const EVERYWHERE_ID: &str = "vsdlint-files";

/// The name of the registration of what projects read besides.
const BESIDES_ID: &str = "vsdlint-files-besides";

const METHOD: &str = "workspace/didChangeWatchedFiles";

impl Server {
    /// Has the client watch for these.
    pub fn register_watchers(&mut self, id: &str, watchers: &[Value]) {
        let registration = json!({ "id": id, "method": METHOD, "registerOptions": { "watchers": watchers } });
        self.ask("client/registerCapability", json!({ "registrations": [registration] }));
    }

    /// Watches what these projects read and nobody watches yet: models whose names do not end in `.vsd`, and what `governs`
    /// projects from elsewhere. Gives whether the server looks at further folders for that.
    pub fn watch_files_of(&mut self, projects: &[Project], governing: &BTreeSet<PathBuf>) -> bool {
        let mut besides = BTreeSet::new();
        for path in governing {
            if self.watches(path) {
                continue;
            }
            if path.is_dir() {
                besides.insert(Besides::Inside(path.clone()));
            }
            // In a folder that is not there nothing can be watched, but that it comes to be.
            let missing = path.ancestors().skip(1).take_while(|above| !above.is_dir()).last();
            besides.insert(Besides::File(missing.unwrap_or(path).to_owned()));
        }
        for project in projects {
            for file in &project.files {
                match file.path.extension().map(OsStr::to_ascii_lowercase) {
                    Some(ending) if ending == "vsd" => {}
                    Some(ending) => _ = besides.insert(Besides::Ending(ending)),
                    None => _ = besides.insert(Besides::File(file.path.clone())),
                }
                if self.watch.is_some() {
                    // Who renames a folder is not asked what lies in it.
                    let above = file.path.ancestors().skip(1);
                    let above = above.take_while(|above| above.starts_with(&project.root));
                    besides.extend(above.map(|folder| Besides::File(folder.to_owned())));
                }
            }
        }
        if besides == self.watched {
            return false;
        }
        let mut is_further = false;
        if let Some(watch) = &mut self.watch {
            is_further = watch.follow_besides(&besides);
        } else if self.client.watches {
            if !self.watched.is_empty() {
                let old = json!({ "id": BESIDES_ID, "method": METHOD });
                // The protocol spells it so.
                self.ask("client/unregisterCapability", json!({ "unregisterations": [old] }));
            }
            let watchers: Vec<Value> = besides.iter().filter_map(|other| self.watcher(other)).collect();
            if !watchers.is_empty() {
                self.register_watchers(BESIDES_ID, &watchers);
            }
        }
        self.watched = besides;
        is_further
    }

    /// Whether a file that governs projects is among what is watched everywhere.
    fn watches(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default();
        let ending = path.extension().unwrap_or_default();
        let beside = path.parent().and_then(Path::file_name);
        let is_usual = name == CONFIG_NAME
            || name == ".gitignore"
            || name == POLICIES_FOLDER
            || ending == "rego"
            || ending == "md" && beside.is_some_and(|folder| folder == POLICIES_FOLDER)
            || ending == "toml" && self.client.watches;
        is_usual && self.folders.hold(path)
    }

    /// What asks a client to watch for it; none where the client could not.
    fn watcher(&self, besides: &Besides) -> Option<Value> {
        match besides {
            Besides::Ending(ending) => Some(json!({ "globPattern": format!("**/*.{}", plain(ending)?) })),
            Besides::File(path) if self.client.watches_elsewhere => {
                let folder = uri::of(path.parent()?);
                Some(json!({ "globPattern": { "baseUri": folder, "pattern": plain(path.file_name()?)? } }))
            }
            Besides::Inside(folder) if self.client.watches_elsewhere => {
                Some(json!({ "globPattern": { "baseUri": uri::of(folder), "pattern": "*" } }))
            }
            // Of a folder that is nowhere near its own a client without such patterns cannot be asked for so much.
            Besides::Inside(_) => None,
            Besides::File(path) => {
                Some(json!({ "globPattern": format!("**/{}", plain(path.file_name()?)?) }))
            }
        }
    }
}

/// A name as a pattern that it fits, if it is text.
fn plain(name: &OsStr) -> Option<String> {
    Some(name.to_str()?.replace(['*', '[', ']', '{', '}', ','], "?"))
}
