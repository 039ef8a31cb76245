//! How long critical paths take, in the units in which their steps state it.

use rustc_hash::FxHashMap;

use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::dependency_graph::PointId;
use crate::model::flows::NodeId;
use crate::model::paths::Paths;
use crate::syntax::Keyword;
use crate::syntax::quantity::Duration;

/// How long it takes to points along their critical paths, in the units in which their steps state it.
#[derive(Debug)]
pub struct Totals<'p, 'm, 's> {
    paths: &'p Paths,
    model: &'m Model<'s>,
    /// What was asked for, and all before it: paths of many outcomes share most of their steps.
    known: FxHashMap<PointId, Total>,
}

/// How long it takes to a point.
#[derive(Clone, Copy, Debug)]
struct Total {
    taken: Duration,
    /// The last point of the path that takes time, this one included: a step, or an output of one that runs a stream.
    last: Option<PointId>,
}

/// More places than these of a path are not looked at to show its last steps.
const MOST_LOOKS: usize = 100;

impl<'p, 'm, 's> Totals<'p, 'm, 's> {
    /// Those of these paths, none of which is known yet.
    pub fn new(model: &'m Model<'s>, paths: &'p Paths) -> Totals<'p, 'm, 's> {
        Totals { paths, model, known: FxHashMap::default() }
    }

    /// The time until `step` is done, its replies included; none if it never is.
    pub fn of_step(&mut self, step: NodeId) -> Option<Duration> {
        let end = self.model.dependency_graph().end_of(step);
        self.paths.there(end)?;
        Some(self.total(end).taken)
    }

    /// The time until an output of a stream is there; nothing if it never is.
    pub fn of_output(&mut self, scope: ScopeId, output: u32) -> Duration {
        match self.model.dependency_graph().giver(self.model, scope, output) {
            Some(giver) => self.total(giver).taken,
            None => Duration::default(),
        }
    }

    /// The last `most` steps that state a lead time on the path to an output, in their order, each with the time until it
    /// is done.
    pub fn last_steps(&mut self, scope: ScopeId, output: u32, most: usize) -> Vec<(NodeId, Duration)> {
        let graph = self.model.dependency_graph();
        let mut steps = Vec::new();
        // Each with the time at which its stream has begun where a step runs that.
        let mut waiting = Vec::new();
        waiting.extend(graph.giver(self.model, scope, output).map(|giver| (giver, Duration::default())));
        for _ in 0..MOST_LOOKS {
            let Some((point, begun)) = waiting.pop() else { break };
            let Some(last) = self.total(point).last else { continue };
            if let Some(step) = graph.step(last) {
                steps.push((step, begun.then(self.total(last).taken)));
                if steps.len() == most {
                    break;
                }
            }
            let Some(before) = self.paths.before[last.index()] else { continue };
            waiting.push((before, begun));
            if let Some(end) = self.paths.end_of_run(graph, last) {
                waiting.push((end, begun.then(self.total(before).taken)));
            }
        }
        steps.reverse();
        steps
    }

    /// Adds up what lies before a point, each place once.
    fn total(&mut self, point: PointId) -> Total {
        let graph = self.model.dependency_graph();
        let mut waiting = vec![point];
        while let Some(&at) = waiting.last() {
            let before = self.paths.before[at.index()];
            let end = self.paths.end_of_run(graph, at);
            let parts: Vec<PointId> = before.into_iter().chain(end).collect();
            let unknown = parts.iter().copied().find(|part| !self.known.contains_key(part));
            if let Some(unknown) = unknown {
                waiting.push(unknown);
                continue;
            }
            waiting.pop();
            let mut total = Total { taken: Duration::default(), last: None };
            for part in parts {
                let Some(before) = self.known.get(&part) else { continue };
                total = Total { taken: total.taken.then(before.taken), last: before.last };
            }
            if let Some(lead_time) = self.worked(at, before) {
                total = Total { taken: total.taken.then(lead_time), last: Some(at) };
            } else if end.is_some() {
                total.last = Some(at);
            }
            self.known.insert(at, total);
        }
        self.known.get(&point).copied().unwrap_or(Total { taken: Duration::default(), last: None })
    }

    /// The lead time of a step that is done at this point, if the point waited for the step's work.
    fn worked(&self, point: PointId, before: Option<PointId>) -> Option<Duration> {
        let graph = self.model.dependency_graph();
        let step = graph.step(point)?;
        let begin = PointId::of(step);
        let waits_for_work = graph.end_of(step) == begin || before == Some(begin);
        if !waits_for_work || point != graph.end_of(step) || self.model.node(step).scope == ScopeId::CHAIN {
            return None;
        }
        self.model.duration(step, Keyword::LeadTime).map(|(duration, _)| duration)
    }
}
