//! Section "`@allow`": which findings are suppressed, and which `@allow`s suppress nothing.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::meaning::{Finding, RULES};
use super::organisation::{Allow, Flow, Project, Statement, Step};

/// The rule that speaks of the `@allow`s themselves.
pub const UNUSED: &str = "unused-allow";

/// One rule that an `@allow` names: the rule, the file, the line of the `@allow`, the lines that it is about.
struct Allowed {
    rule: String,
    file: String,
    line: u32,
    about: RangeInclusive<u32>,
}

impl Allowed {
    fn suppresses(&self, (rule, file, line): &Finding) -> bool {
        *rule == self.rule && *file == self.file && self.about.contains(line)
    }

    fn unused(&self) -> Finding {
        (UNUSED.to_owned(), self.file.clone(), self.line)
    }
}

/// What is left of the findings, with those about `@allow`s. An `@allow` of `unused-allow` is judged last.
pub fn apply(project: &Project, mut found: BTreeSet<Finding>) -> BTreeSet<Finding> {
    let (of_itself, others): (Vec<Allowed>, Vec<Allowed>) =
        allowed(project).into_iter().partition(|allowed| allowed.rule == UNUSED);
    let is_idle = |allowed: &&Allowed, found: &BTreeSet<Finding>| {
        let is_rule = allowed.rule == UNUSED || RULES.contains(&allowed.rule.as_str());
        !is_rule || !found.iter().any(|finding| allowed.suppresses(finding))
    };
    let idle: Vec<Finding> =
        others.iter().filter(|allowed| is_idle(allowed, &found)).map(Allowed::unused).collect();
    found.retain(|finding| !others.iter().any(|allowed| allowed.suppresses(finding)));
    found.extend(idle);
    let idle: Vec<Finding> =
        of_itself.iter().filter(|allowed| is_idle(allowed, &found)).map(Allowed::unused).collect();
    let mut found: BTreeSet<Finding> = found
        .into_iter()
        .filter(|finding| !of_itself.iter().any(|allowed| allowed.suppresses(finding)))
        .collect();
    found.extend(
        idle.into_iter().filter(|finding| !of_itself.iter().any(|allowed| allowed.suppresses(finding))),
    );
    found
}

fn allowed(project: &Project) -> Vec<Allowed> {
    let mut list = Vec::new();
    for file in &project.files {
        let mut add = |allows: &[Allow], about: RangeInclusive<u32>| {
            for allow in allows {
                list.extend(allow.rules.iter().map(|rule| Allowed {
                    rule: rule.clone(),
                    file: file.path.clone(),
                    line: allow.line,
                    about: about.clone(),
                }));
            }
        };
        for declaration in &file.declarations {
            let last = declaration.body.iter().flatten().map(|statement| match statement {
                Statement::Flow(flow) => flow.line,
                Statement::Step(step) => last_of(step),
            });
            add(&declaration.allows, declaration.line..=last.max().unwrap_or(declaration.line));
            for statement in declaration.body.iter().flatten() {
                let flows: &[Flow] = match statement {
                    Statement::Flow(flow) => std::slice::from_ref(flow),
                    Statement::Step(step) => {
                        add(&step.allows, step.line..=last_of(step));
                        &step.flows
                    }
                };
                for flow in flows {
                    add(&flow.allows, flow.line..=flow.line);
                }
            }
        }
    }
    list
}

fn last_of(step: &Step) -> u32 {
    step.flows.last().map_or(step.line, |flow| flow.line)
}
