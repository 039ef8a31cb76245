//! The goals that concern the inside of the program: what stages cost against each other, in the same run.
//!
//! `cargo bench -p vsdlint-stages --bench ratios` prints a line for each pair: name, ratio, and the milliseconds of both sides. The two
//! take turns, and the ratio is the median over all turns. One thread, and its CPU time where the system tells it.

#![allow(clippy::expect_used, clippy::print_stdout)]

use vsdlint_stages as corpora;

use std::hint::black_box;
use std::io;
use std::time::Duration;

use vsdlint::finding::Finding;
use vsdlint::format::{FormatOptions, format};
use vsdlint::model::{Model, parse_all};
use vsdlint::output::{self, Format, Part, Report, Statistics, Style};
use vsdlint::project::Settings;
use vsdlint::rules;
use vsdlint::similarity::Language;
use vsdlint::source::Sources;
use vsdlint::syntax::{self, Tree};
use vsdlint_corpus::Findings;

/// How often both sides take their turn, after one turn that does not count.
const TURNS: usize = 15;

/// Files of 2 KB.
const FILES: usize = 5_000;

fn main() {
    corpora::in_one_thread();
    let sources = corpora::many(FILES, Findings::None);
    let settings = Settings::defaults(rules::metadata());
    let texts = || sources.as_slice().iter().map(|source| source.text.as_str());

    compare(
        "parse/reference",
        || timed(|| texts().map(syntax::parse).for_each(|tree| drop(black_box(tree)))),
        || timed(|| texts().map(vsdlint_descent::parse).for_each(|tree| drop(black_box(tree)))),
    );
    compare(
        "after/parse",
        || {
            let trees = parse_all(&sources);
            timed(|| after(&sources, &settings, trees))
        },
        || timed(|| drop(black_box(parse_all(&sources)))),
    );
    let options = FormatOptions::default();
    compare(
        "format/parse",
        || timed(|| texts().map(|text| format(text, options)).for_each(|text| drop(black_box(text)))),
        || timed(|| texts().map(syntax::parse).for_each(|tree| drop(black_box(tree)))),
    );
}

/// Everything after parsing: the model, the rules, and a report.
fn after(sources: &Sources, settings: &Settings, trees: Vec<Tree>) {
    let model = Model::of_trees(sources, trees, Language::English);
    let findings: Vec<Finding> = rules::check(&model, settings, &[]);
    let statistics = Statistics { files: sources.len(), ..Statistics::default() };
    let report =
        Report { parts: vec![Part { sources, findings: &findings, statistics: &statistics }], rules: &[] };
    output::write(Format::Full, &report, &Style::default(), &mut io::sink()).expect("a sink takes all");
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = now();
    work();
    now().saturating_sub(start)
}

/// The CPU time of this process so far.
#[cfg(unix)]
fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

/// The time, since this system does not tell the CPU time of a process in a safe way.
#[cfg(not(unix))]
fn now() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

fn compare(name: &str, mut one: impl FnMut() -> Duration, mut two: impl FnMut() -> Duration) {
    let turns: Vec<(f64, f64)> =
        (0..=TURNS).map(|_| (one().as_secs_f64(), two().as_secs_f64())).skip(1).collect();
    let ratio = median(turns.iter().map(|(one, two)| one / two));
    let (one, two) = (median(turns.iter().map(|turn| turn.0)), median(turns.iter().map(|turn| turn.1)));
    println!("{name} {ratio:.3} {:.1} {:.1}", one * 1e3, two * 1e3);
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
