//! Reads `vsdlint.toml` and what it extends.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use miette::NamedSource;

use super::display_path::DisplayPaths;
use super::error::{ConfigError, ConfigMistake, FileError, MistakeKind};
use super::layer::{Extends, Layer};
use super::parse::parse;
use crate::rule::RuleMetadata;
use crate::source::lines;

/// The name of the file that makes a directory a project's root.
pub const CONFIG_NAME: &str = "vsdlint.toml";

/// The largest configuration that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// Reads the configuration at `path` and all that it extends. Gives the layers, the deepest base first, as far
/// as they could be understood, and the files that cannot be used.
pub(super) fn load(
    path: &Path,
    display: &DisplayPaths,
    rules: &[RuleMetadata],
) -> (Vec<Layer>, Vec<ConfigError>) {
    let (mut layers, mut errors) = (Vec::new(), Vec::new());
    let mut chain: Vec<(PathBuf, PathBuf)> = Vec::new();
    let mut next = path.to_owned();
    let mut text = match read_text(&next, &display.of(&next)) {
        Ok(text) => text,
        Err(error) => return (layers, vec![error]),
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
        if !mistakes.is_empty() {
            mistakes.sort_by_key(|mistake| mistake.span.offset());
            let path = name.display().to_string();
            let source_code = NamedSource::new(&path, text).with_language("toml");
            errors.push(ConfigError::Mistakes { path, source_code, mistakes });
        }
        match base {
            Some((path, base)) => (next, text) = (path, base),
            None => break,
        }
    }
    layers.reverse();
    (layers, errors)
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
    let bytes = match read_bytes(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(FileError::NotRegular { path: name }.into()),
        Err(error) => return Err(FileError::Unreadable { path: name, error }.into()),
    };
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ConfigError::TooLarge { path: name, limit: MAX_BYTES });
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..offset];
        let line = lines::starts(before).count() + 1;
        ConfigError::NotUtf8 { path: name, offset, line }
    })
}

/// At most one byte more than allowed; `None` for what is no regular file, which is never opened: a pipe would
/// keep us waiting.
fn read_bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    if !fs::metadata(path)?.is_file() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}
