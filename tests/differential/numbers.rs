//! The numbers of streams against a slow count over all ways: of random models, and of all fixtures.

use std::collections::{BTreeMap, BTreeSet};

use vsdlint::model::numbers::{OutcomeNumbers, WayNumbers};
use vsdlint::model::paths::Part;
use vsdlint::model::{Model, NodeId};
use vsdlint::project::settings_of;
use vsdlint::rules::{check, metadata};
use vsdlint::source::{LineIndex, Source, Sources};
use vsdlint::syntax::parse;
use vsdlint::syntax::quantity::Duration;

use crate::reference::generate::promises::generate_promises;
use crate::reference::generate::{generate, generate_wild};
use crate::reference::meaning::held_back;
use crate::reference::measures::{MEASURING, MOST_HAND_OFFS, Measured, measured};
use crate::reference::model as reference_model;
use crate::reference::names::key;
use crate::reference::numbers::{self as reference, Counted, Figures, Ladder};
use crate::reference::organisation::{Project, Time};
use crate::reference::pairing::Raw;
use crate::reference::print::print;
use crate::reference::random::Random;
use crate::reference::read::read;
use crate::reference::resolve::resolve;
use crate::support::trades::TRADES;
use crate::support::{directory, texts};

/// What was compared.
#[derive(Debug, Default)]
struct Tally {
    outcomes: usize,
    slower: usize,
    too_many: usize,
    /// How often a way goes through a step in each of the four manners.
    parts: [usize; 4],
    /// How often each of the rules that hold numbers against a limit finds something.
    measured: [usize; 3],
}

/// Writes figures into each step, behind its brace, and gives them in the order of the steps.
pub fn with_figures(files: &mut [(String, String)], seed: u64) -> Vec<Figures> {
    let mut random = Random::new(seed ^ 0x5eed);
    let mut figures = Vec::new();
    for (_, text) in files {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for line in &mut lines {
            if !(line.starts_with("  step ") && line.ends_with('{')) {
                continue;
            }
            let mut own = Figures::default();
            if random.chance(85) {
                let time = match random.below(8) {
                    0 => Time::default(),
                    1 => Time { working_days: 1, ..Time::default() },
                    2 => Time { days: 1, ..Time::default() },
                    3 => Time::hours(1 + random.below(4) as u64),
                    _ => Time { seconds: 60 * (1 + random.below(50) as u64), ..Time::default() },
                };
                let written = if time == Time::default() { "0min".to_owned() } else { time.print() };
                *line += &format!(" process_time {written}");
                own.process_time = Some(time);
            }
            if random.chance(85) {
                let share = random.below(1001) as f64 / 10.0;
                *line += &format!(" complete_and_accurate {share}%");
                own.accuracy = Some(share);
            }
            for _ in 0..[0, 1, 1, 1, 2][random.below(5)] {
                let role = ["Agent", "Expert", "Planner"][random.below(3)].to_owned();
                *line += &format!(" responsible {role}");
                own.responsible.push(role);
            }
            figures.push(own);
        }
        *text = lines.iter().map(|line| format!("{line}\n")).collect();
    }
    figures
}

/// What is different between the numbers of a model and the slow count.
fn compare(
    project: &Project,
    files: &[(String, String)],
    figures: &[Figures],
    tally: &mut Tally,
) -> Result<(), String> {
    let slow = resolve(project);
    let source = |(path, text): &(String, String)| Source { path: path.into(), text: text.clone() };
    let sources = Sources::new(files.iter().map(source).collect());
    let model = Model::new(&sources);
    assert_eq!(model.steps().len(), slow.steps.len());
    assert_eq!(model.steps().len(), figures.len());
    let all: Vec<&OutcomeNumbers> =
        model.numbers().streams().iter().flat_map(|stream| &stream.outcomes).collect();
    let ways = reference::ways(&slow);
    assert_eq!(all.len(), ways.len());
    let mut measured = Vec::new();
    let mut are_all_known = true;
    for (numbers, (stream, place, ways)) in all.into_iter().zip(ways) {
        let of = format!("outcome {} of stream {stream}", numbers.outcome);
        let Ok(ways) = ways else {
            tally.too_many += 1;
            are_all_known = false;
            continue;
        };
        tally.outcomes += 1;
        if !numbers.is_whole {
            return Err(format!("{of}: not looked at to the end"));
        }
        let (Some(quickest), Some(ways)) = (&numbers.quickest, &ways) else {
            if numbers.quickest.is_some() || ways.is_some() {
                return Err(format!("{of}: {:?} and {ways:?}", numbers.quickest));
            }
            continue;
        };
        tally.slower += usize::from(numbers.slower.is_some());
        let slowest = numbers.slowest().unwrap();
        if numbers.slower.is_some() != (ways.slowest.cost > ways.quickest.cost) {
            return Err(format!("{of}: slower {:?} and {ways:?}", numbers.slower));
        }
        for (name, way, ways) in [("quickest", quickest, &ways.quickest), ("slowest", slowest, &ways.slowest)]
        {
            let ladder = ladder(&model, way);
            for (_, part, _) in &ladder {
                tally.parts[*part as usize] += 1;
            }
            if !ways.ladders.contains(&ladder) {
                return Err(format!("{of}, {name}: {ladder:?} and {ways:?}"));
            }
            let (fast, slow) = (counted(&model, way), reference::count(&slow, figures, &ladder));
            if !are_equal(&fast, &slow) {
                return Err(format!("{of}, {name}, {ladder:?}\n{fast:?}\n{slow:?}"));
            }
            if name == "quickest" {
                measured.push(Measured { stream, place, ladder, counted: slow });
            }
        }
    }
    if are_all_known { compare_rules(&model, &slow, &measured, tally) } else { Ok(()) }
}

