//! The clean models into which faults are seeded.

use std::sync::{LazyLock, OnceLock};

use vsdlint::project::Settings;
use vsdlint::rules::metadata;
use vsdlint::source::{FileId, Source, Span};
use vsdlint::syntax::{Tree, parse};
use vsdlint::workspace::Workspace;

use crate::reference::generate::generate;
use crate::reference::organisation as plain;
use crate::reference::print::print;
use crate::support::trades::{TRADES, process};

/// A clean model: its files, read.
pub struct Project {
    /// As the document calls it.
    pub name: String,
    pub files: Vec<(String, String)>,
    pub trees: Vec<Tree>,
    /// What it says, once somebody has asked: see `clean_meaning`.
    pub meaning: OnceLock<plain::Project>,
}

impl Project {
    pub fn new(name: &str, files: Vec<(String, String)>) -> Project {
        let trees = files.iter().map(|(_, text)| parse(text)).collect();
        Project { name: name.to_owned(), files, trees, meaning: OnceLock::new() }
    }

    /// What a file of it says at `span`.
    pub fn slice(&self, file: usize, span: Span) -> &str {
        &self.files[file].1[span.range()]
    }

    /// Its texts, to be checked with the default settings.
    pub fn workspace<'s>(&self, settings: &'s Settings) -> Workspace<'s> {
        let source = |(path, text): &(String, String)| Source { path: path.into(), text: text.clone() };
        let relative = self.files.iter().map(|(path, _)| path.into()).collect();
        Workspace::new(settings, self.files.iter().map(source).collect(), relative)
    }

    /// Its texts with one of them replaced.
    pub fn with(&self, changed: &[(usize, String)]) -> Vec<String> {
        let mut texts: Vec<String> = self.files.iter().map(|(_, text)| text.clone()).collect();
        for (file, text) in changed {
            texts[*file].clone_from(text);
        }
        texts
    }
}

/// The whole organisations, published processes, random organisations, the model that `vsdlint init` writes, and the clean examples of the rules' pages.
///
/// All are clean with the default settings. They are made once, for all tests.
pub static PROJECTS: LazyLock<Vec<Project>> = LazyLock::new(|| projects(&Settings::defaults(metadata())));

fn projects(settings: &Settings) -> Vec<Project> {
    let mut projects = vec![
        Project::new("northwind", directory("fixtures/northwind")),
        Project::new("ferry", directory("fixtures/ferry")),
        Project::new("init", directory("src/cli/init")),
    ];
    for trade in TRADES {
        projects.push(Project::new("trades", process(trade)));
    }
    for seed in SEEDS {
        let project = random(seed, settings);
        projects.push(
            project.unwrap_or_else(|| panic!("the organisation of seed {seed} is clean no more: see SEEDS")),
        );
    }
    for rule in vsdlint::rules::RULES {
        for (number, text) in clean_examples(rule.page).into_iter().enumerate() {
            let path = format!("{}-{number}.vsd", rule.name);
            let project = Project::new("pages", vec![(path, text)]);
            // Some are clean only with other settings.
            if project.workspace(settings).check().findings.is_empty() {
                projects.push(project);
            }
        }
    }
    projects
}

/// The first seeds of organisations that are clean, and in which what the language says of choices, replies, runs and
/// periods stands: at least three of these each. Only one of five hundred is so; `seeds_of_clean_organisations` prints them.
const SEEDS: [u64; 30] = [
    85, 106, 224, 604, 1196, 1662, 1910, 2090, 2319, 2519, 2887, 3969, 4965, 5142, 5213, 5724, 6762, 7807,
    8001, 8203, 8723, 11040, 11263, 13123, 13904, 14193, 15089, 15613, 15655, 15874,
];

/// A random organisation that is as [`SEEDS`] says, if that of this seed is so.
fn random(seed: u64, settings: &Settings) -> Option<Project> {
    const SAID: [&str; 6] = [" or ", "reply ", "optional output", " runs ", " every ", "rework "];
    let files = print(&mut generate(seed));
    let text: String = files.iter().map(|(_, text)| text.as_str()).collect();
    let said = SAID.iter().filter(|word| text.contains(*word)).count();
    if said < 3 || text.contains("@allow") {
        return None;
    }
    let project = Project::new("random", files);
    project.workspace(settings).check().findings.is_empty().then_some(project)
}

#[test]
#[ignore = "prints what to write into SEEDS where a rule or the generator has changed"]
fn seeds_of_clean_organisations() {
    let settings = Settings::defaults(metadata());
    let seeds: Vec<u64> = (0..).filter(|&seed| random(seed, &settings).is_some()).take(SEEDS.len()).collect();
    println!("{seeds:?}");
}

fn clean_examples(page: &str) -> Vec<String> {
    let blocks = page.split("```vsd clean").skip(1);
    let body = |block: &str| block.split_once('\n').map(|(_, rest)| rest.to_owned());
    let text = |rest: String| rest.split("```").next().unwrap_or_default().to_owned();
    // A block whose fence says more names the file it stands for; one file is enough here.
    blocks.filter(|block| block.starts_with('\n')).filter_map(body).map(text).collect()
}

fn directory(path: &str) -> Vec<(String, String)> {
    let sources = crate::support::directory(path);
    sources.as_slice().iter().map(|source| (source.path.display().to_string(), source.text.clone())).collect()
}

/// The file with this number.
pub fn file_id(file: usize) -> FileId {
    FileId(file as u32)
}
