//! What `forgotten-field` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::of;
use crate::support::one;

#[test]
fn an_open_step_counts_neither_way() {
    let step = |name: &str, field: &str| format!("step {name} in engage {{ input T output P {field} }}\n");
    let steps = ["A", "B", "C"].map(|name| step(name, "practice \"Service desk\"")).concat();
    let stream = |more: &str| format!("stream S {{ trigger T\n{steps}{more}outcome P to improve }}");
    let open = step("X", "output 5%") + &step("Y", "output 5%") + &step("Z", "output 5%");
    let found = of("forgotten-field", &one(&stream(&(open + &step("D", "")))));
    let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["step `D` states no practice; 3 of 4 steps of its stream do"]);
}

reports! {
    a_field_that_the_others_have: "forgotten-field", r#"
activity plan { purpose "a" accountable x }
activity engage { purpose "b" accountable x }
activity improve { purpose "c" accountable y }
activity obtain_build { purpose "d" }
stream a { accountable x purpose "x" step one { responsible x lead_time 1h } step two { responsible x } step three { responsible x lead_time 1h } step four { lead_time 1h } }
stream b { accountable x purpose "x" step one { } step two { responsible x } }
stream c { accountable x }
stream d { purpose "x" }
"#;
    a_field_that_most_have: "forgotten-field", r#"
stream a { purpose "x" accountable x step one { responsible x } step two { lead_time 1h } }
stream b { purpose "x" accountable x step one { responsible x lead_time 1h } step two { responsible x } step three { lead_time 1h } }
stream c { accountable x step one { responsible x } step two { responsible x } step three { responsible x } step four { responsible x } step five { } step six { } }
stream d { purpose "x" step one { responsible x } step two { responsible x } step three { responsible x } step four { responsible x } step five { } }
stream e { purpose "x" }
"#;
}
