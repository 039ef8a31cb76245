//! What an occurrence expects, and who meets it.

use super::{Direction, Expectation, FAST_PATH_LIMIT, Viewpoint};
use crate::model::Model;
use crate::model::activity::{Activity, ActivityOf};
use crate::model::declared::ScopeId;
use crate::model::flows::{End, NodeId, Occurrence, Scope};
use crate::model::index::{Entry, Index, Reach, ends_of, of_node, reaching, standing_at};
use crate::syntax::{StatementFlags, StatementId, Symbol};

impl<'a> Model<'a> {
    /// Whether what `viewpoint` expects is met for one of these items.
    pub fn is_met(
        &self,
        viewpoint: Viewpoint,
        items: impl Iterator<Item = Symbol> + Clone,
        direction: Direction,
        expectation: Expectation,
    ) -> bool {
        if self.is_granted(viewpoint, direction, expectation)
            || self.is_met_by_description(viewpoint, items.clone(), direction, expectation)
        {
            return true;
        }
        let mut met = false;
        self.each_slice(viewpoint, items, direction, expectation, |slice| {
            met |= self.may_meet_one(viewpoint, direction, slice);
        });
        met
    }

    /// The node of `occurrence`, as it looks for partners.
    pub fn viewpoint(&self, scope: ScopeId, occurrence: &Occurrence) -> Viewpoint {
        let node = occurrence.node;
        let activity_of = node.map_or(ActivityOf::Nowhere, |node| self.flows.nodes[node.index()].activity_of);
        Viewpoint { scope, node, statement: occurrence.statement, activity_of }
    }

