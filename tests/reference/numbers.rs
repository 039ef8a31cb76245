//! docs/numbers.md: the ways to an outcome, step by step, and what is counted on them. Every way is tried, from the outcome
//! back to the beginning, and of those that take equally long all are kept.

use std::cell::Cell;
use std::collections::BTreeSet;

use super::horn::{
    Given, Need, Provider, available, end, endings, needs, outputs_inside, producers, sources, startable,
};
use super::model::{Model, Node, Place, Taker, Taking};
use super::organisation::Time;
use super::pairing::Raw;
use super::replies::is_request;
use super::risks::{cases_of, choices, leading, single_triggers};

/// What a step says of itself besides what the model knows.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub process_time: Option<Time>,
    /// In per cent.
    pub accuracy: Option<f64>,
    pub responsible: Vec<String>,
}

/// How a way goes through a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Works,
    Asks,
    Answered,
    Runs,
}

/// The steps of a way, each with how it goes through it and in how many runs it lies.
pub type Ladder = Vec<(usize, Part, u32)>;

/// How long a way takes: seconds first, then steps, each of which takes a moment.
type Cost = (u64, u64);

/// All ways that take equally long, and no shorter one is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    pub cost: Cost,
    pub ladders: BTreeSet<Ladder>,
}

/// The quickest and the slowest ways to an outcome.
#[derive(Debug)]
pub struct Found {
    pub quickest: Ways,
    pub slowest: Ways,
}

/// An outcome has too many ways to try them all.
#[derive(Clone, Copy, Debug)]
pub struct TooMany;

/// More looks than these at one outcome are given up.
const MOST_LOOKS: usize = 200_000;

/// More ways than these that take equally long are given up.
const MOST_WAYS: usize = 2_000;

/// The ways to each outcome in the order of the streams and the text, with its stream and where it stands; none for one that
/// never comes.
pub fn ways(model: &Model) -> Vec<(usize, Place, Result<Option<Found>, TooMany>)> {
    let raw = Raw::of(model);
    let (needs, sources) = (needs(model, &raw), sources(model, &raw));
    let mut all = Vec::new();
    for outcome in model.takers.iter().filter(|taker| taker.role == Taking::Outcome) {
        let Node::Stream(stream) = outcome.node else { continue };
        all.push((stream, outcome.place, of_outcome(model, &needs, &sources, outcome)));
    }
    all.sort_by_key(|(stream, ..)| *stream);
    all
}

fn of_outcome(
    model: &Model,
    needs: &[Need],
    sources: &[Vec<Provider>],
    outcome: &Taker,
) -> Result<Option<Found>, TooMany> {
    let Some(quickest) = in_case(model, needs, sources, outcome, &[])? else { return Ok(None) };
    let Node::Stream(stream) = outcome.node else { return Ok(None) };
    let leading = leading(model, needs, sources, outcome);
    let mut cases = single_triggers(model, stream);
    for choice in choices(model) {
        if choice.outputs.iter().any(|output| leading.contains(output)) {
            cases.extend(cases_of(model, needs, sources, &choice));
        }
    }
    let mut slowest = quickest.clone();
    for barred in cases {
        let Some(ways) = in_case(model, needs, sources, outcome, &barred)? else { continue };
        if ways.cost > slowest.cost {
            slowest = ways;
        } else if ways.cost == slowest.cost {
            slowest.ladders.extend(ways.ladders);
        }
    }
    Ok(Some(Found { quickest, slowest }))
}

fn in_case(
    model: &Model,
    needs: &[Need],
    sources: &[Vec<Provider>],
    outcome: &Taker,
    barred: &[usize],
) -> Result<Option<Ways>, TooMany> {
    let given = Given { barred, ..Given::all(sources) };
    let started = startable(model, needs, &given);
    let search = Search { model, needs, given: &given, started: &started, looks: Cell::new(0) };
    let all: Vec<Option<Ways>> =
        outputs_inside(model, outcome).iter().map(|one| search.given_by(one, &[])).collect();
    let ways = first(all);
    if search.looks.get() > MOST_LOOKS { Err(TooMany) } else { Ok(ways) }
}

struct Search<'a> {
    model: &'a Model,
    needs: &'a [Need],
    given: &'a Given<'a>,
    started: &'a [bool],
    looks: Cell<usize>,
}

fn at_once() -> Ways {
    Ways { cost: (0, 0), ladders: BTreeSet::from([Vec::new()]) }
}

/// The quickest of several, and all that are as quick.
fn first(all: Vec<Option<Ways>>) -> Option<Ways> {
    best(all.into_iter().flatten().collect(), |one, other| one < other)
}

