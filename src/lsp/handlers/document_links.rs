//! What leads out of a document: addresses, and the pages of rules.

use gen_lsp_types::{DocumentLink, DocumentLinkParams, Uri};
use vsdlint::ide::markdown::is_link;
use vsdlint::source::FileSpan;
use vsdlint::syntax::Keyword;
use vsdlint::syntax::words::unquote;

use super::answer::{Answer, file_of, to_answer};
use crate::lsp::convert::diagnostics::rule_link;
use crate::lsp::convert::snapshot::Snapshot;

/// The addresses that `link` statements give, and the pages of the rules in an `@allow`.
pub fn links(params: &DocumentLinkParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file_of(&params.text_document, snapshot)?;
    let tree = snapshot.model.tree(file);
    let mut found = Vec::new();
    for (id, statement) in tree.iter() {
        if statement.keyword != Keyword::Link {
            continue;
        }
        for place in tree.subjects(id).map(|term| snapshot.model.term_place(file, term)) {
            let target = unquote(snapshot.model.slice(place)).into_owned();
            if is_link(&target) {
                found.push(link(place, target, snapshot));
            }
        }
    }
    for &rule in tree.allows.iter().flat_map(|allow| &allow.rules) {
        let place = FileSpan { file, span: rule };
        let name = snapshot.model.slice(place);
        let page = snapshot.settings.table().named(name).and_then(rule_link);
        found.extend(page.map(|page| link(place, page.to_string(), snapshot)));
    }
    to_answer(found)
}

fn link(place: FileSpan, target: String, snapshot: &Snapshot<'_>) -> DocumentLink {
    DocumentLink { range: snapshot.range(place), target: Some(Uri::from(target)), ..DocumentLink::default() }
}
