//! `vsdlint/draw`: a picture of a stream, of all streams or of the value chain, with the findings in it.
//!
//! This is our own request, so its parameters and its answer are defined here; docs/editors.md describes them.

use gen_lsp_types::{Location, Position, TextDocumentIdentifier};
use lsp_server::ErrorCode;
use serde::{Deserialize, Serialize};
use vsdlint::draw::diagram::Diagram;
use vsdlint::draw::subject::{Subject, nearest};
use vsdlint::draw::svg;
use vsdlint::ide::references::stream_around;
use vsdlint::model::{ScopeId, StatementRef};
use vsdlint::sanitise::shown;
use vsdlint::source::{FileId, FileSpan};

use super::answer::{Answer, Refusal, place_of, to_answer};
use crate::lsp::convert::snapshot::Snapshot;

/// The method of the request.
pub const METHOD: &str = "vsdlint/draw";

/// What is to be drawn.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DrawParams {
    /// A document of the project.
    text_document: TextDocumentIdentifier,
    /// A place in it: the stream there is drawn.
    position: Option<Position>,
    /// A stream by its name or alias, `chain` or `landscape`; stands above `position`.
    of: Option<String>,
}

/// A picture.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Drawing {
    /// What it is of, to ask for it again.
    of: String,
    /// What stands above it.
    title: String,
    svg: String,
    /// The stream's statement; none for the chain and the landscape.
    location: Option<Location>,
    /// The statements of the boxes.
    boxes: Vec<BoxOf>,
}

/// Whose statement a box stands for.
#[derive(Serialize)]
struct BoxOf {
    /// The `data-at` of the box.
    at: String,
    /// The whole statement.
    location: Location,
}

/// Draws what is asked for; nothing where there is no stream.
///
/// # Errors
/// Where the document, the line or what is named does not exist, or nothing says what to draw.
pub fn draw(params: &DrawParams, snapshot: &Snapshot<'_>) -> Answer {
    let subject = match (&params.of, params.position) {
        (Some(of), _) => named(of, snapshot)?,
        (None, Some(position)) => {
            let (file, offset) = place_of(&params.text_document, position, snapshot)?;
            let Some(stream) = stream_at(file, offset, snapshot) else { return to_answer(()) };
            Subject::Stream(stream)
        }
        (None, None) => {
            let message = "neither `of` nor `position` says what to draw";
            return Err((ErrorCode::InvalidParams, message.to_owned()));
        }
    };
    let diagram = subject.diagram(snapshot.model, snapshot.findings());
    let places = |place| address(place, snapshot);
    let options = svg::Options { places: Some(&places), ..svg::Options::default() };
    let mut picture = Vec::new();
    if let Err(error) = svg::write(&diagram, options, &mut picture) {
        return Err((ErrorCode::InternalError, error.to_string()));
    }
    to_answer(Drawing {
        of: subject.name(snapshot.model),
        title: shown(&diagram.title).into_owned(),
        svg: String::from_utf8_lossy(&picture).into_owned(),
        location: location_of(subject, snapshot),
        boxes: boxes(&diagram, snapshot),
    })
}

fn named(of: &str, snapshot: &Snapshot<'_>) -> Result<Subject, Refusal> {
    if let Some(subject) = Subject::named(of, snapshot.model) {
        return Ok(subject);
    }
    let mut message = format!("no stream is called `{of}`");
    if let Some(name) = nearest(of, snapshot.model) {
        message += &format!("; did you mean `{name}`?");
    }
    Err((ErrorCode::InvalidParams, message))
}

/// The stream around a byte.
fn stream_at(file: FileId, offset: u32, snapshot: &Snapshot<'_>) -> Option<ScopeId> {
    let tree = snapshot.model.tree(file);
    let stream = stream_around(snapshot.model, StatementRef { file, id: tree.statement_at(offset)? })?;
    // The last stream before it may have ended.
    let statement = snapshot.model.scope(stream).statement?;
    (offset <= tree[statement.id].span.end).then_some(stream)
}

/// The statement of the stream that is drawn.
fn location_of(subject: Subject, snapshot: &Snapshot<'_>) -> Option<Location> {
    let Subject::Stream(stream) = subject else { return None };
    Some(statement_location(snapshot.model.scope(stream).statement?, snapshot))
}

fn boxes(diagram: &Diagram, snapshot: &Snapshot<'_>) -> Vec<BoxOf> {
    let mut boxes = Vec::new();
    for node in &diagram.nodes {
        let Some(place) = node.place else { continue };
        let Some(id) = snapshot.model.tree(place.file).statement_at(place.span.start) else { continue };
        let location = statement_location(StatementRef { file: place.file, id }, snapshot);
        boxes.push(BoxOf { at: address(place, snapshot), location });
    }
    boxes
}

fn statement_location(statement: StatementRef, snapshot: &Snapshot<'_>) -> Location {
    let span = snapshot.model.tree(statement.file)[statement.id].span;
    snapshot.location(FileSpan { file: statement.file, span })
}

/// The address of a place, with its line and character counted from 1: `file:///model.vsd#L3,6`. Characters are counted
/// as the client counts them.
fn address(place: FileSpan, snapshot: &Snapshot<'_>) -> String {
    let start = snapshot.position(place.file, place.span.start);
    let uri = snapshot.files.uri(place.file);
    format!("{}#L{},{}", uri.as_ref(), start.line + 1, start.character + 1)
}
