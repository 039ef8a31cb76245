//! Reads `vsdlint.toml` and what it extends.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use miette::NamedSource;

use super::binary_detection::encoding_of;
use super::bounded::{self, Bounded};
use super::display_path::DisplayPaths;
use super::error::{ConfigError, ConfigMistake, FileError, MistakeKind};
use super::layer::{Extends, Layer};
use super::parse::parse;
use super::policies::Chosen;
use super::thresholds;
use crate::rule::RuleTable;
use crate::source::{LineIndex, lines};

/// The name of the file that makes a directory a project's root.
pub const CONFIG_NAME: &str = "vsdlint.toml";

/// The largest configuration that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// How many files may extend one another in a row.
const MAX_CHAIN: usize = 100;

/// A file that was read, before it is judged.
struct Read {
    path: PathBuf,
    /// As messages show it.
    name: PathBuf,
    text: String,
    /// What is wrong with what it extends.
    astray: Option<ConfigMistake>,
    /// What it sets and what is wrong with that, as far as the built-in rules go.
    parsed: (Layer, Vec<ConfigMistake>),
}

/// A configuration with all that it extends, read.
#[derive(Default)]
pub(super) struct Chain {
    /// The file that wins first.
    files: Vec<Read>,
    /// Why the first one cannot be read.
    error: Option<ConfigError>,
    /// All files that were to be read, the one that wins first; the last of them may not be there.
    wanted: Vec<PathBuf>,
    /// The project's root, links resolved.
    root: PathBuf,
}

/// A configuration with all that it extends.
#[derive(Default)]
pub(super) struct Loaded {
    /// What each file sets, the deepest base first, as far as it could be understood.
    pub layers: Vec<Layer>,
    /// The files that cannot be used.
    pub errors: Vec<ConfigError>,
    /// The files that were to be read, the one that wins first; where there are errors, the last may not be there.
    pub files: Vec<PathBuf>,
}

/// Reads the configuration at `path` and all that it extends, with what `rules`, the built-in ones, make of it.
pub(super) fn load(path: &Path, display: &DisplayPaths, rules: &RuleTable) -> Chain {
    let root = path.parent().map(identity).unwrap_or_default();
    let mut wanted = vec![path.to_owned()];
    let failed = |error| Chain { error: Some(error), wanted: vec![path.to_owned()], ..Chain::default() };
    if path.is_symlink() && path.is_file() && !may_be_shown(path, &root) {
        return failed(ConfigError::Link { path: display.text(path) });
    }
    let mut chain: Vec<(PathBuf, PathBuf)> = Vec::new();
    let mut files: Vec<Read> = Vec::new();
    let mut next = path.to_owned();
    let mut text = match read_text(&next, &display.of(&next)) {
        Ok(text) => text,
        Err(error) => return failed(error),
    };
    loop {
        let name = display.of(&next);
        chain.push((identity(&next), name.clone()));
        let parsed = parse(&text, Arc::from(name.as_path()), rules);
        let mut astray = None;
        let mut base = None;
        if let Some(extends) = &parsed.0.extends {
            let path = next.parent().unwrap_or(Path::new("")).join(&extends.path);
            wanted.push(path.clone());
            match follow(extends, &path, &chain, display) {
                Ok(text) => base = Some((path, text)),
                Err(mistake) => astray = Some(mistake),
            }
        }
        files.push(Read { path: next, name, text, astray, parsed });
        match base {
            Some((path, base)) => (next, text) = (path, base),
            None => return Chain { files, error: None, wanted, root },
        }
    }
}

impl Chain {
    /// Where the project's policies are to be looked for.
    pub fn policies(&self) -> Chosen {
        for file in &self.files {
            if let Some((folders, _)) = &file.parsed.0.policies {
                let beside = file.path.parent().unwrap_or(Path::new(""));
                return Chosen::Set(folders.iter().map(|path| (beside.join(path), path.clone())).collect());
            }
        }
        Chosen::Usual
    }

