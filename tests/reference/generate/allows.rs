//! `@allow`s: before the whole, before a step, before a flow.

use super::Maker;
use crate::reference::organisation::{Allow, Declaration, Statement};

/// What they suppress: first what occurs most.
const RULES: [&str; 12] = [
    "unmatched-input",
    "orphaned-output",
    "misnamed-flow",
    "unused-trigger",
    "unproduced-outcome",
    "late-input",
    "circular-wait",
    "dead-end-step",
    "empty-step",
    "duplicate-flow",
    "unknown-name",
    "missed-promise",
];

impl Maker {
    /// Suppresses some rules here and there, mostly in vain.
    pub fn suppress(&mut self, declarations: &mut [Declaration]) {
        if self.random.chance(70) {
            return;
        }
        for declaration in declarations {
            declaration.allows = self.allows(15);
            for statement in declaration.body.iter_mut().flatten() {
                match statement {
                    Statement::Flow(flow) => flow.allows = self.allows(20),
                    Statement::Step(step) => {
                        step.allows = self.allows(20);
                        for flow in &mut step.flows {
                            flow.allows = self.allows(15);
                        }
                    }
                }
            }
        }
    }

    fn allows(&mut self, percent: usize) -> Vec<Allow> {
        let mut allows = Vec::new();
        while allows.len() < 2 && self.random.chance(percent) {
            let mut rules: Vec<String> = Vec::new();
            while rules.len() < 3 && (rules.is_empty() || self.random.chance(40)) {
                rules.push(match self.random.below(20) {
                    0 => "no-such-rule".to_owned(),
                    1 => "unused-allow".to_owned(),
                    // What occurs most.
                    2..7 => RULES[self.random.below(3)].to_owned(),
                    _ => RULES[self.random.below(RULES.len())].to_owned(),
                });
            }
            allows.push(Allow { line: 0, rules });
        }
        allows
    }
}
