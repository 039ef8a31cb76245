//! What `bypassed-engage` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::of;
use crate::support::one;

#[test]
fn one_finding_for_a_flow_with_all_its_ends() {
    let text = r#"stakeholder user
stakeholder supplier
activity plan { input A, B from user, supplier input C from improve output D to improve }
"#;
    let found = of("bypassed-engage", &one(text));
    let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`plan` gets `A` from `user` and `supplier` directly, not through `engage`",
            "`plan` gets `B` from `user` and `supplier` directly, not through `engage`",
        ]
    );
    let text = r#"activity plan { input A from improve output D to improve }
activity obtain_build { input A from improve output D to improve }
stream S { trigger T step N in engage { input T output O to all } outcome O to all }
"#;
    assert_eq!(of("off-chain-flow", &one(text)).len(), 1);
}
