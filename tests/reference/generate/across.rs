//! Flows from one stream to another.

use super::{Maker, flow, named};
use crate::reference::organisation::{Declaration, End, Flow, FlowKind, Mode, Statement};

impl Maker {
    /// Something flows from one stream to another, in one of the ways there are.
    pub fn across(&mut self, declarations: &mut [Declaration]) {
        let described: Vec<usize> =
            (0..self.streams.len()).filter(|n| !self.streams[*n].1.is_empty()).collect();
        let (Some(&from), Some(&to)) = (self.random.pick(&described), self.random.pick(&described)) else {
            return;
        };
        let undescribed = (0..self.streams.len()).find(|n| self.streams[*n].1.is_empty());
        let item = self.item();
        let from_step = self.random.below(self.streams[from].1.len());
        let to_step = self.random.below(self.streams[to].1.len());
        let mandatory = FlowKind::Input(Mode::Mandatory);
        if let Some(open) = undescribed.filter(|_| self.random.chance(30)) {
            let end = named(&self.streams[open].0);
            add_to_step(
                declarations,
                &self.streams[from].0,
                from_step,
                flow(FlowKind::Output, &item, vec![end]),
            );
            return;
        }
        if from == to {
            return;
        }
        let (from_name, to_name) = (self.streams[from].0.clone(), self.streams[to].0.clone());
        let from_qualified = vec![End::Named {
            stream: Some(from_name.clone()),
            name: self.streams[from].1[from_step].clone(),
        }];
        let to_qualified =
            vec![End::Named { stream: Some(to_name.clone()), name: self.streams[to].1[to_step].clone() }];
        let output = |ends| flow(FlowKind::Output, &item, ends);
        match self.random.below(5) {
            0 => {
                add_to_step(declarations, &from_name, from_step, output(vec![named(&to_name)]));
                let input = flow(mandatory, &item, vec![named(&from_name)]);
                add_to_step(declarations, &to_name, to_step, input);
            }
            1 => {
                add_to_step(declarations, &from_name, from_step, output(to_qualified));
                add_to_step(declarations, &to_name, to_step, flow(mandatory, &item, Vec::new()));
            }
            2 => {
                add_to_step(declarations, &from_name, from_step, output(Vec::new()));
                add_to_step(declarations, &to_name, to_step, flow(mandatory, &item, from_qualified));
            }
            3 => {
                add_to_step(declarations, &from_name, from_step, output(Vec::new()));
                add_to_stream(
                    declarations,
                    &from_name,
                    &flow(FlowKind::Outcome, &item, vec![named(&to_name)]),
                );
                let mut trigger = flow(FlowKind::Trigger, &item, vec![named(&from_name)]);
                trigger.every = self.period(10);
                add_to_stream(declarations, &to_name, &trigger);
                add_to_step(declarations, &to_name, 0, flow(mandatory, &item, Vec::new()));
            }
            _ => {
                add_to_step(declarations, &from_name, from_step, output(Vec::new()));
                add_to_stream(declarations, &from_name, &flow(FlowKind::Outcome, &item, vec![named("user")]));
                let input = flow(mandatory, &item, vec![named(&from_name)]);
                add_to_step(declarations, &to_name, to_step, input);
            }
        }
    }
}

fn add_to_step(declarations: &mut [Declaration], stream: &str, step: usize, flow: Flow) {
    let body = declarations.iter_mut().find(|one| one.name == stream).and_then(|one| one.body.as_mut());
    let mut steps = body.into_iter().flatten().filter_map(|statement| match statement {
        Statement::Step(step) => Some(step),
        Statement::Flow(_) => None,
    });
    if let Some(step) = steps.nth(step) {
        step.flows.push(flow);
    }
}

fn add_to_stream(declarations: &mut [Declaration], stream: &str, flow: &Flow) {
    let body = declarations.iter_mut().find(|one| one.name == stream).and_then(|one| one.body.as_mut());
    body.into_iter().for_each(|body| body.push(Statement::Flow(flow.clone())));
}
