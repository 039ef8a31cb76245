//! Which expectations meet: the tables of the language, "In the value chain" and "In a stream".

use rayon::prelude::*;

use crate::model::Model;
use crate::model::activity::{Activity, Standing};
use crate::model::declared::ScopeId;
use crate::model::flows::{End, NodeId, Occurrence, Scope};
use crate::model::index::{Entry, Index, Reach, ends_of, of_node, reaching, standing_at};
use crate::syntax::{Marks, Symbol};

/// What an occurrence expects of one end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Expectation {
    /// It names no end: whoever has the item, or wants it.
    Anyone,
    /// A node in this activity.
    Activity(Activity),
    /// This step.
    Step(NodeId),
    /// This stream.
    Stream(ScopeId),
}

/// Which way an occurrence looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// It takes: an input; an outcome seen from inside; a trigger seen from outside.
    Takes,
    /// It gives: an output; a trigger seen from inside; an outcome seen from outside.
    Gives,
}

/// Which list of its scope an occurrence stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An input of a node.
    Input,
    /// An output of a node.
    Output,
    /// A trigger of a stream.
    Trigger,
    /// An outcome of a stream.
    Outcome,
}

/// An occurrence of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OccurrenceRef {
    /// Its scope.
    pub scope: ScopeId,
    /// Its list.
    pub kind: Kind,
    /// Its index in that list.
    pub index: u32,
}

/// An occurrence with the expectations of it that do not meet.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The occurrence.
    pub occurrence: OccurrenceRef,
    /// Which way it looks. A trigger that no step uses gives; one that no stream gives takes.
    pub way: Way,
    /// Index of the term that names the item, the first one if there are alternatives.
    pub term: u32,
    /// How many alternatives fail together.
    pub choices: u32,
    /// What fails, in the order in which the ends are named.
    pub expectations: Vec<Expectation>,
}

/// How many expectations meet, of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that meet.
    pub met: usize,
    /// All.
    pub total: usize,
}

/// The result of matching.
#[derive(Debug, Default)]
pub struct Matching {
    /// What fails, by scope; within it inputs, outputs, triggers, outcomes, each in the order of the text.
    pub failures: Vec<Failure>,
    /// Ends of inputs that name, or mean, a node or stream that is described.
    pub inputs: Tally,
    /// The same of outputs.
    pub outputs: Tally,
    /// For each scope, pairs (outcome, output): the outputs that produce each outcome.
    pub producers: Vec<Vec<(u32, u32)>>,
}

/// Failures, tallies of inputs and outputs, and producers of one scope.
type Matched = (Vec<Failure>, Tally, Tally, Vec<(u32, u32)>);

/// The viewpoint of a speaker: a node, or a stream seen from outside.
#[derive(Clone, Copy, Debug)]
pub struct Speaker {
    /// Its scope.
    pub scope: ScopeId,
    /// Its node, if it is one.
    pub node: Option<NodeId>,
    /// Where the node stands.
    pub standing: Standing,
}

impl<'a> Model<'a> {
    /// Matches everything with everything.
    pub(super) fn match_all(&self) -> Matching {
        let results: Vec<Matched> = (0..self.flows.scopes.len() as u32)
            .into_par_iter()
            .map(|scope| self.match_scope(ScopeId(scope)))
            .collect();
        let mut matching = Matching::default();
        for (failures, inputs, outputs, producers) in results {
            matching.failures.extend(failures);
            matching.inputs.met += inputs.met;
            matching.inputs.total += inputs.total;
            matching.outputs.met += outputs.met;
            matching.outputs.total += outputs.total;
            matching.producers.push(producers);
        }
        matching
    }

    fn match_scope(&self, id: ScopeId) -> Matched {
        let scope = self.scope(id);
        let mut failures = Vec::new();
        let (mut inputs, mut outputs) = (Tally::default(), Tally::default());
        let lists = [
            (Kind::Input, Way::Takes, &scope.inputs),
            (Kind::Output, Way::Gives, &scope.outputs),
            (Kind::Trigger, Way::Takes, &scope.triggers),
            (Kind::Outcome, Way::Gives, &scope.outcomes),
        ];
        for (kind, way, list) in lists {
            let tally = if way == Way::Takes { &mut inputs } else { &mut outputs };
            for index in 0..list.len() {
                let this = OccurrenceRef { scope: id, kind, index: index as u32 };
                for part in self.seen_as(this, way) {
                    let expectations = self.failing(this, &part, way, tally);
                    if !expectations.is_empty() {
                        let (term, choices) = (part.term, part.choices);
                        failures.push(Failure { occurrence: this, way, term, choices, expectations });
                    }
                }
            }
        }
        let producers = self.match_border(id, &mut failures);
        (failures, inputs, outputs, producers)
    }

