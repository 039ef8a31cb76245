//! A safe fix never changes what a model says, as the second reading of the language reads it: neither each by itself nor
//! all of them together, on fixtures, on the examples of the rules' pages, and on random organisations.

use std::path::PathBuf;

use vsdlint::finding::{Applicability, Level};
use vsdlint::fix::{FixFilter, apply_fixes};
use vsdlint::project::{Flags, Setting, Settings};
use vsdlint::rules::metadata;
use vsdlint::source::{Source, Sources};
use vsdlint::syntax::parse;
use vsdlint::workspace::Workspace;

use crate::reference::generate::{generate, generate_wild};
use crate::reference::names::key;
use crate::reference::organisation::Project;
use crate::reference::print::print;
use crate::reference::random::Random;
use crate::reference::says::says;
use crate::reference::shrink::shrink;
use crate::support::{directory, fixed, sources, texts};

type Files = Vec<(String, String)>;

/// All rules on.
fn settings() -> Settings {
    let all = metadata().iter().map(|rule| (Setting::Level(Level::Warn), &*rule.name));
    Settings::of_flags(metadata(), &Flags::new(all, metadata()).unwrap())
}

fn workspace<'s>(settings: &'s Settings, files: &Files) -> Workspace<'s> {
    let paths: Vec<PathBuf> = files.iter().map(|(path, _)| path.into()).collect();
    let source = |(path, text): &(String, String)| Source { path: path.into(), text: text.clone() };
    Workspace::new(settings, files.iter().map(source).collect(), paths)
}

fn files(sources: &Sources) -> Files {
    let file = |source: &Source| (source.path.display().to_string(), source.text.clone());
    sources.as_slice().iter().map(file).collect()
}

/// What the safe fixes change that they must not, and how many there are.
fn changed(settings: &Settings, project: &Files) -> (Option<String>, usize) {
    let before = sources(project.clone());
    let mut workspace = workspace(settings, project);
    let mut after = Vec::new();
    for finding in workspace.check().findings {
        if let Some(fix) = finding.fix.filter(|fix| fix.applicability == Applicability::Safe) {
            after.push((format!("{}: {}", finding.message, fix.title), files(&fixed(&before, &fix))));
        }
    }
    let count = after.len();
    if count == 0 {
        return (None, 0);
    }
    after.push(("all of them".to_owned(), files(&safely_fixed(workspace))));
    let said = says(project);
    let changed = after.into_iter().find(|(_, after)| says(after) != said);
    (changed.map(|(fix, after)| difference(&fix, project, &after)), count)
}

/// How two texts of a project differ, and what they say.
fn difference(fix: &str, before: &Files, after: &Files) -> String {
    let (was, is) = (says(before), says(after));
    let gone: Vec<_> = was.difference(&is).collect();
    let new: Vec<_> = is.difference(&was).collect();
    let changes = |((_, old), (_, new)): (&(String, String), &(String, String))| {
        similar::TextDiff::from_lines(old, new).unified_diff().context_radius(30).to_string()
    };
    let texts: String = before.iter().zip(after).map(changes).collect();
    format!("── {fix}\ngone: {gone:#?}\nnew: {new:#?}\n{texts}")
}

/// The smallest project that still shows a difference.
fn smallest(project: &Project) -> Option<String> {
    let settings = settings();
    let of = |project: &Project| changed(&settings, &print(&mut project.clone())).0;
    of(project)?;
    of(&shrink(project, &|project| of(project).is_some()))
}

/// The seeds of random projects: as many as asked for, or `count`.
fn seeds(count: u64) -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse().ok());
    let first = number("VSDLINT_SEED").unwrap_or(0);
    first..first + number("VSDLINT_CASES").unwrap_or(count)
}

fn is_read(project: &Files) -> bool {
    project.iter().all(|(_, text)| parse(text).errors.is_empty())
}

