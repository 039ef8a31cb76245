//! Mistakes, and statements that nobody expects.

use super::{Maker, OUTSIDE, STEPS, declaration, flow, named};
use crate::reference::model::ACTIVITIES;
use crate::reference::organisation::{Declaration, End, Flow, FlowKind, Kind, Mode, Statement};

impl Maker {
    /// One mistake, or one more statement, somewhere.
    pub fn accident(&mut self, declarations: &mut Vec<Declaration>) {
        let whole = self.random.below(100);
        if whole < 4 {
            let copy = self.random.pick(declarations).cloned();
            declarations.extend(copy);
            return;
        }
        if whole < 7 {
            let [one, other] = [self.item(), self.item()];
            for (narrow, broad) in [(&one, &other), (&other, &one)] {
                if !declarations.iter().any(|item| item.kind == Kind::Item && item.name == *narrow) {
                    let mut item = declaration(Kind::Item, narrow, None, None);
                    item.is.push(broad.clone());
                    declarations.push(item);
                }
            }
            return;
        }
        let bodies: Vec<usize> =
            (0..declarations.len()).filter(|n| declarations[*n].body.is_some()).collect();
        let Some(&chosen) = self.random.pick(&bodies) else { return };
        let stream = declarations[chosen].kind == Kind::Stream;
        let Some(body) = declarations[chosen].body.as_mut() else { return };
        if stream && whole < 12 && body.len() > 1 {
            let (one, other) = (self.random.below(body.len()), self.random.below(body.len()));
            body.swap(one, other);
            return;
        }
        let place = self.random.below(body.len());
        match body.get_mut(place) {
            Some(Statement::Step(step)) if whole < 14 => {
                let name = if self.random.chance(50) { STEPS[self.random.below(6)] } else { ACTIVITIES[0] };
                step.name = name.to_owned();
            }
            Some(Statement::Step(step)) if whole < 17 => {
                let stream = self.random.pick(&self.streams).map(|(name, _)| name.clone());
                step.runs = if self.random.chance(10) { Some("nobody_knows".to_owned()) } else { stream };
            }
            Some(Statement::Step(step)) if whole < 22 => {
                let activity = self.random.below(6);
                step.activity = Some(self.activity(activity));
            }
            Some(Statement::Step(step)) if whole < 27 => {
                let added = self.wild_flow(stream, true);
                step.flows.push(added);
            }
            Some(Statement::Step(step)) => {
                let flow = self.random.below(step.flows.len());
                if whole < 40 && !step.flows.is_empty() {
                    step.flows.remove(flow);
                } else if let Some(flow) = step.flows.get_mut(flow) {
                    self.spoil(flow, stream, true);
                }
            }
            Some(Statement::Flow(_)) if whole < 30 => {
                body.remove(place);
            }
            Some(Statement::Flow(flow)) => self.spoil(flow, stream, false),
            None => {
                let added = self.wild_flow(stream, false);
                body.push(Statement::Flow(added));
            }
        }
    }

    /// Some more flows from and to somebody outside, whose names may be misspelt: nothing of this ever fails.
    pub fn with_outside(&mut self, declarations: &mut [Declaration]) {
        let mut steps = Vec::new();
        for declaration in declarations {
            for statement in declaration.body.iter_mut().flatten() {
                if let Statement::Step(step) = statement {
                    steps.push(step);
                }
            }
        }
        if steps.is_empty() {
            return;
        }
        let end = OUTSIDE[self.random.below(4).max(self.random.below(4))];
        for _ in 0..self.random.below(5) {
            let item = self.item();
            let item = if self.random.chance(40) { self.typo(&item) } else { item };
            let kind = [FlowKind::Input(Mode::Mandatory), FlowKind::Output][self.random.below(2)];
            let chosen = self.random.below(steps.len());
            steps[chosen].flows.push(flow(kind, &item, vec![named(end)]));
        }
    }

    pub fn spoil(&mut self, flow: &mut Flow, stream: bool, step: bool) {
        match self.random.below(10) {
            0..4 => {
                let place = self.random.below(flow.items.len());
                if let Some(item) = flow.items.get_mut(place) {
                    *item = self.typo(item);
                }
            }
            4 => {
                flow.ends.clear();
                if flow.kind == FlowKind::Trigger && self.random.chance(30) {
                    flow.every = self.period(100);
                }
            }
            5 | 6 => {
                let end = self.wild_end(stream, step);
                if flow.ends.is_empty() || self.random.chance(30) {
                    flow.ends.push(end);
                } else {
                    flow.ends = vec![end];
                }
            }
            7 => {
                flow.items = vec![self.item()];
                flow.either = false;
            }
            8 => {
                let more = self.item();
                if !flow.items.contains(&more) {
                    flow.items.push(more);
                    flow.either = self.random.chance(50);
                }
            }
            _ => {
                if let FlowKind::Input(_) = flow.kind {
                    let modes = [Mode::Mandatory, Mode::Optional, Mode::Rework, Mode::Reply];
                    flow.kind = FlowKind::Input(modes[self.random.below(4)]);
                }
            }
        }
    }

    pub fn wild_flow(&mut self, stream: bool, step: bool) -> Flow {
        let kinds = if stream && !step {
            [FlowKind::Trigger, FlowKind::Outcome]
        } else {
            [FlowKind::Input(Mode::Mandatory), FlowKind::Output]
        };
        let item = self.item();
        let mut ends = Vec::new();
        for _ in 0..self.random.below(3) {
            ends.push(self.wild_end(stream, step));
        }
        flow(kinds[self.random.below(2)], &item, ends)
    }

    /// Any end that may stand there; rarely one that nothing declares.
    pub fn wild_end(&mut self, stream: bool, step: bool) -> End {
        let activity = self.random.below(6);
        let chosen = self.random.below(20);
        let other = self.random.pick(&self.streams).cloned();
        match (chosen, other) {
            (0 | 17, _) => named("nobody_knows"),
            (1 | 2, _) => End::All,
            (3..7, _) if step => named(STEPS[self.random.below(3)]),
            (7 | 8, Some((name, steps))) if step && !steps.is_empty() => {
                let name_of_step = self.random.pick(&steps).cloned().unwrap_or_default();
                End::Named { stream: Some(name), name: name_of_step }
            }
            (9..12, Some((name, _))) if stream => named(&name),
            // Often its own.
            (18, Some(_)) if stream => {
                named(&self.streams[self.random.below(2).min(self.streams.len() - 1)].0.clone())
            }
            (12 | 13, _) => named(OUTSIDE[self.random.below(4)]),
            _ => named(&self.activity(activity)),
        }
    }

    /// A misspelling: a letter swapped, dropped or changed, a word inserted, a plural, a sign more, another spelling.
    pub fn typo(&mut self, name: &str) -> String {
        let mut letters: Vec<char> = name.chars().collect();
        let place = self.random.below(letters.len().saturating_sub(1));
        match self.random.below(7) {
            0 => letters.swap(place, place + 1),
            1 => {
                letters.remove(place);
            }
            2 => letters[place] = 'x',
            3 => return name.replacen(' ', " big ", 1),
            4 => letters.push('s'),
            5 => letters.insert(place, ['#', '+', '<', '?', '%', '€'][self.random.below(6)]),
            _ => return name.to_uppercase().replace(' ', "-"),
        }
        let spoilt: String = letters.into_iter().collect();
        if spoilt.contains("  ") { name.to_owned() } else { spoilt }
    }
}
