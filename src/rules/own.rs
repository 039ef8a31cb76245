//! Rules that a project brings itself, as the rules of vsdlint see them.

use crate::finding::Finding;
use crate::model::Model;
use crate::project::PolicyError;
use crate::rule::RuleId;
use crate::rules::builder::FindingBuilder;

/// The rules of one's own of a project, ready to run.
pub trait OwnRules: std::fmt::Debug + Send + Sync {
    /// Runs those of them that `wanted` names, by their ids in the table of the project, on `model`, in which the built-in
    /// rules have found `findings`; suppressed ones are among these, marked.
    fn check(&self, model: &Model<'_>, findings: &[Finding], wanted: &[RuleId]) -> OwnFindings;
}

/// What rules of one's own found.
#[derive(Debug, Default)]
pub struct OwnFindings {
    /// What each that could run found.
    pub found: Vec<(RuleId, Vec<FindingBuilder>)>,
    /// Why the others could not.
    pub failures: Vec<PolicyError>,
}
