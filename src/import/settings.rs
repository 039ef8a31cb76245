//! The settings that suit what a source can know: what it never says of any step is not asked for in each.

use super::draft::{Draft, End, Step};
use crate::model::activity::Activity;

/// The text of a `vsdlint.toml` for a draft.
pub(super) fn of(draft: &Draft) -> String {
    let mut text = "\
# Settings of vsdlint for a model that was imported. The directory of this file is the root of a project.
# A rule that is off here asks for something that the source did not say of anything. Take its line away once the
# model says it.
[rules]
"
    .to_owned();
    for (rule, why) in unasked(draft) {
        text += &format!("{rule} = \"off\"  # {why}\n");
    }
    text
}

/// Rules that are on by default and ask for what nothing in the draft says, each with what that is.
fn unasked(draft: &Draft) -> Vec<(&'static str, &'static str)> {
    let mut rules = Vec::new();
    if draft.steps.iter().all(|step| step.activity.is_none()) {
        rules.push(("unmapped-step", "no step says in which activity it is"));
    }
    if !draft.steps.iter().any(improves) {
        rules.push(("unimproved-stream", "nothing goes to improve"));
    }
    if draft.streams.iter().all(|stream| stream.outcomes.iter().all(|flow| flow.ends.is_empty())) {
        rules.push(("outcome-without-beneficiary", "no outcome says to whom it goes"));
    }
    rules
}

/// Whether a step is in improve, or gives something to it.
fn improves(step: &Step) -> bool {
    step.activity == Some(Activity::Improve)
        || step.outputs.iter().any(|flow| flow.ends.iter().any(is_improve))
}

fn is_improve(end: &End) -> bool {
    matches!(end, End::All | End::Activity(Activity::Improve))
}
