//! `misnamed-flow`: an input that nothing feeds and an output that nothing takes, for a name that differs slightly.

mod renaming;

use std::cell::OnceCell;

use crate::finding::Fix;
use crate::model::Model;
use crate::model::flows::Occurrence;
use crate::model::matching::{Expectation, Failure, Kind};
use crate::model::pairing::Disposition;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::display::{listed, quoted, quoted_expectation, quoted_owner};
use crate::rules::support::name_words::{flow_words, written_words};
use crate::rules::support::places::item_place;
use crate::similarity::{Vocabulary, WordingReader};
use crate::source::FileSpan;
use renaming::Renaming;

pub(crate) const RULE: Rule =
    Rule { name: "misnamed-flow", page: include_str!("../../../rules/misnamed-flow.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    // Reading all texts is dear, so nobody does it in a project without such a flow.
    let vocabulary = OnceCell::new();
    let mut findings = Vec::new();
    for (at, &disposition) in model.diagnosis.dispositions.iter().enumerate() {
        if disposition == Disposition::Misnamed {
            let vocabulary = vocabulary.get_or_init(|| Vocabulary::of(model.sources));
            findings.push(Misnamed::new(model, at, vocabulary).finding());
        }
    }
    findings
}

/// A flow that takes, with those that give what was meant.
struct Misnamed<'m> {
    model: &'m Model<'m>,
    at: usize,
    failure: &'m Failure,
    part: Occurrence,
    /// The name that is wrong: of alternatives the one nearest to what is given.
    place: FileSpan,
    partners: Vec<Partner<'m>>,
    /// The places of other inputs that look for the same name and find the same.
    duplicates: Vec<FileSpan>,
    vocabulary: &'m Vocabulary,
}

/// A flow that gives what was meant.
struct Partner<'m> {
    failure: &'m Failure,
    part: Occurrence,
    place: FileSpan,
}

impl<'m> Misnamed<'m> {
    fn new(model: &'m Model<'m>, at: usize, vocabulary: &'m Vocabulary) -> Misnamed<'m> {
        let failure = &model.matching.failures[at];
        let part = failure.part(model);
        let mut partners = Vec::new();
        for &giver in &model.diagnosis.partners[at] {
            partners.push(Partner::new(model, model.failure(giver)));
        }
        let mut duplicates = Vec::new();
        for &(other, first) in &model.diagnosis.duplicates {
            if first.index() == at {
                duplicates.push(Partner::new(model, model.failure(other)).place);
            }
        }
        let place = most_alike(model, failure, &part, partners[0].place);
        Misnamed { model, at, failure, part, place, partners, duplicates, vocabulary }
    }

    fn finding(&self) -> FindingBuilder {
        let model = self.model;
        let scope = self.failure.occurrence.scope;
        let viewpoint = quoted_owner(model, scope, &self.part);
        let mut names: Vec<String> =
            self.partners.iter().map(|partner| quoted(model, partner.place)).collect();
        names.dedup();
        let verb = if self.failure.occurrence.kind == Kind::Outcome { "promises" } else { "expects" };
        let item = quoted(model, self.place);
        let message =
            format!("{viewpoint} {verb} {item}, but what comes is called {}", listed(&names, "and"));
        let mut finding = FindingBuilder::new(self.place, message).label("nothing has this name");
        for partner in &self.partners {
            finding = finding.secondary(partner.place, partner.label(model));
        }
        for &place in &self.duplicates {
            finding = finding.secondary(place, "expected here as well");
        }
        let unpaired = self.unpaired();
        if !unpaired.is_empty() {
            finding = finding.help(format!("nor does it come from {}", listed(&unpaired, "or")));
        }
        let Renaming { act, edits } = self.renaming();
        finding
            .help(format!("{act}, if both mean the same; or rename the other"))
            .fix(edits.map(|edits| Fix::suggested(act, edits)))
            .fingerprint(flow_words(model, scope, &self.part))
    }

    /// Whom else the flow names without getting it.
    fn unpaired(&self) -> Vec<String> {
        let mut ends = Vec::new();
        for &expectation in &self.model.diagnosis.remaining[self.at] {
            if expectation != Expectation::Anyone {
                ends.push(quoted_expectation(self.model, expectation));
            }
        }
        ends
    }
}

/// Of the alternatives of a flow the first whose name is most like the one at `offered`.
fn most_alike(model: &Model<'_>, failure: &Failure, flow: &Occurrence, offered: FileSpan) -> FileSpan {
    let reader = WordingReader::default();
    let offered = reader.read(&written_words(model.sources.slice(offered)));
    let file = model.file_of(failure.occurrence.scope, flow);
    let mut best = model.term_place(file, flow.term);
    let mut most = f64::NEG_INFINITY;
    for term in flow.terms() {
        let place = model.term_place(file, term);
        let likeness = reader.read(&written_words(model.sources.slice(place))).likeness(&offered);
        if likeness > most {
            (best, most) = (place, likeness);
        }
    }
    best
}

impl<'m> Partner<'m> {
    fn new(model: &'m Model<'m>, failure: &'m Failure) -> Partner<'m> {
        let part = failure.part(model);
        Partner { failure, part, place: item_place(model, failure.occurrence.scope, &part) }
    }

    fn label(&self, model: &Model<'_>) -> String {
        if self.failure.occurrence.kind == Kind::Trigger {
            return "the trigger is called this".to_owned();
        }
        format!("{} calls it this", quoted_owner(model, self.failure.occurrence.scope, &self.part))
    }
}
