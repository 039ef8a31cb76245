//! `duplicate-name`: one name for two things, or one thing said twice.

use crate::model::declared::{Duplicate, DuplicateKind};
use crate::model::{Activity, Model, StatementRef};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::display::{quoted, quoted_name};
use crate::rules::support::name_words::statement_words;
use crate::source::FileSpan;
use crate::syntax::Keyword;
use crate::syntax::keyword::with_article;
use crate::syntax::words::unquote;

pub(crate) const RULE: Rule =
    Rule { name: "duplicate-name", page: include_str!("../../../rules/duplicate-name.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut duplicates = model.declared.duplicates.clone();
    for &(node, term, first) in &model.steps_twice {
        let StatementRef { file, .. } = model.node(node).statement;
        let second = model.term_place(file, term);
        let (kind, first) = match first {
            None => (DuplicateKind::Activity(Keyword::Step), None),
            Some(first) => {
                let first = bearing(model, model.node(first).statement, second);
                (DuplicateKind::Name(Keyword::Step), Some(first))
            }
        };
        duplicates.push(Duplicate { kind, second, first });
    }
    duplicates.extend(model.fields_twice.iter().map(|&(keyword, first, second)| Duplicate {
        kind: DuplicateKind::Field(keyword),
        second,
        first: Some(first),
    }));
    let mut findings = Vec::new();
    // A declaration that repeats both the name and the alias of another is one mistake.
    let mut told = None;
    for duplicate in &duplicates {
        let statement = |place| model.statement_at(place);
        let both = (statement(duplicate.second), duplicate.first.map(statement), duplicate.kind);
        if told.replace(both) == Some(both) {
            continue;
        }
        findings.push(finding(model, duplicate));
    }
    findings
}

/// Where the step bears the name that stands at `name`: as its name, or as its alias.
fn bearing(model: &Model<'_>, step: StatementRef, name: FileSpan) -> FileSpan {
    let symbol = |place: FileSpan| {
        let terms = &model.tree(place.file).terms;
        terms.get(terms.partition_point(|term| term.span.start < place.span.start))?.symbol()
    };
    let own = model.name_place(step);
    let alias = model.tree(step.file).alias(step.id);
    let alias = alias.map(|alias| FileSpan { file: step.file, span: alias.span });
    alias.filter(|&alias| symbol(alias) == symbol(name)).unwrap_or(own)
}

fn finding(model: &Model<'_>, duplicate: &Duplicate) -> FindingBuilder {
    let &Duplicate { kind, second, first } = duplicate;
    let said = quoted(model, second);
    let (message, here, there, help) = match kind {
        DuplicateKind::Name(keyword) => {
            let other = first.map(|first| model.keyword_at(first)).unwrap_or(keyword);
            let message = if other == keyword {
                format!("two {} are called {said}", plural(keyword))
            } else {
                let (other, this) = (with_article(other.word()), with_article(keyword.word()));
                format!("both {other} and {this} are called {said}")
            };
            let help = "rename one of the two, or remove one if they are the same";
            (message, "the second", "the first", help)
        }
        DuplicateKind::Activity(keyword) => {
            let message = format!("{} {said} bears the name of an activity", keyword.word());
            let help = if keyword == Keyword::Step {
                "name the step after the work that is done in it"
            } else {
                "only the activity may bear this name: choose another"
            };
            (message, "", "", help)
        }
        DuplicateKind::Description => {
            let message = format!("activity {said} is described twice");
            (message, "described again", "described first", "make one description of the two")
        }
        DuplicateKind::Organisation => {
            let help = "keep one, with what is true of the whole project";
            ("a project has only one organisation".to_owned(), "a second one", "the first one", help)
        }
        DuplicateKind::Field(keyword) => {
            let block = first.and_then(|first| model.block_of(first));
            let block = block.map(|block| {
                format!(" in {} {}", model.statement(block).keyword.word(), quoted_name(model, block))
            });
            let message = format!("`{}` stands twice{}", keyword.word(), block.unwrap_or_default());
            (message, "given again", "given first", "keep the one that is true")
        }
    };
    let mut finding = FindingBuilder::new(second, message).label(here).help(help);
    if let DuplicateKind::Activity(_) = kind {
        let words = words(model, second);
        let activity = Activity::ALL.into_iter().find(|activity| activity.words() == words);
        finding = finding.label(
            activity.map(|activity| format!("`{}` is an activity", activity.name())).unwrap_or_default(),
        );
    }
    if let Some(first) = first {
        let (one, two) = (model.sources.slice(first), model.sources.slice(second));
        let is_name = matches!(kind, DuplicateKind::Name(_));
        let respelt = is_name && unquote(one) != unquote(two);
        let text = if respelt {
            format!("the first; {} is the same name", quoted(model, first))
        } else {
            there.to_owned()
        };
        finding = finding.secondary(first, text);
    }
    let block = matches!(kind, DuplicateKind::Field(_)).then(|| model.block_of(second)).flatten();
    finding.fingerprint(block.map(|block| statement_words(model, block))).fingerprint([words(model, second)])
}

/// The words at a place: of a name or keyword.
fn words(model: &Model<'_>, place: FileSpan) -> String {
    let mut words = String::new();
    crate::syntax::words::normalize(&unquote(model.sources.slice(place)), &mut words);
    words
}

fn plural(keyword: Keyword) -> String {
    match keyword.word().strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{}s", keyword.word()),
    }
}
