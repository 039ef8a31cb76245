//! `misnamed-flow`: an input that nothing feeds and an output that nothing takes, for a name that differs slightly.

mod pair;
mod renaming;

use crate::finding::Fix;
use crate::model::ScopeId;
use crate::model::matching::{Expectation, Kind};
use crate::model::pairing::Disposition;
use crate::rules::builder::FindingBuilder;
use crate::rules::rule::{Context, Rule, rule};
use crate::rules::support::display::{few_listed, quoted, quoted_expectation, quoted_owner};
use crate::rules::support::name_words::flow_words;
use crate::syntax::StatementFlags;
use pair::{Misnamed, Partner};
use renaming::Renaming;

/// Of more pairs of an input and an output it is not asked whether they agree.
const MOST_PAIRS: usize = 256;

pub(crate) const RULE: Rule = rule!("misnamed-flow", check);

fn check(context: &Context<'_>) -> Vec<FindingBuilder> {
    let model = context.model;
    let mut findings = Vec::new();
    for (id, _) in model.failures() {
        if model.diagnosis().disposition(id) == Disposition::Misnamed {
            findings.push(Misnamed::new(model, id).finding());
        }
    }
    findings
}

impl<'m> Misnamed<'m> {
    fn finding(&self) -> FindingBuilder {
        let model = self.model;
        let scope = self.failure.occurrence.scope;
        let viewpoint = quoted_owner(model, scope, &self.part);
        let mut names: Vec<String> =
            self.partners.iter().map(|partner| quoted(model, partner.place)).collect();
        names.dedup();
        let verb = if self.failure.occurrence.kind == Kind::Outcome { "promises" } else { "expects" };
        let item = quoted(model, self.place);
        let message =
            format!("{viewpoint} {verb} {item}, but what comes is called {}", few_listed(&names, "and"));
        let mut finding = FindingBuilder::new(self.place, message).label("nothing has this name");
        for partner in &self.partners {
            finding = finding.secondary(partner.place, partner.label(model));
        }
        for &place in &self.duplicates {
            finding = finding.secondary(place, "expected here as well");
        }
        let unpaired = self.unpaired();
        if !unpaired.is_empty() {
            finding = finding
                .help(format!("let {} send it too, or leave this out here", few_listed(&unpaired, "and")));
        }
        let Renaming { act, edits } = self.renaming();
        let is_harmful = self.lacks_counterpart() || self.closes_loop() || self.excludes_another();
        let edits = if is_harmful { None } else { edits };
        finding
            .help(format!("{act}, if both mean the same; or rename the other"))
            .fix(edits.map(|edits| Fix::suggested(act, edits)))
            .fingerprint(flow_words(model, scope, &self.part))
    }

    /// Whether the stream that the step runs does not have it under the name here: it is told of that once the flow is mended.
    fn lacks_counterpart(&self) -> bool {
        let at = self.failure.occurrence;
        self.part.node.is_some_and(|step| self.model.mismatches().has(step, at))
    }

    /// Whether the step would wait for one that waits for it, once both call it the same.
    fn closes_loop(&self) -> bool {
        let Some(step) = self.part.node else { return false };
        if self.failure.occurrence.scope == ScopeId::CHAIN || !self.model.is_waited_for(step, &self.part) {
            return false;
        }
        let mut givers = self.partners.iter().filter_map(|partner| partner.part.node);
        givers.any(|giver| self.model.may_wait_for(giver, step))
    }

    /// Whether the step would need two alternatives of one output, once both call it the same. True too where that takes too
    /// long to find out.
    fn excludes_another(&self) -> bool {
        let (model, id) = (self.model, self.failure.occurrence.scope);
        let Some(step) = self.part.node else { return false };
        for Partner { failure, part, .. } in &self.partners {
            let home = failure.occurrence.scope;
            let Some(giver) = part.node else { continue };
            let is_either =
                model.tree(model.file_of(home, part))[part.statement].flags.has(StatementFlags::EITHER);
            if !is_either {
                continue;
            }
            let inputs = model.scope(id).flows_of_node(Kind::Input, step);
            let outputs = model.scope(home).flows_of_node(Kind::Output, giver);
            if inputs.len().saturating_mul(outputs.len()) > MOST_PAIRS {
                return true;
            }
            for input in inputs {
                if input.statement == self.part.statement || !model.is_waited_for(step, input) {
                    continue;
                }
                for other in outputs {
                    let is_alternative = other.statement == part.statement && other.term != part.term;
                    let mut items = model.items(home, other);
                    let meets = |item| model.items(id, input).any(|own| model.declared().agree(item, own));
                    if is_alternative && items.any(meets) {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Whom else the flow names without getting it.
    fn unpaired(&self) -> Vec<String> {
        let mut ends = Vec::new();
        for &expectation in self.model.diagnosis().remaining(self.id) {
            if expectation != Expectation::Anyone {
                ends.push(quoted_expectation(self.model, expectation));
            }
        }
        ends
    }
}
