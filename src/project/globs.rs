//! Patterns of paths, as `.gitignore` writes them: what `include`, `exclude` and `[[overrides]]` choose.

use std::path::Path;
use std::sync::Arc;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// The longest pattern, in bytes.
const MOST_BYTES: usize = 1_000;

/// What is wrong with a pattern, and what to write instead.
pub(super) struct BadGlob {
    pub message: String,
    pub help: Option<String>,
}

/// Says what is wrong with a pattern of `include` or `exclude`, or, where `negation` is false, of `files`.
pub(super) fn check(pattern: &str, negation: bool) -> Result<(), BadGlob> {
    let bad = |message: &str, help: Option<String>| Err(BadGlob { message: message.to_owned(), help });
    let plain = pattern.strip_prefix('!').unwrap_or(pattern);
    if plain.trim().is_empty() {
        return bad("it is empty", None);
    }
    if plain.len() > MOST_BYTES {
        return bad(&format!("it has more than {MOST_BYTES} bytes"), None);
    }
    if pattern.starts_with('#') {
        return bad("`#` begins a comment", Some(format!("write `'\\{pattern}'` for a name that begins so")));
    }
    if !negation && plain.len() < pattern.len() {
        return bad("it cannot take anything away", Some("list what is meant, in `files`".to_owned()));
    }
    if let Some(rest) = plain.strip_prefix("./") {
        return bad("patterns begin at the project's root already", Some(format!("write `/{rest}`")));
    }
    if plain.split('/').any(|part| part == "..") {
        return bad("`..` leads nowhere: patterns are relative to the project's root", None);
    }
    for glob in translate(plain) {
        compile(&glob).map_err(|error| BadGlob { message: error.kind().to_string(), help: None })?;
    }
    Ok(())
}

/// The plain patterns that mean what `pattern` does in a `.gitignore`: what it matches, and all below that.
fn translate(pattern: &str) -> Vec<String> {
    let pattern = pattern.trim_end();
    let named = pattern.strip_suffix('/').unwrap_or(pattern);
    let anchored = match named.strip_prefix('/') {
        Some(rest) => rest.to_owned(),
        None if named.contains('/') => named.to_owned(),
        None => format!("**/{named}"),
    };
    let below = format!("{anchored}/**");
    if named.len() < pattern.len() { vec![below] } else { vec![anchored, below] }
}

fn compile(glob: &str) -> Result<Glob, globset::Error> {
    GlobBuilder::new(glob).literal_separator(true).backslash_escape(true).build()
}

/// So many patterns with wildcards share one automaton: what it needs grows with the square of them.
const TOGETHER: usize = 64;

/// The entry of `[[overrides]]` that a pattern belongs to, and its index among the texts of all.
type Owner = (usize, usize);

/// The patterns of all entries of `[[overrides]]`.
#[derive(Clone, Debug, Default)]
pub(super) struct OverrideGlobs {
    /// What matches the file itself.
    files: Globs,
    /// What matches a folder, and thereby all in it.
    folders: Globs,
    texts: Vec<Arc<str>>,
}

impl OverrideGlobs {
    /// Takes each entry's patterns. One that does not compile is left out; reading the file has reported it.
    pub fn new<'a>(entries: impl Iterator<Item = &'a [String]>) -> OverrideGlobs {
        let (mut files, mut folders, mut texts) = (Vec::new(), Vec::new(), Vec::new());
        for (entry, patterns) in entries.enumerate() {
            for pattern in patterns {
                let owner = (entry, texts.len());
                for glob in translate(pattern) {
                    if let Some(folder) = folder(&glob) {
                        folders.push((folder, owner));
                    } else if let Ok(file) = compile(&glob) {
                        files.push((file, owner));
                    }
                }
                texts.push(Arc::from(pattern.as_str()));
            }
        }
        OverrideGlobs { files: Globs::new(files), folders: Globs::new(folders), texts }
    }

    /// The entries that match `path`, in their order, each with the index of its first pattern that does.
    pub fn matching(&self, path: &Path) -> Vec<Owner> {
        let mut found = Vec::new();
        if self.texts.is_empty() {
            return found;
        }
        self.files.find(path, &mut found);
        for folder in path.ancestors().skip(1) {
            if !folder.as_os_str().is_empty() {
                self.folders.find(folder, &mut found);
            }
        }
        found.sort_unstable();
        found.dedup_by_key(|&mut (entry, _)| entry);
        found
    }

    /// A pattern as it was written.
    pub fn text(&self, index: usize) -> Arc<str> {
        self.texts[index].clone()
    }
}

