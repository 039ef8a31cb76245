//! What is written reads as it was meant, whatever the names are.

use std::collections::{HashMap, HashSet};

use super::super::draft::{About, Draft, End, ExternalKind, Flow, Mode};
use super::super::remark::{Place, RemarkKind};
use super::write;
use crate::export::model::Document;
use crate::format::{FormatOptions, format};
use crate::project::Settings;
use crate::rules;
use crate::source::Source;
use crate::workspace::Workspace;

/// The texts of a draft, and the model that they make as JSON. They have no syntax error and no unknown name.
fn read_back(draft: &mut Draft) -> (String, serde_json::Value) {
    let files = write(draft);
    let texts: Vec<String> = files.iter().map(|file| format!("==== {}\n{}", file.path, file.text)).collect();
    for file in &files {
        assert_eq!(format(&file.text, FormatOptions::default()), file.text);
    }
    let settings = Settings::defaults(rules::metadata());
    let sources =
        files.iter().map(|file| Source { path: file.path.clone().into(), text: file.text.clone() }).collect();
    let paths = files.iter().map(|file| file.path.clone().into()).collect();
    let mut workspace = Workspace::new(&settings, sources, paths);
    let json = workspace.with_model(|model, settings, relative| {
        let findings = rules::check(model, settings, relative);
        for finding in &findings {
            assert!(
                !["syntax-error", "unknown-name", "unknown-practice", "duplicate-name"]
                    .contains(&&*finding.rule),
                "{}: {}\n{}",
                finding.rule,
                finding.message,
                texts.join("\n")
            );
        }
        serde_json::to_value(Document::of(model, &findings)).unwrap()
    });
    (texts.join("\n"), json)
}

/// A draft in which hostile names meet: `pick` chooses them.
fn draft(mut pick: impl FnMut(usize) -> usize) -> Draft {
    const NAMES: [&str; 20] = [
        "Check",
        "check",
        "Plan",
        "improve",
        "all",
        "step",
        "",
        "--",
        "“Order”",
        "a \"b\" \\ c",
        "line\nbreak\u{202e}",
        "Check (2)",
        "Check (outside)",
        "or",
        "// x",
        "/* x",
        "\"\"\"",
        "Customer.Check",
        "Customer",
        "x → \u{a0}y } {",
    ];
    let place = Place::line("source", 1);
    let mut draft = Draft::new();
    let about = |pick: &mut dyn FnMut(usize) -> usize| {
        let mut about = About::new(NAMES[pick(NAMES.len())], Place::line("source", 1));
        if pick(3) == 0 {
            about.alias = Some(NAMES[pick(NAMES.len())].to_owned());
        }
        if pick(5) == 0 {
            about.purpose = Some(NAMES[pick(NAMES.len())].to_owned());
            about.source_id = Some(NAMES[pick(NAMES.len())].to_owned());
        }
        about
    };
    for _ in 0..pick(4) {
        draft.add_external(ExternalKind::Stakeholder, about(&mut pick));
    }
    let externals = draft.externals.len();
    for _ in 0..1 + pick(3) {
        let stream = draft.add_stream(about(&mut pick));
        for _ in 0..pick(4) {
            let step = draft.add_step(stream, about(&mut pick));
            draft.step(step).roles.responsible = vec![NAMES[pick(NAMES.len())].to_owned(); 2];
            draft.step(step).practices = vec![NAMES[pick(NAMES.len())].to_owned()];
        }
    }
    let (streams, steps) = (draft.streams.len(), draft.steps.len());
    let end = |pick: &mut dyn FnMut(usize) -> usize| match pick(5) {
        0 if externals > 0 => End::External(super::super::draft::ExternalId::new(pick(externals))),
        1 => End::Stream(super::super::draft::StreamId::new(pick(streams))),
        2 | 3 if steps > 0 => End::Step(super::super::draft::StepId::new(pick(steps))),
        _ => End::All,
    };
    for at in 0..steps {
        for _ in 0..pick(4) {
            let item = draft.item(NAMES[pick(NAMES.len())], &place);
            let mut flow = Flow::new(item, vec![end(&mut pick)], place.clone());
            flow.mode = [Mode::Mandatory, Mode::Optional, Mode::Rework, Mode::Reply][pick(4)];
            let remark = draft.remark(RemarkKind::Note, &place, NAMES[pick(NAMES.len())]);
            flow.remarks.push(remark);
            let second = draft.item(NAMES[pick(NAMES.len())], &place);
            flow.items.push(second);
            flow.is_alternative = pick(2) == 0;
            if pick(2) == 0 { draft.steps[at].inputs.push(flow) } else { draft.steps[at].outputs.push(flow) }
        }
    }
    for at in 0..streams {
        let item = draft.item(NAMES[pick(NAMES.len())], &place);
        let flow = Flow::new(item, vec![end(&mut pick)], place.clone());
        draft.streams[at].triggers.push(flow.clone());
        draft.streams[at].outcomes.push(flow);
    }
    draft
}

