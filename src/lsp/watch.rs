//! Watches files for a client that does not.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crossbeam_channel::Sender;
use lsp_server::{Message, Notification};
use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use serde_json::Value;

/// The folders that are watched. What happens in them comes to the server as a notification among the client's.
pub struct Watch {
    watcher: RecommendedWatcher,
    folders: BTreeSet<PathBuf>,
    besides: Arc<Mutex<BTreeSet<Besides>>>,
}

/// What matters besides models and settings with their usual names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Besides {
    /// Files whose names end so, in small letters and without the dot.
    Ending(OsString),
    /// One file.
    File(PathBuf),
}

impl Besides {
    fn is(&self, path: &Path) -> bool {
        match self {
            Besides::Ending(ending) => {
                path.extension().is_some_and(|other| other.eq_ignore_ascii_case(ending))
            }
            Besides::File(file) => path == file,
        }
    }
}

impl Watch {
    /// Begins to watch nothing; none where the system cannot watch.
    pub fn begin(changed: Sender<Message>) -> Option<Watch> {
        let besides = Arc::<Mutex<BTreeSet<Besides>>>::default();
        let others = besides.clone();
        let handler = move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            if matches!(event.kind, EventKind::Access(_)) {
                return;
            }
            let others = others.lock().unwrap_or_else(PoisonError::into_inner);
            if event.paths.iter().any(|path| matters(path) || others.iter().any(|other| other.is(path))) {
                let method = "vsdlint/filesChanged".to_owned();
                let _ = changed.send(Notification { method, params: Value::Null }.into());
            }
        };
        // The watcher panics where it can start no thread.
        let probe = thread::Builder::new().spawn(|| ()).ok()?;
        probe.join().ok()?;
        // A link may lead anywhere, and to all that there is.
        let settings = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(handler, settings).ok()?;
        Some(Watch { watcher, folders: BTreeSet::new(), besides })
    }

    /// Watches these folders as well; whether any of them is new.
    pub fn follow<'p>(&mut self, folders: impl Iterator<Item = &'p PathBuf>) -> bool {
        let known = self.folders.len();
        for folder in folders {
            let is_new = !self.folders.iter().any(|known| folder.starts_with(known));
            // What cannot be watched is seen when something else makes the server look.
            if is_new && self.watcher.watch(folder, RecursiveMode::Recursive).is_ok() {
                self.folders.insert(folder.clone());
            }
        }
        self.folders.len() > known
    }

    /// Has exactly these matter as well.
    pub fn follow_besides(&mut self, besides: &BTreeSet<Besides>) {
        for other in besides {
            if let Besides::File(file) = other
                && let Some(folder) = file.parent()
                && !self.folders.iter().any(|known| folder.starts_with(known))
            {
                // As above. What lies deeper is of no interest, and a folder that is watched twice is watched once.
                let _ = self.watcher.watch(folder, RecursiveMode::NonRecursive);
            }
        }
        self.besides.lock().unwrap_or_else(PoisonError::into_inner).clone_from(besides);
    }
}

fn matters(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_model = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("vsd"));
    let is_policy = path.extension().is_some_and(|extension| extension == "rego")
        || name.ends_with(".md") && path.parent().is_some_and(|folder| folder.ends_with("policies"));
    (is_model || is_policy || name == "vsdlint.toml" || name == ".gitignore")
        && !name.starts_with(".vsdlint-")
}
