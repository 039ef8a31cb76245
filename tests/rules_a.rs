//! The rules on names, wording and repeated flows: what they say, and that their fixes mend it.

// Clippy lets test functions unwrap, but not what they share.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use insta::assert_snapshot;
use vsdlint::finding::{Applicability, Finding, Fix};
use vsdlint::model::Model;
use vsdlint::output::{Format, Part, Report, Statistics, Style, write};
use vsdlint::project::Settings;
use vsdlint::rules::{check, infos, pages};
use vsdlint::source::{LineIndex, Source, Sources};

fn sources(texts: &[&str]) -> Sources {
    let path = |index: usize| PathBuf::from(format!("{}.vsd", ["a", "b", "c"][index]));
    let source = |(index, text): (usize, &&str)| Source { path: path(index), text: (*text).to_owned() };
    Sources::new(texts.iter().enumerate().map(source).collect())
}

/// The findings of one rule.
fn findings(rule: &str, sources: &Sources) -> Vec<Finding> {
    let model = Model::new(sources);
    let paths: Vec<PathBuf> = sources.as_slice().iter().map(|source| source.path.clone()).collect();
    let mut findings = check(&model, &Settings::defaults(infos()), &paths);
    findings.retain(|finding| finding.rule == rule);
    findings
}

/// The texts with the edits of a fix made.
fn applied(sources: &Sources, fix: &Fix) -> Vec<String> {
    let mut texts: Vec<String> = sources.as_slice().iter().map(|source| source.text.clone()).collect();
    for edit in fix.edits.iter().rev() {
        texts[edit.place.file.index()].replace_range(edit.place.span.range(), &edit.text);
    }
    texts
}

