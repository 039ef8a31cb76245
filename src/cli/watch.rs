//! `--watch`: does a command's work again whenever something changes.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use vsdlint::project::{self, DiscoverOptions, Discovery, Project};
use vsdlint::rules;

use super::console::Console;
use super::error::CliError;
use super::outputs;
use super::threads;

/// How long nothing must happen before the files are looked at: editors write a file in several steps.
const CALM: Duration = Duration::from_millis(100);

/// How long it may take until the files are looked at, where something happens all the time.
const PATIENCE: Duration = Duration::from_secs(1);

/// Clears the screen and what was scrolled away, and goes to its beginning.
const CLEAR: &[u8] = b"\x1b[2J\x1b[3J\x1b[H";

/// What wakes the watch.
enum Wake {
    Changed(notify::Result<notify::Event>),
    Stop,
}

/// What is watched, and what of it does not matter.
pub struct Watch<'a> {
    /// The files and directories that were named.
    pub paths: &'a [PathBuf],
    /// How their projects are looked up.
    pub options: &'a DiscoverOptions,
    /// Another file that is read.
    pub also: Option<&'a Path>,
    /// The files that are written.
    pub written: Vec<PathBuf>,
}

impl Watch<'_> {
    /// Does a round, and another one whenever something below the projects changes, until it is stopped.
    pub fn run(&self, console: &mut Console, mut round: impl FnMut(&mut Console)) {
        let (sender, wakes) = mpsc::channel();
        let stop = sender.clone();
        // It fails only where signals are taken already; the signal then ends the process, as it always did.
        let _ = ctrlc::set_handler(move || _ = stop.send(Wake::Stop));
        let handler = move |event| _ = sender.send(Wake::Changed(event));
        // A link may lead anywhere, and to all that there is.
        let settings = Config::default().with_follow_symlinks(false);
        // The watcher panics where it can start no thread.
        if !threads::can_start() {
            let error = notify::Error::generic("the system starts no more threads");
            return console.problem(&CliError::Watch { error });
        }
        let mut watcher = match RecommendedWatcher::new(handler, settings) {
            Ok(watcher) => Watched { watcher, directories: BTreeMap::new() },
            Err(error) => return console.problem(&CliError::Watch { error }),
        };
        let own: Vec<PathBuf> = self.written.iter().map(|path| outputs::identity(path)).collect();
        loop {
            // Before the files are read, so that nothing changes unseen.
            let discovery = project::discover(self.paths, self.options, rules::metadata());
            let looked = Inputs::of(&discovery, self.also);
            if let Err(error) = watcher.follow(self.directories(&discovery)) {
                console.problem(&CliError::Watch { error });
            }
            let mut anew = console.anew();
            round(&mut anew);
            anew.note(|err| writeln!(err, "\nWaiting for changes; Ctrl-C ends."));
            let is_new = || {
                let discovery = project::discover(self.paths, self.options, rules::metadata());
                Inputs::of(&discovery, self.also) != looked
            };
            if !wait(&wakes, &own, is_new) {
                return;
            }
        }
    }

    /// The directories to watch: those of the projects and those named, with all below them, and alone those of the files
    /// that settings extend elsewhere.
    fn directories(&self, discovery: &Discovery) -> BTreeMap<PathBuf, RecursiveMode> {
        let mut directories = BTreeMap::new();
        for project in &discovery.projects {
            directories.insert(project.root.clone(), RecursiveMode::Recursive);
        }
        for path in self.paths {
            let path = self.options.current_dir.join(path);
            if path.is_dir() {
                directories.insert(path, RecursiveMode::Recursive);
            }
        }
        if directories.is_empty() {
            directories.insert(self.options.current_dir.clone(), RecursiveMode::Recursive);
        }
        let settings = |project: &'_ Project| project.settings_files.clone();
        let policies = discovery.projects.iter().flat_map(|project| project.policies.paths().cloned());
        for file in discovery.projects.iter().flat_map(settings).chain(policies) {
            let Some(directory) = file.parent().and_then(|parent| parent.canonicalize().ok()) else {
                continue;
            };
            if !directories.keys().any(|known| directory.starts_with(known)) {
                directories.insert(directory, RecursiveMode::NonRecursive);
            }
        }
        directories
    }
}

