//! Message flows become items between steps, streams and stakeholders.

use rustc_hash::FxHashSet;

use super::{Composer, Side};
use crate::import::bpmn::census::Fate;
use crate::import::bpmn::graph::{Message, NodeId, NodeKind, Party, ScopeId};
use crate::import::draft::{End, Flow, ItemId, Mode, StepId};
use crate::import::names::words_of;

impl Composer<'_, '_, '_> {
    /// Settles the items of all message flows, and which of them cannot be meant.
    pub(super) fn name_messages(&mut self) {
        for (index, message) in self.graph.messages.iter().enumerate() {
            if let Some((fate, text)) = self.objection(message) {
                self.teller.tell(message.element, fate, text);
                self.messages.push(None);
                continue;
            }
            let mut item = None;
            if let Party::Node(node) = message.from {
                let sent = self.sent.entry(node).or_default();
                if self.graph[node].kind == NodeKind::End {
                    // Several messages at one end bear one name, so that the outcome is what all of them bring.
                    item = sent.first().and_then(|&first| self.messages[first]);
                }
                sent.push(index);
                if let Party::Node(to) = message.to {
                    self.told.insert((node, to));
                }
                let side = self.side(message.to);
                self.asked.insert((node, side));
            }
            if let Party::Node(node) = message.to {
                self.received.entry(node).or_default().push(index);
            }
            let own = self.message_item(message);
            if let Some(item) = item
                && item != own
            {
                let text = "several messages are sent at one end: all of them bear the name of the first";
                self.teller.tell(message.element, Fate::Approximated, text);
            }
            self.messages.push(Some(item.unwrap_or(own)));
        }
    }

    /// Why a message flow is not in the model.
    fn objection(&self, message: &Message) -> Option<(Fate, String)> {
        let (from, to) = (self.scope_of(message.from), self.scope_of(message.to));
        let Some(inner) = from.or(to) else {
            return Some((
                Fate::Dropped,
                "a message between two black boxes: nobody in the model takes part in it".to_owned(),
            ));
        };
        if from == to {
            let pool = &self.teller.draft.streams[self.stream(inner).index()].about.name;
            return Some((
                Fate::Broken,
                format!("a message flow within `{pool}`: messages flow between pools"),
            ));
        }
        if let Party::Node(node) = message.from
            && !self.may_send(node)
        {
            return Some((Fate::Broken, "a message flow out of a node that sends none".to_owned()));
        }
        if let Party::Node(node) = message.to
            && !self.may_receive(node)
        {
            return Some((Fate::Broken, "a message flow into a node that takes none".to_owned()));
        }
        let is_vague = |party, scope: Option<ScopeId>| matches!(party, Party::Pool(_)) && scope.is_some();
        let (is_from_border, is_to_border) = (is_vague(message.from, from), is_vague(message.to, to));
        if is_from_border && !matches!(message.to, Party::Node(_))
            || is_to_border && !matches!(message.from, Party::Node(_))
        {
            let text = "a message flow at the border of a pool: nobody in the pool sends or takes it";
            return Some((Fate::Dropped, text.to_owned()));
        }
        None
    }

    /// The process that a party stands in, over all sub-processes; none for a black box.
    fn scope_of(&self, party: Party) -> Option<ScopeId> {
        let mut scope = match party {
            Party::Pool(pool) => return self.graph[pool].process,
            Party::Node(node) => self.graph[node].scope,
        };
        while let Some(outer) = self.graph[scope].outer {
            scope = outer;
        }
        Some(scope)
    }

    fn may_send(&self, node: NodeId) -> bool {
        match self.graph[node].kind {
            NodeKind::End => true,
            NodeKind::Gateway(_) | NodeKind::Start | NodeKind::Boundary { .. } => false,
            _ => self.step(node).is_some(),
        }
    }

    fn may_receive(&self, node: NodeId) -> bool {
        match self.graph[node].kind {
            NodeKind::Start => true,
            NodeKind::Boundary { host, .. } => self.step(host).is_some(),
            NodeKind::Gateway(_) | NodeKind::End | NodeKind::Throw => false,
            _ => self.step(node).is_some(),
        }
    }

    /// The item of a message flow: its label, the message, the event that sends or takes it.
    fn message_item(&mut self, message: &Message) -> ItemId {
        let mut names = vec![message.name.as_str()];
        for party in [message.from, message.to] {
            if let Party::Node(node) = party
                && !matches!(self.graph[node].kind, NodeKind::Task | NodeKind::Sub(_) | NodeKind::Call(_))
            {
                names.push(&self.graph[node].name);
            }
        }
        let place = self.teller.place(message.element);
        if let Some(name) = names.into_iter().find(|name| !words_of(name).is_empty()) {
            return self.teller.draft.item(name, &place);
        }
        let sender = match message.from {
            Party::Pool(pool) => self.graph[pool].name.as_str(),
            Party::Node(node) => self.graph[node].name.as_str(),
        };
        let name =
            if words_of(sender).is_empty() { "Message".to_owned() } else { format!("Message from {sender}") };
        self.teller.invent(message.element, format!("a message flow without a label carries `{name}`"));
        self.teller.draft.item(&name, &place)
    }

    /// Adds what steps send and take.
    pub(super) fn add_messages(&mut self) {
        for index in 0..self.graph.messages.len() {
            let Some(item) = self.messages[index] else { continue };
            let message = self.graph.messages[index].clone();
            if let Party::Node(node) = message.from
                && let Some(step) = self.step(node)
            {
                self.add_sent(step, index, &message, item);
            }
            if let Party::Node(node) = message.to {
                self.add_received(node, index, &message, item);
            }
            let is_vague = |party| matches!(party, Party::Pool(pool) if self.graph[pool].process.is_some());
            if is_vague(message.from) || is_vague(message.to) {
                let text = "a message flow at the border of a pool: it is not said who in the pool sends or takes it";
                self.teller.tell(message.element, Fate::Approximated, text);
            }
        }
    }

    fn add_sent(&mut self, step: StepId, index: usize, message: &Message, item: ItemId) {
        let end = match message.to {
            Party::Node(node) if self.takes_by_stream(node, index) => {
                End::Stream(self.stream(self.graph[node].scope))
            }
            Party::Node(node) => self.receiver(node).map_or(self.border_end(message.to), End::Step),
            Party::Pool(_) => self.border_end(message.to),
        };
        if !self.exchanged.insert((step, item, end, true)) {
            return;
        }
        let mut flow = Flow::new(item, vec![end], self.teller.place(message.element));
        if let Party::Node(node) = message.from
            && self.is_in(&self.graph.optional_outputs, node, item)
        {
            flow.mode = Mode::Optional;
        }
        let outputs = &mut self.teller.draft.step(step).outputs;
        match self.outputs.get(&(step, item)) {
            Some(&at) => outputs[at].ends.push(end),
            None => {
                self.outputs.insert((step, item), outputs.len());
                outputs.push(flow);
            }
        }
    }

    /// Whether an item is among the ends that nodes say to be optional.
    fn is_in(&self, optional: &FxHashSet<(NodeId, String)>, node: NodeId, item: ItemId) -> bool {
        !optional.is_empty()
            && optional.contains(&(node, words_of(&self.teller.draft.items[item.index()].about.name)))
    }

    /// Whether a node sends anything to the pool of a party.
    fn asks(&self, node: NodeId, party: Party) -> bool {
        self.asked.contains(&(node, self.side(party)))
    }

    fn side(&self, party: Party) -> Side {
        match (party, self.scope_of(party)) {
            (Party::Pool(pool), None) => Side::BlackBox(pool),
            (Party::Node(node), None) => Side::Process(self.graph[node].scope),
            (_, Some(scope)) => Side::Process(scope),
        }
    }

    /// The step that takes a message: where an event at a border does, the one at whose border it is.
    fn receiver(&self, node: NodeId) -> Option<StepId> {
        match self.graph[node].kind {
            NodeKind::Boundary { host, .. } => self.step(host),
            NodeKind::Start => None,
            _ => self.step(node),
        }
    }

    fn add_received(&mut self, node: NodeId, index: usize, message: &Message, item: ItemId) {
        let Some(step) = self.receiver(node) else { return };
        let is_boundary = matches!(self.graph[node].kind, NodeKind::Boundary { .. });
        let is_answer = self.is_answer(index);
        let is_run = matches!(self.graph[node].kind, NodeKind::Sub(_) | NodeKind::Call(_));
        let mode = match (is_boundary, is_answer) {
            (true, _) => Mode::Optional,
            (false, Some(_)) if is_run => Mode::Optional,
            (false, Some(true)) => Mode::Reply,
            (false, Some(false)) => Mode::Optional,
            (false, None) if !self.is_in(&self.graph.optional_inputs, node, item) => Mode::Mandatory,
            // What comes from whom the step asks is the answer.
            (false, None) if self.asks(node, message.from) => Mode::Reply,
            (false, None) => Mode::Optional,
        };
        let end = match message.from {
            Party::Node(from) if mode == Mode::Reply && self.takes_by_stream(node, index) => {
                End::Stream(self.stream(self.graph[from].scope))
            }
            Party::Node(from) => self.step(from).map_or(self.border_end(message.from), End::Step),
            Party::Pool(_) => self.border_end(message.from),
        };
        let mut flow = Flow::new(item, vec![end], self.teller.place(message.element));
        flow.mode = mode;
        if self.exchanged.insert((step, item, end, false)) {
            self.teller.draft.step(step).inputs.push(flow);
        }
    }
}
