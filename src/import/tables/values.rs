//! What single cells say: times, shares and activities. What cannot be read is told.

use super::layout::activity;
use crate::import::draft::Draft;
use crate::import::names::brief;
use crate::import::remark::{Place, RemarkKind};
use crate::import::times::{Time, duration, is_too_long, percentage};
use crate::model::activity::Activity;
use crate::syntax::quantity::Duration;

/// Reads a time, and tells of one that cannot be read or is a rough one. A number alone is one of `unit`s.
pub(super) fn read_time(
    text: &str,
    unit: Option<&str>,
    place: &Place,
    draft: &mut Draft,
) -> Option<Duration> {
    match duration(text, unit) {
        Some(Time { duration, is_exact: true }) => Some(duration),
        Some(Time { duration, .. }) => {
            let text = format!("`{}` is carried over as {}", brief(text), duration.show());
            draft.remark(RemarkKind::Approximated, place, text);
            Some(duration)
        }
        None => {
            let is_number = text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ','));
            let is_too_long = is_too_long(text, unit);
            let text = brief(text);
            let text = if is_too_long {
                format!("`{text}` is a longer time than can be counted with")
            } else if is_number {
                format!("`{text}` has no unit: write `{text} h` in the cell, or `(h)` in the heading")
            } else {
                format!("`{text}` is no time")
            };
            draft.remark(RemarkKind::Dropped, place, text);
            None
        }
    }
}

/// Reads a share in percent, and tells of one that cannot be read.
pub(super) fn read_share(text: &str, place: &Place, draft: &mut Draft) -> Option<f64> {
    let share = percentage(text);
    if share.is_none() {
        draft.remark(RemarkKind::Dropped, place, format!("`{}` is no percentage", brief(text)));
    }
    share
}

/// Reads the name of an activity, and tells of one that is none.
pub(super) fn read_activity(text: &str, place: &Place, draft: &mut Draft) -> Option<Activity> {
    let activity = activity(text);
    if activity.is_none() {
        let text = format!("`{}` is none of ITIL's six activities", brief(text));
        draft.remark(RemarkKind::Dropped, place, text);
    }
    activity
}
