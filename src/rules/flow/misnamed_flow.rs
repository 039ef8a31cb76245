//! `misnamed-flow`: an input that nothing feeds and an output that nothing takes, for a name that differs slightly.

mod renaming;

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
use crate::syntax::TermId;
use renaming::Renaming;

pub(crate) const RULE: Rule =
    Rule { name: "misnamed-flow", page: include_str!("../../../rules/misnamed-flow.md"), check };

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let misnamed = model
        .diagnosis
        .dispositions
        .iter()
        .enumerate()
        .filter(|&(_, &disposition)| disposition == Disposition::Misnamed);
    let vocabulary = std::cell::OnceCell::new();
    let finding = |at| {
        let vocabulary = vocabulary.get_or_init(|| Vocabulary::of(model.sources));
        Misnamed::new(model, at, vocabulary).finding()
    };
    misnamed.map(|(at, _)| finding(at)).collect()
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
        let partner = |&giver: &u32| {
            let failure = &model.matching.failures[giver as usize];
            let part = failure.part(model);
            let place = item_place(model, failure.occurrence.scope, &part);
            Partner { failure, part, place }
        };
        let failure = &model.matching.failures[at];
        let part = failure.part(model);
        let partners: Vec<Partner<'m>> = model.diagnosis.partners[at].iter().map(partner).collect();
        let reader = WordingReader::default();
        let wording = |place: FileSpan| reader.read(&written_words(model.sources.slice(place)));
        let offered = wording(partners[0].place);
        let file = model.file_of(failure.occurrence.scope, &part);
        let likeness = |term: TermId| wording(model.term_place(file, term)).likeness(&offered);
        let term = part
            .terms()
            .max_by(|&one, &two| likeness(one).total_cmp(&likeness(two)).then(two.cmp(&one)))
            .unwrap_or(part.term);
        let duplicates = model.diagnosis.duplicates.iter().filter(|&&(_, first)| first as usize == at);
        let duplicates = duplicates
            .map(|&(other, _)| {
                let failure = &model.matching.failures[other as usize];
                let part = failure.part(model);
                item_place(model, failure.occurrence.scope, &part)
            })
            .collect();
        let place = model.term_place(file, term);
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
            finding = finding.secondary(partner.place, partner.said(model));
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
        let left = self.model.diagnosis.remaining[self.at].iter();
        left.filter(|&&end| end != Expectation::Anyone)
            .map(|&end| quoted_expectation(self.model, end))
            .collect()
    }
}

impl Partner<'_> {
    fn said(&self, model: &Model<'_>) -> String {
        match self.failure.occurrence.kind {
            Kind::Trigger => "the trigger is called this".to_owned(),
            _ => format!("{} calls it this", quoted_owner(model, self.failure.occurrence.scope, &self.part)),
        }
    }
}
