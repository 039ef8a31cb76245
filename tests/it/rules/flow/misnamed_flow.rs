//! What `misnamed-flow` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::{findings, sources};

reports! {
    what_the_stream_that_is_run_has_not_either_is_not_renamed: "misnamed-flow", r#"
stakeholder customer
stream s {
  trigger "Fix requst" from customer
  step mend runs work { input "Fix request" output "Product" }
  outcome "Product" to customer
}
stream work {
  trigger "Order" from customer
  step do in obtain_build { input "Order" output "Product" }
  outcome "Product" to customer
}
"#;
}

/// An input that names a step is meant for what that step gives, though another name is nearer.
#[test]
fn what_the_named_step_gives_is_what_is_meant() {
    let one = "step one in plan { input t output \"Monthly invoices\" output a }";
    let two = "step two in engage { input t output \"Monthly invoces\" output b }";
    for [first, second] in [[one, two], [two, one]] {
        let text = format!(
            "stakeholder user\nstream s {{\n  trigger t from user\n  {first}\n  {second}\n  step three in improve {{\n    \
             input \"Monthly invoice\" from two\n    input a, b\n    output w\n  }}\n  outcome w to user\n}}\n"
        );
        let found = findings("misnamed-flow", &sources(&[&text]));
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(
            found[0].message, "`three` expects `Monthly invoice`, but what comes is called `Monthly invoces`",
            "{text}"
        );
    }
}
