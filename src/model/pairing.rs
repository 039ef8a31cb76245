//! One mistake, one finding: failures that are two sides of one mistake become one.

mod both_sides;
mod gaps;
mod misdirected;
mod misplaced;
mod missing_steps;
mod near_names;
mod renamed;
mod unmatched_runs;

use rustc_hash::FxHashMap;

use crate::model::Model;
use crate::model::activity::ActivityOf;
use crate::model::declared::ScopeId;
use crate::model::flows::{NodeId, Occurrence, Run};
use crate::model::index::ends_of;
use crate::model::matching::{Direction, Expectation, Failure, FailureId, Kind, OccurrenceRef};
use crate::similarity::WordingReader;
use crate::source::FileSpan;
use crate::syntax::Symbol;
use crate::syntax::ids::IdRange;

pub use gaps::{Gap, MissingStep};
use misdirected::Misdirected;
pub use misplaced::MisplacedStep;
use near_names::NearNames;
use unmatched_runs::unmatched_runs;

/// What becomes of a failure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Disposition {
    /// It is reported as what it is.
    #[default]
    Reported,
    /// It is reported as a flow with a wrong name.
    Misnamed,
    /// Another finding reports it.
    Absorbed,
    /// It only follows from a missing trigger or outcome.
    Silent,
}

/// How the failures are reported. Lists of what holds for each are as long as that of the failures, and take their
/// [index](FailureId::index).
#[derive(Debug, Default)]
pub struct Diagnosis {
    /// What becomes of each.
    pub(super) dispositions: Vec<Disposition>,
    /// For a misnamed one that takes, those that give what was meant; for any other, the one other side of its mistake.
    pub(super) partners: Vec<Vec<FailureId>>,
    /// Flows with which others are reported, each with one of those: inputs that all look for one name, which one output
    /// alone misspells; or flows that lack one thing or leave it over, for which nothing else is meant. Ascending.
    pub(super) duplicates: Vec<(FailureId, FailureId)>,
    /// Failures whose end is wrong, each as often as it reports another that leads to it. Ascending.
    pub(super) reporting: Vec<FailureId>,
    /// Steps that stand in one activity, while others look for them in another.
    pub(super) misplaced: Vec<MisplacedStep>,
    /// What a step would join that is not there, by the failure that is reported.
    pub(super) gaps: Vec<Gap>,
    /// The steps that some end names and that are not there, with what fails for want of them, by stream.
    pub(super) missing_steps: Vec<MissingStep>,
    /// Flows with themselves, each with the failures that show who was meant.
    pub(super) selves: Vec<(OccurrenceRef, FailureId)>,
    /// How many others each is a partner of.
    pub(super) claims: Vec<u32>,
    /// The expectations that each is left with, after those paired with a near name.
    pub(super) remaining: Vec<Vec<Expectation>>,
    /// Described streams without any trigger, ascending.
    pub(super) missing_triggers: Vec<ScopeId>,
    /// Described streams without any outcome, ascending.
    pub(super) missing_outcomes: Vec<ScopeId>,
    /// Flows of steps without a counterpart in the stream that the step runs, of which no other finding tells.
    pub(super) unmatched_runs: Vec<(Run, OccurrenceRef)>,
}

impl Diagnosis {
    /// What becomes of a failure.
    pub fn disposition(&self, failure: FailureId) -> Disposition {
        self.dispositions[failure.index()]
    }

    /// For a misnamed failure that takes, those that give what was meant; for any other, the one other side of its
    /// mistake.
    pub fn partners(&self, failure: FailureId) -> &[FailureId] {
        &self.partners[failure.index()]
    }

    /// How many others a failure is a partner of.
    pub fn claims(&self, failure: FailureId) -> u32 {
        self.claims[failure.index()]
    }

    /// The expectations that a failure is left with, after those paired with a near name.
    pub fn remaining(&self, failure: FailureId) -> &[Expectation] {
        &self.remaining[failure.index()]
    }

