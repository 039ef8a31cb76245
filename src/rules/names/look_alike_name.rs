//! `look-alike-name`: two names that are hardly two, and nothing else shows it.

use crate::finding::Fix;
use crate::model::Model;
use crate::model::look_alikes::LookAlike;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::quoted;
use crate::rules::support::name_words::symbol_words;
use crate::source::FileSpan;
use crate::syntax::Keyword;

pub(crate) const RULE: Rule = rule!("look-alike-name", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for found in model.look_alikes() {
        findings.extend(finding(model, found));
    }
    findings
}

fn finding(model: &Model<'_>, found: &LookAlike) -> Option<FindingBuilder> {
    const MAX_LISTED: usize = 3;
    let LookAlike { kind, odd: (odd, odd_places), right: (right, right_places), is_doubtful } = found;
    let (&place, &there) = (odd_places.first()?, right_places.first()?);
    let [here, meant] = [place, there].map(|place| quoted(model, place));
    let [odd_words, right_words] = [*odd, *right].map(|name| symbol_words(model, name));
    let message = match kind {
        Keyword::Role => format!("{here} looks like the role {meant}"),
        Keyword::Uses => format!("{here} looks like {meant}, which other steps use"),
        _ if *is_doubtful => format!("{here} and {meant} look like one item"),
        _ => format!("{here} looks like the item {meant}"),
    };
    let label = match odd_places.len() {
        _ if *is_doubtful => "spelt so here".to_owned(),
        1 => "only here".to_owned(),
        count => format!("in {count} places"),
    };
    let mut finding = FindingBuilder::new(place, message).label(label).in_doubt(*is_doubtful);
    for &place in odd_places[1..].iter().take(MAX_LISTED - 1) {
        finding = finding.secondary(place, "and here");
    }
    let label = match right_places.len() {
        1 => "spelt so here".to_owned(),
        count => format!("spelt so in {count} places"),
    };
    // Where both stand as often, the one that is put together in a rarer way is wrong.
    let is_other = *is_doubtful && model.vocabulary().is_misspelt(&right_words, &odd_words);
    let (wrong, model_of) = if is_other { (right_places, place) } else { (odd_places, there) };
    // As it is written there: a name of several words needs its quotation marks.
    let text = format!("`{}`", model.slice(model_of));
    Some(
        finding
            .secondary(there, label)
            .help(format!("write {text}. If they are two, say why: `@allow(look-alike-name, \"…\")`"))
            .fix(Fix::suggested(format!("write {text}"), edits(model, wrong, model_of)))
            .fingerprint([odd_words, right_words]),
    )
}

/// Writes at all these places what stands at another.
fn edits(model: &Model<'_>, places: &[FileSpan], as_at: FileSpan) -> Vec<(FileSpan, String)> {
    places.iter().map(|&place| (place, model.slice(as_at).to_owned())).collect()
}
