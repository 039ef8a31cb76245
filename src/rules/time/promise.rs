//! What outcomes promise: their `within`.

use crate::model::paths::Reading;
use crate::model::{Model, ScopeId};
use crate::source::FileSpan;
use crate::syntax::quantity::{Duration, read_duration};

/// An outcome with a `within` that can be counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Promise {
    pub scope: ScopeId,
    /// Index of the outcome among those of the stream.
    pub outcome: u32,
    /// The duration behind `within`.
    pub within: FileSpan,
    /// The time promised.
    pub duration: Duration,
}

impl Promise {
    /// The time promised in seconds, where a working day has so many.
    pub fn seconds(&self, working_day: u64) -> u64 {
        self.duration.seconds(working_day).unwrap_or(u64::MAX)
    }

    /// Whether the promise has to be missed in this reading to be called missed.
    ///
    /// It has to be in both. But of a promise without working days the other side only grows with their length, so the
    /// shortest decides; and of one in nothing but working days the other side grows less than they do, so the longest does.
    pub fn is_judged_by(&self, reading: Reading) -> bool {
        match reading {
            Reading::Shortest => !self.duration.has_working_days() || self.duration.has_other_time(),
            Reading::Longest => self.duration.has_working_days(),
        }
    }

    /// The last one of the readings by which it is judged.
    pub fn last_reading(&self) -> Reading {
        if self.duration.has_working_days() { Reading::Longest } else { Reading::Shortest }
    }
}

/// The promises of a stream that can be counted, in the order of the text.
pub(super) fn promises(model: &Model<'_>, id: ScopeId) -> Vec<Promise> {
    let mut promises = Vec::new();
    for (outcome, occurrence) in (0..).zip(&model.scope(id).outcomes) {
        let file = model.file_of(id, occurrence);
        let Some(within) = model.tree(file).within(occurrence.statement) else { continue };
        let within = FileSpan { file, span: within.span };
        let Ok(duration) = read_duration(model.slice(within)) else { continue };
        if duration.seconds(Reading::Shortest.working_day(model)).is_some() {
            promises.push(Promise { scope: id, outcome, within, duration });
        }
    }
    promises
}
