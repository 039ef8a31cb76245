//! One policy, compiled: regorus with the policy in it, held to what a policy may do.

use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use regorus::unstable::Module;
use regorus::utils::limits::{ExecutionTimerConfig, PolicyLengthConfig};
use regorus::{Engine, Value};

use super::bounds::{self, Made};
use super::clock::TIME_LIMIT;
use super::run::{Lost, within};
use super::signs::MAX_COLUMNS;
use super::structure::{self, Spot, Tangle};
use super::{clock, complaint, kinds, names, nesting, slips};
use crate::project::{PolicyError, PolicyText};

/// How long one may take to read. What takes long in that shows before it is done.
const READING: Duration = Duration::from_secs(30);

/// How many steps of a policy there are between two looks at the time.
const CHECK_INTERVAL: NonZeroU32 = NonZeroU32::new(1000).unwrap();

/// How long a policy may be.
const LENGTH: PolicyLengthConfig = PolicyLengthConfig {
    // It counts from 1, up to behind the last sign.
    max_col: NonZeroU32::new(MAX_COLUMNS + 1).unwrap(),
    max_file_bytes: NonZeroUsize::new(1 << 18).unwrap(),
    max_lines: NonZeroUsize::new(20_000).unwrap(),
};

fn timer(limit: Duration) -> ExecutionTimerConfig {
    ExecutionTimerConfig { limit, check_interval: CHECK_INTERVAL }
}

/// Where no rule is.
const NO_RULE: &str = "data";

/// What a policy has to define.
const FINDINGS: &str = "findings";

/// A policy, ready to run.
#[derive(Clone)]
pub(super) struct Program {
    engine: Engine,
    /// What its functions have made.
    made: Made,
    /// Whether it was left to itself once, in the midst of something without an end. It does not run again.
    is_lost: Arc<AtomicBool>,
    name: String,
    /// The policy, its tests, and what it may import.
    texts: Vec<PolicyText>,
    /// The tests in its package.
    tests: Vec<Spot>,
    /// Where `findings` stands first.
    findings: Option<Spot>,
}

/// What a test did.
pub(super) struct Tested {
    /// Whether it holds, or why it could not run.
    pub outcome: Result<bool, PolicyError>,
    /// What it printed, a line each.
    pub printed: Vec<String>,
}

impl Program {
    /// Compiles the policy of the rule `name` with its tests, if these are wanted, and what it may import. `settings` is
    /// what is chosen for the rule: `data.settings`.
    ///
    /// # Errors
    /// Where one of them cannot be read, the package is another one, or nothing is called `findings`.
    pub fn new(
        name: &str,
        policy: &PolicyText,
        tests: Option<&PolicyText>,
        helpers: &[PolicyText],
        settings: &serde_json::Map<String, serde_json::Value>,
    ) -> Result<Program, PolicyError> {
        let texts: Vec<PolicyText> = [policy].into_iter().chain(tests).chain(helpers).cloned().collect();
        let program = Program {
            engine: Engine::new(),
            made: Made::default(),
            is_lost: Arc::default(),
            name: name.to_owned(),
            texts,
            tests: Vec::new(),
            findings: None,
        };
        let (mut loaded, settings, has_tests) = (program.clone(), settings.clone(), tests.is_some());
        let load = move || loaded.load(&settings, has_tests).map(|()| loaded);
        within(READING, load).unwrap_or_else(|lost| Err(program.lost(&lost, "cannot be read", READING)))
    }