/// Where somebody looks at the output, takes away what the round before wrote.
pub fn clear(console: &mut Console) {
    if console.out.is_terminal {
        console.print(|out| out.write_all(CLEAR));
    }
}

/// All that a round reads, as far as it can be told without reading. A round starts only where it is another than before
/// the last one: no file that the project does not read matters, such as what the report of a round is written into.
#[derive(PartialEq, Eq)]
struct Inputs {
    /// Files, and whether they changed.
    files: Vec<(PathBuf, Option<Stamp>)>,
    /// What is wrong with the projects, in the words of a debugger, which nobody sees.
    problems: String,
}

impl Inputs {
    fn of(discovery: &Discovery, also: Option<&Path>) -> Inputs {
        let mut files = Vec::new();
        for project in &discovery.projects {
            for path in &project.settings_files {
                files.push((path.clone(), Stamp::of(path)));
            }
            for path in project.policies.paths() {
                files.push((path.clone(), Stamp::of(path)));
            }
            for file in &project.files {
                files.push((file.path.clone(), Stamp::of(&file.path)));
            }
        }
        if let Some(path) = also {
            files.push((path.to_owned(), Stamp::of(path)));
        }
        Inputs { files, problems: format!("{:?}", discovery.problems) }
    }
}

/// What differs once a file was written or replaced.
#[derive(PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    written: Option<SystemTime>,
    /// Its number in the file system, and when anything about it changed.
    identity: (u64, i64, i64),
}

impl Stamp {
    /// That of the file at `path`, a link followed; none where there is no file.
    fn of(path: &Path) -> Option<Stamp> {
        let kind = fs::metadata(path).ok()?;
        Some(Stamp { bytes: kind.len(), written: kind.modified().ok(), identity: identity(&kind) })
    }
}

#[cfg(unix)]
fn identity(kind: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (kind.ino(), kind.ctime(), kind.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

/// What is watched now.
struct Watched {
    watcher: RecommendedWatcher,
    directories: BTreeMap<PathBuf, RecursiveMode>,
}

impl Watched {
    /// Watches these directories, and no others.
    fn follow(&mut self, directories: BTreeMap<PathBuf, RecursiveMode>) -> notify::Result<()> {
        for (known, mode) in std::mem::take(&mut self.directories) {
            if directories.get(&known) == Some(&mode) {
                self.directories.insert(known, mode);
            } else {
                // What cannot be let go of is gone already.
                let _ = self.watcher.unwatch(&known);
            }
        }
        for (new, mode) in directories {
            if !self.directories.contains_key(&new) {
                self.watcher.watch(&new, mode)?;
                self.directories.insert(new, mode);
            }
        }
        Ok(())
    }
}

/// Waits until something has changed and calm has come, and what is read `is_new`; false where it is to end. `own` are the
/// files that reports go to.
fn wait(wakes: &Receiver<Wake>, own: &[PathBuf], is_new: impl Fn() -> bool) -> bool {
    let mut due: Option<Instant> = None;
    loop {
        let wake = match due {
            Some(due) => wakes.recv_timeout(CALM.min(due.saturating_duration_since(Instant::now()))),
            None => wakes.recv().map_err(RecvTimeoutError::from),
        };
        match wake {
            Ok(Wake::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) if is_new() => return true,
            Err(RecvTimeoutError::Timeout) => due = None,
            Ok(Wake::Changed(event)) if matters(&event, own) => {
                due = due.or_else(|| Some(Instant::now() + PATIENCE));
            }
            Ok(Wake::Changed(_)) => {}
        }
    }
}

/// Whether an event may change what is found.
fn matters(event: &notify::Result<notify::Event>, own: &[PathBuf]) -> bool {
    let Ok(event) = event else { return true };
    let is_foreign = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let in_git = path.components().any(|part| part.as_os_str() == ".git");
        !in_git && !name.starts_with(".vsdlint-") && !own.contains(&outputs::identity(path as &Path))
    };
    !matches!(event.kind, EventKind::Access(_))
        && (event.paths.is_empty() || event.paths.iter().any(is_foreign))
}
