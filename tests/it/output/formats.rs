//! What the formats for other programs hold beyond the findings themselves: order, limits, identities, places.

use quick_xml::events::Event;
use serde_json::Value;
use vsdlint::finding::{Level, Suppression};
use vsdlint::output::Format;

use super::{Case, Style, finding, label, one_label, several};
use crate::support::runner::commands;

impl Case {
    fn plain(&self, format: Format) -> String {
        self.write(format, &Style::default())
    }

    fn sarif(&self) -> Value {
        serde_json::from_str(&self.plain(Format::Sarif)).unwrap()
    }

    /// What the place is called that the only finding of a file with this path is in.
    fn location(path: impl Into<std::path::PathBuf>) -> Value {
        let mut case = one_label();
        case.sources[0].path = path.into();
        case.sarif()["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"].take()
    }
}

/// Panics unless the text is well-formed XML 1.0.
pub fn assert_xml(text: &str) {
    let is_character =
        |character: char| !matches!(character, '\0'..='\x08' | '\x0b'..='\x1f' | '\u{fffe}'..='\u{ffff}');
    assert!(text.chars().all(is_character), "{text:?}");
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) | Event::Empty(start) => {
                start
                    .attributes()
                    .for_each(|attribute| assert!(!attribute.unwrap().value.contains(['<', '"'])));
            }
            Event::Eof => return,
            _ => {}
        }
    }
}

#[test]
fn sarif_has_a_line_for_each_result() {
    assert_snapshot!(
        "sarif_layout",
        several().plain(Format::Sarif).replace(env!("CARGO_PKG_VERSION"), "[version]")
    );
}

/// More than GitHub takes: the errors are all there, though they come last in the text, and suppressed findings go first.
#[test]
fn sarif_keeps_the_most_severe() {
    let mut case = one_label();
    let error = case.findings.remove(0);
    let all = |level, count| {
        let error = error.clone();
        (0..count).map(move |_| vsdlint::finding::Finding { level, ..error.clone() })
    };
    let suppression = Suppression { reason: "known".into(), place: error.primary.place };
    case.findings.extend(all(Level::Info, 10).map(|mut finding| {
        finding.suppressed = Some(suppression.clone());
        finding
    }));
    case.findings.extend(all(Level::Info, 10));
    case.findings.extend(all(Level::Warn, 24_990));
    case.findings.extend(all(Level::Error, 7));
    let run = &case.sarif()["runs"][0];
    let levels: Vec<_> = run["results"].as_array().unwrap().iter().map(|result| &result["level"]).collect();
    assert_eq!(levels.len(), 25_000);
    assert!(levels[..7].iter().all(|&level| level == "error"));
    assert!(levels[7..24_997].iter().all(|&level| level == "warning"));
    assert!(levels[24_997..].iter().all(|&level| level == "note"));
    let said = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(said["level"], "warning");
    assert!(said["message"]["text"].as_str().unwrap().contains(" 17 more are left out"), "{said}");
    // What fits is given whole, and nothing is said.
    case.findings.truncate(25_000);
    let run = &case.sarif()["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 25_000);
    assert_eq!(run["results"][24_999]["suppressions"][0]["justification"], "known");
    assert_eq!(run["invocations"], Value::Null);
}

#[test]
fn sarif_keeps_to_a_thousand_places() {
    let mut case = one_label();
    let again = case.findings[0].primary.clone();
    case.findings[0].secondary = vec![again; 1_200];
    let result = &case.sarif()["runs"][0]["results"][0];
    assert_eq!(result["locations"].as_array().unwrap().len(), 1);
    assert_eq!(result["relatedLocations"].as_array().unwrap().len(), 999);
    let text = result["message"]["text"].as_str().unwrap();
    assert!(text.ends_with("\nand 201 more places, which other formats list"), "{text}");
    for format in [Format::Github, Format::Junit, Format::Rdjson] {
        assert!(case.plain(format).contains("and 1177 more places"), "{format}");
    }
}

#[test]
fn sarif_says_where_files_are() {
    let location = |uri: &str, base: Option<&str>| match base {
        Some(base) => serde_json::json!({ "uri": uri, "uriBaseId": base }),
        None => serde_json::json!({ "uri": uri }),
    };
    let base = Some("%SRCROOT%");
    assert_eq!(Case::location("a/ü b#c?.vsd"), location("a/%C3%BC%20b%23c%3F.vsd", base));
    assert_eq!(Case::location("c:d.vsd"), location("c%3Ad.vsd", base));
    assert_eq!(Case::location("..a/b.vsd"), location("..a/b.vsd", base));
    assert_eq!(Case::location("../a.vsd"), location("../a.vsd", None));
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let latin = std::ffi::OsStr::from_bytes(b"caf\xe9\\.vsd");
        assert_eq!(Case::location(latin), location("caf%E9%5C.vsd", base));
        assert_eq!(Case::location("/models/a b.vsd"), location("file:///models/a%20b.vsd", None));
    }
}

