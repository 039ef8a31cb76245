//! What `empty-step` says and fixes where the examples of its page do not reach.

reports! {
    steps_of_one_name_in_two_streams: "empty-step", r#"
stream s { trigger t step one in plan { input t } step two in plan { input t } step three in plan { output a } outcome a }
stream u { trigger t step one in plan { input t } step three in plan { output a } outcome a }
"#;
}
