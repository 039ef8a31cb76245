//! `export`: which flows it joins across a border, a run, and the description of an activity.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cli::support::Place;

/// What feeds what: `a → b` where `a` says it, and `b ← a` where `b` does.
fn links(text: &str) -> Vec<String> {
    let place = Place::new(&[("a.vsd", text)]);
    let model: Value = serde_json::from_str(&place.stdout(&["export"])).unwrap();
    let mut flows: Vec<(String, &Value)> = Vec::new();
    let list = |value: &'_ Value| value.as_array().cloned().unwrap_or_default();
    let (activities, streams) = (list(&model["activities"]), list(&model["streams"]));
    let mut owners: Vec<(String, &Value)> = Vec::new();
    for activity in &activities {
        owners.push((activity["activity"].as_str().unwrap().to_owned(), activity));
    }
    for stream in &streams {
        owners.push((stream["name"].as_str().unwrap().to_owned(), stream));
        for step in stream["steps"].as_array().unwrap() {
            owners.push((step["name"].as_str().unwrap().to_owned(), step));
        }
    }
    for (owner, value) in &owners {
        for member in ["triggers", "inputs", "outputs", "outcomes"] {
            for flow in value[member].as_array().into_iter().flatten() {
                let item = flow["items"][0].as_str().unwrap();
                flows.push((format!("{owner} {} {item}", member.trim_end_matches('s')), flow));
            }
        }
    }
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, flow) in &flows {
        names.insert(flow["id"].as_str().unwrap(), name);
    }
    let mut links = Vec::new();
    for (name, flow) in &flows {
        for (member, arrow) in [("fed_by", "←"), ("feeds", "→")] {
            for other in flow[member].as_array().unwrap() {
                links.push(format!("{name} {arrow} {}", names[other.as_str().unwrap()]));
            }
        }
    }
    links
}

/// Fails unless each of these is told at both of its flows, and nothing else is.
#[track_caller]
fn are_linked(text: &str, expected: &[(&str, &str)]) {
    let mut both: Vec<String> = Vec::new();
    for (from, to) in expected {
        both.push(format!("{from} → {to}"));
        both.push(format!("{to} ← {from}"));
    }
    let mut found = links(text);
    found.sort();
    both.sort();
    assert_eq!(found, both);
}

#[test]
fn flows_of_the_border_are_joined_with_those_that_name_the_same_end() {
    let text = r#"
stakeholder user
stakeholder boss
stream "Sell" as sell {
  trigger "Wish" from user
  trigger "Call" from user
  step "Take" as take in engage {
    input "Wish" from user
    input "Call"
    output "Sale" to send
    output "Note" to user
  }
  step "Ask" as ask in engage {
    input "Wish" from boss
  }
  step "Send" as send in deliver_and_support {
    input "Sale"
    output "Parcel" to user
    output "Bill"
  }
  outcome "Sale" to user
  outcome "Parcel" to user
  outcome "Note" to user
  outcome "Bill" to user
}
"#;
    are_linked(
        text,
        &[
            ("Sell trigger Wish", "Take input Wish"),
            ("Sell trigger Call", "Take input Call"),
            ("Take output Sale", "Send input Sale"),
            ("Take output Note", "Sell outcome Note"),
            ("Send output Parcel", "Sell outcome Parcel"),
            ("Send output Bill", "Sell outcome Bill"),
        ],
    );
}

#[test]
fn a_stream_is_joined_with_all_steps_that_run_it() {
    let step = |name: &str, runs: &str| {
        format!("  step \"{name}\"{runs} in engage {{\n    input \"Wish\"\n    output \"Wall\"\n  }}\n")
    };
    let stream = |name: &str, steps: &str| {
        format!(
            "stream \"{name}\" as {} {{\n  trigger \"Wish\"\n{steps}  outcome \"Wall\"\n}}\n",
            name.to_lowercase()
        )
    };
    let text = [
        stream("One", &(step("First", " runs paint") + &step("Second", " runs paint"))),
        stream("Two", &(step("Third", " runs paint") + &step("Fourth", ""))),
        stream("Paint", &step("Brush", "")),
    ]
    .concat();
    let mut expected = Vec::new();
    for (stream, step) in
        [("One", "First"), ("One", "Second"), ("Two", "Third"), ("Two", "Fourth"), ("Paint", "Brush")]
    {
        expected.push((format!("{stream} trigger Wish"), format!("{step} input Wish")));
        expected.push((format!("{step} output Wall"), format!("{stream} outcome Wall")));
    }
    for step in ["First", "Second", "Third"] {
        expected.push((format!("{step} input Wish"), "Paint trigger Wish".to_owned()));
        expected.push(("Paint outcome Wall".to_owned(), format!("{step} output Wall")));
    }
    let expected: Vec<(&str, &str)> =
        expected.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    are_linked(&text, &expected);
}

#[test]
fn a_step_is_joined_with_the_description_of_the_activity_that_it_names() {
    let text = r#"
activity engage {
  output "Demand" to plan
}
activity improve {
  input "Lesson" from engage
  output "Demand" to plan
}
stream "Sell" {
  trigger "Wish"
  step "Draft" in plan {
    input "Demand" from engage
    output "Lesson" to improve
  }
}
"#;
    let found = links(text);
    let of_step: Vec<&str> =
        found.iter().map(String::as_str).filter(|link| link.starts_with("Draft")).collect();
    assert_eq!(
        of_step,
        ["Draft input Demand ← engage output Demand", "Draft output Lesson → improve input Lesson"]
    );
}
