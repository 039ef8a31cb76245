//! Which numbers of a stream changed: those of the ways to its outcomes.

use rustc_hash::FxHashMap;

use super::differ::Differ;
use super::keys::When;
use super::shape::{Breaking, Measure, NumberChange, Party, WayKind};
use super::side::{Class, Thing};
use crate::draw::words::{at_least, percent, rolled};
use crate::model::ScopeId;
use crate::model::matching::{Kind, OccurrenceRef};
use crate::model::numbers::{Numbers, OutcomeNumbers, Sum, WayNumbers};

/// The numbers of both models, as far as they may have changed.
pub(super) struct BothNumbers([Numbers; 2]);

impl BothNumbers {
    /// Measures the streams of which something changed, then and now, and all that have to do with them; of these are more than
    /// they. `is_all` says that what changed concerns every stream. None where nothing changed.
    pub(super) fn of(
        differ: &Differ<'_, '_, '_>,
        changed: [&[ScopeId]; 2],
        is_all: bool,
    ) -> Option<BothNumbers> {
        if !is_all && changed.iter().all(|streams| streams.is_empty()) {
            return None;
        }
        let [then, now] = [(When::Then, changed[0]), (When::Now, changed[1])].map(|(when, changed)| {
            let mut near = Near::new(differ.voice(when).side.count(Class::Stream));
            for &stream in changed {
                near.reached[stream.index()] = true;
            }
            near.spread(differ.outside(when).pairs(differ.voice(when).side));
            near.reached
        });
        // What is near in one model is looked at in the other as well.
        let is_wanted = |when: When, stream: ScopeId| {
            let own = if when == When::Then { &then } else { &now };
            let theirs = if when == When::Then { &now } else { &then };
            let other = differ.voice(when).other(Thing::stream(stream));
            is_all || own[stream.index()] || other.is_some_and(|other| theirs[other.index as usize])
        };
        Some(BothNumbers(
            [When::Then, When::Now]
                .map(|when| differ.voice(when).side.model.numbers_of(|stream| is_wanted(when, stream))),
        ))
    }

    /// The numbers that changed in a stream that is there then and now.
    pub(super) fn compare(&self, differ: &Differ<'_, '_, '_>, then: Thing, now: Thing) -> Vec<NumberChange> {
        let mut changes = Vec::new();
        let (old, new) = (self.by_items(differ, When::Then, then), self.by_items(differ, When::Now, now));
        let mut waiting: FxHashMap<Vec<u64>, Vec<&OutcomeNumbers>> = FxHashMap::default();
        for (items, numbers) in old.into_iter().rev() {
            waiting.entry(items).or_default().push(numbers);
        }
        for (items, numbers) in new {
            let Some(was) = waiting.get_mut(&items).and_then(Vec::pop) else { continue };
            outcome(differ, ScopeId::new(now.index as usize), [was, numbers], &mut changes);
        }
        changes
    }

    /// The outcomes of a stream, each with the keys of its items.
    fn by_items(
        &self,
        differ: &Differ<'_, '_, '_>,
        when: When,
        stream: Thing,
    ) -> Vec<(Vec<u64>, &OutcomeNumbers)> {
        let voice = differ.voice(when);
        let scope = ScopeId::new(stream.index as usize);
        let mut found = Vec::new();
        for numbers in self.0[when as usize].of(scope).into_iter().flat_map(|numbers| &numbers.outcomes) {
            let flow = OccurrenceRef { scope, kind: Kind::Outcome, index: numbers.outcome };
            let mut items: Vec<u64> = voice.side.items(flow).map(|item| voice.item(item)).collect();
            items.sort_unstable();
            found.push((items, numbers));
        }
        found
    }
}

/// Which streams have to do with others, directly or through some.
struct Near {
    reached: Vec<bool>,
}

impl Near {
    fn new(count: usize) -> Near {
        Near { reached: vec![false; count] }
    }

    /// Reaches all that hang together with what is reached.
    fn spread(&mut self, pairs: &[(ScopeId, ScopeId)]) {
        let mut neighbours: Vec<Vec<ScopeId>> = vec![Vec::new(); self.reached.len()];
        for &(one, other) in pairs {
            neighbours[one.index()].push(other);
            neighbours[other.index()].push(one);
        }
        let mut left: Vec<usize> = Vec::new();
        left.extend((0..self.reached.len()).filter(|&stream| self.reached[stream]));
        while let Some(stream) = left.pop() {
            for other in std::mem::take(&mut neighbours[stream]) {
                if !std::mem::replace(&mut self.reached[other.index()], true) {
                    left.push(other.index());
                }
            }
        }
    }
}