/// What is different between what the rules say that hold numbers against a limit, and what the reference makes of the same
/// ways.
fn compare_rules(
    model: &Model<'_>,
    slow: &reference_model::Model,
    ways: &[Measured],
    tally: &mut Tally,
) -> Result<(), String> {
    let mut on = String::from("[rules]\n");
    for (rule, _) in MEASURING {
        on += &match rule {
            "excess-handoffs" => format!("{rule} = {{ level = \"warn\", max = {MOST_HAND_OFFS} }}\n"),
            _ => format!("{rule} = \"warn\"\n"),
        };
    }
    let (settings, mistakes) = settings_of(&on, metadata());
    assert!(mistakes.is_empty(), "{mistakes:?}");
    let mut fast = BTreeSet::new();
    for finding in check(model, &settings, &[]) {
        if let Some(at) = MEASURING.iter().position(|(rule, _)| *rule == finding.rule) {
            let place = finding.primary.place;
            let source = model.source(place.file);
            let line = LineIndex::new(&source.text).line_column(place.span.start, &source.text).line;
            fast.insert((MEASURING[at].0, (place.file.index(), line)));
            tally.measured[at] += 1;
        }
    }
    let held_back = held_back(slow, &Raw::of(slow));
    let slow: BTreeSet<_> = measured(slow, ways, &held_back).into_iter().collect();
    if fast == slow { Ok(()) } else { Err(format!("{fast:?} and {slow:?}")) }
}

/// The number of a step among all steps.
fn number(model: &Model<'_>, step: NodeId) -> usize {
    step.index() - model.steps().start.index()
}

fn ladder(model: &Model<'_>, way: &WayNumbers) -> Ladder {
    let part = |part| match part {
        Part::Works => reference::Part::Works,
        Part::Asks => reference::Part::Asks,
        Part::Answered => reference::Part::Answered,
        Part::Runs => reference::Part::Runs,
    };
    way.stations.iter().map(|one| (number(model, one.step), part(one.part), one.depth)).collect()
}

/// Clock seconds and working days of a duration.
fn apart(duration: Duration) -> (i64, i64) {
    let clock = duration.seconds(0).unwrap();
    (clock as i64, (duration.seconds(1).unwrap() - clock) as i64)
}

fn counted(model: &Model<'_>, way: &WayNumbers) -> Counted {
    let day = model.declared().working_day();
    let seconds = |duration: Duration| duration.seconds(day).unwrap() as i64;
    let waiting = seconds(way.waiting.left) - seconds(way.waiting.lacking);
    Counted {
        steps: way.steps,
        lead_time: (apart(way.lead_time.duration), way.lead_time.is_whole),
        process_time: (apart(way.process_time.duration), way.process_time.is_whole),
        waiting: (waiting, way.is_waiting_whole),
        flow_efficiency: way.flow_efficiency,
        accuracy: (way.accuracy.share, way.accuracy.is_whole),
        role_hand_offs: way.role_hand_offs.clone(),
        activity_hand_offs: way.activity_hand_offs.clone(),
        longest_wait: way.longest_wait,
    }
}

/// Whether all is equal, shares but for what their order of multiplication makes of them.
fn are_equal(one: &Counted, other: &Counted) -> bool {
    let near = |one: Option<f64>, other: Option<f64>| match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9,
        (one, other) => one == other,
    };
    let bare = |counted: &Counted| Counted {
        flow_efficiency: None,
        accuracy: (None, counted.accuracy.1),
        ..counted.clone()
    };
    near(one.flow_efficiency, other.flow_efficiency)
        && near(one.accuracy.0, other.accuracy.0)
        && bare(one) == bare(other)
}

