//! What `syntax-error` says and fixes where the examples of its page do not reach.

use vsdlint::finding::Finding;

use crate::rules::one_rule::said;
use crate::support::{findings, fixed, one, reported};

#[test]
fn syntax_error() {
    assert_snapshot!(said(
        "syntax-error",
        &[
            "stream s {\n  ouput \"A\"\n  step \"B\" in engage {\n    input \"C\" form user\n    lead_time 15 min\n}\n",
            "repository\n",
        ]
    ));
}

#[test]
fn every_takes_a_period_and_stands_last_at_a_trigger() {
    let slips = [
        "trigger A every months",
        "trigger A every \"month\"",
        "trigger A every friday",
        "trigger A every 2 weeks",
        "trigger A every",
        "trigger A every day, week",
        "trigger A every month from user",
        "outcome A every month",
    ];
    assert_snapshot!(said("syntax-error", &[&format!("stream s {{\n  {}\n}}\n", slips.join("\n  "))]));
}

#[test]
fn optional_and_rework_stand_before_what_takes_them() {
    let slips = [
        "rework output A to plan",
        "optional purpose \"B\"",
        "optional uotput C to plan",
        "optinal output D to plan",
        "rewokr output E to plan",
        "optional to plan",
        "rework \"F\"",
    ];
    assert_snapshot!(said("syntax-error", &[&format!("activity engage {{\n  {}\n}}\n", slips.join("\n  "))]));
}

#[test]
fn what_a_word_processor_makes_of_a_text_is_read_and_reported_once() {
    let pasted = "stakeholder “Key user” as user\nstream\u{a0}„Grant access“ {\n  purpose « As needed »\n  trigger “Request” from user\n  step “Grant” in plan {\n    input “Request”\n    output\u{3000}“Access”, “Say \"yes\"”\n    ouput “Figures” to improve\n  }\n  outcome “Access” to user\n}\n";
    assert_snapshot!(said("syntax-error", &[pasted]));
}

#[test]
fn plain_english_gets_the_line_to_write() {
    let slips = [
        "output \"Q\" to user and improve",
        "output \"R\" and \"S\" to user",
        "output \"T\", and \"U\" to user",
        "output \"V\", or \"W\" to user",
        "lead time \"3 days\"",
        "process_time 1.5 hours",
        "complete_and_accurate 95 percent",
        "lead_time \"3 days\"  process_time 1.5h",
        "lead time 3 days process time 2 hours",
        "owner \"Head of service\"",
        "tool \"Ticket system\"",
        "description \"Why\"",
        "input \"X\" to user",
        "input \"Y\" from stakeholder",
    ];
    let mut reports = String::new();
    for slip in slips {
        let model = format!(
            "stakeholder user\nstream s {{\n  step \"B\" in engage {{\n    {slip}\n    input \"C\" from user\n  }}\n}}\n"
        );
        reports += &format!("── {slip} ──\n{}\n", said("syntax-error", &[&model]));
    }
    assert_snapshot!(reports);
}

/// What is said of a clean model with the given lines in place of its own, which are numbered from 1.
fn said_with(lines: &[(usize, &str)]) -> String {
    let mut model: Vec<&str> = BREAD.lines().collect();
    for &(number, line) in lines {
        model[number - 1] = line;
    }
    let sources = one(&(model.join("\n") + "\n"));
    let found = findings(&sources);
    let errors = |found: &[Finding]| found.iter().filter(|finding| finding.rule == "syntax-error").count();
    for finding in found.iter().filter(|finding| finding.rule == "syntax-error") {
        let Some(fix) = &finding.fix else { continue };
        assert!(errors(&findings(&fixed(&sources, fix))) < errors(&found), "{finding:#?}");
    }
    reported(&sources, &found)
}

const BREAD: &str = r#"stakeholder customer

stream "Sell bread" as sell {
  trigger "Bread order" from customer

  step "Mix the dough" as mix in obtain_build {
    input  "Bread order" from customer
    output "Risen dough"
  }

  step "Bake the bread" as bake in obtain_build {
    input  "Risen dough" from mix
    output "Bread"
    output "Sales figures" to improve
  }

  outcome "Bread" to customer
}
"#;

/// All that is said of the model with each of these lines alone.
fn all_said(slips: &[(usize, &str)]) -> String {
    let mut reports = String::new();
    for slip in slips {
        reports += &format!("── {} ──\n{}\n", slip.1.trim(), said_with(&[*slip]));
    }
    reports
}

#[test]
fn words_of_plain_english_in_clauses_are_told_from_names() {
    assert_snapshot!(all_said(&[
        (17, "  outcome \"Bread\" for customer"),
        (13, "    output \"Bread\" for customer"),
        (17, "  outcome \"Bread\" to the customer"),
        (12, "    input  \"Risen dough\" from the mix"),
        (4, "  trigger a \"Bread order\" from customer"),
        (17, "  outcome \"Bread\" for the customer"),
        (17, "  outcome \"Bread\" to the customer within 3 days"),
        (12, "    input  \"Risen dough\" from mix or customer"),
        (17, "  outcome \"Bread\" to customer and to improve"),
        (17, "  outcome \"Bread\" to customer, to improve"),
        (17, "  outcome \"Bread\" to customer to improve"),
        (17, "  outcome \"Bread\" to customer after 3d"),
        (13, "    output \"Bread\" to customer after 3d"),
    ]));
}