    fn load(
        &mut self,
        settings: &serde_json::Map<String, serde_json::Value>,
        has_tests: bool,
    ) -> Result<(), PolicyError> {
        clock::start();
        self.engine.set_execution_timer_config(timer(TIME_LIMIT));
        self.engine.set_policy_length_config(LENGTH);
        self.engine.set_gather_prints(has_tests);
        self.made = bounds::hold(&mut self.engine).map_err(|error| self.complaint(&error.to_string()))?;
        for index in 0..self.texts.len() {
            let text = &self.texts[index];
            if let Some(at) = text.text.find('\0') {
                // regorus takes it for the end of the file.
                let error = PolicyError::in_text(text, at, at + 1, "this is a NUL, which no text holds");
                return Err(error.help("take it out: nothing behind it would be read"));
            }
            if let Some(at) = nesting::too_deep(&text.text) {
                let most = nesting::MAX_DEPTH;
                let reason = format!("more than {most} brackets stand in one another");
                let error = PolicyError::in_text(text, at, at + 1, reason);
                return Err(error.help("give what stands inside a name: `name := …`"));
            }
            let added = self.engine.add_policy(text.shown.clone(), text.text.clone());
            added.map_err(|error| self.complaint(&error.to_string()))?;
        }
        let shape = kinds::of_settings(settings);
        let data = Value::from(serde_json::json!({ "settings": settings }));
        self.engine.add_data(data).map_err(|error| self.complaint(&error.to_string()))?;
        let modules: Vec<_> = self.engine.get_modules().to_vec();
        let modules: Vec<&Module> = modules.iter().map(|module| &**module).collect();
        if let Some(tangle) = structure::tangle(&modules) {
            return Err(self.tangled(&tangle));
        }
        let wanted = format!("data.{}", names::package(&self.name));
        let own = 1 + usize::from(has_tests);
        for (module, text) in modules.iter().zip(&self.texts).take(own) {
            self.check_package(module, text, &wanted)?;
            if let Some((spot, what)) = structure::misshapen(module, FINDINGS) {
                let error = self.at(&spot, &format!("`{FINDINGS}` is {what}, and not a set of findings"));
                return Err(error.help("write `findings contains finding if { … }`"));
            }
            for rule in structure::rules(module) {
                if rule.name == FINDINGS {
                    self.findings.get_or_insert(rule);
                } else if rule.name.starts_with("test_") {
                    self.tests.push(rule);
                }
            }
        }
        if self.findings.is_none() {
            let reason = "no rule is called `findings`";
            return Err(match modules.first().and_then(|policy| structure::gathering(policy)) {
                Some(spot) => {
                    let help = format!("call `{}` so: `findings contains …`", spot.name);
                    self.at(&spot, reason).help(help)
                }
                None => {
                    let policy = &self.texts[0];
                    let error = PolicyError::of_file(&policy.path, &policy.shown, reason);
                    error.help("it begins `findings contains finding if {`")
                }
            });
        }
        match slips::slip(&modules, own, &shape) {
            Some(slip) => Err(self.in_file(&slip.path, (slip.start, slip.end), &slip.reason).help(slip.help)),
            None => {
                self.prepare();
                Ok(())
            }
        }
    }

    /// Has regorus arrange all rules, so that the copy in which each test runs need not. What it complains of it says again
    /// of each.
    fn prepare(&mut self) {
        let _ = self.engine.eval_rule(NO_RULE.to_owned());
    }

    fn check_package(&self, module: &Module, text: &PolicyText, wanted: &str) -> Result<(), PolicyError> {
        let found = structure::package(module);
        let wanted = wanted.strip_prefix("data.").unwrap_or(wanted);
        let found = found.strip_prefix("data.").unwrap_or(&found);
        if found == wanted {
            return Ok(());
        }
        let span = module.package.refr.span();
        let (start, end) = (span.start as usize, span.end as usize);
        let reason = format!("the package `{found}` does not fit the rule `{}`", self.name);
        Err(PolicyError::in_text(text, start, end, reason)
            .help(format!("write `package {wanted}`, or give the file another name")))
    }

    fn tangled(&self, tangle: &Tangle) -> PolicyError {
        let (spot, reason) = match tangle {
            Tangle::Circle(spot) => {
                (spot, format!("`{}` calls itself, which Rego does not allow", spot.name))
            }
            Tangle::Deep(spot) => {
                (spot, format!("too much is built on top of one another from `{}` on", spot.name))
            }
        };
        self.at(spot, &reason)
    }

