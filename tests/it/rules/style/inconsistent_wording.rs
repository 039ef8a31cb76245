//! What `inconsistent-wording` says and fixes where the examples of its page do not reach.

use crate::rules::one_rule::{findings, said, sources};

#[test]
fn inconsistent_wording() {
    let one = "item \"Incident record\" as known-errors\nitem \"Users' guide\"\nstream s {\n  step a {\n    input \"Incident Record\", known_errors, \"Known errors\", \"Users\u{2019} Guide\"\n";
    let two = "    output \"Incident Record\", known-errors, \"users guide\", \"users guide\"\n    responsible \"Service Desk\", \"Service desk\"\n  }\n}\n";
    assert_snapshot!(said("inconsistent-wording", &[&format!("{one}{two}")]));
}

#[test]
fn the_order_of_the_files_does_not_decide_a_spelling() {
    let one = "stream s { responsible \"Service Desk\" }\n";
    let two = "stream t { responsible \"Service desk\" }\n";
    for texts in [[one, two], [two, one]] {
        let sources = sources(&texts);
        let found = findings("inconsistent-wording", &sources);
        assert_eq!(found.len(), 1);
        assert_eq!(sources.slice(found[0].primary.place), "\"Service desk\"");
    }
}

#[test]
fn a_name_of_several_things_may_be_spelt_differently_for_each() {
    let text = "stakeholder \"A Test\"
role \"a TEST\"
practice \"a tEst\"
stream S {
  step \"A test\" as t {
    responsible \"a TEST\"
    practice \"a tEst\"
    uses \"a tesT\"
    input \"a TesT\"
    output \"a TesT\" to \"A test\"
  }
}
stream T {
  step \"A teST\" {
    input \"a TesT\" from S.\"A test\", \"A teST\"
  }
  outcome \"a TesT\" to \"A Test\"
}
";
    assert_eq!(said("inconsistent-wording", &[text]), "");
    let odd = said("inconsistent-wording", &[&text.replace("from S.\"A test\"", "from S.\"A TESt\"")]);
    assert!(odd.contains("`A TESt` is spelt `A test` elsewhere"), "{odd}");
}