/// The slowest of several, and all that are as slow; none if one of them never comes.
fn last(all: Vec<Option<Ways>>) -> Option<Ways> {
    let all: Option<Vec<Ways>> = all.into_iter().collect();
    best(all?, |one, other| one > other)
}

fn best(all: Vec<Ways>, better: impl Fn(Cost, Cost) -> bool) -> Option<Ways> {
    let mut found: Option<Ways> = None;
    for ways in all {
        match &mut found {
            Some(one) if one.cost == ways.cost => one.ladders.extend(ways.ladders),
            Some(one) if !better(ways.cost, one.cost) => {}
            _ => found = Some(ways),
        }
    }
    found
}

impl Ways {
    /// A step more, which takes so long.
    fn then(mut self, cost: Cost, step: usize, part: Part) -> Ways {
        self.cost = (self.cost.0 + cost.0, self.cost.1 + cost.1);
        let longer = |mut ladder: Ladder| {
            ladder.push((step, part, 0));
            ladder
        };
        self.ladders = self.ladders.into_iter().map(longer).collect();
        self
    }

    /// The ways through a run behind these.
    fn through(self, run: &Ways) -> Ways {
        let mut ladders = BTreeSet::new();
        for before in &self.ladders {
            for inner in &run.ladders {
                let inner = inner.iter().map(|(step, part, depth)| (*step, *part, depth + 1));
                ladders.insert(before.iter().copied().chain(inner).collect());
            }
        }
        Ways { cost: (self.cost.0 + run.cost.0, self.cost.1 + run.cost.1), ladders }
    }
}

impl Search<'_> {
    /// The ways until a provider gives; `behind` are the points that wait for it.
    fn given_by(&self, provider: &Provider, behind: &[usize]) -> Option<Ways> {
        self.looks.set(self.looks.get() + 1);
        if self.looks.get() > MOST_LOOKS {
            return None;
        }
        let (step, output) = match provider {
            Provider::Trigger(number) if self.given.barred.contains(number) => return None,
            Provider::Step { output, .. } if self.given.barred.contains(output) => return None,
            Provider::Fact | Provider::Trigger(_) => return Some(at_once()),
            // It gives a trigger, and these are there at once.
            Provider::Run(_) => return Some(at_once()),
            Provider::Step { step, output, .. } => (*step, *output),
        };
        let at_least = if is_request(self.model, output) {
            self.begun(step, behind)?.then((0, 0), step, Part::Asks)
        } else {
            self.done(step, behind)?
        };
        let endings = endings(self.model, output);
        if endings.is_empty() {
            return Some(at_least);
        }
        if self.model.steps[step].lead_time.is_some() {
            return available(self.model, *provider, self.started, self.given).then_some(at_least);
        }
        let mut behind = behind.to_vec();
        behind.push(step);
        let of_stream = endings.into_iter().map(|outcome| {
            let producers = producers(self.model, outcome);
            if producers.is_empty() {
                return Some(at_once());
            }
            first(producers.iter().map(|one| self.given_by(one, &behind)).collect())
        });
        let run = first(of_stream.collect())?;
        let run = self.begun(step, &behind[..behind.len() - 1])?.then((0, 1), step, Part::Runs).through(&run);
        Some(if run.cost < at_least.cost { at_least } else { run })
    }

    /// The ways until a point has all that it needs.
    fn met(&self, point: usize, behind: &[usize]) -> Option<Vec<Option<Ways>>> {
        if behind.contains(&point) || !self.started[point] {
            return None;
        }
        let mut behind = behind.to_vec();
        behind.push(point);
        let own = self.needs.iter().filter(|need| need.point == point);
        let met = own.map(|need| {
            first(need.providers.iter().map(|provider| self.given_by(provider, &behind)).collect())
        });
        Some(met.collect())
    }

    /// The ways until a step has begun.
    fn begun(&self, step: usize, behind: &[usize]) -> Option<Ways> {
        let mut met = self.met(step, behind)?;
        met.push(Some(at_once()));
        self.few(last(met)?)
    }

    /// The ways until a step is done.
    fn done(&self, step: usize, behind: &[usize]) -> Option<Ways> {
        let lead_time = self.model.steps[step].lead_time.unwrap_or_default().length(self.model.working_day);
        let worked = self.begun(step, behind)?.then((lead_time, 1), step, Part::Works);
        let mut ways = vec![Some(worked)];
        for reply in self.met(end(self.model, step), behind)? {
            ways.push(Some(reply?.then((0, 0), step, Part::Answered)));
        }
        self.few(last(ways)?)
    }

    fn few(&self, ways: Ways) -> Option<Ways> {
        if ways.ladders.len() > MOST_WAYS {
            self.looks.set(MOST_LOOKS + 1);
            return None;
        }
        Some(ways)
    }
}

