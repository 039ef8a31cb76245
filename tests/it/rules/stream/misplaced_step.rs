//! What `misplaced-step` says where the examples of its page do not reach.

use crate::rules::one_rule::said;

/// A stream whose second step stands in `activity`, with these statements besides, and for which two others look.
fn stream(activity: &str, more: &str) -> String {
    format!(
        "stakeholder user\nstream s {{\n  trigger Call from user\n  step Log in engage {{\n    input Call\n    \
         output Incident to \"Deliver and support\"\n  }}\n  step Diagnose in {activity} {{\n    input Incident\n    \
         output Report\n    {more}\n  }}\n  step Repair in obtain_build {{\n    input Report from deliver_and_support\n    \
         output Repair\n    output Figures to improve\n  }}\n  outcome Repair to user\n}}\n"
    )
}

#[test]
fn the_activity_is_written_as_the_others_write_it() {
    assert_snapshot!(said("misplaced-step", &[&stream("plan", "")]));
}

#[test]
fn nothing_is_said_where_it_is_not_sure() {
    for (activity, more) in [
        ("deliver_and_support", ""),
        // The step looks there itself.
        ("plan", "output Question to deliver_and_support"),
        // It has something that nobody uses anywhere.
        ("plan", "output Waste"),
        // It may be what cannot be read.
        ("plan", "this step also makes something"),
        ("improve", ""),
        ("nowhere", ""),
    ] {
        assert_eq!(said("misplaced-step", &[&stream(activity, more)]), "", "{activity} {more}");
    }
}

#[test]
fn no_step_is_moved_to_where_two_would_wait_for_each_other() {
    let text = "stakeholder user\nstream s {\n  trigger Call from user\n  step Log in engage {\n    input Call\n    \
         input Report from deliver_and_support\n    output Incident to deliver_and_support\n    output Answer\n  }\n  \
         step Diagnose in plan {\n    input Incident\n    output Report\n  }\n  outcome Answer to user\n}\n";
    assert_snapshot!(said("misplaced-step", &[text]));
}
