//! The rules on streams and fields where the examples of their pages do not reach.

// Clippy lets test functions unwrap, but not what they share.
#![allow(clippy::unwrap_used)]

mod support;

use support::{findings, fixed, lint, one};
use vsdlint::finding::{Finding, Level};
use vsdlint::project::Setting;
use vsdlint::source::Sources;

/// The findings of one rule, turned on.
fn of(rule: &'static str, sources: &Sources) -> Vec<Finding> {
    let mut found = lint(sources, &[(rule, Setting::Level(Level::Warn))]);
    found.retain(|finding| finding.rule == rule);
    found
}

/// The text with the rule's first finding mended.
fn mended(rule: &'static str, text: &str) -> String {
    let sources = one(text);
    let fix = of(rule, &sources)[0].fix.clone().unwrap();
    let mended = fixed(&sources, &fix);
    assert_eq!(findings(&mended), [], "{}", mended.as_slice()[0].text);
    mended.as_slice()[0].text.clone()
}

#[test]
fn a_trigger_goes_above_what_belongs_to_the_first_step() {
    let text = r#"stakeholder user
stream "Answer a question" as answering {
  purpose "Help"
  /// Done by whoever is free.
  @allow(unmapped-step, "Anybody does it")
  step "Find the answer" {
    optional input "Reminder" from user
    input  "Question" from user
    output "Answer", "Frequent questions" to user, improve
  }
  outcome "Answer" to user
}
"#;
    insta::assert_snapshot!(mended("missing-trigger", text));
}

#[test]
fn an_outcome_is_the_last_thing_that_a_stakeholder_gets() {
    let text = r#"stakeholder user
stream "Answer a question" as answering {
  trigger "Question" from user
  step "Note the question" as note in engage {
    input  "Question" from user
    output "Receipt" to user
    output "Noted question"
  }
  step "Find the answer" in deliver_and_support {
    input  "Noted question" from note
    output "Answer" or "Apology" to user
    output "Frequent questions" to improve
  } // done
}
"#;
    insta::assert_snapshot!(mended("missing-outcome", text));
}

#[test]
fn a_trigger_goes_on_the_line_on_which_everything_stands() {
    let text = r#"stakeholder user
stream S { step A in engage { input I from user output O output P to improve } outcome O to user }
"#;
    let line = mended("missing-trigger", text).lines().nth(1).unwrap().to_owned();
    assert!(line.starts_with("stream S { trigger I from user step A in engage {"), "{line}");
}

#[test]
fn a_border_is_not_guessed_where_that_would_not_do() {
    let two_unfed = r#"stakeholder user
stream S {
  step A in engage { input I, J output O output P to improve }
  outcome O to user
}
"#;
    let found = of("missing-trigger", &one(two_unfed));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].fix, None);
    // Nothing says who benefits.
    let for_nobody = r#"stakeholder user
stream S {
  trigger I from user
  step A in engage { input I output O output P to improve }
}
"#;
    let found = of("missing-outcome", &one(for_nobody));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].fix, None);
    assert!(found[0].help[0].contains("`outcome O to …`"), "{:?}", found[0].help);
}

#[test]
fn what_an_unreadable_statement_may_hold_is_not_missing() {
    let item =
        "item \"Thing\" nonsense\nactivity plan { output \"Thing\" to improve input X from improve }\n";
    assert!(of("undeclared-item", &one(item)).iter().all(|finding| !finding.message.contains("Thing")));
    let activity =
        "activity plan { output A to improve input B from improve }\nactivity improv { output B }\n";
    assert_eq!(of("incomplete-chain", &one(activity)), []);
    let listed = r#"activity plan { input 5% input C from improve output D to improve }
stream S { trigger T step N in engage { input T output O to plan output P to improve } outcome Q to all }
"#;
    assert_eq!(of("off-chain-flow", &one(listed)), []);
}

#[test]
fn an_open_step_counts_neither_way() {
    let step = |name: &str, field: &str| format!("step {name} in engage {{ input T output P {field} }}\n");
    let steps = ["A", "B", "C"].map(|name| step(name, "practice \"Service desk\"")).concat();
    let stream = |more: &str| format!("stream S {{ trigger T\n{steps}{more}outcome P to improve }}");
    let open = step("X", "output 5%") + &step("Y", "output 5%") + &step("Z", "output 5%");
    let found = of("forgotten-field", &one(&stream(&(open + &step("D", "")))));
    let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["step `D` states no practice; 3 of 4 steps of its stream do"]);
}

