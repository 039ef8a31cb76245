//! The policies of a project, which run as rules.

use std::fmt;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use regorus::Value;
use serde::Serialize;

use crate::export::model::Document;
use crate::finding::Finding;
use crate::model::Model;
use crate::policy::answer::Answer;
use crate::policy::clock::TIME_LIMIT;
use crate::policy::program::Program;
use crate::project::{Policies, Policy, PolicyError, Settings};
use crate::rule::{RuleId, RuleMetadata, SettingValue};
use crate::rules::{FindingBuilder, OwnFindings, OwnRules};

/// How long all policies of a project may run.
const TIME_FOR_ALL: Duration = Duration::from_secs(30);

/// The policies of a project, ready to run. Each is compiled once.
pub struct Rules {
    rules: Vec<Rule>,
}

/// One policy, ready to run.
struct Rule {
    id: RuleId,
    metadata: RuleMetadata,
    program: Result<Program, PolicyError>,
}

impl Rules {
    /// The policies of a project, which give `None` where it has none. `settings` are those of the project; their table
    /// holds the policies.
    pub fn new(policies: &Policies, settings: &Settings) -> Option<Rules> {
        if policies.rules.is_empty() {
            return None;
        }
        let rules = policies.rules.par_iter().filter_map(|policy| {
            let id = settings.rule(&policy.metadata.name)?;
            if policy.is_broken || !settings.can_run(id) {
                return None;
            }
            let chosen = settings.all_chosen(id).iter().map(|chosen| (&*chosen.key, &chosen.value.value));
            let program = compiled(policy, policies, chosen);
            Some(Rule { id, metadata: policy.metadata.clone(), program })
        });
        Some(Rules { rules: rules.collect() })
    }
}

/// A policy with what it may import, and what is chosen for it.
fn compiled<'s>(
    policy: &Policy,
    policies: &Policies,
    chosen: impl Iterator<Item = (&'s str, &'s SettingValue)>,
) -> Result<Program, PolicyError> {
    let mut settings = serde_json::Map::new();
    for (key, value) in chosen {
        settings.insert(key.to_owned(), serde_json::json!(value));
    }
    Program::new(&policy.metadata.name, &policy.text, None, &policies.helpers, &settings)
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.rules.iter().map(|rule| &rule.metadata.name)).finish()
    }
}

impl OwnRules for Rules {
    fn check(&self, model: &Model<'_>, findings: &[Finding], wanted: &[RuleId]) -> OwnFindings {
        let mut result = OwnFindings::default();
        let input = input(Document::of(model, findings));
        let answer = Answer::new(model);
        let start = Instant::now();
        let run = |rule: &Rule| {
            let found = rule.program.as_ref().map_err(|error| error.clone());
            let found = found.and_then(|program| rule.run(program, &input, &answer, start));
            (rule.id, found)
        };
        let rules = self.rules.par_iter().filter(|rule| wanted.contains(&rule.id));
        let ran: Vec<(RuleId, Result<Vec<FindingBuilder>, PolicyError>)> = rules.map(run).collect();
        for (rule, found) in ran {
            match found {
                Ok(found) => result.found.push((rule, found)),
                Err(failure) => result.failures.push(failure),
            }
        }
        result
    }
}

impl Rule {
    fn run(
        &self,
        program: &Program,
        input: &Value,
        answer: &Answer<'_, '_>,
        start: Instant,
    ) -> Result<Vec<FindingBuilder>, PolicyError> {
        let Some(limit) = TIME_FOR_ALL.checked_sub(start.elapsed()) else {
            let seconds = TIME_FOR_ALL.as_secs();
            return Err(program.failed(&format!("the policies together run for longer than {seconds} s")));
        };
        let value = program.findings(input.clone(), limit.min(TIME_LIMIT))?;
        answer.findings(&value, &self.metadata).map_err(|wrong| program.answered_wrong(&wrong))
    }
}

/// The document as policies see it. Nearly all of it are streams, which are made side by side.
fn input(mut document: Document) -> Value {
    let streams = std::mem::take(&mut document.streams);
    let streams: Vec<Value> = streams.into_par_iter().map(|stream| value(&stream)).collect();
    let mut input = value(&document);
    if let Ok(members) = input.as_object_mut() {
        members.insert(Value::from("streams"), Value::from(streams));
    }
    input
}

/// A part of the document as a value, by way of its JSON text: that costs less than half of what two conversions of the
/// whole tree do, and a document is plain data, of which there is always a text.
fn value(part: &impl Serialize) -> Value {
    let Ok(text) = serde_json::to_string(part) else { return Value::Undefined };
    Value::from_json_str(&text).unwrap_or(Value::Undefined)
}
