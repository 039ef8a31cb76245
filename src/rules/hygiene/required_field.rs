//! `required-field`: something does not say what the project asks of everything of its kind.

use std::borrow::Cow;

use crate::model::{Model, StatementRef};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::declarations::{KINDS, declarations};
use crate::rules::support::display::{few_listed, quoted_name};
use crate::rules::support::name_words::statement_words;
use crate::source::FileId;
use crate::syntax::{Keyword, StatementFlags};

pub(crate) const RULE: Rule = rule!("required-field", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for kind in KINDS {
        let mut last: Option<(FileId, Vec<Cow<'static, str>>)> = None;
        for statement in declarations(model, kind) {
            // They come file by file.
            let asked = match last.take() {
                Some((file, asked)) if file == statement.file => asked,
                _ => context.words_in(statement.file, kind.word()),
            };
            let asked = &last.insert((statement.file, asked)).1;
            let lacking = lacking(model, statement, asked);
            if !lacking.is_empty() {
                findings.push(finding(model, kind, statement, &lacking));
            }
        }
    }
    findings
}

/// Which of the fields `asked` for a thing does not have.
fn lacking<'s>(model: &Model<'_>, statement: StatementRef, asked: &'s [Cow<'static, str>]) -> Vec<&'s str> {
    let tree = model.tree(statement.file);
    let mut lacking = Vec::new();
    // What a step that runs a stream leaves out is said there.
    if tree[statement.id].flags.has(StatementFlags::INCOMPLETE) || tree.runs(statement.id).is_some() {
        return lacking;
    }
    for field in asked {
        let mut stated = tree.children(statement.id).map(|child| &tree[child]);
        if !stated.any(|child| child.keyword.word() == field) && !lacking.contains(&&**field) {
            lacking.push(field);
        }
    }
    lacking
}

fn finding(model: &Model<'_>, kind: Keyword, statement: StatementRef, lacking: &[&str]) -> FindingBuilder {
    let fields: Vec<String> = lacking.iter().map(|field| format!("`{field}`")).collect();
    let lines: Vec<String> = lacking.iter().map(|field| format!("`{}`", example(field))).collect();
    let (name, word) = (quoted_name(model, statement), kind.word());
    let place = if model.statement(statement).flags.has(StatementFlags::BLOCK) {
        "in its block".to_owned()
    } else {
        format!("between braces behind `{word} {}`", model.slice(model.name_place(statement)))
    };
    let none = few_listed(&fields, "or");
    let it = if lacking.len() == 1 { "it" } else { "them" };
    FindingBuilder::new(
        model.name_place(statement),
        format!("{name} has no {none}; the settings ask every {word} for {it}"),
    )
    .label(format!("expected {}", few_listed(&fields, "and")))
    .help(format!("write {} {place}", few_listed(&lines, "and")))
    .fingerprint([word.to_owned(), statement_words(model, statement)])
}

/// A line that states a field.
fn example(field: &str) -> String {
    match field {
        "purpose" => "purpose \"…\"".to_owned(),
        "link" => "link \"https://…\"".to_owned(),
        "lead_time" | "process_time" => format!("{field} 1h"),
        "complete_and_accurate" => format!("{field} 95%"),
        _ => format!("{field} \"…\""),
    }
}
