//! Data, and what is written beside the flow.

use super::{imported, process};

const NODES: &str = "<startEvent id=\"s\" name=\"Order\"/><endEvent id=\"e\" name=\"Goods sent\"/>\n";

#[test]
fn data_is_what_flows_and_a_store_a_repository() {
    assert_snapshot!(imported(process(
        &format!(
            "{NODES}<dataObject id=\"o\"/>
<dataObjectReference id=\"o1\" name=\"Delivery note\" dataObjectRef=\"o\"><dataState name=\"signed\"/></dataObjectReference>
<dataObjectReference id=\"o2\" name=\"Price list\" dataObjectRef=\"o\"/>
<dataObjectReference id=\"o3\" name=\"Unused\" dataObjectRef=\"o\"/>
<dataStoreReference id=\"k\" name=\"Order book\"/>
<task id=\"a\" name=\"Check\">
<dataInputAssociation id=\"i1\"><sourceRef>o2</sourceRef></dataInputAssociation>
<dataOutputAssociation id=\"w1\"><targetRef>o1</targetRef></dataOutputAssociation>
<dataOutputAssociation id=\"w2\"><targetRef>k</targetRef></dataOutputAssociation>
</task>
<task id=\"b\" name=\"Send\">
<dataInputAssociation id=\"i2\"><sourceRef>o1</sourceRef></dataInputAssociation>
<dataInputAssociation id=\"i3\"><sourceRef>k</sourceRef></dataInputAssociation>
</task>
"
        ),
        "s -> a\na -> b\nb -> e",
    )));
}

/// Two objects without a label are two, and two references to one of them are one.
#[test]
fn data_without_a_label() {
    assert_snapshot!(imported(process(
        &format!(
            "{NODES}<dataObject id=\"o\"/><dataObject id=\"q\"/>
<dataObjectReference id=\"o1\" dataObjectRef=\"o\"/>
<dataObjectReference id=\"o2\" dataObjectRef=\"o\"/>
<dataObjectReference id=\"q1\" dataObjectRef=\"q\"/>
<task id=\"a\" name=\"Check\">
<dataInputAssociation id=\"i1\"><sourceRef>q1</sourceRef></dataInputAssociation>
<dataOutputAssociation id=\"w1\"><targetRef>o1</targetRef></dataOutputAssociation>
</task>
<task id=\"b\" name=\"Send\">
<dataInputAssociation id=\"i2\"><sourceRef>o2</sourceRef></dataInputAssociation>
</task>
"
        ),
        "s -> a\na -> b\nb -> e",
    )));
}

#[test]
fn documentation_is_a_purpose_and_an_annotation_a_comment() {
    assert_snapshot!(imported(process(
        &format!(
            "{NODES}<documentation>Get goods to those who order them.</documentation>
<task id=\"a\" name=\"Check\"><documentation>Find out whether we can deliver.</documentation></task>
<textAnnotation id=\"n\"><text>Only on working days</text></textAnnotation>
<textAnnotation id=\"m\"><text>As of last year</text></textAnnotation>
<association id=\"x\" sourceRef=\"a\" targetRef=\"n\"/>
<group id=\"g\"/>
"
        ),
        "s -> a\na -> e",
    )));
}

/// What writes the object in a state gives to whoever reads the object in any.
#[test]
fn an_object_in_a_state_counts_as_the_object() {
    let shown = imported(process(
        &format!(
            "{NODES}<dataObject id=\"o\"/>
<dataObjectReference id=\"o1\" name=\"Delivery note\" dataObjectRef=\"o\"><dataState name=\"signed\"/></dataObjectReference>
<dataObjectReference id=\"o2\" name=\"Delivery note\" dataObjectRef=\"o\"/>
<task id=\"a\" name=\"Check\">
<dataOutputAssociation id=\"w1\"><targetRef>o1</targetRef></dataOutputAssociation>
</task>
<task id=\"b\" name=\"Send\">
<dataInputAssociation id=\"i1\"><sourceRef>o2</sourceRef></dataInputAssociation>
</task>
"
        ),
        "s -> a\na -> b\nb -> e",
    ));
    assert!(shown.contains("item \"Delivery note (signed)\" is \"Delivery note\"\n"), "{shown}");
    assert!(!shown.contains("[unmatched-input]") && !shown.contains("[orphaned-output]"), "{shown}");
}

/// What a task calls what it reads from a store is its item, unless that is only the name of the store.
#[test]
fn what_is_read_from_a_store_has_the_name_that_the_task_gives_it() {
    let task = |id: &str, name: &str, input: &str| {
        format!(
            "<task id=\"{id}\" name=\"{name}\"><ioSpecification><dataInput id=\"{id}i\" name=\"{input}\"/></ioSpecification>
<dataInputAssociation id=\"{id}a\"><sourceRef>k</sourceRef><targetRef>{id}i</targetRef></dataInputAssociation></task>\n"
        )
    };
    let tasks = task("a", "Check", "order  BOOK") + &task("b", "Send", "Price");
    let shown = imported(process(
        &format!("{NODES}<dataStoreReference id=\"k\" name=\"Order book\"/>{tasks}"),
        "s -> a\na -> b\nb -> e",
    ));
    let inputs: Vec<&str> =
        shown.lines().map(str::trim).filter(|line| line.contains(" from \"Order book\"")).collect();
    assert_eq!(
        inputs,
        ["input  \"Data of Order book\" from \"Order book\"", "input  \"Price\" from \"Order book\""],
        "{shown}"
    );
}
