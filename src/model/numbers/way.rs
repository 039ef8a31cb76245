//! The numbers of one way to an outcome.

use super::figures::{Fact, Facts, Figures, KnownFigures, Sum};
use crate::model::activity::Activity;
use crate::model::paths::{Part, Reading, Route, Station};
use crate::model::{Model, NodeId};
use crate::syntax::quantity::{Difference, Duration};

/// The numbers of one way to an outcome.
#[derive(Clone, Debug)]
pub struct WayNumbers {
    /// The steps on it, in their order. A step may be there more than once.
    pub stations: Vec<Station>,
    /// How many of them do work of their own: all but those that only ask, and those that are what the stream is that they run.
    pub steps: usize,
    /// How long it takes.
    pub lead_time: Sum,
    /// How long somebody works on it.
    pub process_time: Sum,
    /// How long it waits.
    pub waiting: Difference,
    /// Whether every step says how long it waits. If not, all of them wait at least as long as [`WayNumbers::waiting`] says.
    pub is_waiting_whole: bool,
    /// The process time as a share of the lead time, from 0 to 1, with working days as long as their hours; none unless
    /// every step states both.
    pub flow_efficiency: Option<f64>,
    /// The share of the work that is complete and accurate in every step.
    pub accuracy: Rolled,
    /// Where the work goes from one role to another: the stations that take it over, by their indices. These are all that are
    /// known: steps that name nobody are passed over.
    pub role_hand_offs: Vec<usize>,
    /// Where the work goes from one activity to another, likewise: steps in no known activity are passed over.
    pub activity_hand_offs: Vec<usize>,
    /// The station that waits longest, by its index; none where no step is known to wait.
    pub longest_wait: Option<usize>,
    /// What the outcome promises, held against this way.
    pub promised: Option<Promised>,
}

/// Shares multiplied along a way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rolled {
    /// The product of all that are stated, from 0 to 1; none where no step states one.
    pub share: Option<f64>,
    /// Whether every step that somebody works on states one. If not, the whole is at most this.
    pub is_whole: bool,
}

/// A promise, held against a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promised {
    /// The time promised.
    pub within: Duration,
    /// What is left of it, or lacking.
    pub left: Difference,
    /// Whether it is kept in both [readings](Reading) of working days, or missed in both; none where it depends on when the
    /// working days fall, or on the lead time of a step that states none.
    pub is_kept: Option<bool>,
}

/// A step of the time ladder of a way.
#[derive(Clone, Copy, Debug)]
pub struct LadderStep {
    /// The step. It may lie in another stream than the outcome.
    pub step: NodeId,
    /// How the way goes through it.
    pub part: Part,
    /// How many steps that run a stream it lies in; those stand before it in the ladder.
    pub depth: u32,
    /// What it adds to the numbers of the way: its own figures where it [works](Part::Works), its accuracy alone where it is
    /// [answered](Part::Answered), and else nothing.
    pub adds: Figures,
}

/// What is gathered along a way and not shown.
#[derive(Default)]
struct Gathered {
    /// Of the steps that say how long they wait.
    lead_time: Duration,
    process_time: Duration,
    /// How long the one waits that waits longest, in seconds.
    longest: u64,
    /// In whose hands the work was last.
    activity: Option<Activity>,
    /// The last step that names roles.
    responsible: Option<NodeId>,
}

impl WayNumbers {
    /// The time ladder: its steps in their order, each with what it adds to the numbers.
    pub fn ladder(&self, figures: &mut KnownFigures<'_, '_>) -> Vec<LadderStep> {
        let mut ladder = Vec::with_capacity(self.stations.len());
        for &Station { step, part, depth } in &self.stations {
            ladder.push(LadderStep { step, part, depth, adds: part.counting(figures.of(step)) });
        }
        ladder
    }

    /// The step that waits longest; none where no step is known to wait.
    pub fn longest_waiting(&self) -> Option<NodeId> {
        Some(self.stations.get(self.longest_wait?)?.step)
    }

