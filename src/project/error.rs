//! What can go wrong before anything is linted, as errors that miette can render.

use std::io;

use miette::{Diagnostic, NamedSource, Severity, SourceSpan};
use thiserror::Error;

use crate::text::plural;

/// A path that cannot be linted, or a project whose settings cannot be used.
#[derive(Debug, Error, Diagnostic)]
pub enum ProjectError {
    /// A `vsdlint.toml`, or a file that it extends, cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Config(#[from] Box<ConfigError>),
    /// A named path does not exist.
    #[error("`{path}` does not exist")]
    NotFound {
        /// The path, as it was named.
        path: String,
    },
    /// A path is a pipe, a socket or a device, or cannot be looked at.
    #[error(transparent)]
    #[diagnostic(transparent)]
    File(#[from] FileError),
    /// A named directory holds nothing to check.
    #[error("`{path}` holds no value stream description (`*.vsd`)")]
    #[diagnostic(help(
        "`include`, `exclude` and `.gitignore` may leave files out; `--allow-empty` accepts that"
    ))]
    NothingToCheck {
        /// The directory, as it was named.
        path: String,
    },
    /// A file of patterns for git is larger than any needs to be.
    #[error("`{path}` has more than {bytes} bytes or {patterns} patterns, too many to leave files out by")]
    TooManyPatterns {
        /// The file, as messages show it.
        path: String,
        /// The largest size in bytes that is read.
        bytes: u64,
        /// The most patterns that are read.
        patterns: usize,
    },
    /// A file is in the commit that is checked out, and a pattern for git leaves it out all the same.
    #[error("`{path}`{} left out by `.gitignore`, and git keeps {} all the same",
        if *more == 0 { " is".to_owned() } else { format!(" and {} are", plural(*more, "other file")) },
        if *more == 0 { "it" } else { "them" })]
    #[diagnostic(
        severity(Warning),
        help(
            "take it out of `.gitignore` if it belongs to the model; if not, `git rm --cached` takes it out of the repository"
        )
    )]
    KeptByGit {
        /// The file, as messages show it; the first of several.
        path: String,
        /// How many others there are.
        more: usize,
    },
    /// A link met on the way leads out of the project or nowhere, and is not followed.
    #[error("`{path}` is left out: it links to {target}")]
    #[diagnostic(severity(Warning))]
    SkippedLink {
        /// The link, as messages show it.
        path: String,
        /// What it leads to, in words.
        target: &'static str,
    },
}

impl ProjectError {
    /// Whether it fails the run (`Error`) or is only worth saying (`Warning`).
    pub fn severity(&self) -> Severity {
        Diagnostic::severity(self).unwrap_or(Severity::Error)
    }

    /// For an input/output error on `path`, as messages show it.
    pub(super) fn io(path: String, error: io::Error) -> ProjectError {
        match error.kind() {
            io::ErrorKind::NotFound => ProjectError::NotFound { path },
            _ => FileError::Unreadable { path, error }.into(),
        }
    }
}

/// What stands at a path is no file that can be read.
#[derive(Debug, Error, Diagnostic)]
pub enum FileError {
    /// It is a directory, a pipe, a socket or a device.
    #[error("`{path}` is no regular file")]
    NotRegular {
        /// The path, as messages show it.
        path: String,
    },
    /// The system does not let it be read, or looked at.
    #[error("cannot read `{path}`: {error}")]
    Unreadable {
        /// The path, as messages show it.
        path: String,
        /// What the system says.
        error: io::Error,
    },
}

impl FileError {
    /// The path, as messages show it.
    pub fn path(&self) -> &str {
        match self {
            FileError::NotRegular { path } | FileError::Unreadable { path, .. } => path,
        }
    }
}