    fn at(&self, spot: &Spot, reason: &str) -> PolicyError {
        self.in_file(&spot.path, spot.bytes, reason)
    }

    fn in_file(&self, path: &str, (start, end): (usize, usize), reason: &str) -> PolicyError {
        match self.texts.iter().find(|text| text.shown == path) {
            Some(text) => PolicyError::in_text(text, start, end, reason),
            None => self.complaint(reason),
        }
    }

    /// The error that there is no answer.
    fn lost(&self, lost: &Lost, what: &str, limit: Duration) -> PolicyError {
        let seconds = limit.as_secs();
        match lost {
            Lost::Late => {
                let error =
                    self.complaint(&format!("{what} within {seconds} s, for something in it has no end"));
                error.help("a number or a list that grows with each step can be too large to work with")
            }
            Lost::Panicked => self.complaint(&format!("{what}: regorus, which runs it, gave up")),
            Lost::NoThread(error) => self.complaint(&format!("{what}: there is no thread for it: {error}")),
        }
    }

    /// The error of which `text` is what regorus says.
    fn complaint(&self, text: &str) -> PolicyError {
        let texts: Vec<&PolicyText> = self.texts.iter().collect();
        complaint::error(text, &texts, &names::package(&self.name))
    }

    /// The error that it cannot run, for this reason.
    pub fn failed(&self, reason: &str) -> PolicyError {
        self.complaint(reason)
    }

    /// The error that what the policy answered cannot be understood, for this reason.
    pub fn answered_wrong(&self, (reason, help): &(String, Option<String>)) -> PolicyError {
        let error = match &self.findings {
            Some(spot) => self.at(spot, reason),
            None => self.complaint(reason),
        };
        match help {
            Some(help) => error.help(help),
            None => error,
        }
    }

    /// What it finds in `input`: the value of `findings`. It may run for `limit`.
    ///
    /// # Errors
    /// Where it cannot run to its end.
    pub fn findings(&self, input: Value, limit: Duration) -> Result<Value, PolicyError> {
        let mut engine = self.engine.clone();
        engine.set_execution_timer_config(timer(limit));
        engine.set_input(input);
        self.eval(engine, limit, FINDINGS).0
    }

    /// The rules `test_…`.
    pub fn tests(&self) -> &[Spot] {
        &self.tests
    }

    /// Runs one of its tests.
    pub fn test(&self, test: &Spot) -> Tested {
        let (outcome, printed) = self.eval(self.engine.clone(), TIME_LIMIT, &test.name);
        Tested { outcome: outcome.map(|value| value == Value::Bool(true)), printed }
    }

    /// Where a test stands.
    pub fn place(&self, test: &Spot) -> String {
        format!("{}:{}", test.path, test.line)
    }

    /// The value of a rule of its package, and what is printed on the way.
    fn eval(
        &self,
        mut engine: Engine,
        limit: Duration,
        rule: &str,
    ) -> (Result<Value, PolicyError>, Vec<String>) {
        let nothing = |error| (Err(error), Vec::new());
        if self.is_lost.load(Ordering::Relaxed) {
            return nothing(self.lost(&Lost::Late, "cannot be run", TIME_LIMIT));
        }
        self.made.nothing();
        let path = format!("data.{}.{rule}", names::package(&self.name));
        let run = move || {
            let value = engine.eval_rule(path).map_err(|error| error.to_string());
            (value, engine.take_prints().unwrap_or_default())
        };
        match within(limit, run) {
            Ok((value, printed)) => (value.map_err(|text| self.complaint(&text)), printed),
            Err(lost) => {
                self.is_lost.store(matches!(lost, Lost::Late), Ordering::Relaxed);
                nothing(self.lost(&lost, "cannot be run", TIME_LIMIT))
            }
        }
    }
}
