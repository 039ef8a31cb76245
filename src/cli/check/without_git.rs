//! What stands in for `since.rs` in a build without git: there is no `--since`, and nothing is known of the past.

use std::collections::HashSet;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use vsdlint::baseline::KnownFindings;
use vsdlint::project::{DiscoverOptions, Project};
use vsdlint::workspace::Workspace;

use super::Arguments;
use crate::cli::error::Problems;
use crate::cli::progress::Progress;

/// No past.
pub struct Past;

impl Past {
    /// Never fails, as nothing is asked for.
    #[allow(clippy::unnecessary_wraps)] // the same face as with git
    pub fn check_out(
        _: &Arguments,
        _: &[Project],
        _: &DiscoverOptions,
        _: &Progress,
    ) -> Result<Past, Problems> {
        Ok(Past)
    }
}

/// What was found then: nothing.
pub struct Since<'c> {
    /// None.
    pub revision: Option<&'c str>,
    /// Empty.
    pub known: KnownFindings,
    /// Empty.
    pub unread: HashSet<PathBuf>,
    workspaces: PhantomData<Workspace<'c>>,
}

impl<'c> Since<'c> {
    /// Knows nothing.
    pub fn check(_: &'c mut Past) -> Since<'c> {
        Since {
            revision: None,
            known: KnownFindings::default(),
            unread: HashSet::new(),
            workspaces: PhantomData,
        }
    }

    /// None: every text is read anew.
    pub fn take(&mut self, _: &Path) -> Option<Workspace<'c>> {
        let _ = self.workspaces;
        None
    }
}
