//! What the words of a file are, as numbers.

use vsdlint::ide::Subject;
use vsdlint::ide::semantic_tokens::{self, Word};
use vsdlint::model::Model;
use vsdlint::source::FileId;

use crate::offsets::Offsets;

/// The kinds of words. A page has a colour for each.
pub const KINDS: &[&str] = &[
    "comment",
    "doc",
    "keyword",
    "text",
    "quantity",
    "rule",
    "organisation",
    "activity",
    "stream",
    "step",
    "external",
    "item",
    "practice",
    "role",
];

/// The words of a file: each as its start, its end, and a position in [`KINDS`].
pub fn of(model: &Model<'_>, file: FileId, offsets: &Offsets) -> Vec<u32> {
    let mut numbers = Vec::new();
    for (span, word) in semantic_tokens::words(model, file) {
        let Some(name) = kind(word) else { continue };
        let Some(kind) = KINDS.iter().position(|&other| other == name) else { continue };
        numbers.extend([offsets.utf16(span.start), offsets.utf16(span.end), kind as u32]);
    }
    numbers
}

fn kind(word: Word) -> Option<&'static str> {
    Some(match word {
        Word::Comment { is_doc: false } => "comment",
        Word::Comment { is_doc: true } => "doc",
        Word::Keyword => "keyword",
        Word::Text => "text",
        Word::Quantity => "quantity",
        Word::Rule => "rule",
        Word::Name(subject, _) => match subject? {
            Subject::Organisation => "organisation",
            Subject::Activity(_) => "activity",
            Subject::Stream(_) => "stream",
            Subject::Step(_) => "step",
            Subject::External(_) => "external",
            Subject::Item(_) => "item",
            Subject::Practice(_) => "practice",
            Subject::Role(_) => "role",
        },
    })
}
