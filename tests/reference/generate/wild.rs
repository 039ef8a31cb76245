//! Projects in which little is in order: many accidents at once, and what is seldom said at all.

use super::{Maker, flow, named};
use crate::reference::organisation::{Declaration, Flow, FlowKind, Kind, Mode, Statement, Step};

impl Maker {
    /// Something that a consistent organisation has no use for.
    pub fn oddity(&mut self, declarations: &mut [Declaration]) {
        match self.random.below(6) {
            0 => self.handed_over(declarations),
            1 => self.looking_for_somebody(declarations),
            2 => self.bearing_a_name_of_another(declarations),
            3 => self.with_several_triggers(declarations),
            4 => self.with_a_step(declarations, |step| step.activity = Some("anywhere".to_owned())),
            _ => {
                let more = self.item();
                self.with_a_flow(declarations, |flow| {
                    if !flow.items.contains(&more) {
                        flow.items.push(more);
                        flow.either = true;
                    }
                });
            }
        }
    }

    /// Either of two items, from the outcome of one stream to the trigger of another.
    fn handed_over(&mut self, declarations: &mut [Declaration]) {
        let (giver, taker) =
            (self.random.pick(&self.streams).cloned(), self.random.pick(&self.streams).cloned());
        let (Some((giver, _)), Some((taker, _))) = (giver, taker) else { return };
        for (stream, other, kind) in
            [(&giver, &taker, FlowKind::Outcome), (&taker, &giver, FlowKind::Trigger)]
        {
            let mut border = flow(kind, &self.item(), vec![named(other)]);
            let second = self.item();
            if self.random.chance(70) && !border.items.contains(&second) {
                border.items.push(second);
                border.either = self.random.chance(80);
            }
            let body = declarations.iter_mut().find(|one| one.name == *stream);
            if let Some(body) = body.and_then(|one| one.body.as_mut()) {
                body.push(Statement::Flow(border));
            }
        }
    }

    /// An input or output with an end that nothing declares.
    fn looking_for_somebody(&mut self, declarations: &mut [Declaration]) {
        let kind = [FlowKind::Input(Mode::Optional), FlowKind::Output][self.random.below(2)];
        let added = flow(kind, &self.item(), vec![named("nobody_knows")]);
        self.with_a_step(declarations, |step| step.flows.push(added));
    }

    fn bearing_a_name_of_another(&mut self, declarations: &mut [Declaration]) {
        let names: Vec<String> = declarations
            .iter()
            .flat_map(|one| [Some(&one.name), one.alias.as_ref()])
            .flatten()
            .cloned()
            .collect();
        let Some(name) = self.random.pick(&names).cloned() else { return };
        if self.random.chance(40) {
            return self.with_a_step(declarations, |step| step.alias = Some(name));
        }
        let chosen = self.random.below(declarations.len());
        let activity = self.random.below(6);
        let activity = self.activity(activity);
        match declarations.get_mut(chosen) {
            Some(one) if one.kind == Kind::Item && self.random.chance(50) => one.alias = Some(activity),
            Some(one) if one.kind != Kind::Activity => one.alias = Some(name),
            _ => {}
        }
    }

    /// More triggers than anybody lists, from here and there.
    fn with_several_triggers(&mut self, declarations: &mut [Declaration]) {
        let streams: Vec<String> = self.streams.iter().map(|(name, _)| name.clone()).collect();
        let Some(stream) = self.random.pick(&streams).cloned() else { return };
        let count = [2, 20][self.random.below(2)];
        for _ in 0..count {
            let end = self.wild_end(true, false);
            let mut added = flow(FlowKind::Trigger, &self.item(), vec![end]);
            added.every = self.period(15);
            let body = declarations.iter_mut().find(|one| one.name == stream);
            if let Some(body) = body.and_then(|one| one.body.as_mut()) {
                body.push(Statement::Flow(added));
            }
        }
    }

    fn with_a_step(&mut self, declarations: &mut [Declaration], change: impl FnOnce(&mut Step)) {
        let steps = declarations.iter_mut().flat_map(|one| one.body.iter_mut().flatten());
        let mut steps: Vec<&mut Step> = steps
            .filter_map(|statement| match statement {
                Statement::Step(step) => Some(step),
                Statement::Flow(_) => None,
            })
            .collect();
        let chosen = self.random.below(steps.len());
        if let Some(step) = steps.get_mut(chosen) {
            change(step);
        }
    }

    fn with_a_flow(&mut self, declarations: &mut [Declaration], change: impl FnOnce(&mut Flow)) {
        let statements = declarations.iter_mut().flat_map(|one| one.body.iter_mut().flatten());
        let mut flows: Vec<&mut Flow> = statements
            .flat_map(|statement| match statement {
                Statement::Step(step) => step.flows.iter_mut().collect(),
                Statement::Flow(flow) => vec![flow],
            })
            .collect();
        let chosen = self.random.below(flows.len());
        if let Some(flow) = flows.get_mut(chosen) {
            change(flow);
        }
    }
}
