//! Watches files for a client that does not.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crossbeam_channel::Sender;
use lsp_server::{Message, Notification};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use serde_json::Value;

/// The folders that are watched. What happens in them comes to the server as a notification among the client's.
pub struct Watch {
    watcher: RecommendedWatcher,
    folders: BTreeSet<PathBuf>,
}

impl Watch {
    /// Begins to watch nothing; none where the system cannot watch.
    pub fn begin(changed: Sender<Message>) -> Option<Watch> {
        let handler = move |event: notify::Result<notify::Event>| {
            let matters = event.is_ok_and(|event| {
                !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| matters(path))
            });
            if matters {
                let method = "vsdlint/filesChanged".to_owned();
                let _ = changed.send(Notification { method, params: Value::Null }.into());
            }
        };
        let watcher = notify::recommended_watcher(handler).ok()?;
        Some(Watch { watcher, folders: BTreeSet::new() })
    }

    /// Watches these folders as well.
    pub fn follow<'p>(&mut self, folders: impl Iterator<Item = &'p PathBuf>) {
        for folder in folders {
            let is_new = !self.folders.iter().any(|known| folder.starts_with(known));
            // What cannot be watched is seen when something else makes the server look.
            if is_new && self.watcher.watch(folder, RecursiveMode::Recursive).is_ok() {
                self.folders.insert(folder.clone());
            }
        }
    }
}

fn matters(path: &std::path::Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_model = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("vsd"));
    (is_model || name == "vsdlint.toml" || name == ".gitignore") && !name.starts_with(".vsdlint-")
}
