//! `misnamed-flow`: an input that nothing feeds and an output that nothing takes, for a name that differs slightly.

use crate::model::matching::{Expectation, Kind};
use crate::model::near::Nearness;
use crate::model::pairing::Fate;
use crate::rules::say::listed;
use crate::rules::{Context, Draft, Rule};

pub(super) const RULE: Rule =
    Rule { name: "misnamed-flow", page: include_str!("../../rules/misnamed-flow.md"), check };

fn check(context: &Context<'_>) -> Vec<Draft> {
    let model = context.model;
    let diagnosis = &model.diagnosis;
    let misnamed = diagnosis.fates.iter().enumerate().filter(|&(_, &fate)| fate == Fate::Misnamed);
    misnamed.map(|(at, _)| draft(context, at)).collect()
}

fn draft(context: &Context<'_>, at: usize) -> Draft {
    let model = context.model;
    let failure = &model.matching.failures[at];
    let part = failure.part(model);
    let scope = failure.occurrence.scope;
    let file = model.file_of(scope, &part);
    let nearness = Nearness::default();
    let wording = |text: &str| nearness.wording(text.trim_matches('"'));
    // The alternative that is nearest to what is offered is the one misnamed.
    let partners = &diagnosis_partners(context, at);
    let first = &partners[0];
    let offered = model.sources.slice(first.0).to_owned();
    let likeness =
        |term: u32| wording(model.sources.slice(model.term_place(file, term))).likeness(&wording(&offered));
    let term = (part.term..part.term + part.choices)
        .max_by(|&one, &two| likeness(one).total_cmp(&likeness(two)).then(two.cmp(&one)))
        .unwrap_or(part.term);
    let place = model.term_place(file, term);
    let speaker = match part.node {
        Some(node) => model.said_node(node),
        None => model.said_stream(scope),
    };
    let names: Vec<String> = {
        let mut names: Vec<String> = partners.iter().map(|(place, _)| model.said(*place)).collect();
        names.dedup();
        names
    };
    let verb = if failure.occurrence.kind == Kind::Outcome { "promises" } else { "expects" };
    let message =
        format!("{speaker} {verb} {}, but what comes is called {}", model.said(place), listed(&names, "and"));
    let mut draft = Draft::new(place, message).label("nothing has this name");
    for (other, text) in partners {
        draft = draft.also(*other, text.clone());
    }
    let unpaired: Vec<String> = diagnosis_left(context, at);
    if !unpaired.is_empty() {
        draft = draft.help(format!("nor does it come from {}", listed(&unpaired, "or")));
    }
    let mut words = model.words_of_flow(scope, &part);
    words.extend(partners.iter().map(|(place, _)| wording_words(model.sources.slice(*place))));
    draft
        .help(format!("write {offered} here, if both mean the same; or rename the other"))
        .suggest(format!("write {offered}"), vec![(place, offered)])
        .names(words)
}

fn wording_words(text: &str) -> String {
    let mut words = String::new();
    crate::syntax::words::fold(&crate::syntax::words::unquote(text), &mut words);
    words
}

/// The names that were meant, nearest scope first, with what to say of each.
fn diagnosis_partners(context: &Context<'_>, at: usize) -> Vec<(crate::source::Place, String)> {
    let model = context.model;
    let partner = |&giver: &u32| {
        let failure = &model.matching.failures[giver as usize];
        let part = failure.part(model);
        let scope = failure.occurrence.scope;
        let place = model.term_place(model.file_of(scope, &part), part.term);
        let text = match (failure.occurrence.kind, part.node) {
            (Kind::Trigger, _) => "the trigger is called this".to_owned(),
            (_, Some(node)) => format!("{} calls it this", model.said_node(node)),
            (_, None) => format!("{} calls it this", model.said_stream(scope)),
        };
        (place, text)
    };
    model.diagnosis.partners[at].iter().map(partner).collect()
}

/// Whom else the input names without getting it.
fn diagnosis_left(context: &Context<'_>, at: usize) -> Vec<String> {
    let left = context.model.diagnosis.left[at].iter();
    left.filter(|&&end| end != Expectation::Anyone).map(|&end| context.model.said_expectation(end)).collect()
}
