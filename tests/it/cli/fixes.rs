//! The formats that carry fixes say the same as the JSON report: applied by each format's own rules for places, they
//! give the same texts.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;

use crate::cli::support::Place;

/// What a fix makes of each file that it touches.
type Fixed = BTreeMap<String, String>;

/// A directory of this project as a place to check, its files' places in it unchanged.
fn copy(directory: &str) -> Place {
    let place = Place::new(&[]);
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        // Fixes are for texts.
        if let Ok(text) = std::fs::read_to_string(&path) {
            place.write(&format!("a folder/{}", path.file_name().unwrap().to_str().unwrap()), text);
        }
    }
    place
}

fn report(place: &Place, format: &str) -> Value {
    serde_json::from_slice(&place.output(&["check", "--output", format]).stdout).unwrap()
}

/// Makes the edits, which come in the order of their places in each file.
fn apply(place: &Place, edits: Vec<(String, Range<usize>, &str)>) -> Fixed {
    let mut fixed = Fixed::new();
    for (path, range, text) in edits.into_iter().rev() {
        let file = fixed.entry(path).or_insert_with_key(|path| place.text(path));
        file.replace_range(range, text);
    }
    fixed
}

fn list(value: &Value) -> impl DoubleEndedIterator<Item = &Value> {
    value.as_array().map(Vec::as_slice).unwrap_or_default().iter()
}

fn number(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

/// By byte offsets: every fix, or only those of findings that are not suppressed and in whose file they stay.
fn by_json(place: &Place, own: bool) -> Vec<(String, Fixed)> {
    let report = report(place, "json");
    let mut all = Vec::new();
    for finding in list(&report["findings"]).filter(|finding| !finding["fix"].is_null()) {
        let edits = list(&finding["fix"]["edits"]);
        let stays = list(&finding["fix"]["edits"]).all(|edit| edit["path"] == finding["path"]);
        if own && !(stays && finding["suppressed"].is_null()) {
            continue;
        }
        let edits = edits.map(|edit| {
            let offset = |end: &str| number(&edit[end]["offset"]);
            let path = edit["path"].as_str().unwrap().to_owned();
            (path, offset("start")..offset("end"), edit["text"].as_str().unwrap())
        });
        all.push((finding["rule"].as_str().unwrap().to_owned(), apply(place, edits.collect())));
    }
    all.sort();
    all
}

/// The text of a file from a line on, without a byte-order mark, and where that begins.
fn from_line(place: &Place, path: &str, line: &Value) -> (usize, String) {
    let text = place.text(path);
    let lines = text.split_inclusive('\n').take(number(line) - 1);
    let start = lines.map(str::len).sum::<usize>();
    let start = if start == 0 && text.starts_with('\u{feff}') { 3 } else { start };
    (start, text[start..].to_owned())
}

/// By lines and columns of code points.
fn by_sarif(place: &Place) -> Vec<(String, Fixed)> {
    let log = report(place, "sarif");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let mut all = Vec::new();
    for result in list(&run["results"]).filter(|result| result["fixes"].is_array()) {
        let mut edits = Vec::new();
        for change in list(&result["fixes"][0]["artifactChanges"]) {
            let path = change["artifactLocation"]["uri"].as_str().unwrap().replace("%20", " ");
            for replacement in list(&change["replacements"]) {
                let region = &replacement["deletedRegion"];
                let offset = |end: &str| {
                    let (start, rest) = from_line(place, &path, &region[format!("{end}Line")]);
                    let before = rest.chars().take(number(&region[format!("{end}Column")]) - 1);
                    start + before.map(char::len_utf8).sum::<usize>()
                };
                let text = replacement["insertedContent"]["text"].as_str().unwrap_or_default();
                edits.push((path.clone(), offset("start")..offset("end"), text));
            }
        }
        all.push((result["ruleId"].as_str().unwrap().to_owned(), apply(place, edits)));
    }
    all.sort();
    all
}

/// By lines and columns of bytes, in the file that the diagnostic is in.
fn by_rdjson(place: &Place) -> Vec<(String, Fixed)> {
    let result = report(place, "rdjson");
    let mut all = Vec::new();
    for diagnostic in list(&result["diagnostics"]).filter(|diagnostic| diagnostic["suggestions"].is_array()) {
        let path = diagnostic["location"]["path"].as_str().unwrap();
        let edits = list(&diagnostic["suggestions"]).map(|suggestion| {
            let offset = |end: &str| {
                let position = &suggestion["range"][end];
                from_line(place, path, &position["line"]).0 + number(&position["column"]) - 1
            };
            (path.to_owned(), offset("start")..offset("end"), suggestion["text"].as_str().unwrap())
        });
        all.push((diagnostic["code"]["value"].as_str().unwrap().to_owned(), apply(place, edits.collect())));
    }
    all.sort();
    all
}

#[test]
fn every_format_fixes_alike() {
    for (directory, least) in [("fixtures/broken", 10), ("fixtures/hostile", 2), ("fixtures/itil4", 3)] {
        let place = copy(directory);
        let fixes = by_json(&place, false);
        assert!(fixes.len() >= least, "{directory} has but {}", fixes.len());
        assert_eq!(by_sarif(&place), fixes, "{directory}");
        assert_eq!(by_rdjson(&place), by_json(&place, true), "{directory}");
    }
    // A suggestion cannot name another file.
    let place = copy("fixtures/itil4");
    assert!(by_rdjson(&place).len() < by_json(&place, false).len());
}
