//! What `unasked-reply` says where the examples of its page do not reach.

use crate::rules::one_rule::{findings, sources};

reports! {
    replies_that_nobody_is_asked_for: "unasked-reply", r#"
stakeholder user
stakeholder supplier
stream s {
  trigger a from user
  step one in engage {
    input a
    reply input b
    reply input c, d from supplier, user
    reply input e from two, supplier
    output f to two
    output g
  }
  step two in plan { input f output e to one, improve output b }
  outcome g to user
}
"#;
    replies_of_a_step_that_asks_one_alone: "unasked-reply", r#"
stakeholder user
stakeholder supplier
stream s {
  trigger a from user
  step one in engage {
    input a
    output question to supplier
    reply input b from supplier
    output c
  }
  step two in plan {
    input c
    output request to supplier
    reply input d from user
    reply input e
    output g
  }
  step three in plan { input c output e output h to improve }
  outcome g to user
}
"#;
}

#[test]
fn whoever_is_asked_alone_is_named_for_the_reply_of_one_by_its_own_step() {
    let text = "stakeholder user
stakeholder supplier
stakeholder bank
stream s as s {
  trigger a from user
  step one in engage {
    input a
    output p to bank
    reply input b from supplier
    output c
  }
  step two in plan {
    input c
    output q to supplier
    reply input d from user
    reply input e from user, bank
    reply input f from user, supplier
    output z to improve
    output y
  }
  outcome y to user
}
";
    let mut helps = Vec::new();
    for finding in findings("unasked-reply", &sources(&[text])) {
        helps.push(finding.help[0].clone());
    }
    assert_eq!(
        helps,
        [
            "the step asks `bank` alone: if that is meant, write `reply input b from bank`; if it begins with this, \
             write `input b from supplier`",
            "the step asks `supplier` alone: if that is meant, write `reply input d from supplier`; if it begins with \
             this, write `input d from user`",
            "write what the step asks for, `output \"…\" to user`; if it begins with this, write `input e from user, bank`",
            "write what the step asks for, `output \"…\" to user`; if it begins with this, write `input f from user, \
             supplier`",
        ]
    );
    // Each points at what its own step sends.
    let sent: Vec<usize> = findings("unasked-reply", &sources(&[text]))
        .iter()
        .map(|finding| finding.secondary.iter().filter(|label| label.text == "this goes to `bank`").count())
        .collect();
    assert_eq!(sent, [1, 0, 0, 0]);
}

#[test]
fn whoever_asks_one_activity_may_expect_a_reply_from_all() {
    crate::support::announces(
        "stakeholder user
stream s as s {
  trigger a from user
  step one in engage {
    input a
    output k to improve
    reply input h from all
    output f
  }
  step two in engage {
    input f
    output r to all
    reply input q from improve
    output w
  }
  step three in improve { input k output h to one output j }
  step four in improve { input r from two output q to two }
  outcome w, j to user
}
",
    );
}
