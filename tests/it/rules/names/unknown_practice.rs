//! What `unknown-practice` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::said;

#[test]
fn unknown_practice() {
    assert_snapshot!(said(
        "unknown-practice",
        &[r#"
practice "Data protection" as privacy
stream s {
  step a {
    practice "Incident managment", "Change management", privcy, "Service desk", Marketing
    practice "Service catalog management", "asset management", "Organisational change managment"
  }
}
"#]
    ));
}

reports! {
    a_declaration_at_the_beginning_of_a_file_of_windows: "unknown-practice",
        "stream s {\r\n  step a { practice Caring }\r\n}\r\n";
    a_declaration_below_a_comment: "unknown-practice",
        "// What we do.\nstakeholder user\n// By whom.\n/// Often.\n@allow(missing-outcome, \"why\")\nstream s { step a { practice Caring, Sharing } }\n";
    a_declaration_above_the_first_comment: "unknown-practice", "/// Often.\nstream s { step a { practice Caring } }";
}
