//! Which files are watched: models, settings and policies wherever they are, and what projects read besides.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;

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

    /// Watches what these projects read and nobody watches yet: models whose names do not end in `.vsd`, and settings that
    /// others extend.
    pub fn watch_files_of(&mut self, projects: &[Project]) {
        let mut besides = BTreeSet::new();
        for project in projects {
            for path in &project.settings_files {
                // `extends` may say `..`, which nobody who tells of files does.
                let path = uri::resolved(path);
                if !self.watches_settings(&path) {
                    besides.insert(Besides::File(path));
                }
            }
            for path in project.policies.paths().map(|path| uri::resolved(path)) {
                if !self.watches_policies(&path) {
                    besides.insert(Besides::File(path));
                }
            }
            for file in &project.files {
                match file.path.extension().map(OsStr::to_ascii_lowercase) {
                    Some(ending) if ending == "vsd" => {}
                    Some(ending) => _ = besides.insert(Besides::Ending(ending)),
                    None => _ = besides.insert(Besides::File(file.path.clone())),
                }
            }
        }
        if besides == self.watched {
            return;
        }
        if let Some(watch) = &mut self.watch {
            watch.follow_besides(&besides);
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
    }

    /// Whether settings are among what is watched everywhere.
    fn watches_settings(&self, path: &Path) -> bool {
        let is_listed = if self.client.watches {
            path.extension().is_some_and(|ending| ending == "toml")
        } else {
            path.file_name().is_some_and(|name| name == CONFIG_NAME)
        };
        is_listed && self.folders.iter().any(|folder| path.starts_with(folder))
    }

    /// Whether policies and their pages are among what is watched everywhere.
    fn watches_policies(&self, path: &Path) -> bool {
        let is_policy = path.extension().is_some_and(|ending| ending == "rego");
        let is_usual =
            path.parent().and_then(Path::file_name).is_some_and(|folder| folder == POLICIES_FOLDER);
        (is_policy || is_usual) && self.folders.iter().any(|folder| path.starts_with(folder))
    }

    /// What asks a client to watch for it; none where the client could not.
    fn watcher(&self, besides: &Besides) -> Option<Value> {
        match besides {
            Besides::Ending(ending) => Some(json!({ "globPattern": format!("**/*.{}", plain(ending)?) })),
            Besides::File(path) if self.client.watches_elsewhere => {
                let folder = uri::of(path.parent()?);
                Some(json!({ "globPattern": { "baseUri": folder, "pattern": plain(path.file_name()?)? } }))
            }
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
