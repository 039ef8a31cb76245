//! Drawings in BPMN 2.0: a file for each part of the standard, each drawing as small as it can be.

mod activities;
mod broken;
mod census;
mod data;
mod dialects;
mod events;
mod gateways;
mod hostile;
mod pools;

use crate::cli::support::Place;

/// A file of BPMN with these elements below its root.
fn file(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" id=\"file\">\n{body}</definitions>\n"
    )
}

/// A process on its own: its nodes and flows as `a -> b` or `a -> b : label`, a line each, below the elements.
fn process(nodes: &str, flows: &str) -> String {
    file(&format!("<process id=\"p\" name=\"Handle an order\">\n{nodes}{}</process>\n", sequence(flows)))
}

/// Sequence flows: `a -> b` or `a -> b : label`, a line each.
fn sequence(flows: &str) -> String {
    let mut xml = String::new();
    for (number, line) in flows.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let (ends, label) = line.split_once(" : ").unwrap_or((line, ""));
        let (source, target) = ends.split_once(" -> ").unwrap();
        let label = if label.is_empty() { String::new() } else { format!(" name=\"{label}\"") };
        xml += &format!(
            "<sequenceFlow id=\"f{number}\"{label} sourceRef=\"{source}\" targetRef=\"{target}\"/>\n"
        );
    }
    xml
}

/// What the command makes of a drawing: the model, the report, and what a check of the model finds.
fn imported(xml: impl AsRef<[u8]>) -> String {
    let place = Place::new(&[]);
    place.write("drawing.bpmn", xml);
    let shown = place.run(&["import", "drawing.bpmn", "--stdout", "--format", "concise"]);
    if place.status(&["import", "drawing.bpmn", "-o", "model"]) != 0 {
        return shown;
    }
    assert_eq!(
        place.status(&["import", "drawing.bpmn", "-o", "model", "--diff"]),
        0,
        "a second import differs"
    );
    assert_eq!(place.status(&["fmt", "--check", "model"]), 0, "fmt changes the model");
    let found = place.run(&["check", "model", "--output", "concise"]);
    assert!(!found.contains("[syntax-error]") && !found.contains("[unknown-name]"), "{shown}\n{found}");
    format!("{shown}\n{found}")
}
