//! Who offers an item and who requests it, by item and reach, so that matching costs a look-up and not a search.
//!
//! An offer is listed under the item and all broader ones; a request under its own item only. So an offer agrees
//! with the requests of any item it is listed under.

use rayon::prelude::*;

use crate::model::activity::{Activity, ActivityOf};
use crate::model::declared::{Declared, ScopeId};
use crate::model::flows::{End, Flows, Node, NodeId, Occurrence, Run, Scope};
use crate::source::FileId;
use crate::syntax::{StatementFlags, Symbol, Tree};

/// Whom an offer or request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Any node of the scope: it names no end, or one that is unknown.
    Any,
    /// The nodes in this activity.
    Activity(Activity),
    /// This step of the same stream.
    Step(NodeId),
    /// This step of another stream. Listed in the scope of that step.
    FarStep(NodeId),
    /// The stream as a whole.
    Stream(ScopeId),
    /// Any stream: the end is unknown.
    AnyStream,
    /// Any step of any stream: the end is unknown.
    AnyStep,
    /// A trigger's offer, or an outcome's request, to the steps of its stream.
    Inside,
    /// An outcome's offer, or a trigger's request, to other streams.
    Outside,
    /// This stream, by a step that runs it: what the step takes it offers to the stream's triggers, and what it puts out
    /// it requests of its outcomes.
    Run(ScopeId),
}

/// One line of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The item under which it is listed.
    pub item: Symbol,
    /// Whom it is for.
    pub reach: Reach,
    /// Where its node stands.
    pub activity_of: ActivityOf,
    /// Its node; none for a trigger or outcome.
    pub node: Option<NodeId>,
    /// Index of the input, output, trigger or outcome in its own scope.
    pub occurrence: u32,
}

/// All offers, or all requests, that concern one scope.
#[derive(Debug, Default)]
pub(super) struct Index(Vec<Entry>);

impl Index {
    /// The entries of `item`: by reach, activity, then in the order of the text.
    pub(super) fn of_item(&self, item: Symbol) -> &[Entry] {
        range(&self.0, item, |entry| entry.item)
    }

    /// The entries of `item` with this reach: by activity, then in the order of the text.
    pub(super) fn find(&self, item: Symbol, reach: Reach) -> &[Entry] {
        reaching(self.of_item(item), reach)
    }

    /// All entries.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.0
    }
}

/// The entries among `listed` (as [`Index::of_item`] gives them) with this reach: by activity, then in the order of
/// the text.
pub(super) fn reaching(listed: &[Entry], reach: Reach) -> &[Entry] {
    range(listed, reach, |entry| entry.reach)
}

/// The entries among `found` (all of one item and reach) whose node stands there.
pub fn standing_at(found: &[Entry], activity_of: ActivityOf) -> &[Entry] {
    range(found, activity_of, |entry| entry.activity_of)
}

/// The entries among `found` (as [`Index::find`] gives them) of this node, which stands there.
pub fn of_node(found: &[Entry], activity_of: ActivityOf, node: NodeId) -> &[Entry] {
    range(found, (activity_of, Some(node)), |entry| (entry.activity_of, entry.node))
}

/// The part of a sorted slice whose key is `key`.
fn range<K: Ord + Copy>(entries: &[Entry], key: K, of: impl Fn(&Entry) -> K) -> &[Entry] {
    let start = entries.partition_point(|entry| of(entry) < key);
    let rest = &entries[start..];
    &rest[..rest.partition_point(|entry| of(entry) == key)]
}

/// The offers and requests of every scope.
#[derive(Debug)]
pub(super) struct Indexes {
    /// Who offers what.
    pub offers: Vec<Index>,
    /// Who requests what.
    pub requests: Vec<Index>,
    /// Offers of steps whose end is unknown, and so may be any step.
    pub unknown_offers: Index,
    /// The same of requests.
    pub unknown_requests: Index,
    /// Those requests with which steps take work back.
    pub reworks: Index,
}

