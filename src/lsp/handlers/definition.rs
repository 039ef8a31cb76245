//! From a name to where it comes from, and from one side of a flow to the other.

use gen_lsp_types::{DefinitionParams, ImplementationParams, LocationLink};
use vsdlint::ide::{Mention, Part, references};
use vsdlint::model::links;
use vsdlint::source::FileSpan;
use vsdlint::syntax::Keyword;

use super::answer::{Answer, place_of, to_answer};
use crate::lsp::convert::snapshot::Snapshot;

/// Where a name is declared; an item that nothing declares, where it is given.
pub fn definition(params: &DefinitionParams, snapshot: &Snapshot<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place_of(&at.text_document, at.position, snapshot)?;
    let Some(mention) = references::at(snapshot.model, file, offset) else { return to_answer(()) };
    let Some(subject) = mention.subject else { return to_answer(()) };
    let mut places: Vec<(FileSpan, FileSpan)> = Vec::new();
    for statement in subject.declarations(snapshot.model) {
        let tree = snapshot.model.tree(statement.file);
        let whole = FileSpan { file: statement.file, span: tree[statement.id].span };
        places.push((whole, snapshot.model.name_place(statement)));
    }
    if places.is_empty() {
        let all = references::of(snapshot.model, subject);
        let gives = |mention: &&Mention| {
            let keyword = snapshot.model.tree(mention.place.file)[mention.statement.id].keyword;
            matches!(keyword, Keyword::Output | Keyword::Trigger)
        };
        let mut givers: Vec<FileSpan> = all.iter().filter(gives).map(|mention| mention.place).collect();
        if givers.is_empty() {
            givers.extend(all.first().map(|mention| mention.place));
        }
        places.extend(givers.into_iter().map(|place| (place, place)));
    }
    targets(places, mention, snapshot)
}

/// Places with what is around them, as links where the client knows such.
fn targets(places: Vec<(FileSpan, FileSpan)>, from: Mention, snapshot: &Snapshot<'_>) -> Answer {
    if snapshot.client.links {
        let link = |(whole, name): (FileSpan, FileSpan)| LocationLink {
            origin_selection_range: Some(snapshot.range(from.place)),
            target_uri: snapshot.files.uri(name.file).clone(),
            target_range: snapshot.range(whole),
            target_selection_range: snapshot.range(name),
        };
        return to_answer(places.into_iter().map(link).collect::<Vec<_>>());
    }
    to_answer(places.into_iter().map(|(_, name)| snapshot.location(name)).collect::<Vec<_>>())
}

/// From an input to the outputs that feed it, from an output to the inputs that take it; from an end to what is handed
/// over there.
pub fn implementation(params: &ImplementationParams, snapshot: &Snapshot<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place_of(&at.text_document, at.position, snapshot)?;
    let Some(mention) = references::at(snapshot.model, file, offset) else { return to_answer(()) };
    let tree = snapshot.model.tree(file);
    let flows = references::flows(snapshot.model, mention.statement).into_iter().filter(|&flow| {
        let occurrence = snapshot.model.occurrence(flow);
        let mut terms = occurrence.terms();
        mention.part != Part::Item || terms.any(|term| tree[term].span == mention.place.span)
    });
    let mut places: Vec<FileSpan> = flows
        .flat_map(|flow| links::partners(snapshot.model, flow))
        .map(|partner| links::place(snapshot.model, partner))
        .collect();
    places.sort_unstable();
    places.dedup();
    targets(places.into_iter().map(|place| (place, place)).collect(), mention, snapshot)
}
