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