impl Indexes {
    /// Lists what the scopes offer and request.
    pub(super) fn build(trees: &[Tree], declared: &Declared, flows: &Flows) -> Indexes {
        let listing = Listing { trees, declared, flows };
        let lists: Vec<Lists> =
            (0..flows.scopes.len()).into_par_iter().map(|index| listing.list(ScopeId::new(index))).collect();
        let mut offers = Vec::with_capacity(lists.len());
        let mut requests = Vec::with_capacity(lists.len());
        let mut far = Vec::new();
        let mut unknown = [Index::default(), Index::default()];
        let mut reworks = Index::default();
        for lists in lists {
            reworks.0.extend(lists.reworks);
            offers.push(Index(lists.offers));
            requests.push(Index(lists.requests));
            far.extend(lists.far);
            for (is_offer, entry) in lists.unknown {
                unknown[usize::from(is_offer)].0.push(entry);
            }
        }
        for (scope, is_offer, entry) in far {
            let index = if is_offer { &mut offers } else { &mut requests };
            index[scope.index()].0.push(entry);
        }
        let [mut unknown_requests, mut unknown_offers] = unknown;
        unknown_requests.0.sort_unstable();
        unknown_offers.0.sort_unstable();
        reworks.0.sort_unstable();
        offers.par_iter_mut().chain(requests.par_iter_mut()).for_each(|index| {
            index.0.sort_unstable();
            index.0.dedup();
            index.0.shrink_to_fit();
        });
        Indexes { offers, requests, unknown_offers, unknown_requests, reworks }
    }
}

#[derive(Default)]
struct Lists {
    offers: Vec<Entry>,
    requests: Vec<Entry>,
    /// Entries that belong to the index of another scope, and whether they are offers.
    far: Vec<(ScopeId, bool, Entry)>,
    /// Entries of steps with an unknown end, and whether they are offers.
    unknown: Vec<(bool, Entry)>,
    /// Requests with which steps take work back.
    reworks: Vec<Entry>,
}

impl Lists {
    fn side(&mut self, is_offer: bool) -> &mut Vec<Entry> {
        if is_offer { &mut self.offers } else { &mut self.requests }
    }
}

struct Listing<'a> {
    trees: &'a [Tree],
    declared: &'a Declared,
    flows: &'a Flows,
}

