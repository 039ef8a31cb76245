//! Fixes a project: applies the fixes of findings, checks again, and goes on until nothing is left to apply.
//!
//! No fix is trusted. After every step the project is checked, and what did not do as it should is taken back: a fix
//! must lose its finding, must not break the syntax and must not make another finding of its rule.

mod allow;
mod apply;
mod fix_loop;
mod tally;

use std::collections::BTreeMap;

use self::fix_loop::run;
use crate::finding::{Applicability, Finding};
use crate::source::FileId;
use crate::workspace::{CheckResult, Workspace};

pub use allow::{allow, suppress};

/// Which findings may be fixed.
pub struct FixFilter<'b> {
    /// Says for each of the findings that a check gave whether to fix it.
    pub wanted: &'b dyn Fn(&[Finding]) -> Vec<bool>,
    /// Says whether a file must not be written.
    pub locked: &'b dyn Fn(FileId) -> bool,
}

/// A project after fixing.
#[derive(Debug)]
pub struct Fixed {
    /// What is still found.
    pub checked: CheckResult,
    /// How many findings were fixed.
    pub count: usize,
    /// What could not be fixed after all.
    pub refused: Vec<Refused>,
    /// The files that changed, each with the text that it had before.
    pub changed: BTreeMap<FileId, String>,
}

/// A finding that could not be fixed.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The finding, as it was at that time, with the fix that was tried.
    pub finding: Finding,
    /// Why it could not.
    pub reason: RefusalReason,
}

/// Why a finding cannot be fixed by machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusalReason {
    /// One of the files must not be written.
    #[error("it changes a file that is not to be written")]
    Locked(FileId),
    /// Something could not be read afterwards.
    #[error("afterwards a statement could not be read")]
    Syntax,
    /// The finding, or another of its rule, would be there afterwards.
    #[error("afterwards the same rule would find something again")]
    Remains,
    /// An `@allow` can stand before a statement only, and the finding is in none.
    #[error("it is in no statement that an `@allow` could stand before")]
    NoStatement,
    /// Another fix undoes it.
    #[error("another fix would undo it")]
    Unsettled,
    /// So many others did harm that it was not tried; nor were those behind it.
    #[error(
        "too many others did harm before it, so it and what follows were not tried; fix some by hand and run this again"
    )]
    Untried,
}

/// Applies all fixes that `applicability` covers and `filter` lets through.
///
/// Fixes that touch each other are applied one after another. It ends: a fix is applied only if it loses its finding,
/// and never if the texts have been the same before.
pub fn apply_fixes(
    workspace: &mut Workspace<'_>,
    applicability: Applicability,
    filter: &FixFilter<'_>,
) -> Fixed {
    run(workspace, filter, &|_, finding| {
        let fix = finding.fix.as_ref()?;
        if applicability.covers(fix.applicability) { Some(fix.clone()) } else { None }
    })
}
