//! The tables that `export` writes give the same model again.

use crate::cli::support::{Place, entries};

/// What a model says, without places, ids and what follows from the rest; streams and declarations by their names.
fn said(text: &str) -> serde_json::Value {
    let mut model: serde_json::Value = serde_json::from_str(text).unwrap();
    strip(&mut model);
    // The name of an activity may be spelt in several ways.
    for activity in model["activities"].as_array_mut().unwrap() {
        activity["name"] = activity["activity"].clone();
    }
    for list in ["activities", "streams", "stakeholders", "repositories", "items", "practices", "roles"] {
        model[list].as_array_mut().unwrap().sort_by_key(|one| one["name"].to_string());
    }
    model
}

fn strip(value: &mut serde_json::Value) {
    const FOLLOWS: [&str; 14] = [
        "files",
        "findings",
        "place",
        "statement",
        "id",
        "fed_by",
        "feeds",
        "fails",
        "left_out",
        "runs",
        "numbers",
        "start",
        "end",
        "path",
    ];
    match value {
        serde_json::Value::Object(map) => {
            map.retain(|key, _| !FOLLOWS.contains(&key.as_str()));
            map.values_mut().for_each(strip);
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(strip),
        serde_json::Value::String(text) => *text = text.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => {}
    }
}

/// What a check of a project finds: rules and messages.
fn found(text: &str) -> Vec<String> {
    let model: serde_json::Value = serde_json::from_str(text).unwrap();
    let findings = model["findings"].as_array().unwrap();
    let mut found: Vec<String> =
        findings.iter().map(|finding| format!("{} {}", finding["rule"], finding["message"])).collect();
    found.sort();
    found
}

#[test]
fn the_exported_tables_give_the_same_model() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    for name in [
        "northwind",
        "ferry",
        "itil4",
        "trades/hiring",
        "trades/hospital_discharge",
        "trades/incident_response",
        "trades/software_release",
    ] {
        let project = root.join(name);
        come_back(name, project.to_str().unwrap(), name != "itil4");
    }
}

/// A model in which each kind of statement, end and period is written.
const WHOLE: &str = r#"
organisation "Ferry" {
  purpose "Take people across"
  link "https://ferry.example"
  working_day 7h
}
stakeholder passenger {
  link "https://passengers.example"
}
repository "Log" as log
item "Day pass" as pass is "Permit" {
  purpose "Cross all day"
}
item "Permit"
practice "Seamanship"
role "Captain"
role "Mate" as mate
role "Clerk"
role "Guard"
activity engage {
  purpose "Know who wants to cross"
  accountable "Captain"
  input "Word" from all
  output "Word" to all, engage
}
stream "Cross" as cross {
  purpose "Be on the other side"
  accountable "Captain"
  trigger "Day" every day
  trigger "Week" every week
  trigger "Month" every month
  trigger "Quarter" every quarter
  trigger "Year" every year
  trigger "Tide" every 12h
  trigger "Wish" or "Order" from passenger
  step "Sell" as sell in engage {
    responsible mate
    consulted "Clerk"
    informed "Guard"
    practice "Seamanship"
    uses "Till"
    lead_time 1wd   process_time 10min   complete_and_accurate 97.5%
    input "Day", "Week", "Month", "Quarter", "Year", "Tide"
    input "Wish" or "Order"
    rework input "Torn ticket" from sail, sell
    optional input "Weather" from log
    reply input "Seat" from upkeep
    output "Ticket" or "Torn ticket"
    optional output pass to passenger
    output "Question" to upkeep.Paint
  }
  step "Sail" as sail in deliver_and_support {
    input "Ticket"
    output "Crossing"
    output "Torn ticket"
    output "Lesson" to improve
  }
  step "Keep it up" runs upkeep {
    input "Rust"
  }
  outcome "Crossing" to passenger within 4h
}
stream "Keep up" as upkeep {
  trigger "Rust"
  step "Paint" in obtain_build {
    input "Rust"
    optional input "Question"
    output "Seat" to cross.sell
    output "Paint"
  }
  outcome "Paint"
}
stream "Charter"
"#;

