//! `low-flow-efficiency`: hardly any of the time to an outcome is work.

use crate::model::Model;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted_items, quoted_name};
use crate::rules::support::name_words::flow_words;
use crate::rules::support::ways::{Worst, percent, worst_below};
use crate::syntax::Keyword;

pub(crate) const RULE: Rule = rule!("low-flow-efficiency", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let least = |file| context.number_in(file, "share") / 100.0;
    let worst = worst_below(model, least, |way| way.flow_efficiency);
    worst.iter().map(|worst| finding(model, worst)).collect()
}

fn finding(model: &Model<'_>, worst: &Worst<'_>) -> FindingBuilder {
    let least = (worst.least * 1e9).round() / 1e7;
    let outcome = model.scope(worst.stream).outcome(worst.outcome);
    let (taken, worked) = (worst.way.lead_time.duration, worst.way.process_time.duration);
    let message = format!(
        "somebody works for {} of the {} that {} takes: {}, and at least {least}% is asked for",
        worked.show(),
        taken.show(),
        quoted_items(model, worst.stream, outcome),
        percent(worst.value)
    );
    let mut finding = FindingBuilder::new(worst.place(model), message)
        .label(format!("waits for {}", worst.way.waiting.show()))
        .fingerprint(flow_words(model, worst.stream, outcome));
    if let Some(step) = worst.way.longest_waiting()
        && let Some(waiting) = model.figures(step).waiting
        && let Some((_, term)) = model.duration(step, Keyword::LeadTime)
    {
        let statement = model.node(step).statement;
        let name = quoted_name(model, statement);
        finding = finding
            .secondary(model.term_place(statement.file, term), format!("{name} waits for {}", waiting.show()))
            .help(format!("look at {name} first, which waits longest: find out what for, and whether that can be there earlier"));
    }
    finding
}
