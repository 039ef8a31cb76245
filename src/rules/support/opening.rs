//! The line that opens a circular wait, where one line does.

use rustc_hash::FxHashMap;

use crate::model::components::Graph;
use crate::model::dependency_graph::PointId;
use crate::model::exclusive::is_fed_by_alternatives;
use crate::model::flows::End;
use crate::model::index::{ends_of, of_node};
use crate::model::matching::{Direction, Kind, OccurrenceRef};
use crate::model::{Model, NodeId};
use crate::rules::support::edits::FlowEdit;
use crate::rules::support::end_path::path_to_node;
use crate::syntax::StatementFlags;

/// Looks for what opens the circular waits of a model.
pub(in crate::rules) struct Openings<'m> {
    model: &'m Model<'m>,
    /// What each point of the dependency graph still lacks, by the points' indices.
    lacks: Vec<u32>,
    /// A number for all that are never reached since they wait for each other, by the points' indices.
    group: Vec<usize>,
}

impl<'m> Openings<'m> {
    pub(in crate::rules) fn new(model: &'m Model<'m>) -> Openings<'m> {
        let graph = model.dependency_graph();
        let mut lacks = graph.needs().to_vec();
        let mut arcs = Vec::new();
        for point in graph.points() {
            let is_reached = graph.is_reached(point);
            for &head in graph.gives(point) {
                if is_reached {
                    lacks[head.index()] = lacks[head.index()].saturating_sub(1);
                } else if !graph.is_reached(head) {
                    arcs.push((point, head));
                }
            }
        }
        let group = Graph::new(graph.len(), &arcs).components();
        Openings { model, lacks, group }
    }

    /// Whether two points are never reached since each waits for the other.
    pub(in crate::rules) fn wait_together(&self, one: PointId, other: PointId) -> bool {
        self.group[one.index()] == self.group[other.index()]
    }

    /// What to write in place of the input with which the first step of `cycle` waits for the second, so that all `steps` of
    /// the circular wait can start: the input as it is to read, and what the step does then. In `cycle` each step waits for
    /// the next. None where no such line is known.
    ///
    /// What comes back as an alternative of an output is `rework`. What comes for something that the step gives to the other
    /// and to nobody else is a `reply`.
    pub(in crate::rules) fn find(
        &self,
        steps: &[NodeId],
        cycle: &[NodeId],
        waited_for: OccurrenceRef,
    ) -> Option<(String, &'static str)> {
        let model = self.model;
        let (&first, &giver) = (cycle.first()?, cycle.get(1)?);
        let home = model.node(first).scope;
        let is_plain = |&step: &NodeId| model.node(step).scope == home && model.run_of(step).is_none();
        // In the text each of the others has to stand below whom it waits for, or its input would come late.
        let is_in_order = steps.first() == Some(&first) && cycle[1..].is_sorted_by(|one, other| one > other);
        if steps.len() != cycle.len() || !is_in_order || !steps.iter().all(is_plain) {
            return None;
        }
        let input = model.occurrence(waited_for);
        let subjects = model.tree(model.file_of(home, input)).subjects(input.statement);
        if subjects.count_u32() != input.choices || input.end_count > 1 || !self.lets_start(cycle) {
            return None;
        }
        let flow = FlowEdit::new(model, home, input);
        if is_fed_by_alternatives(model, home, input) {
            let line = flow.reads(&flow.item(), &flow.written_ends());
            return Some((format!("rework {line}"), "begins without it and takes it when it comes back"));
        }
        if cycle.len() > 2 || input.choices > 1 || !self.asks_alone(first, giver) {
            return None;
        }
        // A reply from the other alone would leave what the rest of all give.
        if ends_of(model.scope(home), input).iter().any(|named| named.end == End::All) {
            return None;
        }
        let line = flow.reads(&flow.item(), &[path_to_node(model, giver, home)?]);
        Some((format!("reply {line}"), "asks for it first and is done once it is there"))
    }

    /// Whether all steps of a cycle start if the first waits for one expectation less.
    fn lets_start(&self, cycle: &[NodeId]) -> bool {
        let graph = self.model.dependency_graph();
        let first = PointId::of(cycle[0]);
        if self.lacks[first.index()] != 1 {
            return false;
        }
        // What only hangs on the loop lets none of its steps end, but for replies that come from there.
        let is_closed = cycle.iter().all(|&step| self.wait_together(first, graph.end_of(step)));
        let mut queue = vec![first];
        let mut lacks: FxHashMap<PointId, u32> = FxHashMap::from_iter([(first, 0)]);
        while let Some(point) = queue.pop() {
            for &head in graph.gives(point) {
                if is_closed && !self.wait_together(first, head) {
                    continue;
                }
                let lack = lacks.entry(head).or_insert(self.lacks[head.index()]);
                if *lack == 0 || graph.is_reached(head) {
                    continue;
                }
                *lack -= 1;
                if *lack == 0 {
                    queue.push(head);
                }
            }
        }
        cycle.iter().all(|&step| lacks.get(&graph.end_of(step)) == Some(&0))
    }

    /// Whether a step hands something to the other for certain, and each such thing to nobody else.
    fn asks_alone(&self, step: NodeId, other: NodeId) -> bool {
        let model = self.model;
        let id = model.node(step).scope;
        let scope = model.scope(id);
        let mut asks = false;
        for index in scope.of_node(Kind::Output, step) {
            let output = &scope.outputs[index as usize];
            let flags = model.tree(model.file_of(id, output))[output.statement].flags;
            let may_fail = flags.has(StatementFlags::EITHER) || flags.has(StatementFlags::OPTIONAL);
            let (mut goes_there, mut goes_elsewhere) = (false, may_fail);
            for expectation in model.expectations(scope, output) {
                let viewpoint = model.viewpoint(id, output);
                for takers in model.partner_slices(viewpoint, output, Direction::Out, expectation) {
                    let [there, own] =
                        [other, step].map(|node| of_node(takers, model.node(node).activity_of, node));
                    goes_there |= !there.is_empty();
                    goes_elsewhere |= there.len() + own.len() < takers.len()
                        || model.may_meet_one(viewpoint, Direction::Out, own);
                }
            }
            if goes_there && goes_elsewhere {
                return false;
            }
            asks |= goes_there;
        }
        asks
    }
}
