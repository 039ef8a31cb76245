//! What reports look like, and that nothing in a source text can do harm through one.

mod formats;

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;
use vsdlint::finding::{Applicability, Edit, Finding, Fix, Label, Level, Suppression};
use vsdlint::met::Met;
use vsdlint::output::{Format, Part, Report, Statistics, Style, json_schema, write, write_statistics};
use vsdlint::sanitise::{sanitise, shown};
use vsdlint::source::{FileId, FileSpan, LineIndex, Source, Sources, Span};

/// Texts and findings of one project, to be made into a report.
struct Case {
    sources: Vec<Source>,
    findings: Vec<Finding>,
    statistics: Statistics,
}

impl Case {
    fn new(texts: &[(&str, &str)]) -> Case {
        let source =
            |(path, text): &(&str, &str)| Source { path: PathBuf::from(path), text: text.to_string() };
        let sources: Vec<_> = texts.iter().map(source).collect();
        let bytes = sources.iter().map(|source| source.text.len() as u64).sum();
        let ends = |met, total| Met { met, total };
        let statistics = Statistics {
            files: sources.len(),
            bytes,
            inputs: ends(55, 67),
            outputs: ends(55, 64),
            ..Statistics::default()
        };
        Case { sources, findings: Vec::new(), statistics }
    }

    /// Where `needle` first stands in the text with this index.
    fn place(&self, file: usize, needle: &str) -> FileSpan {
        let start = self.sources[file].text.find(needle).unwrap();
        self.at(file, start, start + needle.len())
    }

    fn at(&self, file: usize, start: usize, end: usize) -> FileSpan {
        FileSpan { file: FileId(file as u32), span: Span::new(start as u32, end as u32) }
    }

    fn with(mut self, finding: Finding) -> Case {
        self.findings.push(finding);
        self
    }

    fn report<T>(&self, read: impl FnOnce(&Report<'_>) -> T) -> T {
        let sources = Sources::new(self.sources.clone());
        let part = Part { sources: &sources, findings: &self.findings, statistics: &self.statistics };
        read(&Report { parts: vec![part], rules: &[] })
    }

    fn write(&self, format: Format, style: &Style) -> String {
        let mut out = Vec::new();
        self.report(|report| write(format, report, style, &mut out)).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn full(&self) -> String {
        self.write(Format::Full, &Style::default())
    }

    fn concise(&self) -> String {
        self.write(Format::Concise, &Style::default())
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.json_text()).unwrap()
    }

    /// JSON as it is written, but for the version, which the next release changes.
    fn json_text(&self) -> String {
        self.write(Format::Json, &Style::default()).replace(env!("CARGO_PKG_VERSION"), "[version]")
    }

    /// The report as a reader meets it on a terminal and in a log.
    fn for_people(&self) -> String {
        format!("{}\n--- concise ---\n{}", self.full(), self.concise())
    }
}

fn label(place: FileSpan, text: &str) -> Label {
    Label { place, text: text.to_owned() }
}

fn finding(rule: &'static str, level: Level, message: &str, primary: Label) -> Finding {
    Finding {
        rule,
        level,
        message: message.to_owned(),
        primary,
        secondary: Vec::new(),
        help: Vec::new(),
        fix: None,
        fingerprint: 0x0123_4567_89ab_cdef,
        suppressed: None,
    }
}

fn one_label() -> Case {
    let text = "stream restore {\n  step fix {\n    input \"Fix request\" from register\n  }\n}\n";
    let case = Case::new(&[("models/restore.vsd", text)]);
    let place = case.place(0, "\"Fix request\"");
    case.with(finding("unmatched-input", Level::Error, "nothing feeds `Fix request`", label(place, "")))
}

const ENGAGE: &str = r#"activity engage {
  input "Status reports", "Improvement initiatives" from improve
  // kept
  output "Demand" to plan
  output "Demand" to  plan
}
"#;

const IMPROVE: &str = r#"activity improve {
  output "Improvement status reports" to plan, obtain_build
  output "Improvement initiatives" to all



  @allow(self-flow, "as drawn in 2019")
  output "Lessons" to improve
}
"#;

/// Several labels over two files, help and a fix; a note; a warning; and one finding that is suppressed.
fn several() -> Case {
    let case = Case::new(&[("models/engage.vsd", ENGAGE), ("models/improve.vsd", IMPROVE)]);
    let mut misnamed = finding(
        "misnamed-flow",
        Level::Error,
        "`improve` sends `Improvement status reports`, and `engage` waits for `Status reports`",
        label(case.place(0, "\"Status reports\""), "nobody provides this"),
    );
    misnamed.secondary = vec![
        label(case.place(1, "\"Improvement status reports\""), "meant here?"),
        label(case.place(1, "plan, obtain_build"), "`engage` is not among the targets"),
        label(case.place(1, "\"Improvement initiatives\""), ""),
    ];
    misnamed.help = vec![
        "add `engage` to the targets of `Improvement status reports`".to_owned(),
        "or write `input \"Improvement status reports\"` here, if both parties mean the same thing \
         and only call it by different names"
            .to_owned(),
    ];
    let end = case.place(1, "obtain_build").span.end as usize;
    misnamed.fix = Some(Fix {
        applicability: Applicability::Suggested,
        title: "add `engage` to the targets".to_owned(),
        edits: vec![Edit { place: case.at(1, end, end), text: ", engage".to_owned() }],
    });
    let wording = finding(
        "inconsistent-wording",
        Level::Info,
        "`Improvement initiatives` is spelled in 2 ways",
        label(case.place(0, "\"Improvement initiatives\""), ""),
    );
    let again = case.place(0, "output \"Demand\" to  plan");
    let mut duplicate = finding(
        "duplicate-flow",
        Level::Warn,
        "`engage` sends `Demand` to `plan` twice",
        label(again, "again"),
    );
    duplicate.secondary = vec![label(case.place(0, "output \"Demand\" to plan"), "first")];
    duplicate.fix = Some(Fix {
        applicability: Applicability::Safe,
        title: "remove the second statement".to_owned(),
        edits: vec![Edit { place: again, text: String::new() }],
    });
    let lessons = label(case.place(1, "\"Lessons\""), "");
    let mut suppressed = finding("self-flow", Level::Warn, "`improve` sends `Lessons` to itself", lessons);
    suppressed.suppressed = Some(Suppression {
        reason: "as drawn in 2019".to_owned(),
        place: case.place(1, "@allow(self-flow, \"as drawn in 2019\")"),
    });
    case.with(misnamed).with(wording).with(duplicate).with(suppressed)
}

