//! The folders of `src/` as floors of a house: what imports what, read from the code itself.
//!
//! `floors.toml` beside this crate says which folder stands on which floor. An import may lead down and nowhere else.

mod check;
mod habits;
mod imports;
mod picture;
mod placing;
mod plan;

pub use check::check;
pub use habits::habits;
pub use imports::{Imports, read};
pub use picture::{as_svg, as_text};
pub use plan::{Floor, Plan};

use std::path::{Path, PathBuf};

/// What goes wrong while the code is read.
#[derive(Debug)]
pub struct Error {
    /// The file.
    pub path: PathBuf,
    /// Why, in one sentence.
    pub cause: String,
}

impl Error {
    fn new(path: &Path, cause: &dyn ToString) -> Error {
        Error { path: path.to_owned(), cause: cause.to_string() }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}: {}", self.path.display(), self.cause)
    }
}

impl std::error::Error for Error {}
