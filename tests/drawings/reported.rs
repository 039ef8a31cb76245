//! What vsdlint reports in the model that is imported of a drawing.

use vsdlint::finding::Finding;
use vsdlint::import::{Input, Options, import};
use vsdlint::model::Model;
use vsdlint::project::{Flags, Settings};
use vsdlint::rules::{check, metadata};
use vsdlint::source::{Source, Sources};

/// What says that a run of the process stops, besides an unmatched input of a step that waits for itself.
const STOPS: [&str; 3] = ["circular-wait", "blocked-branch", "exclusive-inputs"];

/// What the imported model is told.
#[derive(Clone, Debug, Default)]
pub struct Reported {
    /// The rules and messages that say that a run stops.
    pub stops: Vec<String>,
    /// The rules of all other findings.
    pub others: Vec<String>,
}

/// Imports a drawing and checks the model; none where it cannot be imported.
pub fn reported(xml: &[u8]) -> Option<Reported> {
    let imported = import(&[Input { name: "drawing.bpmn", bytes: xml }], &Options::default()).ok()?;
    let files = imported.files.into_iter().map(|file| Source { path: file.path.into(), text: file.text });
    let sources = Sources::new(files.collect());
    let model = Model::new(&sources);
    let flags = Flags::new([], metadata()).unwrap();
    let mut reported = Reported::default();
    for finding in check(&model, &Settings::of_flags(metadata(), &flags), &[]) {
        if STOPS.contains(&&*finding.rule) || waits_for_itself(&finding, &sources) {
            reported.stops.push(format!("{}: {}", finding.rule, finding.message));
        } else {
            reported.others.push(finding.rule.into_owned());
        }
    }
    Some(reported)
}

/// Whether nothing provides what a step needs but the step itself.
fn waits_for_itself(finding: &Finding, sources: &Sources) -> bool {
    if finding.rule != "unmatched-input" {
        return false;
    }
    let place = finding.primary.place;
    let text = &sources.get(place.file).text;
    let at = place.span.start as usize;
    let item = &text[at..place.span.end as usize];
    let begin = text[..at].rfind("\n  step ").unwrap_or(0);
    let end = text[at..].find("\n  }").map_or(text.len(), |length| at + length);
    let mut lines = text[begin..end].lines().map(str::trim);
    lines.any(|line| line.contains("output ") && line.contains(item))
}
