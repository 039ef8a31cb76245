//! A drawing in BPMN: whatever it is, its import reads without a mistake of the importer's own.

use vsdlint::format::{FormatOptions, format};
use vsdlint::import::{Input, Options, import};
use vsdlint::model::Model;
use vsdlint::project::{Flags, Settings};
use vsdlint::rules::{check, metadata};
use vsdlint::source::{Source, Sources};

/// Elements without content, of which a byte chooses one. `#` is an id of its own, `@` one of all.
const ELEMENTS: [&str; 40] = [
    "<startEvent id='#' name='Start #'/>",
    "<startEvent id='#'/>",
    "<endEvent id='#' name='End'/>",
    "<endEvent id='#'/>",
    "<task id='#' name='Do #'/>",
    "<task id='#' name='Do it'/>",
    "<userTask id='#'/>",
    "<callActivity id='#' name='Call #' calledElement='@'/>",
    "<subProcess id='#' name='Part #'>",
    "<subProcess id='#' triggeredByEvent='true'>",
    "</subProcess>",
    "</subProcess>",
    "<exclusiveGateway id='#' name='Which?'/>",
    "<exclusiveGateway id='#' default='@'/>",
    "<parallelGateway id='#'/>",
    "<parallelGateway id='#'/>",
    "<inclusiveGateway id='#'/>",
    "<eventBasedGateway id='#' instantiate='true'/>",
    "<eventBasedGateway id='#'/>",
    "<intermediateCatchEvent id='#' name='Wait'/>",
    "<intermediateThrowEvent id='#' name='Tell #'/>",
    "<intermediateThrowEvent id='#'><linkEventDefinition name='l'/></intermediateThrowEvent>",
    "<intermediateCatchEvent id='#'><linkEventDefinition name='l'/></intermediateCatchEvent>",
    "<boundaryEvent id='#' name='Late' attachedToRef='@'/>",
    "<boundaryEvent id='#' attachedToRef='@' cancelActivity='false'/>",
    "<sequenceFlow id='#' sourceRef='@' targetRef='@'/>",
    "<sequenceFlow id='#' sourceRef='@' targetRef='@'/>",
    "<sequenceFlow id='#' sourceRef='@' targetRef='@'/>",
    "<sequenceFlow id='#' name='yes' sourceRef='@' targetRef='@'/>",
    "<sequenceFlow id='#' sourceRef='@' targetRef='@'><conditionExpression>x</conditionExpression></sequenceFlow>",
    "<messageFlow id='#' name='Message' sourceRef='@' targetRef='@'/>",
    "<messageFlow id='#' sourceRef='@' targetRef='@'/>",
    "<participant id='#' name='Party' processRef='@'/>",
    "<participant id='#' processRef='@'/>",
    "<dataObjectReference id='#' name='Order'><dataState name='new'/></dataObjectReference>",
    "<dataStoreReference id='#' name='Do it'/>",
    "<association sourceRef='@' targetRef='@' id='#'/>",
    "<task id='#' name='Read #'><dataInputAssociation id='i#'><sourceRef>@</sourceRef></dataInputAssociation><dataOutputAssociation id='o#'><targetRef>@</targetRef></dataOutputAssociation></task>",
    "</process><process id='#' name='Do it'>",
    "<task id='#' name='improve' isForCompensation='true'><standardLoopCharacteristics/></task>",
];

/// A text that begins with `<` stands for itself; else each byte is an element, and those behind it choose what it refers to.
fn text(bytes: &[u8]) -> Vec<u8> {
    if bytes.first() == Some(&b'<') {
        return bytes.to_vec();
    }
    let mut xml =
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process id='n0'>".to_owned();
    let (mut depth, mut number) = (0, 0);
    let mut bytes = bytes.iter().copied();
    while let Some(byte) = bytes.next() {
        let element = ELEMENTS[usize::from(byte) % ELEMENTS.len()];
        match element {
            "</subProcess>" if depth == 0 => continue,
            "</subProcess>" => depth -= 1,
            _ if element.starts_with("</process>") && depth > 0 => continue,
            _ if element.starts_with("<subProcess") => depth += 1,
            _ => {}
        }
        number += 1;
        for letter in element.chars() {
            match letter {
                '#' => xml += &format!("n{number}"),
                '@' => xml += &format!("n{}", bytes.next().unwrap_or_default() % 24),
                _ => xml.push(letter),
            }
        }
    }
    xml += &"</subProcess>".repeat(depth);
    xml += "</process></definitions>";
    xml.into_bytes()
}

/// Imports a drawing, and reads, formats and checks what comes of it; one in four a second time.
pub fn drawing(bytes: &[u8]) {
    let xml = text(bytes);
    let shown = String::from_utf8_lossy(&xml).into_owned();
    let input = Input { name: "drawing.bpmn", bytes: &xml };
    let Ok(imported) = import(&[input], &Options::default()) else { return };
    if super::lot(bytes).is_multiple_of(4) {
        let again = import(&[input], &Options::default()).expect("it was read before");
        assert!(
            again.files == imported.files && again.remarks == imported.remarks,
            "a second import differs\n{shown}"
        );
    }
    let mut sources = Vec::new();
    for file in imported.files {
        assert_eq!(format(&file.text, FormatOptions::default()), file.text, "{shown}");
        sources.push(Source { path: file.path.into(), text: file.text });
    }
    let sources = Sources::new(sources);
    let model = Model::new(&sources);
    let flags = Flags::new([], metadata()).expect("no flags");
    for finding in check(&model, &Settings::of_flags(metadata(), &flags), &[]) {
        let is_own = matches!(
            &*finding.rule,
            "syntax-error" | "unknown-name" | "duplicate-name" | "item-cycle" | "unasked-reply"
        );
        assert!(!is_own, "{}: {}\n{shown}", finding.rule, finding.message);
    }
}
