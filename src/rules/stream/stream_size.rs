//! `stream-size`: a stream with very few or very many steps.

use rustc_hash::FxHashMap;

use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted_stream;
use crate::rules::support::name_words::statement_words;
use crate::source::FileId;
use crate::text::plural;

pub(crate) const RULE: Rule = rule!("stream-size", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    let mut asked: FxHashMap<FileId, [f64; 2]> = FxHashMap::default();
    for id in model.streams() {
        let scope = model.scope(id);
        let Some(statement) = scope.statement else { continue };
        if !scope.described || scope.open {
            continue;
        }
        let [min, max] = *asked
            .entry(statement.file)
            .or_insert_with(|| ["min", "max"].map(|key| context.number_in(statement.file, key)));
        let steps = scope.nodes.len();
        let help = match steps as f64 {
            few if few < min => "look where the work changes hands: each side is a step of its own",
            many if many > max => "join what one person does in one go, or make a stream of one part of it",
            _ => continue,
        };
        let steps = plural(steps, "step");
        let message =
            format!("{} has {steps}; between {min} and {max} are asked for", quoted_stream(model, id));
        findings.push(
            FindingBuilder::new(model.name_place(statement), message)
                .label(steps)
                .help(help)
                .fingerprint([statement_words(model, statement)]),
        );
    }
    findings
}
