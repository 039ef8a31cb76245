//! Reads both sides: a project as it is, or as it was at a revision.

use std::path::{Path, PathBuf};

use vsdlint::project::{self, DiscoverOptions, Flags, KnownTexts, Policies, Project, Settings, resolved};
use vsdlint::rules::metadata;
use vsdlint::source::Source as Text;

use super::named::{Sides, Source};
use crate::cli::console::Console;
use crate::cli::error::{CliError, Problems};
use crate::cli::past::{self, Past};
use crate::cli::resolve::{self, Meant};

/// A side, read.
pub struct Loaded {
    /// What people know it as.
    pub name: String,
    /// Whether it is read from a revision.
    is_past: bool,
    /// The settings by which it is judged.
    pub settings: Settings,
    /// Its own rules.
    pub policies: Policies,
    /// Its texts.
    pub texts: Vec<Text>,
    /// The path of each, relative to the project's root.
    pub relative: Vec<PathBuf>,
    /// The files here that it was read from: those of the texts, in their order, and behind them settings and rules.
    pub inputs: Vec<PathBuf>,
    /// The files that could not be read, relative to the project's root.
    unread: Vec<PathBuf>,
    /// The files here that are committed and not checked out, likewise.
    left_out: Vec<PathBuf>,
}

impl Loaded {
    /// Leaves out these files, relative to the project's root: of a revision, what is not checked out now.
    fn leave_out(&mut self, paths: &[PathBuf]) {
        let texts = std::mem::take(&mut self.texts).into_iter().zip(std::mem::take(&mut self.relative));
        let kept = texts.filter(|(_, path)| paths.binary_search(path).is_err());
        (self.texts, self.relative) = kept.unzip();
    }

    /// The texts by the files here that they were read from.
    fn known(&self) -> KnownTexts<'_> {
        self.inputs.iter().zip(&self.texts).map(|(path, text)| (path.clone(), text.text.as_str())).collect()
    }

    /// What it was read from, where that is not the files here.
    pub fn revision(&self) -> Option<&str> {
        if self.is_past { Some(&self.name) } else { None }
    }
}

/// Reads both sides, then first. Shows why one cannot be read.
pub fn load(sides: &Sides, console: &mut Console) -> Option<[Loaded; 2]> {
    let mut both = match sides {
        Sides::Paths(then, now) => [here(then, console)?, here(now, console)?],
        Sides::Times { then, now, path } => {
            let options = resolve::options(path, Flags::default(), console)?;
            let place = Place::of(path, &options);
            warn_of_both(then, &place, console);
            let here = match now {
                Source::Here => Some(place.here(console)?),
                _ => None,
            };
            let unshown = if here.is_none() { place.texts() } else { Vec::new() };
            let known = here.as_ref().map_or_else(|| known(&unshown), Loaded::known);
            let then = place.past(then, &known, console)?;
            let now = if here.is_none() { place.past(now, &known, console) } else { None };
            [then, here.or(now)?]
        }
    };
    if let Sides::Paths(then, now) = sides {
        for (side, path) in both.iter_mut().zip([then, now]) {
            side.name = path.display().to_string();
        }
    }
    for (one, other) in [(0, 1), (1, 0)] {
        // What it says would seem to be gone, or new.
        if !both[one].is_past && both[one].unread.iter().any(|path| both[other].relative.contains(path)) {
            return None;
        }
    }
    for (one, other) in [(0, 1), (1, 0)] {
        let left_out = std::mem::take(&mut both[one].left_out);
        if both[other].is_past {
            both[other].leave_out(&left_out);
        }
    }
    let empty: Vec<bool> = both.iter().map(|side| side.texts.is_empty()).collect();
    if let [then, now] = empty[..]
        && then != now
    {
        let side = if then { &both[0] } else { &both[1] };
        let what = if then { "new" } else { "gone" };
        let help = elsewhere(sides);
        console.problem(&CliError::EmptySide { side: side.name.clone(), what, help });
    }
    Some(both)
}

/// What to do where the folder of a model was moved.
fn elsewhere(sides: &Sides) -> Option<String> {
    let Sides::Times { path, .. } = sides else { return None };
    let help =
        "where a folder was moved, name one above it, in which it was then and is now: `vsdlint diff main .`";
    if path == Path::new(".") { None } else { Some(help.to_owned()) }
}

fn known(texts: &[(PathBuf, Text)]) -> KnownTexts<'_> {
    texts.iter().map(|(path, text)| (path.clone(), text.text.as_str())).collect()
}

/// Where a project is, or would be.
struct Place<'a> {
    path: &'a Path,
    options: &'a DiscoverOptions,
    /// The project here.
    here: Meant,
    /// Its root, or the directory that was named where there is none.
    root: PathBuf,
    /// Where it is looked for at other times: its root, or what was named above that.
    area: PathBuf,
    /// The only file to look at, if one was named.
    file: Option<PathBuf>,
}

