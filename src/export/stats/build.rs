//! From the numbers of the model to their shape.

use super::shape::{LadderStep, Minutes, OutcomeStats, Part, StreamStats, Time, Total, Wait, Way};
use crate::model::numbers::{KnownFigures, OutcomeNumbers, StreamNumbers, Sum, WayNumbers};
use crate::model::paths;
use crate::model::ways::Case;
use crate::model::{Model, ScopeId};
use crate::syntax::quantity::{Difference, Duration};

impl StreamStats {
    /// The numbers of a stream of `model`.
    pub(in crate::export) fn of(model: &Model<'_>, numbers: &StreamNumbers) -> StreamStats {
        let statement = model.scope(numbers.stream).statement;
        let mut figures = KnownFigures::new(model);
        let mut outcomes = Vec::with_capacity(numbers.outcomes.len());
        for one in &numbers.outcomes {
            outcomes.push(OutcomeStats::of(model, &mut figures, numbers.stream, one));
        }
        StreamStats {
            stream: model.name_of_stream(numbers.stream),
            alias: statement.and_then(|statement| model.alias_of(statement)),
            steps: numbers.steps,
            outcomes,
        }
    }
}

impl OutcomeStats {
    fn of(
        model: &Model<'_>,
        figures: &mut KnownFigures<'_, '_>,
        stream: ScopeId,
        numbers: &OutcomeNumbers,
    ) -> OutcomeStats {
        OutcomeStats {
            items: model.names_of_items(stream, model.scope(stream).outcome(numbers.outcome)),
            promise: numbers.promise.map(Time::of),
            quickest: numbers.quickest.as_ref().map(|way| Way::of(model, figures, way)),
            slowest: numbers.slowest().map(|way| Way::of(model, figures, way)),
            slowest_when: numbers.slower.as_ref().map(|slower| case(model, stream, slower.case)),
            complete: numbers.is_whole,
        }
    }
}

/// When a case is, in words: `when "Hard case" comes`.
fn case(model: &Model<'_>, stream: ScopeId, case: Case) -> String {
    let output = |scope, index| model.names_of_items(scope, model.scope(scope).output(index)).join(" or ");
    match case {
        Case::Comes(scope, index) => format!("when \"{}\" comes", output(scope, index)),
        Case::Nothing(scope, index, 1) => format!("when \"{}\" does not come", output(scope, index)),
        Case::Nothing(scope, index, _) => {
            format!("when neither \"{}\" nor an alternative comes", output(scope, index))
        }
        Case::StartsWith(index) => {
            let trigger = model.names_of_items(stream, model.scope(stream).trigger(index));
            format!("when it starts with \"{}\"", trigger.join(" or "))
        }
    }
}

impl Way {
    fn of(model: &Model<'_>, figures: &mut KnownFigures<'_, '_>, way: &WayNumbers) -> Way {
        let mut ladder = Vec::with_capacity(way.stations.len());
        for step in way.ladder(figures) {
            ladder.push(LadderStep {
                stream: model.name_of_stream(model.node(step.step).scope),
                step: model.name_of_step(step.step),
                part: Part::of(step.part),
                depth: step.depth,
                lead_time: step.adds.lead_time.map(Time::of),
                process_time: step.adds.process_time.map(Time::of),
                waiting: step.adds.waiting.map(Time::left),
                accuracy: step.adds.accuracy,
            });
        }
        let longest = way.longest_wait.and_then(|at| ladder.get(at));
        let longest_wait = longest.and_then(|step| {
            Some(Wait {
                stream: step.stream.clone(),
                step: step.step.clone(),
                waiting: step.waiting.clone()?,
            })
        });
        Way {
            steps: way.steps,
            lead_time: Total::of(way.lead_time),
            process_time: Total::of(way.process_time),
            waiting: Total { time: Time::left(way.waiting), is_whole: way.is_waiting_whole },
            flow_efficiency: way.flow_efficiency.map(rounded),
            accuracy: way.accuracy.share.map(rounded),
            accuracy_is_whole: way.accuracy.is_whole,
            role_hand_offs: way.role_hand_offs.len(),
            activity_hand_offs: way.activity_hand_offs.len(),
            promise_left: way.promised.map(|promised| Time::left(promised.left)),
            promise_kept: way.promised.and_then(|promised| promised.is_kept),
            longest_wait,
            ladder,
        }
    }
}

/// A share without the digits that only come of multiplying.
fn rounded(share: f64) -> f64 {
    (share * 1e9).round() / 1e9
}

impl Part {
    fn of(part: paths::Part) -> Part {
        match part {
            paths::Part::Works => Part::Works,
            paths::Part::Asks => Part::Asks,
            paths::Part::Answered => Part::Answered,
            paths::Part::Runs => Part::Runs,
        }
    }
}

impl Total {
    fn of(sum: Sum) -> Total {
        Total { time: Time::of(sum.duration), is_whole: sum.is_whole }
    }
}

impl Time {
    /// A duration.
    pub(in crate::export) fn of(duration: Duration) -> Time {
        let (seconds, working_days) = apart(duration);
        Time { text: duration.show(), minutes: Minutes(seconds), working_days }
    }

    /// What is left of one duration after another.
    fn left(difference: Difference) -> Time {
        let (left, lacking) = (apart(difference.left), apart(difference.lacking));
        Time {
            text: difference.show(),
            minutes: Minutes(left.0 - lacking.0),
            working_days: left.1 - lacking.1,
        }
    }
}

/// Seconds of the clock and working days, each as long as 64 bits with a sign hold it.
fn apart(duration: Duration) -> (i64, i64) {
    let most = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    (most(duration.clock_seconds()), most(duration.working_days()))
}
