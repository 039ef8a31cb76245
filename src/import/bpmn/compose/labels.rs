//! How steps are called.

use super::Composer;
use crate::import::bpmn::graph::{EventKind, Gateway, NodeId, NodeKind};
use crate::import::bpmn::tree::ElementId;
use crate::import::names::{kept, words_of};

impl Composer<'_, '_, '_> {
    /// The name of the step that a node becomes, and whether the drawing does not give it.
    pub(super) fn step_name(&self, node: NodeId) -> (String, bool) {
        let of = &self.graph[node];
        let has_label = !words_of(&of.name).is_empty();
        let name = if has_label { of.name.clone() } else { self.stand_in(node) };
        let name = match of.kind {
            NodeKind::Catch if is_wait(&name) => name,
            NodeKind::Catch => format!("Wait: {name}"),
            NodeKind::Throw => match of.event {
                EventKind::Message | EventKind::Signal => format!("Send: {name}"),
                EventKind::None => format!("Reach: {name}"),
                _ => format!("Raise: {name}"),
            },
            NodeKind::Gateway(gateway) if of.outgoing.len() > 1 && gateway != Gateway::Parallel => {
                format!("Decide: {name}")
            }
            NodeKind::Gateway(_) => format!("Join: {name}"),
            _ => name,
        };
        (name, !has_label)
    }

    /// What is said instead of a label.
    fn stand_in(&self, node: NodeId) -> String {
        let of = &self.graph[node];
        match of.kind {
            NodeKind::Catch | NodeKind::Throw => match self.timer(of.element) {
                Some((_, text)) => kept(text),
                None => event_word(of.event).to_owned(),
            },
            NodeKind::Gateway(_) => self.branches(node),
            NodeKind::Sub(_) => "Sub-process without a label".to_owned(),
            _ => "Task without a label".to_owned(),
        }
    }

    /// The labels of the exits of a gateway, or of the end that it leads to.
    fn branches(&self, node: NodeId) -> String {
        let mut labels = Vec::new();
        for &flow in &self.graph[node].outgoing {
            let label = &self.graph[flow].name;
            if !label.is_empty() && labels.len() < 3 {
                labels.push(label.as_str());
            }
        }
        if let [flow] = self.graph[node].outgoing[..]
            && labels.is_empty()
        {
            let target = &self.graph[self.graph[flow].target];
            if target.kind == NodeKind::End && !words_of(&target.name).is_empty() {
                labels.push(&target.name);
            }
        }
        if labels.is_empty() { "gateway without a label".to_owned() } else { labels.join(" or ") }
    }

    /// The kind of time that an event waits for, and the text that says it.
    pub(super) fn timer(&self, element: ElementId) -> Option<(&'static str, &str)> {
        let tree = self.teller.tree;
        let definition = tree.children(element).find(|&child| tree.tag(child) == "timerEventDefinition")?;
        for tag in ["timeDuration", "timeCycle", "timeDate"] {
            if let Some(text) = tree.child_text(definition, tag) {
                return Some((tag, text));
            }
        }
        None
    }
}

/// Whether a label says by itself that somebody waits.
fn is_wait(label: &str) -> bool {
    let words = words_of(label);
    ["wait ", "waiting ", "await ", "warten ", "attendre "].iter().any(|begin| words.starts_with(begin))
}

fn event_word(event: EventKind) -> &'static str {
    match event {
        EventKind::None => "event without a label",
        EventKind::Message => "message",
        EventKind::Timer => "time",
        EventKind::Link => "link",
        EventKind::Error => "error",
        EventKind::Escalation => "escalation",
        EventKind::Cancel => "cancellation",
        EventKind::Compensation => "compensation",
        EventKind::Terminate => "termination",
        EventKind::Signal => "signal",
        EventKind::Condition => "condition",
        EventKind::Several => "one of several events",
    }
}
