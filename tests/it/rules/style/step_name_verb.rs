//! What `step-name-verb` says where the examples of its page do not reach.

reports! {
    a_step_begins_with_a_verb_a_prefix_or_an_adverb: "step-name-verb", "\
stream s {
  step register {}
  step \"Re-test the change\" {}
  step \"Manually check the order\" {}
  step \"Preapprove it\" {}
  step \"Registration of the user\" {}
  step \"Incident diagnosis\" {}
  step \"Testing\" {}
  step \"Weekly report\" {}
  step Invoice {}
  step \"Wait: answer\" {}
}
";
}
