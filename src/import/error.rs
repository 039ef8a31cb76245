//! Why a source cannot be read at all.

use miette::Diagnostic;
use thiserror::Error;

/// Why a source cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Error, Diagnostic)]
pub enum ImportError {
    /// Its content is of no known kind.
    #[error("`{file}` is nothing that can be imported")]
    #[diagnostic(help(
        "tables are read, .csv, .tsv, .xlsx and .ods, and drawings in BPMN 2.0, .bpmn and .xml"
    ))]
    Unknown {
        /// The file.
        file: String,
    },
    /// Its content is known, and not read.
    #[error("`{file}` is {what}, which is not read")]
    Refused {
        /// The file.
        file: String,
        /// What it is.
        what: String,
        /// What to do instead.
        #[help]
        help: String,
    },
    /// Its content is broken, or more than is taken in.
    #[error("`{file}` cannot be read: {why}")]
    Unreadable {
        /// The file.
        file: String,
        /// What is wrong with it.
        why: String,
        /// What to do.
        #[help]
        help: Option<String>,
    },
    /// There is nothing in it that a model could be made of.
    #[error("`{file}` holds no step and no stream")]
    Nothing {
        /// The file, or files.
        file: String,
    },
}

impl ImportError {
    /// For a file of no known kind.
    pub fn unknown(file: &str) -> ImportError {
        ImportError::Unknown { file: file.to_owned() }
    }

    /// For a file that is broken.
    pub fn unreadable(file: &str, why: impl Into<String>) -> ImportError {
        ImportError::Unreadable { file: file.to_owned(), why: why.into(), help: None }
    }
}
