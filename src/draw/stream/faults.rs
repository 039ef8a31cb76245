//! Which findings speak of which places of a stream.

use crate::draw::stream::span_of;
use crate::finding::{Finding, Level};
use crate::model::{Model, ScopeId};
use crate::source::FileSpan;

/// The findings of a stream, by place.
pub(super) struct Faults<'f> {
    /// The findings whose mistake is in the stream, in their order.
    pub own: Vec<&'f Finding>,
    /// All places of the stream that findings speak of: where, the level, and whether the mistake is there. Ascending.
    places: Vec<(FileSpan, Level, bool)>,
    stream: ScopeId,
}

impl<'f> Faults<'f> {
    /// What is reported of a stream.
    pub fn of(
        model: &Model<'_>,
        findings: impl IntoIterator<Item = &'f Finding>,
        stream: ScopeId,
    ) -> Faults<'f> {
        let mut faults = Faults { own: Vec::new(), places: Vec::new(), stream };
        let Some(within) = span_of(model, stream) else { return faults };
        for finding in findings {
            if finding.suppressed.is_some() {
                continue;
            }
            if contains(within, finding.primary.place) {
                faults.own.push(finding);
            }
            for (index, label) in finding.labels().enumerate() {
                if contains(within, label.place) {
                    faults.places.push((label.place, finding.level, index == 0));
                }
            }
        }
        faults.places.sort_unstable();
        faults
    }

    /// The highest level of the findings that point at a name.
    pub fn at(&self, name: FileSpan) -> Option<Level> {
        self.touching(name).map(|&(_, level, _)| level).max()
    }

    /// The highest level of the findings whose mistake is at a name.
    pub fn mistake_at(&self, name: FileSpan) -> Option<Level> {
        self.touching(name).filter(|(_, _, is_primary)| *is_primary).map(|&(_, level, _)| level).max()
    }

    fn touching(&self, name: FileSpan) -> impl Iterator<Item = &(FileSpan, Level, bool)> {
        // Places are names or keywords, and none is within another.
        let first = self.places.partition_point(|(place, ..)| place.span.end <= name.span.start);
        self.places[first..].iter().take_while(move |(place, ..)| place.span.start < name.span.end)
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
