//! Tries a policy: the examples on its page, and the tests written in Rego.

use std::path::PathBuf;

use crate::finding::Level;
use crate::project::{
    Flags, Policies, Policy, PolicyError, PolicyExample, Setting, Settings, misnamed_examples,
};
use crate::rule::RuleTable;
use crate::source::Source;
use crate::workspace::Workspace;

use super::program::Program;
use super::rules::Rules;

/// One thing that was tried.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The rule.
    pub rule: String,
    /// Where it stands: `policies/four-eyes.md:14`.
    pub place: String,
    /// What was tried.
    pub kind: TrialKind,
    /// What came of it.
    pub verdict: Verdict,
    /// What the policy printed, a line each.
    pub printed: Vec<String>,
}

/// What was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrialKind {
    /// The policy itself: it cannot be tried, or there is nothing to try.
    Policy,
    /// An example that is to give a finding.
    Finding,
    /// An example that is to give none.
    Clean,
    /// A rule `test_…`, with its name.
    Test(String),
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It is as it should be; of an example with what was found there.
    Passed(Vec<String>),
    /// It is not, for this reason.
    Failed(String),
    /// The policy cannot run.
    Broken(Box<PolicyError>),
}

impl Verdict {
    /// Whether it is as it should be.
    pub fn is_passed(&self) -> bool {
        matches!(self, Verdict::Passed(_))
    }
}

/// Tries `policy`, one of `policies`, in all that its page and its tests say. `rules` are the rules of its project.
pub fn trials(policy: &Policy, policies: &Policies, rules: &RuleTable) -> Vec<Trial> {
    let tried = Tried { policy, policies, rules };
    let mut trials = Vec::new();
    let found = policy.examples();
    let program = match tried.program() {
        Ok(program) => program,
        Err(error) => return vec![tried.broken(error)],
    };
    for example in &found {
        let (verdict, place) = (tried.example(example), tried.place(example));
        let kind = if example.is_finding { TrialKind::Finding } else { TrialKind::Clean };
        let is_broken = matches!(verdict, Verdict::Broken(_));
        trials.push(tried.trial(place, kind, verdict));
        if is_broken {
            // It would say the same of each.
            return trials;
        }
    }
    if let Some(page) = &policy.page {
        for (line, word) in misnamed_examples(&page.text) {
            let reason =
                format!("an example is `vsd finding` or `vsd clean`, and this one says `vsd {word}`");
            let place = format!("{}:{line}", page.shown);
            trials.push(tried.trial(place, TrialKind::Policy, Verdict::Failed(reason)));
        }
    }
    for test in program.tests() {
        let tested = program.test(test);
        let verdict = match tested.outcome {
            Ok(true) => Verdict::Passed(Vec::new()),
            Ok(false) => Verdict::Failed("it does not hold".to_owned()),
            Err(error) => Verdict::Broken(Box::new(error)),
        };
        let mut trial = tried.trial(program.place(test), TrialKind::Test(test.name.clone()), verdict);
        trial.printed = tested.printed;
        trials.push(trial);
    }
    if trials.is_empty() {
        let shown = policy.text.shown.clone();
        let reason = format!(
            "nothing shows what it does: write `{}` with two examples, in fences `vsd finding` and `vsd clean`",
            shown.strip_suffix(".rego").map_or_else(|| shown.clone(), |path| format!("{path}.md"))
        );
        trials.push(tried.trial(shown, TrialKind::Policy, Verdict::Failed(reason)));
    }
    trials
}

/// What is tried, with what it needs.
#[derive(Clone, Copy)]
struct Tried<'p> {
    policy: &'p Policy,
    policies: &'p Policies,
    rules: &'p RuleTable,
}

impl Tried<'_> {
    fn trial(self, place: String, kind: TrialKind, verdict: Verdict) -> Trial {
        Trial { rule: self.policy.metadata.name.to_string(), place, kind, verdict, printed: Vec::new() }
    }

    fn broken(self, error: PolicyError) -> Trial {
        let place = self.policy.text.shown.clone();
        self.trial(place, TrialKind::Policy, Verdict::Broken(Box::new(error)))
    }

    /// The policy with its tests.
    fn program(self) -> Result<Program, PolicyError> {
        let settings = self.policy.metadata.settings.iter();
        let mut defaults = serde_json::Map::new();
        for setting in settings {
            defaults.insert(setting.name.to_string(), serde_json::json!(setting.default));
        }
        let Policy { metadata, text, tests, .. } = self.policy;
        Program::new(&metadata.name, text, tests.as_ref(), &self.policies.helpers, &defaults)
    }

    fn place(self, example: &PolicyExample) -> String {
        let page = self.policy.page.as_ref().unwrap_or(&self.policy.text);
        format!("{}:{}", page.shown, example.line)
    }

    /// Checks an example by the built-in rules, which say whether it can be read, and by this one, at its defaults.
    fn example(self, example: &PolicyExample) -> Verdict {
        let name = &self.policy.metadata.name;
        let known = [self.policy.metadata.clone()];
        let on = Flags::new([(Setting::Level(Level::Warn), &**name)], &known).unwrap_or_default();
        let settings = Settings::of_table(&self.rules.with_own(known.to_vec()), &on);
        let policies = Policies { rules: vec![self.policy.clone()], ..self.policies.clone() };
        let rules = Rules::new(&policies, &settings);
        let path = PathBuf::from("example.vsd");
        let source = Source { path: path.clone(), text: example.text.clone() };
        let mut workspace = Workspace::new(&settings, vec![source], vec![path]);
        if let Some(rules) = &rules {
            workspace = workspace.with_own_rules(Some(rules));
        }
        let checked = workspace.check();
        if let Some(failure) = checked.failures.into_iter().next() {
            return Verdict::Broken(Box::new(failure));
        }
        let mut found = Vec::new();
        for finding in &checked.findings {
            if finding.rule == "syntax-error" {
                let line = example.text[..finding.primary.place.span.start as usize].matches('\n').count();
                let line = line + 1 + example.line;
                return Verdict::Failed(format!(
                    "the example cannot be read: in line {line}, {}",
                    finding.message
                ));
            }
            if finding.rule == *name && finding.suppressed.is_none() {
                if finding.fix.is_some() && self.policy.metadata.fix.is_none() {
                    let help =
                        "it offers a fix, and its page says of none: write `fix = \"suggested\"` there";
                    return Verdict::Failed(help.to_owned());
                }
                found.push(finding.message.clone());
            }
        }
        match (example.is_finding, found.is_empty()) {
            (true, true) => Verdict::Failed("the example is to give a finding, and gives none".to_owned()),
            (false, false) => {
                Verdict::Failed(format!("the example is to be clean, and gives: {}", found.join("; ")))
            }
            _ => Verdict::Passed(found),
        }
    }
}
