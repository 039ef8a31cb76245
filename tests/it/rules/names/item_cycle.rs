//! What `item-cycle` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::said;

#[test]
fn item_cycle() {
    assert_snapshot!(said(
        "item-cycle",
        &[
            "item \"Incident\" is \"Major incident\"\nitem Report is Report\n",
            "item \"Major incident\" is \"Incident\"\nitem a is b\nitem b is c\nitem c is a\n",
        ]
    ));
}
