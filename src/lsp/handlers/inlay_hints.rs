//! What is shown between the words and above the lines.

use gen_lsp_types::{CodeLens, CodeLensParams, Command, InlayHint, InlayHintKind, InlayHintParams};
use serde_json::json;
use vsdlint::ide::inlay_hints;
use vsdlint::sanitise::shown;

use super::answer::{Answer, file_of, to_answer};
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
        // A client that knows the command shows the places; to any other the title says enough.
        let places: Vec<_> = lens.open.iter().map(|&place| snapshot.location(place)).collect();
        let arguments = vec![json!(snapshot.files.uri(file)), json!(range.start), json!(places)];
        let is_open = !places.is_empty();
        CodeLens {
            range,
            command: Some(Command {
                title: shown(&lens.text).into_owned(),
                command: if is_open { "vsdlint.showOpen".to_owned() } else { String::new() },
                arguments: is_open.then_some(arguments),
                tooltip: None,
            }),
            data: None,
        }
    };
    to_answer(inlay_hints::lenses(snapshot.model, file).into_iter().map(lens).collect::<Vec<_>>())
}
