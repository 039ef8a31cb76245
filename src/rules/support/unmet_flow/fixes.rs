//! The edits by which an expectation is met, each with its instruction.

use super::UnmetFlow;
use super::near_misses::NearMiss;
use crate::finding::Fix;
use crate::model::flows::{End, NamedEnd, NodeId, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Expectation, Kind};
use crate::model::{Activity, Model, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::support::display::{listed, quoted_step, quoted_stream};
use crate::rules::support::edits::{Edits, FlowEdit, insertion};
use crate::rules::support::end_path::{path_to_node, path_to_stream};
use crate::rules::support::places::end_place;
use crate::source::FileSpan;
use crate::syntax::Keyword;

/// What to do about one expectation, or about several together.
pub(super) struct Remedy {
    /// As an instruction: "write `output \"Plan\" to plan` there".
    pub action: String,
    /// Where, if not at what a label shows: "step `plan`".
    pub place: Option<String>,
    /// None where that is not the only way, or cannot be written.
    pub edits: Option<Edits>,
}

impl Remedy {
    /// One at a place that a label shows.
    pub(super) fn new(action: String, edits: Option<Edits>) -> Remedy {
        Remedy { action, place: None, edits }
    }

    /// All of these as one.
    pub(super) fn together(remedies: Vec<Remedy>) -> Remedy {
        let mut actions: Vec<(String, Vec<String>)> = Vec::new();
        let mut all_edits = Some(Edits::new());
        for Remedy { action, place, edits } in remedies {
            match actions.iter_mut().find(|(known, _)| *known == action) {
                Some((_, places)) => places.extend(place),
                None => actions.push((action, place.into_iter().collect())),
            }
            all_edits = match (all_edits, edits) {
                (Some(all), Some(more)) => Some([all, more].concat()),
                _ => None,
            };
        }
        let mut instructions = Vec::new();
        for (action, mut places) in actions {
            places.dedup();
            if places.is_empty() {
                instructions.push(action);
            } else {
                instructions.push(format!("{action} in {}", listed(&places, "and")));
            }
        }
        Remedy::new(listed(&instructions, "and"), all_edits)
    }

    /// The same without its edits, unless it is certain.
    #[must_use]
    pub(super) fn only_if(self, is_certain: bool) -> Remedy {
        let edits = if is_certain { self.edits } else { None };
        Remedy { edits, ..self }
    }
}

/// Offers a remedy as the fix of a finding, if it has edits.
pub(super) fn offer(finding: FindingBuilder, remedy: Remedy) -> FindingBuilder {
    finding.fix(remedy.edits.map(|edits| Fix::suggested(remedy.action, edits)))
}

/// Whether an end of a flow is one of which this is expected.
pub(in crate::rules) fn is_expected_of(expectation: Expectation, end: End) -> bool {
    match (end, expectation) {
        (End::Activity(one), Expectation::Activity(other)) => one == other,
        (End::All, Expectation::Activity(_)) => true,
        (End::Step(one), Expectation::Step(other)) => one == other,
        (End::Stream(one), Expectation::Stream(other)) => one == other,
        _ => false,
    }
}

/// An end in an instruction. One that cannot be written is left to the reader.
fn shown(end: Option<&str>) -> &str {
    end.unwrap_or("…")
}

/// Whether this end of a flow of the chain may be all that links an activity with improve in this direction: no other
/// statement of the description names the same activity, or all.
pub(in crate::rules) fn may_lose_link(model: &Model<'_>, flow: &Occurrence, end: End) -> bool {
    let Some(node) = flow.node else { return false };
    let is_of_improve = model.node(node).activity_of.activity() == Some(Activity::Improve);
    let is_link = match end {
        End::Activity(activity) => is_of_improve || activity == Activity::Improve,
        // Whoever names itself may have meant the other.
        End::All | End::Itself => true,
        _ => false,
    };
    if !is_link {
        return false;
    }
    let chain = model.scope(ScopeId::CHAIN);
    let mut inputs = chain.of_node(Kind::Input, node);
    let kind =
        if inputs.any(|at| chain.input(at).statement == flow.statement) { Kind::Input } else { Kind::Output };
    let linked = if is_of_improve { end } else { End::Activity(Activity::Improve) };
    for at in chain.of_node(kind, node) {
        let other = if kind == Kind::Input { chain.input(at) } else { chain.output(at) };
        let mut ends = ends_of(chain, other).iter();
        if other.statement != flow.statement
            && ends.any(|named| named.end == End::All || named.end == linked && linked != End::Itself)
        {
            return false;
        }
    }
    true
}

impl<'m> UnmetFlow<'m> {
    /// Edits of this flow.
    pub(super) fn edit(&self) -> FlowEdit<'m> {
        self.edit_of(self.scope(), &self.flow)
    }

    /// Edits of another flow.
    pub(super) fn edit_of(&self, scope: ScopeId, flow: &Occurrence) -> FlowEdit<'m> {
        FlowEdit::new(self.model, scope, flow)
    }

    /// The word before its ends.
    pub(super) fn preposition(&self) -> &'static str {
        if self.takes { "from" } else { "to" }
    }

    /// The word before the ends of the other side.
    pub(super) fn preposition_there(&self) -> &'static str {
        if self.takes { "to" } else { "from" }
    }

    // ── Its own ends ────────────────────────────────────────────────────────────────────────────

    pub(super) fn own_ends(&self) -> &'m [NamedEnd] {
        ends_of(self.model.scope(self.scope()), &self.flow)
    }

    pub(super) fn own_end_place(&self, end: &NamedEnd) -> FileSpan {
        end_place(self.model, self.model.file_of(self.scope(), &self.flow), end.term)
    }

    /// The place of the end of which this is expected, if it is named once and not as one of all.
    fn end_of(&self, expectation: Expectation) -> Option<FileSpan> {
        let mut only = None;
        for named in self.own_ends() {
            if !is_expected_of(expectation, named.end) {
                continue;
            }
            if named.end == End::All || only.is_some() {
                return None;
            }
            only = Some(named);
        }
        only.map(|named| self.own_end_place(named))
    }

    /// The place of the end that fails, if it is one.
    pub(super) fn failing_end(&self) -> Option<FileSpan> {
        let [expectation] = *self.unmet else { return None };
        self.end_of(expectation)
    }

    /// The place of the end to replace so that nothing fails: the one that fails, or a lone `all` that nobody meets.
    pub(super) fn replaceable_end(&self) -> Option<FileSpan> {
        if let Some(failing) = self.failing_end() {
            return Some(failing);
        }
        match self.own_ends() {
            [named] if named.end == End::All && self.met_by().is_empty() => Some(self.own_end_place(named)),
            _ => None,
        }
    }

    // ── What would be met ───────────────────────────────────────────────────────────────────────

    /// Whether all that it expects would be met if it were about the item of `other` in this scope, and nobody meets it
    /// for its own.
    pub(super) fn is_met_as(&self, other: &Occurrence) -> bool {
        if self.flow.node.is_none() || self.flow.choices != 1 {
            return false;
        }
        let (model, direction) = (self.model, self.failure.direction);
        let viewpoint = model.viewpoint(self.scope(), &self.flow);
        let items = model.items(self.scope(), other);
        for expectation in model.expectations(model.scope(self.scope()), &self.flow) {
            let is_met = model.is_met(viewpoint, items.clone(), direction, expectation);
            let is_met_now = model.partners(viewpoint, &self.flow, direction, expectation).next().is_some();
            if !is_met || is_met_now {
                return false;
            }
        }
        true
    }

    /// Whether `flow`, which is this one or an item of its statement, would be met if it named `node`.
    pub(super) fn is_met_at(&self, node: NodeId, flow: &Occurrence) -> bool {
        let Some(expectation) = self.expectation_of(node) else { return false };
        let viewpoint = self.model.viewpoint(self.scope(), flow);
        let items = self.model.items(self.scope(), flow);
        self.model.is_met(viewpoint, items, self.failure.direction, expectation)
    }

    /// What is expected of a node in this scope.
    fn expectation_of(&self, node: NodeId) -> Option<Expectation> {
        if self.scope() == ScopeId::CHAIN {
            return self.model.node(node).activity_of.activity().map(Expectation::Activity);
        }
        Some(Expectation::Step(node))
    }

    /// Whether the link of its activity with improve, or of improve with an activity, would be gone without the end that
    /// fails.
    pub(super) fn loses_link(&self) -> bool {
        let is_chain = self.scope() == ScopeId::CHAIN;
        is_chain && self.own_ends().iter().any(|named| may_lose_link(self.model, &self.flow, named.end))
    }

    // ── Remedies here ───────────────────────────────────────────────────────────────────────────

    /// Names this node in place of the end that fails.
    pub(super) fn name_node(&self, node: NodeId) -> Remedy {
        self.name_end(path_to_node(self.model, node, self.scope()).as_deref())
    }

    /// Takes its item from a node that waits for this one, as work that comes back.
    pub(super) fn take_back(&self, node: NodeId) -> Remedy {
        let end = path_to_node(self.model, node, self.scope());
        let end = shown(end.as_deref()).to_owned();
        let edit = self.edit();
        let mut ends = edit.written_ends();
        if !self.may_name(node, self.model.node(node).scope) {
            let wrong = self.failing_end().map(|place| self.model.slice(place).to_owned());
            ends.retain(|end| Some(end) != wrong.as_ref());
            ends.push(end);
        } else if ends.is_empty() {
            ends.push(end);
        }
        Remedy::new(format!("write `rework input {} from {}`", edit.item(), ends.join(", ")), None)
    }

    /// Names this end in place of the one that fails.
    pub(super) fn name_end(&self, end: Option<&str>) -> Remedy {
        let edits = end.and_then(|end| self.edit().replace(self.replaceable_end()?, end));
        self.written_end(end, edits)
    }

    /// The remedy by which this end is written here.
    pub(super) fn written_end(&self, end: Option<&str>, edits: Option<Edits>) -> Remedy {
        Remedy::new(format!("write `{} {}`", self.preposition(), shown(end)), edits)
    }

    // ── Remedies on the other side ──────────────────────────────────────────────────────────────

    /// Lets a flow that stands where this one looks name this one too.
    pub(super) fn address(&self, found: &NearMiss<'m>, expectation: Expectation) -> Vec<Remedy> {
        let NearMiss { at, flow: other, is_only } = *found;
        let model = self.model;
        if let Expectation::Stream(stream) = expectation
            && other.end_count == 0
        {
            // What is for everybody there would be for nobody else if it named an end.
            let (Some(step), Some(_)) = (other.node, self.flow.node) else {
                return vec![self.cross_border(stream).only_if(is_only)];
            };
            let end = path_to_node(model, step, self.scope());
            let edits = match (&end, self.end_of(expectation)) {
                (Some(end), Some(place)) => self.edit().replace(place, end),
                _ => None,
            };
            let is_certain = is_only && stream != self.scope() && self.is_harmless(step, Some(other));
            return vec![self.written_end(end.as_deref(), edits).only_if(is_certain)];
        }
        if let Some(node) = other.node
            && self.closes_loop(node, Some(other))
        {
            return self.come_back(node, found);
        }
        let is_harmless = other.node.is_none_or(|node| self.is_harmless(node, Some(other)));
        let end = match (expectation, self.flow.node) {
            (Expectation::Step(_) | Expectation::Activity(_), Some(_)) => self.paths(at.scope),
            _ if self.fails_again() => None,
            _ => path_to_stream(model, self.scope(), at.scope).map(|end| vec![end]),
        };
        let remedy = self.add_ends(at.scope, other, if is_only { end } else { None });
        vec![remedy.only_if(is_harmless && self.mends_all())]
    }

    /// Lets its item come back as rework: to this one from a node that waits for it, or the other way round.
    pub(super) fn come_back(&self, node: NodeId, found: &NearMiss<'m>) -> Vec<Remedy> {
        let NearMiss { at, flow: other, .. } = *found;
        let model = self.model;
        let own = self.flow.node.and_then(|own| path_to_node(model, own, at.scope));
        if !self.takes {
            let item = self.edit().item();
            let action = format!("write `rework input {item} from {}`", shown(own.as_deref()));
            let back = Remedy { action, place: Some(quoted_step(model, node)), edits: None };
            // Whoever takes it back has to be whom it goes to.
            if self.may_name(node, at.scope) {
                return vec![back];
            }
            return vec![self.name_node(node).only_if(false), back];
        }
        let back = self.take_back(node);
        if self.is_met_at(node, &self.flow) {
            return vec![back];
        }
        vec![back, self.add_end(at.scope, other, own).only_if(false)]
    }

    /// Adds an end to a flow on the other side.
    pub(super) fn add_end(&self, scope: ScopeId, other: &Occurrence, end: Option<String>) -> Remedy {
        self.add_ends(scope, other, end.map(|end| vec![end]))
    }

    /// Adds ends to a flow on the other side. A reply that nobody asked for, and what may not come where a step waits for
    /// it, become an optional input of their own.
    pub(super) fn add_ends(&self, scope: ScopeId, other: &Occurrence, ends: Option<Vec<String>>) -> Remedy {
        let edit = self.edit_of(scope, other);
        let Some(ends) = ends else {
            return Remedy::new(format!("write `{} …` there", self.preposition_there()), None);
        };
        if let Some(node) = other.node
            && !self.takes
            && (self.may_block_beside(node, other) || self.model.is_reply(node, other))
        {
            let action = format!("write `optional input {} from {}`", self.edit().item(), ends.join(", "));
            return Remedy { action, place: Some(quoted_step(self.model, node)), edits: None };
        }
        let edits = edit.add(&ends);
        Remedy::new(edit.act_of_add(&ends), edits)
    }

    /// Lets another stream give or take this at its border.
    fn cross_border(&self, stream: ScopeId) -> Remedy {
        let end = path_to_stream(self.model, self.scope(), stream);
        let keyword = if self.takes { Keyword::Outcome } else { Keyword::Trigger };
        let (item, preposition) = (self.edit().item(), self.preposition_there());
        let added = format!("{} {item} {preposition} {}", keyword.word(), shown(end.as_deref()));
        let edits = match self.model.scope(stream).statement {
            Some(statement) if end.is_some() => {
                insertion::border(self.model, statement, keyword, &added).map(|edit| vec![edit])
            }
            _ => None,
        };
        let place = Some(quoted_stream(self.model, stream));
        Remedy { action: format!("write `{added}`"), place, edits }
    }

    /// The same where no step of that stream has it yet.
    fn cross_from_nowhere(&self, stream: ScopeId) -> Remedy {
        let (keyword, does) = if self.takes { ("output", "produces") } else { ("input", "uses") };
        let (item, there) = (self.edit().item(), quoted_stream(self.model, stream));
        let crossing = self.cross_border(stream);
        let action =
            format!("write `{keyword} {item}` in the step of {there} that {does} it and {}", crossing.action);
        Remedy { action, place: crossing.place, edits: None }
    }

    /// Lets whoever is expected to give or take this do so.
    pub(super) fn provide(&self, expectation: Expectation) -> Remedy {
        let (node, place) = match expectation {
            Expectation::Step(step) => (Some(step), quoted_step(self.model, step)),
            Expectation::Activity(activity) => self.node_in(activity),
            Expectation::Stream(stream) if stream == self.scope() => return self.provide_here(),
            // No step of that stream has it, so its border would promise what nobody does.
            Expectation::Stream(stream) => return self.cross_from_nowhere(stream),
            Expectation::Anyone => (None, "a step".to_owned()),
        };
        let home = node.map_or(self.scope(), |node| self.model.node(node).scope);
        let ends = self.paths(home).map(|paths| paths.join(", "));
        let keyword = if self.takes { Keyword::Output } else { Keyword::Input };
        let (item, preposition) = (self.written_items(), self.preposition_there());
        let flow = format!("{item} {preposition} {}", shown(ends.as_deref()));
        // A step takes back nothing but rework, from itself and from those that wait for it.
        let comes_back =
            node.is_some_and(|node| Some(node) == self.flow.node || self.closes_loop(node, None));
        if comes_back && keyword == Keyword::Input {
            return Remedy {
                action: format!("write `rework input {flow}`"),
                place: Some(place),
                edits: None,
            };
        }
        let may_block = node.is_some_and(|node| self.may_block(node, None));
        let edits = match node {
            Some(node) if ends.is_some() && self.mends_all() && !self.is_invented(node) && !may_block => {
                self.add_flow(node, keyword, &flow)
            }
            _ => None,
        };
        // What may not come is nothing to wait for.
        let optional = if may_block && keyword == Keyword::Input { "optional " } else { "" };
        let action = format!("write `{optional}{} {flow}`", keyword.word());
        Remedy { action, place: Some(place), edits }
    }

    /// Lets a step of this one's own stream give or take this: that is looked for in the stream as it is.
    fn provide_here(&self) -> Remedy {
        let (keyword, does) = if self.takes { ("output", "produces") } else { ("input", "uses") };
        let (item, preposition) = (self.edit().item(), self.preposition());
        let action = format!(
            "write `{keyword} {item}` in the step of this stream that {does} it and leave out the `{preposition}` here"
        );
        Remedy::new(action, None)
    }

    /// Adds a flow to a node; `flow` is what follows the keyword.
    pub(super) fn add_flow(&self, node: NodeId, keyword: Keyword, flow: &str) -> Option<Edits> {
        Some(vec![insertion::flow(self.model, self.model.node(node).statement, keyword, flow)?])
    }

    /// The only other node of this scope in `activity`, if there is one, and how a message calls where it is.
    fn node_in(&self, activity: Activity) -> (Option<NodeId>, String) {
        let model = self.model;
        if self.scope() == ScopeId::CHAIN {
            let only = match model.descriptions_of(activity)[..] {
                [node] => Some(node),
                _ => None,
            };
            return (only, format!("`{}`", activity.name()));
        }
        // A stream so large that it cannot be looked through for each finding has no only one.
        const MAX_NODES: usize = 2_000;
        let nodes = model.steps_of(self.scope());
        let mut only = None;
        if nodes.len() <= MAX_NODES {
            for node in nodes {
                if Some(node) == self.flow.node || !model.node(node).activity_of.may_be(activity) {
                    continue;
                }
                if only.is_some() {
                    only = None;
                    break;
                }
                only = Some(node);
            }
        }
        match only {
            Some(node) => (only, quoted_step(model, node)),
            None => (None, format!("a step of `{}`", activity.name())),
        }
    }
}
