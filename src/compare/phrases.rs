//! What the words of all changes have in common.

use super::draft::{Draft, Spot};
use super::shape::OwnerKind;
use crate::text::{backquoted, few_listed};

/// A name in backticks.
pub(super) fn quoted(name: &str) -> String {
    format!("`{name}`")
}

/// What a change is part of, as it is called now: `Deploy`; of a stream that is *the stream*, under whose name it stands.
pub(super) fn owner(draft: &Draft) -> String {
    match draft.owner {
        OwnerKind::Stream => "the stream".to_owned(),
        OwnerKind::Organisation => "the organisation".to_owned(),
        OwnerKind::Model => "the model".to_owned(),
        _ => quoted(&draft.called),
    }
}

/// What is said then, and now, each in backticks.
pub(super) fn values(draft: &Draft) -> (Option<String>, Option<String>) {
    let one = |spot: &Option<Spot>| {
        let values = &spot.as_ref()?.values;
        if values.is_empty() { None } else { Some(few_listed(&backquoted(values), "and")) }
    };
    (one(&draft.then), one(&draft.now))
}