    /// The occurrence as one or several, looked at this way: seen from outside, a trigger is an input, content with any
    /// of its alternatives, and an outcome an output, each alternative of which is an occurrence.
    fn seen_as(&self, this: OccurrenceRef, way: Way) -> Vec<Occurrence> {
        let occurrence = *self.occurrence(this);
        match (this.kind, way) {
            (Kind::Outcome, Way::Gives) => (occurrence.term..occurrence.term + occurrence.choices)
                .map(|term| Occurrence { term, choices: 1, ..occurrence })
                .collect(),
            (Kind::Trigger, Way::Takes) => {
                let tree = self.tree(self.file_of(this.scope, &occurrence));
                if !tree.statements[occurrence.statement as usize].marks.has(Marks::EITHER) {
                    return vec![occurrence];
                }
                let items = tree.subjects(occurrence.statement);
                let is_first = occurrence.term == items.start;
                is_first
                    .then_some(Occurrence { choices: items.len() as u32, ..occurrence })
                    .into_iter()
                    .collect()
            }
            _ => vec![occurrence],
        }
    }

    fn failing(
        &self,
        this: OccurrenceRef,
        occurrence: &Occurrence,
        way: Way,
        tally: &mut Tally,
    ) -> Vec<Expectation> {
        let speaker = self.speaker(this.scope, occurrence);
        let scope = self.scope(this.scope);
        let mut failing = Vec::new();
        let items = self.items(this.scope, occurrence);
        let mentioned = items.clone().any(|item| self.is_mentioned(item));
        for expectation in self.expectations(scope, occurrence) {
            tally.total += usize::from(!self.is_at_large(speaker, way, expectation));
            if mentioned || self.is_met(speaker, items.clone(), way, expectation) {
                tally.met += usize::from(!self.is_at_large(speaker, way, expectation));
            } else if !failing.contains(&expectation) {
                failing.push(expectation);
            }
        }
        failing
    }

    /// Whether what `speaker` expects is met for one of these items.
    pub fn is_met(
        &self,
        speaker: Speaker,
        items: impl Iterator<Item = Symbol> + Clone,
        way: Way,
        expectation: Expectation,
    ) -> bool {
        if self.is_granted(speaker, way, expectation)
            || self.is_met_by_description(speaker, items.clone(), way, expectation)
        {
            return true;
        }
        let mut met = false;
        self.each_slice(speaker, items, way, expectation, |slice| {
            met |= slice.iter().any(|entry| is_another(speaker, entry));
        });
        met
    }

    /// The speaker of `occurrence`.
    pub fn speaker(&self, scope: ScopeId, occurrence: &Occurrence) -> Speaker {
        let node = occurrence.node;
        let standing = node.map_or(Standing::Nowhere, |node| self.flows.nodes[node.index()].standing);
        Speaker { scope, node, standing }
    }

