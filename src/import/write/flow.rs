//! Inputs, outputs, triggers and outcomes as statements, and what has to be changed so that they can be some.

use super::{Page, Writer, quoted};
use crate::import::draft::{Draft, End, Every, Flow, Mode, RemarkId, StreamId};
use crate::import::remark::RemarkKind;

/// One statement stands for so many flows at most: each of its items at each of its ends.
const MOST_FLOWS: usize = 1024;

/// Which statement it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FlowKind {
    /// What a step or an activity takes.
    Input,
    /// What it gives.
    Output,
    /// What starts a stream.
    Trigger,
    /// What it ends with.
    Outcome,
}

impl FlowKind {
    fn word(self) -> &'static str {
        match self {
            FlowKind::Input => "input",
            FlowKind::Output => "output",
            FlowKind::Trigger => "trigger",
            FlowKind::Outcome => "outcome",
        }
    }

    fn preposition(self) -> &'static str {
        match self {
            FlowKind::Input | FlowKind::Trigger => "from",
            FlowKind::Output | FlowKind::Outcome => "to",
        }
    }

    /// The word before the keyword, where there is one that says how the flow is taken.
    fn modifier(self, mode: Mode) -> &'static str {
        match (self, mode) {
            (FlowKind::Input | FlowKind::Output, Mode::Optional) => "optional ",
            (FlowKind::Input, Mode::Rework) => "rework ",
            (FlowKind::Input, Mode::Reply) => "reply ",
            _ => "",
        }
    }
}

/// All flows of a draft, made such that they can be written.
pub(super) struct Flows;

impl Flows {
    /// Leaves out items and ends that are there twice, and what a statement cannot name or hold.
    pub(super) fn mend(draft: &mut Draft) {
        let of_steps: Vec<StreamId> = draft.steps.iter().map(|step| step.stream).collect();
        let mut told: Vec<(RemarkKind, crate::import::remark::Place, String)> = Vec::new();
        let next = draft.remarks.len();
        for (own, stream) in draft.streams.iter_mut().enumerate() {
            let own = StreamId::new(own);
            for flow in stream.triggers.iter_mut().chain(&mut stream.outcomes) {
                for end in &mut flow.ends {
                    if let End::Step(step) = *end {
                        *end = End::Stream(of_steps[step.index()]);
                        flow.remarks.push(RemarkId::new(next + told.len()));
                        let text =
                            "a trigger or outcome names no step, so the stream of the step stands here"
                                .to_owned();
                        told.push((RemarkKind::Approximated, flow.place.clone(), text));
                    }
                }
                flow.ends.retain(|&end| end != End::Stream(own));
                mend(flow, next, &mut told);
            }
        }
        for step in &mut draft.steps {
            step.inputs.iter_mut().chain(&mut step.outputs).for_each(|flow| mend(flow, next, &mut told));
        }
        for description in &mut draft.descriptions {
            for flow in description.inputs.iter_mut().chain(&mut description.outputs) {
                flow.ends.retain(|end| !matches!(end, End::Step(_) | End::Stream(_)));
                mend(flow, next, &mut told);
            }
        }
        for (kind, place, text) in told {
            draft.remark(kind, &place, text);
        }
    }
}

/// Leaves out what is there twice, and alternatives that are more than a statement holds.
fn mend(flow: &mut Flow, next: usize, told: &mut Vec<(RemarkKind, crate::import::remark::Place, String)>) {
    keep_first(&mut flow.items);
    keep_first(&mut flow.ends);
    let mut say = |text: String| {
        flow.remarks.push(RemarkId::new(next + told.len()));
        told.push((RemarkKind::Dropped, flow.place.clone(), text));
    };
    if flow.ends.len() > MOST_FLOWS {
        say(format!(
            "a statement has at most {MOST_FLOWS} ends, and {} are left out",
            flow.ends.len() - MOST_FLOWS
        ));
        flow.ends.truncate(MOST_FLOWS);
    }
    let most = MOST_FLOWS / flow.ends.len().max(1);
    if flow.is_alternative && flow.items.len() > most {
        say(format!(
            "a statement has at most {most} alternatives here, and {} are left out",
            flow.items.len() - most
        ));
        flow.items.truncate(most);
    }
}

/// Keeps the first of those that are the same, in their order.
fn keep_first<T: Copy + Eq + std::hash::Hash>(list: &mut Vec<T>) {
    if list.len() > 1 {
        let mut seen = rustc_hash::FxHashSet::default();
        list.retain(|&one| seen.insert(one));
    }
}

impl Writer<'_> {
    /// Statements for flows, with their comments above them. `stream` is the one that they stand in.
    pub(super) fn flows(&self, kind: FlowKind, flows: &[Flow], stream: Option<StreamId>, page: &mut Page) {
        for flow in flows {
            if flow.items.is_empty() {
                continue;
            }
            self.remarks(&flow.remarks, page);
            flow.comments.iter().for_each(|comment| page.comment(comment));
            let ends: Vec<String> = flow.ends.iter().map(|&end| self.end(end, stream)).collect();
            let most = MOST_FLOWS / ends.len().max(1);
            for items in flow.items.chunks(most.max(1)) {
                let items: Vec<String> =
                    items.iter().map(|&item| quoted(self.names.item(item).reference())).collect();
                let between = if flow.is_alternative { " or " } else { ", " };
                let mut line = format!("{}{} {}", kind.modifier(flow.mode), kind.word(), items.join(between));
                if !ends.is_empty() {
                    line += &format!(" {} {}", kind.preposition(), ends.join(", "));
                }
                match (kind, flow.every, flow.within) {
                    (FlowKind::Trigger, Some(every), _) => line += &period(every),
                    (FlowKind::Outcome, _, Some(time)) if time.has_any() => {
                        line += &format!(" within {}", time.show());
                    }
                    _ => {}
                }
                page.line(&line);
            }
        }
    }

    /// An end, seen from a stream.
    fn end(&self, end: End, stream: Option<StreamId>) -> String {
        match end {
            End::External(external) => quoted(self.names.external(external).reference()),
            End::Stream(stream) => quoted(self.names.stream(stream).reference()),
            End::Activity(activity) => activity.name().to_owned(),
            End::All => "all".to_owned(),
            End::Step(step) => {
                let own = self.draft.steps[step.index()].stream;
                let name = quoted(self.names.step(step).reference());
                if Some(own) == stream {
                    return name;
                }
                format!("{}.{name}", quoted(self.names.stream(own).reference()))
            }
        }
    }
}

/// The clause of a trigger that recurs.
fn period(every: Every) -> String {
    let word = match every {
        Every::Day => "day".to_owned(),
        Every::Week => "week".to_owned(),
        Every::Month => "month".to_owned(),
        Every::Quarter => "quarter".to_owned(),
        Every::Year => "year".to_owned(),
        Every::Time(time) if time.has_any() => time.show(),
        Every::Time(_) => return String::new(),
    };
    format!(" every {word}")
}
