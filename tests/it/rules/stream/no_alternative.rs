//! What `no-alternative` says where the examples of its page do not reach.

use vsdlint::finding::Level;
use vsdlint::model::{Model, parse_all};
use vsdlint::project::{Flags, Setting, Settings};
use vsdlint::rules::{check, metadata};
use vsdlint::similarity::Language;

use crate::rules::one_rule;
use crate::support::{findings, one};

reports! {
    what_always_comes_of_who_judges: "no-alternative", r#"
stakeholder user
repository archive
stream s {
  trigger t from user
  step make in obtain_build { input t output "Ticket draft" }
  step "Review it" as review in plan { input "Ticket draft" output "Ticket" to test, release }
  step "System testing" as test in obtain_build { input "Ticket" output "P1 note" output "Record" to archive }
  step "Release it" as release in plan { input "Ticket", "P1 note" output "Live ticket" output "Figures" to improve }
  step "Verify and close" as close in plan { input "Live ticket" or t output "Closed ticket", "Survey" }
  outcome "Closed ticket", "Survey" to user
}
"#;
    something_else_may_come: "no-alternative", r#"
stakeholder user
stakeholder auditor
repository archive
stream s {
  trigger t from user
  step make in obtain_build { input t rework input c1 output a1 }
  step "Approve a" in plan { input a1 output b1 or x1 }
  step "Approve b" in plan { input b1 output b2 optional output x2 }
  step "Approve c" in plan { input b2 output b3 output c1 }
  step "Approve d" in plan { input b3 rework input b4 output b4 }
  step "Approve e" in plan { input b4 output b5 output x5 to auditor }
  step "Approve f" in plan { input b5 output b6 to archive, improve }
  step "Approve g" runs other in plan { input b5 output b7 }
  step "Test h" in plan { input b7 output b8 }
  step "Decide on h" in plan { input b8 output b9 or x9 }
  step "Inspect i" in plan { input b9 output "Inspection report" to auditor }
  outcome b9, x1, x2, x9 to user
}
stream other
"#;
    what_cannot_be_read_says_nothing: "no-alternative", r#"
stakeholder user
stream s {
  trigger t from user
  step "Approve a" in plan { input t output a nonsense "b" }
  outcome a to user
}
"#;
}

/// A text that a finding is about, its help, and what the help says to write.
#[test]
fn what_the_help_says_to_write_gives_no_finding() {
    let page = std::fs::read_to_string("rules/no-alternative.md").unwrap();
    let examples: Vec<&str> =
        page.split("```vsd finding\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(examples.len(), 2);
    let edits: [(&str, &[(&str, &str)]); 2] = [
        (
            examples[0],
            &[
                ("output \"Approved plan\"\n", "output \"Approved plan\" or \"Rejected plan\"\n"),
                (
                    "output \"Change plan\"\n",
                    "output \"Change plan\"\nrework input \"Rejected plan\" from approve\n",
                ),
            ],
        ),
        (
            examples[1],
            &[
                ("\"Delivery note\"\n", "\"Delivery note\"\noptional output \"Rejected goods\"\n"),
                ("  outcome", "  outcome \"Rejected goods\" to supplier\n  outcome"),
            ],
        ),
    ];
    for (text, edits) in edits {
        let help = one_rule::of("no-alternative", &one(text))[0].help.concat();
        let mut text = text.to_owned();
        for (before, after) in edits {
            let written = after.lines().find(|line| line.contains("Rejected")).unwrap().trim();
            assert!(help.contains(written), "{help}: {written}");
            assert!(text.contains(before), "{text}: {before}");
            text = text.replacen(before, after, 1);
        }
        assert_eq!(findings(&one(&text)), [], "{text}");
        assert_eq!(one_rule::of("no-alternative", &one(&text)), [], "{text}");
    }
}

#[test]
fn names_in_another_language_are_not_judged() {
    let text = "stream s {\n  trigger t\n  step Test in plan { input t output a }\n  outcome a\n}\n";
    let sources = one(text);
    let flags = Flags::new([(Setting::Level(Level::Warn), "no-alternative")], metadata()).unwrap();
    let settings = Settings::of_flags(metadata(), &flags);
    for (language, count) in [(Language::English, 1), (Language::German, 0)] {
        let model = Model::of_trees(&sources, parse_all(&sources), language);
        let found = check(&model, &settings, &[]);
        assert_eq!(found.iter().filter(|finding| finding.rule == "no-alternative").count(), count);
    }
}
