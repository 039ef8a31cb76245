//! How projects are looked for.

use std::path::PathBuf;

use super::flags::Flags;
use super::overlay::Overlay;

/// How to look for projects.
#[derive(Clone, Debug)]
pub struct DiscoverOptions {
    /// The working directory: named paths are relative to it, and shown paths as well where they lie below it.
    pub current_dir: PathBuf,
    /// Leave out a named path that the settings, `.gitignore` or a leading dot take away, instead of taking it.
    pub force_exclude: bool,
    /// A named directory without anything to check is no problem.
    pub allow_empty: bool,
    /// Levels set on the command line.
    pub flags: Flags,
    /// Texts that stand in for files; one of them may be named before it exists.
    pub overlay: Overlay,
    /// Such a file may lie in a folder that is not there either, or where none can be: an editor has it all the same.
    pub allow_nowhere: bool,
    /// A directory above which no configuration is looked for; links resolved.
    pub ceiling: Option<PathBuf>,
}

impl DiscoverOptions {
    /// No flags, nothing forced or allowed, from this working directory.
    pub fn new(current_dir: impl Into<PathBuf>) -> DiscoverOptions {
        DiscoverOptions {
            current_dir: current_dir.into(),
            force_exclude: false,
            allow_empty: false,
            flags: Flags::default(),
            overlay: Overlay::default(),
            allow_nowhere: false,
            ceiling: None,
        }
    }
}
