//! `export --format bpmn`: what it says of a model, whatever the names.

use std::collections::BTreeSet;

use super::xml::{Element, read};
use super::{MODEL, projects, written};
use crate::cli::support::Place;

#[test]
fn a_model_with_a_bit_of_everything() {
    let place = Place::new(&[("a.vsd", MODEL)]);
    assert_snapshot!(place.run(&["export", "--format", "bpmn"]));
}

/// Attributes and elements that name another element.
const REFERENCES: [&str; 9] = [
    "sourceRef",
    "targetRef",
    "processRef",
    "bpmnElement",
    "calledElement",
    "dataObjectRef",
    "dataStoreRef",
    "flowNodeRef",
    "optionalInputRefs",
];

/// Every id is there once and is a name in XML, and every reference leads somewhere.
fn is_sound(document: &Element) {
    let mut ids = BTreeSet::new();
    for element in document.all() {
        let id = element.get("id");
        assert!(id.is_empty() || ids.insert(id), "`{id}` is there twice");
        let is_name = id.chars().all(|letter| letter.is_ascii_alphanumeric() || "._-".contains(letter));
        assert!(is_name, "`{id}` is no name in XML");
    }
    for element in document.all() {
        for reference in REFERENCES {
            let named = element.get(reference);
            assert!(named.is_empty() || ids.contains(named), "{reference} `{named}`");
        }
        if REFERENCES.contains(&element.name.as_str()) {
            assert!(ids.contains(element.text.trim()), "{} `{}`", element.name, element.text);
        }
    }
}

#[test]
fn names_may_be_anything() {
    let hostile = MODEL
        .replace("Register", "<script>&amp;\\\"']]>\\u{202E}\\u{7}")
        .replace("Incident", "Störung 🚢 № 1")
        .replace("Line user", "  …  <!-- ");
    let place = Place::new(&[("a.vsd", &hostile)]);
    let xml = written(&place, &["export", "--format", "bpmn"]);
    is_sound(&read(&xml));
    assert!(!xml.contains("<script>"), "{xml}");
    assert_eq!(xml, written(&place, &["export", "--format", "bpmn"]));
}

#[test]
fn fixtures_are_sound_and_all_that_is_shown_has_a_place() {
    for project in projects() {
        let place = Place::new(&[]);
        let project = project.to_string_lossy().into_owned();
        let document = read(&written(&place, &["export", "--format", "bpmn", "--project", &project]));
        is_sound(&document);
        let shown: BTreeSet<&str> =
            document.all().into_iter().map(|element| element.get("bpmnElement")).collect();
        for element in document.all() {
            let is_shown = element.name.ends_with("Event")
                || element.name.ends_with("Gateway")
                || ["task", "callActivity", "participant", "lane", "sequenceFlow", "messageFlow"]
                    .contains(&element.name.as_str());
            assert!(!is_shown || shown.contains(element.get("id")), "{project}: {}", element.get("id"));
        }
    }
}

#[test]
fn a_faulty_model_is_drawn_as_it_is() {
    let folder = format!("{}/fixtures/broken", env!("CARGO_MANIFEST_DIR"));
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let place = Place::new(&[]);
        let text = std::fs::read(&path).unwrap();
        place.write("a.vsd", text);
        for format in ["bpmn", "archimate"] {
            let output = place.output(&["export", "--format", format]);
            assert!(output.status.code() != Some(101), "{}", path.display());
            if output.status.success() {
                read(&String::from_utf8(output.stdout).unwrap());
            }
        }
    }
}

#[test]
fn a_file_holds_what_standard_output_has() {
    let place = Place::new(&[("a.vsd", MODEL)]);
    assert_eq!(place.status(&["export", "-o", "model.bpmn"]), 0);
    let printed = place.output(&["export", "--format", "bpmn"]).stdout;
    assert_eq!(place.text("model.bpmn").as_bytes(), printed);
}

#[test]
fn a_model_without_streams() {
    let place = Place::new(&[("a.vsd", "stakeholder user\n")]);
    assert_snapshot!(place.run(&["export", "--format", "bpmn"]));
}

