//! What `circular-wait` says and fixes where the examples of its page do not reach.

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
