//! Sentences of "Critical path".

use super::expect;

#[test]
fn a_promise_is_missed_on_the_critical_path() {
    let text = |within: &str, mark: &str| {
        format!(
            "stakeholder user
             stream other {{
               trigger Call from user
               outcome Part to user
               step P in improve {{
                 lead_time 3h
                 input Call
                 output Part
               }}
             }}
             stream s {{
               trigger Call from user
               outcome Cure to user within {within} {mark}
               step S in improve {{
                 lead_time 1h 30min
                 input Call
                 output Clue
               }}
               step T in improve {{
                 lead_time 1h
                 input Clue
                 input Part from other
                 output Cure
               }}
             }}"
        )
    };
    expect(&text("3h 59min", "//~ missed-promise"));
    expect(&text("4h", ""));
}

#[test]
fn what_never_runs_takes_no_time() {
    expect(
        "stakeholder user
         stream one {
           trigger A from two
           outcome B to two within 1h
           step S in improve { //~ circular-wait
             lead_time 2h
             input A
             output B
           }
         }
         stream two {
           trigger B from one
           outcome A to one
           step T in improve {
             input B
             output A
           }
         }",
    );
}

#[test]
fn a_promise_is_missed_only_in_both_readings_of_working_days() {
    let text = |day: &str, lead_time: &str, within: &str, mark: &str| {
        format!(
            "organisation o {{
               working_day {day}
             }}
             stakeholder user
             stream s {{
               trigger Call from user
               outcome Cure to user within {within} {mark}
               step S in improve {{
                 lead_time {lead_time}
                 input Call
                 output Cure
               }}
             }}"
        )
    };
    for (lead_time, within, is_missed) in [
        ("6wd", "5wd", true),
        ("6wd", "40h", true),
        ("6wd", "7d", false),
        ("36h", "4wd", false),
        ("3d", "5wd", false),
        ("16d", "5wd", true),
        ("2wd 5h", "2wd 4h", true),
    ] {
        expect(&text("8h", lead_time, within, if is_missed { "//~ missed-promise" } else { "" }));
    }
    expect(&text("6h", "6wd", "40h", ""));
}

#[test]
fn a_promise_is_at_risk_if_a_choice_that_leads_to_it_goes_otherwise() {
    let text = |first: &str, second: &str, mark: &str| {
        format!(
            "stakeholder user
             stream s {{
               trigger Call from user
               outcome Cure to user within 2h {mark}
               step S in improve {{
                 lead_time 1h
                 input Call
                 {first}
               }}
               step T in improve {{
                 lead_time 2h
                 {second}
                 output Cure
               }}
             }}"
        )
    };
    let risk = "//~ promise-at-risk";
    expect(&text("output Cure or Clue", "input Clue", risk));
    expect(&text("optional output Cure", "input Call", ""));
    expect(&text("optional output Cure", "input Call", risk).replace("lead_time 2h", "lead_time 3h"));
    // Both come.
    expect(&text("output Cure, Clue", "input Clue", ""));
    // A choice that does not lead to it.
    expect(&text("output Cure, Clue\n output Praise or Blame to user", "input Clue", ""));
}

#[test]
fn what_has_to_be_decided_before_is_decided_with_a_choice() {
    expect(
        "stakeholder user
         stream s {
           trigger Call from user
           outcome Cure to user within 4h //~ promise-at-risk
           step S in improve {
             lead_time 1h
             input Call
             output Cure or Clue
           }
           step T in improve {
             lead_time 1h
             input Clue
             output Cure or Riddle
           }
           step U in improve {
             lead_time 3h
             input Riddle
             output Cure
           }
         }",
    );
}

#[test]
fn a_promise_is_at_risk_if_another_trigger_starts_the_stream() {
    let text = |every: &str, mark: &str| {
        format!(
            "stakeholder user
             stream s {{
               trigger Call from user
               trigger Alarm{every}
               outcome Cure to user within 2h {mark}
               step S in improve {{
                 lead_time 2h
                 input Call
                 output Clue
               }}
               step T in improve {{
                 lead_time 1h
                 input Clue or Alarm
                 output Cure
               }}
             }}"
        )
    };
    expect(&text("", "//~ promise-at-risk"));
    expect(&text(" every day", ""));
}
