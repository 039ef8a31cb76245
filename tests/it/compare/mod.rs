//! What a comparison says of two models.

mod allowed;
mod concerned;
mod wandered;
mod words;

use std::path::PathBuf;

use crate::support::one;
use vsdlint::compare::{Change, Comparison, Fate, Subject};
use vsdlint::model::Model;

/// The comparison of two texts. Findings have no part in it.
fn compared(then: &str, now: &str) -> Comparison {
    let (then, now) = (one(then), one(now));
    let models = [Model::new(&then), Model::new(&now)];
    let relative = [PathBuf::from("model.vsd")];
    let subject = |at: usize| Subject { name: "", model: &models[at], findings: &[], relative: &relative };
    Comparison::of(&subject(0), &subject(1)).0
}

/// The changes, a line each, and whom they concern.
fn told(comparison: &Comparison) -> String {
    comparison.changes().map(line).collect()
}

fn line(change: &Change) -> String {
    let sign = match change.fate {
        Fate::New => '+',
        Fate::Gone => '-',
        Fate::Renamed | Fate::Moved | Fate::Changed => '~',
    };
    let breaking = change.breaking.map(|why| format!("{why:?}: ")).unwrap_or_default();
    let concerns: Vec<&str> = change.concerns.iter().map(|party| party.name.as_str()).collect();
    format!("  {sign} {breaking}{} [{}]\n", change.words, concerns.join(", "))
}
