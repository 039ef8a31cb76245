//! A link that is missing, with an item that one of the two lists already where it lists one that fits.

use crate::model::flows::{End, Occurrence};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Expectation, Kind, OccurrenceRef};
use crate::model::{Activity, ActivityOf, Model, NodeId, ScopeId};
use crate::rules::support::display::quoted_node;
use crate::rules::support::edits::{Edits, FlowEdit, insertion};
use crate::rules::support::name_words::same_name;
use crate::rules::support::places::item_place;
use crate::source::FileSpan;
use crate::syntax::Keyword;

/// One direction of the exchange of an activity with improve.
pub(super) struct Link {
    /// What to write.
    pub help: Vec<String>,
    pub edits: Option<Edits>,
    /// Where it could be stated, each with a few words: a flow of either side that has the item already, or whose name
    /// may have been meant, and the description of improve where that lacks it.
    pub places: Vec<(FileSpan, String)>,
}

/// How one side of the exchange writes it.
#[derive(Clone, Copy)]
struct Side {
    keyword: Keyword,
    joint: &'static str,
}

const TAKES: Side = Side { keyword: Keyword::Input, joint: "from" };
const GIVES: Side = Side { keyword: Keyword::Output, joint: "to" };

/// The search for a link of `node`, an activity's description.
struct Search<'m> {
    model: &'m Model<'m>,
    node: NodeId,
    direction: Direction,
    here: Side,
    there: Side,
}

impl Link {
    /// What `node`, an activity's description, should give improve or take from it.
    pub fn new(model: &Model<'_>, node: NodeId, direction: Direction) -> Link {
        let (here, there, usual) = match direction {
            Direction::In => (TAKES, GIVES, "\"Improvement initiatives\""),
            Direction::Out => (GIVES, TAKES, "\"Improvement opportunities\""),
        };
        let search = Search { model, node, direction, here, there };
        let improve = model.descriptions_of(Activity::Improve).first().copied();
        let listed = improve.and_then(|improve| search.listed(improve, usual));
        let one = listed.map(|flow| Occurrence { choices: 1, ..flow });
        let item = one.map_or(usual.to_owned(), |flow| FlowEdit::new(model, ScopeId::CHAIN, &flow).item());
        let own = search.flows(node).find(|own| match one {
            Some(flow) => search.agree(own, &flow),
            None => same_name(&FlowEdit::new(model, ScopeId::CHAIN, own).item(), usual),
        });
        let mut parts = vec![search.state(own, &item)];
        parts.extend(improve.and_then(|improve| search.answer(improve, listed, &item)));
        let (help, edits): (Vec<String>, Vec<Option<Edits>>) = parts.into_iter().unzip();
        let edits: Option<Vec<Edits>> = edits.into_iter().collect();
        Link { help, edits: edits.map(|edits| edits.concat()), places: search.places(own, improve, listed) }
    }
}

impl<'m> Search<'m> {
    /// What a description gives or takes, as this side of the exchange does.
    fn flows(&self, node: NodeId) -> impl Iterator<Item = &'m Occurrence> + use<'m> {
        let model: &'m Model<'m> = self.model;
        let chain = model.scope(ScopeId::CHAIN);
        let is_other = self.model.node(node).activity_of == ActivityOf::In(Activity::Improve);
        let gives = (self.direction == Direction::Out) != is_other;
        let list = if gives { &chain.outputs } else { &chain.inputs };
        // A description so long that it cannot be compared with improve's is looked at in part.
        const MAX_FLOWS: usize = 300;
        list.iter().filter(move |flow| flow.node == Some(node)).take(MAX_FLOWS)
    }

    /// Whether a flow here and one of improve could meet.
    fn agree(&self, own: &Occurrence, improve: &Occurrence) -> bool {
        let items = |flow: &Occurrence| self.model.items(ScopeId::CHAIN, flow);
        items(own).any(|own| {
            items(improve).any(|other| match self.direction {
                Direction::In => self.model.declared().agree(other, own),
                Direction::Out => self.model.declared().agree(own, other),
            })
        })
    }

    /// Where a reader looks: the flow of this description that could be the link, and what improve has on its side.
    fn places(
        &self,
        own: Option<&Occurrence>,
        improve: Option<NodeId>,
        listed: Option<Occurrence>,
    ) -> Vec<(FileSpan, String)> {
        let mut places = Vec::new();
        let meant = |own: &&Occurrence| {
            improve.is_some_and(|improve| self.flows(improve).any(|flow| self.agree(own, flow)))
        };
        let own = own.or_else(|| self.flows(self.node).find(meant));
        let open = |own: &&Occurrence| own.end_count == 0 && self.is_for_improve(own);
        let own = own.or_else(|| self.flows(self.node).find(open));
        let name = quoted_node(self.model, self.node);
        let (here, elsewhere, there, lacks) = match self.direction {
            Direction::In => (
                "is this from `improve`?",
                "this comes from elsewhere",
                "`improve` sends this",
                format!("nothing goes from here to {name}"),
            ),
            Direction::Out => (
                "is this for `improve`?",
                "this goes elsewhere",
                "`improve` gets this",
                format!("nothing comes here from {name}"),
            ),
        };
        if let Some(own) = own {
            let is_others = !self.is_for_improve(own);
            let label = if is_others { elsewhere } else { here };
            places.push((item_place(self.model, ScopeId::CHAIN, own), label.to_owned()));
        }
        match (listed, improve) {
            (Some(flow), _) => places.push((item_place(self.model, ScopeId::CHAIN, &flow), there.to_owned())),
            (None, Some(improve)) => {
                places.push((self.model.name_place(self.model.node(improve).statement), lacks));
            }
            (None, None) => {}
        }
        places
    }

