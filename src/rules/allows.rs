//! The `@allow`s of a model: which findings they suppress, and which of them suppress none.

use crate::finding::{Finding, Suppression};
use crate::model::Model;
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::Tree;
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

/// All `@allow`s of a model, with those that suppressed something.
pub(super) struct Allows<'m> {
    model: &'m Model<'m>,
    /// By file: where the statement of each begins and ends, and for each rule it names whether it suppressed anything.
    files: Vec<Vec<Vec<bool>>>,
    /// By file and `@allow`: the next one outwards, as [`outwards`] gives it.
    outwards: Vec<Vec<Option<usize>>>,
}

impl<'m> Allows<'m> {
    pub(super) fn new(model: &'m Model<'m>) -> Allows<'m> {
        let mut files = Vec::with_capacity(model.trees().len());
        let mut around = Vec::with_capacity(model.trees().len());
        for tree in model.trees() {
            around.push(outwards(tree));
            files.push(tree.allows.iter().map(|allow| vec![false; allow.rules.len()]).collect());
        }
        Allows { model, files, outwards: around }
    }

    pub(super) fn suppress(&mut self, findings: &mut [Finding]) {
        for finding in findings {
            let FileSpan { file, span } = finding.primary.place;
            let tree = self.model.tree(file);
            let source = self.model.source(file);
            // From the innermost outwards: an `@allow` that stands later and covers the place is nearer to it.
            let before = tree.allows.partition_point(|allow| allow.span.start <= span.start);
            let mut next = before.checked_sub(1);
            while let Some(at) = next {
                next = self.outwards[file.index()][at];
                let allow = &tree.allows[at];
                let Some(target) = allow.target else { continue };
                if !tree[target].span.contains(span) {
                    continue;
                }
                let mut is_named = false;
                // All of them, should one stand there twice.
                for (&rule, used) in allow.rules.iter().zip(&mut self.files[file.index()][at]) {
                    if source.slice(rule) == finding.rule {
                        *used = true;
                        is_named = true;
                    }
                }
                if is_named {
                    let reason = unquote(source.slice(allow.reason)).into_owned();
                    let place = FileSpan { file, span: allow.span };
                    finding.suppressed.get_or_insert(Suppression { reason, place });
                }
            }
        }
    }

    /// Whether a finding of `rule` is not suppressed and stands where this `@allow` reaches. The findings are in the order of
    /// their places.
    pub(super) fn is_in_reach(&self, unused: &AllowedRule<'_>, rule: &str, findings: &[Finding]) -> bool {
        let Some(target) = unused.allow.target else { return false };
        let span = self.model.tree(unused.file)[target].span;
        let start = FileSpan { file: unused.file, span: Span::new(span.start, span.start) };
        let first = findings.partition_point(|finding| finding.primary.place < start);
        for finding in &findings[first..] {
            let place = finding.primary.place;
            if place.file != unused.file || place.span.start >= span.end {
                break;
            }
            if finding.rule == rule && finding.suppressed.is_none() && span.contains(place.span) {
                return true;
            }
        }
        false
    }

    pub(super) fn unused(&self) -> Vec<AllowedRule<'m>> {
        let model: &'m Model<'m> = self.model;
        let mut unused = Vec::new();
        for (file, (tree, used)) in model.trees().iter().zip(&self.files).enumerate() {
            let file = FileId::new(file);
            for (allow, used) in tree.allows.iter().zip(used) {
                for (&span, &is_used) in allow.rules.iter().zip(used) {
                    if !is_used {
                        unused.push(AllowedRule { file, allow, name: FileSpan { file, span } });
                    }
                }
            }
        }
        unused
    }
}

/// For each `@allow` of a text the nearest earlier one whose statement has not ended where it stands. Statements lie in each
/// other or apart, so whatever covers a place is on the way outwards from the last `@allow` before it.
fn outwards(tree: &Tree) -> Vec<Option<usize>> {
    let mut outwards = Vec::with_capacity(tree.allows.len());
    let mut open: Vec<(usize, u32)> = Vec::new();
    for (at, allow) in tree.allows.iter().enumerate() {
        while open.pop_if(|&mut (_, end)| end <= allow.span.start).is_some() {}
        outwards.push(open.last().map(|&(outer, _)| outer));
        if let Some(target) = allow.target {
            open.push((at, tree[target].span.end));
        }
    }
    outwards
}
