//! Nodes become steps.

use super::Composer;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{EventKind, NodeId, NodeKind};
use crate::import::bpmn::timer::duration;
use crate::import::draft::{About, Flow, Mode, StepId};

impl Composer<'_, '_, '_> {
    /// Adds the steps of all streams, in the order of the flow.
    pub(super) fn add_steps(&mut self) {
        for scope in self.scopes.clone() {
            let sequence = &self.order.sequences[scope.index()];
            for &node in sequence {
                if self.done.is_step[node.index()] && !self.is_event_driven(self.graph[node].kind) {
                    self.add_step(node);
                }
            }
        }
    }

    fn add_step(&mut self, node: NodeId) {
        let of = &self.graph[node];
        let (name, is_invented) = self.step_name(node);
        let place = self.teller.place(of.element);
        let mut about = About::new(&name, place);
        about.source_id = self.teller.tree.attribute(of.element, "id").map(str::to_owned);
        if is_invented {
            let text = format!("`{}` without a label is called `{name}`", self.teller.tree.tag(of.element));
            about.remarks.push(self.teller.invent(of.element, text));
        }
        if matches!(of.kind, NodeKind::Gateway(_)) {
            let text = "the gateway is a step of its own: the steps around it cannot say what happens there";
            about.remarks.push(self.teller.tell(of.element, Fate::Approximated, text));
        }
        let stream = self.stream(of.scope);
        let step = self.teller.draft.add_step(stream, about);
        self.steps[node.index()] = Some(step);
        self.step_names[node.index()] = name;
        let parts = self.teller.draft.step(step);
        parts.roles.responsible.extend(of.lane.clone());
        match of.kind {
            NodeKind::Sub(inner) | NodeKind::Call(inner) => parts.runs = Some(self.streams[inner.index()]),
            NodeKind::Catch if of.event == EventKind::Timer => self.add_time(node, step),
            _ => {}
        }
        for &event in &of.boundaries {
            self.add_time(event, step);
        }
    }

    /// The time that a timer waits: the lead time of a step that does nothing else, or else a comment.
    fn add_time(&mut self, node: NodeId, step: StepId) {
        let element = self.graph[node].element;
        let Some((kind, text)) = self.timer(element) else { return };
        let text = text.to_owned();
        let is_own = self.steps[node.index()] == Some(step);
        match duration(&text) {
            Some((time, is_rough)) if is_own && kind == "timeDuration" => {
                self.teller.draft.step(step).lead_time = Some(time);
                if is_rough {
                    let text = format!("`{text}` is taken to be {}", time.show());
                    let remark = self.teller.tell(element, Fate::Approximated, text);
                    self.teller.draft.step(step).about.remarks.push(remark);
                }
            }
            _ => {
                let remark = format!("the time `{text}` stands in a comment");
                self.teller.tell(element, Fate::Approximated, remark);
                let name = &self.graph[node].name;
                let comment =
                    if name.is_empty() { format!("time: {text}") } else { format!("{name}: {text}") };
                self.teller.draft.step(step).about.comments.push(comment);
            }
        }
    }

    /// A step that is repeated until its work is good takes it back; one that is done for each of many is a step like any other.
    pub(super) fn add_repetition(&mut self, node: NodeId, step: StepId) {
        let tree = self.teller.tree;
        let element = self.graph[node].element;
        let children: Vec<_> = tree.children(element).collect();
        for child in children {
            match tree.tag(child) {
                "standardLoopCharacteristics" => {
                    let place = self.teller.place(child);
                    let name = format!("{}: again", self.step_names[node.index()]);
                    let item = self.teller.draft.item(&name, &place);
                    let again = Flow::new(item, Vec::new(), place);
                    let parts = self.teller.draft.step(step);
                    parts.inputs.push(Flow { mode: Mode::Rework, ..again.clone() });
                    parts.outputs.push(Flow { mode: Mode::Optional, ..again });
                    self.teller.mark(child, Fate::Carried);
                }
                "multiInstanceLoopCharacteristics" => {
                    let text = "it is done once for each of several, which only this comment says";
                    let remark = self.teller.tell(child, Fate::Approximated, text);
                    self.teller.draft.step(step).about.remarks.push(remark);
                }
                _ => {}
            }
        }
    }
}
