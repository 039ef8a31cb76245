//! What `mismatched-run` says where the examples of its page do not reach.

use crate::rules::one_rule::{findings, sources};

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

#[test]
fn all_outcomes_that_the_step_does_not_give_are_shown() {
    let text = "stakeholder user
stream s as s {
  trigger t from user
  step one runs other in plan { input t output z }
  step two in improve { input z output w }
  outcome w to user
}
stream other as other {
  trigger t
  step three in plan { input t output x output y }
  outcome x, y
}
";
    let found = findings("mismatched-run", &sources(&[text]));
    assert_eq!(found.len(), 1);
    let shown: Vec<&str> = found[0].secondary.iter().map(|label| label.text.as_str()).collect();
    assert_eq!(shown, ["step `one` has no such output"; 2]);
    // Neither of the two is the one that is meant.
    assert!(!found[0].help[0].contains("if both mean the same"), "{}", found[0].help[0]);
}
