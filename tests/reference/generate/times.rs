//! Durations that count in days: calendar days, working days, or both in one stream.

use super::{Maker, flow};
use crate::reference::organisation::{Flow, FlowKind, Mode, Project, Statement, Step, Time};

impl Maker {
    /// Lets some projects count in days, and some say how long a working day is.
    pub fn count_in_days(&mut self, project: &mut Project) {
        self.apart(|maker| {
            // Of a hundred durations, so many in calendar days and so many in working days.
            let (days, working_days) =
                [(0, 0), (0, 0), (0, 100), (80, 0), (30, 40), (10, 80)][maker.random.below(6)];
            if days + working_days == 0 {
                return;
            }
            if maker.random.chance(30) {
                let hours = [6, 7, 10][maker.random.below(3)];
                project.files[0].working_day = Some(Time::hours(hours));
            }
            let declarations = project.files.iter_mut().flat_map(|file| &mut file.declarations);
            for statement in declarations.filter_map(|declaration| declaration.body.as_mut()).flatten() {
                let time = match statement {
                    Statement::Step(step) => &mut step.lead_time,
                    Statement::Flow(flow) if flow.kind == FlowKind::Outcome => &mut flow.within,
                    Statement::Flow(_) => continue,
                };
                if let Some(time) = time {
                    maker.in_days(time, days, working_days);
                }
            }
        });
    }

    /// Lets steps hand on to others what they cannot do at once, and promises a time for what comes of it.
    pub fn escalate(&mut self, steps: &mut [Step], border: &mut [Flow]) {
        let Some(outcome) = border.iter_mut().find(|flow| flow.kind == FlowKind::Outcome) else { return };
        let result = outcome.items[0].clone();
        if self.random.chance(80) {
            outcome.within = Some(Time::hours(1 + self.random.below(12) as u64));
        }
        let mut from = self.random.below(steps.len());
        for _ in 0..=self.random.below(3) {
            let (to, harder) = (self.random.below(steps.len()), self.item());
            if to == from || harder == result {
                continue;
            }
            let mut gives = flow(FlowKind::Output, &result, Vec::new());
            if self.random.chance(15) {
                gives.kind = FlowKind::OptionalOutput;
                steps[from].flows.push(flow(FlowKind::Output, &harder, Vec::new()));
            } else {
                gives.items.push(harder.clone());
                gives.either = true;
            }
            steps[from].flows.push(gives);
            let ends = self.end_for(&steps[from]);
            let mut takes = flow(FlowKind::Input(Mode::Mandatory), &harder, ends);
            if self.random.chance(20) {
                takes.items.push(self.item());
                takes.either = true;
            }
            steps[to].flows.push(takes);
            steps[to].lead_time = Some(Time::hours(1 + self.random.below(20) as u64));
            let kind = if self.random.chance(85) { FlowKind::Output } else { FlowKind::OptionalOutput };
            steps[to].flows.push(flow(kind, &result, Vec::new()));
            from = to;
        }
    }

    fn in_days(&mut self, time: &mut Time, days: usize, working_days: usize) {
        let count = 1 + self.random.below(6) as u64;
        let kind = self.random.below(100);
        let keeps_hours = self.random.chance(15);
        if kind >= days + working_days {
            return;
        }
        if !keeps_hours {
            time.seconds = 0;
        }
        if kind < days {
            time.days = count;
        } else {
            time.working_days = count;
        }
    }
}
