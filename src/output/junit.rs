//! The format `junit`: the XML that CI servers take test results from, as `junit-10.xsd` describes it.
//!
//! A rule is a test suite, so every run has the same suites. A finding is a test that fails, whatever its level; a
//! suppressed one is skipped with its reason; and a rule that found nothing is one test that passes. A test keeps its
//! name while the finding keeps its words and its file, wherever in the file it moves.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::io::{self, Write};

use rustc_hash::FxBuildHasher;

use super::disambiguate::Disambiguator;
use super::entries::{Entries, Entry};
use super::xml::Xml;
use super::{Report, Style, plain};
use crate::sanitise::{sanitise, shown};

/// Writes the report.
pub(super) fn write(report: &Report<'_>, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let entries = Entries::new(report);
    let mut rules: BTreeMap<&str, Vec<Entry<'_>>> =
        report.rules.iter().map(|rule| (&*rule.name, Vec::new())).collect();
    for entry in entries.all() {
        rules.entry(&entry.finding.rule).or_default().push(entry);
    }
    if rules.is_empty() {
        // Every rule is off. Without a single test a server would take the report for a broken one.
        rules.insert("vsdlint", Vec::new());
    }
    let is_checked = report.parts.iter().any(|part| part.statistics.files > 0);
    let mut xml = Xml::new(out)?;
    xml.open("testsuites", &[("name", "vsdlint")])?;
    for (rule, found) in &rules {
        let skipped = found.iter().filter(|entry| entry.finding.suppressed.is_some()).count();
        let is_skipped = found.is_empty() && !is_checked;
        xml.open(
            "testsuite",
            &[
                ("name", rule),
                ("tests", &found.len().max(1).to_string()),
                ("failures", &(found.len() - skipped).to_string()),
                ("errors", "0"),
                ("skipped", &(skipped + usize::from(is_skipped)).to_string()),
            ],
        )?;
        if is_skipped {
            skip(&mut xml, rule, "no findings", "there was nothing to check")?;
        } else if found.is_empty() {
            xml.empty("testcase", &[("name", "no findings"), ("classname", &class(rule))])?;
        }
        let mut names = Disambiguator::default();
        for &entry in found {
            test(&mut xml, entry, &mut names)?;
        }
        xml.close("testsuite")?;
    }
    xml.close("testsuites")?;
    xml.end()
}

/// Writes a finding.
fn test(xml: &mut Xml<'_>, entry: Entry<'_>, names: &mut Disambiguator) -> io::Result<()> {
    let finding = entry.finding;
    let message = shown(&finding.message);
    let mut name = format!("{}: {message}", sanitise(&entry.path()));
    let count = names.count(FxBuildHasher.hash_one(&name));
    if count > 1 {
        name.push_str(&format!(" ({count})"));
    }
    if let Some(suppression) = &finding.suppressed {
        return skip(xml, &finding.rule, &name, &suppression.reason);
    }
    xml.open("testcase", &[("name", &name), ("classname", &class(&finding.rule))])?;
    let attributes = [("type", finding.level.word()), ("message", &message)];
    xml.text("failure", &attributes, &plain::whole(entry))?;
    xml.close("testcase")
}

/// Writes a test that was not made.
fn skip(xml: &mut Xml<'_>, rule: &str, name: &str, reason: &str) -> io::Result<()> {
    xml.open("testcase", &[("name", name), ("classname", &class(rule))])?;
    xml.empty("skipped", &[("message", reason)])?;
    xml.close("testcase")
}

/// What Jenkins groups tests by: the package and the class in it.
fn class(rule: &str) -> String {
    format!("vsdlint.{rule}")
}
