//! A change before it is put into words.

use super::shape::{Breaking, Fate, Kind, OwnerKind, Party};
use super::side::Thing;
use crate::source::FileSpan;

/// What something was or is.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// What it is part of; none for what is part of the whole model.
    pub(super) owner: Option<Thing>,
    /// What that is called.
    pub(super) name: String,
    /// The items of a flow.
    pub(super) items: Vec<String>,
    /// What is said: names, a time or a text.
    pub(super) values: Vec<String>,
    /// Where it stands.
    pub(super) place: Option<FileSpan>,
}

impl Spot {
    /// The items with *or* between them; none for what is no flow.
    pub(super) fn item(&self) -> Option<String> {
        if self.items.is_empty() { None } else { Some(self.items.join(" or ")) }
    }

    /// What is said; none where nothing is.
    pub(super) fn value(&self) -> Option<String> {
        if self.values.is_empty() { None } else { Some(self.values.join(", ")) }
    }
}

/// A change.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) fate: Fate,
    /// What it is part of.
    pub(super) owner: OwnerKind,
    /// What that is called now, or was where it is gone.
    pub(super) called: String,
    pub(super) then: Option<Spot>,
    pub(super) now: Option<Spot>,
    /// How a flow is taken or given, then and now: `optional`.
    pub(super) modes: [Option<&'static str>; 2],
    /// What else is to be said: what a step takes and gives, or the other alternatives in a phrase.
    pub(super) more: Vec<String>,
    /// Who outside of the stream is concerned, and behind them those inside.
    pub(super) concerns: Vec<Party>,
    pub(super) breaking: Option<Breaking>,
}

impl Draft {
    /// A change of which nothing else is known yet.
    pub(super) fn new(kind: Kind, owner: OwnerKind, then: Option<Spot>, now: Option<Spot>) -> Draft {
        let fate = match (&then, &now) {
            (None, _) => Fate::New,
            (_, None) => Fate::Gone,
            _ => Fate::Changed,
        };
        let called = now.as_ref().or(then.as_ref()).map(|spot| spot.name.clone()).unwrap_or_default();
        Draft {
            kind,
            fate,
            owner,
            called,
            then,
            now,
            modes: [None, None],
            more: Vec::new(),
            concerns: Vec::new(),
            breaking: None,
        }
    }

    /// The same with another fate.
    pub(super) fn with_fate(self, fate: Fate) -> Draft {
        Draft { fate, ..self }
    }

    /// What it is now, or was.
    pub(super) fn last(&self) -> Option<&Spot> {
        self.now.as_ref().or(self.then.as_ref())
    }
}
