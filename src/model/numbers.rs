//! What streams can be measured by: how long they take, how much of that is work, how much of the work is right, and
//! through how many hands it goes. docs/numbers.md says what each number means.

mod figures;
mod way;

use crate::model::Model;
use crate::model::declared::ScopeId;
use crate::model::flows::Occurrence;
use crate::model::paths::{Paths, Reading, Route};
use crate::model::ways::{Case, Slowest, Ways};
use crate::syntax::quantity::{Duration, read_duration};

use figures::Facts;
pub use figures::{Figures, KnownFigures, Sum};
pub use way::{LadderStep, Promised, Rolled, WayNumbers};

/// The numbers of all streams.
#[derive(Debug)]
pub struct Numbers {
    /// In the order of the streams.
    streams: Vec<StreamNumbers>,
}

/// The numbers of a stream.
#[derive(Clone, Debug)]
pub struct StreamNumbers {
    /// The stream.
    pub stream: ScopeId,
    /// How many steps it has, on whatever way.
    pub steps: usize,
    /// The numbers of each of its outcomes, in the order of the text.
    pub outcomes: Vec<OutcomeNumbers>,
}

/// The numbers of an outcome.
#[derive(Clone, Debug)]
pub struct OutcomeNumbers {
    /// Its index among the outcomes of its stream.
    pub outcome: u32,
    /// The time promised, its `within`, if it can be counted.
    pub promise: Option<Duration>,
    /// The quickest way to it, which is the critical path; none if it never comes.
    pub quickest: Option<WayNumbers>,
    /// The way to it in the case in which it comes last; none if it comes as soon in any case.
    pub slower: Option<SlowerWay>,
    /// Whether all ways were looked at. If not, there were more than the bounds of docs/numbers.md allow, and a way that is
    /// not here is not known.
    pub is_whole: bool,
}

/// A way to an outcome that is slower than the quickest.
#[derive(Clone, Debug)]
pub struct SlowerWay {
    /// When it is taken.
    pub case: Case,
    /// Its numbers.
    pub numbers: WayNumbers,
}

impl Numbers {
    /// Those of all streams, in the order of the streams.
    pub fn streams(&self) -> &[StreamNumbers] {
        &self.streams
    }

    /// Those of a stream; none for the chain, which has no outcome.
    pub fn of(&self, stream: ScopeId) -> Option<&StreamNumbers> {
        self.streams.get(stream.index().checked_sub(1)?)
    }
}

impl StreamNumbers {
    /// The outcome that stands for the stream where there is room for one: the first that promises a time, or else the
    /// first.
    pub fn main(&self) -> Option<&OutcomeNumbers> {
        let promising = self.outcomes.iter().find(|outcome| outcome.promise.is_some());
        promising.or(self.outcomes.first())
    }
}

impl OutcomeNumbers {
    /// The numbers of the slowest way: of the slower one if there is one, or else of the quickest; none if it never comes, or
    /// is not known.
    pub fn slowest(&self) -> Option<&WayNumbers> {
        match &self.slower {
            Some(slower) => Some(&slower.numbers),
            None if self.is_whole => self.quickest.as_ref(),
            None => None,
        }
    }
}

impl Model<'_> {
    /// The numbers of all streams, found when they are first asked for. Takes time in proportion to the model for the
    /// quickest ways, and within the bounds of cases for the slowest.
    pub fn numbers(&self) -> &Numbers {
        self.numbers.get_or_init(|| find(self, |_| true))
    }

    /// The numbers of some streams alone; of all others nothing but how many steps they have.
    pub fn numbers_of(&self, is_wanted: impl Fn(ScopeId) -> bool) -> Numbers {
        find(self, is_wanted)
    }

    /// The time that an outcome promises, its `within`, if it can be counted.
    pub fn promise(&self, stream: ScopeId, outcome: &Occurrence) -> Option<Duration> {
        let file = self.file_of(stream, outcome);
        let within = self.tree(file).within(outcome.statement)?;
        let duration = read_duration(self.source(file).slice(within.span)).ok()?;
        duration.seconds(Reading::Shortest.working_day(self))?;
        Some(duration)
    }

    /// The output that produces an outcome first on these paths; none where none ever does.
    pub(super) fn first_producer(&self, paths: &Paths, stream: ScopeId, outcome: u32) -> Option<u32> {
        let mut first: Option<(u64, u32)> = None;
        for output in self.producers(stream, outcome) {
            let Some(taken) = paths.given(self, stream, output) else { continue };
            if first.is_none_or(|(least, _)| taken < least) {
                first = Some((taken, output));
            }
        }
        first.map(|(_, output)| output)
    }
}

