//! Which findings speak of which places of a stream.

use std::cmp::Reverse;

use crate::draw::stream::span_of;
use crate::finding::{Finding, Level};
use crate::model::{Model, ScopeId};
use crate::source::FileSpan;

/// A rule that points at what is right besides, for comparison.
const COMPARING: &str = "unused-trigger";

/// The findings of a stream, by place.
pub(super) struct Faults<'f> {
    /// The findings that speak of the stream: those whose mistake is in it, in their order, and behind them the others.
    pub all: Vec<&'f Finding>,
    /// How many of them have their mistake in it.
    pub own: usize,
    /// All places of the stream that findings speak of. Ascending; what is a mistake there comes first, the worst before others.
    places: Vec<Told>,
    stream: ScopeId,
}

/// Of more findings at one place no flow bears a mark: where all that give and all that take are wrong, it would be the product
/// of both.
const MOST: usize = 64;

/// A place that a finding speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// The place.
    pub place: FileSpan,
    /// The level of the finding.
    pub level: Level,
    /// Whether the mistake is there.
    pub is_mistake: bool,
    /// Which finding, an index of [`Faults::all`].
    pub finding: usize,
}

impl<'f> Faults<'f> {
    /// What is reported of a stream.
    pub fn of(
        model: &Model<'_>,
        findings: impl IntoIterator<Item = &'f Finding>,
        stream: ScopeId,
    ) -> Faults<'f> {
        let mut faults = Faults { all: Vec::new(), own: 0, places: Vec::new(), stream };
        let Some(within) = span_of(model, stream) else { return faults };
        let mut others = Vec::new();
        for finding in findings {
            if finding.suppressed.is_some() {
                continue;
            }
            if contains(within, finding.primary.place) {
                faults.all.push(finding);
            } else if finding.labels().any(|label| contains(within, label.place)) {
                others.push(finding);
            }
        }
        faults.own = faults.all.len();
        faults.all.extend(others);
        for (index, finding) in faults.all.iter().enumerate() {
            for (at, label) in finding.labels().enumerate() {
                let is_part = at == 0 || finding.rule != COMPARING;
                if is_part && contains(within, label.place) {
                    let (place, level) = (label.place, finding.level);
                    faults.places.push(Told { place, level, is_mistake: at == 0, finding: index });
                }
            }
        }
        faults.places.sort_unstable_by_key(|told| {
            (told.place, Reverse(told.is_mistake), Reverse(told.level), told.finding)
        });
        faults
    }

    /// What findings say of a name, or of a statement: the first [`MOST`] of them.
    pub fn touching(&self, name: FileSpan) -> impl Iterator<Item = Told> {
        // Places are names or keywords, and none is within another.
        let first = self.places.partition_point(|told| told.place.span.end <= name.span.start);
        let told = self.places[first..].iter().copied();
        told.take_while(move |told| told.place.span.start < name.span.end).take(MOST)
    }

    /// Which of the stream's steps a place is in, 0-based.
    pub fn step_at(&self, model: &Model<'_>, place: FileSpan) -> Option<usize> {
        let steps = model.steps_of(self.stream);
        let starts = &model.nodes()[steps.indices()];
        let before =
            starts.partition_point(|node| model.statement(node.statement).span.start <= place.span.start);
        let at = before.checked_sub(1)?;
        model.statement(starts[at].statement).span.contains(place.span).then_some(at)
    }
}

fn contains(whole: FileSpan, part: FileSpan) -> bool {
    whole.file == part.file && whole.span.contains(part.span)
}
