//! `item-cycle`: `is` that leads from an item back to itself.

use crate::model::declared::ItemCycle;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{quoted, quoted_name};
use crate::rules::support::name_words::symbol_words;

pub(crate) const RULE: Rule = rule!("item-cycle", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for ItemCycle { way: cycle, items } in model.declared().item_cycles() {
        let Some(&(first, _)) = cycle.first() else { continue };
        let name = quoted_name(model, first);
        let message = match cycle[..] {
            [_] => format!("item {name} is said to be itself"),
            [_, (second, _)] => {
                format!("{name} and {} are each said to be the other", quoted_name(model, second))
            }
            _ => format!("`is` leads from {name} back to itself"),
        };
        let mut finding =
            FindingBuilder::new(model.name_place(first), message).label("the loop begins and ends here");
        for &(item, broad) in cycle {
            let place = model.term_place(item.file, broad);
            finding =
                finding.secondary(place, format!("{} is {}", quoted_name(model, item), quoted(model, place)));
        }
        let help = match cycle[..] {
            [_] => "remove this `is`",
            _ => "remove the `is` that leads from a broader item to a narrower one",
        };
        // Which way round it is reported depends on the order of the files, and which items there are does not.
        let mut names: Vec<String> = items.iter().map(|&item| symbol_words(model, item)).collect();
        names.sort();
        findings.push(finding.help(help).fingerprint(names));
    }
    findings
}
