//! Watches files for a client that does not.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::Sender;
use lsp_server::{Message, Notification};
use notify::event::ModifyKind;
use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use serde_json::Value;

use crate::threads;

/// The folders that are watched. What happens in them comes to the server as a notification among the client's.
pub struct Watch {
    watcher: RecommendedWatcher,
    folders: BTreeSet<PathBuf>,
    /// The folders that are watched alone.
    alone: BTreeSet<PathBuf>,
    besides: Arc<Mutex<BTreeSet<Besides>>>,
}

/// What matters besides models and settings with their usual names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Besides {
    /// Files whose names end so, in small letters and without the dot.
    Ending(OsString),
    /// One file, or a folder itself.
    File(PathBuf),
    /// All that lies in a folder, but not what lies deeper.
    Inside(PathBuf),
}

impl Besides {
    fn is(&self, path: &Path) -> bool {
        match self {
            Besides::Ending(ending) => {
                path.extension().is_some_and(|other| other.eq_ignore_ascii_case(ending))
            }
            Besides::File(file) => path == file,
            Besides::Inside(folder) => path.parent() == Some(folder),
        }
    }
}

/// So many threads are left for projects, without which there is nothing to watch.
const NEEDED: usize = 1;

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
            let brings = |path: &Path| may_bring_a_folder(event.kind) && path.is_dir();
            let is_other = |path: &Path| others.iter().any(|other| other.is(path));
            if event.paths.iter().any(|path| matters(path) || is_other(path) || brings(path)) {
                let method = "vsdlint/filesChanged".to_owned();
                let _ = changed.send(Notification { method, params: Value::Null }.into());
            }
        };
        // The watcher panics where it can start no thread, and must not take the last one.
        if threads::startable(1 + NEEDED) <= NEEDED {
            return None;
        }
        // A link may lead anywhere, and to all that there is.
        let settings = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(handler, settings).ok()?;
        Some(Watch { watcher, folders: BTreeSet::new(), alone: BTreeSet::new(), besides })
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

    /// Has exactly these matter as well; whether folders are watched for them that were not.
    pub fn follow_besides(&mut self, besides: &BTreeSet<Besides>) -> bool {
        let before = std::mem::take(&mut self.alone);
        for other in besides {
            let folder = match other {
                Besides::Ending(_) => None,
                Besides::File(file) => file.parent(),
                Besides::Inside(folder) => Some(folder.as_path()),
            };
            if let Some(folder) = folder
                && !self.folders.iter().any(|known| folder.starts_with(known))
                // As above. A folder that is watched twice is watched once, and one that came back is watched again.
                && self.watcher.watch(folder, RecursiveMode::NonRecursive).is_ok()
            {
                self.alone.insert(folder.to_owned());
            }
        }
        self.besides.lock().unwrap_or_else(PoisonError::into_inner).clone_from(besides);
        self.alone.difference(&before).next().is_some()
    }
}

/// Whether something may be there that was not, with all that lies in it: of that nothing is told.
fn may_bring_a_folder(kind: EventKind) -> bool {
    matches!(kind, EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)))
}

fn matters(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_model = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("vsd"));
    let is_policy = path.extension().is_some_and(|extension| extension == "rego")
        || name.ends_with(".md") && path.parent().is_some_and(|folder| folder.ends_with("policies"));
    (is_model || is_policy || name == "vsdlint.toml" || name == ".gitignore")
        && !name.starts_with(".vsdlint-")
}
