//! What reports look like, and that nothing in a source text can do harm through one.

mod cases;
mod formats;

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;
use vsdlint::finding::Level;
use vsdlint::output::{Format, Style, json_schema, write, write_statistics};
use vsdlint::sanitise::{sanitise, shown};
use vsdlint::source::{FileId, FileSpan, LineIndex, Span};

use cases::{Case, awkward, finding, hostile, label, long_line, one_label, several};

#[test]
fn one_label_is_shown() {
    assert_snapshot!("one_label", one_label().for_people());
}

#[test]
fn several_labels_over_two_files_are_shown() {
    assert_snapshot!("several", several().for_people());
    assert_snapshot!(
        "several_narrow",
        several().write(Format::Full, &Style { color: false, width: Some(60) })
    );
}

#[test]
fn colours_are_our_own() {
    let style = Style { color: true, width: None };
    let colored = several().write(Format::Full, &style) + &several().write(Format::Concise, &style);
    assert_snapshot!("colours", colored.replace('\u{1b}', "␛"));
}

#[test]
fn no_findings_are_counted_too() {
    let mut suppressed = several();
    suppressed.findings.retain(|finding| finding.suppressed.is_some());
    let nothing = Case::new(&[("a.vsd", "")]);
    assert_snapshot!("nothing", format!("{}{}", nothing.for_people(), suppressed.full()));
    assert_json_snapshot!("nothing_json", nothing.json());
}

#[test]
fn hostile_text_is_made_visible() {
    assert_snapshot!("hostile", hostile().for_people());
}

#[test]
fn awkward_text_is_pointed_into() {
    assert_snapshot!("awkward", awkward().for_people());
}

#[test]
fn long_lines_are_cut_around_their_labels() {
    assert_snapshot!("long_line", long_line().for_people());
}

#[test]
fn many_labels_are_bounded() {
    let mut case = one_label();
    let again = case.findings[0].primary.clone();
    case.findings[0].secondary = vec![again; 10_000];
    assert!(case.full().contains("= and 9977 more places, which other formats list\n"));
    assert!(case.full().len() < 10_000);
}

#[test]
fn json_holds_everything() {
    assert_snapshot!("json_layout", several().json_text());
    assert_json_snapshot!("json", several().json());
    assert_snapshot!("json_hostile", hostile().json_text());
}

#[test]
fn json_escapes_what_is_not_seen() {
    let written = hostile().json_text();
    assert_eq!(harmful(&written), None);
    assert_eq!(hostile().json()["findings"][0]["message"], hostile().findings[0].message);
}

/// Reports are held against it in `tests/schemas`.
#[test]
fn the_schema_of_json_is_shown() {
    assert_json_snapshot!("json_schema", json_schema());
}

#[test]
fn statistics_are_sorted() {
    let mut case = several();
    case.findings.push(one_label().findings[0].clone());
    case.findings.push(case.findings[1].clone());
    let mut out = Vec::new();
    case.report(|report| write_statistics(report, &mut out)).unwrap();
    assert_snapshot!("statistics", String::from_utf8(out).unwrap());
}

#[test]
fn formats_have_names() {
    for format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(*format));
    }
    assert_snapshot!("unknown_format", "xml\u{1b}".parse::<Format>().unwrap_err());
}

/// A pipe that nobody reads any more.
struct Closed;