impl<'a> Place<'a> {
    fn of(path: &'a Path, options: &'a DiscoverOptions) -> Place<'a> {
        let real = options.current_dir.join(path);
        let real = real.canonicalize().unwrap_or(real);
        let file = if real.is_file() { Some(real.clone()) } else { None };
        let directory = if file.is_some() { real.parent().map(Path::to_owned) } else { Some(real) };
        let directory = directory.unwrap_or_default();
        let here = Meant::by(path, options);
        let root = here.project.as_ref().map_or_else(|| directory.clone(), |project| project.root.clone());
        let area = if root.starts_with(&directory) { directory } else { root.clone() };
        Place { path, options, here, root, area, file }
    }

    /// The project as it is.
    fn here(&self, console: &mut Console) -> Option<Loaded> {
        self.here.tell(self.path, self.options, console);
        Some(read(self.path, self.here.project.as_ref()?, self.options, console))
    }

    /// The texts of the project as it is, with their paths; what cannot be read is left out.
    fn texts(&self) -> Vec<(PathBuf, Text)> {
        let Some(project) = &self.here.project else { return Vec::new() };
        let (read, _) = project::read(project, &self.options.overlay);
        read.into_iter().map(|(index, text)| (project.files[index].path.clone(), text)).collect()
    }

    /// The project as it was.
    fn past(&self, source: &Source, known: &KnownTexts<'_>, console: &mut Console) -> Option<Loaded> {
        let of = |revision: &str| Past::of(&self.area, &self.root, revision, self.options, known);
        let (past, name) = match source {
            Source::Here => return self.here(console),
            Source::Revision(revision) => {
                (of(revision), revision.strip_suffix("^0").unwrap_or(revision).to_owned())
            }
            Source::Base(one, other) => {
                let base = Past::merge_base(&self.area, one, other);
                (base.and_then(|base| of(&base)), format!("where {other} left {one}"))
            }
        };
        match past {
            Ok(past) => {
                past.tell_unread(&name, console);
                Some(self.of_past(past, name))
            }
            Err(problems) => {
                show(&problems, console);
                None
            }
        }
    }

    fn of_past(&self, mut past: Past, name: String) -> Loaded {
        if let Some(file) = &self.file {
            past.keep(file);
        }
        let project = past.project.map(|project| (project.settings, project.policies));
        let (settings, policies) =
            project.unwrap_or_else(|| (Settings::defaults(metadata()), Policies::default()));
        Loaded {
            name,
            is_past: true,
            settings,
            policies,
            texts: past.texts,
            relative: past.relative,
            inputs: Vec::new(),
            unread: past.unread,
            left_out: Vec::new(),
        }
    }
}

/// The project at a path as it is; of a file that file alone.
fn here(path: &Path, console: &mut Console) -> Option<Loaded> {
    let options = resolve::options(path, Flags::default(), console)?;
    let meant = Meant::by(path, &options);
    meant.tell(path, &options, console);
    Some(read(path, &meant.project?, &options, console))
}

/// The texts of a project as it is; shows which cannot be read.
fn read(path: &Path, project: &Project, options: &DiscoverOptions, console: &mut Console) -> Loaded {
    let (read, problems) = project::read(project, &options.overlay);
    for problem in &problems {
        console.problem(problem);
    }
    let is_file = path.is_file();
    let mut loaded = Loaded {
        name: "the files here".to_owned(),
        is_past: false,
        settings: project.settings.clone(),
        policies: project.policies.clone(),
        texts: Vec::new(),
        relative: Vec::new(),
        inputs: Vec::new(),
        unread: project::unread(project, &read, &problems),
        left_out: Vec::new(),
    };
    if let Some((left_out, problem)) = past::left_out(&project.root) {
        console.problem(&problem);
        loaded.left_out = left_out;
    }
    for (index, text) in read {
        let file = &project.files[index];
        if is_file && !file.named {
            continue;
        }
        loaded.texts.push(text);
        loaded.relative.push(file.relative.clone());
        loaded.inputs.push(file.path.clone());
    }
    // Behind the files of the texts.
    for path in project.settings_files.iter().chain(project.policies.paths()) {
        loaded.inputs.push(resolved(path));
    }
    loaded
}

/// Says that a path was taken where a revision has the same name.
fn warn_of_both(then: &Source, place: &Place<'_>, console: &mut Console) {
    let name = place.path.to_string_lossy();
    let is_default = matches!(then, Source::Revision(revision) if revision == "HEAD");
    if is_default && name != "." && Past::is_revision(&place.root, &name) {
        console.problem(&CliError::PathAndRevision { name: name.into_owned() });
    }
}

fn show(problems: &Problems, console: &mut Console) {
    for problem in problems {
        console.problem(problem.as_ref());
    }
}
