//! What `several-accountable` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::said;

#[test]
fn several_accountable() {
    assert_snapshot!(said(
        "several-accountable",
        &[r#"
role "Service owner" as owner
stream s {
  accountable "Service owner", owner
  step a {
    accountable "Service owner"
    accountable "Change manager", "Team lead"
  }
}
"#]
    ));
}
