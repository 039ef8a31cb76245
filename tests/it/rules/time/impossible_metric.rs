//! What `impossible-metric` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::of;
use crate::support::one;

#[test]
fn impossible_figures_say_whose_they_are() {
    let text = r#"organisation O { working_day 0h }
stream S {
  trigger T
  step N in engage {
    lead_time 99999999999999999999w
    process_time 0min
    complete_and_accurate -1%
    input T
    output P
  }
  outcome P to all within 0h
}
"#;
    let found = of("impossible-metric", &one(text));
    let messages: Vec<String> = found.into_iter().map(|finding| finding.message).collect();
    assert_snapshot!(messages.join("\n"));
}

#[test]
fn a_working_day_is_part_of_a_day() {
    let text = |day: &str| format!("organisation O {{ working_day {day} }}\n");
    for day in ["24h", "7h30min", "1d", "1s", "1d 0wd"] {
        assert_eq!(of("impossible-metric", &one(&text(day))), [], "{day}");
    }
    for (day, wrong) in [
        ("25h", "is longer than 24 hours"),
        ("1d 1s", "is longer than 24 hours"),
        ("400d", "is longer than 24 hours"),
        ("1wd", "is said in working days"),
        ("1wd 2h", "is said in working days"),
        ("0wd", "is zero"),
        ("99999999999999999999w", "is too long to reckon with"),
    ] {
        let found = of("impossible-metric", &one(&text(day)));
        let message = format!("the working day of organisation `O` {wrong}");
        assert!(found.len() == 1 && found[0].message == message, "{day}: {found:?}");
    }
}

#[test]
fn days_of_different_kinds_contradict_each_other_only_however_they_fall() {
    let stream = |lead: &str, process: &str, within: &str| {
        format!(
            "stream S {{ trigger T step N in engage {{ lead_time {lead} process_time {process} input T output P }}
             outcome P to all within {within} }}\n"
        )
    };
    let possible = [
        ("1d", "1h", "2wd"),
        ("1wd", "1h", "2d"),
        ("2w", "1wd", "3w"),
        ("9wd", "1d", "9wd"),
        ("1wd", "9h", "1wd"),
        ("1d", "3wd", "1d"),
    ];
    for (lead, process, within) in possible {
        let text = stream(lead, process, within);
        assert_eq!(of("impossible-metric", &one(&text)), [], "{text}");
    }
    for (lead, process, within) in
        [("6h", "1wd", "1d"), ("1d", "4wd", "1d"), ("2wd", "7d", "1w"), ("1wd", "2wd", "3wd")]
    {
        let text = stream(lead, process, within);
        let found = of("impossible-metric", &one(&text));
        assert!(found.len() == 1 && found[0].message.contains("worked on for longer"), "{text}{found:?}");
    }
}

reports! {
    a_share_at_its_bounds: "impossible-metric", r#"
stream s {
  trigger a
  step one in engage { complete_and_accurate 100% lead_time 1h process_time 1h input a output b }
  step two in engage { complete_and_accurate 0% input b output c }
  step three in engage { complete_and_accurate 100.5% process_time 2h lead_time 1h input c output d }
  step four in plan { process_time 1h input d output d }
  outcome d within 1h
  outcome c within 0s
}
"#;
}

reports! {
    a_wait_and_its_share: "impossible-metric", r#"
stream s {
  trigger a
  step one in engage { lead_time 1d process_time 0min input a output b }
  step two in engage { complete_and_accurate 90% process_time 0s input b output c }
  step three in engage { process_time 0h lead_time 0h input c output d }
  step four in plan { process_time 0min complete_and_accurate 90% input d output d }
  step five in plan { complete_and_accurate 90% input d output d }
  outcome d within 1h
}
"#;
}
