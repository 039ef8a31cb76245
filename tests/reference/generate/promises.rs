//! Streams in which nothing is wrong but perhaps a promise: steps that choose, wait, join and repeat themselves.

use super::{Maker, declaration, flow, make, named};
use crate::reference::organisation::{
    Declaration, Flow, FlowKind, Kind, Mode, Project, Statement, Step, Time,
};

/// The project of a seed.
pub fn generate_promises(seed: u64) -> Project {
    make(seed, |maker, declarations| {
        declarations.retain(|one| matches!(one.kind, Kind::Stakeholder | Kind::Repository));
        for number in 0..1 + maker.random.below(2) {
            let stream = maker.promising(number);
            declarations.push(stream);
        }
    })
}

impl Maker {
    fn promising(&mut self, number: usize) -> Declaration {
        // What is there and not yet used, and all that ever was.
        let (mut left, mut made): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        let mut border: Vec<Flow> = Vec::new();
        for trigger in 0..[1, 1, 1, 2, 3][self.random.below(5)] {
            let item = format!("Request {number} {trigger}");
            let mut start = flow(FlowKind::Trigger, &item, vec![named("customer")]);
            start.every = self.period(10);
            border.push(start);
            left.push(item.clone());
            made.push(item);
        }
        let triggers = made.len();
        let mut steps: Vec<Step> = Vec::new();
        for at in 0..2 + self.random.below(6) {
            let mut step = self.step(&format!("Step {number} {at}"));
            step.alias = None;
            for _ in 0..[1, 1, 1, 2, 2, 3][self.random.below(6)] {
                let mode =
                    [Mode::Mandatory, Mode::Mandatory, Mode::Mandatory, Mode::Optional][self.random.below(4)];
                let mut input = flow(FlowKind::Input(mode), &self.taken(&mut left, &made), Vec::new());
                while self.random.chance(30) {
                    input.items.push(self.taken(&mut left, &made));
                }
                input.items.sort();
                input.items.dedup();
                input.either = input.items.len() > 1;
                step.flows.push(input);
            }
            for way in 0..1 + self.random.below(2) {
                let kind = if self.random.chance(15) { FlowKind::OptionalOutput } else { FlowKind::Output };
                let mut output = flow(kind, "", Vec::new());
                output.items.clear();
                for one in 0..[1, 1, 2, 2, 3][self.random.below(5)] {
                    let again = made.len() > triggers && self.random.chance(35);
                    let old = triggers + self.random.below(made.len() - triggers + 1);
                    let item = if again && old < made.len() {
                        made[old].clone()
                    } else {
                        format!("Result {number} {at} {way} {one}")
                    };
                    if !output.items.contains(&item) {
                        output.items.push(item);
                    }
                }
                output.either = output.items.len() > 1 && self.random.chance(85);
                for item in &output.items {
                    if !made.contains(item) {
                        left.push(item.clone());
                        made.push(item.clone());
                    }
                }
                step.flows.push(output);
            }
            steps.push(step);
        }
        // What is a trigger has to be used, and everything else may come of the stream.
        for item in &made[..triggers] {
            if left.contains(item) {
                let some = self.random.below(steps.len());
                steps[some].flows.push(flow(FlowKind::Input(Mode::Optional), item, Vec::new()));
            }
        }
        left.retain(|item| !made[..triggers].contains(item));
        if left.is_empty() {
            left.push(made[made.len() - 1].clone());
        }
        while !left.is_empty() {
            let count = 1 + self.random.below(left.len().min(3));
            let mut outcome = flow(FlowKind::Outcome, "", vec![named("user")]);
            outcome.items = left.drain(..count).collect();
            outcome.either = count > 1;
            outcome.within = Some(Time::hours(1 + self.random.below(9) as u64));
            border.push(outcome);
        }
        let some = self.random.below(steps.len());
        steps[some].flows.push(flow(FlowKind::Output, "Figures", vec![named("improve")]));
        let mut body: Vec<Statement> = border.into_iter().map(Statement::Flow).collect();
        body.extend(steps.into_iter().map(Statement::Step));
        declaration(Kind::Stream, &format!("Stream {number}"), None, Some(body))
    }

    /// Something to take: mostly what nobody takes yet, or else anything that is made.
    fn taken(&mut self, left: &mut Vec<String>, made: &[String]) -> String {
        if !left.is_empty() && self.random.chance(70) {
            return left.remove(self.random.below(left.len()));
        }
        made[self.random.below(made.len())].clone()
    }
}
