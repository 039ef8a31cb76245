//! What a comparison says of two models.

mod words;

use std::path::PathBuf;

use crate::support::one;
use vsdlint::compare::{Comparison, Subject};
use vsdlint::model::Model;

/// The comparison of two texts. Findings have no part in it.
fn compared(then: &str, now: &str) -> Comparison {
    let (then, now) = (one(then), one(now));
    let models = [Model::new(&then), Model::new(&now)];
    let relative = [PathBuf::from("model.vsd")];
    let subject = |at: usize| Subject { name: "", model: &models[at], findings: &[], relative: &relative };
    Comparison::of(&subject(0), &subject(1)).0
}
