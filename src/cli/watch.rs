//! `--watch`: does a command's work again whenever something changes.

mod inputs;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use vsdlint::project::{DiscoverOptions, Discovery, places, resolved};

use super::console::Console;
use super::error::CliError;
use super::here;
use super::past;
use super::said::Said;
use crate::threads;
use inputs::{Inputs, place_of};

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
    /// The git revision that is compared with.
    pub since: Option<&'a str>,
    /// The files that are written.
    pub written: Vec<PathBuf>,
}

impl Watch<'_> {
    /// Does a round, and another one whenever something that it reads changes, until it is stopped.
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
            let message = "the system starts no more threads".to_owned();
            return console.problem(&CliError::Watch { message });
        }
        let mut watcher = match RecommendedWatcher::new(handler, settings) {
            Ok(watcher) => Watched { watcher, directories: BTreeMap::new() },
            Err(error) => return console.problem(&CliError::Watch { message: in_words(&error) }),
        };
        let own: Vec<PathBuf> = self.written.iter().map(|path| resolved(path)).collect();
        // What was read in the round before, and what was said then.
        let mut before: Option<(Inputs, Said)> = None;
        loop {
            // Before the files are read, so that nothing changes unseen.
            let (looked, failure) = self.look(&mut watcher);
            if let Some(error) = failure {
                console.problem(&CliError::Watch { message: in_words(&error) });
            }
            let piped = before.as_ref().and_then(|(read, said)| looked.ending_with(said, read));
            if let Some(path) = piped.or_else(|| looked.written_by_us()) {
                return console.problem(&CliError::OverInput { path: path.display().to_string() });
            }
            let mut anew = console.anew();
            round(&mut anew);
            anew.note(|err| writeln!(err, "\nWaiting for changes; Ctrl-C ends."));
            let is_new = || self.look(&mut watcher).0 != looked;
            if !wait(&wakes, &own, is_new) {
                return;
            }
            before = anew.into_said().map(|said| (looked, said));
        }
    }

    /// Looks at all that a round would read, once it is watched; with why not all of it could be.
    fn look(&self, watcher: &mut Watched) -> (Inputs, Option<notify::Error>) {
        loop {
            let discovery = here::discover(self.paths, self.options);
            let mut governing = discovery.governing();
            governing.extend(self.also.iter().flat_map(|path| places(&self.options.current_dir.join(path))));
            let inputs = Inputs::of(&discovery, &governing, self.since);
            match watcher.follow(self.directories(&discovery, &governing)) {
                Ok(false) => return (inputs, None),
                // What changed before it was watched is seen only if it is looked at once more.
                Ok(true) => {}
                Err(error) => return (inputs, Some(error)),
            }
        }
    }

    /// The directories to watch: those of the projects and those named, with all below them, and alone those of other files
    /// that are read. Of what is not there it is the nearest directory in which it could come to be.
    fn directories(
        &self,
        discovery: &Discovery,
        governing: &BTreeSet<PathBuf>,
    ) -> BTreeMap<PathBuf, RecursiveMode> {
        let mut directories = BTreeMap::new();
        let mut alone = Vec::new();
        let nearest = |path: &Path| path.ancestors().find(|above| above.is_dir()).map(Path::to_owned);
        for project in &discovery.projects {
            directories.insert(project.root.clone(), RecursiveMode::Recursive);
        }
        for path in self.paths {
            let path = self.options.current_dir.join(path);
            if path.is_dir() {
                directories.insert(path, RecursiveMode::Recursive);
            } else {
                alone.extend(nearest(&path));
            }
        }
        let names = self.since.iter().flat_map(|_| &discovery.projects);
        let names: Vec<PathBuf> = names.flat_map(|project| past::folders_of_names(&project.root)).collect();
        for path in governing.iter().chain(&names) {
            if path.ends_with("refs") && names.contains(path) {
                directories.insert(path.clone(), RecursiveMode::Recursive);
            } else {
                alone.extend(nearest(path));
            }
        }
        for directory in alone {
            if !directories.iter().any(|(known, mode)| match mode {
                RecursiveMode::Recursive => directory.starts_with(known),
                RecursiveMode::NonRecursive => directory == *known,
            }) {
                directories.insert(directory, RecursiveMode::NonRecursive);
            }
        }
        directories
    }
}

/// What the system or the watcher says, without the lists of a program.
fn in_words(error: &notify::Error) -> String {
    use notify::ErrorKind;
    let why = match &error.kind {
        ErrorKind::Io(error) => error.to_string(),
        ErrorKind::Generic(message) => message.clone(),
        ErrorKind::PathNotFound | ErrorKind::WatchNotFound => "it is not there".to_owned(),
        ErrorKind::MaxFilesWatch => "the system watches no more files".to_owned(),
        ErrorKind::InvalidConfig(_) => "the watcher cannot work so".to_owned(),
    };
    match error.paths.first() {
        Some(path) => format!("`{}`: {why}", path.display()),
        None => why,
    }
}

/// Where somebody looks at the output, takes away what the round before wrote.
pub fn clear(console: &mut Console) {
    if console.out.is_terminal {
        console.print(|out| out.write_all(CLEAR));
    }
}

/// What is watched now.
struct Watched {
    watcher: RecommendedWatcher,
    /// How each is watched, and which it was: another one may have its name by now.
    directories: BTreeMap<PathBuf, (RecursiveMode, Option<(u64, u64)>)>,
}

impl Watched {
    /// Watches these directories, and no others. Gives whether one of them is new.
    fn follow(&mut self, directories: BTreeMap<PathBuf, RecursiveMode>) -> notify::Result<bool> {
        let mut has_new = false;
        for (known, watched) in std::mem::take(&mut self.directories) {
            if directories.get(&known) == Some(&watched.0) && place_of(&known) == watched.1 {
                self.directories.insert(known, watched);
            } else {
                // What cannot be let go of is gone already.
                let _ = self.watcher.unwatch(&known);
            }
        }
        for (new, mode) in directories {
            if !self.directories.contains_key(&new) {
                let place = place_of(&new);
                self.watcher.watch(&new, mode)?;
                self.directories.insert(new, (mode, place));
                has_new = true;
            }
        }
        Ok(has_new)
    }
}

/// Waits until something has changed and calm has come, and what is read `is_new`; false where it is to end. `own` are the
/// files that reports go to.
fn wait(wakes: &Receiver<Wake>, own: &[PathBuf], mut is_new: impl FnMut() -> bool) -> bool {
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
        !name.starts_with(".vsdlint-") && !own.contains(&resolved(path))
    };
    !matches!(event.kind, EventKind::Access(_))
        && (event.paths.is_empty() || event.paths.iter().any(is_foreign))
}