#[test]
fn whatever_a_model_says_comes_back_from_its_tables() {
    let place = Place::new(&[("model.vsd", WHOLE)]);
    come_back("whole", place.path("").to_str().unwrap(), true);
}

/// Bars would part cells, and an apostrophe guards what begins with a blank sign.
#[test]
fn names_full_of_bars_and_texts_behind_blanks_come_back() {
    let model = "\
stakeholder \"|a|b|c|d|e|f|\" { purpose \"|a|b|\" }
stream \"|a|b| s\" {
  purpose \"\\t=1\"
  trigger \"|a|b| W\" from \"|a|b|c|d|e|f|\"
  step \"|a|b| A\" in engage { purpose \"\\u{d}=1\" input \"|a|b| W\" output \"|a|b| B\" }
  outcome \"|a|b| B\" to \"|a|b|c|d|e|f|\"
}
";
    let place = Place::new(&[("model.vsd", model)]);
    come_back("bars", place.path("").to_str().unwrap(), false);
    assert_eq!(place.status(&["export", "--format", "csv", "-o", "tables"]), 0);
    let import = ["import", "-o", "back", "tables/names.csv", "tables/blocks.csv", "tables/flows.csv"];
    assert_eq!(place.status(&import), 0);
    let streams = entries(&place.path("back/streams"));
    let text = place.text(&format!("back/streams/{}", streams[0]));
    assert!(text.contains("purpose \"\\t=1\"") && !text.contains('\''), "{text}");
}

#[test]
fn items_come_back_as_they_are_declared() {
    let items =
        "item \"Day pass\" is Pass\nitem \"Day pass\" is Pass\nitem \"Pass\" is \"Permit\", \"Paper\"\n";
    let stream = "stream s {\n  trigger \"Pass\"\n\n  step check {\n    input  \"Pass\"\n    output \"Day pass\"\n  }\n\n  outcome \"Day pass\"\n}\n";
    let place = Place::new(&[("a.vsd", &format!("{items}\n{stream}"))]);
    assert_eq!(place.status(&["export", "--format", "csv", "-o", "tables"]), 0);
    let import = ["import", "-o", "model", "tables/names.csv", "tables/blocks.csv", "tables/flows.csv"];
    assert_eq!(place.status(&import), 0);
    let declared = place.text("model/organisation.vsd");
    let lines: Vec<&str> = declared.lines().filter(|line| line.contains(" is ")).collect();
    assert_eq!(lines, [r#"item "Day pass" is "Pass""#, r#"item "Pass" is "Permit", "Paper""#]);
}

/// Exports a project as tables, imports them, and compares what both say and, where it is asked for, what is found in them.
fn come_back(name: &str, project: &str, with_findings: bool) {
    let place = Place::new(&[]);
    assert_eq!(place.status(&["export", "--project", project, "--format", "csv", "-o", "tables"]), 0);
    let files: Vec<String> =
        entries(&place.path("tables")).into_iter().map(|file| format!("tables/{file}")).collect();
    let mut arguments = vec!["import", "-o", "model"];
    arguments.extend(files.iter().map(String::as_str));
    let report = place.run(&arguments);
    assert!(report.starts_with("status: 0"), "{name}: {report}");
    assert!(!report.contains("dropped"), "{name}: {report}");
    let (before, after) =
        (place.stdout(&["export", "--project", project]), place.stdout(&["export", "--project", "model"]));
    let shown = |text: &str| serde_json::to_string_pretty(&said(text)).unwrap();
    are_same(name, &shown(&before), &shown(&after));
    if with_findings {
        assert_eq!(found(&after), found(&before), "{name}");
    }
}

/// Two texts are the same, or the lines that differ are shown.
fn are_same(name: &str, before: &str, after: &str) {
    if before != after {
        let diff = similar::TextDiff::from_lines(before, after);
        panic!("{name}:\n{}", diff.unified_diff().context_radius(6));
    }
}
