//! What holds for every text: nothing makes the linter panic, and neither the order of declarations nor the spelling of
//! names changes what it finds.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::support::{directory, findings, full, lint, one, sources};
use proptest::prelude::*;
use vsdlint::source::Sources;
use vsdlint::syntax::{Tree, parse};

/// Everything that reads, checks and shows a text.
fn survives(text: &str) {
    let sources = one(text);
    let found = findings(&sources);
    full(&sources, &found);
}

/// The fixtures as (path, text), those that are no text left out.
fn fixtures() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in ["fixtures/itil4", "fixtures/northwind"] {
        let sources = directory(folder);
        files.extend(
            sources.as_slice().iter().map(|source| (source.path.display().to_string(), source.text.clone())),
        );
    }
    for entry in std::fs::read_dir("fixtures/broken").unwrap() {
        let path = entry.unwrap().path();
        files.extend(std::fs::read_to_string(&path).ok().map(|text| (path.display().to_string(), text)));
    }
    files.sort();
    files
}

#[test]
fn truncations_of_every_fixture_are_survived() {
    // Reading at some offsets; the whole check, which costs far more, at fewer; or both at all, if asked for.
    let (read, whole) = if std::env::var_os("VSDLINT_EVERY_OFFSET").is_some() { (1, 1) } else { (11, 79) };
    for (_, text) in fixtures() {
        for (at, _) in text.char_indices() {
            if at % read == 0 {
                parse(&text[..at]);
            }
            if at % whole == 0 {
                survives(&text[..at]);
            }
        }
    }
}

/// The findings by rule and names, however often each.
fn reported(sources: &Sources, but: &str) -> BTreeMap<(Cow<'static, str>, u64), usize> {
    let mut reported = BTreeMap::new();
    for finding in lint(sources, &[]).into_iter().filter(|finding| finding.rule != but) {
        *reported.entry((finding.rule.clone(), finding.fingerprint)).or_default() += 1;
    }
    reported
}

/// The projects whose findings are compared: whole ones, and the broken files that can be read.
fn projects() -> Vec<Vec<(String, String)>> {
    let of = |folder: &str| -> Vec<(String, String)> {
        let sources = directory(folder);
        sources
            .as_slice()
            .iter()
            .map(|source| (source.path.display().to_string(), source.text.clone()))
            .collect()
    };
    let mut projects = vec![of("fixtures/itil4"), of("fixtures/northwind")];
    let broken = fixtures().into_iter().filter(|(path, _)| path.contains("broken"));
    projects.extend(broken.filter(|(_, text)| parse(text).errors.is_empty()).map(|file| vec![file]));
    projects
}

/// A small source of chance, so that a seed names a failing case.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        // Marsaglia's xorshift.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

/// The declarations of a file as texts, each with the `@allow`s before it.
fn declarations(text: &str, tree: &Tree) -> Vec<String> {
    let mut declarations = Vec::new();
    let mut start = 0;
    for at in tree.top() {
        let end = tree[at].span.end as usize;
        declarations.push(text[start..end].trim_start_matches('\u{feff}').to_owned());
        start = end;
    }
    declarations
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survives(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_soup_of_words_is_survived(words in proptest::collection::vec(proptest::sample::select(vec![
        "stream", "step", "activity", "stakeholder", "item", "input", "output", "trigger", "outcome", "from", "to",
        "in", "as", "is", "or", "within", "optional", "rework", "reply", "{", "}", "{", "}", ",", ".", "\n", "\n", "all",
        "engage", "improve", "plan", "a", "b", "a.b", "\"A\"", "\"B\"", "\"A b\"", "\"", "\"\"\"", "/*", "*/", "//",
        "4h", "1wd", "95%", "lead_time", "practice", "purpose", "accountable", "@allow", "(", ")", "late-input", "😀",
        "@allow(unmatched-input, \"why\")", "outptu", "\\", "\u{202e}", "ß", "-", "organisation", "working_day",
    ]), 0..120)) {
        survives(&words.join(" "));
        survives(&words.concat());
    }

    #[test]
    fn the_order_of_files_and_declarations_does_not_matter(seed in 1..u64::MAX) {
        let mut chance = Chance(seed);
        let projects = projects();
        let project = &projects[chance.below(projects.len())];
        let before = reported(&sources(project.clone()), "late-input");
        let mut all: Vec<String> =
            project.iter().flat_map(|(_, text)| declarations(text, &parse(text))).collect();
        for at in (1..all.len()).rev() {
            all.swap(at, chance.below(at + 1));
        }
        let count = 1 + chance.below(4);
        let mut files: Vec<(String, String)> = (0..count).map(|file| (format!("{file}.vsd"), String::new())).collect();
        for declaration in all {
            let file = chance.below(count);
            files[file].1 += &declaration;
            files[file].1.push('\n');
        }
        prop_assert_eq!(before, reported(&sources(files.clone()), "late-input"), "{:#?}", files);
    }

    #[test]
    fn the_spelling_of_names_does_not_matter(seed in 1..u64::MAX) {
        let mut chance = Chance(seed);
        let projects = projects();
        let project = &projects[chance.below(projects.len())];
        let before = reported(&sources(project.clone()), "inconsistent-wording");
        let respelt: Vec<(String, String)> = project
            .iter()
            .map(|(path, text)| {
                let tree = parse(text);
                let mut respelt = text.clone();
                for term in tree.terms.iter().rev() {
                    let written = &text[term.span.range()];
                    // `all` is an end of its own only where it is bare, a letter after a quote belongs to an escape, and
                    // typographic quotation marks are a finding.
                    if term.symbol().is_some() && written != "all" && !written.contains(['\\', '“']) && chance.below(2) == 0 {
                        respelt.replace_range(term.span.range(), &respell(written, &mut chance));
                    }
                }
                (path.clone(), respelt)
            })
            .collect();
        prop_assert_eq!(before, reported(&sources(respelt.clone()), "inconsistent-wording"), "{:#?}", respelt);
    }
}

/// The same name, written in another way.
fn respell(written: &str, chance: &mut Chance) -> String {
    let inner = written.trim_matches('"');
    let spelt: String = match chance.below(4) {
        0 => inner.to_uppercase(),
        1 => inner.to_lowercase(),
        2 => inner.replace([' ', '_', '-'], " / "),
        _ => inner.replace(['_', ' '], "-"),
    };
    format!("\"{spelt}\"")
}
