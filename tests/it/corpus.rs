//! The models that benchmarks are run on are what they claim to be: clean, or with just the mistakes that were ordered.

use std::collections::BTreeMap;

use vsdlint::finding::Finding;
use vsdlint::source::Sources;
use vsdlint_corpus::{Corpus, Findings, Mistake};

fn sources(corpus: &Corpus) -> Sources {
    crate::support::sources(corpus.files().map(|(path, text)| (path.display().to_string(), text)))
}

fn rules(findings: &[Finding]) -> BTreeMap<&str, usize> {
    let mut rules = BTreeMap::new();
    findings.iter().for_each(|finding| *rules.entry(&*finding.rule).or_default() += 1);
    rules
}

#[test]
fn a_corpus_is_clean() {
    for corpus in [Corpus::of_files(200, 2_000), Corpus::of_files(7, 40_000), Corpus::of_one_file(1_600)] {
        let sources = sources(&corpus);
        let findings = crate::support::findings(&sources);
        assert!(findings.is_empty(), "{corpus:?}\n{}", crate::support::full(&sources, &findings));
    }
}

#[test]
fn mistakes_are_found_each_once() {
    for findings in [Findings::Number(30), Findings::Percent(12.5), Findings::Percent(100.0)] {
        let corpus = Corpus { findings, ..Corpus::of_files(440, 2_000) };
        let mut ordered = BTreeMap::new();
        corpus.mistakes().for_each(|mistake| *ordered.entry(mistake.rule()).or_default() += 1);
        assert_eq!(rules(&crate::support::findings(&sources(&corpus))), ordered, "{findings:?}");
    }
}

#[test]
fn every_kind_of_mistake_has_its_turn() {
    let corpus = Corpus { findings: Findings::Number(22), ..Corpus::of_files(100, 2_000) };
    let mistakes: Vec<Mistake> = corpus.mistakes().collect();
    assert_eq!(mistakes, [Mistake::ALL, Mistake::ALL].concat());
}

#[test]
fn sizes_are_as_ordered() {
    let steps = |text: &str| text.lines().filter(|line| line.starts_with("  step ")).count();
    for (ordered, files, bytes) in [(2_000, 100, 1_900..2_500), (50_000, 4, 47_000..53_000)] {
        let streams = Corpus::of_files(files, ordered).files().skip(1);
        let lengths: Vec<usize> = streams.map(|(_, text)| text.len()).collect();
        assert_eq!(lengths.len(), files);
        assert!(bytes.contains(&(lengths.iter().sum::<usize>() / files)), "{lengths:?}");
    }
    let one: Vec<(_, String)> = Corpus::of_one_file(3_200).files().collect();
    assert_eq!(one.len(), 1);
    assert_eq!(steps(&one[0].1), 3_200);
    assert!(one[0].1.len() / 3_200 < 275);
}

#[test]
fn what_is_written_is_what_was_made() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = Corpus { findings: Findings::Percent(5.0), ..Corpus::of_files(120, 4_000) };
    let bytes = corpus.write(folder.path()).unwrap();
    let mut total = 0;
    for (path, text) in corpus.files() {
        assert_eq!(std::fs::read_to_string(folder.path().join(&path)).unwrap(), text, "{path:?}");
        total += text.len() as u64;
    }
    assert_eq!(bytes, total);
}

/// A benchmark of today and one of last year speak of the same bytes. Change these on purpose only.
#[test]
fn the_bytes_stay_the_same() {
    let text: String = Corpus::of_files(2, 2_000).files().skip(1).map(|(_, text)| text).collect();
    assert_snapshot!(text);
}