    /// The flows that are reported with this one, in the order of their ids: all look for one name, which one output alone
    /// misspells; or all lack one thing, or leave it over, for which nothing else is meant.
    pub fn duplicates(&self, first: FailureId) -> impl Iterator<Item = FailureId> {
        let start = self.duplicates.partition_point(|&(other, _)| other < first);
        let list = self.duplicates[start..].iter();
        list.take_while(move |&&(other, _)| other == first).map(|&(_, duplicate)| duplicate)
    }

    /// Whether several others lead to a failure whose end is wrong, so that not all of them can be what was meant.
    pub fn is_led_to_by_several(&self, failure: FailureId) -> bool {
        let start = self.reporting.partition_point(|&other| other < failure);
        self.reporting.get(start + 1) == Some(&failure)
    }

    /// What a step would join that is not there: what is reported of it is `failure`, if it is.
    pub fn gap(&self, failure: FailureId) -> Option<&Gap> {
        let at = self.gaps.binary_search_by_key(&Some(failure), |gap| gap.lacking.first().copied()).ok()?;
        self.gaps.get(at)
    }

    /// What fails for want of the step with this name in `stream`, which some end names and which is not there.
    pub fn missing_step(&self, stream: ScopeId, name: Symbol) -> Option<&MissingStep> {
        let at = self.missing_steps.binary_search_by_key(&stream, |missing| missing.stream).ok()?;
        self.missing_steps.get(at).filter(|missing| missing.name == name)
    }

    /// Flows with themselves, each with a failure that shows who was meant.
    pub fn selves(&self) -> &[(OccurrenceRef, FailureId)] {
        &self.selves
    }

    /// Steps that stand in one activity, while others look for them in another, in the order of the streams and the text.
    pub fn misplaced(&self) -> &[MisplacedStep] {
        &self.misplaced
    }

    /// Described streams without any trigger, ascending.
    pub fn missing_triggers(&self) -> &[ScopeId] {
        &self.missing_triggers
    }

    /// Described streams without any outcome, ascending.
    pub fn missing_outcomes(&self) -> &[ScopeId] {
        &self.missing_outcomes
    }

    /// Flows of steps without a counterpart in the stream that the step runs, of which no other finding tells: those of
    /// one step stand together.
    pub fn unmatched_runs(&self) -> &[(Run, OccurrenceRef)] {
        &self.unmatched_runs
    }
}

/// Decides how the failures of `model` are reported.
///
/// The order matters. A near name explains most, so it comes first; then a step in the wrong activity; then a wrong end; then a border of the stream; then
/// another name; then what is not there at all. Each looks only at what those before it left.
pub(super) fn diagnose(model: &Model<'_>) -> Diagnosis {
    let failures = &model.matching.failures;
    let mut diagnosis = Diagnosis {
        dispositions: vec![Disposition::Reported; failures.len()],
        partners: vec![Vec::new(); failures.len()],
        claims: vec![0; failures.len()],
        remaining: failures.iter().map(|failure| failure.expectations.clone()).collect(),
        ..Diagnosis::default()
    };
    for stream in model.streams() {
        let scope = model.scope(stream);
        if !scope.described || scope.open {
            continue;
        }
        if scope.triggers.is_empty() {
            diagnosis.missing_triggers.push(stream);
        }
        if scope.outcomes.is_empty() {
            diagnosis.missing_outcomes.push(stream);
        }
    }
    let mut pairing = Pairing { model, diagnosis };
    if !failures.is_empty() {
        pairing.misnamed();
        pairing.duplicates();
        pairing.both_sides();
        pairing.misplaced();
        pairing.misdirected();
        pairing.border();
        pairing.renamed();
    }
    pairing.without_border();
    if !failures.is_empty() {
        pairing.told_in_chain();
        pairing.failing_again();
        pairing.gaps();
    }
    pairing.diagnosis.unmatched_runs = unmatched_runs(model);
    let Diagnosis { partners, claims, .. } = &mut pairing.diagnosis;
    for partner in partners.iter().flatten() {
        claims[partner.index()] += 1;
    }
    pairing.diagnosis
}

