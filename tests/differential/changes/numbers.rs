//! Numbers that a comparison measures in part are those of a full measurement.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use vsdlint::compare::{Comparison, Matching, Measure, Subject, WayKind};
use vsdlint::model::numbers::{OutcomeNumbers, WayNumbers};
use vsdlint::model::{Model, ScopeId};
use vsdlint::project::Settings;
use vsdlint::report::Since;
use vsdlint::rules::metadata;
use vsdlint::source::Source;
use vsdlint::workspace::Workspace;

use super::{Files, cases, changed};
use crate::numbers::with_figures;
use crate::reference::generate::promises::generate_promises;
use crate::reference::generate::{generate, generate_wild};
use crate::reference::print::print;
use crate::reference::random::Random;

/// What is measured of an outcome, each with its way.
fn measured(numbers: &OutcomeNumbers) -> BTreeMap<(WayKind, Measure), String> {
    let mut all = BTreeMap::new();
    let mut of_way = |kind: WayKind, way: &WayNumbers| {
        let kept = way.promised.and_then(|promised| promised.is_kept);
        for (measure, value) in [
            (Measure::LeadTime, format!("{:?}", way.lead_time)),
            (Measure::PromiseKept, format!("{kept:?}")),
            (Measure::RoleHandOffs, way.role_hand_offs.len().to_string()),
            (Measure::ActivityHandOffs, way.activity_hand_offs.len().to_string()),
            (Measure::Steps, way.steps.to_string()),
        ] {
            if kind == WayKind::Quickest || matches!(measure, Measure::LeadTime | Measure::PromiseKept) {
                all.insert((kind, measure), value);
            }
        }
    };
    if let Some(way) = &numbers.quickest {
        of_way(WayKind::Quickest, way);
    }
    if let Some(way) = numbers.slowest() {
        of_way(WayKind::Slowest, way);
    }
    all
}

/// An outcome of now, by its stream and its index there, and what is measured of it: on which way, and what.
type Measured = (ScopeId, u32, (WayKind, Measure));

/// The outcomes of streams that are one in both models, each then and now. Of several with one name, or with another one, it would
/// have to be known which is which.
fn common_outcomes<'m>(
    matching: &Matching,
    [old, new]: [&'m Model<'_>; 2],
) -> Vec<(ScopeId, [&'m OutcomeNumbers; 2])> {
    let name = |model: &Model<'_>, stream, outcome: &OutcomeNumbers| {
        model.names_of_items(stream, &model.scope(stream).outcomes[outcome.outcome as usize])
    };
    let mut common = Vec::new();
    for now in new.numbers().streams() {
        let then = matching.stream_then(now.stream).and_then(|then| old.numbers().of(then));
        let Some(then) = then else { continue };
        for outcome in &now.outcomes {
            let own = name(new, now.stream, outcome);
            let is_own = |one: &&OutcomeNumbers| name(new, now.stream, one) == own;
            let mut alike = then.outcomes.iter().filter(|one| name(old, then.stream, one) == own);
            if let (Some(was), None, 1) =
                (alike.next(), alike.next(), now.outcomes.iter().filter(is_own).count())
            {
                common.push((now.stream, [was, outcome]));
            }
        }
    }
    common
}

/// What is otherwise by a full measurement of both models, and what a comparison tells of the same.
fn measured_and_told(
    comparison: &Comparison,
    matching: &Matching,
    models: [&Model<'_>; 2],
) -> [BTreeSet<Measured>; 2] {
    let (mut otherwise, mut told) = (BTreeSet::new(), BTreeSet::new());
    for (stream, [then, now]) in common_outcomes(matching, models) {
        let (before, after) = (measured(then), measured(now));
        let has_slower = then.slower.is_some() || now.slower.is_some();
        for (key, value) in &after {
            let is_shown = key.0 == WayKind::Quickest || has_slower;
            if is_shown && before.get(key).is_some_and(|was| was != value) {
                otherwise.insert((stream, now.outcome, *key));
            }
        }
        let parts = comparison.streams.iter().filter(|part| part.streams[1] == Some(stream));
        for number in parts.flat_map(|part| &part.numbers) {
            let key = (number.way, number.measure);
            if number.index == now.outcome && before.contains_key(&key) && after.contains_key(&key) {
                told.insert((stream, now.outcome, key));
            }
        }
    }
    [otherwise, told]
}

/// A comparison measures only what may have changed: it has to find what a full measurement of both models finds.
#[test]
fn numbers_measured_in_part_are_those_of_the_whole() {
    let settings = Settings::defaults(metadata());
    let mut found = 0;
    for seed in 0..cases() {
        let mut random = Random::new(seed + 3_000_000);
        let mut project = match seed % 3 {
            0 => generate_promises(seed),
            1 => generate(seed),
            _ => generate_wild(seed),
        };
        let mut other = changed(&changed(&project, &mut random), &mut random);
        let (mut then, mut now) = (print(&mut project), print(&mut other));
        with_figures(&mut then, seed);
        // The same figures, but for some models of which every step says something else.
        with_figures(&mut now, if seed % 10 == 0 { seed + 1 } else { seed });
        let workspace = |files: &Files| {
            let source = |(path, text): &(String, String)| Source { path: path.into(), text: text.clone() };
            let paths: Vec<PathBuf> = files.iter().map(|(path, _)| path.into()).collect();
            Workspace::new(&settings, files.iter().map(source).collect(), paths)
        };
        let (mut old, mut new) = (workspace(&then), workspace(&now));
        old.with_model(|old, _, _| {
            new.with_model(|new, _, _| {
                let subject = |name, model| Subject { name, model, findings: &[], relative: &[] };
                let (comparison, matching) = Comparison::of(&subject("then", old), &subject("now", new));
                let [otherwise, told] = measured_and_told(&comparison, &matching, [old, new]);
                assert_eq!(told, otherwise, "{seed}\n{then:#?}\n{now:#?}");
                found += otherwise.len();
                let since = Since::of(comparison);
                let is_beside = |(stream, outcome, (way, measure)): &Measured| {
                    since.number(*stream, *outcome, *way, *measure).is_some()
                };
                assert!(otherwise.iter().all(is_beside), "{seed}");
            });
        });
    }
    assert!(found as u64 > cases() / 4, "{found}");
}