    /// What it sets for `rules`; these may be more than the built-in ones.
    pub fn judge(self, rules: &RuleTable) -> Loaded {
        let Chain { mut files, error, wanted, root } = self;
        let mut layers = Vec::with_capacity(files.len());
        let mut mistakes: Vec<Vec<ConfigMistake>> = Vec::with_capacity(files.len());
        for file in &mut files {
            let parsed =
                std::mem::replace(&mut file.parsed, (Layer::new(Arc::from(Path::new(""))), Vec::new()));
            let (layer, mut wrong) = if rules.own_ids().next().is_some() {
                parse(&file.text, Arc::from(file.name.as_path()), rules)
            } else {
                parsed
            };
            wrong.extend(file.astray.take());
            layers.push(layer);
            mistakes.push(wrong);
        }
        for (file, mistake) in thresholds::crossed(&layers, rules) {
            mistakes[file].push(mistake);
        }
        layers.reverse();
        let mut errors: Vec<ConfigError> = error.into_iter().collect();
        for (file, mistakes) in files.into_iter().zip(mistakes) {
            errors.extend(file.error(mistakes, &root));
        }
        Loaded { layers, errors, files: wanted }
    }
}

impl Read {
    /// What is wrong with it. Of a file outside the project, or that may be no settings, nothing is shown.
    fn error(self, mut mistakes: Vec<ConfigMistake>, root: &Path) -> Option<ConfigError> {
        if mistakes.is_empty() {
            return None;
        }
        mistakes.sort_by_key(|mistake| mistake.span.offset());
        let path = self.name.display().to_string();
        if may_be_shown(&self.path, root) {
            let source_code = NamedSource::new(&path, self.text).with_language("toml");
            return Some(ConfigError::Mistakes { path, source_code, mistakes });
        }
        let lines = LineIndex::new(&self.text);
        let mut places = Vec::with_capacity(mistakes.len());
        for mistake in &mistakes {
            places.push((lines.line_index(mistake.span.offset() as u32) as u32 + 1, mistake.kind));
        }
        Some(ConfigError::Hidden { path, places })
    }
}

/// Whether lines of the file may stand in a message: it is a settings file of the project, wherever links lead.
fn may_be_shown(path: &Path, root: &Path) -> bool {
    let real = identity(path);
    real.starts_with(root) && real.extension().is_some_and(|ending| ending == "toml")
}

/// The text of the file to extend.
fn follow(
    extends: &Extends,
    base: &Path,
    chain: &[(PathBuf, PathBuf)],
    display: &DisplayPaths,
) -> Result<String, ConfigMistake> {
    let mistake =
        |kind, message, help| ConfigMistake { kind, message, span: extends.span.clone().into(), help };
    let this = identity(base);
    if let Some(start) = chain.iter().position(|(file, _)| *file == this) {
        let files: Vec<String> = chain[start..]
            .iter()
            .chain([&chain[start]])
            .map(|(_, name)| name.display().to_string())
            .collect();
        let message = format!("`{}` extends itself: {}", files[0], files.join(" → "));
        return Err(mistake(MistakeKind::ExtendsLoop, message, None));
    }
    if chain.len() >= MAX_CHAIN {
        let message = format!("more than {MAX_CHAIN} files extend one another");
        return Err(mistake(MistakeKind::ExtendsLoop, message, None));
    }
    read_text(base, &display.of(base)).map_err(|error| {
        let help = "the path is relative to the file that names it".to_owned();
        mistake(MistakeKind::ExtendsUnreadable, format!("nothing to extend: {error}"), Some(help))
    })
}

fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The text of the configuration at `path`; `name` is how messages show it.
fn read_text(path: &Path, name: &Path) -> Result<String, ConfigError> {
    let name = name.display().to_string();
    let bytes = match bounded::read(path, MAX_BYTES) {
        Ok(Bounded::Bytes(bytes)) => bytes,
        Ok(Bounded::NotRegular) => return Err(FileError::NotRegular { path: name }.into()),
        Ok(Bounded::TooLarge) => return Err(ConfigError::TooLarge { path: name, limit: MAX_BYTES }),
        Err(error) => return Err(FileError::Unreadable { path: name, error }.into()),
    };
    if let Some(encoding) = encoding_of(&bytes) {
        return Err(ConfigError::Encoding { path: name, encoding });
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..offset];
        let line = lines::starts(before).count() + 1;
        ConfigError::NotUtf8 { path: name, offset, line }
    })
}