/// What the numbers of all ways need of the whole model.
struct Finder<'m, 's> {
    model: &'m Model<'s>,
    paths: Paths,
    /// Made when a choice is first met: most streams have none.
    ways: Option<Ways<'m, 's>>,
    facts: Facts<'m, 's>,
    /// How many steps may still be added up.
    left: usize,
    /// How many steps a way may have. A way is followed until it has more, so each that does makes this less, and all of
    /// them together cost a few times what could be added up at first.
    longest: usize,
}

/// All ways together may lead through so many steps for each that the model has, and a million besides: of thousands of
/// outcomes at the end of thousands of steps, the cost would be their product.
const STEPS_A_STEP: usize = 64;

fn find(model: &Model<'_>, is_wanted: impl Fn(ScopeId) -> bool) -> Numbers {
    let left = 1_000_000 + STEPS_A_STEP * model.nodes().len();
    let mut finder = Finder {
        model,
        paths: Paths::find_by_steps(model),
        ways: None,
        facts: Facts::of(model),
        left,
        longest: left,
    };
    let has_choice = model.has_choice();
    let mut streams = Vec::with_capacity(model.streams().len());
    for stream in model.streams() {
        let scope = model.scope(stream);
        let has_case = has_choice || scope.triggers.len() > 1;
        let wanted = if is_wanted(stream) { scope.outcomes.as_slice() } else { &[] };
        let mut outcomes = Vec::with_capacity(wanted.len());
        for (outcome, occurrence) in (0..).zip(wanted) {
            let promise = model.promise(stream, occurrence);
            let mut numbers =
                OutcomeNumbers { outcome, promise, quickest: None, slower: None, is_whole: true };
            finder.measure(stream, &mut numbers, has_case);
            outcomes.push(numbers);
        }
        streams.push(StreamNumbers { stream, steps: scope.nodes.len(), outcomes });
    }
    Numbers { streams }
}

impl Finder<'_, '_> {
    fn measure(&mut self, stream: ScopeId, numbers: &mut OutcomeNumbers, has_case: bool) {
        let model = self.model;
        let Some(first) = model.first_producer(&self.paths, stream, numbers.outcome) else { return };
        let Some(quickest) = self.paths.route(model, stream, first, self.left.min(self.longest)) else {
            self.give_up();
            numbers.is_whole = false;
            return;
        };
        numbers.quickest = Some(self.way(quickest, numbers.promise));
        if !has_case {
            return;
        }
        let ways = self.ways.get_or_insert_with(|| Ways::by_steps(model));
        match ways.slowest_way(stream, numbers.outcome, self.left.min(self.longest)) {
            Slowest::InCase(case, route) => {
                let numbers_of_case = self.way(route, numbers.promise);
                numbers.slower = Some(SlowerWay { case, numbers: numbers_of_case });
            }
            Slowest::AtBest => {}
            Slowest::TooLong => {
                self.give_up();
                numbers.is_whole = false;
            }
            Slowest::NotKnown => numbers.is_whole = false,
        }
    }

    /// A way had more steps than it may.
    fn give_up(&mut self) {
        self.longest = (self.longest / 4 * 3).max(STEPS_A_STEP);
    }

    fn way(&mut self, route: Route, promise: Option<Duration>) -> WayNumbers {
        self.left = self.left.saturating_sub(route.stations.len());
        WayNumbers::of(&mut self.facts, route, promise)
    }
}
