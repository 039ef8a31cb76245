//! What a model is judged to be by the rules of its project, the built-in ones and its policies.

use std::path::PathBuf;

use vsdlint::finding::Finding;
use vsdlint::model::Model;
use vsdlint::policy;
use vsdlint::project::{Policies, Settings};
use vsdlint::rules::{self, Checked};

use super::console::Console;

/// All findings in `model`, suppressed ones among them. Shows what is wrong with the policies, whose findings are missing
/// then; `revision` is what they were read from, where that is not the files here.
pub fn findings(
    model: &Model<'_>,
    settings: &Settings,
    relative: &[PathBuf],
    policies: &Policies,
    revision: Option<&str>,
    console: &mut Console,
) -> Vec<Finding> {
    let own = policy::own_rules(policies, settings);
    let Checked { findings, failures } = rules::check_with_own(model, settings, relative, own.as_deref());
    for problem in policies.problems.iter().chain(&failures) {
        match revision {
            Some(revision) => console.problem(&problem.clone().at_revision(revision)),
            None => console.problem(problem),
        }
    }
    findings
}
