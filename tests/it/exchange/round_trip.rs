//! `export --format bpmn` and `import`: the same model again, up to what BPMN cannot say.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{MODEL, projects, written};
use crate::cli::support::Place;

/// What BPMN can say of a model, a line for each thing.
fn sayings(model: &Value) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    let names = streams(model);
    for stream in list(&model["streams"]) {
        if stream["described"] == Value::Bool(false) {
            continue;
        }
        let name = text(&stream["name"]);
        lines.insert(format!("{name}: purpose {}", stream["purpose"]));
        for flow in list(&stream["triggers"]) {
            let every = flow["every"].as_str().unwrap_or("-");
            lines.insert(format!("{name}: trigger {} from {} every {every}", items(flow), ends(flow)));
        }
        for flow in list(&stream["outcomes"]) {
            for item in list(&flow["items"]) {
                lines.insert(format!("{name}: outcome {} to {}", words(text(item)), ends(flow)));
            }
        }
        for step in list(&stream["steps"]) {
            let name = format!("{name} / {}", text(&step["name"]));
            let runs = step["runs"].as_str().and_then(|id| names.get(id)).copied().unwrap_or("-");
            let lane = list(&step["roles"]["responsible"]).first().map_or("-", |role| text(&role["name"]));
            lines.insert(format!("{name}: purpose {}, runs {runs}, in the lane of {lane}", step["purpose"]));
            for flow in list(&step["inputs"]) {
                for end in outside(flow) {
                    lines.insert(format!("{name}: {} input {} from {end}", text(&flow["mode"]), items(flow)));
                }
            }
            for (mode, items, end) in outputs(step) {
                lines.insert(format!("{name}: {mode} output {items} to {end}"));
            }
        }
    }
    for stakeholder in list(&model["stakeholders"]) {
        lines.insert(format!("stakeholder {}: {}", text(&stakeholder["name"]), stakeholder["purpose"]));
    }
    lines.extend(feeds(model));
    lines
}

/// Who feeds whom.
fn feeds(model: &Value) -> BTreeSet<String> {
    let mut owners: BTreeMap<&str, (String, &Value)> = BTreeMap::new();
    for stream in list(&model["streams"]) {
        let name = text(&stream["name"]);
        for flow in list(&stream["triggers"]).iter().chain(list(&stream["outcomes"])) {
            owners.insert(text(&flow["id"]), (name.to_owned(), flow));
        }
        for step in list(&stream["steps"]) {
            for flow in list(&step["inputs"]).iter().chain(list(&step["outputs"])) {
                owners.insert(text(&flow["id"]), (format!("{name} / {}", text(&step["name"])), flow));
            }
        }
    }
    let mut lines = BTreeSet::new();
    for (owner, flow) in owners.values() {
        for fed in list(&flow["feeds"]) {
            if let Some((taker, taken)) = owners.get(text(fed)) {
                let again = if taken["mode"] == "rework" { " again" } else { "" };
                lines.insert(format!("{owner} feeds {taker}{again}"));
            }
        }
    }
    lines
}

fn streams(model: &Value) -> BTreeMap<&str, &str> {
    list(&model["streams"]).iter().map(|stream| (text(&stream["id"]), text(&stream["name"]))).collect()
}

/// The outputs of a step: alternatives together.
fn outputs(step: &Value) -> BTreeSet<(String, String, String)> {
    let mut groups: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for flow in list(&step["outputs"]) {
        let is_choice = flow["is_alternative"] == Value::Bool(true);
        let key = if is_choice { flow["statement"].to_string() } else { text(&flow["id"]).to_owned() };
        groups.entry(key).or_default().push(flow);
    }
    let mut all = BTreeSet::new();
    for group in groups.values() {
        let mut own: Vec<String> = group.iter().map(|flow| items(flow)).collect();
        own.sort();
        for end in outside(group[0]) {
            all.insert((text(&group[0]["mode"]).to_owned(), own.join(" or "), end));
        }
    }
    all
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A name without signs and case, as a drawing may lose both.
fn words(name: &str) -> String {
    name.to_lowercase()
}

fn items(flow: &Value) -> String {
    let mut items: Vec<String> = list(&flow["items"]).iter().map(|item| words(text(item))).collect();
    items.sort();
    items.join(" or ")
}

/// Whom outside all streams a flow names, each; a dash for nobody.
fn outside(flow: &Value) -> Vec<String> {
    let mut ends = Vec::new();
    for end in list(&flow["ends"]) {
        if ["stakeholder", "repository", "activity", "all"].contains(&text(&end["kind"])) {
            ends.push(words(text(&end["name"])).replace('_', " "));
        }
    }
    if ends.is_empty() {
        ends.push("-".to_owned());
    }
    ends
}

fn ends(flow: &Value) -> String {
    let mut ends = outside(flow);
    ends.sort();
    ends.join(", ")
}

/// What differs between a model and what comes back: `-` is gone, `+` is new.
fn differences(project: &str, place: &Place) -> String {
    let model = |path: &str| serde_json::from_str(&place.stdout(&["export", "--project", path])).unwrap();
    place.write("drawing.bpmn", written(place, &["export", "--format", "bpmn", "--project", project]));
    let said = place.run(&["import", "drawing.bpmn", "-o", "back", "--format", "concise"]);
    assert!(said.starts_with("status: 0"), "{said}");
    assert_eq!(
        place.status(&["import", "drawing.bpmn", "-o", "back", "--diff"]),
        0,
        "a second import differs"
    );
    let (before, after) = (sayings(&model(project)), sayings(&model("back")));
    let mut lines = Vec::new();
    for line in before.difference(&after) {
        lines.push(format!("- {line}"));
    }
    for line in after.difference(&before) {
        lines.push(format!("+ {line}"));
    }
    lines.join("\n")
}

#[test]
fn a_bit_of_everything_comes_back() {
    let place = Place::new(&[("model/a.vsd", MODEL)]);
    assert_snapshot!(differences("model", &place));
}

#[test]
fn fixtures_come_back() {
    let mut shown = String::new();
    for project in projects() {
        if project.ends_with("itil4") {
            // It has no streams.
            continue;
        }
        let name = project.file_name().unwrap().to_string_lossy().into_owned();
        let place = Place::new(&[]);
        let lines = differences(&project.to_string_lossy(), &place);
        shown += &format!("{name}\n{lines}\n\n");
    }
    assert_snapshot!(shown);
}
