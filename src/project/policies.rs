//! The policies of a project: its own rules, each a file `NAME.rego` with a page `NAME.md` beside it. What they are
//! called and what their pages say is read here; what they demand is not looked at.

mod annotations;
mod error;
mod example;
mod find;
mod page;

use std::path::PathBuf;

use miette::NamedSource;

use crate::rule::RuleMetadata;

pub use error::PolicyError;
pub use example::PolicyExample;
pub use find::is_name as is_policy_name;
pub(super) use find::{Chosen, find};
pub use page::misnamed_examples;

/// The folder beside `vsdlint.toml` that is looked into where nothing is set.
pub const POLICIES_FOLDER: &str = "policies";

/// The policies of a project.
#[derive(Clone, Debug, Default)]
pub struct Policies {
    /// The rules, in the order of their names.
    pub rules: Vec<Policy>,
    /// What all of them may import: the `.rego` files in folders `lib`.
    pub helpers: Vec<PolicyText>,
    /// What is wrong with them, as far as it shows without looking into the policies themselves.
    pub problems: Vec<PolicyError>,
    /// Where they were looked for: folders and files that the settings name, or the usual folder, and `lib` in folders.
    pub places: Vec<PathBuf>,
}

/// A rule of one's own.
#[derive(Clone, Debug)]
pub struct Policy {
    /// What is known of the rule.
    pub metadata: RuleMetadata,
    /// The policy.
    pub text: PolicyText,
    /// Its tests, `NAME_test.rego`.
    pub tests: Option<PolicyText>,
    /// Its page, `NAME.md`.
    pub page: Option<PolicyText>,
    /// Whether something is wrong with its page, so that it should not run.
    pub is_broken: bool,
}

impl Policy {
    /// The examples on its page, or in its annotations where it has none.
    pub fn examples(&self) -> Vec<PolicyExample> {
        match &self.page {
            Some(page) => page::examples(&page.text),
            None => annotations::examples(&self.text.text),
        }
    }

    /// The policy, its tests and its page.
    fn texts(&self) -> impl Iterator<Item = &PolicyText> {
        [Some(&self.text), self.tests.as_ref(), self.page.as_ref()].into_iter().flatten()
    }
}

/// A file that belongs to a policy.
#[derive(Clone, Debug)]
pub struct PolicyText {
    /// The file, absolute.
    pub path: PathBuf,
    /// The file, as messages show it.
    pub shown: String,
    /// All that stands in it.
    pub text: String,
    /// Whether lines of it may stand in a message: it lies in the project, wherever links lead.
    pub may_be_shown: bool,
}

impl Policies {
    /// All files that were read.
    pub fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.rules.iter().flat_map(Policy::texts).chain(&self.helpers).map(|text| &text.path)
    }
}

impl PolicyText {
    /// The text as a message shows it; `None` where nothing of it may be shown.
    pub fn source(&self) -> Option<NamedSource<String>> {
        if self.may_be_shown { Some(NamedSource::new(&self.shown, self.text.clone())) } else { None }
    }
}