    /// What `occurrence` expects, one by one. Ends that are always right expect nothing.
    pub fn expectations<'s>(
        &'s self,
        scope: &'s Scope,
        occurrence: &Occurrence,
    ) -> impl Iterator<Item = Expectation> + use<'s, 'a> {
        let ends = ends_of(scope, occurrence);
        let border = occurrence.node.is_none();
        let standing =
            occurrence.node.map_or(Standing::Nowhere, |node| self.flows.nodes[node.index()].standing);
        let anyone = (ends.is_empty() && !border).then_some(Expectation::Anyone);
        let named = ends.iter().flat_map(move |named| {
            let (one, all) = match named.end {
                // A stream's border is right with every activity.
                End::Activity(_) | End::All if border => (None, false),
                End::Activity(activity) => (Some(Expectation::Activity(activity)), false),
                End::All => (None, standing != Standing::Unknown),
                End::Step(step) => (Some(Expectation::Step(step)), false),
                End::Stream(stream) => (Some(Expectation::Stream(stream)), false),
                End::Outside(_) | End::Itself | End::Undescribed(_) | End::Unknown => (None, false),
            };
            let others =
                Activity::ALL.into_iter().filter(move |&activity| all && standing != Standing::In(activity));
            one.into_iter().chain(others.map(Expectation::Activity))
        });
        anyone.into_iter().chain(named)
    }

    /// Whether what is expected lies where nothing is described, so that it is neither met nor failed.
    fn is_at_large(&self, speaker: Speaker, way: Way, expectation: Expectation) -> bool {
        let chain = speaker.scope == ScopeId::CHAIN;
        match expectation {
            Expectation::Activity(activity) if chain => self.described[activity as usize].is_empty(),
            Expectation::Activity(activity) => {
                way == Way::Gives && activity == Activity::Improve || self.others_in(speaker, activity) == 0
            }
            Expectation::Stream(stream) => !self.scope(stream).described,
            Expectation::Anyone | Expectation::Step(_) => false,
        }
    }

    /// How many other steps of the speaker's stream are, or may be, in `activity`.
    fn others_in(&self, speaker: Speaker, activity: Activity) -> u32 {
        let all = self.scope(speaker.scope).per_activity[activity as usize];
        all - u32::from(speaker.node.is_some() && speaker.standing.may_be(activity))
    }

    /// Whether the expectation is met by what is not described or not readable, so that nothing is known of it.
    pub fn is_granted(&self, speaker: Speaker, way: Way, expectation: Expectation) -> bool {
        if self.is_at_large(speaker, way, expectation) {
            return true;
        }
        let chain = speaker.scope == ScopeId::CHAIN;
        let scope = self.scope(speaker.scope);
        match expectation {
            Expectation::Anyone if chain => Activity::ALL.into_iter().any(|activity| {
                let others = &self.described[activity as usize];
                speaker.standing != Standing::In(activity)
                    && (others.is_empty() || others.iter().any(|&node| self.flows.nodes[node.index()].open))
            }),
            Expectation::Activity(activity) if chain => {
                self.described[activity as usize].iter().any(|&node| self.flows.nodes[node.index()].open)
            }
            Expectation::Anyone => scope.open || self.has_open_step(speaker, |_| true),
            Expectation::Step(step) => self.flows.nodes[step.index()].open,
            Expectation::Activity(activity) => {
                self.has_open_step(speaker, |standing| standing.may_be(activity))
            }
            Expectation::Stream(stream) => {
                let other = self.scope(stream);
                other.open || other.nodes.clone().any(|node| self.flows.nodes[node as usize].open)
            }
        }
    }

    /// Whether a step's expectation of an activity is met by that activity's description, which lists such an item.
    fn is_met_by_description(
        &self,
        speaker: Speaker,
        mut items: impl Iterator<Item = Symbol>,
        way: Way,
        expectation: Expectation,
    ) -> bool {
        match expectation {
            Expectation::Activity(activity) if speaker.scope != ScopeId::CHAIN => {
                // The description of an unknown activity may be of any that has none.
                let is_unknown = self.described[activity as usize].is_empty()
                    && !self.declared.unknown_activities.is_empty();
                is_unknown || items.any(|item| self.is_listed(activity, way, item))
            }
            _ => false,
        }
    }

    fn has_open_step(&self, speaker: Speaker, at: impl Fn(Standing) -> bool) -> bool {
        self.has_open_nodes
            && self.scope(speaker.scope).nodes.clone().any(|index| {
                let node = &self.flows.nodes[index as usize];
                node.open && speaker.node != Some(NodeId(index)) && at(node.standing)
            })
    }

    /// Whether the description of `activity` lists an item on the other side that agrees with `item`, either way.
    fn is_listed(&self, activity: Activity, way: Way, item: Symbol) -> bool {
        let listed = match way {
            Way::Takes => &self.listed[activity as usize].outputs,
            Way::Gives => &self.listed[activity as usize].inputs,
        };
        listed.agrees(&self.declared, item)
    }

    /// Who meets the expectation, if the names agree: entries of the other side's index.
    pub fn partners(
        &self,
        speaker: Speaker,
        occurrence: &Occurrence,
        way: Way,
        expectation: Expectation,
    ) -> impl Iterator<Item = &Entry> {
        let slices = self.partner_slices(speaker, occurrence, way, expectation);
        slices.into_iter().flatten().filter(move |entry| is_another(speaker, entry))
    }

    /// The same as runs of an index, in which the speaker itself may stand.
    pub fn partner_slices(
        &self,
        speaker: Speaker,
        occurrence: &Occurrence,
        way: Way,
        expectation: Expectation,
    ) -> Vec<&[Entry]> {
        let items = self.items(speaker.scope, occurrence);
        let mut slices = Vec::new();
        self.each_slice(speaker, items, way, expectation, |slice| slices.push(slice));
        slices
    }

    /// Calls `each` for the runs of the other side's index that meet the expectation for one of these items.
    fn each_slice<'s>(
        &'s self,
        speaker: Speaker,
        items: impl Iterator<Item = Symbol>,
        way: Way,
        expectation: Expectation,
        mut each: impl FnMut(&'s [Entry]),
    ) {
        let (indexes, unknown) = match way {
            Way::Takes => (&self.indexes.offers, &self.indexes.unknown_offers),
            Way::Gives => (&self.indexes.requests, &self.indexes.unknown_requests),
        };
        for item in items {
            let own = [item];
            // Offers stand under every broader item; so a request asks for its own, and an offer looks for all of its.
            let asked = if way == Way::Takes { &own[..] } else { self.declared.broader(&own[0]) };
            for &item in asked {
                self.each_slice_of(indexes, unknown, speaker, item, expectation, &mut each);
            }
        }
    }

    fn each_slice_of<'i>(
        &self,
        indexes: &'i [Index],
        unknown: &'i Index,
        speaker: Speaker,
        item: Symbol,
        expectation: Expectation,
        each: &mut impl FnMut(&'i [Entry]),
    ) {
        let own = indexes[speaker.scope.index()].of_item(item);
        let mut add = |slice: &'i [Entry]| {
            if !slice.is_empty() {
                each(slice);
            }
        };
        // The reaches that cover the speaker in its own scope, or in that of a step which it names.
        let activities = Activity::ALL.into_iter().filter(|&activity| speaker.standing.may_be(activity));
        let covering = std::iter::once(Reach::Any).chain(activities.map(Reach::Activity));
        match (expectation, speaker.node) {
            (Expectation::Anyone, Some(node)) => {
                covering.for_each(|reach| add(reaching(own, reach)));
                for reach in [Reach::Step(node), Reach::FarStep(node), Reach::Inside] {
                    add(reaching(own, reach));
                }
                // An unknown end may be the name of this step, wherever it stands.
                if speaker.scope != ScopeId::CHAIN {
                    add(unknown.find(item, Reach::AnyStep));
                }
            }
            (Expectation::Activity(activity), Some(node)) => {
                for reach in covering.chain([Reach::Step(node)]) {
                    let found = reaching(own, reach);
                    add(standing_at(found, Standing::In(activity)));
                    add(standing_at(found, Standing::Unknown));
                }
            }
            (Expectation::Step(step), Some(node)) => {
                let other = &self.flows.nodes[step.index()];
                let (home, standing) = (indexes[other.scope.index()].of_item(item), other.standing);
                covering.for_each(|reach| add(of_node(reaching(home, reach), standing, step)));
                for reach in [Reach::Step(node), Reach::FarStep(node)] {
                    add(of_node(reaching(own, reach), standing, step));
                }
            }
            (Expectation::Stream(stream), _) => {
                let other = indexes[stream.index()].of_item(item);
                for reach in [Reach::Outside, Reach::Stream(speaker.scope), Reach::AnyStream] {
                    add(reaching(other, reach));
                }
            }
            (_, None) => {}
        }
    }

    // ── Triggers and outcomes, seen from inside ─────────────────────────────────────────────────

    /// Finds triggers that no step uses and outcomes that none produces, and gives what produces which outcome.
    fn match_border(&self, id: ScopeId, failures: &mut Vec<Failure>) -> Vec<(u32, u32)> {
        let scope = self.scope(id);
        let mut producers = Vec::new();
        if scope.triggers.is_empty() && scope.outcomes.is_empty() {
            return producers;
        }
        let is_open = scope.open || scope.nodes.clone().any(|node| self.flows.nodes[node as usize].open);
        let by_item = |list: &[Occurrence], broader: bool| {
            let mut sorted: Vec<(Symbol, u32)> = Vec::with_capacity(list.len());
            for (index, occurrence) in list.iter().enumerate() {
                for item in self.items(id, occurrence) {
                    let own = [item];
                    let listed = if broader { self.declared.broader(&own[0]) } else { &own[..] };
                    sorted.extend(listed.iter().map(|&item| (item, index as u32)));
                }
            }
            sorted.sort_unstable();
            sorted
        };
        let inputs = if scope.triggers.is_empty() { Vec::new() } else { by_item(&scope.inputs, false) };
        for (index, trigger) in scope.triggers.iter().enumerate() {
            let used = self.items(id, trigger).any(|item| {
                let own = [item];
                let mut broad = self.declared.broader(&own[0]).iter();
                is_open
                    || self.is_mentioned(item)
                    || broad.any(|&item| {
                        with_item(&inputs, item)
                            .any(|input| self.shares_end(id, trigger, &scope.inputs[input as usize]))
                    })
            });
            if !used {
                let occurrence = OccurrenceRef { scope: id, kind: Kind::Trigger, index: index as u32 };
                failures.push(fails(occurrence, Way::Gives, trigger));
            }
        }
        let outputs = if scope.outcomes.is_empty() { Vec::new() } else { by_item(&scope.outputs, true) };
        for (index, outcome) in scope.outcomes.iter().enumerate() {
            let before = producers.len();
            for item in self.items(id, outcome) {
                let of_item = with_item(&outputs, item);
                let agreeing =
                    of_item.filter(|&output| self.shares_end(id, outcome, &scope.outputs[output as usize]));
                producers.extend(agreeing.map(|output| (index as u32, output)));
            }
            let granted = is_open || self.items(id, outcome).any(|item| self.is_mentioned(item));
            if producers.len() == before && !granted {
                let occurrence = OccurrenceRef { scope: id, kind: Kind::Outcome, index: index as u32 };
                failures.push(fails(occurrence, Way::Takes, outcome));
            }
        }
        producers.sort_unstable();
        producers.dedup();
        producers
    }

    /// Whether a step's flow may meet a trigger or outcome of its stream: it names no end, or one that the border
    /// names too, or, where the border names none, any end other than a step of this stream.
    pub fn shares_end(&self, id: ScopeId, border: &Occurrence, flow: &Occurrence) -> bool {
        let scope = self.scope(id);
        let (border, ends) = (ends_of(scope, border), ends_of(scope, flow));
        if ends.is_empty() {
            return true;
        }
        let standing = flow.node.map_or(Standing::Nowhere, |node| self.flows.nodes[node.index()].standing);
        ends.iter().any(|named| match named.end {
            End::Unknown => true,
            end if border.is_empty() => match end {
                End::Step(step) => self.flows.nodes[step.index()].scope != id,
                End::Itself => false,
                _ => true,
            },
            end => border.iter().any(|other| match (other.end, end) {
                (End::Unknown, _) | (End::All, End::All) => true,
                (End::All, End::Activity(_)) => true,
                (End::Activity(activity), End::All) => standing != Standing::In(activity),
                (other, end) => other == end && end != End::Itself,
            }),
        })
    }
}

