//! Runs the rules over a model, side by side: levels, suppressions, order.

use std::borrow::Cow;
use std::path::PathBuf;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::finding::{Finding, Level};
use crate::model::Model;
use crate::project::{PolicyError, Settings};
use crate::rule::RuleId;
use crate::rules::allows::{AllowedRule, Allows};
use crate::rules::builder::FindingBuilder;
use crate::rules::hygiene::unused_allow;
use crate::rules::own::{OwnFindings, OwnRules};
use crate::rules::rule::{Context, Rule};
use crate::source::FileId;

/// Checks `model` with those of `rules` that `settings` turn on, which know the rules in the same order, and with those
/// of the project's `own`. `relative` holds the path of each file relative to the project's root, in the order of the
/// sources; overrides go by it. Findings come in the order of files, places and rules; suppressed ones are among them,
/// marked.
pub(super) fn check(
    rules: &[Rule],
    model: &Model<'_>,
    settings: &Settings,
    relative: &[PathBuf],
    own: Option<&dyn OwnRules>,
) -> Checked {
    let runner = Runner { rules, model, settings, relative };
    let mut findings = runner.run_all();
    let mut allows = Allows::new(model);
    allows.suppress(&mut findings);
    let Ran { ids: ran, failures } = match own {
        Some(own) => runner.run_own(own, &mut allows, &mut findings),
        None => Ran::default(),
    };
    if let Some(rule) = settings.rule(unused_allow::RULE.name) {
        // An `@allow` of this very rule can only be judged when the others are.
        for of_itself in [false, true] {
            findings.sort_by_key(|finding| finding.primary.place);
            let mut unused = runner.unused_allows(rule, of_itself, &ran, &allows, &findings);
            allows.suppress(&mut unused);
            findings.extend(unused);
        }
    }
    sort(&mut findings);
    Checked { findings, failures }
}

fn sort(findings: &mut [Finding]) {
    findings.sort_by(|one, two| {
        (one.primary.place, &one.rule, &one.message).cmp(&(two.primary.place, &two.rule, &two.message))
    });
}

/// What rules found, and which could not run.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The findings, in the order of files, places and rules; suppressed ones are among them, marked.
    pub findings: Vec<Finding>,
    /// Why rules of one's own could not run.
    pub failures: Vec<PolicyError>,
}

/// Which rules of one's own ran.
#[derive(Default)]
struct Ran {
    ids: Vec<RuleId>,
    failures: Vec<PolicyError>,
}

/// What is checked, with what.
#[derive(Clone, Copy)]
struct Runner<'a> {
    rules: &'a [Rule],
    model: &'a Model<'a>,
    settings: &'a Settings,
    relative: &'a [PathBuf],
}

/// The levels of rules in files, each asked for once: where there are many overrides that takes a while.
struct Levels<'a> {
    runner: Runner<'a>,
    known: FxHashMap<(RuleId, FileId), Option<Level>>,
}

impl Levels<'_> {
    /// The level of a rule in a file; `None` is off.
    fn of(&mut self, rule: RuleId, file: FileId) -> Option<Level> {
        let Runner { model, settings, relative, .. } = self.runner;
        *self.known.entry((rule, file)).or_insert_with(|| {
            let path = relative.get(file.index()).unwrap_or(&model.source(file).path);
            settings.level(rule, path).0
        })
    }
}

impl<'a> Runner<'a> {
    fn levels(self) -> Levels<'a> {
        Levels { runner: self, known: FxHashMap::default() }
    }

    /// What all built-in rules that are on find, side by side, but for what only shows when they have run.
    fn run_all(self) -> Vec<Finding> {
        let run = |rule: RuleId| {
            let Runner { model, settings, relative, .. } = self;
            let context = Context { model, settings, relative, rule };
            self.levelled(rule, (self.rules[rule.index()].check)(&context))
        };
        let mut rules: Vec<RuleId> = (0..self.rules.len()).map(RuleId::new).collect();
        rules.retain(|&rule| self.settings.can_run(rule));
        rules.into_par_iter().flat_map_iter(run).collect()
    }

    /// Adds what the project's own rules find to `findings`, which are those of the built-in ones.
    fn run_own(self, own: &dyn OwnRules, allows: &mut Allows<'_>, findings: &mut Vec<Finding>) -> Ran {
        let mut wanted: Vec<RuleId> = self.settings.table().own_ids().collect();
        wanted.retain(|&rule| self.settings.can_run(rule));
        sort(findings);
        let OwnFindings { found, failures } = own.check(self.model, findings, &wanted);
        let mut ids = Vec::with_capacity(found.len());
        for (rule, built) in found {
            let mut found = self.levelled(rule, built);
            allows.suppress(&mut found);
            findings.extend(found);
            ids.push(rule);
        }
        Ran { ids, failures }
    }

    /// The findings of a rule at their levels, without those in files where it is off.
    fn levelled(self, rule: RuleId, built: Vec<FindingBuilder>) -> Vec<Finding> {
        let mut findings = Vec::with_capacity(built.len());
        let name = match self.rules.get(rule.index()) {
            Some(rule) => Cow::Borrowed(rule.name),
            None => self.settings.table()[rule].name.clone(),
        };
        let mut levels = self.levels();
        for builder in built {
            if let Some(level) = levels.of(rule, builder.place().file) {
                findings.push(builder.into_finding(name.clone(), level));
            }
        }
        findings
    }

    /// What `rule`, which is `unused-allow`, says of the `@allow`s that suppressed none of `findings`, which are
    /// in the order of their places: of those that name this very rule, or of all others. Of the project's own rules those
    /// in `ran` have run.
    fn unused_allows(
        self,
        rule: RuleId,
        of_itself: bool,
        ran: &[RuleId],
        allows: &Allows<'_>,
        findings: &[Finding],
    ) -> Vec<Finding> {
        let mut unused = allows.unused();
        unused.retain(|unused| (self.model.slice(unused.name) == unused_allow::RULE.name) == of_itself);
        let mut levels = self.levels();
        let is_on = |name: &str, file| match self.settings.rule(name) {
            // One that could not run might have had something to suppress.
            Some(rule) if rule.index() >= self.rules.len() && !ran.contains(&rule) => false,
            Some(rule) => levels.of(rule, file).is_some(),
            None => true,
        };
        let would_suppress =
            |unused: &AllowedRule<'_>, rule: &str| allows.is_in_reach(unused, rule, findings);
        let table = self.settings.table();
        let built = unused_allow::check_allows(table, self.model, &unused, is_on, would_suppress);
        self.levelled(rule, built)
    }
}
