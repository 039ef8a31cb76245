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

use super::{Answer, View, file, place, told};
use crate::lsp::diagnostics as told_diagnostics;

/// The diagnostics of a document; that they are the same, where the client has them.
pub fn diagnostics(params: &DocumentDiagnosticParams, view: &View<'_>) -> Answer {
    let file = file(&params.text_document, view)?;
    Ok(report(&told_diagnostics::of_file(view, file), params.previous_result_id.as_deref()))
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
pub fn definition(params: &DefinitionParams, view: &View<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, view)?;
    let Some(mention) = references::at(view.model, file, offset) else { return told(()) };
    let Some(subject) = mention.subject else { return told(()) };
    let mut places: Vec<(FileSpan, FileSpan)> = Vec::new();
    for statement in subject.declarations(view.model) {
        let tree = view.model.tree(statement.file);
        let whole = FileSpan { file: statement.file, span: tree.statements[statement.index as usize].span };
        places.push((whole, view.model.name_place(statement)));
    }
    if places.is_empty() {
        let all = references::of(view.model, subject);
        let gives = |mention: &&Mention| {
            let keyword =
                view.model.tree(mention.place.file).statements[mention.statement.index as usize].keyword;
            matches!(keyword, Keyword::Output | Keyword::Trigger)
        };
        let mut givers: Vec<FileSpan> = all.iter().filter(gives).map(|mention| mention.place).collect();
        if givers.is_empty() {
            givers.extend(all.first().map(|mention| mention.place));
        }
        places.extend(givers.into_iter().map(|place| (place, place)));
    }
    targets(places, mention, view)
}

/// Places with what is around them, as links where the client knows such.
fn targets(places: Vec<(FileSpan, FileSpan)>, from: Mention, view: &View<'_>) -> Answer {
    if view.client.links {
        let link = |(whole, name): (FileSpan, FileSpan)| LocationLink {
            origin_selection_range: Some(view.range(from.place)),
            target_uri: view.files.uri(name.file).clone(),
            target_range: view.range(whole),
            target_selection_range: view.range(name),
        };
        return told(places.into_iter().map(link).collect::<Vec<_>>());
    }
    told(places.into_iter().map(|(_, name)| view.location(name)).collect::<Vec<_>>())
}

/// From an input to the outputs that feed it, from an output to the inputs that take it; from an end to what is handed
/// over there.
pub fn implementation(params: &ImplementationParams, view: &View<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, view)?;
    let Some(mention) = references::at(view.model, file, offset) else { return told(()) };
    let tree = view.model.tree(file);
    let flows = references::flows(view.model, mention.statement).into_iter().filter(|&flow| {
        let occurrence = view.model.occurrence(flow);
        let mut terms = occurrence.term..occurrence.term + occurrence.choices;
        mention.part != Part::Item || terms.any(|term| tree.terms[term as usize].span == mention.place.span)
    });
    let mut places: Vec<FileSpan> = flows
        .flat_map(|flow| links::partners(view.model, flow))
        .map(|partner| links::place(view.model, partner))
        .collect();
    places.sort_unstable();
    places.dedup();
    targets(places.into_iter().map(|place| (place, place)).collect(), mention, view)
}

/// All places that speak of what stands here.
pub fn references(params: &ReferenceParams, view: &View<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, view)?;
    let Some(subject) = references::at(view.model, file, offset).and_then(|mention| mention.subject) else {
        return told(());
    };
    let declares = |mention: &Mention| matches!(mention.part, Part::Name | Part::Alias);
    let found: Vec<Location> = references::of(view.model, subject)
        .into_iter()
        .filter(|mention| params.context.include_declaration || !declares(mention))
        .map(|mention| view.location(mention.place))
        .collect();
    told(found)
}

/// The same places of this document: read where it is spoken of, written where it is declared or comes to be.
pub fn highlights(params: &DocumentHighlightParams, view: &View<'_>) -> Answer {
    let at = &params.text_document_position_params;
    let (file, offset) = place(&at.text_document, at.position, view)?;
    let Some(subject) = references::at(view.model, file, offset).and_then(|mention| mention.subject) else {
        return told(());
    };
    let mut found = Vec::new();
    references::in_file(view.model, file, &mut |mention| {
        if mention.subject != Some(subject) {
            return;
        }
        let keyword = view.model.tree(file).statements[mention.statement.index as usize].keyword;
        let comes = mention.part == Part::Item && matches!(keyword, Keyword::Output | Keyword::Trigger);
        let is_written = comes || matches!(mention.part, Part::Name | Part::Alias);
        let kind = if is_written { DocumentHighlightKind::Write } else { DocumentHighlightKind::Read };
        found.push(DocumentHighlight { range: view.range(mention.place), kind: Some(kind) });
    });
    told(found)
}

/// The addresses that `link` statements give, and the pages of the rules in an `@allow`.
pub fn links(params: &DocumentLinkParams, view: &View<'_>) -> Answer {
    let file = file(&params.text_document, view)?;
    let tree = view.model.tree(file);
    let mut found = Vec::new();
    for (index, _) in (0..).zip(&tree.statements).filter(|(_, statement)| statement.keyword == Keyword::Link)
    {
        for place in tree.subjects(index).map(|term| view.model.term_place(file, term)) {
            let target = unquote(view.model.sources.slice(place)).into_owned();
            let is_address = target.contains("://") && !target.contains(char::is_whitespace);
            found.extend(is_address.then(|| link(place, target, view)));
        }
    }
    for &rule in tree.allows.iter().flat_map(|allow| &allow.rules) {
        let place = FileSpan { file, span: rule };
        let name = view.model.sources.slice(place);
        let page = vsdlint::rules::pages().iter().find(|page| page.name == name);
        found.extend(
            page.and_then(|page| vsdlint::output::rule_page(page.name)).map(|page| link(place, page, view)),
        );
    }
    told(found)
}

fn link(place: FileSpan, target: String, view: &View<'_>) -> DocumentLink {
    DocumentLink { range: view.range(place), target: Some(Uri::from(target)), ..DocumentLink::default() }
}

/// The statement that a mention stands in, as a place.
pub fn whole(statement: StatementRef, view: &View<'_>) -> FileSpan {
    let span = view.model.tree(statement.file).statements[statement.index as usize].span;
    FileSpan { file: statement.file, span }
}
