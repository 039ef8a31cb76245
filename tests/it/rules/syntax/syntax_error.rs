//! What `syntax-error` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::said;

#[test]
fn syntax_error() {
    assert_snapshot!(said(
        "syntax-error",
        &[
            "stream s {\n  ouput \"A\"\n  step \"B\" in engage {\n    input \"C\" form user\n    lead_time 15 min\n}\n",
            "repository\n",
        ]
    ));
}
