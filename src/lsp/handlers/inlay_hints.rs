//! What is shown between the words and above the lines.

use gen_lsp_types::{CodeLens, CodeLensParams, Command, InlayHint, InlayHintKind, InlayHintParams};
use serde_json::json;
use vsdlint::ide::inlay_hints;
use vsdlint::sanitise::shown;

use super::answer::{Answer, file_of, to_answer};
use crate::lsp::convert::client::SHOW_OPEN;
use crate::lsp::convert::snapshot::Snapshot;

/// Who is meant where no end is named.
pub fn hints(params: &InlayHintParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file_of(&params.text_document, snapshot)?;
    let within = snapshot.span(file, params.range);
    let hint = |hint: inlay_hints::Hint| InlayHint {
        position: snapshot.position(file, hint.offset),
        label: shown(&hint.text).into_owned().into(),
        kind: Some(InlayHintKind::Type),
        padding_left: Some(true),
        padding_right: None,
        text_edits: None,
        tooltip: None,
        data: None,
    };
    let found = inlay_hints::hints(snapshot.model, file, within.start..within.end.saturating_add(1));
    to_answer(found.into_iter().map(hint).collect::<Vec<_>>())
}

/// How many flows each step has, and how many of them do not meet.
pub fn lenses(params: &CodeLensParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file_of(&params.text_document, snapshot)?;
    let lens = |lens: inlay_hints::Lens| {
        let range = snapshot.range(lens.place);
        // A client that has the command shows the places; to any other the title says enough.
        let shows_open = snapshot.client.shows_open && !lens.open.is_empty();
        let arguments = || {
            let places: Vec<_> = lens.open.iter().map(|&place| snapshot.location(place)).collect();
            vec![json!(snapshot.files.uri(file)), json!(range.start), json!(places)]
        };
        CodeLens {
            range,
            command: Some(Command {
                title: shown(&lens.text).into_owned(),
                command: if shows_open { SHOW_OPEN.to_owned() } else { String::new() },
                arguments: shows_open.then(arguments),
                tooltip: None,
            }),
            data: None,
        }
    };
    to_answer(inlay_hints::lenses(snapshot.model, file).into_iter().map(lens).collect::<Vec<_>>())
}
