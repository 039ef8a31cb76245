//! Which statements of a clean model depend on each other, by the second reading of the language.

use std::collections::{BTreeMap, BTreeSet};

use vsdlint::syntax::StatementId;

use crate::project::Project;
use crate::reading::organisation;
use crate::reference::model::{Giver, Giving, Model, Taker, Taking};
use crate::reference::organisation::Mode;
use crate::reference::relate::{could_meet, could_take, expectations};
use crate::reference::resolve::resolve;

/// A statement: its file, and which one of that file's tree.
pub type At = (usize, StatementId);

/// The second reading has the index of a statement in place of its line.
fn at((file, line): (usize, u32)) -> At {
    (file, StatementId::new(line as usize))
}

/// What feeds what in a clean model.
#[derive(Default)]
pub struct Links {
    /// For each flow, the flows that feed it or are fed by it.
    pub of: BTreeMap<At, BTreeSet<At>>,
    /// Steps of one stream of which the first feeds a mandatory input of the second.
    pub steps: BTreeSet<(At, At)>,
}

impl Links {
    pub fn of(project: &Project) -> Links {
        let model = resolve(&organisation(&project.trees, &project.with(&[])));
        let mut links = Links::default();
        for taker in &model.takers {
            for giver in model.givers.iter().filter(|giver| feeds(&model, giver, taker)) {
                links.of.entry(at(taker.place)).or_default().insert(at(giver.place));
                links.of.entry(at(giver.place)).or_default().insert(at(taker.place));
                let (from, to) = (step(&model, giver.node), step(&model, taker.node));
                if let (Some(from), Some(to), Taking::Input(Mode::Mandatory)) = (from, to, taker.role)
                    && from.0 == to.0
                    && model.stream(giver.node) == model.stream(taker.node)
                {
                    links.steps.insert((from, to));
                }
            }
        }
        links
    }
}

fn step(model: &Model, node: crate::reference::model::Node) -> Option<At> {
    match node {
        crate::reference::model::Node::Step(step) => Some(at(model.steps[step].place)),
        _ => None,
    }
}

fn feeds(model: &Model, giver: &Giver, taker: &Taker) -> bool {
    if !model.agree(giver, taker) {
        return false;
    }
    let asked = match taker.role {
        Taking::Outcome => vec![None],
        _ => expectations(model, taker.node, &taker.ends),
    };
    let offered = match giver.role {
        Giving::Trigger => vec![None],
        _ => expectations(model, giver.node, &giver.ends),
    };
    asked.iter().any(|end| could_meet(model, taker, end, giver))
        || offered.iter().any(|end| could_take(model, giver, end, taker))
}
