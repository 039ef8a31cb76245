//! Nothing is lost without a word: every element of the standard counts as carried, approximated, dropped or broken.

use std::collections::BTreeMap;

use quick_xml::NsReader;
use quick_xml::events::Event;
use quick_xml::name::{Namespace, ResolveResult};
use vsdlint::import::bpmn::read;
use vsdlint::import::draft::Draft;

/// What is no element of its own: what leads to another, texts of the element around it, and what carries additions.
const PARTS: [&str; 12] = [
    "definitions",
    "extensionElements",
    "incoming",
    "outgoing",
    "flowNodeRef",
    "sourceRef",
    "targetRef",
    "text",
    "timeDuration",
    "timeCycle",
    "dataState",
    "conditionExpression",
];

/// How many elements of each name a text has, counted apart from the importer.
fn counted(text: &str) -> BTreeMap<String, usize> {
    let mut reader = NsReader::from_str(text);
    let mut counts = BTreeMap::new();
    loop {
        let (namespace, event) = reader.read_resolved_event().unwrap();
        let ours =
            namespace == ResolveResult::Bound(Namespace("http://www.omg.org/spec/BPMN/20100524/MODEL"));
        match event {
            Event::Start(start) | Event::Empty(start) if ours => {
                let name = start.local_name().into_inner().to_owned();
                if !PARTS.contains(&name.as_str()) {
                    *counts.entry(name).or_insert(0) += 1;
                }
            }
            Event::Eof => return counts,
            _ => {}
        }
    }
}

#[test]
fn every_element_has_a_fate() {
    for text in super::super::drawings() {
        let mut draft = Draft::new();
        let census = read("drawing.bpmn", text.as_bytes(), &mut draft).unwrap();
        let mut told = BTreeMap::new();
        for (tag, _, count) in census.counts() {
            *told.entry(tag.to_owned()).or_insert(0) += count;
        }
        assert_eq!(told, counted(&text));
    }
}
