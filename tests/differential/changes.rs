//! `vsdlint diff` on random organisations: what changes nothing shows nothing, all that is said otherwise shows, now against
//! then mirrors then against now, and other names for everything are nothing but other names.

mod numbers;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use vsdlint::compare::{self, Change, Comparison, Fate, State, Subject};
use vsdlint::format::{FormatOptions, format};
use vsdlint::project::Settings;
use vsdlint::rules::{check, metadata};
use vsdlint::source::{Source, Sources};
use vsdlint::workspace::Workspace;

use crate::reference::generate::{generate, generate_wild};
use crate::reference::names::key;
use crate::reference::organisation::{End, Flow, FlowKind, Kind, Mode, Project, Statement, Step, Time};
use crate::reference::print::print;
use crate::reference::random::Random;
use crate::reference::says::says;
use crate::support::{texts, trades};

type Files = Vec<(String, String)>;

/// How many random organisations of each kind are looked at.
fn cases() -> u64 {
    std::env::var("VSDLINT_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(100)
}

fn compared(then: &Files, now: &Files) -> Comparison {
    let settings = Settings::defaults(metadata());
    let workspace = |files: &Files| {
        let source = |(path, text): &(String, String)| Source { path: path.into(), text: text.clone() };
        let paths: Vec<PathBuf> = files.iter().map(|(path, _)| path.into()).collect();
        Workspace::new(&settings, files.iter().map(source).collect(), paths)
    };
    let (mut old, mut new) = (workspace(then), workspace(now));
    old.with_model(|old, settings, old_paths| {
        let old_findings = check(old, settings, old_paths);
        new.with_model(|new, settings, new_paths| {
            let new_findings = check(new, settings, new_paths);
            let then = Subject { name: "then", model: old, findings: &old_findings, relative: old_paths };
            let now = Subject { name: "now", model: new, findings: &new_findings, relative: new_paths };
            Comparison::of(&then, &now).0
        })
    })
}

fn words(comparison: &Comparison) -> Vec<String> {
    comparison.changes().map(|change| change.words.clone()).collect()
}

/// Organisations as they come, wild ones among them.
fn organisations() -> impl Iterator<Item = (u64, Project)> {
    (0..cases()).map(|seed| (seed, if seed % 4 == 3 { generate_wild(seed) } else { generate(seed) }))
}

/// A list in another order.
fn shuffle<T>(list: &mut [T], random: &mut Random) {
    for at in (1..list.len()).rev() {
        list.swap(at, random.below(at + 1));
    }
}

/// The same project, its declarations in other files, its statements in another order.
fn shuffled(project: &Project, random: &mut Random) -> Project {
    let mut other = project.clone();
    let mut all = Vec::new();
    for file in &mut other.files {
        all.append(&mut file.declarations);
    }
    shuffle(&mut all, random);
    for declaration in &mut all {
        let Some(body) = &mut declaration.body else { continue };
        for statement in body.iter_mut() {
            if let Statement::Step(step) = statement {
                shuffle(&mut step.flows, random);
                for flow in &mut step.flows {
                    shuffle(&mut flow.ends, random);
                    shuffle(&mut flow.items, random);
                }
            }
        }
        shuffle(body, random);
    }
    let count = other.files.len();
    for declaration in all {
        other.files[random.below(count)].declarations.push(declaration);
    }
    other
}

/// The texts with comments and blank lines, and half of them formatted.
fn laid_out(files: Files, random: &mut Random) -> Files {
    let mut laid_out = Vec::new();
    for (path, text) in files {
        let mut other = String::from("// what this is about\n\n");
        for line in text.lines() {
            other.push_str(line);
            other.push_str(if random.chance(20) { "   // as agreed\n" } else { "\n" });
        }
        if random.chance(50) {
            other = format(&other, FormatOptions::default());
        }
        laid_out.push((path, other));
    }
    laid_out
}

#[test]
fn a_model_against_itself_has_no_changes() {
    for (seed, mut project) in organisations() {
        let files = print(&mut project);
        let comparison = compared(&files, &files);
        assert!(comparison.is_empty(), "{seed}: {:?}", words(&comparison));
    }
}

#[test]
fn order_layout_comments_and_files_change_nothing() {
    for (seed, mut project) in organisations() {
        let mut random = Random::new(seed);
        let then = print(&mut project);
        let now = laid_out(print(&mut shuffled(&project, &mut random)), &mut random);
        // Of two declarations with one name the first counts, which another order changes.
        if says(&then) != says(&now) || has_doubles(&project) {
            continue;
        }
        let comparison = compared(&then, &now);
        assert!(words(&comparison).is_empty(), "{seed}: {:#?}\n{then:#?}\n{now:#?}", words(&comparison));
        assert_eq!(comparison.counts.numbers, 0, "{seed}");
    }
}

/// Whether two declarations, or two steps of a stream, have one name.
fn has_doubles(project: &Project) -> bool {
    let mut names: Vec<String> = Vec::new();
    for declaration in project.files.iter().flat_map(|file| &file.declarations) {
        let is_item = declaration.kind == Kind::Item;
        for name in std::iter::once(&declaration.name).chain(&declaration.alias) {
            names.push(format!("{is_item} {}", key(name)));
        }
        for statement in declaration.body.iter().flatten() {
            if let Statement::Step(step) = statement {
                for name in std::iter::once(&step.name).chain(&step.alias) {
                    names.push(format!("{} {}", key(&declaration.name), key(name)));
                }
            }
        }
    }
    names.sort();
    names.windows(2).any(|pair| pair[0] == pair[1])
}

/// All flows of a project.
fn flows(project: &mut Project) -> Vec<&mut Flow> {
    let mut flows = Vec::new();
    for declaration in project.files.iter_mut().flat_map(|file| &mut file.declarations) {
        for statement in declaration.body.iter_mut().flatten() {
            match statement {
                Statement::Flow(flow) => flows.push(flow),
                Statement::Step(step) => flows.extend(&mut step.flows),
            }
        }
    }
    flows
}

/// Changes one thing somewhere.
fn changed(project: &Project, random: &mut Random) -> Project {
    let mut other = project.clone();
    let what = random.below(10);
    if what < 6 {
        let mut flows = flows(&mut other);
        let count = flows.len();
        if count == 0 {
            return other;
        }
        let flow = &mut flows[random.below(count)];
        match what {
            0 if flow.ends.len() > 1 => {
                flow.ends.pop();
            }
            0 | 1 => flow.ends.push(End::Named { stream: None, name: "customer".to_owned() }),
            2 => flow.items[0] = "Something else".to_owned(),
            3 => flow.items.push("Another thing".to_owned()),
            4 => match &mut flow.kind {
                FlowKind::Input(mode) => {
                    *mode = if *mode == Mode::Mandatory { Mode::Optional } else { Mode::Mandatory };
                }
                kind @ FlowKind::Output => *kind = FlowKind::OptionalOutput,
                FlowKind::Outcome => flow.within = Some(Time::hours(77)),
                _ => {}
            },
            _ => flow.either = !flow.either && flow.items.len() > 1,
        }
        return other;
    }
    let file = random.below(other.files.len());
    let declarations = &mut other.files[file].declarations;
    if declarations.is_empty() {
        return other;
    }
    let at = random.below(declarations.len());
    match what {
        6 => {
            declarations.remove(at);
        }
        7 if declarations[at].kind != Kind::Activity => declarations[at].alias = Some("shorty".to_owned()),
        7 => {}
        _ => {
            let Some(body) = &mut declarations[at].body else { return other };
            if body.is_empty() {
                return other;
            }
            let at = random.below(body.len());
            match &mut body[at] {
                Statement::Step(step) if what == 8 => step.activity = Some("plan".to_owned()),
                _ => {
                    body.remove(at);
                }
            }
        }
    }
    other
}

#[test]
fn what_is_said_otherwise_shows() {
    let mut differ = 0;
    for (seed, mut project) in organisations() {
        let mut random = Random::new(seed + 1_000_000);
        let mut other = changed(&project, &mut random);
        let (then, now) = (print(&mut project), print(&mut other));
        if says(&then) == says(&now) {
            continue;
        }
        differ += 1;
        let comparison = compared(&then, &now);
        let (was, is) = (says(&then), says(&now));
        let (gone, new): (Vec<_>, Vec<_>) = (was.difference(&is).collect(), is.difference(&was).collect());
        assert!(!words(&comparison).is_empty(), "{seed}: {gone:#?} {new:#?}\n{now:#?}");
    }
    assert!(differ > cases() / 2);
}

/// All changes, each as it would be seen from this side.
fn seen(comparison: &Comparison, mirrored: bool) -> Vec<String> {
    let state = |state: &Option<State>| {
        state.as_ref().map(|state| {
            let line = state.place.as_ref().map(|place| (place.path.clone(), place.start.line));
            (state.owner.clone(), state.stream.clone(), state.item.clone(), state.value.clone(), line)
        })
    };
    let mut all = Vec::new();
    for change in comparison.changes() {
        let fate = match (change.fate, mirrored) {
            (Fate::Gone, true) => Fate::New,
            (Fate::New, true) => Fate::Gone,
            (fate, _) => fate,
        };
        let (mut then, mut now) = (state(&change.then), state(&change.now));
        if mirrored {
            std::mem::swap(&mut then, &mut now);
        }
        all.push(format!("{:?} {fate:?} {then:?} {now:?}", change.kind));
    }
    for number in comparison.streams.iter().flat_map(|stream| &stream.numbers) {
        let (mut then, mut now) = (number.then.clone(), number.now.clone());
        if mirrored {
            std::mem::swap(&mut then, &mut now);
        }
        all.push(format!("{:?} {:?} {then:?} {now:?}", number.way, number.measure));
    }
    let (mut new, mut gone) = (&comparison.new_findings, &comparison.gone_findings);
    if mirrored {
        std::mem::swap(&mut new, &mut gone);
    }
    for (word, findings) in [("new", new), ("gone", gone)] {
        all.extend(findings.iter().map(|finding| format!("{word} {} {}", finding.rule, finding.message)));
    }
    all.sort();
    all
}

#[test]
fn now_against_then_mirrors_then_against_now() {
    for (seed, mut project) in organisations() {
        let mut random = Random::new(seed + 2_000_000);
        let mut other = changed(&changed(&changed(&project, &mut random), &mut random), &mut random);
        // Some of them with everything else as well.
        if seed % 5 == 0 {
            other = generate(seed + 1);
        }
        let (then, now) = (print(&mut project), print(&mut other));
        let there = seen(&compared(&then, &now), false);
        let back = seen(&compared(&now, &then), true);
        let only = |one: &[String], other: &[String]| -> Vec<String> {
            one.iter().filter(|change| !other.contains(change)).cloned().collect()
        };
        let differences = (only(&there, &back), only(&back, &there));
        assert!(there == back, "{seed}: {differences:#?}\n{then:#?}\n{now:#?}");
    }
}

/// Whether a name means an activity.
fn is_activity(name: &str) -> bool {
    let activities =
        ["plan", "engage", "design and transition", "obtain build", "deliver and support", "improve"];
    activities.contains(&key(name).as_str())
}

/// Another name for a name; activities keep theirs.
type Rename<'r> = &'r mut dyn FnMut(&mut String);

/// The project with other names for everything.
fn renamed(project: &Project, rename: Rename<'_>) -> Project {
    let mut other = project.clone();
    let mut rename = |name: &mut String| {
        if !is_activity(name) {
            rename(name);
        }
    };
    for declaration in other.files.iter_mut().flat_map(|file| &mut file.declarations) {
        rename(&mut declaration.name);
        declaration.alias.iter_mut().chain(&mut declaration.is).for_each(&mut rename);
        for statement in declaration.body.iter_mut().flatten() {
            if let Statement::Step(step) = statement {
                rename(&mut step.name);
                step.alias.iter_mut().chain(&mut step.runs).for_each(&mut rename);
            }
        }
    }
    for flow in flows(&mut other) {
        flow.items.iter_mut().for_each(&mut rename);
        for end in &mut flow.ends {
            if let End::Named { stream, name } = end {
                rename(name);
                stream.iter_mut().for_each(&mut rename);
            }
        }
    }
    other
}

/// Random organisations in which nothing is wrong.
fn clean() -> Vec<(u64, Project)> {
    let settings = Settings::defaults(metadata());
    let mut clean = Vec::new();
    for seed in 0..cases() {
        let mut project = generate(seed);
        let file = |(path, text): (String, String)| Source { path: path.into(), text };
        let sources = Sources::new(print(&mut project).into_iter().map(file).collect());
        let model = vsdlint::model::Model::new(&sources);
        if !has_doubles(&project) && check(&model, &settings, &[]).is_empty() {
            clean.push((seed, project));
        }
    }
    clean
}

fn is_name(change: &Change) -> bool {
    change.fate == Fate::Renamed || change.kind == compare::Kind::Alias
}

/// The name with one letter more in its longest word: numbers and signs tell names apart.
fn respelt(name: &mut String) {
    let words = name.split(|letter: char| !letter.is_alphabetic());
    let longest = words.max_by_key(|word| word.len()).unwrap_or_default().to_owned();
    *name = name.replacen(&longest, &format!("{longest}x"), 1);
}

#[test]
fn other_names_for_everything_are_only_renames() {
    let clean = clean();
    for (seed, project) in &clean {
        let then = print(&mut project.clone());
        let now = print(&mut renamed(project, &mut respelt));
        let comparison = compared(&then, &now);
        let is_all = comparison.changes().all(is_name);
        assert!(is_all, "{seed}: {:#?}\n{then:#?}\n{now:#?}", words(&comparison));
        assert_eq!((comparison.counts.numbers, comparison.counts.breaking), (0, 0), "{seed}");
        assert_eq!((comparison.counts.new_findings, comparison.counts.gone_findings), (0, 0), "{seed}");
    }
    assert!(clean.len() as u64 > cases() / 20, "{}", clean.len());
}

/// All that the flows of a step say.
fn work(step: &Step) -> BTreeSet<String> {
    step.flows
        .iter()
        .flat_map(|flow| flow.items.iter().map(|item| format!("{:?} {item}", flow.kind)))
        .collect()
}

#[test]
fn two_steps_that_swap_their_names_are_only_renamed() {
    let mut swapped = 0;
    for (seed, mut project) in clean() {
        let mut random = Random::new(seed);
        let mut steps: Vec<(String, String, BTreeSet<String>)> = Vec::new();
        for declaration in project.files.iter().flat_map(|file| &file.declarations) {
            for statement in declaration.body.iter().flatten() {
                if let Statement::Step(step) = statement {
                    steps.push((declaration.name.clone(), step.name.clone(), work(step)));
                }
            }
        }
        let at = random.below(steps.len().max(1));
        let Some((stream, one, work_of_one)) = steps.get(at) else { continue };
        let Some((_, other, _)) = steps.iter().find(|(around, _, work)| {
            around == stream && work.is_disjoint(work_of_one) && work.len() > 1 && work_of_one.len() > 1
        }) else {
            continue;
        };
        // Whoever has the same name elsewhere would get another one as well.
        if steps.iter().filter(|(_, name, _)| name == one || name == other).count() > 2 {
            continue;
        }
        let mut now = renamed(&project, &mut |name: &mut String| {
            if name == one {
                name.clone_from(other);
            } else if name == other {
                name.clone_from(one);
            }
        });
        let comparison = compared(&print(&mut project), &print(&mut now));
        let told = words(&comparison);
        assert!(
            comparison.changes().all(is_name) && told.len() == 2,
            "{seed}: {told:#?}\n{one} {other}\n{:#?}",
            print(&mut project)
        );
        swapped += 1;
    }
    assert!(swapped > 0);
}

/// What is never used has nothing but its name, so another one may be another thing.
#[test]
fn names_that_have_nothing_in_common_are_renames_where_something_flows() {
    for (seed, project) in &clean() {
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        let mut gibberish = |name: &mut String| {
            let count = names.len();
            let number = *names.entry(key(name)).or_insert(count);
            *name = format!("{} {}", ["qw", "zx", "jk", "vb"][number % 4], "y".repeat(number + 1));
        };
        let then = print(&mut project.clone());
        let now = print(&mut renamed(project, &mut gibberish));
        let comparison = compared(&then, &now);
        for change in comparison.streams.iter().flat_map(|stream| &stream.changes) {
            let is_unused = change.words.ends_with("only named");
            let words = words(&comparison);
            assert!(is_unused || is_name(change), "{seed}: {words:#?}\n{then:#?}\n{now:#?}");
        }
        assert_eq!(comparison.counts.numbers, 0, "{seed}");
    }
}

/// The whole organisations of the fixtures.
fn fixtures() -> Vec<Files> {
    let mut all = Vec::new();
    for folder in ["fixtures/northwind", "fixtures/ferry", "fixtures/itil4"] {
        let read = |path: &PathBuf| (path.display().to_string(), std::fs::read_to_string(path).unwrap());
        all.push(texts(folder).iter().map(read).collect());
    }
    all.extend(trades::TRADES.map(trades::process));
    all
}

/// Whether a line is part of a longer text.
fn is_trial(line: &str) -> bool {
    line.trim().starts_with("We ") || line.ends_with(',')
}

#[test]
fn every_statement_of_the_fixtures_shows_where_it_is_gone() {
    for files in fixtures() {
        let said = says(&files);
        for (at, (path, text)) in files.iter().enumerate() {
            let lines: Vec<&str> = text.lines().collect();
            for (number, line) in lines.iter().enumerate() {
                // One line in eleven, another one in each file.
                if (number + at) % 11 != 0 {
                    continue;
                }
                let is_whole =
                    !line.trim().is_empty() && !line.contains(['{', '}']) && !line.contains("\"\"\"");
                let is_comment = ["//", "/*", "*"].iter().any(|sign| line.trim().starts_with(sign));
                if !is_whole || is_comment || is_trial(line) {
                    continue;
                }
                let mut less = lines.clone();
                less.remove(number);
                let mut now = files.clone();
                now[at].1 = less.join("\n");
                if said != says(&now) {
                    let comparison = compared(&files, &now);
                    assert!(!words(&comparison).is_empty(), "{path}:{}: {line}", number + 1);
                }
            }
        }
    }
}
