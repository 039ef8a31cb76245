//! What `circular-wait` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::{self, said};
use crate::support::{findings, one};

reports! {
    waiting_in_a_circle: "circular-wait", r#"
stream s {
  trigger t
  step one in engage { input t, a from two output b }
  step two in plan { input b output a, c }
  step alone in plan { input d from alone output d }
  step three in plan { input e from four output f }
  step four in plan { input f from five output e }
  step five in plan { input e output f }
  step six in plan { input g from u output h to u }
  outcome c
}
stream u { trigger h from s step a in plan { input h output g } outcome g to s }
"#;
}

/// What the help says is written in place of the input: no finding is left.
#[track_caller]
fn opens(text: &str, input: &str, line: &str) {
    let found = findings(&one(text));
    assert!(found.len() == 1 && found[0].rule == "circular-wait", "{found:#?}");
    assert!(found[0].help[0].starts_with(&format!("write `{line}` there")), "{:?}", found[0].help);
    assert_eq!(text.matches(input).count(), 1);
    let after = text.replace(input, line);
    assert_eq!(findings(&one(&after)).len(), 0, "{after}");
}

#[test]
fn an_answer_to_what_the_step_asks_is_a_reply() {
    let text = r#"
stakeholder customer
stream "Buy a part" {
  trigger "Need" from customer
  step "Order" as order in engage {
    input "Need"
    input "Quote" from buy
    output "Request for a quote"
    output "Ordered part"
    output "Delays" to improve
  }
  step "Buy" as buy in obtain_build { input "Request for a quote" output "Quote" }
  outcome "Ordered part" to customer
}
"#;
    opens(text, r#"input "Quote" from buy"#, r#"reply input "Quote" from buy"#);
    let anybody = text.replace(r#""Quote" from buy"#, r#""Quote""#);
    opens(&anybody, "input \"Quote\"\n", "reply input \"Quote\" from buy");
}

#[test]
fn an_alternative_that_comes_back_is_rework() {
    let text = r#"
stakeholder customer
stream "Build a part" {
  trigger "Need" from customer
  step "Build" in obtain_build { input "Need" input "Faulty part" from test output "Part" }
  step "Test" as test in obtain_build { input "Part" output "Good part" or "Faulty part" output "Faults" to improve }
  outcome "Good part" to customer
}
"#;
    opens(text, r#"input "Faulty part" from test"#, r#"rework input "Faulty part" from test"#);
}

#[test]
fn what_others_use_too_is_no_question() {
    let text = r#"
stream s {
  trigger t
  step one in engage { input t input a from two output b }
  step two in plan { input b output a }
  step three in plan { input b output c output d to improve }
  outcome c
}
"#;
    let found = findings(&one(text));
    assert!(found[0].help[0].starts_with("break the loop"), "{found:#?}");
}

#[test]
fn of_a_long_ring_the_first_steps_are_shown() {
    let mut text = "stream s {\n  trigger \"Start\"\n".to_owned();
    for at in 0..30 {
        let (before, next) = (at, (at + 1) % 30);
        text +=
            &format!("  step \"Step {at}\" in plan {{ input \"Item {before}\" output \"Item {next}\" }}\n");
    }
    let said = said("circular-wait", &[&(text + "}\n")]);
    assert!(said.contains("20. `Step 11` waits for `Item 11` from `Step 10` (and 10 more)"), "{said}");
    assert_eq!(said.matches(" waits for ").count(), 20, "{said}");
}

/// A trigger of alternatives that nobody gives counts as given, so that it is one mistake. Another one of alternatives does not.
#[test]
fn a_trigger_beside_one_that_is_reported_is_waited_for() {
    for triggers in [["A or B", "C or D"], ["C or D", "A or B"]] {
        let [first, second] = triggers;
        let text = format!(
            "stakeholder user\nstream s as s {{\n  trigger {first} from other\n  trigger {second} from other\n  \
             step one in engage {{ input A or B output x }}\n  step two in plan {{ input C or D output y }}\n  \
             step three in plan {{ input x output z }}\n  step four in plan {{ input y output w }}\n  outcome z to user\n  \
             outcome w to other\n}}\nstream other as other {{\n  trigger q from user\n  trigger w from s\n  \
             step five in engage {{ input q output k to improve }}\n  step six in engage {{ input w output C }}\n  \
             outcome C to s\n}}\n"
        );
        let found = one_rule::findings("circular-wait", &one_rule::sources(&[&text]));
        let said: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        let expected = "`two`, `six` and `four` wait for each other, so none of them can start";
        assert_eq!(said, [expected], "{triggers:?}");
    }
}
