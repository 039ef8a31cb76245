//! Which steps a critical path leads through, and how.

use std::borrow::Cow;

use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::dependency_graph::PointId;
use crate::model::flows::NodeId;
use crate::model::paths::{Paths, Reading, Walk};

/// How a critical path goes through a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The step's own lead time is part of the path.
    Works,
    /// The step has begun and asks for a reply, for which the path goes on elsewhere.
    Asks,
    /// The last reply came when the step's own lead time was over.
    Answered,
    /// The step takes as long as the stream that it runs, whose steps follow.
    Runs,
}

/// A step on a critical path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Station {
    /// The step.
    pub step: NodeId,
    /// How the path goes through it.
    pub part: Part,
    /// How many steps that run a stream it lies in.
    pub depth: u32,
}

/// The steps of a critical path, in their order.
#[derive(Clone, Debug, Default)]
pub struct Route {
    /// The steps. One may be there more than once.
    pub stations: Vec<Station>,
    /// Whether it leads through a run of which no step is known, since the outcome of its stream comes of nothing.
    pub has_gap: bool,
}

/// What is still to be looked at of a path, from its end to its beginning.
enum Ahead {
    /// A point, and how many steps that run a stream it lies in.
    Point(PointId, u32),
    /// A step that runs a stream, how many others it lies in, and how many stations there were behind the stream.
    Run(PointId, u32, usize),
}

impl Paths {
    /// The critical path to an output of a stream; none if it is never there, or leads through more than `most` steps.
    pub fn route(&self, model: &Model<'_>, scope: ScopeId, output: u32, most: usize) -> Option<Route> {
        let graph = model.dependency_graph();
        let giver = graph.giver(model, scope, output)?;
        self.there(giver)?;
        let mut route = Route::default();
        let mut ahead = vec![Ahead::Point(giver, 0)];
        while let Some(next) = ahead.pop() {
            // What is ahead still are steps that run a stream.
            if route.stations.len() + ahead.len() > most {
                return None;
            }
            let (point, depth) = match next {
                Ahead::Run(point, depth, behind) => {
                    route.has_gap |= route.stations.len() == behind;
                    if let Some(step) = graph.step(point) {
                        route.stations.push(Station { step, part: Part::Runs, depth });
                    }
                    (point, depth)
                }
                Ahead::Point(point, depth) => {
                    if let Some(step) = graph.step(point) {
                        route.stations.push(Station { step, part: self.part(model, step, point), depth });
                    }
                    (point, depth)
                }
            };
            let Some(before) = self.before[point.index()] else { continue };
            match self.end_of_run(graph, point) {
                Some(end) => {
                    ahead.push(Ahead::Run(before, depth, route.stations.len()));
                    // Backwards, the way through the stream comes first.
                    ahead.push(Ahead::Point(end, depth + 1));
                }
                // What a step works on begins where it begins.
                None if graph.step(point) == graph.step(before) && graph.step(point).is_some() => {
                    if let Some(earlier) = self.before[before.index()] {
                        ahead.push(Ahead::Point(earlier, depth));
                    }
                }
                None => ahead.push(Ahead::Point(before, depth)),
            }
        }
        route.stations.reverse();
        Some(route)
    }

    /// How the path goes through a step that stands at `point`: at its end, or, if it has replies, perhaps at its beginning.
    fn part(&self, model: &Model<'_>, step: NodeId, point: PointId) -> Part {
        let begin = PointId::of(step);
        let end = model.dependency_graph().end_of(step);
        if end == begin || point == end && self.before[end.index()] == Some(begin) {
            Part::Works
        } else if point == end {
            Part::Answered
        } else {
            Part::Asks
        }
    }
}

/// So many bits count steps where two ways take equally long.
const STEP_BITS: u32 = 24;

/// Longer lead times than so many seconds, two thousand years, are not told apart.
const MOST_SECONDS: u64 = (1 << 36) - 1;

impl<'m, 's> Walk<'m, 's> {
    /// A walk on which a working day is as long as its hours, and each step takes a moment even if it states no lead time: of
    /// two ways that take equally long the one with fewer steps is quicker, and of two waits the one with more steps is
    /// longer.
    pub(in crate::model) fn by_steps(model: &'m Model<'s>) -> Walk<'m, 's> {
        let lead_times = model.lead_times(Reading::Shortest);
        let mut moments = vec![0; lead_times.len()];
        for step in model.steps() {
            moments[step.index()] = lead_times[step.index()].min(MOST_SECONDS) << STEP_BITS | 1;
        }
        Walk::with(model, Cow::Owned(moments))
    }
}

impl Paths {
    /// The same as [`find`](Paths::find), walking [by steps](Walk::by_steps).
    pub(in crate::model) fn find_by_steps(model: &Model<'_>) -> Paths {
        let mut walk = Walk::by_steps(model);
        walk.go(model.dependency_graph().points(), |_| true);
        walk.paths
    }
}
