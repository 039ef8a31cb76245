//! What words are, for painting them by their meaning.

use gen_lsp_types::{SemanticTokensParams, SemanticTokensRangeParams};
use serde_json::{Value, json};
use vsdlint::ide::semantic_tokens::{Word, words};
use vsdlint::ide::{Part, Subject};
use vsdlint::source::lines::LINE_ENDS;
use vsdlint::source::{FileId, FileSpan, Span};

use super::answer::{Answer, file_of};
use crate::lsp::convert::snapshot::Snapshot;

/// The kinds of words, which the protocol has names for.
const TYPES: [&str; 12] = [
    "comment",
    "keyword",
    "string",
    "number",
    "decorator",
    "namespace",
    "class",
    "method",
    "interface",
    "variable",
    "type",
    "parameter",
];

/// More about a word.
const MODIFIERS: [&str; 3] = ["declaration", "documentation", "defaultLibrary"];

/// What the numbers in the answers mean.
pub fn legend() -> Value {
    json!({ "tokenTypes": TYPES, "tokenModifiers": MODIFIERS })
}

/// All words of a document.
pub fn full(params: &SemanticTokensParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file_of(&params.text_document, snapshot)?;
    Ok(painted(file, words(snapshot.model, file).into_iter(), snapshot))
}

/// The words of a part of it.
pub fn range(params: &SemanticTokensRangeParams, snapshot: &Snapshot<'_>) -> Answer {
    let file = file_of(&params.text_document, snapshot)?;
    let within = snapshot.span(file, params.range);
    let words = words(snapshot.model, file).into_iter();
    let words = words.filter(|(span, _)| span.start < within.end && within.start < span.end);
    Ok(painted(file, words, snapshot))
}

/// Each word as five numbers: lines and characters since the one before it, its length, its kind, and more about it.
fn painted(file: FileId, words: impl Iterator<Item = (Span, Word)>, snapshot: &Snapshot<'_>) -> Value {
    let mut data = Vec::new();
    let (mut line, mut character) = (0, 0);
    let text = snapshot.text(file);
    for (span, word) in words {
        let Some((kind, modifiers)) = paint(word) else { continue };
        // A word of several lines is several words to a client.
        let mut start = span.start;
        for part in text[span.range()].split_inclusive(LINE_ENDS) {
            let length = part.trim_end_matches(LINE_ENDS);
            if !length.is_empty() {
                let place = FileSpan { file, span: Span::new(start, start + length.len() as u32) };
                let range = snapshot.range(place);
                let (lines, begins) = (range.start.line - line, range.start.character);
                data.push(lines);
                data.push(if lines == 0 { begins - character } else { begins });
                data.extend([snapshot.client.encoding.len(length), kind, modifiers]);
                (line, character) = (range.start.line, begins);
            }
            start += part.len() as u32;
        }
    }
    json!({ "data": data })
}

/// The kind of a word, and the bits of what else is known of it; none for what is not to be painted.
fn paint(word: Word) -> Option<(u32, u32)> {
    let of = |kind: &str| TYPES.iter().position(|&other| other == kind).map_or(0, |at| at as u32);
    let (declares, documents, built_in) = (1, 2, 4);
    Some(match word {
        Word::Comment { is_doc } => (of("comment"), if is_doc { documents } else { 0 }),
        Word::Keyword => (of("keyword"), 0),
        Word::Text => (of("string"), 0),
        Word::Quantity => (of("number"), 0),
        Word::Rule => (of("decorator"), 0),
        Word::Name(subject, part) => {
            let is_new = if matches!(part, Part::Name | Part::Alias) { declares } else { 0 };
            match subject {
                Some(Subject::Organisation) => (of("namespace"), is_new),
                Some(Subject::Activity(_)) => (of("namespace"), is_new | built_in),
                Some(Subject::Stream(_)) => (of("class"), is_new),
                Some(Subject::Step(_)) => (of("method"), is_new),
                Some(Subject::External(_)) => (of("interface"), is_new),
                Some(Subject::Item(_)) => (of("variable"), is_new),
                Some(Subject::Practice(_)) => (of("type"), is_new),
                Some(Subject::Role(_)) => (of("parameter"), is_new),
                None => return None,
            }
        }
    })
}
