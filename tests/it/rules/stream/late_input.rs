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
