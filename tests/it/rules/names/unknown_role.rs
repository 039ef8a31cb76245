//! What `unknown-role` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::said;

#[test]
fn unknown_role() {
    let use_of_roles = "stream s {\n  accountable \"Service manger\"\n  step a {\n    responsible tester, \"Service manager\"\n  }\n}\n";
    assert_eq!(said("unknown-role", &[use_of_roles]), "");
    assert_snapshot!(said("unknown-role", &[use_of_roles, "role \"Service manager\" as manager\n"]));
}

reports! {
    a_stakeholder_does_no_work_in_a_step: "unknown-role", r#"
stakeholder customer
role "Baker"
stream "Sell bread" {
  responsible "Baker"
  accountable customer
}
"#;
    the_nearer_name_is_meant: "unknown-role", r#"
role "Service manager"
role "Service manager one"
role "Service manager one two"
role "Team leader A"
role "Team leader B"
stream s {
  responsible "Servce manager", "Service manager one tw", "Team leader C", "Sevice manager on", "Cook", "Cook"
  accountable "Team leader c", "Cook"
}
"#;
}