/// A configuration file that cannot be used.
#[derive(Debug, Error, Diagnostic)]
pub enum ConfigError {
    /// It holds mistakes, all of which are listed.
    #[error("`{path}` cannot be used")]
    Mistakes {
        /// The file, as messages show it.
        path: String,
        /// Its text, for showing the places.
        #[source_code]
        source_code: NamedSource<String>,
        /// What is wrong, in the order of the file.
        #[related]
        mistakes: Vec<ConfigMistake>,
    },
    /// It is text, but not UTF-8.
    #[error("`{path}` is {encoding}, not UTF-8")]
    #[diagnostic(help("save it as UTF-8"))]
    Encoding {
        /// The file, as messages show it.
        path: String,
        /// The encoding's name.
        encoding: &'static str,
    },
    /// It is no UTF-8 text.
    #[error("`{path}` is not UTF-8: byte {offset} (line {line}) is part of no character")]
    #[diagnostic(help("save it as UTF-8"))]
    NotUtf8 {
        /// The file, as messages show it.
        path: String,
        /// 0-based offset of the first byte that is no UTF-8.
        offset: usize,
        /// 1-based line of that byte.
        line: usize,
    },
    /// It is larger than any configuration needs to be.
    #[error("`{path}` is larger than {limit} bytes, too large for a configuration")]
    TooLarge {
        /// The file, as messages show it.
        path: String,
        /// The largest size in bytes that is read.
        limit: u64,
    },
    /// It holds mistakes, and is not to be shown: it lies outside the project, or may be no settings at all.
    #[error("`{path}` cannot be used: {}", listed(places))]
    #[diagnostic(help(
        "nothing of it is shown, since it lies outside the project or its name does not end in `.toml`"
    ))]
    Hidden {
        /// The file, as messages show it.
        path: String,
        /// 1-based lines of the mistakes, each with its kind, in the order of the file.
        places: Vec<(u32, MistakeKind)>,
    },
    /// It is a link that leads outside the project, or to what is no settings file.
    #[error("`{path}` links to what is no `.toml` file of the project: it is not read")]
    #[diagnostic(help("`extends = \"PATH\"` takes the settings of another file"))]
    Link {
        /// The link, as messages show it.
        path: String,
    },
    /// It is no regular file, or cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    File(#[from] FileError),
}

/// The first of some mistakes, by their lines and kinds.
fn listed(places: &[(u32, MistakeKind)]) -> String {
    let mut words: Vec<String> =
        places.iter().take(3).map(|(line, kind)| format!("{} in line {line}", kind.words())).collect();
    if places.len() > words.len() {
        words.push(format!("{} more", places.len() - words.len()));
    }
    words.join(", ")
}

/// One mistake in a configuration file, with its place there.
#[derive(Clone, Debug, Error, Diagnostic, PartialEq, Eq)]
#[error("{message}")]
pub struct ConfigMistake {
    /// What kind of mistake it is, for programs.
    pub kind: MistakeKind,
    /// One sentence in plain words, without a full stop.
    pub message: String,
    /// The bytes of the file at fault.
    #[label("{}", self.kind.label())]
    pub span: SourceSpan,
    /// What to write instead.
    #[help]
    pub help: Option<String>,
}

/// The kinds of mistakes in a configuration file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MistakeKind {
    /// The text is no TOML.
    NoToml,
    /// A key that means nothing there.
    UnknownKey,
    /// A key that has to be there is missing.
    MissingKey,
    /// A name that is no rule.
    UnknownRule,
    /// A word that is none of those allowed.
    UnknownWord,
    /// A setting that the rule does not have, or not there.
    UnknownSetting,
    /// A value of the wrong type, or a number out of reach.
    WrongValue,
    /// A pattern of paths that cannot be read.
    BadGlob,
    /// A file that extends itself by way of others.
    ExtendsLoop,
    /// A file to extend that cannot be read.
    ExtendsUnreadable,
}

impl MistakeKind {
    /// What it is, without a word of the file.
    fn words(self) -> &'static str {
        match self {
            MistakeKind::NoToml => "no TOML",
            MistakeKind::UnknownKey => "an unknown key",
            MistakeKind::MissingKey => "a missing key",
            MistakeKind::UnknownRule => "an unknown rule",
            MistakeKind::UnknownWord => "an unknown word",
            MistakeKind::UnknownSetting => "an unknown setting of a rule",
            MistakeKind::WrongValue => "a value that is not allowed",
            MistakeKind::BadGlob => "a bad pattern",
            MistakeKind::ExtendsLoop => "an `extends` that leads back",
            MistakeKind::ExtendsUnreadable => "an `extends` that cannot be read",
        }
    }

    fn label(self) -> &'static str {
        match self {
            MistakeKind::NoToml => "here",
            MistakeKind::UnknownKey => "unknown key",
            MistakeKind::MissingKey => "in this entry",
            MistakeKind::UnknownRule => "no such rule",
            MistakeKind::UnknownWord => "unknown word",
            MistakeKind::UnknownSetting => "unknown setting",
            MistakeKind::WrongValue => "not allowed here",
            MistakeKind::BadGlob => "this pattern",
            MistakeKind::ExtendsLoop => "leads back",
            MistakeKind::ExtendsUnreadable => "this file",
        }
    }
}
