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