/// Whether the entry is not the speaker's own.
fn is_another(speaker: Speaker, entry: &Entry) -> bool {
    match speaker.scope {
        ScopeId::CHAIN => entry.standing != speaker.standing,
        _ => entry.node.is_none() || entry.node != speaker.node,
    }
}

fn fails(occurrence: OccurrenceRef, way: Way, flow: &Occurrence) -> Failure {
    let (term, choices) = (flow.term, flow.choices);
    Failure { occurrence, way, term, choices, expectations: vec![Expectation::Anyone] }
}

fn with_item(sorted: &[(Symbol, u32)], item: Symbol) -> impl Iterator<Item = u32> + '_ {
    let start = sorted.partition_point(|&(other, _)| other < item);
    sorted[start..].iter().take_while(move |&&(other, _)| other == item).map(|&(_, index)| index)
}

impl Model<'_> {
    /// The occurrence that `occurrence` refers to.
    pub fn occurrence(&self, occurrence: OccurrenceRef) -> &Occurrence {
        let scope = self.scope(occurrence.scope);
        let list = match occurrence.kind {
            Kind::Input => &scope.inputs,
            Kind::Output => &scope.outputs,
            Kind::Trigger => &scope.triggers,
            Kind::Outcome => &scope.outcomes,
        };
        &list[occurrence.index as usize]
    }
}
