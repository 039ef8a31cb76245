//! The linter against a second, independent reading of the language: on random organisations both must find the
//! same mistakes in the same lines.

#![cfg(test)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)] // The helpers of tests may panic as tests do.

mod advice;
mod changes;
mod fixes;
mod numbers;
mod pictures;
mod promises;
#[path = "../reference/mod.rs"]
mod reference;
mod safe_fixes;
mod scopes;
#[path = "../it/support/mod.rs"]
mod support;
mod trades;

mod comparison {
    use std::collections::BTreeSet;

    use vsdlint::model::Model;
    use vsdlint::project::Settings;
    use vsdlint::rules::{check, metadata};
    use vsdlint::source::{LineIndex, Source, Sources};

    use crate::reference::allows::UNUSED;
    use crate::reference::generate::promises::generate_promises;
    use crate::reference::generate::{generate, generate_wild};
    use crate::reference::meaning::{Finding, RULES, findings};
    use crate::reference::organisation::Project;
    use crate::reference::print::print;
    use crate::reference::shrink::shrink;

    /// The findings of the linter itself: rule, file and 1-based line of the primary place, for the rules of
    /// [`crate::reference::meaning::RULES`] only.
    pub fn production(files: &[(String, String)]) -> BTreeSet<Finding> {
        let source = |(path, text): &(String, String)| Source { path: path.into(), text: text.clone() };
        let sources = Sources::new(files.iter().map(source).collect());
        let model = Model::new(&sources);
        let found = check(&model, &Settings::defaults(metadata()), &[]);
        let meets_prerequisites = |rule: &str| RULES.contains(&rule) || rule == UNUSED;
        let asked = found
            .into_iter()
            .filter(|finding| finding.suppressed.is_none() && meets_prerequisites(&finding.rule));
        asked
            .map(|finding| {
                let place = finding.primary.place;
                let source = sources.get(place.file);
                let line = LineIndex::new(&source.text).line_column(place.span.start, &source.text).line;
                (finding.rule.to_string(), source.path.display().to_string(), line)
            })
            .collect()
    }

    /// A run ends after so many differences: they tend to be of a few kinds.
    const MOST_SHOWN: usize = 20;

    type Lint<'a> = &'a dyn Fn(&[(String, String)]) -> BTreeSet<Finding>;

    /// Whether a linter and the reference find the same; the smallest difference found, if not.
    fn compare(project: &Project, lint: Lint) -> Result<(), String> {
        // What differs: whether the linter has it, and the rule. The shrunk project keeps the first of these.
        let differences = |project: &Project| -> BTreeSet<(bool, String)> {
            let mut project = project.clone();
            let files = print(&mut project);
            let (linter, reference) = (lint(&files), findings(&project));
            let only = |one: &BTreeSet<Finding>, other: &BTreeSet<Finding>, side: bool| {
                one.difference(other).map(|finding| (side, finding.0.clone())).collect::<BTreeSet<_>>()
            };
            &only(&linter, &reference, true) | &only(&reference, &linter, false)
        };
        let Some(first) = differences(project).into_iter().next() else { return Ok(()) };
        let mut small = shrink(project, &|project| differences(project).contains(&first));
        let files = print(&mut small);
        let (linter, reference) = (lint(&files), findings(&small));
        let mut message = String::new();
        for (path, text) in &files {
            message.push_str(&format!("--- {path}\n"));
            for (number, line) in text.lines().enumerate() {
                message.push_str(&format!("{:3} {line}\n", number + 1));
            }
        }
        let list = |title: &str, set: &BTreeSet<Finding>| {
            let lines: String =
                set.iter().map(|(rule, file, line)| format!("  {file}:{line} {rule}\n")).collect();
            format!("--- {title}\n{lines}")
        };
        message.push_str(&list("both", &linter.intersection(&reference).cloned().collect()));
        message.push_str(&list("only the linter", &linter.difference(&reference).cloned().collect()));
        message.push_str(&list("only the reference", &reference.difference(&linter).cloned().collect()));
        Err(message)
    }

    /// Compares as many projects as the environment says.
    fn agree_on(generate: fn(u64) -> Project) {
        let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse().ok());
        let (first, count) = (number("VSDLINT_SEED").unwrap_or(0), number("VSDLINT_CASES").unwrap_or(150));
        let differences = (first..first + count).filter_map(|seed| {
            compare(&generate(seed), &production).err().map(|difference| format!("seed {seed}\n{difference}"))
        });
        let shown: Vec<String> = differences.take(MOST_SHOWN).collect();
        assert!(shown.is_empty(), "{} differences\n\n{}", shown.len(), shown.join("\n"));
    }

    #[test]
    fn linter_and_reference_agree_on_random_organisations() {
        agree_on(generate);
    }

    #[test]
    fn linter_and_reference_agree_where_little_is_in_order() {
        agree_on(generate_wild);
    }

    #[test]
    fn linter_and_reference_agree_on_promises() {
        agree_on(generate_promises);
    }

    #[test]
    fn promises_are_kept_missed_and_at_risk() {
        let mut found = std::collections::BTreeMap::<String, usize>::new();
        for seed in 0..250 {
            let mut project = generate_promises(seed);
            print(&mut project);
            for finding in findings(&project) {
                *found.entry(finding.0).or_default() += 1;
            }
        }
        println!("{found:#?}");
        for rule in ["missed-promise", "promise-at-risk"] {
            assert!(found.get(rule).copied().unwrap_or(0) >= 25, "{rule} hardly occurs: {found:#?}");
        }
    }

    #[test]
    fn a_difference_is_shrunk_and_shown() {
        let blind: Lint = &|_| BTreeSet::new();
        let differing = (0..100).map(generate).find(|project| compare(project, blind).is_err()).unwrap();
        let shown = compare(&differing, blind).unwrap_err();
        assert!(shown.contains("--- only the reference\n  "), "{shown}");
        assert!(shown.lines().count() < 30, "{shown}");
    }

    #[test]
    fn random_organisations_are_a_mix_of_clean_and_broken_and_meet_every_rule() {
        let mut clean = 0;
        let mut rules = std::collections::BTreeMap::<String, usize>::new();
        for seed in 0..400 {
            let mut project = generate(seed);
            let files = print(&mut project);
            for ((path, text), file) in files.iter().zip(&project.files) {
                assert_eq!(&crate::reference::read::read(path, text), file, "{text}");
            }
            let found = findings(&project);
            clean += usize::from(found.is_empty());
            for rule in found.into_iter().map(|finding| finding.0).collect::<BTreeSet<_>>() {
                *rules.entry(rule).or_default() += 1;
            }
        }
        println!("{clean} clean of 400, {rules:#?}");
        assert!((40..280).contains(&clean), "{clean} clean");
        for rule in RULES.into_iter().chain([UNUSED]) {
            assert!(rules.get(rule).copied().unwrap_or(0) >= 2, "{rule} hardly occurs: {rules:#?}");
        }
    }
}
