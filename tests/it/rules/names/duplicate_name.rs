//! What `duplicate-name` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::said;
use crate::support::{findings, one};

#[test]
fn duplicate_name() {
    assert_snapshot!(said(
        "duplicate-name",
        &[
            r#"
organisation "Northwind IT"
stakeholder "Help desk" as desk
repository help-desk
item "Known errors" as known
item "Known problems" as known
role "Change manager"
role "Change manager"
stakeholder Improve

activity plan { }

stream restore {
  purpose "One"
  step "Find a fix" as fix { purpose "x" lead_time 1h lead_time 2h }
  step "Find a fix" as fix { }
  step fix { }
  step "Obtain/build" { }
  purpose "Two"
}
"#,
            r#"
organisation "Northwind"
activity Plan { }
stream restore
"#,
        ]
    ));
}

#[test]
fn a_misspelt_field_given_twice_is_shown_whole() {
    let text = "stream S { trigger T purpose \"A\" purposé \"B\" step N in engage { input T output O } outcome O to all }\n";
    let sources = one(text);
    for finding in findings(&sources) {
        for label in finding.labels() {
            assert!(!sources.slice(label.place).is_empty(), "{finding:?}");
        }
    }
}

#[test]
fn what_stands_twice_in_a_step_that_cannot_be_read_is_not_reported() {
    let text = |name: &str| {
        format!(
            "stakeholder user\nstream s {{\n  trigger t from user\n  step one in engage {{ input t output a }}\n  \
             step {name} in plan {{\n    lead_time 1h\n    lead_time 2h\n    input a\n    output b\n  }}\n  outcome b to user\n}}\n"
        )
    };
    let rules =
        |name| findings(&one(&text(name))).iter().map(|finding| finding.rule.to_string()).collect::<Vec<_>>();
    assert!(rules("two").contains(&"duplicate-name".to_owned()));
    assert_eq!(rules(""), ["syntax-error"]);
}
