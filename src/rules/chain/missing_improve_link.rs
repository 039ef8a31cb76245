//! `missing-improve-link`: a described activity sends nothing to improve, or gets nothing from it.

mod link;

use crate::finding::Fix;
use crate::model::flows::End;
use crate::model::index::ends_of;
use crate::model::matching::Direction;
use crate::model::{Activity, ActivityOf, Model, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::display::quoted_name;
use crate::rules::support::edits::Edits;
use link::Link;

pub(crate) const RULE: Rule = Rule {
    name: "missing-improve-link",
    page: include_str!("../../../rules/missing-improve-link.md"),
    check,
};

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let links = Links::find(model);
    let mut findings = Vec::new();
    for activity in Activity::ALL.into_iter().filter(|&activity| activity != Activity::Improve) {
        let nodes = model.descriptions_of(activity);
        let is_open =
            |activity: Activity| model.descriptions_of(activity).iter().any(|&node| model.node(node).open);
        let Some(&first) = nodes.first() else { continue };
        if is_open(activity) || is_open(Activity::Improve) {
            continue;
        }
        let (sends, gets) = (links.to[activity as usize], links.from[activity as usize]);
        let missing = match (sends, gets) {
            (true, true) => continue,
            (false, true) => "sends nothing to `improve`",
            (true, false) => "gets nothing from `improve`",
            (false, false) => "neither sends anything to `improve` nor gets anything from it",
        };
        let statement = model.node(first).statement;
        let name = quoted_name(model, statement);
        let mut finding = FindingBuilder::new(model.name_place(statement), format!("{name} {missing}"))
            .label("every activity is improved, and says what could be better")
            .fingerprint([activity.words(), sends.to_string(), gets.to_string()]);
        let mut edits = Some(Edits::new());
        for direction in
            [(!gets).then_some(Direction::In), (!sends).then_some(Direction::Out)].into_iter().flatten()
        {
            let link = Link::new(model, first, direction);
            for help in link.help {
                finding = finding.help(help);
            }
            edits = edits.zip(link.edits).map(|(edits, more)| [edits, more].concat());
        }
        findings.push(
            finding.fix(edits.map(|edits| Fix::suggested(format!("link {name} with `improve`"), edits))),
        );
    }
    findings
}

/// Which activities send something to improve, and get something from it.
#[derive(Default)]
struct Links {
    to: [bool; 6],
    from: [bool; 6],
}

impl Links {
    fn find(model: &Model<'_>) -> Links {
        let chain = model.scope(ScopeId::CHAIN);
        let mut links = Links::default();
        for (list, outputs) in [(&chain.inputs, false), (&chain.outputs, true)] {
            for occurrence in list {
                let Some(node) = occurrence.node else { continue };
                let ActivityOf::In(own) = model.node(node).activity_of else { continue };
                for named in ends_of(chain, occurrence) {
                    let states = |activity| match named.end {
                        End::Activity(end) => end == activity,
                        // An unknown end may be any, and so may what was meant by the speaker itself.
                        End::All | End::Unknown | End::Itself => own != activity,
                        _ => false,
                    };
                    if own != Activity::Improve {
                        let side = if outputs { &mut links.to } else { &mut links.from };
                        side[own as usize] |= states(Activity::Improve);
                        continue;
                    }
                    for other in Activity::ALL {
                        let side = if outputs { &mut links.from } else { &mut links.to };
                        side[other as usize] |= states(other);
                    }
                }
            }
        }
        links
    }
}
