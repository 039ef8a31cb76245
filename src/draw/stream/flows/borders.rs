//! Triggers and outcomes of a stream that no step has to do with.

use super::Gathering;
use crate::draw::diagram::{Lane, Node, NodeKind, Origin, Port, PortId, Style, Target};
use crate::ide::references::named_ends;
use crate::model::matching::{Direction, Kind, OccurrenceRef};

impl Gathering<'_, '_, '_> {
    /// Triggers that no step uses, and outcomes that none produces: each leads to a box that stands for nobody.
    pub(super) fn unmet_borders(&mut self) {
        let model = self.model;
        let mut lane = None;
        for (_, failure) in model.failures_in(self.stream) {
            let border = failure.occurrence;
            let is_trigger = match (border.kind, failure.direction) {
                (Kind::Trigger, Direction::Out) => true,
                (Kind::Outcome, Direction::In) => false,
                _ => continue,
            };
            if self.borders.contains(&border) {
                continue;
            }
            let lane = *lane.get_or_insert_with(|| {
                self.diagram.lanes.push(Lane { name: "Nobody".to_owned(), activity: None });
                self.diagram.lanes.len() - 1
            });
            self.unmet_border(border, is_trigger, lane);
        }
    }

    fn unmet_border(&mut self, border: OccurrenceRef, is_trigger: bool, lane: usize) {
        let model = self.model;
        let occurrence = model.occurrence(border);
        let file = model.file_of(border.scope, occurrence);
        let mut outside = Vec::new();
        for named in named_ends(model, border) {
            let Some(who) = self.who(border, named) else { continue };
            outside.push(self.external(who));
        }
        let mut ports = Vec::new();
        for term in occurrence.terms() {
            let place = model.term_place(file, term);
            let mut port = Port::of_items(vec![model.name_at(place)]);
            port.is_or = !ports.is_empty();
            port.place = Some(place);
            ports.push(port);
        }
        let count = ports.len();
        let (inputs, outputs) = if is_trigger { (ports, Vec::new()) } else { (Vec::new(), ports) };
        let node = self.diagram.nodes.len();
        self.diagram.nodes.push(Node {
            lane,
            kind: NodeKind::Nobody,
            name: if is_trigger { "No step uses it" } else { "No step produces it" }.to_owned(),
            detail: String::new(),
            figures: String::new(),
            mark: None,
            inputs,
            outputs,
            place: Some(model.term_place(file, occurrence.term)),
        });
        for port in (0..count).map(|port| PortId { node, port }) {
            if is_trigger && outside.is_empty() {
                self.add(Origin::Start, Target::Input(port), Style::Solid, Some(border));
            } else if outside.is_empty() {
                self.add(Origin::Output(port), Target::Finish, Style::Solid, Some(border));
            }
            for &who in &outside {
                if is_trigger {
                    self.add(Origin::External(who), Target::Input(port), Style::Solid, Some(border));
                } else {
                    self.add(Origin::Output(port), Target::External(who), Style::Solid, Some(border));
                }
            }
        }
    }
}