#[test]
fn hostile_names_are_read_back_as_they_were_meant() {
    for seed in 0..400_u64 {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let pick = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % below as u64) as usize
        };
        let mut draft = draft(pick);
        let (text, json) = read_back(&mut draft);
        let ids = ids(&json);
        let streams = json["streams"].as_array().unwrap();
        assert_eq!(streams.len(), draft.streams.len(), "{text}");
        for (at, (stream, read)) in draft.streams.iter().zip(streams).enumerate() {
            assert_eq!(
                ends_of(&draft, &stream.triggers, ""),
                ends_read(&read["triggers"], &ids, ""),
                "{text}"
            );
            let steps = read["steps"].as_array().unwrap();
            assert_eq!(steps.len(), stream.steps.len(), "{text}");
            for (step, (id, read)) in stream.steps.iter().zip(steps.iter().enumerate()) {
                let step = &draft.steps[step.index()];
                let own = format!("step {at} {id}");
                let flows = [(&step.inputs, &read["inputs"]), (&step.outputs, &read["outputs"])];
                for (flows, read) in flows {
                    assert_eq!(ends_of(&draft, flows, &own), ends_read(read, &ids, &own), "{text}");
                }
            }
        }
    }
}

/// What each id of a document stands for: the place of a stream, or of a step in its stream.
fn ids(json: &serde_json::Value) -> HashMap<String, String> {
    let mut ids = HashMap::new();
    for (at, stream) in json["streams"].as_array().unwrap().iter().enumerate() {
        ids.insert(stream["id"].as_str().unwrap().to_owned(), format!("stream {at}"));
        for (place, step) in stream["steps"].as_array().unwrap().iter().enumerate() {
            ids.insert(step["id"].as_str().unwrap().to_owned(), format!("step {at} {place}"));
        }
    }
    ids
}

/// The ends of flows: their kinds, and which steps and streams they are.
fn ends_of(draft: &Draft, flows: &[Flow], own: &str) -> Vec<String> {
    let mut all = Vec::new();
    for flow in flows {
        for end in &flow.ends {
            let end = match *end {
                End::External(_) => "stakeholder".to_owned(),
                End::Stream(stream) => format!("stream {}", stream.index()),
                End::Step(step) => {
                    let stream = draft.steps[step.index()].stream;
                    let at = draft.streams[stream.index()].steps.iter().position(|&own| own == step).unwrap();
                    format!("step {} {at}", stream.index())
                }
                End::Activity(_) => "activity".to_owned(),
                End::All => "all".to_owned(),
            };
            all.push(if end == own { "itself".to_owned() } else { end });
        }
    }
    all
}

/// The same of what was read: once for each statement.
fn ends_read(flows: &serde_json::Value, ids: &HashMap<String, String>, own: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut seen = HashSet::new();
    for flow in flows.as_array().unwrap() {
        if !seen.insert(flow["statement"].to_string()) {
            continue;
        }
        for end in flow["ends"].as_array().unwrap() {
            let meant = match end["id"].as_str() {
                Some(id) => ids[id].clone(),
                None => end["kind"].as_str().unwrap().to_owned(),
            };
            all.push(if meant == own { "itself".to_owned() } else { meant });
        }
    }
    all
}
