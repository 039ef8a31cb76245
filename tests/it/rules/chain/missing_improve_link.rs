//! What `missing-improve-link` says and fixes where the examples of its page do not reach.

reports! {
    a_link_takes_what_improve_gives_to_most: "missing-improve-link", r#"
activity improve {
  output "Reports" to plan
  output "Initiatives" to plan, engage
  output "Methods" or "Tools" to plan, engage, obtain_build
  output "Plans", "Advice" to plan, engage, obtain_build
  input "Proposals" from plan, engage
  input "Figures" from plan, engage, obtain_build
}
activity plan {
  input "Reports", "Initiatives", "Plans", "Advice" from improve
  output "Proposals", "Figures" to improve
}
activity engage {
  input "Orders" from plan
}
activity design_and_transition {
  output "Designs" to obtain_build
}
"#;
    a_link_takes_what_has_no_ends: "missing-improve-link", r#"
item "Better tools" is Tools
activity improve {
  output "Reports" to plan, engage
  output Tools
  output "Better tools" to engage
  input Waste
}
activity engage {
  input Tools from plan
  output Waste
}
activity plan {
  input Tools
  output Waste to engage
}
activity deliver_and_support {
	input   "Orders"
}
"#;
    a_link_uses_the_flow_that_is_there: "missing-improve-link", r#"
activity improve { input "Improvement opportunities" from plan  output "Improvement initiatives" to plan }
activity engage { output "Improvement opportunities" input "Improvement initiatives" from plan }
activity plan { output "improvement opportunities" to improve input Orders }
activity obtain_build { }
activity design_and_transition {
}
"#;
    a_link_where_improve_is_not_described: "missing-improve-link", r#"
activity engage {
  input "Improvement initiatives" from plan   // every month
  output "Improvement opportunities"
  optional input
    "Orders"
}
activity plan { output "Improvement initiatives" }
"#;
    blocks_and_lists_with_comments: "missing-improve-link", r#"
activity plan /* whose? */ /* ours */ { }
activity engage // ours
{ /* nothing yet */
}
activity obtain_build { input Orders from plan /* most */ , /* not all */ output Parts to plan /* c */ }
activity deliver_and_support { output Help to plan, // daily
}
"#;
    a_description_that_cannot_be_read: "missing-improve-link", r#"
activity engage { output }
activity plan { input Orders }
"#;
    improve_that_cannot_be_read: "missing-improve-link", "activity improve { output }\nactivity plan { input Orders }\n";
}
