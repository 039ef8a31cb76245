//! Streams that are whole by themselves.

use super::{Maker, OUTSIDE, declaration, flow, named};
use crate::reference::organisation::{Declaration, End, Flow, FlowKind, Kind, Mode, Statement, Step, Time};

impl Maker {
    /// A described stream in which items go from the trigger through the steps to the outcome.
    pub fn stream(&mut self, number: usize) -> Declaration {
        let (name, step_names) = self.streams[number].clone();
        let alias = self.random.chance(40).then(|| format!("stream{number}"));
        if step_names.is_empty() {
            return declaration(Kind::Stream, &name, alias.as_deref(), None);
        }
        let mut steps: Vec<Step> = step_names.iter().map(|name| self.step(name)).collect();
        let count = steps.len();
        let mut border = Vec::new();
        let from_outside = vec![named(OUTSIDE[self.random.below(2)])];
        let start = self.item();
        let mut trigger = flow(FlowKind::Trigger, &start, from_outside);
        trigger.every = self.period(8);
        border.push(trigger);
        steps[0].flows.push(flow(FlowKind::Input(Mode::Mandatory), &start, Vec::new()));
        if self.random.chance(25) {
            let second = self.item();
            let mut trigger = flow(FlowKind::Trigger, &second, Vec::new());
            trigger.every = self.period(20);
            border.push(trigger);
            if self.random.chance(70) && second != start {
                let input = &mut steps[0].flows[0];
                input.items.push(second);
                input.either = self.random.chance(70);
            } else {
                steps[0].flows.push(flow(FlowKind::Input(Mode::Mandatory), &second, Vec::new()));
            }
        }
        for later in 1..count {
            let earlier = if self.random.chance(80) { later - 1 } else { self.random.below(later) };
            self.connect(&mut steps, earlier, later);
        }
        for _ in 0..self.random.below(3) {
            let (one, other) = (self.random.below(count), self.random.below(count));
            if one != other {
                self.connect(&mut steps, one, other);
            }
        }
        let last = self.item();
        let to = if self.random.chance(93) { vec![named(OUTSIDE[self.random.below(2)])] } else { Vec::new() };
        steps[count - 1].flows.push(flow(FlowKind::Output, &last, Vec::new()));
        let mut outcome = flow(FlowKind::Outcome, &last, to);
        outcome.within = self.random.chance(40).then(|| Time::hours(1 + self.random.below(8) as u64));
        border.push(outcome);
        let improve = self.item();
        let feedback = self.random.below(count);
        if self.random.chance(75) {
            steps[feedback].flows.push(flow(FlowKind::Output, &improve, vec![named("improve")]));
        }
        for number in 0..2 {
            if count > 2 && self.random.chance(20) {
                self.branch(&mut steps, number);
            }
        }
        self.apart(|maker| {
            if count > 1 && maker.random.chance(30) {
                maker.escalate(&mut steps, &mut border);
            }
            if maker.random.chance(15) {
                let chosen = maker.random.below(count);
                maker.repeating(&mut steps[chosen]);
            }
            if maker.random.chance(20) {
                let asking = maker.random.below(count);
                maker.asking(&mut steps, asking);
            }
            if count > 2 && maker.random.chance(25) {
                maker.misplaced(&mut steps);
            }
        });
        if self.random.chance(15) {
            self.talking_to_themselves(&mut steps);
        }
        for step in &mut steps {
            self.tidy(&mut step.flows);
        }
        self.tidy(&mut border);
        self.apart(|maker| {
            let unsure = [0, 0, 10, 50][maker.random.below(4)];
            for flow in steps.iter_mut().flat_map(|step| &mut step.flows) {
                if flow.kind == FlowKind::Output && maker.random.chance(unsure) {
                    flow.kind = FlowKind::OptionalOutput;
                }
            }
        });
        let mut body: Vec<Statement> = border.into_iter().map(Statement::Flow).collect();
        body.extend(steps.into_iter().map(Statement::Step));
        if self.random.chance(30) {
            body.rotate_left(1);
        }
        declaration(Kind::Stream, &name, alias.as_deref(), Some(body))
    }

    /// Sometimes, in so many of a hundred cases, a period after which a trigger comes again.
    pub fn period(&mut self, percent: usize) -> Option<String> {
        let periods = ["day", "week", "month", "quarter", "year", "2w", "5wd"];
        self.random.chance(percent).then(|| periods[self.random.below(periods.len())].to_owned())
    }

    /// Steps whose work reaches nobody: two that feed each other, or one that feeds a step of the two.
    pub fn talking_to_themselves(&mut self, steps: &mut Vec<Step>) {
        let (question, answer) = (self.item(), self.item());
        let mut names = vec!["Ask", "Answer"];
        if self.random.chance(40) {
            names.push("Listen");
        }
        for (number, name) in names.into_iter().enumerate() {
            let (input, output, other) = match number {
                0 => (&answer, &question, "Answer"),
                1 => (&question, &answer, "Ask"),
                _ => (&answer, &answer, "Ask"),
            };
            let mut step = self.step(name);
            let mode = if self.random.chance(80) { Mode::Optional } else { Mode::Mandatory };
            step.flows.push(flow(FlowKind::Input(mode), input, vec![named(other)]));
            step.flows.push(flow(FlowKind::Output, output, vec![named(other)]));
            if number == 0 {
                step.flows[0].ends.clear();
            }
            if number == 1 {
                step.flows[1].ends.clear();
            }
            steps.push(step);
        }
    }