    /// What `occurrence` expects, one by one. Ends that are always right expect nothing.
    pub fn expectations<'s>(
        &'s self,
        scope: &'s Scope,
        occurrence: &Occurrence,
    ) -> impl Iterator<Item = Expectation> + Clone + use<'s, 'a> {
        let ends = ends_of(scope, occurrence);
        let border = occurrence.node.is_none();
        let activity_of =
            occurrence.node.map_or(ActivityOf::Nowhere, |node| self.flows.nodes[node.index()].activity_of);
        let anyone = (ends.is_empty() && !border).then_some(Expectation::Anyone);
        let named = ends.iter().flat_map(move |named| {
            let (one, all) = match named.end {
                // A stream's border is right with every activity.
                End::Activity(_) | End::All if border => (None, false),
                End::Activity(activity) => (Some(Expectation::Activity(activity)), false),
                End::All => (None, activity_of != ActivityOf::Unknown),
                End::Step(step) => (Some(Expectation::Step(step)), false),
                End::Stream(stream) => (Some(Expectation::Stream(stream)), false),
                End::External(_) | End::Itself | End::Undescribed(_) | End::Unknown => (None, false),
            };
            let others = Activity::ALL
                .into_iter()
                .filter(move |&activity| all && activity_of != ActivityOf::In(activity));
            one.into_iter().chain(others.map(Expectation::Activity))
        });
        anyone.into_iter().chain(named)
    }

    /// Whether what is expected lies where nothing is described, so that it is neither met nor failed.
    pub(super) fn is_at_large(
        &self,
        viewpoint: Viewpoint,
        direction: Direction,
        expectation: Expectation,
    ) -> bool {
        let chain = viewpoint.scope == ScopeId::CHAIN;
        match expectation {
            Expectation::Activity(activity) if chain => self.descriptions_of(activity).is_empty(),
            Expectation::Activity(activity) => {
                direction == Direction::Out && activity == Activity::Improve
                    || self.others_in(viewpoint, activity) == 0
            }
            Expectation::Stream(stream) => !self.scope(stream).described,
            Expectation::Anyone | Expectation::Step(_) => false,
        }
    }

    /// How many other steps of the viewpoint's stream are, or may be, in `activity`.
    fn others_in(&self, viewpoint: Viewpoint, activity: Activity) -> u32 {
        let all = self.scope(viewpoint.scope).steps_in(activity);
        all - u32::from(viewpoint.node.is_some() && viewpoint.activity_of.may_be(activity))
    }

    /// Whether the expectation is met by what is not described or not readable, so that nothing is known of it.
    pub(in crate::model) fn is_granted(
        &self,
        viewpoint: Viewpoint,
        direction: Direction,
        expectation: Expectation,
    ) -> bool {
        if self.is_at_large(viewpoint, direction, expectation) {
            return true;
        }
        let chain = viewpoint.scope == ScopeId::CHAIN;
        let scope = self.scope(viewpoint.scope);
        match expectation {
            Expectation::Anyone if chain => self.has_open_activity(viewpoint),
            Expectation::Anyone => scope.open || self.has_open_step(viewpoint, |_| true),
            Expectation::Step(step) => self.flows.nodes[step.index()].open,
            Expectation::Activity(activity) => {
                self.has_open_step(viewpoint, |activity_of| activity_of.may_be(activity))
            }
            Expectation::Stream(stream) => {
                self.scope(stream).open
                    || self.has_open_step(self.outside(stream), |_| true)
                    || viewpoint.node.is_none()
                        && self.mismatches.is_between(stream, viewpoint.scope, direction)
            }
        }
    }

    /// Whether another activity than the viewpoint's is not described, or not readable as a whole.
    fn has_open_activity(&self, viewpoint: Viewpoint) -> bool {
        for activity in Activity::ALL {
            if viewpoint.activity_of == ActivityOf::In(activity) {
                continue;
            }
            if self.descriptions_of(activity).is_empty() {
                return true;
            }
        }
        let mut open = self.scope(ScopeId::CHAIN).open_nodes.iter();
        open.any(|&node| self.node(node).activity_of != viewpoint.activity_of)
    }

    /// Whether a description of `activity` holds something unreadable.
    pub fn has_open_description(&self, activity: Activity) -> bool {
        let open = &self.scope(ScopeId::CHAIN).open_nodes;
        open.iter().any(|&node| self.node(node).activity_of == ActivityOf::In(activity))
    }

    /// Whether a step's expectation of an activity is met by that activity's description, which lists such an item.
    pub(super) fn is_met_by_description(
        &self,
        viewpoint: Viewpoint,
        mut items: impl Iterator<Item = Symbol>,
        direction: Direction,
        expectation: Expectation,
    ) -> bool {
        match expectation {
            Expectation::Activity(activity) if viewpoint.scope != ScopeId::CHAIN => {
                // The description of an unknown activity may be of any that has none.
                let is_unknown =
                    self.descriptions_of(activity).is_empty() && !self.declared.unknown_activities.is_empty();
                is_unknown || items.any(|item| self.is_listed(activity, direction, item))
            }
            _ => false,
        }
    }

    /// Somebody in a stream who is none of its steps.
    pub(in crate::model) fn outside(&self, scope: ScopeId) -> Viewpoint {
        Viewpoint { scope, node: None, statement: StatementId::FIRST, activity_of: ActivityOf::Nowhere }
    }

    pub(in crate::model) fn has_open_step(
        &self,
        viewpoint: Viewpoint,
        at: impl Fn(ActivityOf) -> bool,
    ) -> bool {
        let mut open = self.scope(viewpoint.scope).open_nodes.iter();
        open.any(|&id| viewpoint.node != Some(id) && at(self.node(id).activity_of))
    }

    /// Whether the description of `activity` lists an item on the other side that agrees with `item`, either way.
    fn is_listed(&self, activity: Activity, direction: Direction, item: Symbol) -> bool {
        let listed = match direction {
            Direction::In => &self.listing(activity).outputs,
            Direction::Out => &self.listing(activity).inputs,
        };
        listed.agrees(&self.declared, item)
    }

    /// Whether the viewpoint can meet an entry of the other side's index: it is not its own, or the step takes its own
    /// work back.
    pub fn may_meet(&self, viewpoint: Viewpoint, direction: Direction, entry: &Entry) -> bool {
        match (viewpoint.scope, viewpoint.node) {
            (ScopeId::CHAIN, _) => entry.activity_of != viewpoint.activity_of,
            (_, Some(node)) if entry.node == Some(node) => {
                let input = match direction {
                    Direction::In => viewpoint.statement,
                    Direction::Out => self.scope(viewpoint.scope).input(entry.occurrence).statement,
                };
                let file = self.node(node).statement.file;
                self.tree(file)[input].flags.has(StatementFlags::REWORK)
            }
            _ => true,
        }
    }

    /// Whether the viewpoint can meet one of these, a run of the other side's index. They are in the order of activities and
    /// nodes, so that one of another stands at an end. Where all are the step's own, it may take one of them back.
    pub fn may_meet_one(&self, viewpoint: Viewpoint, direction: Direction, run: &[Entry]) -> bool {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
        if self.may_meet(viewpoint, direction, first) || self.may_meet(viewpoint, direction, last) {
            return true;
        }
        let Some(step) = viewpoint.node.filter(|_| viewpoint.scope != ScopeId::CHAIN) else { return false };
        let reworks = self.indexes.reworks.find(first.item, first.reach);
        direction == Direction::Out && !of_node(reworks, first.activity_of, step).is_empty()
    }

    /// Who meets the expectation, if the names agree: entries of the other side's index.
    pub fn partners(
        &self,
        viewpoint: Viewpoint,
        occurrence: &Occurrence,
        direction: Direction,
        expectation: Expectation,
    ) -> impl Iterator<Item = &Entry> {
        let slices = self.partner_slices(viewpoint, occurrence, direction, expectation);
        let parts = slices.into_iter().flat_map(move |slice| {
            let [before, own, behind] = around_own(viewpoint, slice);
            let own = if self.may_meet_one(viewpoint, direction, own) { own } else { &[] };
            [before, own, behind]
        });
        parts.flatten().filter(move |entry| self.may_meet(viewpoint, direction, entry))
    }

    /// The same as runs of an index, in which the viewpoint itself may stand.
    pub fn partner_slices(
        &self,
        viewpoint: Viewpoint,
        occurrence: &Occurrence,
        direction: Direction,
        expectation: Expectation,
    ) -> Vec<&[Entry]> {
        let items = self.items(viewpoint.scope, occurrence);
        let mut slices = Vec::new();
        self.each_slice(viewpoint, items, direction, expectation, |slice| slices.push(slice));
        slices
    }

    /// Calls `each` for the runs of the other side's index that meet the expectation for one of these items.
    pub(in crate::model) fn each_slice<'s>(
        &'s self,
        viewpoint: Viewpoint,
        items: impl Iterator<Item = Symbol>,
        direction: Direction,
        expectation: Expectation,
        mut each: impl FnMut(&'s [Entry]),
    ) {
        let (indexes, unknown) = match direction {
            Direction::In => (&self.indexes.offers, &self.indexes.unknown_offers),
            Direction::Out => (&self.indexes.requests, &self.indexes.unknown_requests),
        };
        for item in items {
            let own = [item];
            // Offers stand under every broader item; so a request asks for its own, and an offer looks for all of its.
            let asked = if direction == Direction::In { &own[..] } else { self.declared.broader(&own[0]) };
            for &item in asked {
                self.each_slice_of(indexes, unknown, viewpoint, item, expectation, &mut each);
            }
        }
    }

    /// The same for one item. Who names no end looks in its own scope; so does who names an activity, since only steps
    /// of its stream are meant. Who names a step looks where that step lives, and among what it sends here; who names a
    /// stream looks at that stream's border alone.
    fn each_slice_of<'i>(
        &self,
        indexes: &'i [Index],
        unknown: &'i Index,
        viewpoint: Viewpoint,
        item: Symbol,
        expectation: Expectation,
        each: &mut impl FnMut(&'i [Entry]),
    ) {
        let own = indexes[viewpoint.scope.index()].of_item(item);
        let mut add = |slice: &'i [Entry]| {
            if !slice.is_empty() {
                each(slice);
            }
        };
        // The reaches that cover the viewpoint in its own scope, or in that of a step which it names.
        let activities = viewpoint.activity_of.activities().iter().copied();
        let covering = std::iter::once(Reach::Any).chain(activities.map(Reach::Activity));
        match (expectation, viewpoint.node) {
            (Expectation::Anyone, Some(node)) => {
                let own_reaches = [Reach::Step(node), Reach::FarStep(node), Reach::Inside];
                each_reaching(own, covering.chain(own_reaches), &mut add);
                // An unknown end may be the name of this step, wherever it stands.
                if viewpoint.scope != ScopeId::CHAIN {
                    add(unknown.find(item, Reach::AnyStep));
                }
            }
            (Expectation::Activity(activity), Some(node)) => {
                each_reaching(own, covering.chain([Reach::Step(node)]), |found| {
                    add(standing_at(found, ActivityOf::In(activity)));
                    add(standing_at(found, ActivityOf::Unknown));
                });
            }
            (Expectation::Step(step), Some(node)) => {
                let other = &self.flows.nodes[step.index()];
                let (home, activity_of) = (indexes[other.scope.index()].of_item(item), other.activity_of);
                for reach in covering {
                    add(of_node(reaching(home, reach), activity_of, step));
                }
                for reach in [Reach::Step(node), Reach::FarStep(node)] {
                    add(of_node(reaching(own, reach), activity_of, step));
                }
            }
            (Expectation::Stream(stream), _) => {
                let other = indexes[stream.index()].of_item(item);
                for reach in [Reach::Outside, Reach::Stream(viewpoint.scope), Reach::AnyStream] {
                    add(reaching(other, reach));
                }
                if viewpoint.node.is_none() {
                    add(reaching(other, Reach::Run(viewpoint.scope)));
                }
            }
            (_, None) => {}
        }
    }
}