impl Failure {
    /// The occurrence as far as it fails.
    pub fn part(&self, model: &Model<'_>) -> Occurrence {
        Occurrence { term: self.term, choices: self.choices, ..*model.occurrence(self.occurrence) }
    }

    /// The items that fail.
    fn items(&self, model: &Model<'_>) -> Vec<Symbol> {
        model.items(self.occurrence.scope, &self.part(model)).collect()
    }

    /// The names that these go by.
    fn names(&self, model: &Model<'_>) -> Vec<Symbol> {
        model.symbols_of_items(self.occurrence.scope, &self.part(model))
    }

    fn node(&self, model: &Model<'_>) -> Option<NodeId> {
        model.occurrence(self.occurrence).node
    }

    fn activity_of(&self, model: &Model<'_>) -> ActivityOf {
        self.node(model).map_or(ActivityOf::Nowhere, |node| model.node(node).activity_of)
    }

    /// Where the first of its items stands.
    fn place(&self, model: &Model<'_>) -> FileSpan {
        let file = model.file_of(self.occurrence.scope, &self.part(model));
        model.term_place(file, self.term)
    }
}

impl Model<'_> {
    /// The failure of an occurrence that looks this way, if it fails.
    pub fn failure_of(&self, occurrence: OccurrenceRef, direction: Direction) -> Option<FailureId> {
        let key = failure_key(occurrence, direction);
        let failures = &self.matching.failures;
        let found =
            failures.binary_search_by_key(&key, |other| failure_key(other.occurrence, other.direction));
        found.ok().map(FailureId::new)
    }

    /// The inputs of a node that fail, in the order of the text.
    pub fn failing_inputs(&self, node: NodeId) -> IdRange<FailureId> {
        let scope = self.node(node).scope;
        let inputs = self.scope(scope).of_node(Kind::Input, node);
        let behind = |index: u32| {
            let key = (scope, false, Kind::Input, index);
            let failures = &self.matching.failures;
            FailureId::new(
                failures.partition_point(|other| failure_key(other.occurrence, other.direction) < key),
            )
        };
        behind(inputs.start).to(behind(inputs.end))
    }

    /// Whether a failure is one side of a mistake that has another.
    pub fn is_paired(&self, failure: FailureId) -> bool {
        let Diagnosis { dispositions, partners, claims, .. } = &self.diagnosis;
        let at = failure.index();
        dispositions[at] == Disposition::Absorbed || !partners[at].is_empty() || claims[at] > 0
    }
}

/// By what failures are sorted: in each scope the borders, seen from inside, come last.
fn failure_key(occurrence: OccurrenceRef, direction: Direction) -> (ScopeId, bool, Kind, u32) {
    let OccurrenceRef { scope, kind, index } = occurrence;
    let from_inside =
        matches!((kind, direction), (Kind::Trigger, Direction::Out) | (Kind::Outcome, Direction::In));
    (scope, from_inside, kind, index)
}

struct Pairing<'m> {
    model: &'m Model<'m>,
    diagnosis: Diagnosis,
}

