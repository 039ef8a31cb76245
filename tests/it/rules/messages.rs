//! What is said of flows that go wrong in all sorts of ways, and what is offered. The texts in
//! `tests/it/rules/messages`, a file for each rule, are what was left of random organisations when everything was taken away that made
//! no difference.

use crate::support::{findings, one, reported};

/// A line that parts two texts.
const BETWEEN: &str = "// and another\n";

#[test]
fn what_is_said_of_each_text() {
    let mut paths: Vec<_> =
        std::fs::read_dir("tests/it/rules/messages").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut all = Vec::new();
    for path in paths {
        let rule = path.file_stem().unwrap().to_str().unwrap();
        let texts = std::fs::read_to_string(&path).unwrap();
        let reported = texts.split(BETWEEN).map(|text| {
            let sources = one(text);
            let mut found = findings(&sources);
            found.retain(|finding| finding.rule == rule);
            reported(&sources, &found)
        });
        let reported: Vec<String> = reported.collect();
        all.push((rule.to_owned(), reported.join("\n\n\n")));
    }
    assert_snapshots!(all);
}
