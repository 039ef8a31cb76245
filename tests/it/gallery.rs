//! docs/messages.md: what vsdlint can say about a model, read in one place. It is made of the examples of all pages, of
//! the broken fixtures, and of the texts in `tests/it/rules/messages`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use crate::support::{lint, one, texts};
use vsdlint::finding::{Finding, Level};
use vsdlint::project::Setting;
use vsdlint::rules::metadata;

const GALLERY: &str = "docs/messages.md";

const INTRODUCTION: &str = "# What vsdlint says

Every rule with its messages: what it says is wrong, what it says beside the places in the model, and what it says to do about it. The names are those of the examples. Each message is shown once, of those that differ in their names only, one, with all that may stand beside it.

This page is made by a test. After a change of words, write it again with `INSTA_UPDATE=always cargo test --test it gallery`, and read it aloud.
";

/// What stands below a message: what it is, and the text.
type Line = (&'static str, String);

/// A message of a rule as it was first met, and all that was said with it, each once.
struct Entry {
    shape: String,
    message: String,
    lines: Vec<Line>,
}

/// The messages of each rule, each once.
#[derive(Default)]
struct Gallery(BTreeMap<Cow<'static, str>, Vec<Entry>>);

impl Gallery {
    fn add(&mut self, found: &[Finding]) {
        for finding in found {
            let entries = self.0.entry(finding.rule.clone()).or_default();
            let shape = shape(&finding.message);
            let at = entries.iter().position(|entry| entry.shape == shape).unwrap_or_else(|| {
                entries.push(Entry { shape, message: finding.message.clone(), lines: Vec::new() });
                entries.len() - 1
            });
            for line in lines(finding) {
                entries[at].add(line);
            }
        }
    }

    fn page(&self) -> String {
        let mut page = INTRODUCTION.to_owned();
        for (rule, entries) in &self.0 {
            write!(page, "\n## {rule}\n\n").unwrap();
            for entry in entries {
                writeln!(page, "- {}", entry.message).unwrap();
                for kind in ["there", "help", "fix"] {
                    for (_, text) in entry.lines.iter().filter(|line| line.0 == kind) {
                        writeln!(page, "  - *{kind}:* {text}").unwrap();
                    }
                }
            }
        }
        page
    }
}

impl Entry {
    fn add(&mut self, line: Line) {
        if self.lines.iter().all(|known| known.0 != line.0 || shape(&known.1) != shape(&line.1)) {
            self.lines.push(line);
        }
    }
}

/// The labels, the help and the fix of a finding.
fn lines(finding: &Finding) -> Vec<Line> {
    let mut lines = Vec::new();
    for label in finding.labels().filter(|label| !label.text.is_empty()) {
        lines.push(("there", label.text.clone()));
    }
    for help in &finding.help {
        lines.push(("help", help.clone()));
    }
    if let Some(fix) = &finding.fix {
        lines.push(("fix", fix.title.clone()));
    }
    lines
}

/// The first words of lines to be written: what begins with another one is something else to do.
const KEPT: [&str; 11] =
    ["input", "output", "trigger", "outcome", "optional", "rework", "reply", "uses", "from", "to", "or"];

/// The text without what stands in backticks and in quotes, and without numbers; a list of names counts as one.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            let keyword = part.split_whitespace().next().filter(|word| KEPT.contains(word));
            shape += &format!("`{}`", keyword.unwrap_or_default());
            continue;
        }
        let unquoted = part.split('"').step_by(2).collect::<Vec<_>>().join("\"");
        shape.extend(unquoted.chars().filter(|letter| !letter.is_ascii_digit()));
    }
    for list in ["``, ``", "`` and ``", "`` or ``", "`` and  others"] {
        while shape.contains(list) {
            shape = shape.replace(list, "``");
        }
    }
    shape
}

#[test]
fn the_gallery_is_as_the_rules_speak() {
    let mut gallery = Gallery::default();
    for page in metadata() {
        let setting = Setting::Level(page.level.unwrap_or(Level::Warn));
        for block in page.documentation.split("```vsd finding\n").skip(1) {
            let text = block.split("```").next().unwrap_or_default();
            gallery.add(&lint(&one(text), &[(&*page.name, setting)]));
        }
    }
    for directory in ["fixtures/broken", "tests/it/rules/messages"] {
        for path in texts(directory) {
            let Ok(text) = fs::read_to_string(&path) else { continue };
            for text in text.split("// and another\n").filter(|text| !text.contains('\0')) {
                gallery.add(&lint(&one(text), &[]));
            }
        }
    }
    let page = gallery.page();
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(GALLERY, &page).unwrap();
    }
    let written = fs::read_to_string(GALLERY).unwrap_or_default();
    assert!(
        written == page,
        "{GALLERY} is stale: write it again with `INSTA_UPDATE=always cargo test --test it gallery`"
    );
}