/// Compares as many projects as the environment says.
fn agree_on(generate: fn(u64) -> Project) {
    let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse().ok());
    let (first, count) = (number("VSDLINT_SEED").unwrap_or(0), number("VSDLINT_CASES").unwrap_or(70));
    let mut tally = Tally::default();
    for seed in first..first + count {
        let mut project = generate(seed);
        let mut files = print(&mut project);
        let figures = with_figures(&mut files, seed);
        if let Err(difference) = compare(&project, &files, &figures, &mut tally) {
            let texts: String = files.iter().map(|(path, text)| format!("--- {path}\n{text}")).collect();
            panic!("seed {seed}: {difference}\n{texts}");
        }
    }
    println!("{tally:?}");
    assert!(tally.outcomes as u64 > count / 2, "{tally:?}");
    assert!(count < 300 || tally.measured.iter().all(|&found| found > 0), "{tally:?}");
    assert!(tally.too_many * 20 < tally.outcomes, "{tally:?}");
}

/// Statements that the reference knows nothing of, the figures among them.
const UNKNOWN: [&str; 11] = [
    "role",
    "practice",
    "purpose",
    "link",
    "uses",
    "accountable",
    "responsible",
    "consulted",
    "informed",
    "process_time",
    "complete_and_accurate",
];

/// The text without what the reference cannot read.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut in_text = false;
    for line in text.lines() {
        let is_text = in_text;
        in_text ^= line.matches("\"\"\"").count() % 2 == 1;
        let first = line.split_whitespace().next().unwrap_or_default();
        if !is_text && !UNKNOWN.contains(&first) {
            plain += line;
        }
        plain.push('\n');
    }
    plain
}

/// The figures of the steps in a text as it is written, in their order.
fn figures(text: &str) -> Vec<Figures> {
    let mut aliases = BTreeMap::new();
    let mut figures: Vec<Figures> = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["role", ..] => {
                let names: Vec<String> = line.trim_start_matches("role").split(" as ").map(key).collect();
                if let [name, alias] = &names[..] {
                    aliases.insert(alias.clone(), name.clone());
                }
            }
            ["step", ..] => figures.push(Figures::default()),
            _ => {}
        }
        let Some(own) = figures.last_mut() else { continue };
        let behind = |word: &str| line.split(word).nth(1).map(str::trim);
        if let Some(time) = behind("process_time") {
            own.process_time = Some(Time::read(time.split("complete_and").next().unwrap_or_default()));
        }
        if let Some(share) = behind("complete_and_accurate") {
            own.accuracy = share.strip_suffix('%').and_then(|share| share.parse().ok());
        }
        if let Some(roles) = line.trim().strip_prefix("responsible ") {
            let roles = roles.split(',').map(key);
            own.responsible.extend(roles.map(|role| aliases.get(&role).unwrap_or(&role).clone()));
        }
    }
    figures
}

/// Compares the numbers of texts as they are written.
fn compare_written(texts: &[&Source], tally: &mut Tally) {
    let file = |source: &&Source| (source.path.display().to_string(), source.text.clone());
    let files: Vec<(String, String)> = texts.iter().map(file).collect();
    let figures: Vec<Figures> = files.iter().flat_map(|(_, text)| figures(text)).collect();
    let project = Project { files: files.iter().map(|(path, text)| read(path, &plain(text))).collect() };
    if let Err(difference) = compare(&project, &files, &figures, tally) {
        panic!("{}: {difference}", files[0].0);
    }
}

#[test]
fn numbers_and_the_slow_count_agree_on_all_fixtures() {
    let mut tally = Tally::default();
    let trades = TRADES.map(|trade| format!("fixtures/trades/{trade}"));
    let clean = ["fixtures/northwind", "fixtures/ferry", "fixtures/itil4"].map(str::to_owned);
    for folder in trades.iter().chain(&clean) {
        let sources = directory(folder);
        let all: Vec<&Source> = sources.as_slice().iter().collect();
        compare_written(&all, &mut tally);
    }
    // Each broken one by itself, if it can be read.
    for path in texts("fixtures/broken") {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        if parse(&text).errors.is_empty() {
            compare_written(&[&Source { path, text }], &mut tally);
        }
    }
    println!("{tally:?}");
    assert!(tally.outcomes > 70, "{tally:?}");
}

#[test]
fn numbers_and_the_slow_count_agree_on_random_organisations() {
    agree_on(generate);
}

#[test]
fn numbers_and_the_slow_count_agree_where_little_is_in_order() {
    agree_on(generate_wild);
}

#[test]
fn numbers_and_the_slow_count_agree_on_promises() {
    agree_on(generate_promises);
}
