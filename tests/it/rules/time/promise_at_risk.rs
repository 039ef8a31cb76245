//! What `promise-at-risk` says, and when it says nothing, where the examples of its page do not reach.

use crate::rules::one_rule::of;
use crate::support::one;

/// The messages about a stream `s` with an organisation, users and another stream around it.
fn messages(stream: &str) -> Vec<String> {
    let text = format!(
        "stakeholder user
         stream s {{ trigger Call from user {stream} }}
         stream pay {{
           trigger Bill from s
           step Ask in plan {{ lead_time 1h input Bill output Money or Reminder }}
           step Remind in plan {{ lead_time 14d input Reminder output Money output Figures to improve }}
           outcome Money to s
         }}"
    );
    of("promise-at-risk", &one(&text)).into_iter().map(|finding| finding.message).collect()
}

#[test]
fn a_hard_case_takes_longer() {
    let first = "step First in engage { lead_time 10min input Call output Fix or Escalation } ";
    let second = "step Second in plan { lead_time 5d input Escalation output Fix output Q to improve } ";
    assert_eq!(
        messages(&format!("{first}{second} outcome Fix to user within 4h")),
        ["`Fix` is promised within 4h: kept by `First` (10min), missed when `Second` is needed (5d 10min)"]
    );
    assert_eq!(messages(&format!("{first}{second} outcome Fix to user within 6d")), [""; 0]);
    // Where it is missed at best, another rule says so.
    assert_eq!(messages(&format!("{first}{second} outcome Fix to user within 5min")), [""; 0]);
    // With a weekend between them five working days may be longer than six days, and with none they are not.
    let working = second.replace("5d", "5wd");
    assert_eq!(messages(&format!("{first}{working} outcome Fix to user within 6d")), [""; 0]);
    // Ten hours may be more than a working day, and may not.
    let unsure = first.replace("10min", "10h");
    assert_eq!(messages(&format!("{unsure}{second} outcome Fix to user within 1wd")), [""; 0]);
}

#[test]
fn each_choice_is_decided_with_those_before_it() {
    let three = "step First in engage { lead_time 10min input Call output Fix or Escalation }
         step Second in plan { lead_time 2h input Escalation output Fix or Problem }
         step Third in plan { lead_time 3wd input Problem output Fix output Q to improve }
         outcome Fix to user within 4h";
    assert_eq!(
        messages(three),
        [
            "`Fix` is promised within 4h: kept by `First` (10min), missed when `Third` is needed (3wd 2h 10min)"
        ]
    );
}

#[test]
fn the_case_is_named_where_one_step_ends_every_way() {
    let close = "step Close in plan { lead_time 5min input Result output Fix output Q to improve }
         outcome Fix to user within 1h";
    let choice = "step Sort in engage { lead_time 5min input Call output Simple or Complex }
         step Quick in plan { lead_time 10min input Simple output Result }
         step Slow in plan { lead_time 3h input Complex output Result }";
    assert_eq!(
        messages(&format!("{choice} {close}")),
        ["`Fix` is promised within 1h: kept at best (20min), missed when `Complex` comes (3h 10min)"]
    );
    let optional = "step Look in engage { lead_time 5min input Call output Record optional output Result }
         step Search in plan { lead_time 3h input Record output Result }";
    assert_eq!(
        messages(&format!("{optional} {close}")),
        ["`Fix` is promised within 1h: kept at best (10min), missed when `Result` does not come (3h 10min)"]
    );
    let both =
        "step Look in engage { lead_time 5min input Call output Record optional output Hint or Result }
         step Help in plan { lead_time 5min input Hint output Result }
         step Search in plan { lead_time 3h input Record output Result }";
    assert_eq!(
        messages(&format!("{both} {close}")),
        [
            "`Fix` is promised within 1h: kept at best (10min), missed when neither `Hint` nor `Result` comes (3h 10min)"
        ]
    );
    let triggers = "trigger Alert from user
         step Register in engage { lead_time 2h input Call output Record }
         step Work in plan { lead_time 10min input Alert or Record output Result }";
    assert_eq!(
        messages(&format!("{triggers} {close}")),
        ["`Fix` is promised within 1h: kept at best (15min), missed when it starts with `Call` (2h 15min)"]
    );
}

#[test]
fn a_choice_in_a_stream_that_a_step_runs_counts() {
    let buying = "step Order in engage { lead_time 1h input Call output Bill output Q to improve }
         step Pay runs pay in engage { input Bill output Money }
         outcome Money to user within 3d";
    assert_eq!(
        messages(buying),
        ["`Money` is promised within 3d: kept at best (2h), missed when `Reminder` comes (14d 2h)"]
    );
}

#[test]
fn what_comes_in_any_case_is_no_other_way() {
    let silent = [
        // Both come, so the first of them counts.
        "step One in engage { lead_time 1h input Call output Fix }
         step Two in engage { lead_time 9h input Call output Fix output Q to improve }",
        // A second attempt.
        "step One in engage { lead_time 1h input Call rework input Fault output Fix or Fault output Q to improve }",
        "step One in engage { lead_time 1h input Call or Fault output Work }
         step Two in engage { lead_time 1h input Work output Fix or Fault output Q to improve }",
        // Refined once it is there.
        "step One in engage { lead_time 1h input Call output Draft or Refusal }
         step Two in engage { lead_time 1h input Draft output Fix output Q to improve }
         step Three in engage { lead_time 9h input Fix output Fix output Refusal to user }",
        // The choice is about something else.
        "step One in engage { lead_time 1h input Call output Fix output Praise or Blame }
         step Two in engage { lead_time 9h input Praise or Blame output Q to improve }",
        // This way ends elsewhere.
        "step One in engage { lead_time 1h input Call output Fix or Refusal }
         step Two in engage { lead_time 9h input Refusal output Q to improve }",
    ];
    for stream in silent {
        assert_eq!(messages(&format!("{stream} outcome Fix to user within 4h")), [""; 0], "{stream}");
    }
}

reports! {
    a_promise_and_its_case: "promise-at-risk", r#"
stakeholder user
stream s {
  trigger Call from user
  trigger Alert from user
  step Register in engage { lead_time 45min input Call output Record }
  step Diagnose in engage { lead_time 30min input Record or Alert output Cause optional output Hint or Tip }
  step Look in engage { lead_time 5min input Hint or Tip output Fix }
  step Search in engage { lead_time 45min input Cause output Fix output Q to improve }
  outcome Fix to user within 1h
}
"#;
}
