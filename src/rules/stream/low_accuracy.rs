//! `low-accuracy`: little of the work comes to an outcome without being corrected on the way.

use crate::model::paths::Part;
use crate::model::{Model, NodeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted_items, quoted_name};
use crate::rules::support::name_words::flow_words;
use crate::rules::support::ways::{Worst, percent, worst_below};
use crate::syntax::Keyword;
use crate::text::plural;

pub(crate) const RULE: Rule = rule!("low-accuracy", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let least = |file| context.number_in(file, "share") / 100.0;
    let worst = worst_below(model, least, |way| way.accuracy.share);
    worst.iter().map(|worst| finding(model, worst)).collect()
}

fn finding(model: &Model<'_>, worst: &Worst<'_>) -> FindingBuilder {
    let least = (worst.least * 1e9).round() / 1e7;
    let outcome = model.scope(worst.stream).outcome(worst.outcome);
    let at_most = if worst.way.accuracy.is_whole { "only" } else { "at most" };
    let message = format!(
        "{at_most} {} of {} comes through complete and accurate, and at least {least}% is asked for",
        percent(worst.value),
        quoted_items(model, worst.stream, outcome)
    );
    let mut finding = FindingBuilder::new(worst.place(model), message)
        .label(format!("through {}", plural(worst.way.steps, "step")))
        .fingerprint(flow_words(model, worst.stream, outcome));
    if let Some((step, share)) = lowest(model, worst) {
        let statement = model.node(step).statement;
        let name = quoted_name(model, statement);
        let field = model.fields(statement, Keyword::CompleteAndAccurate).next();
        let term = field.and_then(|field| model.tree(statement.file).subjects(field).next());
        if let Some(term) = term {
            finding = finding.secondary(
                model.term_place(statement.file, term),
                format!("{} of {name}, the lowest share", percent(share)),
            );
        }
        finding = finding.help(format!("look at {name} first: ask those who go on from there what they have to correct or ask for, and see to that there"));
    }
    finding
}

/// The step on the way with the lowest share, the first of them.
fn lowest(model: &Model<'_>, worst: &Worst<'_>) -> Option<(NodeId, f64)> {
    let mut lowest: Option<(NodeId, f64)> = None;
    for station in &worst.way.stations {
        if !matches!(station.part, Part::Works | Part::Answered) {
            continue;
        }
        let Some(share) = model.figures(station.step).accuracy else { continue };
        if lowest.is_none_or(|(_, least)| share < least) {
            lowest = Some((station.step, share));
        }
    }
    lowest
}
