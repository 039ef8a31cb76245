//! Texts and findings that reports are made of, from one label to everything that is hard to show.

use std::path::PathBuf;

use vsdlint::finding::{Applicability, Edit, Finding, Fix, Label, Level, Suppression};
use vsdlint::met::Met;
use vsdlint::output::{Format, Part, Report, Statistics, Style, write};
use vsdlint::source::{FileId, FileSpan, Source, Sources, Span};

/// Texts and findings of one project, to be made into a report.
pub struct Case {
    pub sources: Vec<Source>,
    pub findings: Vec<Finding>,
    pub statistics: Statistics,
}

impl Case {
    pub fn new(texts: &[(&str, &str)]) -> Case {
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
    pub fn place(&self, file: usize, needle: &str) -> FileSpan {
        let start = self.sources[file].text.find(needle).unwrap();
        self.at(file, start, start + needle.len())
    }

    pub fn at(&self, file: usize, start: usize, end: usize) -> FileSpan {
        FileSpan { file: FileId(file as u32), span: Span::new(start as u32, end as u32) }
    }

    pub fn with(mut self, finding: Finding) -> Case {
        self.findings.push(finding);
        self
    }

    pub fn report<T>(&self, read: impl FnOnce(&Report<'_>) -> T) -> T {
        let sources = Sources::new(self.sources.clone());
        let part = Part { sources: &sources, findings: &self.findings, statistics: &self.statistics };
        read(&Report { parts: vec![part], rules: &[] })
    }

    pub fn write(&self, format: Format, style: &Style) -> String {
        let mut out = Vec::new();
        self.report(|report| write(format, report, style, &mut out)).unwrap();
        String::from_utf8(out).unwrap()
    }

    pub fn full(&self) -> String {
        self.write(Format::Full, &Style::default())
    }

    pub fn concise(&self) -> String {
        self.write(Format::Concise, &Style::default())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.json_text()).unwrap()
    }

    /// JSON as it is written, but for the version, which the next release changes.
    pub fn json_text(&self) -> String {
        self.write(Format::Json, &Style::default()).replace(env!("CARGO_PKG_VERSION"), "[version]")
    }

    /// The report as a reader meets it on a terminal and in a log.
    pub fn for_people(&self) -> String {
        format!("{}\n--- concise ---\n{}", self.full(), self.concise())
    }
}

pub fn label(place: FileSpan, text: &str) -> Label {
    Label { place, text: text.to_owned() }
}

pub fn finding(rule: &'static str, level: Level, message: &str, primary: Label) -> Finding {
    Finding {
        rule: rule.into(),
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

pub fn one_label() -> Case {
    let text = "stream restore {\n  step fix {\n    input \"Fix request\" from register\n  }\n}\n";
    let case = Case::new(&[("models/restore.vsd", text)]);
    let place = case.place(0, "\"Fix request\"");
    case.with(finding("unmatched-input", Level::Error, "nothing feeds `Fix request`", label(place, "")))
}

pub const ENGAGE: &str = r#"activity engage {
  input "Status reports", "Improvement initiatives" from improve
  // kept
  output "Demand" to plan
  output "Demand" to  plan
}
"#;

pub const IMPROVE: &str = r#"activity improve {
  output "Improvement status reports" to plan, obtain_build
  output "Improvement initiatives" to all



  @allow(self-flow, "as drawn in 2019")
  output "Lessons" to improve
}
"#;

/// Several labels over two files, help and a fix; a note; a warning; and one finding that is suppressed.
pub fn several() -> Case {
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
        reason: "as drawn in 2019".into(),
        place: case.place(1, "@allow(self-flow, \"as drawn in 2019\")"),
    });
    case.with(misnamed).with(wording).with(duplicate).with(suppressed)
}

/// Everything that a name should not hold, in the text, the path, the message, the label, help and fix.
pub fn hostile() -> Case {
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
pub fn awkward() -> Case {
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
pub fn long_line() -> Case {
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