/// The folder of a plain pattern that means all in it. Most are names, which are found without trying each.
fn folder(glob: &str) -> Option<Glob> {
    let folder = glob.strip_suffix("/**")?;
    match folder.rsplit('/').next() {
        // What such an end means depends on what follows it.
        Some("" | "**") => None,
        _ => compile(folder).ok(),
    }
}

/// Compiled patterns.
#[derive(Clone, Debug, Default)]
struct Globs(Vec<(GlobSet, Vec<Owner>)>);

impl Globs {
    fn new(globs: Vec<(Glob, Owner)>) -> Globs {
        let is_name = |(glob, _): &(Glob, Owner)| {
            let name = glob.glob().strip_prefix("**/").unwrap_or(glob.glob());
            !name.contains(['*', '?', '[', '{', '\\'])
        };
        let (names, others): (Vec<_>, Vec<_>) = globs.into_iter().partition(is_name);
        let mut sets = Vec::new();
        for together in std::iter::once(names.as_slice()).chain(others.chunks(TOGETHER)) {
            let mut builder = GlobSetBuilder::new();
            for (glob, _) in together {
                builder.add(glob.clone());
            }
            if let Ok(set) = builder.build() {
                sets.push((set, together.iter().map(|&(_, owner)| owner).collect()));
            }
        }
        Globs(sets)
    }

    /// Adds the owners of those that match `path`.
    fn find(&self, path: &Path, found: &mut Vec<Owner>) {
        for (set, owners) in &self.0 {
            found.extend(set.matches(path).into_iter().map(|index| owners[index]));
        }
    }
}

/// Which files of a project are read: `include` less `exclude`.
#[derive(Clone, Debug)]
pub(super) struct Selection {
    include: Option<Patterns>,
    exclude: Patterns,
}

/// Patterns, of which the last that matches decides. Many lie in several automata: one of all might be larger than it may be.
#[derive(Clone, Debug, Default)]
struct Patterns(Vec<Gitignore>);

impl Patterns {
    fn of(patterns: &[String]) -> Patterns {
        Patterns(patterns.chunks(TOGETHER).map(gitignore).collect())
    }

    fn matched(&self, path: &Path, is_dir: bool) -> Match<&ignore::gitignore::Glob> {
        for set in self.0.iter().rev() {
            let matched = set.matched(path, is_dir);
            if !matched.is_none() {
                return matched;
            }
        }
        Match::None
    }
}

impl Selection {
    /// Takes the patterns of both settings; `include` absent is every `*.vsd`.
    pub fn new(include: Option<&[String]>, exclude: &[String]) -> Selection {
        Selection { include: include.map(Patterns::of), exclude: Patterns::of(exclude) }
    }

    /// The same without `exclude`.
    pub fn without_exclude(&self) -> Selection {
        Selection { include: self.include.clone(), exclude: Patterns::default() }
    }

    /// Whether a file found by walking is one to read. `path` is relative to the project's root.
    pub fn includes(&self, path: &Path) -> bool {
        let Some(include) = &self.include else { return is_vsd(path) };
        match include.matched(path, false) {
            // `models/**` means the models in there, not the notes beside them; `*.txt` means what it says.
            Match::Ignore(glob) => is_vsd(path) || !glob.original().ends_with('*'),
            Match::Whitelist(_) => false,
            Match::None if is_vsd(path) => {
                let mut above = path.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
                let decided = above.find_map(|above| {
                    let matched = include.matched(above, true);
                    if matched.is_none() { None } else { Some(matched.is_ignore()) }
                });
                decided == Some(true)
            }
            Match::None => false,
        }
    }

    /// Whether `exclude` takes away this very path; a walk that asks for each directory on its way needs no more.
    pub fn excludes(&self, path: &Path, is_dir: bool) -> bool {
        self.exclude.matched(path, is_dir).is_ignore()
    }

    /// Whether `exclude` takes away this path or a directory above it.
    pub fn excludes_within(&self, path: &Path, is_dir: bool) -> bool {
        if self.exclude.0.is_empty() {
            return false;
        }
        path.ancestors()
            .filter(|above| !above.as_os_str().is_empty())
            .enumerate()
            .any(|(height, above)| self.excludes(above, is_dir || height > 0))
    }
}

fn gitignore(patterns: &[String]) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    for pattern in patterns {
        // One that does not compile is left out here: reading the file has reported it.
        let _ = builder.add_line(None, pattern);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// Whether the name ends in `.vsd`, in whatever case.
pub(super) fn is_vsd(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("vsd"))
}
