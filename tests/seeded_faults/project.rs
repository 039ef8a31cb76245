//! The clean models into which faults are seeded.

use vsdlint::project::Settings;
use vsdlint::source::{FileId, Source, Span};
use vsdlint::syntax::{Tree, parse};
use vsdlint::workspace::Workspace;

use crate::reference::generate::generate;
use crate::reference::print::print;
use crate::support::trades::{TRADES, process};

/// A clean model: its files, read.
pub struct Project {
    /// As the document calls it.
    pub name: String,
    pub files: Vec<(String, String)>,
    pub trees: Vec<Tree>,
}

impl Project {
    pub fn new(name: &str, files: Vec<(String, String)>) -> Project {
        let trees = files.iter().map(|(_, text)| parse(text)).collect();
        Project { name: name.to_owned(), files, trees }
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
pub fn projects(settings: &Settings) -> Vec<Project> {
    let mut projects = vec![
        Project::new("northwind", directory("fixtures/northwind")),
        Project::new("ferry", directory("fixtures/ferry")),
        Project::new("init", directory("src/cli/init")),
    ];
    for trade in TRADES {
        projects.push(Project::new("trades", process(trade)));
    }
    projects.extend(random(settings));
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

/// Random organisations that are clean, and in which what the language says of choices, replies, runs and periods stands:
/// at least three of these each.
fn random(settings: &Settings) -> Vec<Project> {
    const COUNT: usize = 30;
    const SAID: [&str; 6] = [" or ", "reply ", "optional output", " runs ", " every ", "rework "];
    let mut projects = Vec::new();
    for seed in 0.. {
        let files = print(&mut generate(seed));
        let text: String = files.iter().map(|(_, text)| text.as_str()).collect();
        let said = SAID.iter().filter(|word| text.contains(*word)).count();
        if said < 3 || text.contains("@allow") {
            continue;
        }
        let project = Project::new("random", files);
        if project.workspace(settings).check().findings.is_empty() {
            projects.push(project);
        }
        if projects.len() == COUNT {
            break;
        }
    }
    projects
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
