//! From one place of a model to others.

use gen_lsp_types::{
    DefinitionParams, Diagnostic, DocumentDiagnosticParams, DocumentHighlight, DocumentHighlightKind,
    DocumentHighlightParams, DocumentLink, DocumentLinkParams, ImplementationParams, Location, LocationLink,
    ReferenceParams, Uri,
};
use serde_json::{Value, json};
use vsdlint::ide::{Mention, Part, links, references};
use vsdlint::model::StatementRef;
use vsdlint::source::FileSpan;
use vsdlint::syntax::Keyword;
use vsdlint::syntax::words::unquote;

use super::{Answer, Snapshot, file, place, told};
use crate::lsp::convert::diagnostics as told_diagnostics;

/// The diagnostics of a document; that they are the same, where the client has them.
pub fn diagnostics(params: &DocumentDiagnosticParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file(&params.text_document, snapshot)?;
    Ok(report(&told_diagnostics::of_file(snapshot, file), params.previous_result_id.as_deref()))
}

/// Diagnostics as they are asked for; `known` is the name of those that the client has.
pub fn report(items: &[Diagnostic], known: Option<&str>) -> Value {
    let id = format!("{:016x}", told_diagnostics::hash(items));
    if known == Some(&id) {
        return json!({ "kind": "unchanged", "resultId": id });
    }
    json!({ "kind": "full", "resultId": id, "items": items })
}

/// Where a name is declared; an item that nothing declares, where it is given.
pub fn definition(params: &DefinitionParams, snapshot: &Snapshot<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, snapshot)?;
    let Some(mention) = references::at(snapshot.model, file, offset) else { return told(()) };
    let Some(subject) = mention.subject else { return told(()) };
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
        return told(places.into_iter().map(link).collect::<Vec<_>>());
    }
    told(places.into_iter().map(|(_, name)| snapshot.location(name)).collect::<Vec<_>>())
}

/// From an input to the outputs that feed it, from an output to the inputs that take it; from an end to what is handed
/// over there.
pub fn implementation(params: &ImplementationParams, snapshot: &Snapshot<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, snapshot)?;
    let Some(mention) = references::at(snapshot.model, file, offset) else { return told(()) };
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

/// All places that speak of what stands here.
pub fn references(params: &ReferenceParams, snapshot: &Snapshot<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, snapshot)?;
    let Some(subject) = references::at(snapshot.model, file, offset).and_then(|mention| mention.subject)
    else {
        return told(());
    };
    let declares = |mention: &Mention| matches!(mention.part, Part::Name | Part::Alias);
    let found: Vec<Location> = references::of(snapshot.model, subject)
        .into_iter()
        .filter(|mention| params.context.include_declaration || !declares(mention))
        .map(|mention| snapshot.location(mention.place))
        .collect();
    told(found)
}

/// The same places of this document: read where it is spoken of, written where it is declared or comes to be.
pub fn highlights(params: &DocumentHighlightParams, snapshot: &Snapshot<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, snapshot)?;
    let Some(subject) = references::at(snapshot.model, file, offset).and_then(|mention| mention.subject)
    else {
        return told(());
    };
    let mut found = Vec::new();
    references::in_file(snapshot.model, file, &mut |mention| {
        if mention.subject != Some(subject) {
            return;
        }
        let keyword = snapshot.model.tree(file)[mention.statement.id].keyword;
        let comes = mention.part == Part::Item && matches!(keyword, Keyword::Output | Keyword::Trigger);
        let is_written = comes || matches!(mention.part, Part::Name | Part::Alias);
        let kind = if is_written { DocumentHighlightKind::Write } else { DocumentHighlightKind::Read };
        found.push(DocumentHighlight { range: snapshot.range(mention.place), kind: Some(kind) });
    });
    told(found)
}

/// The addresses that `link` statements give, and the pages of the rules in an `@allow`.
pub fn links(params: &DocumentLinkParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file(&params.text_document, snapshot)?;
    let tree = snapshot.model.tree(file);
    let mut found = Vec::new();
    for (id, _) in tree.iter().filter(|(_, statement)| statement.keyword == Keyword::Link) {
        for place in tree.subjects(id).map(|term| snapshot.model.term_place(file, term)) {
            let target = unquote(snapshot.model.sources.slice(place)).into_owned();
            let is_address = target.contains("://") && !target.contains(char::is_whitespace);
            found.extend(is_address.then(|| link(place, target, snapshot)));
        }
    }
    for &rule in tree.allows.iter().flat_map(|allow| &allow.rules) {
        let place = FileSpan { file, span: rule };
        let name = snapshot.model.sources.slice(place);
        let page = vsdlint::rules::pages().iter().find(|page| page.name == name);
        found.extend(
            page.and_then(|page| vsdlint::output::rule_page(page.name))
                .map(|page| link(place, page, snapshot)),
        );
    }
    told(found)
}

fn link(place: FileSpan, target: String, snapshot: &Snapshot<'_>) -> DocumentLink {
    DocumentLink { range: snapshot.range(place), target: Some(Uri::from(target)), ..DocumentLink::default() }
}

/// The statement that a mention stands in, as a place.
pub fn whole(statement: StatementRef, snapshot: &Snapshot<'_>) -> FileSpan {
    let span = snapshot.model.tree(statement.file)[statement.id].span;
    FileSpan { file: statement.file, span }
}
