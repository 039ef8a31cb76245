//! `export`: the whole model for other programs.

use serde_json::Value;

use crate::cli::support::{CLEAN, Place};

/// A bit of everything: choices, runs, replies, ends of all kinds, findings, and an `@allow`.
const MODEL: &str = r#"
organisation "Northwind IT" { purpose "Keep the shops running" working_day 7h30min }
stakeholder "Line user" as user { link "https://intranet.example/users" }
repository "Known error database" as KEDB
item "Outage report" as outage is "Report"
item "Report"
role "Service desk agent" as agent
role "Owner"
activity engage {
  accountable Owner
  input  "Plans" from improve, all
  output "Feedback" to improve
}
stream "Restore a service" as restore {
  purpose "Get a user working again"
  accountable Owner
  trigger outage or "Alert" from user
  step "Register" as register in engage {
    practice "Service desk"
    uses "Ticket tool"
    responsible agent
    lead_time 1wd process_time 30s complete_and_accurate 97.5%
    input  "Report" or "Alert"
    optional input "Known errors" from KEDB
    output "Incident" to mend
    output "Bulletin" to nobody
  }
  step "Mend" as mend runs mending {
    input  "Incident" from register
    output "Restored service"
  }
  @allow(missing-purpose, "so it is")
  outcome "Restored service" to user within 2d
}
stream "Mend a service" as mending {
  trigger "Incident" from restore every month
  step "Ask" in engage {
    input  "Incident"
    output "Question" to restore.register
    reply input "Answer" from user
    output "Restored service"
    output "Note" to improve
  }
  outcome "Restored service"
}
stream "Learn"
"#;

fn exported(text: &str) -> Value {
    let place = Place::new(&[("models/a.vsd", text)]);
    serde_json::from_str(&place.stdout(&["export"])).unwrap()
}

#[test]
fn a_model_with_a_bit_of_everything() {
    let place = Place::new(&[("models/a.vsd", MODEL)]);
    assert_snapshot!(place.run(&["export"]));
}

/// All values of a member, wherever it stands.
fn all<'v>(value: &'v Value, member: &str, found: &mut Vec<&'v Value>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get(member));
            map.values().for_each(|value| all(value, member, found));
        }
        Value::Array(list) => list.iter().for_each(|value| all(value, member, found)),
        _ => {}
    }
}

#[test]
fn every_id_that_is_named_is_there_once() {
    let model = exported(MODEL);
    let mut ids = Vec::new();
    all(&model, "id", &mut ids);
    // Ends carry the ids of others.
    let mut ends = Vec::new();
    all(&model, "ends", &mut ends);
    let mut named = Vec::new();
    ends.iter().for_each(|ends| all(ends, "id", &mut named));
    let own: Vec<&str> = {
        let mut left: Vec<&str> = ids.iter().filter_map(|id| id.as_str()).collect();
        for id in named.iter().filter_map(|id| id.as_str()) {
            let at = left.iter().position(|other| *other == id).unwrap();
            left.remove(at);
        }
        left
    };
    let distinct: std::collections::BTreeSet<&str> = own.iter().copied().collect();
    assert_eq!(own.len(), distinct.len());
    for member in ["fed_by", "feeds", "runs", "findings"] {
        let mut lists = Vec::new();
        all(&model, member, &mut lists);
        for id in
            lists.iter().flat_map(|list| list.as_array().into_iter().flatten()).filter(|id| id.is_string())
        {
            assert!(distinct.contains(id.as_str().unwrap()), "{member}: {id}");
        }
    }
}

#[test]
fn who_is_fed_and_who_feeds_agree() {
    let model = exported(MODEL);
    let (mut forth, mut back) = (Vec::new(), Vec::new());
    let mut flows = Vec::new();
    for member in ["inputs", "outputs", "triggers", "outcomes"] {
        let mut lists = Vec::new();
        all(&model, member, &mut lists);
        flows.extend(lists.into_iter().flat_map(|list| list.as_array().unwrap()));
    }
    for flow in flows {
        let id = flow["id"].as_str().unwrap().to_owned();
        for other in flow["feeds"].as_array().unwrap() {
            forth.push((id.clone(), other.as_str().unwrap().to_owned()));
        }
        for other in flow["fed_by"].as_array().unwrap() {
            back.push((other.as_str().unwrap().to_owned(), id.clone()));
        }
    }
    forth.sort();
    back.sort();
    assert_eq!(forth, back);
    assert!(forth.len() >= 8, "{forth:?}");
}

#[test]
fn places_are_where_the_names_stand() {
    let model = exported(MODEL);
    let text = MODEL;
    for stream in model["streams"].as_array().unwrap() {
        let (start, end) = (&stream["place"]["start"], &stream["place"]["end"]);
        let at = |position: &Value| position["offset"].as_u64().unwrap() as usize;
        let written = &text[at(start)..at(end)];
        assert_eq!(written.trim_matches('"'), stream["name"].as_str().unwrap());
        let line = text.lines().nth(start["line"].as_u64().unwrap() as usize - 1).unwrap();
        assert!(line.contains(written), "{line}");
    }
}

