//! Text annotations, and what they speak of.

use rustc_hash::FxHashMap;

use super::Reading;
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{Note, ScopeId};
use crate::import::bpmn::tree::ElementId;
use crate::import::names::one_line;

impl Reading<'_, '_> {
    pub(super) fn read_notes(&mut self) {
        let mut known: FxHashMap<ElementId, usize> = FxHashMap::default();
        for element in self.all("textAnnotation") {
            let text = self.tree.child_text(element, "text").or_else(|| self.tree.attribute(element, "text"));
            let Some(text) = text else {
                self.teller.tell(element, Fate::Dropped, "a text annotation without a text");
                continue;
            };
            let scope = self.scope_around(element);
            known.insert(element, self.graph.notes.len());
            let note = Note { text: one_line(text), nodes: Vec::new(), flows: Vec::new(), scope };
            self.graph.notes.push(note);
            self.teller.mark(element, Fate::Carried);
        }
        for element in self.all("association") {
            self.read_note_association(element, &known);
        }
    }

    fn read_note_association(&mut self, element: ElementId, known: &FxHashMap<ElementId, usize>) {
        let (source, target) = (self.referred(element, "sourceRef"), self.referred(element, "targetRef"));
        let (Some(source), Some(target)) = (source, target) else {
            self.teller.tell(element, Fate::Broken, "an association with a missing end");
            return;
        };
        let (note, other) = match (known.get(&source), known.get(&target)) {
            (Some(&note), _) => (note, target),
            (None, Some(&note)) => (note, source),
            (None, None) => return,
        };
        let note = &mut self.graph.notes[note];
        if let Some(&node) = self.nodes.get(&other) {
            note.nodes.push(node);
        } else if let Some(&flow) = self.flows.get(&other) {
            note.flows.push(flow);
        } else {
            // It stays a comment of its process.
            self.teller.mark(element, Fate::Approximated);
            return;
        }
        self.teller.mark(element, Fate::Carried);
    }

    /// The process or sub-process in which an element stands.
    fn scope_around(&self, element: ElementId) -> Option<ScopeId> {
        let mut above = self.tree.element(element).parent;
        while let Some(parent) = above {
            if let Some(&scope) = self.scopes.get(&parent) {
                return Some(scope);
            }
            above = self.tree.element(parent).parent;
        }
        None
    }
}
