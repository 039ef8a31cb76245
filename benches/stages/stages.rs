//! How fast each stage is by itself, in bytes of source for each second; the formats in bytes of report.
//!
//! `cargo bench -p vsdlint-stages --bench stages`, with a part of a name behind it for some of them. One thread.

#![allow(clippy::expect_used, missing_docs)]

use vsdlint_stages as corpora;

use std::hint::black_box;
use std::io;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use vsdlint::format::FormatOptions;
use vsdlint::model::{Model, parse_all};
use vsdlint::output::{self, Format, Part, Report, Statistics, Style};
use vsdlint::project::{self, DiscoverOptions, Overlay, Settings};
use vsdlint::similarity::Language;
use vsdlint::workspace::Workspace;
use vsdlint::{rules, syntax};
use vsdlint_corpus::{Corpus, Findings};

/// Files of 2 KB, as a department might have them.
const FILES: usize = 1_000;

fn read(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let bytes = Corpus::of_files(FILES, 2_000).write(folder.path()).expect("room for the corpus");
    let options = DiscoverOptions::new(folder.path());
    let paths = [folder.path().to_owned()];
    let mut group = criterion.benchmark_group("read");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("find", |bencher| {
        bencher.iter(|| project::discover(&paths, &options, rules::metadata()));
    });
    let found = project::discover(&paths, &options, rules::metadata());
    group.bench_function("read", |bencher| {
        bencher.iter(|| project::read(&found.projects[0], &Overlay::default()));
    });
    group.finish();
}

fn parse(criterion: &mut Criterion) {
    let sources = corpora::many(FILES, Findings::None);
    let one = corpora::one(FILES * vsdlint_corpus::STEPS_PER_STREAM);
    for (name, sources) in [("files", &sources), ("one file", &one)] {
        let mut group = criterion.benchmark_group(format!("parse/{name}"));
        group.throughput(Throughput::Bytes(corpora::bytes(sources)));
        let texts = || sources.as_slice().iter().map(|source| source.text.as_str());
        group.bench_function("parse", |bencher| {
            bencher.iter(|| texts().for_each(|text| drop(black_box(syntax::parse(text)))));
        });
        group.bench_function("reference", |bencher| {
            bencher.iter(|| texts().for_each(|text| drop(black_box(vsdlint_descent::parse(text)))));
        });
        group.finish();
    }
}

fn format(criterion: &mut Criterion) {
    let sources = corpora::many(FILES, Findings::None);
    let mut group = criterion.benchmark_group("format");
    group.throughput(Throughput::Bytes(corpora::bytes(&sources)));
    let texts = || sources.as_slice().iter().map(|source| source.text.as_str());
    group.bench_function("format", |bencher| {
        bencher.iter(|| {
            texts().for_each(|text| drop(black_box(vsdlint::format::format(text, FormatOptions::default()))));
        });
    });
    group.finish();
}

fn model(criterion: &mut Criterion) {
    let sources = corpora::many(FILES, Findings::None);
    let mut group = criterion.benchmark_group("model");
    group.throughput(Throughput::Bytes(corpora::bytes(&sources)));
    group.bench_function("model", |bencher| {
        let trees = || parse_all(&sources);
        bencher.iter_batched(
            trees,
            |trees| Model::of_trees(&sources, trees, Language::English),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn all_rules(criterion: &mut Criterion) {
    let settings = Settings::defaults(rules::metadata());
    let mut group = criterion.benchmark_group("rules");
    for (name, findings) in [("clean", Findings::None), ("findings in 10%", Findings::Percent(10.0))] {
        let sources = corpora::many(FILES, findings);
        group.throughput(Throughput::Bytes(corpora::bytes(&sources)));
        let model = Model::new(&sources);
        group.bench_function(name, |bencher| bencher.iter(|| rules::check(&model, &settings, &[])));
    }
    group.finish();
}

fn formats(criterion: &mut Criterion) {
    let settings = Settings::defaults(rules::metadata());
    let sources = corpora::many(FILES, Findings::Percent(100.0)).as_slice().to_vec();
    let relative = sources.iter().map(|source| source.path.clone()).collect();
    let (sources, checked) = Workspace::new(&settings, sources, relative).into_result();
    let statistics =
        Statistics { files: sources.len(), bytes: corpora::bytes(&sources), ..Statistics::default() };
    let rules: Vec<_> = rules::metadata().iter().collect();
    let part = Part { sources: &sources, findings: &checked.findings, statistics: &statistics };
    let report = Report { parts: vec![part], rules: &rules };
    let mut group = criterion.benchmark_group("formats");
    for &format in Format::ALL {
        let mut written = Vec::new();
        output::write(format, &report, &Style::default(), &mut written).expect("memory takes all");
        group.throughput(Throughput::Bytes(written.len() as u64));
        group.bench_function(format.name(), |bencher| {
            bencher.iter(|| output::write(format, &report, &Style::default(), &mut io::sink()));
        });
    }
    group.finish();
}

fn in_one_thread() -> Criterion {
    corpora::in_one_thread();
    Criterion::default()
}

criterion_group! { name = stages; config = in_one_thread(); targets = read, parse, format, model, all_rules, formats }
criterion_main!(stages);
