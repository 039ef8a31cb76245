//! The rules that hold the numbers of the quickest ways against a limit; all are off unless somebody turns them on.

use std::collections::BTreeSet;

use super::model::{Found, Model, Place};
use super::numbers::{Counted, Ladder};

/// The quickest way to an outcome, with what is counted on it.
#[derive(Debug)]
pub struct Measured {
    pub stream: usize,
    /// Where the outcome stands.
    pub place: Place,
    pub ladder: Ladder,
    pub counted: Counted,
}

/// More hand-offs than these are too many: fewer than the default allows, for random streams are short.
pub const MOST_HAND_OFFS: usize = 1;

/// The rules, each with how far a way falls short of its limit; none where the rule says nothing of it.
type Rule = (&'static str, fn(&Counted) -> Option<f64>);

pub const MEASURING: [Rule; 3] = [
    ("low-flow-efficiency", |counted| Some(0.10 - counted.flow_efficiency?)),
    ("low-accuracy", |counted| Some(0.50 - counted.accuracy.0?)),
    ("excess-handoffs", |counted| Some(counted.role_hand_offs.len() as f64 - MOST_HAND_OFFS as f64)),
];

/// What is found, of the ways to all outcomes in the order of the text. `held_back` are the streams in which something more
/// basic is wrong.
pub fn measured(model: &Model, ways: &[Measured], held_back: &BTreeSet<usize>) -> Vec<Found> {
    let mut found = Vec::new();
    for (rule, short) in MEASURING {
        // Of each stream the outcome that falls short most, the first of them.
        let mut worst: Vec<(&Measured, f64)> = Vec::new();
        for way in ways.iter().filter(|way| !held_back.contains(&way.stream)) {
            let Some(by) = short(&way.counted).filter(|by| *by > 1e-12) else { continue };
            match worst.iter_mut().find(|(other, _)| other.stream == way.stream) {
                Some((_, most)) if by <= *most + 1e-12 => {}
                Some(known) => *known = (way, by),
                None => worst.push((way, by)),
            }
        }
        let leads_through = |way: &Measured, stream: usize| {
            way.ladder.iter().any(|(step, ..)| model.steps[*step].stream == stream)
        };
        for (way, _) in &worst {
            let tells_it = |(other, _): &(&Measured, f64)| {
                other.stream != way.stream
                    && leads_through(way, other.stream)
                    && !leads_through(other, way.stream)
            };
            if !worst.iter().any(tells_it) {
                found.push((rule, way.place));
            }
        }
    }
    found
}
