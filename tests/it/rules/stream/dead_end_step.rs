//! What `dead-end-step` says and fixes where the examples of its page do not reach.

reports! {
    work_that_leads_nowhere: "dead-end-step", r#"
stakeholder user
stream s {
  trigger t
  step one in engage { input t output a, b }
  step two in plan { input a output c }
  step three in plan { input c output d }
  step four in plan { input d output c }
  step five in plan { input b output e to user output f to six }
  step six in plan { input f }
  step seven in obtain_build { input t output g to eight output k to nine }
  step eight in obtain_build { input g }
  step nine in plan { input k output l }
  step ten in plan { input l, n output m }
  step eleven in plan { input m output n }
  outcome e to user
}
"#;
    the_work_of_one_step_reaches_nobody: "dead-end-step", r#"
activity obtain_build {
  input Note, Memo, Advice from engage, improve
  output Feedback to improve
}
stream S {
  trigger T
  step A in engage { input T output O output Feedback to improve }
  step B in obtain_build { input T output O }
  step C in engage { input T output Note, Memo to obtain_build }
  outcome O to all
}
"#;
}
