//! `duplicate-name`: one name for two things, or one thing said twice.

use crate::model::declared::{Duplicate, DuplicateKind};
use crate::model::fields::FieldTwice;
use crate::model::{Activity, Model, StatementRef};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted, quoted_name};
use crate::rules::support::name_words::{statement_words, written_words};
use crate::source::FileSpan;
use crate::syntax::Keyword;
use crate::syntax::keyword::with_article;
use crate::syntax::words::unquote;

pub(crate) const RULE: Rule = rule!("duplicate-name", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut duplicates = model.declared().duplicates().to_vec();
    for &(node, term, first) in model.steps_twice() {
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
    for &FieldTwice { keyword, block, first, second } in model.fields_twice() {
        let kind = DuplicateKind::Field(keyword, block);
        duplicates.push(Duplicate { kind, second, first: Some(first) });
    }
    let mut findings = Vec::new();
    // A declaration that repeats both the name and the alias of another is one mistake.
    let mut reported = None;
    for duplicate in &duplicates {
        let first = duplicate.first.map(|first| model.statement_at(first));
        let both = (model.statement_at(duplicate.second), first, duplicate.kind);
        if reported.replace(both) != Some(both) {
            findings.push(finding(model, duplicate));
        }
    }
    findings
}

/// Where the step bears the name that stands at `name`: as its name, or as its alias.
fn bearing(model: &Model<'_>, step: StatementRef, name: FileSpan) -> FileSpan {
    let name = written_words(model.slice(name));
    if let Some(alias) = model.tree(step.file).alias(step.id) {
        let alias = FileSpan { file: step.file, span: alias.span };
        if written_words(model.slice(alias)) == name {
            return alias;
        }
    }
    model.name_place(step)
}

/// The words of a finding, by the kind of duplicate.
struct Words {
    message: String,
    /// At the second of the two.
    here: String,
    /// At the first.
    there: &'static str,
    help: &'static str,
}

fn finding(model: &Model<'_>, duplicate: &Duplicate) -> FindingBuilder {
    let &Duplicate { kind, second, first } = duplicate;
    let words = match kind {
        DuplicateKind::Name(keyword) => of_name(model, duplicate, keyword),
        DuplicateKind::Activity(keyword) => of_activity(model, duplicate, keyword),
        DuplicateKind::Description => Words {
            message: format!("activity {} is described twice", quoted(model, second)),
            here: "described again".to_owned(),
            there: "described first",
            help: "make one description of the two",
        },
        DuplicateKind::Organisation => Words {
            message: "a project has only one organisation".to_owned(),
            here: "a second one".to_owned(),
            there: "the first one",
            help: "keep one, with what is true of the whole project",
        },
        DuplicateKind::Field(keyword, block) => of_field(model, keyword, block),
    };
    let mut finding = FindingBuilder::new(second, words.message).label(words.here).help(words.help);
    if let Some(first) = first {
        let is_respelt = unquote(model.slice(first)) != unquote(model.slice(second));
        let label = match kind {
            DuplicateKind::Name(_) if is_respelt => {
                format!("the first; {} is the same name", quoted(model, first))
            }
            _ => words.there.to_owned(),
        };
        finding = finding.secondary(first, label);
    }
    let block = match kind {
        DuplicateKind::Field(_, block) => Some(block),
        _ => None,
    };
    finding
        .fingerprint(block.map(|block| statement_words(model, block)))
        .fingerprint([written_words(model.slice(second))])
}

fn of_name(model: &Model<'_>, duplicate: &Duplicate, keyword: Keyword) -> Words {
    let name = quoted(model, duplicate.second);
    let other = duplicate.first.map_or(keyword, |first| model.statement(model.statement_at(first)).keyword);
    let message = if other == keyword {
        format!("two {} are called {name}", plural(keyword))
    } else {
        let (other, this) = (with_article(other.word()), with_article(keyword.word()));
        format!("both {other} and {this} are called {name}")
    };
    let help = "rename one of the two, or remove one if they are the same";
    Words { message, here: "the second".to_owned(), there: "the first", help }
}

fn of_activity(model: &Model<'_>, duplicate: &Duplicate, keyword: Keyword) -> Words {
    let name = quoted(model, duplicate.second);
    let words = written_words(model.slice(duplicate.second));
    let activity = Activity::ALL.into_iter().find(|activity| activity.words() == words);
    let here = activity.map(|activity| format!("`{}` is an activity", activity.name()));
    let help = if keyword == Keyword::Step {
        "name the step after the work that is done in it"
    } else {
        "only the activity may bear this name: choose another"
    };
    let message = format!("{} {name} has the name of an activity", keyword.word());
    Words { message, here: here.unwrap_or_default(), there: "", help }
}

fn of_field(model: &Model<'_>, keyword: Keyword, block: StatementRef) -> Words {
    let kind = model.statement(block).keyword.word();
    let message = format!("`{}` stands twice in {kind} {}", keyword.word(), quoted_name(model, block));
    let help = "keep the one that is true";
    Words { message, here: "given again".to_owned(), there: "given first", help }
}

fn plural(keyword: Keyword) -> String {
    match keyword.word().strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{}s", keyword.word()),
    }
}
