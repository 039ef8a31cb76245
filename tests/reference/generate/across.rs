//! Flows from one stream to another.

use super::{Maker, flow, named};
use crate::reference::organisation::{Declaration, End, Flow, FlowKind, Mode, Statement, Step};

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

impl Maker {
    /// A step runs a stream, which mostly starts with what the step takes and ends with what it puts out.
    pub fn run(&mut self, declarations: &mut [Declaration]) {
        let described: Vec<usize> =
            (0..self.streams.len()).filter(|n| !self.streams[*n].1.is_empty()).collect();
        let Some(&home) = self.random.pick(&described) else { return };
        let run = self.random.below(self.streams.len());
        if run == home && self.random.chance(80) {
            return;
        }
        let steps = self.streams[home].1.len();
        let mut step = self.random.below(steps);
        let (home, _) = self.streams[home].clone();
        if self.random.chance(50) {
            // One that waits for replies, too.
            let mut all = 0..steps;
            step = all.find(|&step| asks(declarations, &home, step)).unwrap_or(step);
        }
        let (run, steps) = self.streams[run].clone();
        let Some(running) = step_of(declarations, &home, step) else { return };
        running.runs = Some(run.clone());
        if self.random.chance(50) {
            running.lead_time = None;
        }
        if steps.is_empty() || run == home {
            return;
        }
        for flow in running.flows.clone() {
            if self.random.chance(8) {
                continue;
            }
            let is_input = matches!(flow.kind, FlowKind::Input(_));
            let mode = if self.random.chance(70) { Mode::Mandatory } else { Mode::Optional };
            let (border, inner) = if is_input {
                (FlowKind::Trigger, FlowKind::Input(mode))
            } else {
                (FlowKind::Outcome, FlowKind::Output)
            };
            let other = if is_input { "customer" } else { "user" };
            let ends = match self.random.below(10) {
                0..5 => vec![named(&home)],
                5..7 => vec![named(other)],
                7 => vec![named(&home), named(other)],
                _ => Vec::new(),
            };
            let inside = if is_input { 0 } else { self.random.below(steps.len()) };
            let edge = Flow { kind: border, ends, within: None, ..flow.clone() };
            let inner = Flow { kind: inner, ends: Vec::new(), ..flow };
            add_to_stream(declarations, &run, &edge);
            add_to_step(declarations, &run, inside, inner);
        }
    }
}

fn add_to_step(declarations: &mut [Declaration], stream: &str, step: usize, flow: Flow) {
    if let Some(step) = step_of(declarations, stream, step) {
        step.flows.push(flow);
    }
}

fn asks(declarations: &mut [Declaration], stream: &str, step: usize) -> bool {
    let step = step_of(declarations, stream, step);
    step.is_some_and(|step| step.flows.iter().any(|flow| flow.kind == FlowKind::Input(Mode::Reply)))
}

fn step_of<'d>(declarations: &'d mut [Declaration], stream: &str, step: usize) -> Option<&'d mut Step> {
    let body = declarations.iter_mut().find(|one| one.name == stream).and_then(|one| one.body.as_mut());
    let mut steps = body.into_iter().flatten().filter_map(|statement| match statement {
        Statement::Step(step) => Some(step),
        Statement::Flow(_) => None,
    });
    steps.nth(step)
}

fn add_to_stream(declarations: &mut [Declaration], stream: &str, flow: &Flow) {
    let body = declarations.iter_mut().find(|one| one.name == stream).and_then(|one| one.body.as_mut());
    body.into_iter().for_each(|body| body.push(Statement::Flow(flow.clone())));
}
