//! Random projects: a consistent organisation first, then some accidents.

use super::model::ACTIVITIES;
use super::organisation::{Declaration, End, File, Flow, FlowKind, Kind, Mode, Project, Statement, Step};
use super::random::Random;

const ITEMS: [&str; 16] = [
    "Outage report",
    "Incident record",
    "Fix request",
    "Restored service",
    "Change request",
    "Known error record",
    "Product and service performance information",
    "Improvement initiatives",
    "Deployment plan for the new service",
    "User feedback",
    "Service components",
    "Contract and agreement requirements",
    "Portfolio decisions",
    "Test results",
    "Invoice",
    "Status",
];
const STEPS: [&str; 6] = ["Register", "Diagnose", "Build fix", "Test", "Deploy", "Confirm with user"];
const STREAMS: [&str; 4] = ["Restore a failed service", "Deliver a new product", "Handle changes", "Learn"];
const OUTSIDE: [&str; 4] = ["customer", "user", "Hardware supplier", "Known error database"];
const SPELLINGS: [[&str; 3]; 6] = [
    ["plan", "Plan", "plan"],
    ["engage", "ENGAGE", "engage"],
    ["design_and_transition", "Design & transition", "design-and-transition"],
    ["obtain_build", "Obtain/Build", "obtain-build"],
    ["deliver_and_support", "Deliver and support", "deliver-and-support"],
    ["improve", "Improve", "improve"],
];

/// The project of a seed.
pub fn generate(seed: u64) -> Project {
    let mut random = Random::new(seed);
    let mut declarations = Vec::new();
    for (number, name) in OUTSIDE.iter().enumerate() {
        let kind = if number == 3 { Kind::Repository } else { Kind::Stakeholder };
        let alias =
            if number >= 2 && random.chance(50) { Some(["supplier", "KEDB"][number - 2]) } else { None };
        declarations.push(declaration(kind, name, alias, None));
    }
    let first = random.below(ITEMS.len());
    let count = 3 + random.below(6);
    let items: Vec<String> = (0..count).map(|n| ITEMS[(first + n * 3) % ITEMS.len()].to_owned()).collect();
    declarations.extend(declared_items(&mut random, &items));
    let mut maker = Maker { random, items, streams: Vec::new() };
    declarations.extend(maker.chain());
    declarations.extend(maker.make_streams());
    let accidents = [0, 0, 0, 1, 1, 2, 3, 6][maker.random.below(8)];
    for _ in 0..accidents {
        maker.accident(&mut declarations);
    }
    maker.distribute(declarations)
}

fn declaration(kind: Kind, name: &str, alias: Option<&str>, body: Option<Vec<Statement>>) -> Declaration {
    let alias = alias.map(str::to_owned);
    Declaration { line: 0, kind, name: name.to_owned(), alias, is: Vec::new(), body }
}

fn declared_items(random: &mut Random, items: &[String]) -> Vec<Declaration> {
    let mut declarations = Vec::new();
    for (number, name) in items.iter().enumerate() {
        if random.chance(30) {
            let alias = format!("item{number}");
            let mut item = declaration(Kind::Item, name, random.chance(30).then_some(alias.as_str()), None);
            if random.chance(70) {
                item.is.extend(random.pick(items).filter(|broader| *broader != name).cloned());
            }
            declarations.push(item);
        }
    }
    declarations
}

fn named(name: &str) -> End {
    End::Named { stream: None, name: name.to_owned() }
}

fn flow(kind: FlowKind, item: &str, ends: Vec<End>) -> Flow {
    Flow { line: 0, kind, items: vec![item.to_owned()], either: false, ends, within: None }
}

struct Maker {
    random: Random,
    items: Vec<String>,
    /// The streams' names, with those of their steps.
    streams: Vec<(String, Vec<String>)>,
}

impl Maker {
    fn item(&mut self) -> String {
        self.random.pick(&self.items).cloned().unwrap_or_default()
    }

    fn activity(&mut self, activity: usize) -> String {
        SPELLINGS[activity][self.random.below(3)].to_owned()
    }

