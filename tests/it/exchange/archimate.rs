//! `export --format archimate`: the order of elements and their types are those of The Open Group's exchange format.

use std::collections::{BTreeMap, BTreeSet};

use super::xml::{Element, read};
use super::{MODEL, projects, written};
use crate::cli::support::Place;

#[test]
fn a_model_with_a_bit_of_everything() {
    let place = Place::new(&[("a.vsd", MODEL)]);
    assert_snapshot!(place.run(&["export", "--format", "archimate"]));
}

#[test]
fn what_activities_take_and_give_is_related() {
    let model = r#"
stakeholder customer
repository "Register" as register
activity engage {
  accountable "Head"
  input  "Wish" from customer
  input  "Plan" from plan
  output "Demand" to plan
  output "Entry" to register
  output "Notice" to obtain_build
}
activity plan {
  input  "Demand" from engage
  output "Plan" to all
}
"#;
    let place = Place::new(&[("a.vsd", model)]);
    let document = read(&written(&place, &["export", "--format", "archimate"]));
    let text = |element: &Element| {
        element.child("name").map(|name| name.all().iter().map(|part| part.text.as_str()).collect::<String>())
    };
    let elements = &document.child("elements").unwrap().children;
    let named = |id: &str| {
        let element = elements.iter().find(|element| element.get("identifier") == id).unwrap();
        text(element).unwrap()
    };
    let mut related = String::new();
    for relation in &document.child("relationships").unwrap().children {
        let (from, to) = (named(relation.get("source")), named(relation.get("target")));
        let what = format!("{} {}", relation.get("type"), relation.get("accessType"));
        related += &format!("{from} → {to}: {} {}\n", what.trim_end(), text(relation).unwrap_or_default());
    }
    assert_snapshot!(related);
}

/// What is a specialisation of what, by their names.
fn specialisations(model: &str) -> Vec<String> {
    let place = Place::new(&[("a.vsd", model)]);
    let document = read(&written(&place, &["export", "--format", "archimate"]));
    is_sound(&document);
    let mut names = BTreeMap::new();
    for element in &document.child("elements").unwrap().children {
        names.insert(element.get("identifier"), element.child("name").unwrap().text.as_str());
    }
    let mut found = Vec::new();
    for relation in &document.child("relationships").unwrap().children {
        if relation.get("type") == "Specialization" {
            found.push(format!("{} is {}", names[relation.get("source")], names[relation.get("target")]));
        }
    }
    found
}

#[test]
fn an_item_is_only_related_to_what_it_is_directly() {
    let model = r#"
item "Order" as order
item "Checked order" is order
item "Urgent order" is "Checked order", "Emergency", order, "checked order"
item "Emergency" is "Event"
"#;
    assert_eq!(
        specialisations(model),
        [
            "Checked order is Order",
            "Urgent order is Checked order",
            "Urgent order is Emergency",
            "Urgent order is Order",
            "Emergency is Event",
        ]
    );
}

#[test]
fn items_in_a_ring_are_related_once_round() {
    let model = r#"
item "A" is "B"
item "B" is "C"
item "C" is "A", "D"
item "E" is "E"
"#;
    assert_eq!(specialisations(model), ["A is B", "B is C", "C is A", "C is D"]);
}

/// The kinds of elements of which each relation may begin and end here. The standard allows more; what is not in this table is
/// not written.
const ALLOWED: [(&str, &[&str], &[&str]); 10] = [
    ("Realization", &["BusinessProcess"], &["ValueStream", "Capability"]),
    ("Composition", &["BusinessProcess"], &["BusinessProcess"]),
    ("Aggregation", &["BusinessFunction"], &["BusinessProcess"]),
    ("Serving", &["BusinessProcess"], &["BusinessProcess"]),
    ("Specialization", &["BusinessObject"], &["BusinessObject"]),
    ("Assignment", &["BusinessRole"], &["BusinessProcess", "BusinessFunction"]),
    ("Association", &["BusinessRole"], &["BusinessProcess", "BusinessFunction"]),
    ("Triggering", &["BusinessEvent", "BusinessProcess"], &["BusinessEvent", "BusinessProcess"]),
    ("Access", &["BusinessProcess", "BusinessFunction", "BusinessEvent"], &["BusinessObject", "DataObject"]),
    (
        "Flow",
        &["BusinessActor", "BusinessProcess", "BusinessFunction", "BusinessEvent"],
        &["BusinessActor", "BusinessProcess", "BusinessFunction", "BusinessEvent"],
    ),
];

fn names(element: &Element) -> Vec<&str> {
    element.children.iter().map(|child| child.name.as_str()).collect()
}

/// Holds a document against the standard.
fn is_sound(document: &Element) {
    assert_eq!(document.name, "model");
    let order = ["name", "elements", "relationships", "propertyDefinitions"];
    let own = names(document);
    assert!(order.iter().filter(|name| own.contains(name)).eq(own.iter()), "{own:?}");
    let mut ids = BTreeSet::new();
    for element in document.all() {
        let id = element.get("identifier");
        assert!(id.is_empty() || ids.insert(id), "`{id}` is there twice");
    }
    let mut kinds = BTreeMap::new();
    for element in document.child("elements").map_or(&[][..], |elements| &elements.children) {
        kinds.insert(element.get("identifier"), element.get("type"));
        let own = names(element);
        let order = ["name", "documentation", "properties"];
        assert!(order.iter().filter(|name| own.contains(name)).eq(own.iter()), "{own:?}");
        assert!(!element.child("name").unwrap().text.is_empty());
    }
    for relation in document.child("relationships").map_or(&[][..], |relations| &relations.children) {
        let kind = relation.get("type");
        let (_, from, to) = ALLOWED.iter().find(|(allowed, ..)| *allowed == kind).unwrap();
        let (source, target) = (kinds[relation.get("source")], kinds[relation.get("target")]);
        assert!(from.contains(&source) && to.contains(&target), "{kind} from {source} to {target}");
        assert_eq!(kind == "Access", relation.attributes.contains_key("accessType"));
        assert!(["", "Read", "Write"].contains(&relation.get("accessType")));
    }
    for element in document.all() {
        let property = element.get("propertyDefinitionRef");
        assert!(property.is_empty() || ids.contains(property), "{property}");
    }
}

#[test]
fn fixtures_are_of_the_standard() {
    for project in projects() {
        let place = Place::new(&[]);
        let project = project.to_string_lossy().into_owned();
        let xml = written(&place, &["export", "--format", "archimate", "--project", &project]);
        is_sound(&read(&xml));
    }
}

#[test]
fn a_new_name_is_a_small_change() {
    let place = Place::new(&[("a.vsd", MODEL)]);
    let ids = |text: &str| -> BTreeSet<String> {
        let document = read(text);
        document.all().iter().map(|element| element.get("identifier").to_owned()).collect()
    };
    let before = ids(&written(&place, &["export", "--format", "archimate"]));
    place.write("a.vsd", MODEL.replace("\"Stock list\"", "\"Inventory\""));
    let after = ids(&written(&place, &["export", "--format", "archimate"]));
    let gone: Vec<_> = before.difference(&after).collect();
    assert_eq!(gone.len(), 2, "{gone:?}");
}

#[test]
fn a_model_without_anything() {
    let place = Place::new(&[("a.vsd", "// nothing yet\n")]);
    let xml = written(&place, &["export", "--format", "archimate"]);
    is_sound(&read(&xml));
    assert_snapshot!(xml);
}
