//! What `unasked-reply` says where the examples of its page do not reach.

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
