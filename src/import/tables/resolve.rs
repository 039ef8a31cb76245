//! Who is meant by the names of suppliers and customers: everything hangs on this.
//!
//! A name that a step, stream, sheet, activity or role of the import bears, or nearly bears, means that. Only who is none of
//! them stands outside.

use rustc_hash::{FxHashMap, FxHashSet};

use super::cell::numbered;
use super::raw::Process;
use crate::import::draft::{About, Draft, End, ExternalId, ExternalKind, RemarkId, StepId, StreamId};
use crate::import::names::{brief, cleaned, words_of};
use crate::import::remark::{Place, RemarkKind};
use crate::model::activity::Activity;
use crate::similarity::{Candidates, Language};

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Meaning {
    Step(StepId),
    Stream(StreamId),
    Activity(Activity),
    /// Whoever does some steps: the words of the role.
    Role(String),
}

/// Whom a name is taken for, seen from a step.
#[derive(Clone, Debug, Default)]
pub(super) struct Resolved {
    /// The end to write; none where it says no more than that nobody outside is meant.
    pub end: Option<End>,
    /// What to write beside the flow.
    pub remark: Option<RemarkId>,
}

/// At which side of a step a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Side {
    /// The name is a supplier's.
    Supplier,
    /// The name is a customer's.
    Customer,
}

/// The names of an import.
pub(super) struct Resolver {
    /// Steps by their stream and the words of their names, and by their numbers.
    steps: FxHashMap<(StreamId, String), StepId>,
    ids: FxHashMap<(StreamId, String), StepId>,
    /// Steps of all streams; none where two have the name.
    everywhere: FxHashMap<String, Option<StepId>>,
    streams: FxHashMap<String, StreamId>,
    /// The steps of each stream that a role does.
    roles: FxHashMap<String, Vec<(StreamId, StepId)>>,
    systems: FxHashSet<String>,
    near: Candidates<Meaning>,
    /// What names mean that were looked for already, seen from a stream.
    known: FxHashMap<(StreamId, String), Option<(Meaning, bool)>>,
    /// What steps take and give, by their words.
    items: FxHashSet<(StepId, Side, String)>,
    /// Those outside, by their words.
    outside: FxHashMap<String, ExternalId>,
    /// Names that were told of already.
    told: FxHashMap<(String, String), RemarkId>,
}

impl Side {
    fn other(self) -> Side {
        match self {
            Side::Supplier => Side::Customer,
            Side::Customer => Side::Supplier,
        }
    }
}

impl Resolver {
    /// Gathers the names of all processes, of which the streams and steps are in the draft already, in their order.
    pub(super) fn new(processes: &[Process], ids_of_steps: &[Vec<StepId>]) -> Resolver {
        let mut resolver = Resolver {
            steps: FxHashMap::default(),
            ids: FxHashMap::default(),
            everywhere: FxHashMap::default(),
            streams: FxHashMap::default(),
            roles: FxHashMap::default(),
            systems: FxHashSet::default(),
            near: Candidates::new(Language::English, Vec::new()),
            known: FxHashMap::default(),
            items: FxHashSet::default(),
            outside: FxHashMap::default(),
            told: FxHashMap::default(),
        };
        let mut names: Vec<(String, Meaning)> = Vec::new();
        for (at, process) in processes.iter().enumerate() {
            let words = words_of(&cleaned(&process.name));
            names.push((words.clone(), Meaning::Stream(StreamId::new(at))));
            resolver.streams.entry(words).or_insert(StreamId::new(at));
        }
        for (at, process) in processes.iter().enumerate() {
            // A sheet or file with several processes is none of them.
            for name in &process.also {
                if processes.iter().filter(|other| other.also.contains(name)).take(2).count() == 1 {
                    resolver.streams.entry(words_of(&cleaned(name))).or_insert(StreamId::new(at));
                }
            }
        }
        for (at, (process, ids)) in processes.iter().zip(ids_of_steps).enumerate() {
            for (step, &id) in process.steps.iter().zip(ids) {
                resolver.add_step(StreamId::new(at), id, step, &mut names);
            }
        }
        names.extend(
            Activity::ALL.into_iter().map(|activity| (activity.words(), Meaning::Activity(activity))),
        );
        names.retain(|(words, _)| !words.is_empty());
        resolver.near = Candidates::new(Language::English, names);
        resolver
    }

    fn add_step(
        &mut self,
        stream: StreamId,
        id: StepId,
        step: &super::raw::Step,
        names: &mut Vec<(String, Meaning)>,
    ) {
        let words = words_of(&cleaned(&step.name));
        self.steps.entry((stream, words.clone())).or_insert(id);
        self.everywhere.entry(words.clone()).and_modify(|known| *known = None).or_insert(Some(id));
        names.push((words, Meaning::Step(id)));
        if let Some(number) = &step.id {
            self.ids.entry((stream, words_of(number))).or_insert(id);
        }
        for role in &step.roles.responsible {
            let words = words_of(&cleaned(role));
            let steps = self.roles.entry(words.clone()).or_default();
            if steps.is_empty() {
                names.push((words.clone(), Meaning::Role(words)));
            }
            steps.push((stream, id));
        }
        self.systems.extend(step.uses.iter().map(|system| words_of(&cleaned(system))));
        for (side, flows) in [(Side::Supplier, &step.inputs), (Side::Customer, &step.outputs)] {
            for flow in flows {
                self.items.insert((id, side, flow.words.clone()));
            }
        }
    }

