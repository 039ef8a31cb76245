//! The value chain's activities.

use super::{Maker, OUTSIDE, declaration, flow, named};
use crate::reference::organisation::{Declaration, End, Flow, FlowKind, Kind, Mode, Statement};

impl Maker {
    pub fn chain(&mut self) -> Vec<Declaration> {
        let share = [0, 30, 70, 100][self.random.below(4)];
        let described: Vec<usize> = (0..6).filter(|_| self.random.chance(share)).collect();
        let mut bodies: Vec<Vec<Flow>> = described.iter().map(|_| Vec::new()).collect();
        for (number, activity) in described.iter().enumerate() {
            if *activity != 5 && self.random.chance(95) {
                let (one, other) = (self.item(), self.item());
                bodies[number].push(flow(FlowKind::Output, &one, vec![named("improve")]));
                bodies[number].push(flow(FlowKind::Input(Mode::Mandatory), &other, vec![named("improve")]));
                if let Some(improve) = described.iter().position(|other| *other == 5) {
                    let to = if self.random.chance(10) { End::All } else { named(&self.activity(*activity)) };
                    bodies[improve].push(flow(FlowKind::Output, &other, vec![to]));
                    let from = vec![named(&self.activity(*activity))];
                    bodies[improve].push(flow(FlowKind::Input(Mode::Mandatory), &one, from));
                }
            }
            for _ in 0..self.random.below(3) {
                let item = self.item();
                let other = self.random.below(described.len());
                let outside = self.random.chance(25);
                if outside || other == number {
                    let end = named(OUTSIDE[self.random.below(4)]);
                    let kind = [FlowKind::Output, FlowKind::Input(Mode::Mandatory)][self.random.below(2)];
                    bodies[number].push(flow(kind, &item, vec![end]));
                } else {
                    let to = self.chain_ends(described[other]);
                    let from = self.chain_ends(*activity);
                    bodies[number].push(flow(FlowKind::Output, &item, to));
                    bodies[other].push(flow(FlowKind::Input(Mode::Mandatory), &item, from));
                }
            }
        }
        for body in &mut bodies {
            let item_and_ends = |one: &Flow, other: &Flow| {
                one.kind == other.kind
                    && one.items == other.items
                    && one.ends.iter().any(|end| other.ends.contains(end))
            };
            let mut kept: Vec<Flow> = Vec::new();
            for flow in body.drain(..) {
                if !kept.iter().any(|earlier| item_and_ends(earlier, &flow)) || self.random.chance(10) {
                    kept.push(flow);
                }
            }
            *body = kept;
        }
        let described = described.into_iter().zip(bodies);
        described
            .map(|(activity, flows)| {
                let name = self.activity(activity);
                let body = flows.into_iter().map(Statement::Flow).collect();
                declaration(Kind::Activity, &name, None, Some(body))
            })
            .collect()
    }

    pub fn chain_ends(&mut self, activity: usize) -> Vec<End> {
        match self.random.below(12) {
            0 => Vec::new(),
            1 if self.random.chance(30) => vec![End::All],
            2 => vec![named(&self.activity(activity)), named(OUTSIDE[0])],
            _ => vec![named(&self.activity(activity))],
        }
    }
}
