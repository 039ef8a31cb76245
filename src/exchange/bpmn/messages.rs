//! What flows between pools, and to and from whoever stands outside.

use rustc_hash::{FxHashMap, FxHashSet};

use super::graph::{BlackBox, Message, NodeKind, Party};
use super::streams::{Sketch, first};
use crate::exchange::book::{Book, Owner, title, words};
use crate::exchange::ids::behind;
use crate::exchange::joined::Joined;
use crate::exchange::remark::Teller;
use crate::export::Place;
use crate::export::model::{Declaration, End, EndKind, Flow, FlowId, Mode};

/// Adds all messages, and black boxes for those of whom nothing else is known.
pub(super) fn add<'d>(book: &Book<'d>, sketch: &mut Sketch, teller: &mut Teller) {
    let mut post = Post {
        book,
        sketch,
        teller,
        boxes: FxHashMap::default(),
        sent: FxHashSet::default(),
        optional: FxHashSet::default(),
        joined: Joined::default(),
    };
    for stakeholder in &book.document.stakeholders {
        post.add_box("stakeholder", stakeholder);
    }
    for stream in &book.document.streams {
        if !stream.described {
            let name = &stream.declaration.name;
            let text = format!("`{name}` is only named: it is a pool without a process, as a stakeholder is");
            post.teller.approximated(&stream.declaration.place, text);
            post.add_box("stream", &stream.declaration);
        }
    }
    for (at, stream) in book.document.streams.iter().enumerate() {
        if !stream.described {
            continue;
        }
        for trigger in &stream.triggers {
            post.take(Owner::Trigger(at), trigger);
        }
        for (step, of) in stream.steps.iter().enumerate() {
            let owner = Owner::Step { stream: at, step };
            for input in &of.inputs {
                post.take(owner, input);
            }
            for output in &of.outputs {
                post.give(owner, output);
            }
        }
        for outcome in &stream.outcomes {
            post.give(Owner::Outcome(at), outcome);
        }
    }
    // Who reads the file again takes a message for an answer if the question stands above it.
    post.sketch.drawing.messages.sort_by_key(|message| message.is_reply);
}