impl io::Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_reported_as_such() {
    for format in Format::ALL {
        let error = several().report(|report| write(*format, report, &Style::default(), &mut Closed));
        assert_eq!(error.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}

#[test]
fn harmless_text_is_not_copied() {
    assert_eq!(sanitise("❤\u{fe0f} 1\u{fe0f}\u{20e3}"), "❤\u{fe0f} 1\u{fe0f}\u{20e3}");
    assert!(matches!(sanitise("Stakeholders' feedback, 顧客, e\u{301}"), Cow::Borrowed(_)));
    assert_eq!(shown(&"é".repeat(1001)), format!("{0}…{0}", "é".repeat(500)));
}

#[cfg(unix)]
#[test]
fn paths_need_not_be_utf_8() {
    use std::os::unix::ffi::OsStrExt;
    let mut case = one_label();
    case.sources[0].path = PathBuf::from(std::ffi::OsStr::from_bytes(b"models/caf\xe9.vsd"));
    assert!(case.concise().starts_with("models/caf\u{fffd}.vsd:3:11: error"));
    assert_eq!(case.json()["findings"][0]["path"], "models/caf\u{fffd}.vsd");
}

/// A terminal of 80 columns: a line that would not fit is cut, and the carets stay where they belong.
#[test]
fn lines_are_cut_to_the_width() {
    let names =
        ["Incident record", "Known errors", "Change request", "Resolution note", "Configuration data"];
    let text = format!("    input \"{}\" from deliver_and_support\n", names.join("\", \""));
    let case = Case::new(&[("a.vsd", &text)]);
    let place = case.place(0, "\"Resolution note\"");
    let case = case.with(finding("unmatched-input", Level::Error, "nothing feeds it", label(place, "this")));
    assert_snapshot!("cut_to_width", case.write(Format::Full, &Style { color: false, width: Some(80) }));
}

/// Would take minutes if a line or a text were searched once for each finding.
#[test]
fn findings_in_one_long_line_cost_alike() {
    let text = "\"name\", ".repeat(50_000);
    let mut case = Case::new(&[("long.vsd", &text)]);
    for index in 0..50_000 {
        let place = case.at(0, index * 8, index * 8 + 6);
        case.findings.push(finding("unknown-name", Level::Error, "unknown", label(place, "")));
    }
    assert!(case.concise().ends_with("long.vsd:1:399993: error[unknown-name] unknown\n"));
    assert_eq!(case.json()["summary"]["findings"], 50_000);
    case.findings.truncate(2_000);
    assert!(case.full().ends_with("2000 findings (2000 errors) in 1 file\n"));
}

/// The first character that could do harm on a terminal.
fn harmful(text: &str) -> Option<char> {
    text.chars().find(|&character| {
        (character.is_control() && character != '\n')
            || matches!(character, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
    })
}

/// The text without the colours that we write ourselves.
fn without_colours(text: &str) -> String {
    let codes = ["0", "1", "31", "33", "36", "94", "1;31", "1;33", "1;36"];
    codes.iter().fold(text.to_owned(), |text, code| text.replace(&format!("\u{1b}[{code}m"), ""))
}

/// Texts rich in what is dangerous, invisible, wide or a line end.
fn texts() -> impl Strategy<Value = String> {
    let special = [
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\u{1b}[31m",
        "\u{1b}[2J",
        "\u{9b}",
        "\0",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{200d}",
        "\u{feff}",
        "\u{301}",
        "\u{fe0f}",
        "顧客",
        "👩\u{200d}🔧",
        "\u{2028}",
        "\u{e0041}",
        "\u{7f}",
        "\u{ffff}",
        "\n::error::",
        "##[error]",
        "]]>",
        "<&\"'",
        "%0A",
    ];
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "[ -~]{0,20}",
        prop::sample::select(special.to_vec()).prop_map(String::from),
        "[a-zé]{200,300}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// Whatever is read, and wherever labels point, beyond the text and inside a character too: no format
    /// panics, none lets anything harmful through, and a finding stays one line of `concise`.
    #[test]
    fn reports_withstand_anything(
        files in prop::collection::vec((texts(), texts()), 1..3),
        places in prop::collection::vec((0usize..2, 0u32..700, 0u32..700), 1..8),
        words in texts(),
        width in prop::option::of(0usize..200),
    ) {
        let texts: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let mut labels = places.iter().map(|&(file, start, end)| {
            let file = FileId((file % texts.len()) as u32);
            label(FileSpan { file, span: Span::new(start, end) }, &words)
        });
        let mut bad = finding("syntax-error", Level::Warn, &words, labels.next().unwrap());
        bad.secondary = labels.collect();
        bad.help = vec![words.clone()];
        let case = Case::new(&texts).with(bad);
        for format in Format::ALL {
            let plain = case.write(*format, &Style { color: false, width });
            prop_assert_eq!(harmful(&plain), None);
            let colored = case.write(*format, &Style { color: true, width });
            prop_assert_eq!(without_colours(&colored), plain);
        }
        prop_assert_eq!(case.concise().lines().count(), 1);
        for format in [Format::Junit, Format::Checkstyle] {
            formats::assert_xml(&case.write(format, &Style::default()));
        }
        for format in [Format::Sarif, Format::Gitlab, Format::Rdjson] {
            let value = serde_json::from_str::<serde_json::Value>(&case.write(format, &Style::default()));
            prop_assert!(value.is_ok());
        }
        prop_assert_eq!(crate::support::runner::commands(&case.write(Format::Github, &Style::default())).len(), 1);
        let json = case.json();
        prop_assert_eq!(json["summary"]["findings"].as_u64(), Some(1));
        let end = &json["findings"][0]["primary"]["end"];
        let text = &case.sources[case.findings[0].primary.place.file.index()].text;
        let known = LineIndex::new(text).line_column(end["offset"].as_u64().unwrap() as u32, text);
        prop_assert_eq!(end["line"].as_u64(), Some(known.line.into()));
        prop_assert_eq!(end["column"].as_u64(), Some(known.column.into()));
    }

    /// The carets are under what the label points at, whatever stands before it and however long the line.
    #[test]
    fn carets_are_under_their_label(
        before in "[ -~é顧\u{301}\u{202e}\u{1b}]{0,400}",
        after in "[ -~é顧]{0,400}",
        tabs in 0usize..3,
        width in prop::option::of(0usize..300),
    ) {
        let text = format!("first\n{}{before}☞here☜{after}\nlast\n", "\t".repeat(tabs));
        let case = Case::new(&[("a.vsd", &text)]);
        let place = case.place(0, "here");
        let case = case.with(finding("syntax-error", Level::Error, "x", label(place, "")));
        let full = case.write(Format::Full, &Style { color: false, width });
        let lines: Vec<_> = full.lines().collect();
        let (source, carets) = (lines[3], lines[4]);
        let at = source.find("☞here☜").unwrap() + "☞".len();
        let columns = |text: &str| text.chars().map(|character| character.to_string().width()).sum::<usize>();
        prop_assert_eq!(carets.find('^').map(|at| columns(&carets[..at])), Some(columns(&source[..at])));
        prop_assert_eq!(carets.matches('^').count(), 4);
    }
}
