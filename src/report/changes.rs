//! What changed between two models, as a page and as a comment.

pub mod html;
mod map;
pub mod markdown;

use crate::compare::{Change, State};
use crate::export::Place;

/// `streams/restore.vsd, line 12`.
fn place(place: &Place) -> String {
    format!("{}, line {}", place.path, place.start.line)
}

/// Where something stands, and where it stood if that is elsewhere; empty where neither is known.
fn places(change: &Change) -> String {
    let of = |state: &Option<State>| state.as_ref().and_then(|state| state.place.as_ref()).map(place);
    match (of(&change.then), of(&change.now)) {
        (Some(then), Some(now)) if then != now => format!("{now}; was at {then}"),
        (_, Some(now)) => now,
        (Some(then), None) => format!("was at {then}"),
        (None, None) => String::new(),
    }
}