/// Everything that a name should not hold, in the text, the path, the message, the label, help and fix.
fn hostile() -> Case {
    let nasty =
        "\"a\u{1b}[31mb\u{7}\u{0}\u{9b}c\u{202e}d\u{200b}e\u{2066}f\u{feff}g\u{2028}h\u{7f}i\u{e0041}\"";
    let text = format!("\u{feff}step {nasty} in \"100% 'of' a: b\"\n");
    let case = Case::new(&[("models/\u{1b}]0;x\u{7}\n::error::\u{202e}dsv.vsd", &text)]);
    let mut bad = finding(
        "unknown-name",
        Level::Error,
        &format!("no end is called `{nasty}`\n::error file=x::forged\r\n%0A"),
        label(case.place(0, nasty), "this\n::warning::one"),
    );
    bad.secondary = vec![label(case.place(0, "100% 'of' a: b"), "\u{1b}[2Kand\tthat")];
    bad.help = vec!["write\n::error::\u{202e}something else".to_owned()];
    bad.fix = Some(Fix {
        applicability: Applicability::Suggested,
        title: "rename\n  = help: forged".to_owned(),
        edits: vec![Edit { place: case.place(0, nasty), text: "\u{1b}\n\"".to_owned() }],
    });
    case.with(bad)
}

/// Texts that are hard to point into.
fn awkward() -> Case {
    let wide = "stream \"顧客の要求\" as k\r\n\tstep\t\"e\u{301}tape\" in plan\r\n";
    let joined = "step \"👩\u{200d}🔧 repair\" // می\u{200c}خواهم, a\u{200d}b\nstep two\n";
    let block: String = (1..=1000).map(|line| format!("/* line {line}\n")).collect();
    let case = Case::new(&[
        ("wide.vsd", wide),
        ("emoji.vsd", joined),
        ("bom.vsd", "\u{feff}stram one\n"),
        ("lone-cr.vsd", "stream a\rstep b\nstep c\r\r\n"),
        ("end.vsd", "stream a {\n  step b {\n"),
        ("empty.vsd", ""),
        ("block.vsd", &block),
    ]);
    let point = |place, text: &str| finding("syntax-error", Level::Error, text, label(place, "here"));
    let ends: Vec<_> = case.sources.iter().map(|source| source.text.len()).collect();
    let findings = [
        point(case.place(0, "顧客の要求"), "wide"),
        point(case.place(0, "\u{301}"), "a combining mark, after tabs and CRLF"),
        point(case.place(0, "plan\r\n"), "with its line end"),
        point(case.place(1, "repair"), "after an emoji"),
        point(case.place(1, "\u{200d}b"), "a joiner where nothing joins"),
        point(case.place(2, "stram"), "after a byte-order mark"),
        point(case.place(3, "step b"), "after a lone CR"),
        point(case.place(3, "\r\r\n"), "a CR before CRLF"),
        point(case.at(4, ends[4], ends[4]), "the text ends before `}`"),
        point(case.at(5, 0, 0), "nothing at all"),
        point(case.at(6, 0, ends[6]), "a comment without an end"),
    ];
    findings.into_iter().fold(case, Case::with)
}

/// One line of 10 MB, pointed at in several places.
fn long_line() -> Case {
    let filler = "é, ".repeat(1_250_000);
    let text = format!("input {filler}\u{1b}\"lost\" {filler}\"end\"\nnext\n");
    let case = Case::new(&[("long.vsd", &text)]);
    let lost = label(case.place(0, "\"lost\""), "lost");
    let short = finding("unmatched-input", Level::Error, &filler, lost.clone());
    let mut long = finding("unmatched-input", Level::Error, "several labels", lost);
    long.secondary = vec![
        label(case.place(0, "input"), "from the start"),
        label(case.place(0, "\"end\""), "to the end"),
        label(case.at(0, 0, text.len() - 6), "all of it"),
    ];
    case.with(short).with(long)
}

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

#[test]
fn json_follows_its_schema() {
    let schema = json_schema();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for case in [one_label(), several(), hostile(), awkward(), long_line(), Case::new(&[])] {
        let report = case.json();
        let errors: Vec<_> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
    for pointer in ["", "/findings/0", "/findings/0/primary", "/findings/0/primary/start", "/summary"] {
        let mut wrong = several().json();
        wrong.pointer_mut(pointer).unwrap()["extra"] = 1.into();
        assert!(!validator.is_valid(&wrong), "additional members are refused in {pointer:?}");
    }
    assert_json_snapshot!("json_schema", schema);
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
