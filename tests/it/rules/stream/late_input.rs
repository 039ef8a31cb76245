//! What `late-input` says and fixes where the examples of its page do not reach.

reports! {
    what_comes_later_in_the_text: "late-input", r#"
stream s {
  trigger t
  step one in engage { input t output b }
  step two in plan { input c output a }
  step three in plan { input b input d from four output c }
  step four in plan { input t output d }
  step five in improve { input e from u output f to u }
  step six in plan { input c, t, a output e }
  outcome e, c
}
stream u { trigger f step a in plan { input f output e to s } outcome e to s }
"#;
}

/// What a step asks of its own stream is one of its outcomes, which a step above has made, or one below makes.
#[test]
fn what_comes_from_the_stream_itself_is_late_where_a_step_below_makes_it() {
    crate::support::announces(
        "stakeholder user
stream s as s {
  trigger t from user
  step one in engage { input t output b }
  step two in plan { input c from s output a } //~ late-input
  step three in plan { input b output c output e to improve }
  step four in improve { input c from s input a, e output d }
  outcome c, d to user
}
",
    );
}

#[test]
fn nothing_is_late_in_a_stream_in_which_something_is_given_twice() {
    crate::support::announces(
        "stakeholder user
stream s as s {
  purpose \"Get it\"
  purpose \"Get it all\" //~ duplicate-name
  trigger t from user
  step one in engage { input t output b }
  step two in plan { input c from s output a }
  step three in plan { input b output c output e to improve }
  step four in improve { input c from s input a, e output d }
  outcome c, d to user
}
",
    );
}