fn full(sources: &Sources, findings: &[Finding]) -> String {
    let statistics = Statistics::default();
    let report = Report { parts: vec![Part { sources, findings, statistics: &statistics }], rules: &[] };
    let mut out = Vec::new();
    write(Format::Full, &report, &Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// What a rule says of these files, and what its fixes make of the lines they touch. Each fix must mend its finding and
/// cause no other of the rule.
fn said(rule: &str, texts: &[&str]) -> String {
    let sources = sources(texts);
    let found = findings(rule, &sources);
    let report = full(&sources, &found);
    let mut told = report[..report.rfind("\n\n").unwrap_or(0)].to_owned();
    for finding in &found {
        let Some(fix) = &finding.fix else { continue };
        let mended = applied(&sources, fix);
        let texts: Vec<&str> = mended.iter().map(String::as_str).collect();
        let after = findings(rule, &self::sources(&texts));
        let is_new = |one: &Finding| found.iter().all(|other| other.message != one.message);
        // A repeated statement with two alternatives is two findings with one fix.
        assert!(after.len() < found.len(), "the fix of {finding:#?} mends nothing");
        assert!(!after.iter().any(is_new), "the fix of {finding:#?} causes another: {after:#?}");
        let place = finding.primary.place;
        let text = &sources.get(place.file).text;
        let line = LineIndex::new(text).line_column(place.span.start, text).line as usize;
        let applicability = if fix.applicability == Applicability::Safe { "safe" } else { "suggested" };
        let count = |texts: &[&str]| texts.iter().map(|text| text.lines().count()).sum::<usize>();
        let before: Vec<&str> = sources.as_slice().iter().map(|source| source.text.as_str()).collect();
        let shown = match count(&texts).cmp(&count(&before)) {
            std::cmp::Ordering::Less => "(removed)".to_owned(),
            std::cmp::Ordering::Greater => format!("(added) {}", fix.edits[0].text.trim()),
            std::cmp::Ordering::Equal => {
                mended[place.file.index()].lines().nth(line - 1).unwrap_or_default().trim().to_owned()
            }
        };
        told.push_str(&format!("\n{applicability} fix of line {line}: {shown}"));
    }
    told.trim().to_owned()
}

const RULES: [&str; 10] = [
    "syntax-error",
    "unknown-name",
    "duplicate-name",
    "duplicate-flow",
    "self-flow",
    "item-cycle",
    "unknown-practice",
    "unknown-role",
    "several-accountable",
    "inconsistent-wording",
];

#[test]
fn the_examples_on_the_pages_are_true() {
    for page in pages().iter().filter(|page| RULES.contains(&page.name)) {
        let mut blocks: BTreeMap<&str, usize> = BTreeMap::new();
        for block in page.body.split("```vsd ").skip(1) {
            let (kind, rest) = block.split_once('\n').unwrap();
            let text = rest.split_once("```").unwrap().0;
            let found = findings(page.name, &sources(&[text]));
            let expected = usize::from(kind == "finding");
            assert_eq!(found.len(), expected, "{}: {text}\n{found:#?}", page.name);
            *blocks.entry(kind).or_default() += 1;
            said(page.name, &[text]);
        }
        assert!(blocks.len() == 2, "{}", page.name);
    }
}

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
fn unknown_name_of_an_end() {
    assert_snapshot!(said(
        "unknown-name",
        &[r#"
stakeholder "Service owner" as owner
repository "Known error database" as KEDB
item "Change record"
role "Change manager"

activity engage {
  input  "Demand" from custmer, plan
  output "Orders" to obtainbuild, restore, restore.fix, engge
}

stream "Restore a failed service" as restore {
  trigger "Outage report" from usr, fix, major.triage
  step "Register the outage" as register in engge {
    input  "Outage report" from users
    output "Incident record" to regster, diagnoze, "Diagnose outages", KEBD, "all"
    output "Lesson" to triage, "Change record", change_manager, sponsor
  }
  step "Diagnose the outage" as diagnose in owner {
    input  "Incident record" from major.tirage, mayor.triage, engage.register, major.close
    output "Fix request" to "Sevice owner", delivr_and_support
  }
  step "Obtain a fix" as fix {
    output "Fix" to majro
  }
}

stream "Manage major incidents" as major {
  step "Triage" in engage {
    input "Outage report"
  }
  outcome "Report" to fix
}

activity desgin_and_transition {
}
"#]
    ));
}

#[test]
fn unknown_name_with_steps_of_that_name_in_several_streams() {
    assert_snapshot!(said(
        "unknown-name",
        &[
            "stream one { step review { } }\nstream two { step review { } }\n",
            "stream three { step build { output \"Plan\" to review } }\n",
        ]
    ));
}

#[test]
fn duplicate_name() {
    assert_snapshot!(said(
        "duplicate-name",
        &[
            r#"
organisation "Northwind IT"
stakeholder "Help desk" as desk
repository help-desk
item "Known errors" as known
item "Known problems" as known
role "Change manager"
role "Change manager"
stakeholder Improve

activity plan { }

stream restore {
  purpose "One"
  step "Find a fix" as fix { purpose "x" lead_time 1h lead_time 2h }
  step "Find a fix" as fix { }
  step fix { }
  step "Obtain/build" { }
  purpose "Two"
}
"#,
            r#"
organisation "Northwind"
activity Plan { }
stream restore
"#,
        ]
    ));
}

#[test]
fn self_flow() {
    assert_snapshot!(said(
        "self-flow",
        &[r#"
stakeholder user
activity plan {
  input  "Portfolio" from engage, plan
  output "Plans", "Policies" to plan, improve
  output "Strategy" to plan
}
stream restore {
  trigger "Outage" from user, restore
  step "Find a fix" as fix in engage {
    input  "Outage" from restore.fix, user
    rework input "Failed fix" from fix
    output "Fix" or "Failed fix" to user, "Find a fix", engage
    output "Note" to /* whom? */ fix
  }
  outcome "Fix" to restore within 4h
}
"#]
    ));
}

#[test]
fn duplicate_flow() {
    assert_snapshot!(said(
        "duplicate-flow",
        &[r#"
stakeholder user
stakeholder "Service owner" as owner
item "Incident record" as incident
activity engage {
  input  "Demand" from plan, improve
  input  "Demand" from improve, plan, obtain_build
  output "Orders" to all
  output "Orders" to plan
}
stream major
stream restore {
  trigger "Outage" from user
  trigger "Alert", "Outage" from user
  step register in engage {
    input  "Outage" or "Alert" from user
    input  "Alert" or "Outage" from user
    input  "Alert" from user
    output "Incident record" to fix, owner
    output incident to "Service owner", user
    output "Note", "Log"
    output "Log", "Note"
    output "Ticket" to user, user
    output "Letter" to major.one, major.two, nobody, nothing
    output "Yes" or "No" to user
    output "No" or "Yes" to user
    output "Yes" to user
  }
  step fix in obtain_build {
    input "Incident record" from register
    optional input "Incident record" from register
    rework input "Failed fix" from register
    input "Failed fix" from register
    output "Fix"
    @allow(orphaned-output, "not yet taken up")
    output "Fix"
  }
  outcome "Fix" to user within 4h
  outcome "Fix" to user within 4h
  outcome "Fix" to user within 8h
}
"#]
    ));
}

#[test]
fn item_cycle() {
    assert_snapshot!(said(
        "item-cycle",
        &[
            "item \"Incident\" is \"Major incident\"\nitem Report is Report\n",
            "item \"Major incident\" is \"Incident\"\nitem a is b\nitem b is c\nitem c is a\n",
        ]
    ));
}

#[test]
fn unknown_practice() {
    assert_snapshot!(said(
        "unknown-practice",
        &[r#"
practice "Data protection" as privacy
stream s {
  step a {
    practice "Incident managment", "Change management", privcy, "Service desk", Marketing
    practice "Service catalog management", "asset management", "Organisational change managment"
  }
}
"#]
    ));
}

#[test]
fn unknown_role() {
    let use_of_roles = "stream s {\n  accountable \"Service manger\"\n  step a {\n    responsible tester, \"Service manager\"\n  }\n}\n";
    assert_eq!(said("unknown-role", &[use_of_roles]), "");
    assert_snapshot!(said("unknown-role", &[use_of_roles, "role \"Service manager\" as manager\n"]));
}

#[test]
fn several_accountable() {
    assert_snapshot!(said(
        "several-accountable",
        &[r#"
role "Service owner" as owner
stream s {
  accountable "Service owner", owner
  step a {
    accountable "Service owner"
    accountable "Change manager", "Team lead"
  }
}
"#]
    ));
}

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
fn what_a_broken_statement_mentions_is_not_reported() {
    let text = "role tester\nstream s {\n  step a {\n    practice devops\n    responsible tseter\n    output \"B\" to usr\n    input devops to tseter usr usr\n  }\n}\n";
    for rule in ["unknown-name", "unknown-practice", "unknown-role"] {
        assert_eq!(said(rule, &[text]), "", "{rule}");
    }
}

#[test]
fn each_of_many_unknown_names_is_told() {
    let mut text = String::from("role tester\nstakeholder \"Service owner\"\n");
    for stream in 0..10 {
        text.push_str(&format!("stakeholder \"Supplier of part {stream}\"\nstream \"Stream {stream}\" {{\n"));
        for step in 0..250 {
            text.push_str(&format!(
                "step \"Handle case {step} of {stream}\" {{ responsible \"Tester {step}\" practice \"Caring {step}\"\n\
                 input \"Case\" from \"Sevice owner\", \"Handle cases {step} of {stream}\", \"Nobody {step} {stream}\"\n\
                 output \"Case\", \"case\" lead_time 1h lead_time 2h }}\n"
            ));
        }
        text.push_str("}\n");
    }
    let sources = sources(&[&text]);
    // Nobody uses the spelling in which the service owner is declared, so that one declaration tells of 2,500 ends.
    assert_eq!(findings("unknown-name", &sources).len(), 5_001);
}

#[test]
fn a_misspelt_declaration_is_told_and_mended_where_it_is() {
    let told = said(
        "unknown-name",
        &[
            "stakeholder suplpier\nactivity plan {\n  input A from supplier, improve\n  output B to supplier, improve\n}\n",
        ],
    );
    assert!(told.contains("`suplpier` is declared, but 2 places name `supplier` instead"), "{told}");
    let told = said(
        "unknown-role",
        &[
            "role \"Heda of IT\"\nstream S {\n  accountable \"Head of IT\"\n  step A {\n    responsible \"Head of IT\"\n  }\n}\n",
        ],
    );
    assert!(told.contains("`Heda of IT` is declared, but 2 places name `Head of IT` instead"), "{told}");
}

#[test]
fn a_flow_with_itself_names_who_looks_for_it() {
    let told = said(
        "self-flow",
        &["activity plan {\n  output Roadmap to plan\n}\nactivity engage {\n  input Roadmap from plan\n}\n"],
    );
    assert!(told.contains("write `engage`"), "{told}");
}