    /// A choice, work that only one of its branches does, and a step at which the branches meet again. What that step
    /// waits for is often more than each branch brings.
    pub fn branch(&mut self, steps: &mut [Step], number: usize) {
        let count = steps.len();
        let chooser = self.random.below(count - 2);
        let worker = chooser + 1 + self.random.below(count - chooser - 2);
        let meeting = worker + 1 + self.random.below(count - worker - 1);
        let (left, right) = (format!("Case {number} to the left"), format!("Case {number} to the right"));
        let (work, again) = (format!("Work on case {number}"), format!("Case {number} again"));
        let mut choice = flow(FlowKind::Output, &left, Vec::new());
        choice.items.push(right.clone());
        choice.either = true;
        steps[chooser].flows.push(choice);
        let mode = |maker: &mut Maker, mandatory: usize| {
            if maker.random.chance(mandatory) { Mode::Mandatory } else { Mode::Optional }
        };
        let taken = mode(self, 85);
        steps[worker].flows.push(flow(FlowKind::Input(taken), &left, Vec::new()));
        let ends = self.end_for(&steps[meeting]);
        steps[worker].flows.push(flow(FlowKind::Output, &work, ends));
        let mut arrives = flow(FlowKind::Input(mode(self, 85)), &right, Vec::new());
        if self.random.chance(50) {
            arrives.items.push(left);
            arrives.either = true;
        } else if self.random.chance(20) {
            arrives.items[0] = work.clone();
        }
        let waited = flow(FlowKind::Input(mode(self, 80)), &work, Vec::new());
        if self.random.chance(30) && !arrives.items.contains(&work) {
            // Either will do.
            arrives.items[0] = right.clone();
            arrives.items.truncate(1);
            arrives.items.push(work.clone());
            arrives.either = true;
            steps[meeting].flows.push(arrives);
        } else {
            steps[meeting].flows.push(arrives);
            steps[meeting].flows.push(waited);
        }
        if self.random.chance(20) {
            // The other branch makes it too.
            let other = self.random.below(count);
            if other != meeting && other != worker {
                steps[other].flows.push(flow(FlowKind::Input(Mode::Mandatory), &right, Vec::new()));
                steps[other].flows.push(flow(FlowKind::Output, &work, Vec::new()));
            }
        }
        if self.random.chance(15) {
            let from = [worker, meeting][self.random.below(2)];
            steps[from].flows.push(flow(FlowKind::Output, &again, Vec::new()));
            steps[chooser].flows.push(flow(FlowKind::Input(Mode::Rework), &again, Vec::new()));
        }
    }

    /// A step for which two others look in some activity.
    pub fn misplaced(&mut self, steps: &mut [Step]) {
        let chosen = self.random.below(steps.len());
        let activity = self.random.below(6);
        for other in (0..steps.len()).filter(|step| *step != chosen).take(2) {
            let item = self.item();
            let there = vec![named(&self.activity(activity))];
            let back = if self.random.chance(60) { Vec::new() } else { self.end_for(&steps[other]) };
            let input = FlowKind::Input(Mode::Mandatory);
            if self.random.chance(50) {
                steps[other].flows.push(flow(FlowKind::Output, &item, there));
                steps[chosen].flows.push(flow(input, &item, back));
            } else {
                steps[other].flows.push(flow(input, &item, there));
                steps[chosen].flows.push(flow(FlowKind::Output, &item, back));
            }
        }
    }

    /// A step that takes back what it puts out itself, perhaps with a choice and a name.
    pub fn repeating(&mut self, step: &mut Step) {
        let (again, done) = (self.item(), self.item());
        let ends = |maker: &mut Maker| match maker.random.below(4) {
            0 => vec![named(&step.name)],
            1 => step.activity.iter().map(|activity| named(activity)).collect(),
            _ => Vec::new(),
        };
        let (from, to) = (ends(self), ends(self));
        let mut output = flow(FlowKind::Output, &again, to);
        if done != again && self.random.chance(60) {
            output.items.push(done);
            output.either = self.random.chance(80);
        }
        let mut input = flow(FlowKind::Input(Mode::Rework), &again, from);
        if self.random.chance(10) {
            input.items[0] = self.typo(&again);
        }
        if self.random.chance(10) {
            input.kind = FlowKind::Input(Mode::Optional);
        }
        step.flows.push(input);
        step.flows.push(output);
    }

