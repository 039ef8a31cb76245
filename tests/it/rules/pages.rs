//! Every rule has a page, and every example in it runs: a bad one gives exactly that rule's finding, a good one none,
//! and a fix turns the bad one clean.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::one_rule;
use crate::support::{findings, fixed, full, lint, one};
use vsdlint::finding::{Applicability, Level};
use vsdlint::project::Setting;
use vsdlint::rule::RuleMetadata;
use vsdlint::rules::{RULES, metadata};

/// The examples of a page: whether each gives a finding, and its text.
fn examples(page: &RuleMetadata) -> Vec<(bool, String)> {
    let mut examples = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for line in page.documentation.lines() {
        match (&mut open, line) {
            (None, "```vsd finding") => open = Some((true, String::new())),
            (None, "```vsd clean") => open = Some((false, String::new())),
            (None, line) => assert!(!line.starts_with("```vsd"), "{}: {line} is neither", page.name),
            (Some(_), "```") => examples.extend(open.take()),
            (Some((_, text)), line) => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    assert!(open.is_none(), "{}: an example is not closed", page.name);
    examples
}

/// The rule turned on, should it be off by default.
fn turned_on(page: &RuleMetadata) -> Vec<(&str, Setting)> {
    if page.level.is_some() { Vec::new() } else { vec![(&*page.name, Setting::Level(Level::Warn))] }
}

#[test]
fn every_rule_has_a_page_and_every_page_a_rule() {
    let files = std::fs::read_dir("rules").unwrap().map(|entry| entry.unwrap().path());
    let files: BTreeSet<String> =
        files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    let rules: BTreeSet<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    let forgotten: Vec<_> = files.difference(&rules).collect();
    assert!(forgotten.is_empty(), "no line in `RULES`, src/rules/mod.rs, for the pages {forgotten:?}");
    let bare: Vec<_> = rules.difference(&files).collect();
    assert!(bare.is_empty(), "no page in rules/ for the rules {bare:?}");
    assert_eq!(rules.len(), RULES.len(), "no rule stands in the table twice");
}

#[test]
fn every_page_keeps_the_format() {
    for page in metadata() {
        let name = &page.name;
        let front = std::fs::read_to_string(format!("rules/{name}.md")).unwrap();
        let front: toml::Table = toml::from_str(front.split("+++\n").nth(1).unwrap()).unwrap();
        assert!(!page.summary.is_empty() && !page.summary.ends_with('.'), "{name}: summary");
        let word = page.level.map_or("off", Level::word);
        assert_eq!(front["level"].as_str(), Some(word), "{name}: level");
        let fix =
            page.fix.map_or("none", |fix| if fix == Applicability::Safe { "safe" } else { "suggested" });
        assert_eq!(front["fix"].as_str(), Some(fix), "{name}: fix");
        let settings =
            front.get("settings").and_then(|settings| settings.as_table()).map_or(0, toml::Table::len);
        assert_eq!(page.settings.len(), settings, "{name}: settings");
        assert_eq!(front["group"].as_str(), Some(page.group.word()), "{name}: group");
        let file = format!("src/rules/{}/{}.rs", page.group.word(), name.replace('-', "_"));
        assert!(std::fs::exists(&file).unwrap(), "{name}: no {file}");
        assert!(!page.since.is_empty(), "{name}: since");
        assert!(page.documentation.trim_start().starts_with(&format!("# {name}\n")), "{name}: heading");
        let examples = examples(page);
        assert!(
            examples.iter().any(|(bad, _)| *bad) && examples.iter().any(|(bad, _)| !bad),
            "{name}: examples"
        );
    }
}

#[test]
fn every_example_runs() {
    let mut wrong = String::new();
    for page in metadata() {
        for (number, (bad, text)) in examples(page).iter().enumerate() {
            let sources = one(text);
            let found = lint(&sources, &turned_on(page));
            let rules: Vec<&str> = found.iter().map(|finding| &*finding.rule).collect();
            let expected = if *bad { vec![&*page.name] } else { Vec::new() };
            if rules != expected {
                wrong += &format!("{} example {}: {}\n", page.name, number + 1, full(&sources, &found));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_fix_turns_its_first_example_clean() {
    let mut wrong = String::new();
    for page in metadata() {
        let Some(applicability) = page.fix else { continue };
        let (_, text) = examples(page).into_iter().find(|(bad, _)| *bad).unwrap();
        let sources = one(&text);
        let found = lint(&sources, &turned_on(page));
        let Some(fix) = found.first().and_then(|finding| finding.fix.clone()) else {
            wrong += &format!("{}: no fix\n", page.name);
            continue;
        };
        let after = fixed(&sources, &fix);
        let left = lint(&after, &turned_on(page));
        if fix.applicability != applicability || !left.is_empty() {
            let text = &after.as_slice()[0].text;
            wrong += &format!("{}: {:?}\n{text}\n{}\n", page.name, fix.applicability, full(&after, &left));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_example_reads_well() {
    let mut reports = Vec::new();
    for page in metadata() {
        let mut shown = Vec::new();
        for (_, text) in examples(page).into_iter().filter(|(bad, _)| *bad) {
            let sources = one(&text);
            shown.push(full(&sources, &lint(&sources, &turned_on(page))));
        }
        reports.push((&*page.name, shown.join("\n\n")));
    }
    assert_snapshots!(reports);
}

#[test]
fn rules_that_are_off_say_nothing() {
    let mut wrong = String::new();
    for page in metadata().iter().filter(|page| page.level.is_none()) {
        for (number, (_, text)) in examples(page).iter().enumerate() {
            let sources = one(text);
            let found = findings(&sources);
            if !found.is_empty() {
                wrong += &format!("{} example {}: {}\n", page.name, number + 1, full(&sources, &found));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Rules whose fixes are held to more than the others.
const STRICT: [&str; 10] = [
    "syntax-error",
    "unknown-name",
    "duplicate-name",
    "duplicate-flow",
    "self-flow",
    "item-cycle",
    "unknown-practice",
    "unknown-role",
    "several-accountable",
    "inconsistent-wording",
];

#[test]
fn the_examples_on_the_pages_are_true() {
    let mut wrong = String::new();
    for page in metadata().iter().filter(|page| STRICT.contains(&&*page.name)) {
        let mut blocks: BTreeMap<&str, usize> = BTreeMap::new();
        for block in page.documentation.split("```vsd ").skip(1) {
            let (kind, rest) = block.split_once('\n').unwrap();
            let text = rest.split_once("```").unwrap().0;
            let found = one_rule::findings(&page.name, &one_rule::sources(&[text]));
            let expected = usize::from(kind == "finding");
            if found.len() != expected {
                wrong += &format!("{}: {} instead of {expected} in\n{text}\n", page.name, found.len());
            }
            *blocks.entry(kind).or_default() += 1;
            one_rule::said(&page.name, &[text]);
        }
        assert!(blocks.len() == 2, "{}", page.name);
    }
    assert!(wrong.is_empty(), "{wrong}");
}
