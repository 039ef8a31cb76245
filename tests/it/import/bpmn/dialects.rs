//! One drawing as several tools write it: one model.

use crate::cli::support::Place;

/// With prefixes, and what a tool adds; with associations outside of nodes; in the standard's own order.
const CAMUNDA_LIKE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:tool="http://tool.example/ns" id="d">
  <bpmn:process id="p" name="Bearbeitung" isExecutable="false">
    <bpmn:extensionElements><tool:properties><tool:property name="a" value="b"/></tool:properties></bpmn:extensionElements>
    <bpmn:startEvent id="s" name="Über&#xAD;weisung"><bpmn:outgoing>f0</bpmn:outgoing></bpmn:startEvent>
    <bpmn:task id="a" name="Prüfen&#10;und buchen" tool:colour="red"><bpmn:incoming>f0</bpmn:incoming></bpmn:task>
    <bpmn:endEvent id="e" name="Gebucht"/>
    <bpmn:sequenceFlow id="f0" sourceRef="s" targetRef="a"/>
    <bpmn:sequenceFlow id="f1" sourceRef="a" targetRef="e"/>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="x"><bpmndi:BPMNPlane id="y" bpmnElement="p"/></bpmndi:BPMNDiagram>
</bpmn:definitions>
"#;

/// Without prefixes, flows first.
const PLAIN: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
<process id="p" name="Bearbeitung">
<sequenceFlow id="f1" sourceRef="a" targetRef="e"></sequenceFlow>
<sequenceFlow id="f0" sourceRef="s" targetRef="a"></sequenceFlow>
<endEvent id="e" name="Gebucht"></endEvent>
<task id="a" name="Prüfen und buchen"></task>
<startEvent id="s" name="Über&#xAD;weisung"></startEvent>
</process></definitions>
"#;

/// The texts of the model without the lines of comments, which name places.
fn model(bytes: impl AsRef<[u8]>) -> String {
    let place = Place::new(&[]);
    place.write("drawing.xml", bytes);
    let text = place.run(&["import", "drawing.xml", "--stdout", "--format", "json"]);
    let text = text.split("---- stderr").next().unwrap().to_owned();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn one_drawing_in_several_dialects_and_encodings_is_one_model() {
    let expected = model(PLAIN);
    assert_snapshot!(expected);
    assert_eq!(model(CAMUNDA_LIKE), expected);
    assert_eq!(
        model(CAMUNDA_LIKE.replace("bpmn:", "semantic:").replace("xmlns:bpmn=", "xmlns:semantic=")),
        expected
    );
    assert_eq!(model(CAMUNDA_LIKE.replace('\n', "\r\n")), expected);
    let wide = |text: &str, mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
        let mut wide = mark.to_vec();
        wide.extend(text.encode_utf16().flat_map(bytes));
        wide
    };
    let text = CAMUNDA_LIKE.replace("UTF-8", "UTF-16");
    assert_eq!(model(wide(&text, &[0xff, 0xfe], u16::to_le_bytes)), expected);
    assert_eq!(model(wide(&text, &[0xfe, 0xff], u16::to_be_bytes)), expected);
    assert_eq!(model(wide(&text, &[], u16::to_le_bytes)), expected);
    // A tool that says UTF-16 and writes single bytes.
    assert_eq!(model(&text), expected);
    let mut marked = vec![0xef, 0xbb, 0xbf];
    marked.extend(CAMUNDA_LIKE.as_bytes());
    assert_eq!(model(marked), expected);
    let narrow: Vec<u8> =
        CAMUNDA_LIKE.replace("UTF-8", "ISO-8859-1").chars().map(|letter| letter as u8).collect();
    assert_eq!(model(narrow), expected);
}