impl Listing<'_> {
    fn list(&self, id: ScopeId) -> Lists {
        let scope = &self.flows.scopes[id.index()];
        let borders = scope.triggers.len() + scope.outcomes.len();
        let mut lists = Lists {
            offers: Vec::with_capacity(scope.outputs.len() + borders),
            requests: Vec::with_capacity(scope.inputs.len() + borders),
            ..Lists::default()
        };
        for (index, output) in (0..).zip(&scope.outputs) {
            self.enter(scope, output, index, true, &mut lists);
        }
        for (index, input) in (0..).zip(&scope.inputs) {
            self.enter(scope, input, index, false, &mut lists);
        }
        if scope.has_rework {
            lists.reworks = self.reworks(scope);
        }
        let runs = &self.flows.runs;
        let first = runs.partition_point(|run| run.step < scope.nodes.start);
        for run in runs[first..].iter().take_while(|run| run.step < scope.nodes.end) {
            if !run.is_circular {
                self.enter_run(scope, run, &mut lists);
            }
        }
        for (index, trigger) in (0..).zip(&scope.triggers) {
            self.enter_border(scope, trigger, index, (Reach::Inside, Reach::Outside), &mut lists);
        }
        for (index, outcome) in (0..).zip(&scope.outcomes) {
            self.enter_border(scope, outcome, index, (Reach::Outside, Reach::Inside), &mut lists);
        }
        lists
    }

    /// The requests of `rework` inputs.
    fn reworks(&self, scope: &Scope) -> Vec<Entry> {
        let mut lists = Lists::default();
        for (index, input) in (0..).zip(&scope.inputs) {
            let file = file_of(&self.flows.nodes, scope, input);
            if self.trees[file.index()][input.statement].flags.has(StatementFlags::REWORK) {
                self.enter(scope, input, index, false, &mut lists);
            }
        }
        let mut requests = lists.requests;
        requests.extend(lists.unknown.into_iter().map(|(_, entry)| entry));
        requests
    }

    /// Lists a trigger or an outcome, which is an offer on one side of the border and a request on the other.
    fn enter_border(
        &self,
        scope: &Scope,
        occurrence: &Occurrence,
        index: u32,
        (offer, request): (Reach, Reach),
        lists: &mut Lists,
    ) {
        for item in items(self.trees, self.declared, self.flows, scope, occurrence) {
            let activity_of = ActivityOf::Nowhere;
            let asked = Entry { item, reach: request, activity_of, node: None, occurrence: index };
            lists.requests.push(asked);
            for &item in self.declared.broader(&item) {
                lists.offers.push(Entry { item, reach: offer, ..asked });
            }
        }
    }

    /// Lists what a step that runs a stream gives to it and takes from it.
    fn enter_run(&self, scope: &Scope, run: &Run, lists: &mut Lists) {
        let activity_of = self.flows.nodes[run.step.index()].activity_of;
        let (reach, node) = (Reach::Run(run.stream), Some(run.step));
        for (occurrences, is_offer) in [(&scope.inputs, true), (&scope.outputs, false)] {
            let first = occurrences.partition_point(|flow| flow.node < node);
            let flows = (first as u32..).zip(&occurrences[first..]);
            for (occurrence, flow) in flows.take_while(|(_, flow)| flow.node == node) {
                for item in items(self.trees, self.declared, self.flows, scope, flow) {
                    let entry = |item| Entry { item, reach, activity_of, node, occurrence };
                    if is_offer {
                        lists.offers.extend(self.declared.broader(&item).iter().copied().map(entry));
                    } else {
                        lists.requests.push(entry(item));
                    }
                }
            }
        }
    }

    fn enter(&self, scope: &Scope, occurrence: &Occurrence, index: u32, offer: bool, lists: &mut Lists) {
        let Some(node) = occurrence.node else { return };
        let Node { scope: own_scope, activity_of, .. } = self.flows.nodes[node.index()];
        for item in items(self.trees, self.declared, self.flows, scope, occurrence) {
            let own = [item];
            let listed = if offer { self.declared.broader(&item) } else { &own[..] };
            for &item in listed {
                let entry =
                    Entry { item, reach: Reach::Any, activity_of, node: Some(node), occurrence: index };
                let ends = ends_of(scope, occurrence);
                if ends.is_empty() {
                    lists.side(offer).push(entry);
                }
                for named in ends {
                    self.enter_end(entry, own_scope, named.end, offer, lists);
                }
            }
        }
    }

    /// Lists a flow of a node for one of its ends. `entry` is it without that end.
    fn enter_end(&self, entry: Entry, own_scope: ScopeId, end: End, offer: bool, lists: &mut Lists) {
        let list = lists.side(offer);
        match end {
            End::Activity(activity) => list.push(Entry { reach: Reach::Activity(activity), ..entry }),
            End::All => {
                for activity in entry.activity_of.others() {
                    list.push(Entry { reach: Reach::Activity(activity), ..entry });
                }
            }
            End::Step(step) => {
                let home = self.flows.nodes[step.index()].scope;
                if home == own_scope {
                    list.push(Entry { reach: Reach::Step(step), ..entry });
                } else {
                    lists.far.push((home, offer, Entry { reach: Reach::FarStep(step), ..entry }));
                }
            }
            End::Stream(stream) => list.push(Entry { reach: Reach::Stream(stream), ..entry }),
            // An unknown end covers every node.
            End::Unknown => {
                list.extend([entry, Entry { reach: Reach::AnyStream, ..entry }]);
                if own_scope != ScopeId::CHAIN {
                    lists.unknown.push((offer, Entry { reach: Reach::AnyStep, ..entry }));
                }
            }
            End::External(_) | End::Itself | End::Undescribed(_) => {}
        }
    }
}

/// The ends that `occurrence` of `scope` names.
pub fn ends_of<'s>(scope: &'s Scope, occurrence: &Occurrence) -> &'s [crate::model::flows::NamedEnd] {
    &scope.ends[occurrence.ends as usize..(occurrence.ends + occurrence.end_count) as usize]
}

/// The file in which `occurrence` of `scope` stands.
pub(super) fn file_of(nodes: &[Node], scope: &Scope, occurrence: &Occurrence) -> FileId {
    let node = occurrence.node.map(|node| nodes[node.index()].statement.file);
    node.or(scope.statement.map(|statement| statement.file)).unwrap_or(FileId(0))
}

/// The items, aliases resolved, that `occurrence` of `scope` is about: one, or the alternatives.
pub(super) fn items<'a>(
    trees: &'a [Tree],
    declared: &'a Declared,
    flows: &'a Flows,
    scope: &Scope,
    occurrence: &Occurrence,
) -> impl Iterator<Item = Symbol> + Clone + use<'a> {
    trees[file_of(&flows.nodes, scope, occurrence).index()][occurrence.terms()]
        .iter()
        .filter_map(|term| term.symbol().map(|name| declared.item(name)))
}