    fn chain(&mut self) -> Vec<Declaration> {
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

    fn chain_ends(&mut self, activity: usize) -> Vec<End> {
        match self.random.below(12) {
            0 => Vec::new(),
            1 if self.random.chance(30) => vec![End::All],
            2 => vec![named(&self.activity(activity)), named(OUTSIDE[0])],
            _ => vec![named(&self.activity(activity))],
        }
    }

    fn make_streams(&mut self) -> Vec<Declaration> {
        let count = self.random.below(5);
        for name in STREAMS.iter().take(count) {
            let steps = if self.random.chance(80) { 1 + self.random.below(6) } else { 0 };
            let steps = STEPS.iter().take(steps).map(|step| (*step).to_owned()).collect();
            self.streams.push(((*name).to_owned(), steps));
        }
        let mut declarations: Vec<Declaration> = (0..count).map(|stream| self.stream(stream)).collect();
        for _ in 0..self.random.below(3) {
            self.across(&mut declarations);
        }
        declarations
    }

    /// A described stream in which items go from the trigger through the steps to the outcome.
    fn stream(&mut self, number: usize) -> Declaration {
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
        border.push(flow(FlowKind::Trigger, &start, from_outside));
        steps[0].flows.push(flow(FlowKind::Input(Mode::Mandatory), &start, Vec::new()));
        if self.random.chance(25) {
            let second = self.item();
            border.push(flow(FlowKind::Trigger, &second, Vec::new()));
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
        outcome.within = self.random.chance(40).then(|| 60 * (1 + self.random.below(8)) as u64);
        border.push(outcome);
        let improve = self.item();
        let feedback = self.random.below(count);
        if self.random.chance(75) {
            steps[feedback].flows.push(flow(FlowKind::Output, &improve, vec![named("improve")]));
        }
        if self.random.chance(15) {
            self.talking_to_themselves(&mut steps);
        }
        for step in &mut steps {
            self.tidy(&mut step.flows);
        }
        self.tidy(&mut border);
        let mut body: Vec<Statement> = border.into_iter().map(Statement::Flow).collect();
        body.extend(steps.into_iter().map(Statement::Step));
        if self.random.chance(30) {
            body.rotate_left(1);
        }
        declaration(Kind::Stream, &name, alias.as_deref(), Some(body))
    }

    /// Steps whose work reaches nobody: two that feed each other, or one that feeds a step of the two.
    fn talking_to_themselves(&mut self, steps: &mut Vec<Step>) {
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

    /// Mostly drops what is said twice.
    fn tidy(&mut self, flows: &mut Vec<Flow>) {
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

    fn step(&mut self, name: &str) -> Step {
        let alias =
            self.random.chance(30).then(|| format!("{}_step", name.split(' ').next().unwrap_or(name)));
        let in_activity = self.random.below(6);
        let activity = self.random.chance(98).then(|| self.activity(in_activity));
        let lead_time = self.random.chance(50).then(|| 15 * (1 + self.random.below(12)) as u64);
        Step { line: 0, name: name.to_owned(), alias, activity, lead_time, flows: Vec::new() }
    }

    /// Something flows from one step to another of its stream.
    fn connect(&mut self, steps: &mut [Step], from: usize, to: usize) {
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

    fn end_for(&mut self, step: &Step) -> Vec<End> {
        match (self.random.below(10), &step.activity) {
            (0 | 1, _) => vec![named(&step.name)],
            (2, _) => vec![named(step.alias.as_ref().unwrap_or(&step.name))],
            (3, Some(activity)) => vec![named(activity)],
            (4, Some(activity)) => vec![named(activity), named(OUTSIDE[3])],
            (5, _) if self.random.chance(40) => vec![End::All],
            _ => Vec::new(),
        }
    }

    /// Something flows from one stream to another, in one of the ways there are.
    fn across(&mut self, declarations: &mut [Declaration]) {
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
                    flow(FlowKind::Outcome, &item, vec![named(&to_name)]),
                );
                add_to_stream(
                    declarations,
                    &to_name,
                    flow(FlowKind::Trigger, &item, vec![named(&from_name)]),
                );
                add_to_step(declarations, &to_name, 0, flow(mandatory, &item, Vec::new()));
            }
            _ => {
                add_to_step(declarations, &from_name, from_step, output(Vec::new()));
                add_to_stream(declarations, &from_name, flow(FlowKind::Outcome, &item, vec![named("user")]));
                let input = flow(mandatory, &item, vec![named(&from_name)]);
                add_to_step(declarations, &to_name, to_step, input);
            }
        }
    }

    /// One mistake, or one more statement, somewhere.
    fn accident(&mut self, declarations: &mut Vec<Declaration>) {
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
            Some(Statement::Step(step)) if whole < 24 => {
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

    fn spoil(&mut self, flow: &mut Flow, stream: bool, step: bool) {
        match self.random.below(10) {
            0..4 => {
                let place = self.random.below(flow.items.len());
                if let Some(item) = flow.items.get_mut(place) {
                    *item = self.typo(item);
                }
            }
            4 => flow.ends.clear(),
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
                    flow.kind = FlowKind::Input([Mode::Mandatory, Mode::Optional][self.random.below(2)]);
                }
            }
        }
    }

    fn wild_flow(&mut self, stream: bool, step: bool) -> Flow {
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
    fn wild_end(&mut self, stream: bool, step: bool) -> End {
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
            (12 | 13, _) => named(OUTSIDE[self.random.below(4)]),
            _ => named(&self.activity(activity)),
        }
    }

    /// A misspelling: a letter swapped, dropped or changed, a word inserted, a plural, another spelling.
    fn typo(&mut self, name: &str) -> String {
        let mut letters: Vec<char> = name.chars().collect();
        let place = self.random.below(letters.len().saturating_sub(1));
        match self.random.below(6) {
            0 => letters.swap(place, place + 1),
            1 => {
                letters.remove(place);
            }
            2 => letters[place] = 'x',
            3 => return name.replacen(' ', " big ", 1),
            4 => letters.push('s'),
            _ => return name.to_uppercase().replace(' ', "-"),
        }
        let spoilt: String = letters.into_iter().collect();
        if spoilt.contains("  ") { name.to_owned() } else { spoilt }
    }

    /// The declarations, in up to four files.
    fn distribute(&mut self, declarations: Vec<Declaration>) -> Project {
        let count = 1 + self.random.below(4);
        let mut files: Vec<File> = (0..count)
            .map(|n| File { path: format!("{}.vsd", ["a", "b", "c", "d"][n]), declarations: Vec::new() })
            .collect();
        for declaration in declarations {
            let file = self.random.below(count);
            files[file].declarations.push(declaration);
        }
        Project { files }
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

fn add_to_stream(declarations: &mut [Declaration], stream: &str, flow: Flow) {
    let body = declarations.iter_mut().find(|one| one.name == stream).and_then(|one| one.body.as_mut());
    body.into_iter().for_each(|body| body.push(Statement::Flow(flow.clone())));
}
