//! Runs the rules over a model: levels, `@allow`s, order.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::finding::{Finding, Suppression};
use crate::model::Model;
use crate::project::Settings;
use crate::rules::RULES;
use crate::rules::builder::FindingBuilder;
use crate::rules::hygiene::unused_allow;
use crate::rules::rule::Context;
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::tree::Allow;
use crate::syntax::words::unquote;

/// Checks `model` with all rules that `settings` turn on, which know the rules of [`RULES`] in their order.
/// `relative` holds the path of each file relative to the project's root, in the order of the sources; overrides go
/// by it. Findings come in the order of files, places and rules; silenced ones are among them, marked.
pub fn check(model: &Model<'_>, settings: &Settings, relative: &[PathBuf]) -> Vec<Finding> {
    let level = |rule: usize, file: FileId| {
        let path =
            relative.get(file.index()).map_or(model.sources.get(file).path.as_path(), PathBuf::as_path);
        settings.level(rule, path).0
    };
    let finish = |rule: usize, drafts: Vec<FindingBuilder>| -> Vec<Finding> {
        let finding = |draft: FindingBuilder| {
            let level = level(rule, draft.place().file)?;
            Some(draft.into_finding(RULES[rule].name, level))
        };
        drafts.into_iter().filter_map(finding).collect()
    };
    let enabled: Vec<usize> = (0..RULES.len()).filter(|&rule| settings.can_run(rule)).collect();
    let run = |&rule: &usize| finish(rule, (RULES[rule].check)(&Context { model, settings, rule }));
    let mut findings: Vec<Finding> = enabled.par_iter().flat_map_iter(run).collect();
    let mut allows = Allows::new(model);
    allows.silence(&mut findings);
    if let Some(rule) = RULES.iter().position(|rule| rule.name == unused_allow::RULE.name) {
        let is_on = |name: &str, file| {
            RULES.iter().position(|rule| rule.name == name).is_none_or(|rule| level(rule, file).is_some())
        };
        // An `@allow` of this very rule can only be judged when the others are.
        for of_itself in [false, true] {
            let unused: Vec<AllowedRule<'_>> = allows
                .unused()
                .into_iter()
                .filter(|unused| (model.sources.slice(unused.name) == unused_allow::RULE.name) == of_itself)
                .collect();
            findings.sort_by_key(|finding| finding.primary.place);
            let would_silence =
                |unused: &AllowedRule<'_>, rule: &str| allows.is_in_reach(unused, rule, &findings);
            let drafts = unused_allow::check_allows(model, &unused, is_on, would_silence);
            let mut unused = finish(rule, drafts);
            allows.silence(&mut unused);
            findings.extend(unused);
        }
    }
    findings.sort_by(|one, two| {
        (one.primary.place, one.rule, &one.message).cmp(&(two.primary.place, two.rule, &two.message))
    });
    findings
}

/// One rule that one `@allow` names.
#[derive(Clone, Copy, Debug)]
pub struct AllowedRule<'m> {
    /// The file.
    pub file: FileId,
    /// The `@allow`.
    pub allow: &'m Allow,
    /// The place of the rule's name.
    pub name: FileSpan,
}

/// All `@allow`s of a model, with those that silenced something.
struct Allows<'m> {
    model: &'m Model<'m>,
    /// By file: where the statement of each begins and ends, and for each rule it names whether it silenced anything.
    files: Vec<Vec<Vec<bool>>>,
}

impl<'m> Allows<'m> {
    fn new(model: &'m Model<'m>) -> Allows<'m> {
        let used = |allow: &Allow| vec![false; allow.rules.len()];
        let files = model.trees.iter().map(|tree| tree.allows.iter().map(used).collect()).collect();
        Allows { model, files }
    }

    fn silence(&mut self, findings: &mut [Finding]) {
        for finding in findings {
            let FileSpan { file, span } = finding.primary.place;
            let tree = self.model.tree(file);
            let source = self.model.sources.get(file);
            // From the innermost outwards: an `@allow` that stands later and covers the place is nearer to it.
            let before = tree.allows.partition_point(|allow| allow.span.start <= span.start);
            for (at, allow) in tree.allows[..before].iter().enumerate().rev() {
                let Some(target) = allow.target else { continue };
                if !tree[target].span.contains(span) {
                    continue;
                }
                let names = allow.rules.iter().enumerate();
                let mut named = names.filter(|&(_, &rule)| source.slice(rule) == finding.rule).peekable();
                if named.peek().is_some() {
                    let reason = unquote(source.slice(allow.reason)).into_owned();
                    let place = FileSpan { file, span: allow.span };
                    finding.suppressed.get_or_insert(Suppression { reason, place });
                }
                // All of them, should one stand there twice.
                for (rule, _) in named {
                    self.files[file.index()][at][rule] = true;
                }
            }
        }
    }

    /// Whether a finding of `rule` is not silenced and stands where this `@allow` reaches. The findings are in the order of
    /// their places.
    fn is_in_reach(&self, unused: &AllowedRule<'_>, rule: &str, findings: &[Finding]) -> bool {
        let Some(target) = unused.allow.target else { return false };
        let span = self.model.tree(unused.file)[target].span;
        let start = FileSpan { file: unused.file, span: Span::new(span.start, span.start) };
        let first = findings.partition_point(|finding| finding.primary.place < start);
        let near = findings[first..].iter().take_while(|finding| {
            let place = finding.primary.place;
            place.file == unused.file && place.span.start < span.end
        });
        near.filter(|finding| span.contains(finding.primary.place.span))
            .any(|finding| finding.rule == rule && finding.suppressed.is_none())
    }

    fn unused(&self) -> Vec<AllowedRule<'m>> {
        let model: &'m Model<'m> = self.model;
        let mut unused = Vec::new();
        for (file, (tree, used)) in model.trees.iter().zip(&self.files).enumerate() {
            let file = FileId(file as u32);
            for (allow, used) in tree.allows.iter().zip(used) {
                let names = allow.rules.iter().zip(used).filter(|&(_, &used)| !used);
                unused.extend(names.map(|(&span, _)| AllowedRule {
                    file,
                    allow,
                    name: FileSpan { file, span },
                }));
            }
        }
        unused
    }
}