    /// What improve lists on its side and exchanges with this activity as well as with any other: what this activity
    /// has already, what has no ends, what is usual, or what most others have.
    fn listed(&self, improve: NodeId, usual: &str) -> Option<Occurrence> {
        let chain = self.model.scope(ScopeId::CHAIN);
        let mut best = None;
        for flow in self.flows(improve) {
            let change = FlowEdit::new(self.model, ScopeId::CHAIN, flow);
            if flow.end_count > 0 && change.add(&[String::new()]).is_none() {
                continue;
            }
            let has_it = self.flows(self.node).any(|own| self.agree(own, flow));
            let is_usual = same_name(&change.item(), usual);
            let activities =
                ends_of(chain, flow).iter().filter(|named| matches!(named.end, End::Activity(_))).count();
            let fitness =
                (has_it, flow.end_count == 0, is_usual, if activities > 1 { activities } else { 0 });
            if fitness > (false, false, false, 0)
                && best.is_none_or(|(most, _)| fitness > most)
                && !self.is_paired(improve, self.direction == Direction::In, flow)
            {
                best = Some((fitness, *flow));
            }
        }
        best.map(|(_, flow)| flow)
    }

    /// States the link in the activity's own description, by the flow that it has or a new one.
    fn state(&self, own: Option<&Occurrence>, item: &str) -> (String, Option<Edits>) {
        let improve = Activity::Improve.name().to_owned();
        if let Some(own) = own.filter(|own| self.is_for_improve(own)) {
            let change = FlowEdit::new(self.model, ScopeId::CHAIN, own);
            let ends = [improve];
            let help = match change.reads_with(&ends) {
                Some(written) => format!("write `{written}`"),
                None => format!("name `improve` for {} too", self.said(&change.item())),
            };
            return (help, change.add(&ends));
        }
        let flow = format!("{item} {} {improve}", self.here.joint);
        // What others have to do with stays as it is.
        let act = if own.is_some() { "add for example" } else { "write for example" };
        let help = format!("{act} `{} {flow}`", self.here.keyword.word());
        (help, self.added(self.node, self.here.keyword, &flow))
    }

    /// Lets improve's description have the other side, where it does not have it already.
    fn answer(
        &self,
        improve: NodeId,
        listed: Option<Occurrence>,
        item: &str,
    ) -> Option<(String, Option<Edits>)> {
        let own = self.model.node(self.node).activity_of.activity()?.name();
        let Some(flow) = listed else {
            let flow = format!("{item} {} {own}", self.there.joint);
            let help = format!("and write `{} {flow}` in `improve`", self.there.keyword.word());
            return Some((help, self.added(improve, self.there.keyword, &flow)));
        };
        if flow.end_count == 0 {
            return None;
        }
        let change = FlowEdit::new(self.model, ScopeId::CHAIN, &flow);
        let ends = [own.to_owned()];
        let help = match change.reads_with(&ends) {
            Some(written) => format!("and write `{written}` in `improve`"),
            None => format!("and name `{own}` for {} in `improve`", self.said(item)),
        };
        Some((help, change.add(&ends)))
    }

    /// Whether another finding is about a flow of a description: one of the outputs if `gives`.
    fn is_paired(&self, node: NodeId, gives: bool, flow: &Occurrence) -> bool {
        let (kind, direction) =
            if gives { (Kind::Output, Direction::Out) } else { (Kind::Input, Direction::In) };
        let scope = ScopeId::CHAIN;
        for index in self.model.scope(scope).of_node(kind, node) {
            let at = OccurrenceRef { scope, kind, index };
            if self.model.occurrence(at).term == flow.term {
                let failure = self.model.failure_of(at, direction);
                return failure.is_some_and(|failure| self.model.is_paired(failure));
            }
        }
        false
    }

    /// Whether a flow can name improve: nothing else goes wrong there, and if it names no end, nobody but improve has to
    /// do with it.
    fn is_for_improve(&self, own: &Occurrence) -> bool {
        if self.is_paired(self.node, self.direction == Direction::Out, own) {
            return false;
        }
        if own.end_count > 0 {
            return true;
        }
        let viewpoint = self.model.viewpoint(ScopeId::CHAIN, own);
        let mut others = self.model.partners(viewpoint, own, self.direction, Expectation::Anyone);
        others.all(|entry| entry.activity_of == ActivityOf::In(Activity::Improve))
    }

    fn said(&self, item: &str) -> String {
        format!("`{}`", item.trim_matches('"'))
    }

    fn added(&self, node: NodeId, keyword: Keyword, flow: &str) -> Option<Edits> {
        Some(vec![insertion::flow(self.model, self.model.node(node).statement, keyword, flow)?])
    }
}
