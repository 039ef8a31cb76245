//! The `@allow`s of a model: which findings they silence, and which of them silence none.

use crate::finding::{Finding, Suppression};
use crate::model::Model;
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::tree::Allow;
use crate::syntax::words::unquote;

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
pub(super) struct Allows<'m> {
    model: &'m Model<'m>,
    /// By file: where the statement of each begins and ends, and for each rule it names whether it silenced anything.
    files: Vec<Vec<Vec<bool>>>,
}

impl<'m> Allows<'m> {
    pub(super) fn new(model: &'m Model<'m>) -> Allows<'m> {
        let used = |allow: &Allow| vec![false; allow.rules.len()];
        let files = model.trees.iter().map(|tree| tree.allows.iter().map(used).collect()).collect();
        Allows { model, files }
    }

    pub(super) fn silence(&mut self, findings: &mut [Finding]) {
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
    pub(super) fn is_in_reach(&self, unused: &AllowedRule<'_>, rule: &str, findings: &[Finding]) -> bool {
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

    pub(super) fn unused(&self) -> Vec<AllowedRule<'m>> {
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