#[test]
fn one_finding_for_a_flow_with_all_its_ends() {
    let text = r#"stakeholder user
stakeholder supplier
activity plan { input A, B from user, supplier input C from improve output D to improve }
"#;
    let found = of("bypassed-engage", &one(text));
    let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`plan` takes `A` from `user` and `supplier` directly, not through `engage`",
            "`plan` takes `B` from `user` and `supplier` directly, not through `engage`",
        ]
    );
    let text = r#"activity plan { input A from improve output D to improve }
activity obtain_build { input A from improve output D to improve }
stream S { trigger T step N in engage { input T output O to all } outcome O to all }
"#;
    assert_eq!(of("off-chain-flow", &one(text)).len(), 1);
}

#[test]
fn steps_of_the_same_name_in_two_streams_have_fingerprints_of_their_own() {
    let stream = |name: &str| {
        format!(
            "stream {name} {{ trigger T step N in engage {{ lead_time 0s input T output O }} outcome O to all }}\n"
        )
    };
    let sources = one(&(stream("S") + &stream("R")));
    for rule in ["impossible-metric", "missing-practice", "missing-purpose"] {
        let mut prints: Vec<u64> = of(rule, &sources).iter().map(|finding| finding.fingerprint).collect();
        let count = prints.len();
        prints.sort_unstable();
        prints.dedup();
        assert!(count >= 2 && prints.len() == count, "{rule}");
    }
}

#[test]
fn impossible_figures_say_whose_they_are() {
    let text = r#"organisation O { working_day 0h }
stream S {
  trigger T
  step N in engage {
    lead_time 99999999999999999999w
    process_time 0min
    complete_and_accurate -1%
    input T
    output P
  }
  outcome P to all within 0h
}
"#;
    let found = of("impossible-metric", &one(text));
    let messages: Vec<String> = found.into_iter().map(|finding| finding.message).collect();
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn a_misspelt_field_given_twice_is_shown_whole() {
    let text = "stream S { trigger T purpose \"A\" purposé \"B\" step N in engage { input T output O } outcome O to all }\n";
    let sources = one(text);
    for finding in findings(&sources) {
        for label in finding.labels() {
            assert!(!sources.slice(label.place).is_empty(), "{finding:?}");
        }
    }
}

#[test]
fn a_working_day_is_as_long_as_the_organisation_says() {
    let text = |organisation: &str| {
        format!(
            "organisation O {{ {organisation} }}
             stream S {{
               trigger T
               step N in engage {{ lead_time 9h input T output P output Q to improve }}
               outcome P to all within 1wd
             }}\n"
        )
    };
    for (organisation, is_missed) in [
        ("", true),
        ("working_day 10h", false),
        ("working_day 10h purpose \"Help\"", false),
        ("purpose \"Help\" working_day 10h", false),
        ("working_day 10h working_day 5%", false),
        ("working_day 8h", true),
    ] {
        assert_eq!(
            of("missed-promise", &one(&text(organisation))).len(),
            usize::from(is_missed),
            "{organisation}"
        );
    }
}

#[test]
fn days_are_mixed_where_both_kinds_stand_in_one_stream() {
    let stream = |name: &str, lead: &str, process: &str, within: &str| {
        format!(
            "stream {name} {{ trigger T step N in engage {{ lead_time {lead} process_time {process} input T output P }}
             outcome P to all within {within} }}\n"
        )
    };
    let mixed = [
        stream("A", "1d", "1h", "2wd"),
        stream("B", "1wd", "1h", "2d"),
        stream("C", "2w", "1wd", "3w"),
        stream("D", "9wd", "1d", "9wd"),
    ];
    let whole =
        [stream("E", "2d", "1d", "1w"), stream("F", "2wd", "1wd", "3wd"), stream("G", "2h", "2h", "3d")];
    for text in &mixed {
        let found = of("impossible-metric", &one(text));
        assert!(found.len() == 1 && found[0].message.contains("counts both"), "{text}{found:?}");
    }
    for text in &whole {
        assert_eq!(of("impossible-metric", &one(text)), [], "{text}");
    }
    // Nor does one stream say anything of another.
    assert_eq!(of("impossible-metric", &one(&(mixed.concat() + &whole.concat()))).len(), mixed.len());
}
