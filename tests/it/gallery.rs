//! docs/messages.md: what vsdlint can say about a model, read in one place. It is made of the examples of all pages, of
//! the broken fixtures, and of the texts in `tests/it/rules/messages`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

use crate::support::{lint, one, texts};
use vsdlint::finding::{Finding, Level};
use vsdlint::project::Setting;
use vsdlint::rules::metadata;

const GALLERY: &str = "docs/messages.md";

const INTRODUCTION: &str = "# What vsdlint says

Every rule with its messages: what it says is wrong, what it says beside the places in the model, and what it says to do about it. The names are those of the examples. Of messages that differ in their names only, one is shown.

This page is made by a test. After a change of words, write it again with `INSTA_UPDATE=always cargo test --test it gallery`, and read it aloud.
";

/// The entries of each rule, each once, and the shapes of those that are there.
#[derive(Default)]
struct Gallery {
    entries: BTreeMap<&'static str, Vec<String>>,
    shapes: BTreeSet<(&'static str, String)>,
}

impl Gallery {
    fn add(&mut self, found: &[Finding]) {
        for finding in found {
            let entry = entry(finding);
            if self.shapes.insert((finding.rule, shape(&entry))) {
                self.entries.entry(finding.rule).or_default().push(entry);
            }
        }
    }

    fn page(&self) -> String {
        let mut page = INTRODUCTION.to_owned();
        for (rule, entries) in &self.entries {
            write!(page, "\n## {rule}\n\n{}", entries.concat()).unwrap();
        }
        page
    }
}

/// A message with its labels, its help and its fix. Each label is shown once.
fn entry(finding: &Finding) -> String {
    let mut entry = format!("- {}\n", finding.message);
    let mut labels = BTreeSet::new();
    for label in finding.labels() {
        if !label.text.is_empty() && labels.insert(&label.text) {
            writeln!(entry, "  - *there:* {}", label.text).unwrap();
        }
    }
    for help in &finding.help {
        writeln!(entry, "  - *help:* {help}").unwrap();
    }
    if let Some(fix) = &finding.fix {
        writeln!(entry, "  - *fix:* {}", fix.title).unwrap();
    }
    entry
}

/// The entry without what stands in backticks and in quotes, and without numbers.
fn shape(entry: &str) -> String {
    let mut shape = String::new();
    for (index, part) in entry.split(['`', '"']).enumerate() {
        if index % 2 == 0 {
            shape.extend(part.chars().filter(|letter| !letter.is_ascii_digit()));
        } else {
            shape.push('`');
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
            gallery.add(&lint(&one(text), &[(page.name, setting)]));
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
