//! `stats`: the numbers of streams.

use std::path::Path;

use crate::cli::support::Place;

/// A stream with a choice, in which nearly everything is stated, one that runs it, and one of which nothing is known.
const STREAMS: &str = r#"
organisation "Northwind IT" { working_day 7h30min }
stakeholder user
stream "Restore a service" as restore {
  trigger "Outage report" from user
  step "Register" in engage {
    responsible "Service desk"
    lead_time 15min process_time 5min complete_and_accurate 90%
    input  "Outage report"
    output "Simple incident" or "Hard incident"
    output "Lessons" to improve
  }
  step "Develop a fix" in obtain_build {
    responsible "Developer"
    lead_time 3wd process_time 1wd complete_and_accurate 80%
    input  "Hard incident"
    output "Fix"
  }
  step "Repair" in deliver_and_support {
    responsible "Support"
    lead_time 1h process_time 30min
    input  "Simple incident" or "Fix"
    output "Restored service"
  }
  outcome "Restored service" to user within 4h
}
stream "=Handle a call" {
  trigger "Call" from user
  step "Put through" in engage {
    lead_time 10min process_time 5min
    input  "Call"
    output "Outage report", "Question"
  }
  step "Restore" runs restore in deliver_and_support {
    input  "Outage report"
    output "Restored service"
  }
  step "Answer" in engage {
    process_time 5min
    input  "Restored service", "Question"
    reply input "Assent" from user
    output "Proposal" to user
    output "Answer"
    output "Figures" to improve
  }
  outcome "Answer" to user within 5wd
  outcome "Nothing" to user
}
stream "Learn"
"#;

#[test]
fn all_streams_and_one_of_them_for_people() {
    let place = Place::new(&[("a.vsd", STREAMS)]);
    assert_snapshots!([
        ("all".to_owned(), place.run(&["stats"])),
        ("one".to_owned(), place.run(&["stats", "RESTORE a service"])),
        ("runs".to_owned(), place.run(&["stats", "=Handle a call"])),
        ("undescribed".to_owned(), place.run(&["stats", "Learn"])),
        ("unknown".to_owned(), place.run(&["stats", "restor"])),
        ("empty".to_owned(), Place::new(&[("a.vsd", "stakeholder user\n")]).run(&["stats"])),
    ]);
}

#[test]
fn numbers_for_programs_and_spreadsheets() {
    let place = Place::new(&[("a.vsd", STREAMS)]);
    assert_snapshots!([
        ("json".to_owned(), place.run(&["stats", "restore", "--format", "json"])),
        ("csv".to_owned(), place.run(&["stats", "--format", "csv"])),
    ]);
}

#[test]
fn the_numbers_of_northwind() {
    let project = Path::new("fixtures/northwind").canonicalize().unwrap();
    let shown = Place::new(&[]).run(&["stats", "--project", project.to_str().unwrap()]);
    assert_snapshot!(shown);
}

#[test]
fn what_a_terminal_would_obey_is_shown() {
    let text = "stream \"a\u{202e}b\" { trigger T step \"\\u{1b}[31mred\" in engage { input T output O } outcome O }\n";
    let place = Place::new(&[("a.vsd", text)]);
    for format in ["table", "json", "csv"] {
        let shown = place.run(&["stats", "--format", format]);
        assert!(!shown.contains('\u{202e}') && !shown.contains('\u{1b}'), "{shown}");
    }
}
