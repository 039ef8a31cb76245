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
    /// For each scope, what its steps need no closer look for.
    pub plain: Vec<Plain>,
}

/// What a stream shows at the first look, so that nothing has to be searched for: two things that hold for nearly
/// every one. Where one does not, [`Net`](crate::model::net::Net) knows the truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain {
    /// Whatever a step waits for is given by a step above it or by a trigger that is there from the beginning. So all
    /// steps start, in the order of the text, and no input is late.
    pub runs_down: bool,
    /// Every step contributes: what it puts out goes somewhere, or to a step below it that contributes.
    pub contributes: bool,
}

/// What matching finds in one scope.
#[derive(Default)]
struct Matched {
    failures: Vec<Failure>,
    inputs: Tally,
    outputs: Tally,
    producers: Vec<(u32, u32)>,
}

/// Room to work in, for one scope after the other.
#[derive(Default)]
struct Room<'s> {
    /// What meets the inputs of the scope: the step that takes, and a run of who gives.
    fed: Vec<(NodeId, &'s [Entry])>,
    /// Whether each step of the scope puts something out, and whether it contributes.
    puts_out: Vec<bool>,
    contributes: Vec<bool>,
    /// Triggers, or outcomes, by item.
    border: Vec<(Symbol, u32)>,
}

