//! `syntax-error`: a statement that cannot be read, or a keyword misspelt.

use crate::finding::Fix;
use crate::model::Model;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::source::{FileId, FileSpan};
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
    let spans = &model.tree(file).pasted.quotes;
    let mut edits = Vec::with_capacity(spans.len());
    for &span in spans {
        let place = FileSpan { file, span };
        edits.push((place, with_plain_quotes(model.slice(place)).into_owned()));
    }
    let (first, text) = edits.first()?.clone();
    let (message, title) = match edits.len() {
        1 => ("a text stands in typographic quotation marks".to_owned(), format!("write `{text}`")),
        count => (
            format!("{count} texts of this file stand in typographic quotation marks"),
            format!("write plain ones in all {count} places"),
        ),
    };
    let finding = FindingBuilder::new(first, message).label(format!("write `{text}`"));
    Some(finding.fingerprint(["typographic quotation marks".to_owned()]).fix(Fix::safe(title, edits)))
}

/// One finding for all blanks of a file that are none of the plain ones.
fn odd_blanks(model: &Model<'_>, file: FileId) -> Option<FindingBuilder> {
    let spans = &model.tree(file).pasted.blanks;
    let mut edits = Vec::with_capacity(spans.len());
    for &span in spans {
        edits.push((FileSpan { file, span }, " ".to_owned()));
    }
    let (first, _) = edits.first()?.clone();
    let code = model.slice(first).chars().next().map_or(0, u32::from);
    let (message, title) = match edits.len() {
        1 => (format!("this blank is no plain one (U+{code:04X})"), "write a plain blank".to_owned()),
        count => (
            format!("{count} blanks of this file are no plain ones (U+{code:04X})"),
            format!("write plain blanks in all {count} places"),
        ),
    };
    let finding = FindingBuilder::new(first, message).label("a plain blank belongs here");
    Some(finding.fingerprint(["odd blanks".to_owned()]).fix(Fix::safe(title, edits)))
}