    /// A step that asks another, or somebody outside, and gets the answer before it is done. Mostly.
    pub fn asking(&mut self, steps: &mut [Step], asking: usize) {
        let (question, answer) = (self.item(), self.item());
        let answering = self.random.below(steps.len());
        let mode = if self.random.chance(85) { Mode::Reply } else { Mode::Mandatory };
        let mut asks = flow(FlowKind::Output, &question, Vec::new());
        let mut reply = flow(FlowKind::Input(mode), &answer, Vec::new());
        if answering == asking || self.random.chance(25) {
            let whom = named(OUTSIDE[self.random.below(3)]);
            asks.ends.push(whom.clone());
            reply.ends.push(whom);
        } else {
            let (from, to) = (self.end_for(&steps[answering]), self.end_for(&steps[asking]));
            reply.ends = if from.is_empty() { vec![named(&steps[answering].name)] } else { from };
            if self.random.chance(50) {
                asks.ends = self.end_for(&steps[answering]);
            }
            let kind = [Mode::Mandatory, Mode::Mandatory, Mode::Optional, Mode::Reply][self.random.below(4)];
            let mut asked = flow(FlowKind::Input(kind), &question, Vec::new());
            if kind == Mode::Reply || self.random.chance(30) {
                asked.ends.push(named(&steps[asking].name));
            }
            steps[answering].flows.push(asked);
            let mut answers = flow(FlowKind::Output, &answer, to);
            if self.random.chance(20) {
                answers.items.push(self.item());
                answers.either = self.random.chance(80);
            }
            steps[answering].flows.push(answers);
        }
        if self.random.chance(90) {
            if self.random.chance(15) {
                asks.items.push(self.item());
                asks.either = true;
            }
            steps[asking].flows.push(asks);
        }
        if self.random.chance(8) {
            reply.ends.clear();
        }
        if self.random.chance(8) {
            reply.ends.push(named(OUTSIDE[self.random.below(4)]));
        }
        steps[asking].flows.push(reply);
    }

    /// Mostly drops what is said twice.
    pub fn tidy(&mut self, flows: &mut Vec<Flow>) {
        let mut kept: Vec<Flow> = Vec::new();
        for flow in flows.drain(..) {
            let twice = kept.iter().any(|earlier| {
                let input = |kind| matches!(kind, FlowKind::Input(_));
                (earlier.kind == flow.kind || input(earlier.kind) && input(flow.kind))
                    && earlier.items.iter().any(|item| flow.items.contains(item))
                    && (earlier.ends == flow.ends || earlier.ends.iter().any(|end| flow.ends.contains(end)))
            });
            if !twice || self.random.chance(10) {
                kept.push(flow);
            }
        }
        *flows = kept;
    }

    pub fn step(&mut self, name: &str) -> Step {
        let alias =
            self.random.chance(30).then(|| format!("{}_step", name.split(' ').next().unwrap_or(name)));
        let in_activity = self.random.below(6);
        let activity = self.random.chance(98).then(|| self.activity(in_activity));
        let lead_time = self.random.chance(50).then(|| 900 * (1 + self.random.below(12)) as u64);
        Step {
            line: 0,
            allows: Vec::new(),
            name: name.to_owned(),
            alias,
            runs: None,
            activity,
            lead_time: lead_time.map(|seconds| Time { seconds, ..Time::default() }),
            flows: Vec::new(),
        }
    }

    /// Something flows from one step to another of its stream.
    pub fn connect(&mut self, steps: &mut [Step], from: usize, to: usize) {
        let item = self.item();
        let mode = [Mode::Mandatory, Mode::Mandatory, Mode::Mandatory, Mode::Optional, Mode::Rework];
        let mode = mode[self.random.below(5)];
        let from_ends = self.end_for(&steps[from]);
        let to_ends = self.end_for(&steps[to]);
        let mut output = flow(FlowKind::Output, &item, to_ends);
        if self.random.chance(20) {
            let other = self.item();
            if other != item {
                output.items.push(other.clone());
                output.either = self.random.chance(70);
                if self.random.chance(30) {
                    let mode = if self.random.chance(60) { Mode::Mandatory } else { Mode::Optional };
                    steps[to].flows.push(flow(FlowKind::Input(mode), &other, Vec::new()));
                } else {
                    output.ends.clear();
                    let taker = self.random.below(steps.len());
                    steps[taker].flows.push(flow(FlowKind::Input(Mode::Optional), &other, Vec::new()));
                }
            }
        }
        steps[from].flows.push(output);
        steps[to].flows.push(flow(FlowKind::Input(mode), &item, from_ends));
    }

    pub fn end_for(&mut self, step: &Step) -> Vec<End> {
        match (self.random.below(10), &step.activity) {
            (0 | 1, _) => vec![named(&step.name)],
            (2, _) => vec![named(step.alias.as_ref().unwrap_or(&step.name))],
            (3, Some(activity)) => vec![named(activity)],
            (4, Some(activity)) => vec![named(activity), named(OUTSIDE[3])],
            (5, _) if self.random.chance(40) => vec![End::All],
            _ => Vec::new(),
        }
    }
}
