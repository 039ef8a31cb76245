//! `syntax-error`: a statement that cannot be read, or a keyword misspelt.

use crate::finding::Fix;
use crate::model::Model;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::pasted::with_plain_quotes;

pub(crate) const RULE: Rule = rule!("syntax-error", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let mut findings = Vec::new();
    for (file, tree) in context.model.trees().iter().enumerate() {
        let place = |span| FileSpan { file: FileId::new(file), span };
        for error in &tree.errors {
            let mut finding = FindingBuilder::new(place(error.span), &error.message)
                .label(&error.label)
                .fingerprint([error.message.clone()]);
            if let Some((span, text)) = &error.related {
                finding = finding.secondary(place(*span), text);
            }
            if let Some(help) = &error.help {
                finding = finding.help(help);
            }
            if let Some((span, text)) = &error.fix {
                let title = match text.trim() {
                    "" => "remove it".to_owned(),
                    text => format!("write `{text}`"),
                };
                finding = finding.fix(Fix::suggested(title, vec![(place(*span), text.clone())]));
            }
            findings.push(finding);
        }
        findings.extend(typographic_quotes(context.model, FileId::new(file)));
        findings.extend(odd_blanks(context.model, FileId::new(file)));
    }
    findings
}

/// One finding for all texts of a file in the quotation marks of a word processor: they are read as they are meant.
fn typographic_quotes(model: &Model<'_>, file: FileId) -> Option<FindingBuilder> {
    let plain = |place| with_plain_quotes(model.slice(place)).into_owned();
    let edits = edits(file, &model.tree(file).pasted.quotes, plain);
    let (_, text) = edits.first()?;
    let label = format!("write `{text}`");
    let message = match edits.len() {
        1 => "a text stands in typographic quotation marks".to_owned(),
        count => format!("{count} texts of this file stand in typographic quotation marks"),
    };
    all_at_once(message, label, "typographic quotation marks", "plain ones", edits)
}

/// One finding for all blanks of a file that are none of the plain ones.
fn odd_blanks(model: &Model<'_>, file: FileId) -> Option<FindingBuilder> {
    let edits = edits(file, &model.tree(file).pasted.blanks, |_| " ".to_owned());
    let (first, _) = edits.first()?;
    let code = model.slice(*first).chars().next().map_or(0, u32::from);
    let message = match edits.len() {
        1 => format!("this blank is no plain one (U+{code:04X})"),
        count => format!("{count} blanks of this file are no plain ones (U+{code:04X})"),
    };
    all_at_once(message, "a plain blank belongs here".to_owned(), "odd blanks", "plain blanks", edits)
}

/// The edits that write at each of the `spans` what is `plain` there.
fn edits(file: FileId, spans: &[Span], plain: impl Fn(FileSpan) -> String) -> Vec<(FileSpan, String)> {
    let mut edits = Vec::with_capacity(spans.len());
    for &span in spans {
        let place = FileSpan { file, span };
        edits.push((place, plain(place)));
    }
    edits
}

/// One finding at the first of these edits, with a safe fix that makes all of them. `fingerprint` tells it from others of the
/// file, and `plain` says what is written.
fn all_at_once(
    message: String,
    label: String,
    fingerprint: &str,
    plain: &str,
    edits: Vec<(FileSpan, String)>,
) -> Option<FindingBuilder> {
    let (first, text) = edits.first()?.clone();
    let title = match edits.len() {
        1 if text.trim().is_empty() => "write a plain blank".to_owned(),
        1 => format!("write `{text}`"),
        count => format!("write {plain} in all {count} places"),
    };
    let finding = FindingBuilder::new(first, message).label(label);
    Some(finding.fingerprint([fingerprint.to_owned()]).fix(Fix::safe(title, edits)))
}
