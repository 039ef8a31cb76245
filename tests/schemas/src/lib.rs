//! Our JSON Schemas are schemas, and take what vsdlint reads and writes, and nothing else.
//!
//! By itself, since a validator takes as long to build as a tenth of everything else that `cargo test` does.

#![cfg(test)]
#![allow(clippy::unwrap_used)] // The helpers of tests may panic as tests do.

/// The reports of `tests/it/output`.
#[allow(dead_code)]
#[path = "../../it/output/cases.rs"]
mod cases;
/// The small table of rules of `tests/it/project`.
#[allow(dead_code)]
#[path = "../../it/project/support.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use vsdlint::compare::{self, Comparison, Subject};
use vsdlint::export::model::Document;
use vsdlint::export::stats::Stats;
use vsdlint::export::{model, stats};
use vsdlint::model::Model;
use vsdlint::output::json_schema;
use vsdlint::project::{Settings, config_schema};
use vsdlint::rule::RuleTable;
use vsdlint::rules::{check, metadata};
use vsdlint::source::{Source, Sources};

use cases::{Case, awkward, hostile, long_line, one_label, several};
use support::{RULES, said};

#[test]
fn schemas_are_json_schemas() {
    for schema in [
        config_schema(&RuleTable::new(metadata())),
        json_schema(),
        stats::schema(),
        model::schema(),
        compare::schema(),
    ] {
        jsonschema::draft202012::meta::validate(&schema).unwrap();
    }
}

#[test]
fn the_schema_allows_what_reading_allows() {
    let schema = config_schema(&RuleTable::new(RULES));
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let good = [
        json!({}),
        json!({ "extends": "x.toml", "fail-on": "never", "include": ["a/"], "exclude": [] }),
        json!({ "rules": { "empty-step": "off", "stream-size": { "level": "info", "max": 20.5 } } }),
        json!({ "rules": { "stream-size": { "min": 1 } } }),
        json!({ "overrides": [{ "files": ["x"], "rules": { "stream-size": { "level": "warn" }, "empty-step": "info" } }] }),
    ];
    let bad = [
        json!({ "rule": {} }),
        json!({ "extends": ["x.toml"] }),
        json!({ "fail-on": "off" }),
        json!({ "include": "a" }),
        json!({ "include": [] }),
        json!({ "exclude": [1] }),
        json!({ "rules": { "no-such": "off" } }),
        json!({ "rules": { "empty-step": "never" } }),
        json!({ "rules": { "empty-step": { "max": 1 } } }),
        json!({ "rules": { "stream-size": { "max": "1" } } }),
        json!({ "rules": { "stream-size": { "max": -1 } } }),
        json!({ "overrides": [{ "rules": {} }] }),
        json!({ "overrides": [{ "files": ["x"], "rules": { "stream-size": { "max": 1 } } }] }),
        json!({ "overrides": { "files": ["x"], "rules": {} } }),
    ];
    for (instances, valid) in [(&good[..], true), (&bad[..], false)] {
        for instance in instances {
            assert_eq!(validator.is_valid(instance), valid, "schema, {instance}");
            let toml = toml::to_string(instance).unwrap();
            let text = said(&toml);
            let mistaken = text.replace("nothing to extend", "");
            let accepted =
                text.is_empty() || (mistaken.len() < text.len() && mistaken.matches("×").count() == 2);
            assert_eq!(accepted, valid, "reading, {toml}: {text}");
        }
    }
}

#[test]
fn json_follows_its_schema() {
    let schema = json_schema();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for case in [one_label(), several(), hostile(), awkward(), long_line(), Case::new(&[])] {
        assert_eq!(errors(&case.json()), Vec::<String>::new());
    }
    for pointer in ["", "/findings/0", "/findings/0/primary", "/findings/0/primary/start", "/summary"] {
        let mut wrong = several().json();
        wrong.pointer_mut(pointer).unwrap()["extra"] = 1.into();
        assert!(!validator.is_valid(&wrong), "additional members are refused in {pointer:?}");
    }
}

#[test]
fn the_report_of_a_check_keeps_to_the_schema() {
    let mut case = Case::new(&[("a.vsd", "stakeholder customer"), ("b.vsd", "stream restore {\n}\n")]);
    case.findings = {
        let sources = Sources::new(case.sources.clone());
        check(&Model::new(&sources), &Settings::defaults(metadata()), &[])
    };
    assert!(!case.findings.is_empty());
    assert_eq!(errors(&case.json()), Vec::<String>::new());
}

/// All fixtures that can be read, and a model of which nearly nothing can.
fn fixtures() -> Vec<Sources> {
    let mut all = vec![Sources::new(Vec::new()), Sources::new(hostile().sources)];
    for folder in
        ["northwind", "ferry", "itil4", "hostile", "broken", "trades/hiring", "trades/incident_response"]
    {
        let mut sources = Vec::new();
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(folder), &mut sources);
        all.push(Sources::new(sources));
    }
    all
}

fn walk(folder: &Path, sources: &mut Vec<Source>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, sources);
        } else if let Ok(text) = fs::read_to_string(&path)
            && path.extension().is_some_and(|ending| ending == "vsd")
        {
            sources.push(Source { path, text });
        }
    }
}

/// What a schema has against a value.
fn against(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::new(schema).unwrap();
    validator.iter_errors(value).map(|error| error.to_string()).collect()
}

#[test]
fn numbers_keep_to_their_schema() {
    for sources in fixtures() {
        let model = Model::new(&sources);
        let stats = serde_json::to_value(Stats::of(&model, None)).unwrap();
        assert_eq!(against(&stats::schema(), &stats), [""; 0]);
    }
}

#[test]
fn models_keep_to_their_schema() {
    for sources in fixtures() {
        let model = Model::new(&sources);
        let findings = check(&model, &Settings::defaults(metadata()), &[]);
        let document = Document::of(&model, &findings);
        let value = serde_json::to_value(&document).unwrap();
        assert_eq!(against(&model::schema(), &value), [""; 0]);
        let again = serde_json::to_string(&Document::of(&Model::new(&sources), &findings)).unwrap();
        assert_eq!(serde_json::to_string(&document).unwrap(), again);
    }
}

#[test]
fn comparisons_keep_to_their_schema() {
    let all: Vec<Sources> = fixtures().into_iter().collect();
    for pair in all.windows(2) {
        let [then, now] = pair else { continue };
        let (old, new) = (Model::new(then), Model::new(now));
        let settings = Settings::defaults(metadata());
        let (old_findings, new_findings) = (check(&old, &settings, &[]), check(&new, &settings, &[]));
        let then = Subject { name: "then", model: &old, findings: &old_findings, relative: &[] };
        let now = Subject { name: "now", model: &new, findings: &new_findings, relative: &[] };
        let value = serde_json::to_value(Comparison::of(&then, &now).0).unwrap();
        assert_eq!(against(&compare::schema(), &value), [""; 0]);
    }
}

/// What the schema of JSON has against a report.
fn errors(report: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::new(&json_schema()).unwrap();
    validator.iter_errors(report).map(|error| error.to_string()).collect()
}
