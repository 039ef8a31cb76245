//! `excess-handoffs`: the work goes from role to role too often before an outcome is there.

use crate::model::Model;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted, quoted_items};
use crate::rules::support::name_words::flow_words;
use crate::rules::support::ways::{Worst, worst_below};
use crate::syntax::Keyword;
use crate::text::plural;

pub(crate) const RULE: Rule = rule!("excess-handoffs", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let most = |file| -context.number_in(file, "max");
    let worst = worst_below(model, most, |way| Some(-(way.role_hand_offs.len() as f64)));
    worst.iter().map(|worst| finding(model, worst, -worst.least)).collect()
}

fn finding(model: &Model<'_>, worst: &Worst<'_>, most: f64) -> FindingBuilder {
    let outcome = model.scope(worst.stream).outcome(worst.outcome);
    let count = worst.way.role_hand_offs.len();
    let are = if most == 1.0 { "is" } else { "are" };
    let message = format!(
        "the work changes hands {} before {} is there, and at most {most} {are} asked for",
        plural(count, "time"),
        quoted_items(model, worst.stream, outcome)
    );
    let mut finding = FindingBuilder::new(worst.place(model), message)
        .label(format!("after {}", plural(count, "hand-off")))
        .help("let one role do what can be done in one go, or let two of them do it together")
        .fingerprint(flow_words(model, worst.stream, outcome));
    for &taker in &worst.way.role_hand_offs {
        let Some(station) = worst.way.stations.get(taker) else { continue };
        let mut roles = model.named(model.node(station.step).statement, Keyword::Responsible);
        if let Some((_, place)) = roles.next() {
            finding = finding.secondary(place, format!("goes to {}", quoted(model, place)));
        }
    }
    finding
}
