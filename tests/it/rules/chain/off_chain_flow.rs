//! What `off-chain-flow` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::of;
use crate::support::one;

#[test]
fn what_an_unreadable_statement_may_hold_is_not_missing() {
    let item =
        "item \"Thing\" nonsense\nactivity plan { output \"Thing\" to improve input X from improve }\n";
    assert!(of("undeclared-item", &one(item)).iter().all(|finding| !finding.message.contains("Thing")));
    let activity =
        "activity plan { output A to improve input B from improve }\nactivity improv { output B }\n";
    assert_eq!(of("incomplete-chain", &one(activity)), []);
    let listed = r#"activity plan { input 5% input C from improve output D to improve }
stream S { trigger T step N in engage { input T output O to plan output P to improve } outcome Q to all }
"#;
    assert_eq!(of("off-chain-flow", &one(listed)), []);
}

reports! {
    flows_that_miss_the_chain: "off-chain-flow", r#"
stakeholder user
activity engage { input Orders from user, improve output Sales to plan, improve }
activity plan { input Sales from engage input Ideas from improve output Figures to improve, engage }
stream s {
  trigger Orders from user
  step one in engage { input Orders output Sales to plan output Goals to plan output Done }
  step two in obtain_build { input Figures from plan input Rules from plan, engage input Done output Cards }
  step three in improve { input Cards output Ideas to engage, plan output Sums to improve output Delivery }
  outcome Delivery to user
}
stream t {
  trigger Orders from user
  step one { input Orders output Sales to plan output Goals to engage, plan output Delivery }
  step two in plan { input Sales, Orders from engage output Goals to engage, improve }
  outcome Delivery to user
}
"#;
}