    /// Whom `name` means at a step of a stream, where it gives or takes `item`. Whoever is new stands outside and is added to
    /// the draft.
    pub(super) fn resolve(
        &mut self,
        draft: &mut Draft,
        (stream, step): (StreamId, Option<StepId>),
        (name, place): (&str, &Place),
        item: &str,
        side: Side,
    ) -> Resolved {
        if let Some((meaning, is_near)) = self.meaning(stream, name) {
            let end = match &meaning {
                Meaning::Step(other) if Some(*other) == step => None,
                Meaning::Step(other) => Some(End::Step(*other)),
                Meaning::Stream(other) if *other == stream => None,
                Meaning::Stream(other) => Some(End::Stream(*other)),
                Meaning::Activity(activity) => Some(End::Activity(*activity)),
                Meaning::Role(role) => self.of_role(stream, step, role, item, side).map(End::Step),
            };
            let remark = self.tell(draft, (name, place), &meaning, stream);
            return Resolved { end, remark: if is_near { Some(remark) } else { None } };
        }
        Resolved { end: Some(End::External(self.external(draft, name, place))), remark: None }
    }

    /// What a name means, and whether it only nearly says so.
    fn meaning(&mut self, stream: StreamId, name: &str) -> Option<(Meaning, bool)> {
        let key = (stream, name.to_owned());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let meaning = self.find_meaning(stream, name);
        self.known.insert(key, meaning.clone());
        meaning
    }

    fn find_meaning(&self, stream: StreamId, name: &str) -> Option<(Meaning, bool)> {
        let words = words_of(&cleaned(name));
        if let Some(exact) = self.exact(stream, &words, name) {
            return Some((exact, false));
        }
        if self.systems.contains(&words) || words.len() > 200 {
            return None;
        }
        self.near.only_typo(&words).map(|meaning| (meaning.clone(), true))
    }

    fn exact(&self, stream: StreamId, words: &str, name: &str) -> Option<Meaning> {
        let own = self.steps.get(&(stream, words.to_owned()));
        let by_id = || {
            let number = numbered(&format!("{name}: x")).0.unwrap_or_else(|| name.to_owned());
            self.ids.get(&(stream, words_of(&number)))
        };
        if let Some(&step) = own.or_else(by_id) {
            return Some(Meaning::Step(step));
        }
        if let Some(&stream) = self.streams.get(words) {
            return Some(Meaning::Stream(stream));
        }
        if let Some(activity) = Activity::ALL.into_iter().find(|activity| activity.words() == words) {
            return Some(Meaning::Activity(activity));
        }
        if self.roles.contains_key(words) {
            return Some(Meaning::Role(words.to_owned()));
        }
        self.everywhere.get(words).copied().flatten().map(Meaning::Step)
    }

    /// The step of a role that gives or takes an item: the one that does, else the only one that it has besides.
    fn of_role(
        &self,
        stream: StreamId,
        step: Option<StepId>,
        role: &str,
        item: &str,
        side: Side,
    ) -> Option<StepId> {
        let item = words_of(&cleaned(item));
        let (mut fitting, mut all) = (Vec::new(), Vec::new());
        for &(other, id) in self.roles.get(role)?.iter().take(1000) {
            if other == stream && Some(id) != step {
                all.push(id);
                if self.items.contains(&(id, side.other(), item.clone())) {
                    fitting.push(id);
                }
            }
        }
        match (&fitting[..], &all[..]) {
            ([only], _) | ([], [only]) => Some(*only),
            _ => None,
        }
    }

    /// Tells once whom a name is taken for.
    fn tell(
        &mut self,
        draft: &mut Draft,
        (name, place): (&str, &Place),
        meaning: &Meaning,
        stream: StreamId,
    ) -> RemarkId {
        let name = cleaned(name);
        let who = match meaning {
            Meaning::Step(step) => {
                let step = &draft.steps[step.index()];
                let own = format!("the step `{}`", brief(&step.about.name));
                if step.stream == stream {
                    own
                } else {
                    format!("{own} of `{}`", brief(&draft.streams[step.stream.index()].about.name))
                }
            }
            Meaning::Stream(other) if *other == stream => "this stream itself".to_owned(),
            Meaning::Stream(other) => {
                format!("the stream `{}`", brief(&draft.streams[other.index()].about.name))
            }
            Meaning::Activity(activity) => format!("the activity `{}`", activity.name()),
            Meaning::Role(_) => "a role, so whoever of its steps has the item".to_owned(),
        };
        let key = (words_of(&name), who.clone());
        if let Some(&known) = self.told.get(&key) {
            return known;
        }
        let remark =
            draft.remark(RemarkKind::Resolved, place, format!("`{}` is taken for {who}", brief(&name)));
        self.told.insert(key, remark);
        remark
    }

    /// Who stands outside under this name: a repository where it is something that steps use, else a stakeholder.
    fn external(&mut self, draft: &mut Draft, name: &str, place: &Place) -> ExternalId {
        let words = words_of(&cleaned(name));
        if let Some(&known) = self.outside.get(&words) {
            return known;
        }
        let (kind, what) = if self.systems.contains(&words) {
            (ExternalKind::Repository, "something that steps use, so a repository")
        } else {
            (ExternalKind::Stakeholder, "nobody of this import, so a stakeholder")
        };
        draft.remark(RemarkKind::Note, place, format!("`{}` is {what}", brief(name)));
        let id = draft.add_external(kind, About::new(cleaned(name), place.clone()));
        self.outside.insert(words, id);
        id
    }
}
