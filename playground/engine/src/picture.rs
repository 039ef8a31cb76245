//! What is drawn of a project, with its places in the text.

use vsdlint::draw::diagram::Diagram;
use vsdlint::draw::subject::{self, Subject};
use vsdlint::draw::svg;
use vsdlint::finding::Finding;
use vsdlint::ide::references::stream_around;
use vsdlint::model::{Model, StatementRef};
use vsdlint::source::{FileId, FileSpan};

use crate::answer::{self, BoxOf, Picture};
use crate::project::Project;
use crate::question;

/// All that can be drawn.
pub fn subjects(model: &Model<'_>) -> Vec<answer::Subject> {
    let mut subjects = Vec::new();
    for subject in subject::subjects(model) {
        let name = subject.name(model);
        let title = match subject {
            Subject::Stream(_) => name.clone(),
            Subject::Landscape => "All streams".to_owned(),
            Subject::Chain => "Value chain".to_owned(),
        };
        subjects.push(answer::Subject { name, title });
    }
    subjects
}

/// Draws what is wanted; `cursor` is a byte of a file.
pub fn draw(
    project: &Project<'_>,
    findings: &[Finding],
    cursor: Option<(FileId, u32)>,
    wanted: &question::Picture,
) -> Option<Picture> {
    let model = project.model;
    let last = match wanted {
        question::Picture::None => return None,
        question::Picture::Follow { last } => last.as_deref(),
        question::Picture::Of { .. } => None,
    };
    let asked = match wanted {
        question::Picture::Of { name } => Subject::named(name, model),
        _ => cursor.and_then(|(file, offset)| around(model, file, offset)),
    };
    let subject = asked
        .or_else(|| Subject::named(last?, model))
        .or_else(|| model.streams().next().map(Subject::Stream))
        .unwrap_or(Subject::Chain);
    let diagram = subject.diagram(model, findings);
    let places = |place| address(project, place);
    let options = svg::Options { places: Some(&places), ..svg::Options::default() };
    let mut picture = Vec::new();
    svg::write(&diagram, options, &mut picture).ok()?;
    let svg = String::from_utf8(picture).ok()?;
    Some(Picture { name: subject.name(model), svg, boxes: boxes(project, &diagram) })
}

/// The stream around a byte, or the chain within the description of an activity.
fn around(model: &Model<'_>, file: FileId, offset: u32) -> Option<Subject> {
    let tree = model.tree(file);
    let statement = StatementRef { file, id: tree.statement_at(offset)? };
    if let Some(stream) = stream_around(model, statement) {
        let whole = model.scope(stream).statement?;
        return (offset <= tree[whole.id].span.end).then_some(Subject::Stream(stream));
    }
    for (_, description) in model.declared().descriptions() {
        if description.file != file {
            continue;
        }
        let span = tree[description.id].span;
        if span.start <= offset && offset <= span.end {
            return Some(Subject::Chain);
        }
    }
    None
}

fn boxes(project: &Project<'_>, diagram: &Diagram) -> Vec<BoxOf> {
    let mut boxes = Vec::new();
    for node in &diagram.nodes {
        let Some(place) = node.place else { continue };
        let tree = project.model.tree(place.file);
        let Some(id) = tree.statement_at(place.span.start) else { continue };
        let (file, from, to) = project.at(FileSpan { file: place.file, span: tree[id].span });
        boxes.push(BoxOf { at: address(project, place), file, from, to });
    }
    boxes
}

fn address(project: &Project<'_>, place: FileSpan) -> String {
    let (file, from, to) = project.at(place);
    format!("{file},{from},{to}")
}
