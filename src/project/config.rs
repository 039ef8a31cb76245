//! Reads `vsdlint.toml` and what it extends.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use miette::NamedSource;

use super::bounded::{self, Bounded};
use super::display_path::DisplayPaths;
use super::error::{ConfigError, ConfigMistake, FileError, MistakeKind};
use super::layer::{Extends, Layer};
use super::parse::parse;
use super::thresholds;
use crate::rule::RuleMetadata;
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
    mistakes: Vec<ConfigMistake>,
}

/// A configuration with all that it extends.
#[derive(Default)]
pub(super) struct Loaded {
    /// What each file sets, the deepest base first, as far as it could be understood.
    pub layers: Vec<Layer>,
    /// The files that cannot be used.
    pub errors: Vec<ConfigError>,
    /// The files that were read, the one that wins first.
    pub files: Vec<PathBuf>,
}

/// Reads the configuration at `path` and all that it extends.
pub(super) fn load(path: &Path, display: &DisplayPaths, rules: &[RuleMetadata]) -> Loaded {
    let failed = |error| Loaded { errors: vec![error], ..Loaded::default() };
    let mut layers = Vec::new();
    let root = path.parent().map(identity).unwrap_or_default();
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
        let (layer, mut mistakes) = parse(&text, Arc::from(name.as_path()), rules);
        let base = layer.extends.as_ref().and_then(|extends| {
            let base = next.parent().unwrap_or(Path::new("")).join(&extends.path);
            follow(extends, &base, &chain, display)
                .map_err(|mistake| mistakes.push(mistake))
                .ok()
                .map(|text| (base, text))
        });
        layers.push(layer);
        files.push(Read { path: next, name, text, mistakes });
        match base {
            Some((path, base)) => (next, text) = (path, base),
            None => break,
        }
    }
    for (file, mistake) in thresholds::crossed(&layers, rules) {
        files[file].mistakes.push(mistake);
    }
    layers.reverse();
    let paths = files.iter().map(|file| file.path.clone()).collect();
    let errors = files.into_iter().filter_map(|file| file.error(&root)).collect();
    Loaded { layers, errors, files: paths }
}

impl Read {
    /// What is wrong with it. Of a file outside the project, or that may be no settings, nothing is shown.
    fn error(mut self, root: &Path) -> Option<ConfigError> {
        if self.mistakes.is_empty() {
            return None;
        }
        self.mistakes.sort_by_key(|mistake| mistake.span.offset());
        let path = self.name.display().to_string();
        if may_be_shown(&self.path, root) {
            let source_code = NamedSource::new(&path, self.text).with_language("toml");
            return Some(ConfigError::Mistakes { path, source_code, mistakes: self.mistakes });
        }
        let lines = LineIndex::new(&self.text);
        let mut places = Vec::with_capacity(self.mistakes.len());
        for mistake in &self.mistakes {
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
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..offset];
        let line = lines::starts(before).count() + 1;
        ConfigError::NotUtf8 { path: name, offset, line }
    })
}