fn random(generate: fn(u64) -> Project, count: u64) {
    let (settings, mut fixes, mut wrong) = (settings(), 0, Vec::new());
    let seeds = seeds(count);
    let count = seeds.end - seeds.start;
    for seed in seeds {
        let project = generate(seed);
        let (difference, some) = changed(&settings, &print(&mut project.clone()));
        fixes += some;
        if difference.is_some() {
            wrong.push(format!("seed {seed}\n{}", smallest(&project).unwrap_or_default()));
        }
        assert!(wrong.len() < 10, "{}", wrong.join("\n"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(fixes as u64 > count / 10, "{fixes} safe fixes in {count} projects");
}

#[test]
fn no_safe_fix_of_random_organisations_changes_what_they_say() {
    random(generate, 75);
}

#[test]
fn no_safe_fix_changes_what_is_said_where_little_is_in_order() {
    random(generate_wild, 50);
}

fn fixtures() -> Vec<Files> {
    let mut projects: Vec<Files> = ["itil4", "northwind", "ferry", "hostile"]
        .map(|name| files(&directory(&format!("fixtures/{name}"))))
        .into();
    for path in texts("fixtures/broken") {
        projects.extend(std::fs::read_to_string(&path).map(|text| vec![(path.display().to_string(), text)]));
    }
    projects
}

fn examples() -> Vec<Files> {
    let mut examples = Vec::new();
    for page in metadata() {
        for (number, part) in page.documentation.split("```vsd").skip(1).enumerate() {
            let text = part.split_once('\n').and_then(|(_, text)| text.split_once("```"));
            examples.push(vec![(format!("{}-{number}.vsd", page.name), text.unwrap().0.to_owned())]);
        }
    }
    examples
}

#[test]
fn no_safe_fix_of_fixtures_and_pages_changes_what_they_say() {
    let (settings, mut wrong, mut fixes) = (settings(), String::new(), 0);
    for project in fixtures().into_iter().chain(examples()).filter(is_read) {
        let (difference, some) = changed(&settings, &project);
        fixes += some;
        wrong += &difference.map(|difference| format!("{}\n{difference}", project[0].0)).unwrap_or_default();
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(fixes >= 10, "{fixes} safe fixes");
}

/// All safe fixes made.
fn safely_fixed(mut workspace: Workspace<'_>) -> Sources {
    let bounds = FixFilter { wanted: &|findings| vec![true; findings.len()], locked: &|_| false };
    apply_fixes(&mut workspace, Applicability::Safe, &bounds);
    workspace.into_sources()
}

/// The words of the lines in which a syntax error stands, sorted.
fn unread_lines(project: &Files) -> Vec<String> {
    let mut lines = Vec::new();
    for (_, text) in project {
        for error in parse(text).errors {
            let start = text[..error.span.start as usize].rfind('\n').map_or(0, |feed| feed + 1);
            lines.push(key(text[start..].lines().next().unwrap_or_default()));
        }
    }
    lines.sort();
    lines
}

/// The project with one of its flows stated again right below, and one character of that broken.
fn with_a_broken_copy(mut project: Files, random: &mut Random) -> Files {
    let file = random.below(project.len());
    let text = &mut project[file].1;
    let begins =
        |line: &str| ["input", "output", "trigger", "outcome"].iter().any(|word| line.starts_with(word));
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let flows: Vec<usize> = (0..lines.len()).filter(|&at| begins(lines[at].trim_start())).collect();
    let Some(&flow) = random.pick(&flows) else { return project };
    let mut letters: Vec<char> = lines[flow].chars().collect();
    let indent = letters.iter().take_while(|letter| **letter == ' ').count();
    // Half of them in the keyword, most of which are read as meant.
    let within = if random.chance(50) { 5 } else { letters.len() - indent };
    let at = indent + random.below(within);
    match random.below(3) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        _ => letters[at] = *random.pick(&['x', '"', ',', '}']).unwrap(),
    }
    lines.insert(flow + random.below(2), letters.into_iter().collect());
    *text = lines.iter().map(|line| format!("{line}\n")).collect();
    project
}

#[test]
fn no_safe_fix_touches_what_cannot_be_read() {
    let mut projects: Vec<Files> = fixtures().into_iter().chain(examples()).collect();
    for seed in seeds(100) {
        projects.push(with_a_broken_copy(print(&mut generate(seed)), &mut Random::new(seed)));
    }
    let settings = settings();
    for project in projects.into_iter().filter(|project| !is_read(project)) {
        let after = files(&safely_fixed(workspace(&settings, &project)));
        assert_eq!(unread_lines(&project), unread_lines(&after), "{project:#?}\n{after:#?}");
    }
}
