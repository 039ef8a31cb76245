//! A tree of files to look at, and what was found in it as text.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use miette::{GraphicalReportHandler, GraphicalTheme};
use tempfile::TempDir;
use vsdlint::finding::Level;
use vsdlint::project::{DiscoverOptions, Discovery, Flags, Project, ProjectError, Setting, discover};
use vsdlint::rule::{Group, RuleId, RuleMetadata, Scope, SettingMetadata, SettingValue};

const SETTINGS: &[SettingMetadata] = &[
    setting("min", "Fewest steps.", SettingValue::Number(3.0), &[]),
    setting("max", "Most steps.", SettingValue::Number(15.0), &[]),
    setting("name", "How they are named.", SettingValue::Pattern(Cow::Borrowed("^.")), &[]),
    setting(
        "say",
        "What they say.",
        SettingValue::Words(Cow::Borrowed(&[Cow::Borrowed("purpose")])),
        &["purpose", "responsible"],
    ),
];

/// A small table of rules.
pub const RULES: &[RuleMetadata] = &[
    rule("unmatched-input", "Nothing feeds it.", Some(Level::Error), &[]),
    rule("empty-step", "No flows.", Some(Level::Warn), &[]),
    rule("stream-size", "Too long.", None, SETTINGS),
];

const fn setting(
    name: &'static str,
    summary: &'static str,
    default: SettingValue,
    choices: &'static [&'static str],
) -> SettingMetadata {
    // The most holds for the model as a whole.
    let per_file = !matches!(name.as_bytes(), b"max");
    SettingMetadata { name: Cow::Borrowed(name), summary: Cow::Borrowed(summary), default, choices, per_file }
}

const fn rule(
    name: &'static str,
    summary: &'static str,
    level: Option<Level>,
    settings: &'static [SettingMetadata],
) -> RuleMetadata {
    RuleMetadata {
        name: Cow::Borrowed(name),
        summary: Cow::Borrowed(summary),
        level,
        fix: None,
        group: Group::Stream,
        since: Cow::Borrowed("0.1.0"),
        settings: Cow::Borrowed(settings),
        scope: Scope::Project,
        tags: Cow::Borrowed(&[]),
        documentation: Cow::Borrowed(""),
        policy: None,
    }
}

/// Position of `unmatched-input` in [`RULES`].
pub const INPUT: RuleId = RuleId::new(0);
/// Position of `empty-step` in [`RULES`].
pub const STEP: RuleId = RuleId::new(1);
/// Position of `stream-size` in [`RULES`].
pub const SIZE: RuleId = RuleId::new(2);

/// A directory of its own, deleted at the end.
pub struct Tree(TempDir);

impl Tree {
    /// With these files: path and text.
    pub fn new(files: &[(&str, &str)]) -> Tree {
        let tree = Tree(tempfile::tempdir().unwrap());
        for (path, text) in files {
            tree.write(path, text);
        }
        tree
    }

    pub fn root(&self) -> PathBuf {
        self.0.path().canonicalize().unwrap()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn options(&self) -> DiscoverOptions {
        DiscoverOptions::new(self.root())
    }

    /// Discovers from the tree's top.
    pub fn discover(&self, paths: &[&str]) -> Discovery {
        self.discover_with(paths, &self.options())
    }

    /// Discovers from the tree's top, as a hook does.
    pub fn discover_forced(&self, paths: &[&str]) -> Discovery {
        self.discover_with(paths, &DiscoverOptions { force_exclude: true, ..self.options() })
    }

    pub fn discover_with(&self, paths: &[&str], options: &DiscoverOptions) -> Discovery {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        discover(&paths, options, RULES)
    }

    /// The one project of the tree.
    pub fn project(&self) -> Project {
        let mut discovery = self.discover(&["."]);
        assert!(discovery.problems.is_empty(), "{}", problems(&discovery.problems));
        assert_eq!(discovery.projects.len(), 1);
        discovery.projects.remove(0)
    }

    /// What was found, one line a file: `+` selected, `*` named itself, `-` read only.
    pub fn list(&self, discovery: &Discovery) -> String {
        let mut text = String::new();
        for project in &discovery.projects {
            let root = project.root.strip_prefix(self.root()).unwrap().display().to_string();
            let config = if project.config.is_some() { "" } else { " (no configuration)" };
            text += &format!("{}{config}:", if root.is_empty() { "." } else { &root });
            for file in &project.files {
                let mark = if file.named {
                    '*'
                } else if file.selected {
                    '+'
                } else {
                    '-'
                };
                text += &format!(" {mark}{}", file.relative.display());
            }
            text += "\n";
        }
        text + &problems(&discovery.problems)
    }
}

/// The messages, one a line.
pub fn problems(problems: &[ProjectError]) -> String {
    problems.iter().map(|problem| format!("{:?}: {problem}\n", problem.severity())).collect()
}

/// What a person sees of them.
pub fn rendered(problems: &[ProjectError]) -> String {
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(100);
    let mut text = String::new();
    for problem in problems {
        handler.render_report(&mut text, problem).unwrap();
    }
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// What a person sees of this configuration.
pub fn said(toml: impl AsRef<[u8]>) -> String {
    let tree = Tree::new(&[("a.vsd", "")]);
    tree.write("vsdlint.toml", toml);
    let found = tree.discover(&["a.vsd"]);
    assert_eq!(found.projects.is_empty(), !found.problems.is_empty());
    rendered(&found.problems)
}

/// Flags as the command line gives them: `-D rule`.
pub fn flags(list: &[(&str, &str)]) -> Flags {
    let settings = list.iter().map(|&(letter, rule)| {
        let word = match letter {
            "-D" => "error",
            "-W" => "warn",
            "-I" => "info",
            _ => "off",
        };
        (Setting::from_word(word).unwrap(), rule)
    });
    Flags::new(settings, RULES).unwrap()
}

/// A rule's level for a file and where it was set, as text.
pub fn level(project: &Project, rule: RuleId, path: &str) -> String {
    let (level, origin) = project.settings.level(rule, Path::new(path));
    format!("{} ({origin})", level.map_or("off", Level::word))
}

/// Makes a pipe that nobody writes to.
pub fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}