/// Two streams of which one asks the other, with items that count as others, and with a few mistakes.
const TWO_POOLS: &str = r#"
item "Letter"
item "Claim" is "Letter"
item "Order"
item "Order (approved)" is "Order"
item "Refund"
stream "Office" as office {
  trigger "Wish"
  step "Write" as write in engage {
    input  "Wish"
    output "Order (approved)" to read
    output "Refund (approved)" to read
    output "Form" to house.enter
    output "Memo" to house.file
    optional output "Sign"
    output "Scrap" to read
  }
  step "Read" as read in plan {
    input "Order"
    input "Refund (approved)"
    input "Missing"
    input "Answer"
    optional input "Hint"
    output "Claim" or "Reply"
  }
  outcome "Claim" or "Reply" to house
}
stream "House" as house {
  trigger "Claim" from office
  step "Enter" as enter in engage {
    input "Claim"
    input "Form"
    input "Sign" from office.write
    output "Answer" to office.read
    output "Hint" to office.read
  }
  step "File" as file in plan {
    input "Entry"
  }
}
"#;

/// What standard error says of it: a line each.
fn remarks(place: &Place, format: &str) -> String {
    let output = place.output(&["export", "--format", format]);
    assert!(output.status.success(), "{format}");
    String::from_utf8(output.stderr).unwrap()
}

/// The elements of this name in a file, each by some of its attributes.
fn listed(document: &Element, name: &str, attributes: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for element in document.all() {
        if element.name == name {
            found.push(
                attributes.iter().map(|attribute| element.get(attribute)).collect::<Vec<_>>().join(" "),
            );
        }
    }
    found.sort();
    found
}

#[test]
fn what_pools_give_each_other_is_messages_and_no_data() {
    let place = Place::new(&[("a.vsd", TWO_POOLS)]);
    let document = read(&written(&place, &["export", "--format", "bpmn"]));
    assert_eq!(
        listed(&document, "messageFlow", &["sourceRef", "targetRef", "name"]),
        [
            // The outcome that is a claim starts the other stream, and the one that is a reply does not.
            "end.office.claim start.house.claim ",
            "step.house.enter step.office.read Answer",
            "step.house.enter step.office.read Hint",
            "step.office.write step.house.enter Form",
            "step.office.write step.house.enter Sign",
        ]
    );
    // Of what is in messages, only what may come or not is said beside the step.
    let optional = ["Entry", "Hint", "Missing"];
    assert_eq!(listed(&document, "dataInput", &["name"]), optional);
    assert_eq!(listed(&document, "dataOutput", &["name"]), ["Sign"]);
    // `Refund (approved)` is not declared as a refund, so it is no state of one.
    assert_eq!(
        listed(&document, "dataObject", &["name"]),
        ["Claim", "Entry", "Missing", "Order", "Refund (approved)", "Reply", "Scrap"]
    );
    assert_eq!(listed(&document, "dataState", &["name"]), ["approved"]);
}

#[test]
fn what_is_missing_or_drawn_under_another_name_is_told() {
    let place = Place::new(&[("a.vsd", TWO_POOLS)]);
    let told = remarks(&place, "bpmn");
    assert!(told.contains("approximated: `Order` is drawn as `Order (approved)`, which it gets"), "{told}");
    assert_eq!(told.matches("is drawn as").count(), 1, "{told}");
    // Nobody in the other stream takes the memo. That nobody takes the scrap is for a check to say.
    assert!(told.contains("dropped: `Memo` and `File`: nothing there meets it"), "{told}");
    assert_eq!(told.matches("nothing there meets it").count(), 1, "{told}");
}

#[test]
fn that_some_of_very_many_are_left_out_is_told() {
    let mut text = "stream \"Give\" as give {\n  trigger \"Wish\"\n  step \"Make\" as make in engage {\n    \
                    input \"Wish\"\n    output \"Slip\"\n  }\n}\nstream \"Take\" {\n"
        .to_owned();
    for number in 0..1010 {
        text += &format!("  step \"Use {number}\" in plan {{\n    input \"Slip\" from give.make\n  }}\n");
    }
    let place = Place::new(&[("a.vsd", &(text + "}\n"))]);
    let told = remarks(&place, "bpmn");
    assert!(told.contains("dropped: `Slip` goes to so many that not all of them are drawn"), "{told}");
    let told = remarks(&place, "archimate");
    assert!(told.contains("dropped: it goes to so many that not all of these flows are there"), "{told}");
    let model: serde_json::Value = serde_json::from_str(&place.stdout(&["export"])).unwrap();
    let output = &model["streams"][0]["steps"][0]["outputs"][0];
    assert_eq!((output["feeds"].as_array().unwrap().len(), &output["left_out"]), (1000, &10.into()));
}
