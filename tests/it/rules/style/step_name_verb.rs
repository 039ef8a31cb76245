//! What `step-name-verb` says where the examples of its page do not reach.

use crate::rules::one_rule::of;
use crate::support::one;

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

#[test]
fn the_verb_in_a_noun_is_the_one_that_has_most_of_it() {
    for (name, verb) in [
        // The beginning of the noun is a whole verb.
        ("Checkup of the car", Some("Check")),
        // `compensate` and `activate` begin like these, but go on otherwise.
        ("Competence of the clerk", None),
        ("Activity log", None),
        // Of two verbs that have as much of it, the shorter; of others the one that has more.
        ("Catalogs of goods", Some("Catalog")),
        ("Contraction of the text", Some("Contract")),
    ] {
        let text = format!("stream s {{\n  step \"{name}\" in engage {{}}\n}}\n");
        let found = of("step-name-verb", &one(&text));
        let help = match verb {
            Some(verb) => format!("begin with the verb: `{verb} …`"),
            None => "begin with a verb, then say what is worked on: `Register the query`".to_owned(),
        };
        assert_eq!(found[0].help, [help], "{name}");
    }
}