    /// Those of a route, in time proportional to its stations.
    pub(super) fn of(facts: &mut Facts<'_, '_>, route: Route, promise: Option<Duration>) -> WayNumbers {
        let model = facts.model;
        let day = Reading::Shortest.working_day(model);
        let is_whole = !route.has_gap;
        let nothing = Sum { duration: Duration::ZERO, is_whole };
        let mut way = WayNumbers {
            stations: route.stations,
            steps: 0,
            lead_time: nothing,
            process_time: nothing,
            waiting: Difference::default(),
            is_waiting_whole: is_whole,
            flow_efficiency: None,
            accuracy: Rolled { share: None, is_whole },
            role_hand_offs: Vec::new(),
            activity_hand_offs: Vec::new(),
            longest_wait: None,
            promised: None,
        };
        let mut gathered = Gathered::default();
        for index in 0..way.stations.len() {
            let Station { step, part, .. } = way.stations[index];
            let fact = facts.step(step);
            way.add_figures(index, fact, &mut gathered, day);
            if part == Part::Runs {
                continue;
            }
            way.add_activity(index, fact.activity, &mut gathered);
            if !fact.responsible.is_empty() {
                way.add_roles(index, facts, &mut gathered);
            }
        }
        way.waiting = gathered.lead_time.less(gathered.process_time, day).unwrap_or_default();
        if way.is_waiting_whole {
            way.flow_efficiency = share(way.process_time.duration, way.lead_time.duration, day);
        }
        way.promised = promise.and_then(|within| held_against(model, within, way.lead_time));
        way
    }

    /// Adds the figures of a station.
    fn add_figures(&mut self, index: usize, fact: &Fact, gathered: &mut Gathered, day: u64) {
        let part = self.stations[index].part;
        let adds = part.counting(fact.figures);
        if part == Part::Works {
            self.lead_time.add(adds.lead_time);
            self.process_time.add(adds.process_time);
            self.is_waiting_whole &= adds.waiting.is_some();
        }
        if matches!(part, Part::Works | Part::Answered) {
            self.steps += 1;
            self.accuracy.add(adds.accuracy, fact.figures.only_waits());
        }
        let (Some(lead_time), Some(process_time), Some(_)) =
            (adds.lead_time, adds.process_time, adds.waiting)
        else {
            return;
        };
        gathered.lead_time = gathered.lead_time.then(lead_time);
        gathered.process_time = gathered.process_time.then(process_time);
        let worked = process_time.seconds(day).unwrap_or(0);
        let waits = lead_time.seconds(day).unwrap_or(0).saturating_sub(worked);
        if waits > gathered.longest {
            gathered.longest = waits;
            self.longest_wait = Some(index);
        }
    }

    /// Notes whether the work goes on to another activity with a station. One in no known activity changes nothing.
    fn add_activity(&mut self, index: usize, activity: Option<Activity>, gathered: &mut Gathered) {
        if activity.is_none() {
            return;
        }
        if gathered.activity.is_some() && gathered.activity != activity {
            self.activity_hand_offs.push(index);
        }
        gathered.activity = activity;
    }

    /// Notes whether the work goes on to other roles with a station that names some.
    fn add_roles(&mut self, index: usize, facts: &mut Facts<'_, '_>, gathered: &mut Gathered) {
        let step = self.stations[index].step;
        if gathered.responsible.is_some_and(|last| !facts.share_role(last, step)) {
            self.role_hand_offs.push(index);
        }
        gathered.responsible = Some(step);
    }
}

impl Part {
    /// What of the figures of a step counts on a way that goes through it so.
    fn counting(self, figures: Figures) -> Figures {
        match self {
            Part::Works => figures,
            Part::Answered => Figures { accuracy: figures.accuracy, ..Figures::default() },
            Part::Asks | Part::Runs => Figures::default(),
        }
    }
}

impl Rolled {
    /// Multiplies with the share of a step. One that only waits has none, and spoils nothing.
    fn add(&mut self, share: Option<f64>, only_waits: bool) {
        match share {
            Some(share) => self.share = Some(self.share.unwrap_or(1.0) * share),
            None => self.is_whole &= only_waits,
        }
    }
}

/// One duration as a share of another, where a working day has so many seconds; none of nothing.
fn share(part: Duration, whole: Duration, working_day: u64) -> Option<f64> {
    let (part, whole) = (part.seconds(working_day)?, whole.seconds(working_day)?);
    if whole == 0 { None } else { Some(part as f64 / whole as f64) }
}

/// Holds a promise against how long a way takes.
fn held_against(model: &Model<'_>, within: Duration, lead_time: Sum) -> Option<Promised> {
    let taken = lead_time.duration;
    let mut is_kept = [false; 2];
    for (is_kept, reading) in is_kept.iter_mut().zip(Reading::BOTH) {
        let day = reading.working_day(model);
        *is_kept = taken.seconds(day).unwrap_or(u64::MAX) <= within.seconds(day).unwrap_or(u64::MAX);
    }
    let left = within.less(taken, Reading::Shortest.working_day(model))?;
    let is_kept = match is_kept {
        [true, true] if lead_time.is_whole => Some(true),
        [false, false] => Some(false),
        _ => None,
    };
    Some(Promised { within, left, is_kept })
}
