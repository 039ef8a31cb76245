//! A step that ends name and that is not there: what fails for want of it is part of the same mistake.

use super::Known;
use crate::model::flows::{UnknownName, Wanted};
use crate::model::pairing::MissingStep;
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::few_listed;
use crate::rules::support::unmet_flow::{gap_names, show_gap};

impl Known<'_> {
    /// The step that this end names and that other flows of its stream miss too.
    pub(super) fn missing_step(&self, unknown: &UnknownName) -> Option<&MissingStep> {
        self.model.diagnosis().missing_step(self.home(unknown)?, unknown.name)
    }

    /// The same with what fails for want of the step, and without a fix: to write another name would leave that as it is.
    pub(super) fn with_missing(
        &self,
        finding: FindingBuilder,
        unknown: &UnknownName,
        missing: &MissingStep,
    ) -> FindingBuilder {
        let gap = &missing.gap;
        let mut does = Vec::new();
        for (verb, flows) in [("uses", &gap.left_over), ("produces", &gap.lacking)] {
            if !flows.is_empty() {
                does.push(format!("{verb} {}", few_listed(&gap_names(self.model, flows), "and")));
            }
        }
        let name = self.model.slice(unknown.place);
        let condition = match unknown.wanted {
            Wanted::StepOf(_) => "if none of them is meant",
            _ => "if it is a step",
        };
        let finding = finding.help(format!(
            "{condition}, write the step that is missing, `step {name}`, which {}",
            does.join(" and ")
        ));
        show_gap(self.model, finding, &gap.left_over, &gap.lacking, &gap.outside).without_fix()
    }
}
