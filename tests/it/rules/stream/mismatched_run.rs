//! What `mismatched-run` says where the examples of its page do not reach.

reports! {
    what_has_no_counterpart_on_either_side: "mismatched-run", r#"
stakeholder user
stream a {
  trigger t
  step one runs b in plan {
    input t
    input u or v from user
    optional input w from user
    output x or y to user
    output z
  }
  step two runs named in plan { input t output z }
  step three runs open in plan { input t output z }
  step four runs b in plan { output z input t }
  outcome z
}
stream b { trigger t, u, q step s in plan { input t, u, q output x, r } outcome x or r }
stream named
stream open { trigger q from output step s in plan { input q output r } outcome r }
"#;
}
