//! Why the past of a project cannot be looked at.

use std::io;

use miette::Diagnostic;
use thiserror::Error;

use crate::project::error::ProjectError;

/// Why the past cannot be looked at.
#[derive(Debug, Error, Diagnostic)]
pub enum RevisionError {
    /// No repository holds the project.
    #[error("`{path}` is in no git repository, so there is no `{revision}` to compare with")]
    #[diagnostic(help(
        "a repository has `.git` in the folder or above it; what `GIT_DIR` names is not looked at"
    ))]
    NoRepository {
        /// The project's root.
        path: String,
        /// The revision asked for.
        revision: String,
    },
    /// The repository has no work tree.
    #[error("`{path}` is in a bare git repository, which has no files to compare with those of `{revision}`")]
    #[diagnostic(help("clone it, and check the clone"))]
    Bare {
        /// The project's root.
        path: String,
        /// The revision asked for.
        revision: String,
    },
    /// The names of commits are stored in a newer way.
    #[error(
        "the git repository of `{path}` stores its references as reftable, so `{revision}` cannot be found"
    )]
    #[diagnostic(help("`git refs migrate --ref-format=files` stores them as files"))]
    Reftable {
        /// The project's root.
        path: String,
        /// The revision asked for.
        revision: String,
    },
    /// The repository cannot be opened.
    #[error("the git repository of `{path}` cannot be read: {message}")]
    Repository {
        /// The topmost directory of the work tree.
        path: String,
        /// What is wrong.
        message: String,
    },
    /// More than can be taken in.
    #[error("`{revision}` has more than {limit}, too many to compare with")]
    TooMuch {
        /// The revision asked for.
        revision: String,
        /// The bound that is broken, in words.
        limit: &'static str,
    },
    /// The project's root, with its settings, lies above the repository.
    #[error(
        "the settings in `{path}` lie outside the git repository, so those of `{revision}` are not known"
    )]
    Above {
        /// The project's root.
        path: String,
        /// The revision asked for.
        revision: String,
    },
    /// Nothing has been committed yet.
    #[error("the git repository of `{path}` has no commits yet, so there is no `{revision}` to compare with")]
    NoCommits {
        /// The project's root.
        path: String,
        /// The revision asked for.
        revision: String,
    },
    /// The repository does not know the revision.
    #[error("the git repository of `{path}` has no revision `{revision}`")]
    NoRevision {
        /// The project's root.
        path: String,
        /// The revision asked for.
        revision: String,
        /// What to do.
        #[help]
        help: String,
    },
    /// The revision names a single file.
    #[error("`{revision}` is a file and no commit, so there is no model to compare with")]
    #[diagnostic(help("name the commit"))]
    File {
        /// The revision asked for.
        revision: String,
    },
    /// Two revisions have no commit in common.
    #[error("`{one}` and `{other}` have no commit in common")]
    NoMergeBase {
        /// The one.
        one: String,
        /// The other.
        other: String,
        /// What to do.
        #[help]
        help: String,
    },
    /// A file of that time cannot be read from the repository.
    #[error("cannot read `{path}` as of `{revision}` from the git repository: {message}")]
    Object {
        /// The file or directory.
        path: String,
        /// The revision asked for.
        revision: String,
        /// What git's object store says.
        message: String,
        /// What to do.
        #[help]
        help: String,
    },
    /// The temporary directory cannot be written.
    #[error("cannot write a temporary file: {error}")]
    Temporary {
        /// What the system says.
        #[from]
        error: io::Error,
    },
    /// The settings of then are broken.
    #[error("the settings as of `{revision}` cannot be used, so what was found then is not known")]
    #[diagnostic(help("name a later revision"))]
    Settings {
        /// The revision asked for.
        revision: String,
        /// What is wrong with them.
        errors: Vec<ProjectError>,
    },
}

/// What an error of gix says, without the values that it lists behind it as `, name="value"`.
pub(super) fn in_words(error: &dyn std::error::Error) -> String {
    let text = error.to_string();
    let mut words: Vec<&str> = Vec::new();
    for part in text.split(", ") {
        if part.contains("=\"") {
            break;
        }
        words.push(part);
    }
    let words = words.join(", ");
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    first + letters.as_str()
}