/// A longer run of an index in three parts: what stands before what is the viewpoint's own, that itself, and what stands
/// behind it. So a node with many flows of one item need not look past all of its own for each.
fn around_own(viewpoint: Viewpoint, run: &[Entry]) -> [&[Entry]; 3] {
    if run.len() <= FAST_PATH_LIMIT {
        return [run, &[], &[]];
    }
    // In the value chain a whole activity is one's own.
    let within = |node: Option<NodeId>| node.filter(|_| viewpoint.scope != ScopeId::CHAIN);
    let key = |entry: &Entry| (entry.activity_of, within(entry.node));
    let own = (viewpoint.activity_of, within(viewpoint.node));
    let (before, rest) = run.split_at(run.partition_point(|entry| key(entry) < own));
    let (own, behind) = rest.split_at(rest.partition_point(|entry| key(entry) == own));
    [before, own, behind]
}

/// Calls `each` for the runs of `listed` with one of these reaches, which are in their order.
fn each_reaching<'i>(
    listed: &'i [Entry],
    reaches: impl Iterator<Item = Reach> + Clone,
    mut each: impl FnMut(&'i [Entry]),
) {
    if listed.len() > FAST_PATH_LIMIT {
        for reach in reaches {
            each(reaching(listed, reach));
        }
        return;
    }
    // Of few entries each is looked at, which is quicker than to search them for each reach.
    for run in listed.chunk_by(|one, other| one.reach == other.reach) {
        if reaches.clone().any(|reach| reach == run[0].reach) {
            each(run);
        }
    }
}
