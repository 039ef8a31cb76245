//! Reads both sides: a project as it is, or as it was at a revision.

use std::path::{Path, PathBuf};

use vsdlint::project::{self, DiscoverOptions, Flags, Policies, Settings, discover};
use vsdlint::rules::metadata;
use vsdlint::source::Source as Text;

use super::named::{Sides, Source};
use crate::cli::console::Console;
use crate::cli::error::{CliError, Problems};
use crate::cli::past::Past;
use crate::cli::resolve;

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
    /// The files here that it was read from.
    pub inputs: Vec<PathBuf>,
}

impl Loaded {
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
            [place.load(then, console)?, place.load(now, console)?]
        }
    };
    if let Sides::Paths(then, now) = sides {
        for (side, path) in both.iter_mut().zip([then, now]) {
            side.name = path.display().to_string();
        }
    }
    let empty: Vec<bool> = both.iter().map(|side| side.texts.is_empty()).collect();
    if let [then, now] = empty[..]
        && then != now
    {
        let side = if then { &both[0] } else { &both[1] };
        let what = if then { "new" } else { "gone" };
        console.problem(&CliError::EmptySide { side: side.name.clone(), what });
    }
    Some(both)
}

/// Where a project is, or would be.
struct Place<'a> {
    path: &'a Path,
    options: &'a DiscoverOptions,
    /// The project's root here, or the directory that was named where there is none.
    root: PathBuf,
    /// The only file to look at, if one was named.
    file: Option<PathBuf>,
}

impl<'a> Place<'a> {
    fn of(path: &'a Path, options: &'a DiscoverOptions) -> Place<'a> {
        let real = options.current_dir.join(path).canonicalize();
        let real = real.unwrap_or_else(|_| options.current_dir.join(path));
        let file = if real.is_file() { Some(real.clone()) } else { None };
        let mut projects = discover(&[path.to_owned()], options, metadata()).projects;
        projects.retain(|project| file.is_some() || real.starts_with(&project.root));
        let project = projects.into_iter().max_by_key(|project| project.root.components().count());
        let directory = if file.is_some() { real.parent().map(Path::to_owned) } else { Some(real) };
        let root = project.map(|project| project.root).or(directory);
        Place { path, options, root: root.unwrap_or_default(), file }
    }

    fn load(&self, source: &Source, console: &mut Console) -> Option<Loaded> {
        let (past, name) = match source {
            Source::Here => return here(self.path, console),
            Source::Revision(revision) => {
                let name = revision.strip_suffix("^0").unwrap_or(revision).to_owned();
                (Past::of(&self.root, revision, self.options), name)
            }
            Source::Base(one, other) => {
                let base = Past::merge_base(&self.root, one, other);
                let past = base.and_then(|base| Past::of(&self.root, &base, self.options));
                (past, format!("where {other} left {one}"))
            }
        };
        match past {
            Ok(past) => Some(self.of_past(past, name)),
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
        }
    }
}

/// The project at a path as it is; of a file that file alone.
fn here(path: &Path, console: &mut Console) -> Option<Loaded> {
    let options = resolve::options(path, Flags::default(), console)?;
    let (project, _) = resolve::project(path, &options, console)?;
    let (read, problems) = project::read(&project, &options.overlay);
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
    };
    for (index, text) in read {
        let file = &project.files[index];
        if is_file && !file.named {
            continue;
        }
        loaded.texts.push(text);
        loaded.relative.push(file.relative.clone());
        loaded.inputs.push(file.path.clone());
    }
    Some(loaded)
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
