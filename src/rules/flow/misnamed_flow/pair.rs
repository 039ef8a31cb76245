//! A flow that takes and those that give what was meant, whose names differ slightly.

use crate::model::Model;
use crate::model::flows::Occurrence;
use crate::model::matching::{Failure, FailureId, Kind};
use crate::rules::support::display::quoted_owner;
use crate::rules::support::name_words::written_words;
use crate::rules::support::places::item_place;
use crate::similarity::WordingReader;
use crate::source::FileSpan;

/// A flow that takes, with those that give what was meant.
pub(super) struct Misnamed<'m> {
    pub(super) model: &'m Model<'m>,
    pub(super) id: FailureId,
    pub(super) failure: &'m Failure,
    pub(super) part: Occurrence,
    /// The name that is wrong: of alternatives the one nearest to what is given.
    pub(super) place: FileSpan,
    pub(super) partners: Vec<Partner<'m>>,
    /// The places of other inputs that look for the same name and find the same.
    pub(super) duplicates: Vec<FileSpan>,
}

/// A flow that gives what was meant.
pub(super) struct Partner<'m> {
    pub(super) failure: &'m Failure,
    pub(super) part: Occurrence,
    pub(super) place: FileSpan,
}

impl<'m> Misnamed<'m> {
    pub(super) fn new(model: &'m Model<'m>, id: FailureId) -> Misnamed<'m> {
        let failure = model.failure(id);
        let part = failure.part(model);
        let mut partners = Vec::new();
        for &giver in model.diagnosis().partners(id) {
            partners.push(Partner::new(model, model.failure(giver)));
        }
        let mut duplicates = Vec::new();
        for other in model.diagnosis().duplicates(id) {
            duplicates.push(Partner::new(model, model.failure(other)).place);
        }
        let place = most_alike(model, failure, &part, partners[0].place);
        Misnamed { model, id, failure, part, place, partners, duplicates }
    }
}

/// Of the alternatives of a flow the first whose name is most like the one at `offered`.
fn most_alike(model: &Model<'_>, failure: &Failure, flow: &Occurrence, offered: FileSpan) -> FileSpan {
    let reader = WordingReader::new(model.language());
    let offered = reader.read(&written_words(model.slice(offered)));
    let file = model.file_of(failure.occurrence.scope, flow);
    let mut best = model.term_place(file, flow.term);
    let mut most = f64::NEG_INFINITY;
    for term in flow.terms() {
        let place = model.term_place(file, term);
        let likeness = reader.read(&written_words(model.slice(place))).likeness(&offered);
        if likeness > most {
            (best, most) = (place, likeness);
        }
    }
    best
}

impl<'m> Partner<'m> {
    pub(super) fn new(model: &'m Model<'m>, failure: &'m Failure) -> Partner<'m> {
        let part = failure.part(model);
        Partner { failure, part, place: item_place(model, failure.occurrence.scope, &part) }
    }

    pub(super) fn label(&self, model: &Model<'_>) -> String {
        if self.failure.occurrence.kind == Kind::Trigger {
            return "the trigger is called this".to_owned();
        }
        format!("{} calls it this", quoted_owner(model, self.failure.occurrence.scope, &self.part))
    }
}