/// Clock seconds and working days.
pub type Apart = (i64, i64);

/// What is counted on a way.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    pub steps: usize,
    pub lead_time: (Apart, bool),
    pub process_time: (Apart, bool),
    /// What is left of the lead times after the process times, of the steps that state both; in seconds, with working days
    /// as long as their hours.
    pub waiting: (i64, bool),
    pub flow_efficiency: Option<f64>,
    pub accuracy: (Option<f64>, bool),
    /// Where in the ladder those stand who take the work over.
    pub role_hand_offs: Vec<usize>,
    pub activity_hand_offs: Vec<usize>,
    /// Where in the ladder the step stands that waits longest.
    pub longest_wait: Option<usize>,
}

/// Counts what there is on a way.
pub fn count(model: &Model, figures: &[Figures], ladder: &Ladder) -> Counted {
    let day = model.working_day as i64;
    let apart = |time: Time| ((time.seconds + 86_400 * time.days) as i64, time.working_days as i64);
    let in_hours = |time: Apart| time.0 + day * time.1;
    let is_gap = |at: usize| {
        let (_, part, depth) = ladder[at];
        part == Part::Runs && ladder.get(at + 1).is_none_or(|next| next.2 <= depth)
    };
    let has_gap = (0..ladder.len()).any(is_gap);
    let works: Vec<(usize, usize)> =
        (0..ladder.len()).filter(|at| ladder[*at].1 == Part::Works).map(|at| (at, ladder[at].0)).collect();
    let lead = |step: usize| model.steps[step].lead_time.map(apart);
    let process = |step: usize| figures[step].process_time.map(apart);
    let total = |of: &dyn Fn(usize) -> Option<Apart>| {
        let stated: Vec<Option<Apart>> = works.iter().map(|(_, step)| of(*step)).collect();
        let sum = stated.iter().flatten().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        (sum, !has_gap && stated.iter().all(Option::is_some))
    };
    let (lead_time, process_time) = (total(&lead), total(&process));
    let waits = |step: usize| {
        let (lead, process) = (in_hours(lead(step)?), in_hours(process(step)?));
        (process <= lead).then_some(lead - process)
    };
    let waiting: Vec<Option<i64>> = works.iter().map(|(_, step)| waits(*step)).collect();
    let is_whole = !has_gap && waiting.iter().all(Option::is_some);
    let longest = waiting.iter().flatten().copied().max().filter(|most| *most > 0);
    let longest_wait = longest.and_then(|most| {
        works.iter().zip(&waiting).find(|(_, waits)| **waits == Some(most)).map(|((at, _), _)| *at)
    });
    let doing: Vec<usize> = ladder
        .iter()
        .filter(|(_, part, _)| matches!(part, Part::Works | Part::Answered))
        .map(|(step, ..)| *step)
        .collect();
    let shares: Vec<Option<f64>> = doing.iter().map(|step| figures[*step].accuracy).collect();
    let known: Vec<f64> = shares.iter().flatten().map(|share| *share / 100.0).collect();
    let needs_share = |step: &usize| figures[*step].process_time.is_none_or(|time| time.length(1) > 0);
    let lacks = doing.iter().zip(&shares).any(|(step, share)| share.is_none() && needs_share(step));
    let hands: Vec<usize> = (0..ladder.len()).filter(|at| ladder[*at].1 != Part::Runs).collect();
    let roles: Vec<(usize, BTreeSet<&String>)> = hands
        .iter()
        .map(|at| (*at, figures[ladder[*at].0].responsible.iter().collect()))
        .filter(|(_, roles): &(usize, BTreeSet<_>)| !roles.is_empty())
        .collect();
    let activities: Vec<(usize, usize)> = hands
        .iter()
        .filter_map(|at| match model.steps[ladder[*at].0].activities[..] {
            [only] => Some((*at, only)),
            _ => None,
        })
        .collect();
    let role_hand_offs = roles.windows(2).filter(|pair| pair[0].1.is_disjoint(&pair[1].1));
    let activity_hand_offs = activities.windows(2).filter(|pair| pair[0].1 != pair[1].1);
    let whole = in_hours(lead_time.0);
    Counted {
        steps: doing.len(),
        lead_time,
        process_time,
        waiting: (waiting.iter().flatten().sum(), is_whole),
        flow_efficiency: (is_whole && whole > 0).then(|| in_hours(process_time.0) as f64 / whole as f64),
        accuracy: ((!known.is_empty()).then(|| known.iter().product()), !has_gap && !lacks),
        role_hand_offs: role_hand_offs.map(|pair| pair[1].0).collect(),
        activity_hand_offs: activity_hand_offs.map(|pair| pair[1].0).collect(),
        longest_wait,
    }
}
