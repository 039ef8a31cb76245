//! Documentation becomes purposes, text annotations comments.

use super::Composer;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::tree::ElementId;

impl Composer<'_, '_, '_> {
    pub(super) fn add_texts(&mut self) {
        for scope in self.scopes.clone() {
            let of = &self.graph[scope];
            let mut bearers = vec![of.element];
            bearers.extend(of.pool.map(|pool| self.graph[pool].element));
            // That of a sub-process is the purpose of its stream; the step that runs it has none.
            for bearer in bearers {
                if let Some(text) = self.documentation(bearer) {
                    let purpose = &mut self.teller.draft.stream(self.streams[scope.index()]).about.purpose;
                    add_text(purpose, &text);
                }
            }
        }
        for node in self.graph.node_ids() {
            let Some(step) = self.steps[node.index()] else { continue };
            if let Some(text) = self.documentation(self.graph[node].element) {
                add_text(&mut self.teller.draft.step(step).about.purpose, &text);
            }
        }
        self.add_notes();
    }

    /// The documentation of an element; none if it has none, or if it was taken already.
    pub(super) fn documentation(&mut self, element: ElementId) -> Option<String> {
        let tree = self.teller.tree;
        let mut all = None;
        for child in tree.children(element) {
            if tree.tag(child) != "documentation" || self.teller.census.is_marked(child) {
                continue;
            }
            let text = tree.element(child).text.trim();
            if !text.is_empty() {
                self.teller.mark(child, Fate::Carried);
                add_text(&mut all, text);
            }
        }
        all
    }

    /// An annotation stands as a comment beside the steps of which it speaks, or else of the process.
    fn add_notes(&mut self) {
        for note in &self.graph.notes {
            let mut is_placed = false;
            for &node in &note.nodes {
                if let Some(step) = self.step(node) {
                    self.teller.draft.step(step).about.comments.push(note.text.clone());
                    is_placed = true;
                }
            }
            if is_placed {
                continue;
            }
            let scope = match (note.nodes.first(), note.flows.first(), note.scope) {
                (Some(&node), ..) => Some(self.graph[node].scope),
                (_, Some(&flow), _) => Some(self.graph[self.graph[flow].source].scope),
                (.., scope) => scope.or(self.scopes.first().copied()),
            };
            let Some(scope) = scope else { continue };
            self.teller.draft.stream(self.streams[scope.index()]).about.comments.push(note.text.clone());
        }
    }
}

/// Adds a text to one that may be there.
fn add_text(text: &mut Option<String>, more: &str) {
    match text {
        Some(text) => {
            text.push('\n');
            text.push_str(more);
        }
        None => *text = Some(more.to_owned()),
    }
}