/// The numbers of one outcome, which are put into words once one of them changed.
fn outcome(
    differ: &Differ<'_, '_, '_>,
    stream: ScopeId,
    numbers: [&OutcomeNumbers; 2],
    changes: &mut Vec<NumberChange>,
) {
    let mut found = Vec::new();
    let [then, now] = numbers;
    if then.is_whole && now.is_whole && then.quickest.is_some() != now.quickest.is_some() {
        let word = |numbers: &OutcomeNumbers| {
            Some(if numbers.quickest.is_some() { "comes" } else { "never comes" }.to_owned())
        };
        let mut number = Number::new(WayKind::Quickest, Measure::Comes, word(then), word(now));
        number.is_worse = now.quickest.is_none().then_some(Breaking::Lost);
        found.push(number);
    }
    let days = [differ.then, differ.now].map(|voice| voice.side.model.declared().working_day());
    if let (Some(old), Some(new)) = (&then.quickest, &now.quickest) {
        way(WayKind::Quickest, [old, new], days, &mut found);
    }
    let has_slower = then.slower.is_some() || now.slower.is_some();
    if has_slower && let (Some(old), Some(new)) = (then.slowest(), now.slowest()) {
        let first = found.len();
        way(WayKind::Slowest, [old, new], days, &mut found);
        let is_of_case = |number: &Number| {
            matches!(number.measure, Measure::LeadTime | Measure::Waiting | Measure::PromiseKept)
        };
        let of_case: Vec<Number> = found.drain(first..).filter(is_of_case).collect();
        found.extend(of_case);
    }
    if found.is_empty() {
        return;
    }
    let model = differ.now.side.model;
    let flow = OccurrenceRef { scope: stream, kind: Kind::Outcome, index: now.outcome };
    let items = model.names_of_items(stream, model.occurrence(flow)).join(" or ");
    let concerns = differ.outside(When::Now).of_flow(differ.now, flow);
    for number in found {
        changes.push(number.change(now.outcome, &items, &concerns, differ.relies(&concerns)));
    }
}

/// A number that changed.
struct Number {
    way: WayKind,
    measure: Measure,
    then: Option<String>,
    now: Option<String>,
    /// Why it would break something for whoever relies on the outcome.
    is_worse: Option<Breaking>,
}

impl Number {
    fn new(way: WayKind, measure: Measure, then: Option<String>, now: Option<String>) -> Number {
        Number { way, measure, then, now, is_worse: None }
    }

    fn change(self, index: u32, outcome: &str, concerns: &[Party], is_relied_on: bool) -> NumberChange {
        let unknown = || "not known".to_owned();
        let words = format!(
            "{} {} → {}",
            measure_word(self.measure),
            self.then.clone().unwrap_or_else(unknown),
            self.now.clone().unwrap_or_else(unknown)
        );
        NumberChange {
            outcome: outcome.to_owned(),
            way: self.way,
            measure: self.measure,
            index,
            then: self.then,
            now: self.now,
            concerns: concerns.to_vec(),
            breaking: if is_relied_on { self.is_worse } else { None },
            words,
        }
    }
}

/// What a number says.
fn measure_word(measure: Measure) -> &'static str {
    match measure {
        Measure::Comes => "it",
        Measure::LeadTime => "lead time",
        Measure::ProcessTime => "process time",
        Measure::Waiting => "waiting",
        Measure::FlowEfficiency => "flow efficiency",
        Measure::Accuracy => "complete and accurate",
        Measure::RoleHandOffs => "hand-offs between roles",
        Measure::ActivityHandOffs => "hand-offs between activities",
        Measure::PromiseKept => "promise",
        Measure::Steps => "steps",
    }
}

/// A time in the units of the other, if any step says something of it.
fn time(time: &Sum, other: &Sum) -> Option<String> {
    let is_known = time.is_whole || time.duration.has_any();
    let shown = || format!("{}{}", at_least(time.is_whole), time.duration.show_beside(other.duration));
    if is_known { Some(shown()) } else { None }
}

/// Two times, each in the units of the other.
fn times(then: &Sum, now: &Sum) -> [Option<String>; 2] {
    [time(then, now), time(now, then)]
}

fn way(kind: WayKind, [then, now]: [&WayNumbers; 2], days: [u64; 2], found: &mut Vec<Number>) {
    let is_longer = then.lead_time.is_whole
        && now.lead_time.is_whole
        && now.lead_time.duration.seconds(days[1]) > then.lead_time.duration.seconds(days[0]);
    let waiting = |way: &WayNumbers| {
        let is_known = way.is_waiting_whole || way.lead_time.duration.has_any();
        if is_known {
            Some(format!("{}{}", at_least(way.is_waiting_whole), way.waiting.show()))
        } else {
            None
        }
    };
    let kept = |way: &WayNumbers| {
        let kept = way.promised?.is_kept?;
        Some(if kept { "kept" } else { "missed" }.to_owned())
    };
    let count = |count: usize| Some(count.to_string());
    let hands = |way: &WayNumbers| way.role_hand_offs.len();
    let is_missed =
        kept(then).is_some_and(|kept| kept == "kept") && kept(now).is_some_and(|kept| kept == "missed");
    let worse = |is_worse: bool, why: Breaking| if is_worse { Some(why) } else { None };
    let [lead_then, lead_now] = times(&then.lead_time, &now.lead_time);
    let [process_then, process_now] = times(&then.process_time, &now.process_time);
    for (measure, old, new, is_worse) in [
        (Measure::LeadTime, lead_then, lead_now, worse(is_longer, Breaking::Later)),
        (Measure::ProcessTime, process_then, process_now, None),
        (Measure::Waiting, waiting(then), waiting(now), None),
        (Measure::FlowEfficiency, then.flow_efficiency.map(percent), now.flow_efficiency.map(percent), None),
        (Measure::Accuracy, rolled(then.accuracy), rolled(now.accuracy), None),
        (
            Measure::RoleHandOffs,
            count(hands(then)),
            count(hands(now)),
            worse(hands(now) > hands(then), Breaking::HandOff),
        ),
        (
            Measure::ActivityHandOffs,
            count(then.activity_hand_offs.len()),
            count(now.activity_hand_offs.len()),
            None,
        ),
        (Measure::PromiseKept, kept(then), kept(now), worse(is_missed, Breaking::Promise)),
        (Measure::Steps, count(then.steps), count(now.steps), None),
    ] {
        if old != new {
            found.push(Number { is_worse, ..Number::new(kind, measure, old, new) });
        }
    }
}
