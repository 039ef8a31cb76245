//! `vague-verb`: the name of a step begins with a verb that says nothing.

use crate::model::StatementRef;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::declarations::declarations;
use crate::rules::support::display::quoted_name;
use crate::rules::support::name_words::statement_words;
use crate::rules::support::verbs::Verbs;
use crate::source::{FileSpan, Span};
use crate::syntax::Keyword;

pub(crate) const RULE: Rule = rule!("vague-verb", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let vague = Verbs::chosen(context, "verbs");
    let mut findings = Vec::new();
    for step in declarations(model, Keyword::Step) {
        if let Some(verb) = vague.beginning(&statement_words(model, step)) {
            findings.push(finding(context, step, verb));
        }
    }
    findings
}

fn finding(context: &Context<'_>, step: StatementRef, verb: &str) -> FindingBuilder {
    let model = context.model;
    let name = model.name_place(step);
    FindingBuilder::new(
        verb_place(name, model.slice(name), verb),
        format!("{} does not say what is done: `{verb}` fits everything", quoted_name(model, step)),
    )
    .label("what happens here?")
    .help("name what the step does, such as `Record …`, `Sort …` or `Repair …`; if it does several such things, make each a step")
    .fingerprint([statement_words(model, step)])
}

/// Where the verb stands in a name; all of the name if it is written otherwise.
fn verb_place(name: FileSpan, written: &str, verb: &str) -> FileSpan {
    let quote = written.len() - written.trim_start_matches('"').len();
    let begins = written[quote..].get(..verb.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(verb));
    if !begins {
        return name;
    }
    let start = name.span.range().start + quote;
    FileSpan { span: Span::of(start..start + verb.len()), ..name }
}
