//! What steps say of themselves: their figures and whose hands they are in.

use rustc_hash::FxHashMap;

use crate::model::activity::Activity;
use crate::model::paths::Reading;
use crate::model::{Model, NodeId};
use crate::syntax::quantity::{Difference, Duration, read_percentage};
use crate::syntax::{Keyword, Symbol};

/// The figures of a step that can be counted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// How long it takes.
    pub lead_time: Option<Duration>,
    /// How long somebody works on it.
    pub process_time: Option<Duration>,
    /// How long it waits, the difference of both; none if it says to work for longer than it takes, with a working day as long
    /// as its hours.
    pub waiting: Option<Difference>,
    /// The share of its results that is complete and accurate, from 0 to 1.
    pub accuracy: Option<f64>,
}

impl Figures {
    /// Whether nobody works on it: its process time is zero.
    pub fn only_waits(&self) -> bool {
        self.process_time.is_some_and(|time| !time.has_any())
    }
}

impl Model<'_> {
    /// The figures of a step.
    pub fn figures(&self, step: NodeId) -> Figures {
        let (lead_time, process_time) =
            (self.stated(step, Keyword::LeadTime), self.stated(step, Keyword::ProcessTime));
        let mut figures = Figures { lead_time, process_time, waiting: None, accuracy: self.accuracy(step) };
        let day = Reading::Shortest.working_day(self);
        if let (Some(lead_time), Some(process_time)) = (lead_time, process_time)
            && process_time.seconds(day) <= lead_time.seconds(day)
        {
            figures.waiting = lead_time.less(process_time, day);
        }
        figures
    }

    /// A time that a step states and that can be counted, however long a working day.
    fn stated(&self, step: NodeId, field: Keyword) -> Option<Duration> {
        let (duration, _) = self.duration(step, field)?;
        duration.seconds(Reading::Longest.working_day(self))?;
        Some(duration)
    }

    /// The share that a step says to be complete and accurate, if that can be.
    fn accuracy(&self, step: NodeId) -> Option<f64> {
        let block = self.node(step).statement;
        let field = self.fields(block, Keyword::CompleteAndAccurate).next()?;
        let term = self.tree(block.file).subjects(field).next()?;
        let percentage = read_percentage(self.slice(self.term_place(block.file, term)))?;
        if (0.0..=100.0).contains(&percentage) { Some(percentage / 100.0) } else { None }
    }
}

/// The figures of steps, each read once, however many ways lead through it.
#[derive(Debug)]
pub struct KnownFigures<'m, 's> {
    model: &'m Model<'s>,
    known: FxHashMap<NodeId, Figures>,
}

impl<'m, 's> KnownFigures<'m, 's> {
    /// Those of a model, of which none is known yet.
    pub fn new(model: &'m Model<'s>) -> KnownFigures<'m, 's> {
        KnownFigures { model, known: FxHashMap::default() }
    }

    /// The figures of a step.
    pub fn of(&mut self, step: NodeId) -> Figures {
        *self.known.entry(step).or_insert_with(|| self.model.figures(step))
    }
}

/// Durations added up, in the units in which they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// All that is stated.
    pub duration: Duration,
    /// Whether every step states its part. If not, the whole is at least this.
    pub is_whole: bool,
}

impl Sum {
    /// Adds what a step states, if it does.
    pub(super) fn add(&mut self, part: Option<Duration>) {
        match part {
            Some(part) => self.duration = self.duration.then(part),
            None => self.is_whole = false,
        }
    }
}

/// What steps say of themselves, each read once, however many ways lead through it.
pub(super) struct Facts<'m, 's> {
    pub(super) model: &'m Model<'s>,
    aliases: FxHashMap<Symbol, Symbol>,
    known: FxHashMap<NodeId, Fact>,
    /// Of steps that follow each other on ways, whether one role is responsible for both.
    share_role: FxHashMap<(NodeId, NodeId), bool>,
}

/// What a step says of itself.
pub(super) struct Fact {
    pub(super) figures: Figures,
    pub(super) activity: Option<Activity>,
    /// The roles that are responsible, by their names and not their aliases, sorted.
    pub(super) responsible: Box<[Symbol]>,
}

impl<'m, 's> Facts<'m, 's> {
    pub(super) fn of(model: &'m Model<'s>) -> Facts<'m, 's> {
        let aliases = model.role_aliases();
        Facts { model, aliases, known: FxHashMap::default(), share_role: FxHashMap::default() }
    }

    pub(super) fn step(&mut self, step: NodeId) -> &Fact {
        let (model, aliases) = (self.model, &self.aliases);
        self.known.entry(step).or_insert_with(|| Fact::read(model, aliases, step))
    }

    /// Whether one role is responsible for both steps.
    pub(super) fn share_role(&mut self, one: NodeId, other: NodeId) -> bool {
        if let Some(&known) = self.share_role.get(&(one, other)) {
            return known;
        }
        self.step(one);
        self.step(other);
        let (ones, others) = (&self.known[&one].responsible, &self.known[&other].responsible);
        let (few, many) = if ones.len() < others.len() { (ones, others) } else { (others, ones) };
        let share = few.iter().any(|role| many.binary_search(role).is_ok());
        self.share_role.insert((one, other), share);
        share
    }
}

impl Fact {
    fn read(model: &Model<'_>, aliases: &FxHashMap<Symbol, Symbol>, step: NodeId) -> Fact {
        let node = model.node(step);
        let mut responsible = Vec::new();
        for (name, _) in model.named(node.statement, Keyword::Responsible) {
            responsible.push(aliases.get(&name).copied().unwrap_or(name));
        }
        responsible.sort_unstable();
        Fact {
            figures: model.figures(step),
            activity: node.activity_of.activity(),
            responsible: responsible.into_boxed_slice(),
        }
    }
}