#[test]
fn no_fix_takes_a_keyword_for_a_part_of_a_name() {
    assert_snapshot!(all_said(&[
        (6, "  step \"Mix the dough\" as mix in {"),
        (6, "  step \"Mix the dough\" as mix obtain_build {"),
        (6, "  step \"Mix the dough\" in obtain_build as mix {"),
        (17, "  outcome \"Bread\" within 3d to customer"),
        (4, "  trigger \"Bread order\" every month from customer"),
        (13, "    output Sign in sheet"),
    ]));
}

#[test]
fn activities_may_be_spelt_as_others_spell_them() {
    assert_snapshot!(all_said(&[
        (6, "  step \"Mix the dough\" as mix in obtain/build {"),
        (6, "  step \"Mix the dough\" as mix in design & transition {"),
        (6, "  step \"Mix the dough\" as mix in Obtain / Build {"),
    ]));
    assert_eq!(said_with(&[(6, "  step \"Mix the dough\" as mix in \"Obtain/build\" {")]), said_with(&[]));
}

#[test]
fn other_brackets_stand_for_braces() {
    let mut reports = all_said(&[
        (6, "  step \"Mix the dough\" as mix in obtain_build ("),
        (6, "  step \"Mix the dough\" as mix in obtain_build:"),
        (6, "  step \"Mix the dough\" as mix in obtain_build: {"),
        (3, "stream \"Sell bread\" as sell ["),
        (9, "  )"),
        (9, "  ]"),
        (18, ")"),
    ]);
    reports += &said_with(&[(6, "  step \"Mix the dough\" as mix in obtain_build ("), (9, "  )")]);
    assert_snapshot!(reports);
}

#[test]
fn names_in_single_quotation_marks_are_written_in_double_ones() {
    assert_snapshot!(all_said(&[
        (8, "    output 'Risen dough'"),
        (8, "    output ‘Risen dough’"),
        (8, "    output 'Risen dough' or 'Failed dough'"),
        (8, "    output ‘Risen dough’ or ‘Failed dough’"),
        (8, "    output \"Risen dough\", 'The baker's note'"),
    ]));
}

#[test]
fn a_reason_says_something() {
    for reason in [" ", "\\n", "\\u{200b}"] {
        let said = said_with(&[(
            4,
            &format!("  @allow(late-input, \"{reason}\") trigger \"Bread order\" from customer"),
        )]);
        assert!(said.contains("this reason says nothing"), "{reason:?}: {said}");
    }
}

#[test]
fn signs_of_other_languages_are_left_out() {
    assert_snapshot!(all_said(&[
        (17, "  outcome \"Bread\" to customer within \"4h\""),
        (17, "  outcome \"Bread\" to customer;"),
        (13, "    - output \"Bread\""),
        (13, "    output \"Bread\" / \"Rolls\""),
        (13, "    output Bread / Rolls"),
    ]));
}

#[test]
fn a_statement_stands_for_a_bounded_number_of_flows() {
    let list = |letter: &str, count: usize| {
        (0..count).map(|number| format!("\"{letter}{number}\"")).collect::<Vec<_>>().join(",\n      ")
    };
    let model = |items: usize, ends: usize| {
        let (items, ends) = (list("I", items), list("E", ends));
        format!(
            "stream s {{\n  step a in engage {{\n    output\n      {items} to\n      {ends}\n  }}\n  outcome\n      {items} to\n      {ends} within 5d\n}}\n"
        )
    };
    assert_snapshot!(said("syntax-error", &[&model(33, 32)]));
    assert_eq!(said("syntax-error", &[&model(32, 32)]), "");
}

#[test]
fn a_name_has_a_bounded_number_of_characters() {
    let model = |name: &str| {
        format!(
            "stakeholder {name}\nitem a as {name}\nstream \"{name}\"\nstream s {{\n  trigger B from {name}\n  step c in engage {{\n    responsible {name}\n    input {name}\n    output D, \"\\u{{e9}}{name}\" to {name}, {name}.c\n    output D to c\n  }}\n  outcome D to {name}\n}}\n"
        )
    };
    assert_snapshot!(said("syntax-error", &[&model(&"é".repeat(1_001))]));
    let text = model(&"é".repeat(1_001));
    let formatted = vsdlint::format::format(&text, vsdlint::format::FormatOptions::default());
    for line in text.lines().filter(|line| line.contains('é')) {
        assert!(formatted.contains(line), "{formatted}");
    }
    // Its marks are no part of it, and an escape is one character.
    let escaped = format!("\"{}\"", "\\u{e9}".repeat(1_000));
    assert_eq!(said("syntax-error", &[&format!("stakeholder {escaped}\n")]), "");
    assert_eq!(
        said("syntax-error", &[&format!("item “{}”\n", "x".repeat(1_000))]).matches("characters").count(),
        0
    );
    // What is no name may be longer.
    let long = "x".repeat(2_000);
    let texts = format!("stream s {{\n  purpose \"{long}\"\n  link \"https://{long}\"\n  // {long}\n}}\n");
    assert_eq!(said("syntax-error", &[&texts]), "");
}

#[test]
fn a_name_without_quotes_is_told_from_names_without_a_comma() {
    let text = r#"stakeholder "Key user" as user
repository "Known faults"
item lesson
item experiment
activity engage {
  input lesson experiment from improve
  input plans from obtain_build, deliver_and_support improve
  input records from Known faults
  output feedback, notes to Service board
  output figures to improve plan
}
stream "Look back" {
  trigger lesson, experiment from user
  step Test in Design & transition" {
    input lesson
    output experiment to user
  }
  outcome experiment to user
}
"#;
    assert_snapshot!(said("syntax-error", &[text]));
}