/// In a longer run of entries only so many are looked at where it only matters to see quickly that all is well.
pub const GLANCE: usize = 16;

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
        let results: Vec<(Matched, Plain)> = (0..self.flows.scopes.len() as u32)
            .into_par_iter()
            .map_init(Room::default, |room, scope| self.match_scope(ScopeId(scope), room))
            .collect();
        let mut matching = Matching::default();
        matching.producers.reserve_exact(results.len());
        matching.plain.reserve_exact(results.len());
        for (matched, plain) in results {
            matching.failures.extend(matched.failures);
            matching.inputs.met += matched.inputs.met;
            matching.inputs.total += matched.inputs.total;
            matching.outputs.met += matched.outputs.met;
            matching.outputs.total += matched.outputs.total;
            matching.producers.push(matched.producers);
            matching.plain.push(plain);
        }
        matching
    }

    fn match_scope<'s>(&'s self, id: ScopeId, room: &mut Room<'s>) -> (Matched, Plain) {
        let scope = self.scope(id);
        let mut matched = Matched::default();
        let mut plain = Plain { runs_down: true, contributes: true };
        room.fed.clear();
        for (index, input) in scope.inputs.iter().enumerate() {
            let this = OccurrenceRef { scope: id, kind: Kind::Input, index: index as u32 };
            plain.runs_down &= self.match_input(this, input, &mut matched, &mut room.fed);
        }
        let lists = [
            (Kind::Output, Way::Gives, &scope.outputs),
            (Kind::Trigger, Way::Takes, &scope.triggers),
            (Kind::Outcome, Way::Gives, &scope.outcomes),
        ];
        for (kind, way, list) in lists {
            for (index, occurrence) in list.iter().enumerate() {
                let this = OccurrenceRef { scope: id, kind, index: index as u32 };
                for part in self.seen_as(this, occurrence, way) {
                    self.match_part(this, &part, way, &mut matched);
                }
            }
        }
        self.match_border(id, &mut matched, &mut room.border);
        if id != ScopeId::CHAIN {
            plain.contributes = self.all_contribute(id, &matched, room);
        }
        (matched, plain)
    }

    /// An occurrence as one or several, looked at this way: seen from outside, a trigger is an input, content with any
    /// of its alternatives, and an outcome an output, each alternative of which is an occurrence.
    fn seen_as(
        &self,
        this: OccurrenceRef,
        occurrence: &Occurrence,
        way: Way,
    ) -> impl Iterator<Item = Occurrence> + use<> {
        let occurrence = *occurrence;
        let (parts, choices) = match (this.kind, way) {
            (Kind::Outcome, Way::Gives) => (occurrence.choices, 1),
            (Kind::Trigger, Way::Takes) => {
                let tree = self.tree(self.file_of(this.scope, &occurrence));
                let items = tree.subjects(occurrence.statement);
                match tree.statements[occurrence.statement as usize].marks.has(Marks::EITHER) {
                    false => (1, occurrence.choices),
                    true => (u32::from(occurrence.term == items.start), items.len() as u32),
                }
            }
            _ => (1, occurrence.choices),
        };
        (0..parts).map(move |part| Occurrence { term: occurrence.term + part, choices, ..occurrence })
    }

    fn match_part(&self, this: OccurrenceRef, part: &Occurrence, way: Way, matched: &mut Matched) {
        let scope = self.scope(this.scope);
        let (speaker, items) = (self.speaker(this.scope, part), self.items(this.scope, part));
        let mut failing = Vec::new();
        let mentioned = items.clone().any(|item| self.is_mentioned(item));
        let tally = if way == Way::Takes { &mut matched.inputs } else { &mut matched.outputs };
        for expectation in self.expectations(scope, part) {
            let counts = usize::from(!self.is_at_large(speaker, way, expectation));
            tally.total += counts;
            if mentioned || self.is_met(speaker, items.clone(), way, expectation) {
                tally.met += counts;
            } else if !failing.contains(&expectation) {
                failing.push(expectation);
            }
        }
        matched.fails(this, part, way, failing);
    }

    /// Matches an input, and tells whether its step need not wait for anything that does not stand above it.
    fn match_input<'s>(
        &'s self,
        this: OccurrenceRef,
        input: &Occurrence,
        matched: &mut Matched,
        fed: &mut Vec<(NodeId, &'s [Entry])>,
    ) -> bool {
        let scope = self.scope(this.scope);
        let Some(node) = input.node.filter(|_| this.scope != ScopeId::CHAIN) else {
            self.match_part(this, input, Way::Takes, matched);
            return true;
        };
        let (speaker, items) = (self.speaker(this.scope, input), self.items(this.scope, input));
        let mut failing = Vec::new();
        let mentioned = items.clone().any(|item| self.is_mentioned(item));
        let mut runs_down = true;
        for expectation in self.expectations(scope, input) {
            let counts = usize::from(!self.is_at_large(speaker, Way::Takes, expectation));
            matched.inputs.total += counts;
            let granted = self.is_granted(speaker, Way::Takes, expectation);
            let (mut is_fed, mut from_above) = (false, false);
            self.each_slice(speaker, items.clone(), Way::Takes, expectation, |slice| {
                is_fed |= slice.iter().any(|entry| is_another(speaker, entry));
                let early = |entry: &Entry| self.is_early(this.scope, node, expectation, entry);
                from_above = from_above || slice.iter().take(GLANCE).any(early);
                fed.push((node, slice));
            });
            if mentioned
                || granted
                || is_fed
                || self.is_met_by_description(speaker, items.clone(), Way::Takes, expectation)
            {
                matched.inputs.met += counts;
            } else if !failing.contains(&expectation) {
                failing.push(expectation);
            }
            runs_down &= granted || from_above || !is_fed || !self.is_waited_for(node, input);
        }
        matched.fails(this, input, Way::Takes, failing);
        runs_down
    }

    /// Whether a step waits for its input: one that is neither `optional` nor `rework`.
    pub fn is_waited_for(&self, node: NodeId, input: &Occurrence) -> bool {
        let file = self.node(node).statement.file;
        let marks = self.tree(file).statements[input.statement as usize].marks;
        !marks.has(Marks::OPTIONAL) && !marks.has(Marks::REWORK)
    }

    /// Whether what stands in `entry`, and meets an expectation of `node`, is there before it: a step above it, or a
    /// trigger that is there from the beginning.
    pub fn is_early(&self, id: ScopeId, node: NodeId, expectation: Expectation, entry: &Entry) -> bool {
        let scope = self.scope(id);
        match (entry.node, expectation) {
            (Some(giver), _) => giver < node && giver.number() >= scope.nodes.start,
            (None, Expectation::Stream(_)) => false,
            (None, _) => {
                let ends = ends_of(scope, &scope.triggers[entry.occurrence as usize]);
                ends.is_empty() || ends.iter().any(|named| !matches!(named.end, End::Stream(_)))
            }
        }
    }

    /// Whether every step of a stream is seen to contribute, looking once from the last step to the first.
    fn all_contribute(&self, id: ScopeId, matched: &Matched, room: &mut Room<'_>) -> bool {
        let scope = self.scope(id);
        let Room { fed, puts_out, contributes, .. } = room;
        let (first, len) = (scope.nodes.start, scope.nodes.len());
        puts_out.clear();
        puts_out.resize(len, false);
        contributes.clear();
        contributes.resize(len, false);
        let at = |node: NodeId| (node.number() - first) as usize;
        for output in &scope.outputs {
            let Some(node) = output.node else { continue };
            puts_out[at(node)] = true;
            let known = &mut contributes[at(node)];
            *known = *known || self.reaches_somebody(id, output);
        }
        let orphaned = matched.failures.iter().filter(|failure| failure.occurrence.kind == Kind::Output);
        let orphaned = orphaned.map(|failure| failure.occurrence.index);
        for output in matched.producers.iter().map(|&(_, output)| output).chain(orphaned) {
            if let Some(node) = scope.outputs[output as usize].node {
                contributes[at(node)] = true;
            }
        }
        // What a step takes is of use if what it puts out is.
        let mut fed = &fed[..];
        for here in (0..len).rev() {
            contributes[here] |= !puts_out[here] || self.flows.nodes[first as usize + here].open;
            while let Some((&(taker, slice), rest)) = fed.split_last().filter(|(fed, _)| at(fed.0) == here) {
                fed = rest;
                if contributes[here] {
                    let givers = slice.iter().take(GLANCE).filter_map(|entry| entry.node);
                    for giver in
                        givers.filter(|giver| *giver != taker && scope.nodes.contains(&giver.number()))
                    {
                        contributes[at(giver)] = true;
                    }
                }
            }
        }
        contributes.iter().all(|&contributes| contributes)
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
    ) -> impl Iterator<Item = Expectation> + Clone + use<'s, 'a> {
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
            Expectation::Anyone => scope.open || self.has_open_step(speaker, |_| true),
            Expectation::Step(step) => self.flows.nodes[step.index()].open,
            Expectation::Activity(activity) => {
                self.has_open_step(speaker, |standing| standing.may_be(activity))
            }
            Expectation::Stream(stream) => {
                self.scope(stream).open || self.has_open_step(self.outside(stream), |_| true)
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

    /// Somebody in a stream who is none of its steps.
    fn outside(&self, scope: ScopeId) -> Speaker {
        Speaker { scope, node: None, standing: Standing::Nowhere }
    }

    fn has_open_step(&self, speaker: Speaker, at: impl Fn(Standing) -> bool) -> bool {
        self.has_open_nodes
            && self.scope(speaker.scope).nodes.clone().any(|index| {
                let node = &self.flows.nodes[index as usize];
                node.open && speaker.node != Some(NodeId::new(index)) && at(node.standing)
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
    pub(super) fn each_slice<'s>(
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
        let activities = speaker.standing.activities().iter().copied();
        let covering = std::iter::once(Reach::Any).chain(activities.map(Reach::Activity));
        match (expectation, speaker.node) {
            (Expectation::Anyone, Some(node)) => {
                let own_reaches = [Reach::Step(node), Reach::FarStep(node), Reach::Inside];
                each_reaching(own, covering.chain(own_reaches), &mut add);
                // An unknown end may be the name of this step, wherever it stands.
                if speaker.scope != ScopeId::CHAIN {
                    add(unknown.find(item, Reach::AnyStep));
                }
            }
            (Expectation::Activity(activity), Some(node)) => {
                each_reaching(own, covering.chain([Reach::Step(node)]), |found| {
                    add(standing_at(found, Standing::In(activity)));
                    add(standing_at(found, Standing::Unknown));
                });
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

    /// Finds triggers that no step uses and outcomes that none produces, and what produces which outcome. `listed` is
    /// room to work in.
    fn match_border(&self, id: ScopeId, matched: &mut Matched, listed: &mut Vec<(Symbol, u32)>) {
        let scope = self.scope(id);
        if scope.triggers.is_empty() && scope.outcomes.is_empty() {
            return;
        }
        let is_open = scope.open || self.has_open_step(self.outside(id), |_| true);
        for index in self.unused_triggers(id, is_open, listed) {
            let occurrence = OccurrenceRef { scope: id, kind: Kind::Trigger, index };
            let trigger = &scope.triggers[index as usize];
            matched.fails(occurrence, trigger, Way::Gives, vec![Expectation::Anyone]);
        }
        // A stream has few outcomes: they are listed by item, and all outputs are held against the list.
        listed.clear();
        for (index, outcome) in scope.outcomes.iter().enumerate() {
            listed.extend(self.items(id, outcome).map(|item| (item, index as u32)));
        }
        listed.sort_unstable();
        let producers = &mut matched.producers;
        for (index, output) in scope.outputs.iter().enumerate().take_while(|_| !listed.is_empty()) {
            for item in self.items(id, output) {
                for &broad in self.declared.broader(&item) {
                    let agreeing = with_item(listed, broad);
                    let produced = agreeing
                        .filter(|&outcome| self.shares_end(id, &scope.outcomes[outcome as usize], output));
                    producers.extend(produced.map(|outcome| (outcome, index as u32)));
                }
            }
        }
        producers.sort_unstable();
        producers.dedup();
        producers.shrink_to_fit();
        let mut produced = matched.producers.iter().map(|&(outcome, _)| outcome).peekable();
        let mut missing = Vec::new();
        for (index, outcome) in scope.outcomes.iter().enumerate() {
            let mut is_produced = false;
            while produced.next_if_eq(&(index as u32)).is_some() {
                is_produced = true;
            }
            let granted = is_open || self.items(id, outcome).any(|item| self.is_mentioned(item));
            if !is_produced && !granted {
                missing.push(index as u32);
            }
        }
        for index in missing {
            let occurrence = OccurrenceRef { scope: id, kind: Kind::Outcome, index };
            let outcome = &scope.outcomes[index as usize];
            matched.fails(occurrence, outcome, Way::Takes, vec![Expectation::Anyone]);
        }
    }

    /// The triggers that no step of the stream uses.
    fn unused_triggers(&self, id: ScopeId, is_open: bool, listed: &mut Vec<(Symbol, u32)>) -> Vec<u32> {
        let scope = self.scope(id);
        let is_used = |trigger: u32, input: u32| {
            self.shares_end(id, &scope.triggers[trigger as usize], &scope.inputs[input as usize])
        };
        let triggers = (0..scope.triggers.len() as u32).map(|index| (index, &scope.triggers[index as usize]));
        let mut unused: Vec<(u32, &Occurrence)> = triggers
            .filter(|(_, trigger)| !self.items(id, trigger).any(|item| is_open || self.is_mentioned(item)))
            .collect();
        listed.clear();
        if unused.len() <= GLANCE {
            for &(index, trigger) in &unused {
                for item in self.items(id, trigger) {
                    listed.extend(self.declared.broader(&item).iter().map(|&broad| (broad, index)));
                }
            }
            listed.sort_unstable();
            for (index, input) in scope.inputs.iter().enumerate() {
                if unused.is_empty() {
                    break;
                }
                for item in self.items(id, input) {
                    for trigger in with_item(listed, item) {
                        unused.retain(|&(other, _)| other != trigger || !is_used(trigger, index as u32));
                    }
                }
            }
        } else {
            // Many triggers look for an input each, so that the cost is their sum and not their product.
            for (index, input) in scope.inputs.iter().enumerate() {
                listed.extend(self.items(id, input).map(|item| (item, index as u32)));
            }
            listed.sort_unstable();
            unused.retain(|&(trigger, occurrence)| {
                let items = self.items(id, occurrence);
                !items.into_iter().any(|item| {
                    let mut broader = self.declared.broader(&item).iter();
                    broader.any(|&item| with_item(listed, item).any(|input| is_used(trigger, input)))
                })
            });
        }
        unused.into_iter().map(|(trigger, _)| trigger).collect()
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
                // What flows from a stream to itself is a mistake of the border's, told there.
                (End::Itself, End::Stream(stream)) => stream == id,
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

impl Matched {
    fn fails(
        &mut self,
        occurrence: OccurrenceRef,
        part: &Occurrence,
        way: Way,
        expectations: Vec<Expectation>,
    ) {
        if !expectations.is_empty() {
            let (term, choices) = (part.term, part.choices);
            self.failures.push(Failure { occurrence, way, term, choices, expectations });
        }
    }
}

/// Calls `each` for the runs of `listed` with one of these reaches, which are in their order.
fn each_reaching<'i>(
    listed: &'i [Entry],
    reaches: impl Iterator<Item = Reach> + Clone,
    mut each: impl FnMut(&'i [Entry]),
) {
    if listed.len() > GLANCE {
        return reaches.for_each(|reach| each(reaching(listed, reach)));
    }
    // Of few entries each is looked at, which is quicker than to search them for each reach.
    for run in listed.chunk_by(|one, other| one.reach == other.reach) {
        if reaches.clone().any(|reach| reach == run[0].reach) {
            each(run);
        }
    }
}

fn with_item(sorted: &[(Symbol, u32)], item: Symbol) -> impl Iterator<Item = u32> + '_ {
    let start = sorted.partition_point(|&(other, _)| other < item);
    sorted[start..].iter().take_while(move |&&(other, _)| other == item).map(|&(_, index)| index)
}

impl Scope {
    /// The occurrences of one kind.
    pub fn list(&self, kind: Kind) -> &[Occurrence] {
        match kind {
            Kind::Input => &self.inputs,
            Kind::Output => &self.outputs,
            Kind::Trigger => &self.triggers,
            Kind::Outcome => &self.outcomes,
        }
    }
}

impl Model<'_> {
    /// The occurrence that `occurrence` refers to.
    pub fn occurrence(&self, occurrence: OccurrenceRef) -> &Occurrence {
        &self.scope(occurrence.scope).list(occurrence.kind)[occurrence.index as usize]
    }
}