/// The files of a folder, each with its name.
fn tables(place: &Place) -> String {
    let mut paths: Vec<_> =
        std::fs::read_dir(place.path("tables")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    paths.sort();
    let names = paths.iter().map(|path| path.to_str().unwrap());
    names.map(|name| format!("---- {name}\n{}", place.text(&format!("tables/{name}")))).collect()
}

#[test]
fn tables_for_spreadsheets() {
    let place = Place::new(&[("models/a.vsd", MODEL)]);
    assert_eq!(place.run(&["export", "--format", "csv", "-o", "tables"]), "status: 0\n");
    let first = tables(&place);
    assert_snapshot!(first);
    assert_eq!(place.run(&["export", "--format", "csv", "-o", "tables"]), "status: 0\n");
    assert_eq!(tables(&place), first);
}

#[test]
fn a_table_of_a_hundred_thousand_cells_is_a_list() {
    let stream = |at: usize| {
        format!(
            "practice \"Practice {at:03}\"\nstream \"Stream {at:03}\" {{ step \"Sort\" {{ practice \"Practice {at:03}\" \
             input A output B }} step \"Send\" in engage {{ practice \"Practice {at:03}\" input B output C }} }}\n"
        )
    };
    let practices = |count: usize| {
        let text: String = (0..count).map(stream).collect();
        let place = Place::new(&[("a.vsd", &text)]);
        assert_eq!(place.run(&["export", "--format", "csv", "-o", "tables"]), "status: 0\n");
        place.text("tables/practices.csv")
    };
    let (table, list) = (practices(316), practices(317));
    assert!(table.starts_with("Practice,Stream 000,Stream 001,"), "{}", &table[..100]);
    assert_eq!(table.lines().count(), 317);
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(lines[..2], ["Practice,Stream,Steps", "Practice 000,Stream 000,Sort; Send"]);
    assert_eq!(lines.len(), 318);
}

#[test]
fn what_all_give_to_all_is_not_listed_in_full() {
    let step = |at: usize| {
        let activity = ["plan", "engage", "improve"][at % 3];
        format!("  step \"Step {at}\" in {activity} {{ input A from all output A to all }}\n")
    };
    let steps: String = (0..900).map(step).collect();
    let model = exported(&format!("stream \"Sort parcels\" {{\n{steps}}}\n"));
    let steps = model["streams"][0]["steps"].as_array().unwrap();
    let listed = |step: &Value, side: &str, list: &str| {
        let flow = &step[side][0];
        (flow[list].as_array().unwrap().len(), flow["left_out"].as_u64().unwrap() > 0)
    };
    assert_eq!(listed(&steps[0], "inputs", "fed_by"), (600, false));
    assert_eq!(listed(&steps[0], "outputs", "feeds"), (600, false));
    assert_eq!(listed(&steps[899], "inputs", "fed_by"), (100, true));
    assert_eq!(listed(&steps[899], "outputs", "feeds"), (100, true));
}

#[test]
fn no_cell_is_a_formula() {
    let names = ["=1+1", "+1", "-1", "@a", "＝1", "'x", "\\t=1", "a,\\\"b\\n=2"];
    let mut text = String::new();
    for (at, name) in names.iter().enumerate() {
        text += &format!(
            "stream \"{name} s\" {{ trigger \"{name} t\" step \"{name} p\" in engage {{ responsible \"{name} r\" \
             practice \"{name} q\" input \"{name} t\" output \"{name} o{at}\" }} outcome \"{name} o{at}\" }}\n"
        );
    }
    let place = Place::new(&[("a.vsd", &text)]);
    place.run(&["export", "--format", "csv", "-o", "tables"]);
    place.write("tables/numbers.csv", place.stdout(&["stats", "--format", "csv"]));
    let mut cells = 0;
    for entry in std::fs::read_dir(place.path("tables")).unwrap() {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).from_path(entry.unwrap().path()).unwrap();
        for record in reader.records() {
            for cell in &record.unwrap() {
                let is_dangerous = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
                assert!(!is_dangerous || cell.parse::<f64>().is_ok(), "{cell:?}");
                cells += 1;
            }
        }
    }
    assert!(cells > 200, "{cells}");
}

/// Where people write commas in numbers, spreadsheets part cells at semicolons.
#[test]
fn no_part_of_a_cell_is_a_formula() {
    let place = Place::new(&[("a.vsd", "stakeholder \"x;=1+1;y\"\nstakeholder z\n")]);
    place.run(&["export", "--format", "csv", "-o", "tables"]);
    let names = place.text("tables/names.csv");
    assert!(names.contains("\n\"stakeholder\",\"x;=1+1;y\",\"\","), "{names}");
}

#[test]
fn what_cannot_be_written_is_said() {
    let place = Place::new(&[("a.vsd", "stakeholder user\n"), ("tables", "a file\n")]);
    assert_snapshots!([
        ("no_folder".to_owned(), place.run(&["export", "--format", "csv"])),
        ("no_ending".to_owned(), place.run(&["export", "-o", "tables"])),
    ]);
    let shown = place.run(&["export", "--format", "csv", "-o", "tables"]);
    assert!(shown.starts_with("status: 2\n") && shown.contains("cannot write `tables`"), "{shown}");
}

#[test]
fn an_empty_project_is_a_model_too() {
    let model = exported("");
    assert_eq!(model["streams"], Value::Array(Vec::new()));
    assert_eq!(model["organisation"], Value::Null);
}

/// Several files have no room in one stream.
#[test]
fn what_has_many_files_does_not_go_to_standard_output() {
    let place = Place::new(&[
        ("vsdlint.toml", ""),
        ("a.vsd", CLEAN),
        ("t.csv", "Step,Supplier,Input,Output,Customer\n"),
    ]);
    for (arguments, what) in [
        (&["export", "--format", "csv", "-o", "-"][..], "`--format csv` has a file for each table"),
        (&["draw", "--all", "-o", "-"], "`--all` has a file for each picture"),
        (&["import", "t.csv", "-o", "-"], "a model has a file for each stream"),
    ] {
        let output = place.output(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains(what), "{said}");
        assert!(output.stdout.is_empty() && !place.path("-").exists());
    }
}
