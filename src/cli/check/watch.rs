//! `--watch`: checks again whenever something changes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use vsdlint::project::{self, DiscoverOptions};
use vsdlint::rules;

use super::{Arguments, once};
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::outputs::{self, Output};

/// How long nothing must happen before the files are looked at: editors write a file in several steps.
const CALM: Duration = Duration::from_millis(100);

/// Clears the screen and what was scrolled away, and goes to its beginning.
const CLEAR: &[u8] = b"\x1b[2J\x1b[3J\x1b[H";

/// What wakes the watch.
enum Wake {
    Changed(notify::Result<notify::Event>),
    Stop,
}

/// Checks, and again whenever something below the projects changes, until it is stopped.
pub fn watch(arguments: &Arguments, options: &DiscoverOptions, outputs: &[Output], console: &mut Console) {
    let (sender, wakes) = mpsc::channel();
    let stop = sender.clone();
    // It fails only where signals are taken already; the signal then ends the process, as it always did.
    let _ = ctrlc::set_handler(move || _ = stop.send(Wake::Stop));
    let handler = move |event| _ = sender.send(Wake::Changed(event));
    let mut watcher = match notify::recommended_watcher(handler) {
        Ok(watcher) => Watched { watcher, directories: BTreeSet::new() },
        Err(error) => return console.problem(&CliError::Watch { error }),
    };
    let own: Vec<PathBuf> =
        outputs.iter().filter_map(|output| output.file.as_deref()).map(outputs::identity).collect();
    loop {
        // Before the files are read, so that nothing changes unseen.
        if let Err(error) = watcher.follow(&directories(arguments, options)) {
            console.problem(&CliError::Watch { error });
        }
        let mut round = console.anew();
        // Only now, when the next report is about to be written, does the last one go.
        once(arguments, options, outputs, &mut round, |console| {
            if console.out.is_terminal {
                console.print(|out| out.write_all(CLEAR));
            }
        });
        round.note(|err| writeln!(err, "\nWaiting for changes; Ctrl-C ends."));
        if !wait(&wakes, &own) {
            return;
        }
    }
}

/// The directories to watch: those of the projects and those named.
fn directories(arguments: &Arguments, options: &DiscoverOptions) -> BTreeSet<PathBuf> {
    let discovery = project::discover(arguments.paths(), options, rules::metadata());
    let named =
        arguments.paths().iter().map(|path| options.current_dir.join(path)).filter(|path| path.is_dir());
    let mut directories: BTreeSet<PathBuf> =
        discovery.projects.into_iter().map(|project| project.root).chain(named).collect();
    if directories.is_empty() {
        directories.insert(options.current_dir.clone());
    }
    directories
}

/// What is watched.
struct Watched {
    watcher: RecommendedWatcher,
    directories: BTreeSet<PathBuf>,
}

impl Watched {
    /// Watches these directories, and no others.
    fn follow(&mut self, directories: &BTreeSet<PathBuf>) -> notify::Result<()> {
        for gone in self.directories.difference(directories) {
            // What cannot be let go of is gone already.
            let _ = self.watcher.unwatch(gone);
        }
        let kept: BTreeSet<PathBuf> = self.directories.intersection(directories).cloned().collect();
        self.directories = kept;
        for new in directories {
            if !self.directories.contains(new) {
                self.watcher.watch(new, RecursiveMode::Recursive)?;
                self.directories.insert(new.clone());
            }
        }
        Ok(())
    }
}

/// Waits until something has changed and calm has come; false where it is to end. `own` are the files that reports go to.
fn wait(wakes: &Receiver<Wake>, own: &[PathBuf]) -> bool {
    let mut changed = false;
    loop {
        let wake =
            if changed { wakes.recv_timeout(CALM) } else { wakes.recv().map_err(RecvTimeoutError::from) };
        match wake {
            Ok(Wake::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => return true,
            Ok(Wake::Changed(event)) => changed |= matters(&event, own),
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
