//! What `missed-promise` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::of;
use crate::support::one;

#[test]
fn a_working_day_is_as_long_as_the_organisation_says() {
    let text = |organisation: &str| {
        format!(
            "organisation O {{ {organisation} }}
             stream S {{
               trigger T
               step N in engage {{ lead_time 1wd 1h input T output P output Q to improve }}
               outcome P to all within 8h
             }}\n"
        )
    };
    for (organisation, is_missed) in [
        ("", true),
        ("working_day 7h", false),
        ("working_day 7h purpose \"Help\"", false),
        ("purpose \"Help\" working_day 7h", false),
        ("working_day 7h working_day 5%", false),
        ("working_day 8h", true),
    ] {
        assert_eq!(
            of("missed-promise", &one(&text(organisation))).len(),
            usize::from(is_missed),
            "{organisation}"
        );
    }
}

#[test]
fn a_promise_is_missed_only_if_it_is_however_working_days_fall() {
    for (lead, within, is_missed) in [
        ("6wd", "5wd", true),
        ("6wd", "40h", true),
        ("6wd", "7d", false),
        ("5wd", "40h", false),
        ("5wd", "39h", true),
        ("36h", "4wd", false),
        ("3d", "5wd", false),
        ("15d", "5wd", false),
        ("16d", "5wd", true),
        ("2wd 5h", "2wd 4h", true),
        ("3wd", "2wd 4h", true),
        ("2wd 4h", "3wd", false),
        ("20h 1s", "2wd 4h", false),
        ("1w", "7d", false),
        ("1w 1s", "7d", true),
    ] {
        let text = format!(
            "stream S {{
               trigger T
               step N in engage {{ lead_time {lead} input T output P output Q to improve }}
               outcome P to all within {within}
             }}\n"
        );
        assert_eq!(of("missed-promise", &one(&text)).len(), usize::from(is_missed), "{lead} within {within}");
    }
}

#[test]
fn times_are_shown_as_they_are_written() {
    for (leads, within, message) in [
        (["4wd", "2wd"], "5wd", "`P` takes at least 6wd, but is promised within 5wd"),
        (["36h", "0min"], "1d", "`P` takes at least 36h, but is promised within 1d"),
        (["10min", "5d"], "4h", "`P` takes at least 5d 10min, but is promised within 4h"),
        (["5d", "5d"], "7d", "`P` takes at least 10d, but is promised within 7d"),
        (["40min", "50min"], "1h", "`P` takes at least 1h 30min, but is promised within 1h"),
        (["40min", "50min"], "80min", "`P` takes at least 90min, but is promised within 80min"),
    ] {
        let [one_lead, other_lead] = leads;
        let text = format!(
            "stream S {{
               trigger T
               step M in engage {{ lead_time {one_lead} input T output O }}
               step N in engage {{ lead_time {other_lead} input O output P output Q to improve }}
               outcome P to all within {within}
             }}\n"
        )
        .replace("lead_time 0min", "");
        let found = of("missed-promise", &one(&text));
        let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, [message]);
    }
}

reports! {
    a_long_path_and_one_through_a_stream: "missed-promise", r#"
stakeholder user
stream pay {
  trigger Bill from s
  step Approve in engage { lead_time 3wd input Bill output Approval }
  step Transfer in obtain_build { lead_time 30d input Approval output Payment }
  outcome Payment to s
}
stream s {
  trigger Call from user
  step One in engage { lead_time 10min input Call output A, Bill }
  step Two in engage { lead_time 1wd input A output B }
  step Pay runs pay in obtain_build { input Bill output Payment }
  step Three in engage { input B input Payment output C }
  step Four in engage { lead_time 55min input C output D }
  outcome B to user within 8h
  outcome D to user within 4w
}
stream long {
  trigger "0" from user
  step "S1" in engage { lead_time 1h input "0" output "1" }
  step "S2" in engage { lead_time 1h input "1" output "2" }
  step "S3" in engage { lead_time 1h input "2" output "3" }
  step "S4" in engage { lead_time 1h input "3" output "4" }
  step "S5" in engage { lead_time 1h input "4" output "5" }
  step "S6" in engage { lead_time 1h input "5" output "6" }
  step "S7" in engage { lead_time 1h input "6" output "7" }
  step "S8" in engage { lead_time 1h input "7" output "8" }
  step "S9" in engage { lead_time 1h input "8" output "9" }
  step "S10" in engage { lead_time 1h input "9" output "10" }
  outcome "10" to user within 1h
}
"#;
}
