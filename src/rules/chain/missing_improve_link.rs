//! `missing-improve-link`: a described activity sends nothing to improve, or gets nothing from it.

mod link;

use crate::finding::Fix;
use crate::model::flows::End;
use crate::model::index::ends_of;
use crate::model::matching::Direction;
use crate::model::{Activity, ActivityOf, Model, NodeId, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted_name;
use crate::rules::support::edits::Edits;
use link::Link;

pub(crate) const RULE: Rule = rule!("missing-improve-link", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let links = Links::find(model);
    let mut findings = Vec::new();
    for activity in Activity::ALL {
        let Some(&first) = model.descriptions_of(activity).first() else { continue };
        if activity == Activity::Improve || is_open(model, activity) || is_open(model, Activity::Improve) {
            continue;
        }
        let (sends, gets) = (links.to[activity.index()], links.from[activity.index()]);
        let missing = match (sends, gets) {
            (true, true) => continue,
            (false, true) => "sends nothing to `improve`",
            (true, false) => "gets nothing from `improve`",
            (false, false) => "neither sends anything to `improve` nor gets anything from it",
        };
        let statement = model.node(first).statement;
        let name = quoted_name(model, statement);
        let finding = FindingBuilder::new(model.name_place(statement), format!("{name} {missing}"))
            .label("every activity is improved, and says what could be better")
            .fingerprint([activity.words(), sends.to_string(), gets.to_string()]);
        findings.push(advise(model, finding, first, sends, gets));
    }
    findings
}

/// Whether a description of the activity holds something unreadable.
fn is_open(model: &Model<'_>, activity: Activity) -> bool {
    model.descriptions_of(activity).iter().any(|&node| model.node(node).open)
}

/// Adds what to write in the description `node`, and the fix if there are edits for each link that it lacks.
fn advise(
    model: &Model<'_>,
    mut finding: FindingBuilder,
    node: NodeId,
    sends: bool,
    gets: bool,
) -> FindingBuilder {
    let mut edits = Some(Edits::new());
    for (direction, is_there) in [(Direction::In, gets), (Direction::Out, sends)] {
        if is_there {
            continue;
        }
        let link = Link::new(model, node, direction);
        for help in link.help {
            finding = finding.help(help);
        }
        for (place, label) in link.places {
            finding = finding.secondary(place, label);
        }
        edits = edits.zip(link.edits).map(|(edits, more)| [edits, more].concat());
    }
    let Some(edits) = edits else { return finding };
    let name = quoted_name(model, model.node(node).statement);
    finding.fix(Fix::suggested(format!("link {name} with `improve`"), edits))
}

/// Which activities send something to improve, and get something from it, by [`Activity::index`].
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
                    links.add(own, named.end, outputs);
                }
            }
        }
        links
    }

    /// Adds an end that the description of `own` names, in one of its outputs or inputs.
    fn add(&mut self, own: Activity, end: End, is_output: bool) {
        if own != Activity::Improve {
            let side = if is_output { &mut self.to } else { &mut self.from };
            side[own.index()] |= may_be(end, Activity::Improve, own);
            return;
        }
        let side = if is_output { &mut self.from } else { &mut self.to };
        for other in Activity::ALL {
            side[other.index()] |= may_be(end, other, own);
        }
    }
}

/// Whether an end in the description of `own` is, or may be, `activity`.
fn may_be(end: End, activity: Activity, own: Activity) -> bool {
    match end {
        End::Activity(named) => named == activity,
        // An unknown end may be any, and so may what was meant by an end that names its own activity.
        End::All | End::Unknown | End::Itself => own != activity,
        _ => false,
    }
}
