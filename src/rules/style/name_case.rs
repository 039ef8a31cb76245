//! `name-case`: a name in another case than nearly all names of its kind.

use crate::model::Model;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::declarations::{declarations, several};
use crate::rules::support::display::quoted;
use crate::rules::support::flowing_items::flowing_items;
use crate::rules::support::name_words::written_words;
use crate::source::FileSpan;
use crate::syntax::Keyword;

pub(crate) const RULE: Rule = rule!("name-case", check);

/// Where a name has capital letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    /// `Repair the flat`.
    Sentence,
    /// `Repair the Flat`.
    Title,
    /// `repair the flat`.
    Lower,
    /// `REPAIR THE FLAT`.
    Upper,
}

const CASES: [Case; 4] = [Case::Sentence, Case::Title, Case::Lower, Case::Upper];

/// The kinds of things whose names are judged. Others often have proper names.
const KINDS: [Keyword; 3] = [Keyword::Stream, Keyword::Step, Keyword::Item];

/// Words that stay small within a title.
const SMALL: [&str; 22] = [
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "nor", "of", "on", "or",
    "the", "to", "up", "via", "vs", "with",
];

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for kind in KINDS {
        let mut names: Vec<(FileSpan, Case)> = Vec::new();
        for place in places(model, kind) {
            if let Some(case) = case_of(&model.name_at(place)) {
                names.push((place, case));
            }
        }
        let count = |case: Case| names.iter().filter(|(_, other)| *other == case).count();
        let Some(usual) = CASES.into_iter().max_by_key(|&case| count(case)) else { continue };
        let (most, all) = (count(usual), names.len());
        if (most as f64) < context.number("names")
            || most as f64 * 100.0 < context.number("share") * all as f64
        {
            continue;
        }
        let example = names.iter().find(|(_, case)| *case == usual).map(|&(place, _)| place);
        for &(place, case) in &names {
            if case != usual {
                findings.push(finding(model, (kind, place, case), usual, (most, all), example));
            }
        }
    }
    findings
}

/// Where the names of this kind stand; each item once. A name without quotation marks is an identifier, whose letters
/// follow no rule.
fn places(model: &Model<'_>, kind: Keyword) -> Vec<FileSpan> {
    let mut places: Vec<FileSpan> = match kind {
        Keyword::Item => flowing_items(model).into_iter().map(|(_, place)| place).collect(),
        _ => declarations(model, kind).iter().map(|&statement| model.name_place(statement)).collect(),
    };
    places.retain(|&place| model.slice(place).starts_with('"'));
    places
}

/// The case of a name. None where it cannot be told: one word, a script without capitals, or one of several capitals that
/// may be a proper name, `Escalate to Microsoft`.
fn case_of(name: &str) -> Option<Case> {
    let mut words =
        name.split([' ', '-', '/']).filter(|word| word.contains(|letter: char| letter.is_alphabetic()));
    let first = words.next()?;
    let rest: Vec<&str> = words.filter(|word| !SMALL.contains(word)).collect();
    let is_upper = |word: &str| !word.contains(char::is_lowercase) && word.contains(char::is_uppercase);
    let begins_large = |word: &str| word.starts_with(char::is_uppercase);
    let begins_small = |word: &str| word.starts_with(char::is_lowercase);
    // What is all capitals among other words is an abbreviation.
    if is_upper(first) && !rest.is_empty() && rest.iter().all(|word| is_upper(word)) {
        return Some(Case::Upper);
    }
    let plain: Vec<&str> = rest.into_iter().filter(|word| !is_upper(word)).collect();
    if plain.is_empty() {
        return None;
    }
    let all_small = plain.iter().all(|word| begins_small(word));
    if begins_small(first) {
        return all_small.then_some(Case::Lower);
    }
    if !begins_large(first) {
        return None;
    }
    if all_small {
        return Some(Case::Sentence);
    }
    (plain.len() > 1 && plain.iter().all(|word| begins_large(word))).then_some(Case::Title)
}

impl Case {
    fn words(self) -> &'static str {
        match self {
            Case::Sentence => "with a capital letter at the beginning only",
            Case::Title => "with a capital letter at each word",
            Case::Lower => "in small letters",
            Case::Upper => "in capital letters",
        }
    }
}

fn finding(
    model: &Model<'_>,
    (kind, place, case): (Keyword, FileSpan, Case),
    usual: Case,
    (most, all): (usize, usize),
    example: Option<FileSpan>,
) -> FindingBuilder {
    let kinds = several(kind);
    let name = model.name_at(place);
    let written = written_in(&name, usual);
    let mut finding = FindingBuilder::new(
        place,
        format!(
            "{} is written {}; {most} of {all} {kinds} are written {}",
            quoted(model, place),
            case.words(),
            usual.words()
        ),
    )
    .label(case.words())
    .help(format!("write `\"{written}\"`; proper names keep their capital letters"))
    .fingerprint([kind.word().to_owned(), written_words(model.slice(place))]);
    if let Some(example) = example {
        finding = finding.secondary(example, "like this one");
    }
    finding
}

/// A name in another case. Abbreviations stay as they are.
fn written_in(name: &str, case: Case) -> String {
    let is_all_upper = !name.contains(char::is_lowercase);
    let mut words = Vec::new();
    for (at, word) in name.split(' ').enumerate() {
        let is_abbreviation = !is_all_upper && word.len() > 1 && !word.contains(char::is_lowercase);
        let large = match case {
            Case::Sentence => at == 0,
            Case::Title => at == 0 || !SMALL.contains(&word.to_lowercase().as_str()),
            Case::Lower => false,
            Case::Upper => {
                words.push(word.to_uppercase());
                continue;
            }
        };
        if is_abbreviation {
            words.push(word.to_owned());
            continue;
        }
        let small = word.to_lowercase();
        let mut letters = small.chars();
        match letters.next() {
            Some(first) if large => words.push(first.to_uppercase().chain(letters).collect()),
            _ => words.push(small),
        }
    }
    words.join(" ")
}