struct Post<'p, 'd> {
    book: &'p Book<'d>,
    sketch: &'p mut Sketch,
    teller: &'p mut Teller,
    /// The black boxes, by a word for what they are and the words of their names.
    boxes: FxHashMap<(&'static str, String), usize>,
    /// What is sent already.
    sent: FxHashSet<(Party, Party, String)>,
    /// What is optional already: the pool, the node, and the item.
    optional: FxHashSet<(usize, usize, &'d str)>,
    joined: Joined,
}

impl<'d> Post<'_, 'd> {
    fn add_box(&mut self, kind: &'static str, declaration: &Declaration) -> usize {
        let at = self.named_box(kind, &declaration.name);
        self.sketch.drawing.boxes[at].purpose.clone_from(&declaration.purpose);
        at
    }

    fn named_box(&mut self, kind: &'static str, name: &str) -> usize {
        let key = (kind, words(name));
        if let Some(&at) = self.boxes.get(&key) {
            return at;
        }
        let id = self.sketch.ids.new_id(kind, &[name]);
        let boxes = &mut self.sketch.drawing.boxes;
        boxes.push(BlackBox { id, name: name.to_owned(), purpose: None, rect: Default::default() });
        self.boxes.insert(key, boxes.len() - 1);
        boxes.len() - 1
    }

    /// What comes to a flow from outside all streams. What comes from other streams is added where it is given.
    fn take(&mut self, owner: Owner, flow: &'d Flow) {
        let Some(to) = self.party(owner, flow, 0) else { return };
        let mut is_message = false;
        let partners = self.streams_of(&flow.fed_by);
        for end in &flow.ends {
            let Some(from) = self.outside(owner, flow, end, &partners) else { continue };
            for item in &flow.items {
                self.send(from, to, item, flow.mode == Mode::Reply);
                is_message = true;
            }
        }
        // A stream hands over to another one what feeds the flow.
        is_message |= partners.iter().any(|&stream| Some(stream) != owner.stream());
        if is_message && flow.mode != Mode::Mandatory {
            self.make_optional(to, flow);
        }
    }

    /// What goes from a flow to other streams, and to those outside all of them.
    fn give(&mut self, owner: Owner, flow: &'d Flow) {
        let partners = self.streams_of(&flow.feeds);
        for end in &flow.ends {
            let Some(to) = self.outside(owner, flow, end, &partners) else { continue };
            for at in 0..flow.items.len() {
                if let Some(from) = self.party(owner, flow, at) {
                    self.send(from, to, &flow.items[at], false);
                }
            }
        }
        let is_whole = self.give_to_streams(owner, flow);
        if flow.left_out > 0 || !is_whole {
            let text = format!("`{}` goes to so many that not all of them are drawn", first(flow));
            self.teller.dropped(&flow.place, text);
        }
    }

    /// What goes from a flow to other streams. It says whether all of it is drawn.
    fn give_to_streams(&mut self, owner: Owner, flow: &'d Flow) -> bool {
        let book = self.book;
        let Some(given) = book.known(flow.id) else { return true };
        let mut is_whole = true;
        for &id in &flow.feeds {
            let Some(taken) = book.known(id) else { continue };
            let taker = taken.owner;
            if taker.stream().is_none() || taker.stream() == owner.stream() || self.is_run(owner, taker) {
                continue;
            }
            if !matches!(taker, Owner::Trigger(_) | Owner::Step { .. }) {
                continue;
            }
            for (at, &item) in given.items.iter().enumerate() {
                if book.fitting(item, taken).is_empty() {
                    continue;
                }
                if !self.joined.join(flow.id, id) {
                    is_whole = false;
                    break;
                }
                let (from, to) = (self.party(owner, flow, at), self.party(taker, taken.flow, 0));
                if let (Some(from), Some(to)) = (from, to) {
                    self.send(from, to, &flow.items[at], taken.flow.mode == Mode::Reply);
                }
            }
        }
        is_whole
    }

    /// Whether one is a step that runs the stream of the other: that it hands over what it takes, and gets what comes of it, is
    /// what the call says.
    fn is_run(&self, one: Owner, other: Owner) -> bool {
        let runs = |step: Owner, border: Owner| match (step, border) {
            (Owner::Step { stream, step }, Owner::Trigger(run) | Owner::Outcome(run)) => {
                self.book.stream(self.book.step_at((stream, step)).runs.as_deref()) == Some(run)
            }
            _ => false,
        };
        runs(one, other) || runs(other, one)
    }

    /// Who stands at an end that is in no other stream's words; none where flows say it. `partners`
    /// are the streams of the flows at the other side.
    fn outside(
        &mut self,
        owner: Owner,
        flow: &'d Flow,
        end: &End,
        partners: &FxHashSet<usize>,
    ) -> Option<Party> {
        let is_border = !matches!(owner, Owner::Step { .. });
        match end.kind {
            EndKind::Stakeholder => Some(Party::Box(self.named_box("stakeholder", &end.name))),
            EndKind::Repository if is_border => {
                let text =
                    format!("the repository `{}` is a pool: only steps read and write stores", end.name);
                self.teller.approximated(&end.place, text);
                Some(Party::Box(self.named_box("repository", &end.name)))
            }
            EndKind::Activity | EndKind::All => {
                if !partners.is_empty() {
                    self.teller
                        .lacks("an activity as an end: who is in it there stands in its place", &end.place);
                    return None;
                }
                self.teller.lacks("an activity as an end: it is a pool without a process", &end.place);
                let name =
                    if end.kind == EndKind::All { "All activities".to_owned() } else { title(&end.name) };
                Some(Party::Box(self.named_box("activity", &name)))
            }
            EndKind::Stream => {
                let stream = self.book.stream(end.id.as_deref())?;
                let Some(pool) = self.sketch.pool_of[stream] else {
                    return Some(Party::Box(self.named_box("stream", &end.name)));
                };
                if partners.contains(&stream) { None } else { Some(Party::Pool(pool)) }
            }
            EndKind::Undescribed => {
                let stream = self.book.stream(end.id.as_deref())?;
                let name = &self.book.stream_at(stream).declaration.name;
                let text = format!(
                    "`{}` is a step of a stream that is only named: the stream stands in its place",
                    end.name
                );
                self.teller.approximated(&end.place, text);
                Some(Party::Box(self.named_box("stream", name)))
            }
            EndKind::Step => {
                let (stream, _) = self.book.step(end.id.as_deref())?;
                if Some(stream) != owner.stream() && !partners.contains(&stream) {
                    self.tell_unmet(flow, end, &end.place);
                }
                None
            }
            EndKind::Unknown | EndKind::Itself => {
                self.tell_unmet(flow, end, &end.place);
                None
            }
            EndKind::Repository => None,
        }
    }

    fn tell_unmet(&mut self, flow: &Flow, end: &End, place: &Place) {
        let text = format!("`{}` and `{}`: nothing there meets it", first(flow), end.name);
        self.teller.dropped(place, text);
    }

    /// The streams in which some flows are.
    fn streams_of(&self, ids: &[FlowId]) -> FxHashSet<usize> {
        let mut streams = FxHashSet::default();
        for &id in ids {
            streams.extend(self.book.known(id).and_then(|known| known.owner.stream()));
        }
        streams
    }

    /// The node of whoever has a flow; of an outcome, that of the item with this index.
    fn party(&self, owner: Owner, flow: &Flow, item: usize) -> Option<Party> {
        let pool = self.sketch.pool_of[owner.stream()?]?;
        let nodes = &self.sketch.nodes_of[pool];
        let node = match owner {
            Owner::Activity(_) => return None,
            Owner::Step { step, .. } => nodes.steps.get(step).copied(),
            Owner::Trigger(_) => nodes.triggers.get(&flow.id).copied(),
            Owner::Outcome(_) => nodes.outcomes.get(&flow.id)?.get(item).copied(),
        };
        Some(Party::Node(pool, node?))
    }

    fn send(&mut self, from: Party, to: Party, item: &str, is_reply: bool) {
        if !self.sent.insert((from, to, words(item))) {
            return;
        }
        for party in [from, to] {
            let Party::Node(pool, node) = party else { continue };
            match &mut self.sketch.drawing.pools[pool].nodes[node].kind {
                NodeKind::Start { is_message, .. } | NodeKind::End { is_message } => *is_message = true,
                _ => {}
            }
        }
        let names = [from, to].map(|party| self.sketch.drawing.party_id(party).to_owned());
        let id = self.sketch.ids.new_id("message", &[behind(&names[0]), behind(&names[1]), item]);
        self.sketch.drawing.messages.push(Message {
            id,
            from,
            to,
            item: item.to_owned(),
            is_reply,
            points: Vec::new(),
            label: None,
            label_pool: 0,
        });
    }

    /// A step does not wait for a message.
    fn make_optional(&mut self, to: Party, flow: &'d Flow) {
        let Party::Node(pool, node) = to else { return };
        if flow.mode == Mode::Rework {
            let text =
                format!("the rework `{}` from outside the stream is a message that may come", first(flow));
            self.teller.approximated(&flow.place, text);
        }
        let inputs = &mut self.sketch.drawing.pools[pool].nodes[node].optional_inputs;
        for item in &flow.items {
            if self.optional.insert((pool, node, item)) {
                inputs.push(item.clone());
            }
        }
    }
}
