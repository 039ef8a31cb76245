//! What tables say, as they say it: names are not yet anybody.

use crate::import::draft::{Mode, RemarkId, Roles};
use crate::import::remark::Place;
use crate::model::activity::Activity;
use crate::syntax::quantity::Duration;

/// A process, which becomes a stream.
#[derive(Clone, Debug)]
pub(super) struct Process {
    /// What it is called.
    pub name: String,
    /// Where its name, or its first row, stands.
    pub place: Place,
    /// What else it may be called: its sheet and its file.
    pub also: Vec<String>,
    /// Its steps, in the order of the rows.
    pub steps: Vec<Step>,
    /// What starts it, and what it ends with, where a column says so.
    pub triggers: Vec<Flow>,
    /// What it ends with.
    pub outcomes: Vec<Flow>,
    /// Whether its table says what flows.
    pub has_flows: bool,
    /// Whether its table says which steps follow a step.
    pub has_next: bool,
}

/// A step.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// Its name without a number before it.
    pub name: String,
    /// Its number or id.
    pub id: Option<String>,
    /// Where it stands.
    pub place: Place,
    /// What it takes.
    pub inputs: Vec<Flow>,
    /// What it gives.
    pub outputs: Vec<Flow>,
    /// The activity whose work it is.
    pub activity: Option<Activity>,
    /// Who does what.
    pub roles: Roles,
    /// Practices.
    pub practices: Vec<String>,
    /// Tools, data and sites.
    pub uses: Vec<String>,
    /// What it is for.
    pub purpose: Option<String>,
    /// Its times.
    pub lead_time: Option<Duration>,
    /// How long somebody works on it.
    pub process_time: Option<Duration>,
    /// How long it lies around.
    pub wait_time: Option<Duration>,
    /// The share of its results that is right, in percent.
    pub accuracy: Option<f64>,
    /// What becomes comments.
    pub comments: Vec<String>,
    /// The ids of the steps that follow, with what stands beside the arrows to them.
    pub next: Vec<(String, Option<String>)>,
    /// `start` or `end` of a drawing.
    pub shape: Option<&'static str>,
    /// What there is to say of it.
    pub remarks: Vec<RemarkId>,
}

/// An input or output.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Flow {
    /// Its item.
    pub item: String,
    /// The words of its item.
    pub words: String,
    /// How it is taken.
    pub mode: Mode,
    /// Whether it is an alternative of the flow before it.
    pub is_alternative: bool,
    /// The names of those at its other side, each with its place.
    pub parties: Vec<(String, Place)>,
    /// Where it stands.
    pub place: Place,
}
