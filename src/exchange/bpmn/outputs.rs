//! What steps give: gateways for what comes instead of each other, conditions for what may come or not.

use super::graph::NodeKind;
use super::streams::{Lead, Pen, first};
use crate::export::model::{EndKind, Flow, Mode, Step};

/// An output with where it leads to.
struct Branch<'d> {
    item: &'d str,
    leads: Vec<Lead>,
}

/// What goes on from a step.
enum Exit<'d> {
    One(Branch<'d>),
    /// One of these.
    Choice(Vec<Branch<'d>>),
}

impl<'d> Pen<'_, 'd> {
    /// Leads a start event on.
    pub(super) fn lead_from_start(&mut self, node: usize, trigger: &'d Flow) {
        let leads = self.leads.get(&trigger.id).cloned().unwrap_or_default();
        if let Some(&Lead { to, .. }) = leads.first() {
            self.pool.nodes[node].lane = self.pool.nodes[to].lane;
            self.exit(node, node, Exit::One(Branch { item: "", leads }), false);
        }
    }

    /// Leads a step on.
    pub(super) fn lead_from_step(&mut self, node: usize, step: &'d Step) {
        let (mut always, mut maybe) = (Vec::new(), Vec::new());
        for group in statements(&step.outputs) {
            self.sort_out(node, group, &mut always, &mut maybe);
        }
        let is_last = always.is_empty() && maybe.is_empty();
        let from = if always.len() > 1 {
            let split = self.add_gateway(node, NodeKind::Parallel, true);
            self.add_flow(node, Lead { to: split, is_back: false }, "", false);
            split
        } else {
            node
        };
        for exit in always {
            self.exit(node, from, exit, false);
        }
        for exit in maybe {
            self.exit(node, node, exit, true);
        }
        if is_last && step.outputs.iter().any(|output| !self.is_for_nobody(output)) {
            self.end_after(node);
        }
    }

    /// Ends the process behind a step of which only messages and data come: in BPMN every way leads to an end.
    fn end_after(&mut self, node: usize) {
        let of = &self.pool.nodes[node];
        let (lane, step, name) = (of.lane, of.rank.0, of.name.clone());
        let id = self.new_id("done", &[&name]);
        let end = self.add_node(id, "", NodeKind::End { is_message: false }, lane, (step, 2));
        self.add_flow(node, Lead { to: end, is_back: false }, "", false);
    }

    /// Sorts the outputs of a statement by whether they always come.
    fn sort_out(
        &mut self,
        node: usize,
        group: &'d [Flow],
        always: &mut Vec<Exit<'d>>,
        maybe: &mut Vec<Exit<'d>>,
    ) {
        let Some(head) = group.first() else { return };
        let is_optional = head.mode == Mode::Optional;
        let mut branches = Vec::new();
        for output in group {
            let item = first(output);
            if is_optional && (self.names_outside(output) || self.feeds_outside(output)) {
                self.pool.nodes[node].optional_outputs.push(item.to_owned());
            }
            for end in &output.ends {
                if end.kind == EndKind::Repository {
                    self.access_store(node, &end.name, item, true, is_optional);
                }
            }
            if let Some(leads) = self.leads.get(&output.id) {
                let leads = leads.clone();
                self.access_object(node, item, true, false, false);
                branches.push(Branch { item, leads });
            } else if self.is_for_nobody(output) {
                self.access_object(node, item, true, is_optional, true);
            }
        }
        let is_choice = head.is_alternative && group.len() > 1;
        let is_whole = branches.len() == group.len();
        if is_choice && !is_whole {
            let items: Vec<String> = group.iter().map(|output| format!("`{}`", first(output))).collect();
            let text = format!(
                "that one of {} comes: the drawing has a choice only among what goes to steps of the stream",
                crate::text::few_listed(&items, "and")
            );
            self.teller.approximated(&head.place, text);
        }
        let exits = if is_optional || is_choice && !is_whole { maybe } else { always };
        if is_choice && branches.len() > 1 {
            exits.push(Exit::Choice(branches));
        } else {
            exits.extend(branches.into_iter().map(Exit::One));
        }
    }

    /// Leads something on from a node; the gateways that it takes are those of the step.
    fn exit(&mut self, step: usize, from: usize, exit: Exit<'d>, is_conditional: bool) {
        match exit {
            Exit::One(Branch { item, leads }) => match leads[..] {
                [lead] => self.add_flow(from, lead, item, is_conditional),
                _ => {
                    let split = self.add_gateway(step, NodeKind::Parallel, true);
                    self.add_flow(from, Lead { to: split, is_back: false }, item, is_conditional);
                    for lead in leads {
                        self.add_flow(split, lead, "", false);
                    }
                }
            },
            Exit::Choice(branches) => {
                let choice = self.add_gateway(step, NodeKind::Exclusive, true);
                let mut name = String::new();
                if is_conditional {
                    let items: Vec<&str> = branches.iter().map(|branch| branch.item).collect();
                    name = items.join(" or ");
                }
                self.add_flow(from, Lead { to: choice, is_back: false }, &name, is_conditional);
                for branch in branches {
                    self.exit(step, choice, Exit::One(branch), false);
                }
            }
        }
    }
}

/// The outputs of each statement: those of an `or` belong together.
fn statements(outputs: &[Flow]) -> impl Iterator<Item = &[Flow]> {
    outputs.chunk_by(|one, next| {
        one.is_alternative
            && next.is_alternative
            && one.statement.path == next.statement.path
            && one.statement.start.offset == next.statement.start.offset
    })
}
