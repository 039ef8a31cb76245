//! What `exclusive-inputs` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::{findings, sources};

reports! {
    alternatives_of_one_statement: "exclusive-inputs", r#"
stream s {
  trigger "Request"
  step note in engage { input "Request" output "Order" or "Refusal" or "Question" }
  step check in plan { input "Order", "Refusal" from note output "Check" }
  step ask in plan { input "Order" /* this */ , "Question" // or that
    , output "Asked" }
  step look in plan { input "Refusal", "Check", "Question" output "Look" }
  outcome "Look" or "Check" or "Asked"
}
"#;
    alternatives_of_several_statements: "exclusive-inputs", "stream s {\r\n  trigger \"Request\"\r\n  step note in engage {\r\n    input \"Request\"\r\n    output \"Order\" or \"Refusal\" or \"Question\"\r\n  }\r\n  step check in plan {\r\n    input \"Order\", \"Request\" from note // one\r\n    input \"Refusal\" from note\r\n    output \"Check\"\r\n  }\r\n  step look in plan {\r\n    input \"Order\", \"Check\"\r\n    input \"Refusal\",\r\n      \"Question\"\r\n    output \"Look\"\r\n  }\r\n  outcome \"Look\" or \"Check\"\r\n}\r\n";
}

#[test]
fn what_to_write_names_each_item_once_and_leaves_no_alternative_blocked() {
    let helped = |inputs: &str| {
        let text = format!(
            r#"
stream s {{
  trigger "Request"
  step note in engage {{ input "Request" output "A" or "B" or "C" or "D" }}
  step check in plan {{ {inputs} output "Check" }}
  outcome "Check"
}}
"#
        );
        let found = findings("exclusive-inputs", &sources(&[&text]));
        assert_eq!(found.len(), 1, "{inputs}");
        (found[0].help.join("; "), found[0].fix.is_some())
    };
    let all = "if one of them will do, write `input \"A\" or \"B\" or \"C\" or \"D\"`".to_owned();
    assert_eq!(helped(r#"input "A" or "B" input "A" or "B" or "C" input "D""#), (all.clone(), false));
    let either = all.replace("one of them", "either");
    // "A" or "C" would wait in vain for "B" and "D".
    assert_eq!(helped(r#"input "A" or "B" input "C" or "D" input "A" or "C""#), (either.clone(), false));
    assert_eq!(helped(r#"input "A" or "B" input "C" or "D" input "A" or "B" or "C" or "D""#), (either, true));
    let three = "if either will do, write `input \"A\" or \"B\" or \"C\"`".to_owned();
    assert_eq!(helped(r#"input "A" input "B" input "A" or "B" or "C""#), (three, false));
}

#[test]
fn inputs_of_which_some_share_their_alternatives_exclude_another() {
    let text = r#"
stream s {
  trigger "Request"
  step note in engage { input "Request" output "Order" or "Refusal" or "Question" or "Praise" }
  step check in plan {
    input "Order" or "Refusal"
    input "Order" or "Refusal" or "Question"
    input "Praise"
    output "Check"
  }
  outcome "Check"
}
"#;
    let found = findings("exclusive-inputs", &sources(&[text]));
    assert_eq!(found.len(), 1);
    assert!(found[0].message.ends_with("but they never come together"), "{}", found[0].message);
}

#[test]
fn an_input_that_shares_an_alternative_with_each_excludes_none() {
    let text = r#"
stream s {
  trigger "Request"
  step note in engage { input "Request" output "Order" or "Refusal" or "Question" }
  step check in plan { input "Order" input "Refusal" input "Order" or "Refusal" output "Check" }
  step look in plan {
    input "Order" or "Refusal" or "Question"
    input "Order" or "Refusal"
    input "Question"
    output "Look"
  }
  outcome "Check" or "Look"
}
"#;
    let mut said = Vec::new();
    for finding in findings("exclusive-inputs", &sources(&[text])) {
        said.push(finding.message);
    }
    assert_eq!(
        said,
        [
            "`check` needs both `Order` and `Refusal`, but only one of them ever comes",
            "`look` needs both `Order` or `Refusal` and `Question`, but only one of them ever comes",
        ]
    );
}
