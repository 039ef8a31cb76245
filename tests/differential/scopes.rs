//! A rule's scope is what its findings in a file really depend on: who looks at that part of a project alone finds what the
//! whole project says. The language server shows findings of a part while somebody types.

use std::collections::BTreeMap;

use vsdlint::finding::{Finding, Level};
use vsdlint::ide::dependencies;
use vsdlint::model::Model;
use vsdlint::project::{Flags, Setting, Settings};
use vsdlint::rule::Scope;
use vsdlint::rules::{check, metadata, metadata_of};
use vsdlint::source::{FileId, Sources};
use vsdlint::syntax::{Keyword, parse};

use crate::reference::generate::{generate, generate_wild};
use crate::reference::print::print;
use crate::support::{directory, sources, texts};

/// How many random projects of each kind are looked at, where nothing is asked.
const RANDOM: u64 = 30;

type Files = Vec<(String, String)>;

/// The same texts with a file for each declaration.
fn split(files: &[(String, String)]) -> Files {
    let mut parts = Vec::new();
    for (path, text) in files {
        let tree = parse(text);
        let mut start = 0;
        for (number, index) in tree.top().enumerate() {
            let end = tree[index].span.end as usize;
            parts.push((format!("{number}-{path}"), text[start..end].to_owned()));
            start = end;
        }
    }
    parts
}

/// The examples of all rules' pages, each a text.
fn examples() -> Vec<Files> {
    let mut examples = Vec::new();
    for rule in metadata() {
        for block in rule.documentation.split("```vsd ").skip(1) {
            let (_, rest) = block.split_once('\n').unwrap();
            let (text, _) = rest.split_once("```").unwrap();
            examples.push(vec![(format!("{}.vsd", rule.name), text.to_owned())]);
        }
    }
    examples
}

fn fixtures() -> Vec<Files> {
    let mut projects = Vec::new();
    for folder in ["fixtures/ferry", "fixtures/itil4", "fixtures/northwind"] {
        projects.push(files(&directory(folder)));
    }
    for path in texts("fixtures/broken") {
        // One of them is no text.
        if let Ok(text) = std::fs::read_to_string(&path) {
            projects.push(vec![(path.display().to_string(), text)]);
        }
    }
    projects
}

fn files(sources: &Sources) -> Files {
    sources.as_slice().iter().map(|source| (source.path.display().to_string(), source.text.clone())).collect()
}

/// Every rule on, those that are off by default as well.
fn all_on() -> Settings {
    let levels = metadata().iter().filter(|rule| rule.level.is_none());
    let levels = levels.map(|rule| (Setting::Level(Level::Info), &*rule.name));
    Settings::of_flags(metadata(), &Flags::new(levels, metadata()).unwrap())
}

/// A finding without the places outside of the file, which have other numbers in a part.
fn said(finding: &Finding) -> String {
    let span = finding.primary.place.span;
    let suppressed = if finding.suppressed.is_some() { " (suppressed)" } else { "" };
    format!("{}..{} {} [{}]{suppressed}", span.start, span.end, finding.message, finding.primary.text)
}

/// The texts of a part of a project, and where `file` is among them.
fn cut(whole: &Sources, part: &[FileId], file: FileId) -> (Sources, FileId) {
    let sources = Sources::new(part.iter().map(|&id| whole.get(id).clone()).collect());
    let (here, _) = sources.iter().zip(part).find(|&(_, &id)| id == file).unwrap().0;
    (sources, here)
}

/// Those of `findings` that stand in `file` and come from rules of these scopes.
fn of_scopes(findings: &[Finding], file: FileId, scopes: &[Scope]) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for finding in findings {
        let rule = metadata_of(&finding.rule).unwrap();
        if finding.primary.place.file == file && scopes.contains(&rule.scope) {
            found.push((&*rule.name, said(finding)));
        }
    }
    found
}

/// The file and all that declare something but activities and streams.
fn declarations(model: &Model<'_>, file: FileId) -> Vec<FileId> {
    let mut found = Vec::new();
    for (other, _) in model.sources().iter() {
        let tree = model.tree(other);
        let declares =
            tree.top().any(|index| !matches!(tree[index].keyword, Keyword::Stream | Keyword::Activity));
        if other == file || declares {
            found.push(other);
        }
    }
    found
}

/// The differences between parts and whole, an example for each rule with how many there are.
#[derive(Default)]
struct Differences(BTreeMap<&'static str, (usize, String)>);

impl Differences {
    fn compare(&mut self, files: &Files, settings: &Settings) {
        let whole = sources(files.iter().cloned());
        let model = Model::new(&whole);
        let findings = check(&model, settings, &[]);
        for (file, _) in whole.iter() {
            for (part, scopes) in [
                (dependencies::of(&model, file), &[Scope::File, Scope::Neighbours][..]),
                (declarations(&model, file), &[Scope::File][..]),
            ] {
                if part.len() == whole.len() {
                    continue;
                }
                let expected = of_scopes(&findings, file, scopes);
                let (sources, here) = cut(&whole, &part, file);
                let partial = of_scopes(&check(&Model::new(&sources), settings, &[]), here, scopes);
                for (side, one, other) in [("whole", &expected, &partial), ("part", &partial, &expected)] {
                    for (rule, said) in one {
                        if !other.contains(&(*rule, said.clone())) {
                            self.add(rule, side, said, &whole, file, &part);
                        }
                    }
                }
            }
        }
    }

    fn add(
        &mut self,
        rule: &'static str,
        side: &str,
        said: &str,
        whole: &Sources,
        file: FileId,
        part: &[FileId],
    ) {
        let (count, example) = self.0.entry(rule).or_default();
        *count += 1;
        let mut text = format!("only in the {side}: {said}\n");
        for (id, source) in whole.iter() {
            let mark = match (id == file, part.contains(&id)) {
                (true, _) => "the file",
                (_, true) => "in the part",
                _ => "not in the part",
            };
            text.push_str(&format!("--- {} ({mark})\n{}\n", source.path.display(), source.text));
        }
        if example.is_empty() || text.len() < example.len() {
            *example = text;
        }
    }

    fn assert_none(self) {
        let mut message = String::new();
        for (rule, (count, example)) in self.0 {
            message.push_str(&format!("=== {rule}: {count} differences\n{example}\n"));
        }
        assert!(message.is_empty(), "{message}");
    }
}

#[test]
fn fixtures_and_pages_say_the_same_in_parts() {
    let settings = all_on();
    let mut differences = Differences::default();
    for project in fixtures().into_iter().chain(examples()) {
        differences.compare(&project, &settings);
        differences.compare(&split(&project), &settings);
    }
    differences.assert_none();
}

#[test]
fn random_projects_say_the_same_in_parts() {
    let asked = std::env::var("VSDLINT_RANDOM_PARTS").ok();
    let most = asked.and_then(|asked| asked.parse().ok()).unwrap_or(RANDOM);
    let settings = all_on();
    let mut differences = Differences::default();
    for seed in 0..most {
        for mut project in [generate(seed), generate_wild(seed)] {
            let files = print(&mut project);
            differences.compare(&files, &settings);
            differences.compare(&split(&files), &settings);
        }
    }
    differences.assert_none();
}
