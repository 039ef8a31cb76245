//! The model that all files of a project form together: nodes, what each takes and what each gives.

use std::collections::{BTreeMap, BTreeSet};

use super::organisation::{FlowKind, Mode, Time};

/// A file, by its number, and a 1-based line in it.
pub type Place = (usize, u32);

/// A rule and the place of its finding.
pub type Found = (&'static str, Place);

pub const ACTIVITIES: [&str; 6] =
    ["plan", "engage", "design and transition", "obtain build", "deliver and support", "improve"];
pub const IMPROVE: usize = 5;

/// What an end means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    All,
    Activity(usize),
    Step(usize),
    /// The step that speaks, where it may name itself: what it puts out comes back to it.
    Itself(usize),
    Stream(usize),
    /// A stakeholder or repository, by the number of its declaration.
    External(usize),
    Unknown(String),
    /// A step, by its name's key, of a stream that is named but not described.
    Undescribed(usize, String),
}

/// Who speaks: activities and steps are the nodes; a stream speaks in its triggers and outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    Activity(usize),
    Step(usize),
    Stream(usize),
}

/// The roles in which something is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    /// An input of an activity or a step.
    Input(Mode),
    /// A trigger, seen from outside its stream.
    Trigger,
    /// An outcome, seen from inside its stream.
    Outcome,
}

/// The roles in which something is provided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Giving {
    /// An output of an activity or a step.
    Output,
    /// An outcome, seen from outside its stream.
    Outcome,
    /// A trigger, seen from inside its stream.
    Trigger,
}

/// One occurrence that takes: content with any of its items.
#[derive(Clone, Debug)]
pub struct Taker {
    pub role: Taking,
    pub node: Node,
    /// The items, as their names' keys.
    pub items: Vec<String>,
    /// The items as written.
    pub written: Vec<String>,
    pub ends: Vec<Target>,
    pub place: Place,
    pub statement: usize,
    pub within: Option<Time>,
    /// The period of a trigger that comes by itself, again and again.
    pub every: Option<String>,
}

/// One occurrence that gives: one item.
#[derive(Clone, Debug)]
pub struct Giver {
    pub role: Giving,
    pub node: Node,
    pub item: String,
    pub written: String,
    pub ends: Vec<Target>,
    pub place: Place,
    pub statement: usize,
    /// Whether it is an alternative of an `A or B`.
    pub either: bool,
    /// Whether it may come or not.
    pub optional: bool,
    /// Whether it is a trigger that comes by itself, again and again.
    pub recurs: bool,
}

#[derive(Clone, Debug)]
pub struct Stream {
    pub place: Place,
    pub described: bool,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub place: Place,
    pub stream: usize,
    /// The activities that it is in: none, one, or, where the name of it is unknown, any.
    pub activities: Vec<usize>,
    pub lead_time: Option<Time>,
    /// The stream that it runs.
    pub runs: Option<usize>,
    /// Whether it runs a stream that nothing declares.
    pub runs_unknown: bool,
}

/// An end in a stream that nothing declares.
#[derive(Clone, Debug)]
pub struct Nobody {
    pub node: Node,
    /// The stream in which it is looked for: before the point, or where the flow stands.
    pub stream: usize,
    /// As it stands there, or behind the point. None if nothing declares the stream before it, or it may not stand there.
    pub name: Option<String>,
    /// Whether something that could stand there is called nearly so.
    pub is_typo: bool,
    pub flow: FlowKind,
}

/// Steps, streams, takers and givers stand in the order of files, then text.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Where each of the six activities is described, if it is.
    pub described: [Option<Place>; 6],
    pub streams: Vec<Stream>,
    pub steps: Vec<Step>,
    pub takers: Vec<Taker>,
    pub givers: Vec<Giver>,
    /// For every item with an `is`: the items that it also counts as.
    pub broader: BTreeMap<String, BTreeSet<String>>,
    /// Every `is` in the order of the text: the item, the broader one, and where it stands.
    pub is: Vec<(String, String, Place)>,
    /// `unknown-name` and `duplicate-name`, with the stream in which they stand.
    pub name_findings: Vec<(Found, Option<usize>)>,
    /// For every giver whether it is there only once the replies of its step are.
    pub at_end: Vec<bool>,
    /// Streams in which a name is unknown that another finding reports.
    pub held: Vec<usize>,
    /// The ends in streams that nothing declares.
    pub nobodies: Vec<Nobody>,
    /// What every name and alias of a declared item means.
    pub item_names: BTreeMap<String, String>,
    /// Whether a description is of an activity that is none of the six.
    pub describes_unknown: bool,
    /// In seconds.
    pub working_day: u64,
}

impl Model {
    /// The activities that a node is, or may be in.
    pub fn activities(&self, node: Node) -> Vec<usize> {
        match node {
            Node::Activity(activity) => vec![activity],
            Node::Step(step) => self.steps[step].activities.clone(),
            Node::Stream(_) => Vec::new(),
        }
    }

    /// The stream that a node is or stands in; none for an activity.
    pub fn stream(&self, node: Node) -> Option<usize> {
        match node {
            Node::Activity(_) => None,
            Node::Step(step) => Some(self.steps[step].stream),
            Node::Stream(stream) => Some(stream),
        }
    }

    pub fn in_same_stream(&self, one: usize, other: usize) -> bool {
        self.steps[one].stream == self.steps[other].stream
    }

    /// Whether another step of the step's stream is in the activity.
    pub fn has_other_step_in(&self, step: usize, activity: usize) -> bool {
        (0..self.steps.len()).any(|other| {
            other != step
                && self.in_same_stream(step, other)
                && self.steps[other].activities.contains(&activity)
        })
    }

    /// Whether J is I, or J `is` (transitively) I.
    pub fn is_kind_of(&self, narrow: &str, broad: &str) -> bool {
        let mut seen = BTreeSet::from([narrow.to_owned()]);
        loop {
            let more: BTreeSet<String> =
                seen.iter().filter_map(|item| self.broader.get(item)).flatten().cloned().collect();
            let before = seen.len();
            seen.extend(more);
            if seen.len() == before {
                return seen.contains(broad);
            }
        }
    }

    /// Whether the items agree: a narrow item feeds a broad input; `A or B` is fed where either is.
    pub fn agree(&self, giver: &Giver, taker: &Taker) -> bool {
        taker.items.iter().any(|item| self.is_kind_of(&giver.item, item))
    }
}