/// The hashes that Microsoft's SARIF tools make for the same lines; `tests/conformance` compares many more.
#[test]
fn sarif_hashes_lines_as_github_does() {
    let text = std::fs::read_to_string("fixtures/itil4/engage.vsd").unwrap();
    let mut case = Case::new(&[("engage.vsd", &text)]);
    let needle = "\"Improvements initiatives\"";
    let bad = finding("misnamed-flow", Level::Error, "x", label(case.place(0, needle), ""));
    let start = finding("misnamed-flow", Level::Error, "x", label(case.at(0, 0, 1), ""));
    let end = finding("misnamed-flow", Level::Error, "x", label(case.at(0, text.len(), text.len()), ""));
    case = case.with(bad).with(start).with(end);
    let log = case.sarif();
    let hashes = log["runs"][0]["results"].as_array().unwrap().iter();
    let hashes: Vec<_> = hashes
        .map(|result| result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap())
        .collect();
    assert_eq!(hashes, ["416e12097ed384e8:1", "c3cdde358c08eb25:1", "c129715d7a2bc9a3:1"]);
    // Two lines alike are told apart by a number.
    let text = format!("{}\n{0}\n{0}", "x".repeat(200));
    let mut case = Case::new(&[("a.vsd", &text)]);
    for line in 0..3 {
        let place = case.at(0, line * 201, line * 201 + 1);
        case.findings.push(finding("syntax-error", Level::Error, "x", label(place, "")));
    }
    let log = case.sarif();
    let hash = |index: usize| {
        let results = &log["runs"][0]["results"];
        results[index]["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap().to_owned()
    };
    let first = hash(0).strip_suffix(":1").unwrap().to_owned();
    assert_eq!([hash(1), hash(2)], [format!("{first}:2"), format!("{first}:3")]);
}

#[test]
fn gitlab_keeps_every_finding() {
    let mut case = one_label();
    case.findings = vec![case.findings[0].clone(); 3];
    let report: Value = serde_json::from_str(&case.plain(Format::Gitlab)).unwrap();
    let fingerprints: Vec<_> = report.as_array().unwrap().iter().map(|issue| &issue["fingerprint"]).collect();
    assert_eq!(fingerprints, ["0123456789abcdef", "0123456789abcdef-2", "0123456789abcdef-3"]);
}

#[test]
fn junit_names_every_test_differently() {
    let mut case = one_label();
    case.findings = vec![case.findings[0].clone(); 2];
    let report = case.plain(Format::Junit);
    let name = "models/restore.vsd: nothing feeds `Fix request`";
    assert!(report.contains(&format!("<testcase name=\"{name}\" ")), "{report}");
    assert!(report.contains(&format!("<testcase name=\"{name} (2)\" ")), "{report}");
    assert!(report.contains(
        "<testsuite name=\"unmatched-input\" tests=\"2\" failures=\"2\" errors=\"0\" skipped=\"0\">"
    ));
}

#[test]
fn junit_has_a_test_even_if_every_rule_is_off() {
    assert_snapshot!("junit_without_rules", Case::new(&[("a.vsd", "")]).plain(Format::Junit));
}

#[test]
fn github_takes_columns_of_one_line_only() {
    let text = "one\ntwo\n";
    let case = Case::new(&[("a.vsd", text)]);
    let place = case.at(0, 1, 6);
    let case = case.with(finding("syntax-error", Level::Warn, "over two lines", label(place, "")));
    let log = case.plain(Format::Github);
    let command = &commands(&log)[0];
    assert_eq!(command.name, "warning");
    let expected = [("title", "syntax-error"), ("file", "a.vsd"), ("line", "1"), ("endLine", "2")];
    assert_eq!(command.properties, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
}

/// What reads a report has to find the file: a path is exact as far as the format can say it, and harmless.
#[test]
fn paths_are_exact_where_the_format_can_say_them() {
    let case = Case::new(&[("p/a\nb\r\tc\u{202e}d\u{85}'e' & <\"f\">%0A\u{1b}\u{ffff}.vsd", "step one\n")]);
    let place = case.place(0, "one");
    let case = case.with(finding("self-flow", Level::Error, "one", label(place, "")));
    let written = case.write(Format::Checkstyle, &Style::default());
    let name = "name=\"p/a&#10;b&#13;&#9;c&#x202E;d&#x85;&apos;e&apos; &amp; &lt;&quot;f&quot;&gt;%0A␛&lt;U+FFFF&gt;.vsd\"";
    assert!(written.contains(name), "{written}");
    let written = case.write(Format::Github, &Style::default());
    let file = ",file=p/a%0Ab%0D␉c<U+202E>d<U+0085>'e' & <\"f\">%250A␛<U+FFFF>.vsd,";
    assert!(written.contains(file), "{written}");
}