impl Pairing<'_> {
    /// Pairs what takes with what gives nearly the same name.
    fn misnamed(&mut self) {
        let mut names = NearNames::new(self.model);
        for (id, failure) in self.model.failures() {
            if failure.direction == Direction::Out {
                continue;
            }
            let partners = names.partners(id, failure);
            if !partners.is_empty() {
                self.diagnosis.dispositions[id.index()] = Disposition::Misnamed;
                self.diagnosis.partners[id.index()] = partners;
            }
        }
        for (id, failure) in self.model.failures() {
            let remaining = &mut self.diagnosis.remaining[id.index()];
            remaining.retain(|&expectation| !names.is_paired(id, expectation));
            if remaining.is_empty() && failure.direction == Direction::Out {
                self.diagnosis.dispositions[id.index()] = Disposition::Absorbed;
            }
        }
    }

    /// Makes one of the misnamed inputs that look for one name, which one output alone misspells.
    fn duplicates(&mut self) {
        let model = self.model;
        let reader = WordingReader::new(model.language());
        let mut groups: FxHashMap<(FailureId, Vec<Symbol>), Vec<FailureId>> = FxHashMap::default();
        for (id, failure) in model.failures() {
            let [giver] = self.diagnosis.partners[id.index()][..] else { continue };
            let is_misnamed = self.diagnosis.dispositions[id.index()] == Disposition::Misnamed;
            if !is_misnamed || !near_names::differ_by_typo(model, &reader, failure, model.failure(giver)) {
                continue;
            }
            let mut items = failure.items(model);
            items.sort_unstable();
            items.dedup();
            groups.entry((giver, items)).or_default().push(id);
        }
        for mut group in groups.into_values() {
            group.sort_by_key(|&id| model.failure(id).place(model));
            let Some((&first, others)) = group.split_first() else { continue };
            for &other in others {
                self.diagnosis.dispositions[other.index()] = Disposition::Absorbed;
                self.diagnosis.duplicates.push((first, other));
            }
        }
        self.diagnosis.duplicates.sort_unstable();
    }

    /// Makes one of both sides of a trigger or outcome that nobody knows by its name.
    fn both_sides(&mut self) {
        for id in both_sides::find(self.model, &self.diagnosis) {
            self.diagnosis.dispositions[id.index()] = Disposition::Absorbed;
            self.diagnosis.partners[id.index()].clear();
            self.diagnosis.remaining[id.index()].clear();
        }
    }

    /// Makes one of all that fails since a step stands in the wrong activity.
    fn misplaced(&mut self) {
        let misplaced = misplaced::find(self.model, &self.diagnosis);
        for &id in misplaced.iter().flat_map(|one| &one.failing) {
            self.diagnosis.dispositions[id.index()] = Disposition::Absorbed;
            self.diagnosis.remaining[id.index()].clear();
        }
        self.diagnosis.misplaced = misplaced;
    }

    /// Makes one of two flows that look past each other.
    fn misdirected(&mut self) {
        let Misdirected { partners, absorbed, mut reporting, selves } =
            Misdirected::find(self.model, &self.diagnosis);
        reporting.sort_unstable();
        self.diagnosis.reporting = reporting;
        for (id, other) in partners {
            self.diagnosis.partners[id.index()] = vec![other];
        }
        for id in absorbed {
            self.diagnosis.dispositions[id.index()] = Disposition::Absorbed;
        }
        self.diagnosis.selves = selves;
    }

    /// Makes one of an unused trigger and an unmatched input of its stream, and of an unproduced outcome and an orphaned
    /// output of its.
    fn border(&mut self) {
        let model = self.model;
        let takers = self.border_takers();
        if takers.is_empty() {
            return;
        }
        for (id, failure) in model.failures() {
            let taker_kind = match (failure.occurrence.kind, failure.direction) {
                (Kind::Trigger, Direction::Out) => Kind::Input,
                (Kind::Output, Direction::Out) => Kind::Outcome,
                _ => continue,
            };
            // An output that is reported with an input may also be what an outcome lacks.
            let Diagnosis { remaining, partners, .. } = &self.diagnosis;
            if remaining[id.index()].is_empty() || !partners[id.index()].is_empty() {
                continue;
            }
            for item in failure.items(model) {
                for &broad in model.declared.broader(&item) {
                    let key = (taker_kind, failure.occurrence.scope, broad);
                    let Some(&taker) = takers.get(&key) else { continue };
                    self.diagnosis.dispositions[id.index()] = Disposition::Absorbed;
                    let partners = &mut self.diagnosis.partners[taker.index()];
                    if partners.is_empty() {
                        partners.push(id);
                    }
                }
            }
        }
    }

    /// The inputs of streams and the outcomes that are still reported as they are, by what they take: of several the
    /// first.
    fn border_takers(&self) -> FxHashMap<(Kind, ScopeId, Symbol), FailureId> {
        let mut takers = FxHashMap::default();
        for (id, failure) in self.model.failures() {
            let OccurrenceRef { scope, kind, .. } = failure.occurrence;
            let is_border = kind == Kind::Outcome || kind == Kind::Input && scope != ScopeId::CHAIN;
            let is_reported = self.diagnosis.dispositions[id.index()] == Disposition::Reported;
            if failure.direction == Direction::Out || !is_border || !is_reported {
                continue;
            }
            for item in failure.items(self.model) {
                takers.entry((kind, scope, item)).or_insert(id);
            }
        }
        takers
    }

    /// Makes one of two flows that name each other's step under quite different names.
    fn renamed(&mut self) {
        for (taker, giver) in renamed::find(self.model, &self.diagnosis) {
            self.diagnosis.dispositions[taker.index()] = Disposition::Misnamed;
            self.diagnosis.dispositions[giver.index()] = Disposition::Absorbed;
            self.diagnosis.partners[taker.index()].push(giver);
            self.diagnosis.remaining[taker.index()].clear();
            self.diagnosis.remaining[giver.index()].clear();
        }
    }

    /// Leaves it to the chain to report what a description does not list.
    fn told_in_chain(&mut self) {
        for id in gaps::told_in_chain(self.model, &self.diagnosis) {
            self.diagnosis.dispositions[id.index()] = Disposition::Absorbed;
        }
    }

    /// Makes one of the flows of a stream, or of the chain, that lack one thing, or leave it over.
    fn failing_again(&mut self) {
        for (other, first) in gaps::failing_again(self.model, &self.diagnosis) {
            self.diagnosis.dispositions[other.index()] = Disposition::Absorbed;
            self.diagnosis.duplicates.push((first, other));
        }
        self.diagnosis.duplicates.sort_unstable();
    }

    /// Makes one of what a step would join that is not there.
    fn gaps(&mut self) {
        (self.diagnosis.gaps, self.diagnosis.missing_steps) = gaps::find(self.model, &self.diagnosis);
        let Diagnosis { gaps, missing_steps, dispositions, .. } = &mut self.diagnosis;
        for Gap { lacking, left_over, outside } in gaps {
            for &id in lacking[1..].iter().chain(&*left_over).chain(&*outside) {
                dispositions[id.index()] = Disposition::Absorbed;
            }
        }
        for MissingStep { gap: Gap { lacking, left_over, outside }, .. } in missing_steps {
            for &id in lacking.iter().chain(&*left_over).chain(&*outside) {
                dispositions[id.index()] = Disposition::Absorbed;
            }
        }
    }

    /// Where nothing starts a stream or comes of it, flows without ends are not reported besides.
    fn without_border(&mut self) {
        for (id, failure) in self.model.failures() {
            let missing = match (failure.occurrence.kind, failure.direction) {
                (Kind::Input, Direction::In) => &self.diagnosis.missing_triggers,
                (Kind::Output, Direction::Out) => &self.diagnosis.missing_outcomes,
                _ => continue,
            };
            let scope = failure.occurrence.scope;
            let is_reported = self.diagnosis.dispositions[id.index()] == Disposition::Reported;
            if !is_reported || missing.binary_search(&scope).is_err() {
                continue;
            }
            let occurrence = self.model.occurrence(failure.occurrence);
            if ends_of(self.model.scope(scope), occurrence).is_empty() {
                self.diagnosis.dispositions[id.index()] = Disposition::Silent;
            }
        }
    }
}
