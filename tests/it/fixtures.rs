//! The fixtures: ITIL's tables give exactly the findings of the gold standard, a whole organisation gives none, and
//! every broken model is reported as it should be.

use std::collections::BTreeMap;

use crate::support::{directory, findings, full, one, texts};
use vsdlint::model::Model;
use vsdlint::source::Sources;

#[test]
fn itils_own_tables_give_eleven_findings() {
    let sources = directory("fixtures/itil4");
    let found = findings(&sources);
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &found {
        *rules.entry(&*finding.rule).or_default() += 1;
    }
    let expected = [("misnamed-flow", 6), ("orphaned-output", 2), ("unmatched-input", 3)];
    assert_eq!(rules, BTreeMap::from(expected));
    let model = Model::new(&sources);
    let (inputs, outputs) = (model.inputs_met(), model.outputs_met());
    assert_eq!((inputs.met, inputs.total), (55, 67));
    assert_eq!((outputs.met, outputs.total), (55, 64));
    assert_snapshot!("itil4", full(&sources, &found));
}

#[test]
fn a_whole_organisation_gives_none() {
    let sources = directory("fixtures/northwind");
    assert_eq!(full(&sources, &findings(&sources)), format!("No findings in {} files", sources.len()));
    let model = Model::new(&sources);
    assert_eq!(model.streams().filter(|&id| model.scope(id).described).count(), 7);
    assert!(model.nodes().len() >= 40);
}

#[test]
fn a_lone_cr_ends_a_line_as_lf_does() {
    let mut count = 0;
    let mut wrong = String::new();
    for path in texts("fixtures/broken") {
        // Drawings and other encodings are no texts.
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let text = text.replace("\r\n", "\n");
        let shown = ["\n", "\r", "\r\n"].map(|end| {
            let sources = one(&text.replace('\n', end));
            full(&sources, &findings(&sources))
        });
        for (end, other) in [("CR", &shown[1]), ("CRLF", &shown[2])] {
            if shown[0] != *other {
                wrong += &format!("── {} with {end} ──\n{other}\n", path.display());
            }
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count > 50, "only {count} texts");
}

/// What each broken model is about, by its file's name: the rule, or a syntax error.
#[test]
fn every_broken_model_is_reported() {
    let mut shown = String::new();
    let mut wrong = String::new();
    let mut count = 0;
    let mut paths: Vec<_> =
        std::fs::read_dir("fixtures/broken").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        // Drawings and other encodings never become a source; the command line's tests have them.
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let Some(sources) = Some(&text).filter(|text| !text.contains('\0')).map(|text| one(text)) else {
            continue;
        };
        let found = findings(&sources);
        let rules: Vec<&str> = found.iter().map(|finding| &*finding.rule).collect();
        let is_rule = vsdlint::rules::RULES.iter().any(|rule| rule.name == name);
        let expected = match name.as_str() {
            "empty" | "comments-only" | "crlf" | "bom" => Vec::new(),
            "ten-mistakes" => vec!["syntax-error"; 10],
            name if is_rule => vec![name],
            _ => vec!["syntax-error"],
        };
        if rules != expected {
            wrong += &format!("{name}: {rules:?}\n");
        }
        count += 1;
        shown += &format!("── {name} ──\n{}\n\n", full(&sources, &found));
    }
    // What people see comes first, so that a new model shows all that changes.
    assert_snapshot!("broken", shown);
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count > 55, "only {count} were read");
}

#[test]
fn an_output_taken_away_is_missed_and_a_restored_one_is_not() {
    let sources = directory("fixtures/northwind");
    let files = |without: Option<(usize, std::ops::Range<usize>)>| -> Sources {
        crate::support::sources(sources.as_slice().iter().enumerate().map(|(index, source)| {
            let mut text = source.text.clone();
            if let Some((file, range)) = without.clone().filter(|(file, _)| *file == index) {
                assert_eq!(file, index);
                text.replace_range(range, "");
            }
            (source.path.display().to_string(), text)
        }))
    };
    let mut taken = 0;
    for (file, source) in sources.as_slice().iter().enumerate() {
        for (at, _) in source.text.match_indices("output ") {
            let end = source.text[at..].find('\n').map_or(source.text.len(), |end| at + end);
            let statement = &source.text[at..end];
            let is_comment = source.text[..at].rsplit('\n').next().is_some_and(|line| line.contains("//"));
            // Only an output that another step or activity has to take, and that stands on one line.
            if is_comment || statement.ends_with(',') || source.text[end..].trim_start().starts_with("to ") {
                continue;
            }
            taken += 1;
            let found = findings(&files(Some((file, at..end))));
            let quoted = statement.split('"').skip(1).step_by(2);
            let items: Vec<&str> =
                quoted.chain(statement.split([' ', ',']).skip(1)).filter(|name| !name.is_empty()).collect();
            if let Some(finding) = found.iter().find(|finding| finding.rule == "unmatched-input") {
                // The reader may ask for the broader item that this one counts as.
                let broader =
                    sources.as_slice().iter().flat_map(|source| source.text.lines()).filter(|line| {
                        line.starts_with("item")
                            && items.iter().any(|item| line.contains(item))
                            && line.contains(" is ")
                    });
                let names: Vec<&str> =
                    items.iter().copied().chain(broader.flat_map(|line| line.split('"'))).collect();
                let message = &finding.message;
                assert!(
                    names.iter().any(|name| name.len() > 2 && message.contains(name)),
                    "{statement}: {message}"
                );
            }
        }
    }
    assert!(taken > 50, "only {taken} outputs were taken away");
    assert!(findings(&files(None)).is_empty());
}
