//! `syntax-error`: a statement that cannot be read, or a keyword misspelt.

use crate::finding::Fix;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::source::{FileId, FileSpan};

pub(crate) const RULE: Rule =
    Rule { name: "syntax-error", page: include_str!("../../../rules/syntax-error.md"), check };

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
                finding = finding.fix(Fix::suggested(
                    format!("write `{}`", text.trim()),
                    vec![(place(*span), text.clone())],
                ));
            }
            findings.push(finding);
        }
    }
    findings
}
