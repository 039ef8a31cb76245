//! Random projects: a consistent organisation first, then some accidents.

use super::organisation::{Declaration, End, File, Flow, FlowKind, Kind, Project, Statement};
use super::random::Random;

mod accidents;
mod across;
mod allows;
mod chain;
pub mod promises;
mod spelling;
mod streams;
mod times;
mod wild;

pub const ITEMS: [&str; 20] = [
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
    "C++ build",
    "C# build",
    "Amount < 500",
    "Amount >= 500",
];
pub const STEPS: [&str; 6] = ["Register", "Diagnose", "Build fix", "Test", "Deploy", "Confirm with user"];
pub const STREAMS: [&str; 4] =
    ["Restore a failed service", "Deliver a new product", "Handle changes", "Learn"];
pub const OUTSIDE: [&str; 4] = ["customer", "user", "Hardware supplier", "Known error database"];
pub const SPELLINGS: [[&str; 3]; 6] = [
    ["plan", "Plan", "plan"],
    ["engage", "ENGAGE", "engage"],
    ["design_and_transition", "Design & transition", "design-and-transition"],
    ["obtain_build", "Obtain/Build", "obtain-build"],
    ["deliver_and_support", "Deliver and support", "deliver-and-support"],
    ["improve", "Improve", "improve"],
];

/// The project of a seed.
pub fn generate(seed: u64) -> Project {
    make(seed, |maker, declarations| {
        let accidents = [0, 0, 0, 1, 1, 2, 3, 6][maker.random.below(8)];
        for _ in 0..accidents {
            maker.accident(declarations);
        }
    })
}

/// Another one, in which little is in order.
pub fn generate_wild(seed: u64) -> Project {
    make(seed, |maker, declarations| {
        for _ in 0..maker.random.below(6) {
            maker.oddity(declarations);
        }
        for _ in 0..maker.random.below(16) {
            maker.accident(declarations);
        }
    })
}

fn make(seed: u64, disturb: impl FnOnce(&mut Maker, &mut Vec<Declaration>)) -> Project {
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
    let apart = Random::new(seed.rotate_left(32) ^ 1);
    let mut maker = Maker { random, apart, items, streams: Vec::new() };
    declarations.extend(maker.chain());
    declarations.extend(maker.make_streams());
    disturb(&mut maker, &mut declarations);
    maker.apart(|maker| {
        if maker.random.chance(30) {
            maker.with_outside(&mut declarations);
        }
    });
    maker.use_aliases(&mut declarations);
    maker.suppress(&mut declarations);
    let mut project = maker.distribute(declarations);
    maker.count_in_days(&mut project);
    project
}

pub fn declaration(kind: Kind, name: &str, alias: Option<&str>, body: Option<Vec<Statement>>) -> Declaration {
    let alias = alias.map(str::to_owned);
    Declaration { line: 0, allows: Vec::new(), kind, name: name.to_owned(), alias, is: Vec::new(), body }
}

pub fn declared_items(random: &mut Random, items: &[String]) -> Vec<Declaration> {
    let mut declarations = Vec::new();
    for (number, name) in items.iter().enumerate() {
        if random.chance(30) {
            let alias = format!("item{number}");
            let mut item = declaration(Kind::Item, name, random.chance(30).then_some(alias.as_str()), None);
            for chance in [70, 15] {
                if random.chance(chance) {
                    let broader = random.pick(items).filter(|broader| *broader != name);
                    item.is.extend(broader.filter(|broader| !item.is.contains(broader)).cloned());
                }
            }
            declarations.push(item);
        }
    }
    declarations
}

pub fn named(name: &str) -> End {
    End::Named { stream: None, name: name.to_owned() }
}

pub fn flow(kind: FlowKind, item: &str, ends: Vec<End>) -> Flow {
    Flow {
        line: 0,
        allows: Vec::new(),
        kind,
        items: vec![item.to_owned()],
        either: false,
        ends,
        within: None,
        every: None,
    }
}

pub struct Maker {
    pub random: Random,
    /// For what came to the language later: projects of known seeds stay as they are but for that.
    apart: Random,
    pub items: Vec<String>,
    /// The streams' names, with those of their steps.
    pub streams: Vec<(String, Vec<String>)>,
}

impl Maker {
    /// Makes something with the other random numbers.
    pub fn apart(&mut self, make: impl FnOnce(&mut Maker)) {
        std::mem::swap(&mut self.random, &mut self.apart);
        make(self);
        std::mem::swap(&mut self.random, &mut self.apart);
    }

    pub fn item(&mut self) -> String {
        self.random.pick(&self.items).cloned().unwrap_or_default()
    }

    pub fn activity(&mut self, activity: usize) -> String {
        SPELLINGS[activity][self.random.below(3)].to_owned()
    }

    pub fn make_streams(&mut self) -> Vec<Declaration> {
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
        while self.random.chance(22) {
            self.run(&mut declarations);
        }
        declarations
    }

    /// The declarations, in up to four files.
    pub fn distribute(&mut self, declarations: Vec<Declaration>) -> Project {
        let count = 1 + self.random.below(4);
        let mut files: Vec<File> = (0..count)
            .map(|n| File {
                path: format!("{}.vsd", ["a", "b", "c", "d"][n]),
                working_day: None,
                declarations: Vec::new(),
            })
            .collect();
        for declaration in declarations {
            let file = self.random.below(count);
            files[file].declarations.push(declaration);
        }
        Project { files }
    }
}
