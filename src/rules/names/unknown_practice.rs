//! `unknown-practice`: a practice that is neither ITIL's nor declared.

use rustc_hash::FxHashSet;

use crate::finding::Fix;
use crate::model::practices::PRACTICES;
use crate::model::{Model, ScopeId};
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule};
use crate::rules::support::display::quoted;
use crate::rules::support::misdeclared::{self, Sorted, Use};
use crate::rules::support::name_words::{symbol_words, written_words};
use crate::rules::support::roles;
use crate::rules::support::undeclared::Undeclared;
use crate::similarity::Candidates;
use crate::source::FileSpan;
use crate::syntax::words::{normalize, unquote};
use crate::syntax::{Keyword, Symbol};

pub(crate) const RULE: Rule =
    Rule { name: "unknown-practice", page: include_str!("../../../rules/unknown-practice.md"), check };

/// Names that earlier editions of ITIL used, and what the practice is called now.
const FORMER: [(&str, &str); 5] = [
    ("change management", "change enablement"),
    ("change control", "change enablement"),
    ("request fulfilment", "service request management"),
    ("request fulfillment", "service request management"),
    ("it service continuity management", "service continuity management"),
];

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let is_unknown = |name| !model.declared.is_practice(name) && !model.declared.mentioned.contains(&name);
    if !roles::any_named(model, &[Keyword::Practice], is_unknown) {
        return Vec::new();
    }
    let steps = model.flows.nodes.iter().filter(|node| node.scope != ScopeId::CHAIN);
    let named = steps.flat_map(|step| roles::named(model, step.statement, Keyword::Practice));
    let named: Vec<(Symbol, FileSpan)> = named.collect();
    let unknown: Vec<(Symbol, FileSpan)> =
        named.iter().copied().filter(|&(name, _)| is_unknown(name)).collect();
    if unknown.is_empty() {
        return Vec::new();
    }
    let declared = roles::declared(model, Keyword::Practice).map(|declared| {
        let written = model.sources.slice(declared.1);
        (written_words(written), (written.to_owned(), Some(declared)))
    });
    let itil = PRACTICES.into_iter().flat_map(|practice| {
        // Both ways of spelling it are right.
        let british = practice.replace("organizational", "organisational");
        let other = (british != practice).then_some(british);
        std::iter::once(practice.to_owned()).chain(other)
    });
    let itil = itil.map(|practice| {
        let written = format!("\"{}\"", sentence_case(&practice));
        (practice, (written, None))
    });
    let candidates = Candidates::new(declared.chain(itil));
    let undeclared = Undeclared::new(model, Keyword::Practice, unknown.iter().copied());
    let uses = unknown.iter().map(|&(name, place)| Use {
        name,
        place,
        meant: candidates
            .only_typo(&written_words(model.sources.slice(place)))
            .and_then(|&(_, declared)| declared),
    });
    let used: FxHashSet<Symbol> = named.into_iter().map(|(name, _)| name).collect();
    let sorted = Sorted::of(uses, |name| used.contains(&name) || model.declared.mentioned.contains(&name));
    let others = unknown.iter().filter(|&&(_, place)| !sorted.is_told(place));
    let others = others.map(|&(name, place)| finding(model, &candidates, &undeclared, &sorted, name, place));
    sorted.misdeclared.iter().map(|misdeclared| misdeclared.finding(model)).chain(others).collect()
}

/// A practice as written, with its name and place where it is a declared one.
type Known = (String, Option<(Symbol, FileSpan)>);

fn finding(
    model: &Model<'_>,
    candidates: &Candidates<Known>,
    undeclared: &Undeclared<'_>,
    sorted: &Sorted,
    name: Symbol,
    place: FileSpan,
) -> FindingBuilder {
    let written = model.sources.slice(place);
    let message = format!("{} is neither a practice of ITIL nor a declared one", quoted(model, place));
    let finding = FindingBuilder::new(place, message).fingerprint([symbol_words(model, name)]);
    let suggest = |finding: FindingBuilder, meant: &str| {
        let title = format!("write `{}`", unquote(meant));
        finding.fix(Fix::suggested(title, vec![(place, meant.to_owned())]))
    };
    if let Some(practice) = renamed(&unquote(written)) {
        let meant = format!("\"{}\"", sentence_case(practice));
        return suggest(finding.label(format!("ITIL 4 calls it `{}`", unquote(&meant))), &meant);
    }
    let Some(near) = candidates.nearest(&written_words(written), |_| true) else {
        return undeclared.advise(finding, "if your organisation has a practice of its own, ", name, place);
    };
    let (meant, declared) = near.meant;
    if let Some(odd) = sorted.odd_declaration(model, place) {
        return misdeclared::single(finding, model, odd, place);
    }
    let finding = match declared {
        Some((_, declared)) => finding.secondary(*declared, "declared here"),
        None => finding,
    };
    match near.rival {
        Some((rival, _)) => {
            finding.label(format!("did you mean `{}` or `{}`?", unquote(meant), unquote(rival)))
        }
        None => suggest(finding.label(format!("did you mean `{}`?", unquote(meant))), meant),
    }
}

/// What ITIL 4 calls the practice with this earlier or shortened name: all its words stand in that of one practice.
fn renamed(name: &str) -> Option<&'static str> {
    let mut words = String::new();
    normalize(name, &mut words);
    if let Some(&(_, now)) = FORMER.iter().find(|&&(former, _)| former == words) {
        return Some(now);
    }
    // One word says too little: "Management", "Service".
    let words: Vec<&str> = words.split(' ').collect();
    let holds_all = |practice: &&str| {
        words.len() > 1 && words.iter().all(|word| practice.split(' ').any(|part| part == *word))
    };
    let mut found = PRACTICES.into_iter().filter(holds_all);
    found.next().filter(|_| found.next().is_none())
}

/// A practice's name as it is written: "Incident management", "IT asset management".
fn sentence_case(practice: &str) -> String {
    if let Some(rest) = practice.strip_prefix("it ") {
        return format!("IT {rest}");
    }
    let (first, rest) = practice.split_at(1.min(practice.len()));
    format!("{}{rest}", first.to_ascii_uppercase())
}
