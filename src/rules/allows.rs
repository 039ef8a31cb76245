//! The `@allow`s of a model: which findings they suppress, and which of them suppress none.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::finding::{Finding, Suppression};
use crate::model::Model;
use crate::sanitise::shortened;
use crate::source::{FileId, FileSpan, Span};
use crate::syntax::tree::Allow;
use crate::syntax::words::unquote;
use crate::syntax::{StatementId, Tree};

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
    /// By file.
    files: Vec<FileAllows<'m>>,
}

/// The `@allow`s of a file. Those before one statement reach equally far, so they are looked at together.
#[derive(Default)]
struct FileAllows<'m> {
    /// The statements with `@allow`s before them, in the order of the text.
    statements: Vec<Allowing<'m>>,
    /// By `@allow`: the statement that it stands before, by its index in that list.
    targets: Vec<Option<usize>>,
}

/// A statement with `@allow`s before it.
struct Allowing<'m> {
    id: StatementId,
    span: Span,
    /// The nearest other one that it lies in, by its index.
    outer: Option<usize>,
    /// The rules that are named, by their names.
    rules: FxHashMap<&'m str, Named>,
}

/// What is known of a rule that is named before a statement.
struct Named {
    /// The last `@allow` that names it, by its index in the file.
    allow: usize,
    /// Its reason, once it has suppressed a finding: many may share it.
    reason: Option<Arc<str>>,
    is_used: bool,
}

impl<'m> Allows<'m> {
    pub(super) fn new(model: &'m Model<'m>) -> Allows<'m> {
        let mut files = Vec::with_capacity(model.trees().len());
        for (file, tree) in model.trees().iter().enumerate() {
            files.push(FileAllows::of(tree, &model.source(FileId::new(file)).text));
        }
        Allows { model, files }
    }

    pub(super) fn suppress(&mut self, findings: &mut [Finding]) {
        for finding in findings {
            let FileSpan { file, span } = finding.primary.place;
            let statements = &mut self.files[file.index()].statements;
            // From the innermost outwards: a statement that begins later and covers the place is nearer to it. Statements lie
            // in each other or apart, so all that cover it lie around the last that begins before it.
            let before = statements.partition_point(|statement| statement.span.start <= span.start);
            let mut next = before.checked_sub(1);
            while let Some(at) = next {
                let statement = &mut statements[at];
                next = statement.outer;
                if !statement.span.contains(span) {
                    continue;
                }
                let Some(named) = statement.rules.get_mut(&*finding.rule) else { continue };
                // It suppresses even if a nearer one does: should one stand there twice, both are used.
                named.is_used = true;
                let allow = &self.model.tree(file).allows[named.allow];
                finding.suppressed.get_or_insert_with(|| {
                    let reason = named.reason.get_or_insert_with(|| {
                        shortened(&unquote(self.model.source(file).slice(allow.reason))).into()
                    });
                    Suppression { reason: reason.clone(), place: FileSpan { file, span: allow.span } }
                });
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
        for (file, (tree, allows)) in model.trees().iter().zip(&self.files).enumerate() {
            let file = FileId::new(file);
            for (allow, &target) in tree.allows.iter().zip(&allows.targets) {
                for &span in &allow.rules {
                    let name = FileSpan { file, span };
                    let named = target.and_then(|at| allows.statements[at].rules.get(model.slice(name)));
                    if !named.is_some_and(|named| named.is_used) {
                        unused.push(AllowedRule { file, allow, name });
                    }
                }
            }
        }
        unused
    }
}

impl<'m> FileAllows<'m> {
    /// Those of a file with this text, none of which has suppressed anything yet.
    fn of(tree: &Tree, text: &'m str) -> FileAllows<'m> {
        let mut found = FileAllows::default();
        // Where the statements end that the next one may lie in, each with its index.
        let mut open: Vec<(usize, u32)> = Vec::new();
        for (at, allow) in tree.allows.iter().enumerate() {
            let Some(id) = allow.target else {
                found.targets.push(None);
                continue;
            };
            let is_known = found.statements.last().is_some_and(|last| last.id == id);
            if !is_known {
                let span = tree[id].span;
                while open.pop_if(|&mut (_, end)| end <= span.start).is_some() {}
                let outer = open.last().map(|&(outer, _)| outer);
                open.push((found.statements.len(), span.end));
                found.statements.push(Allowing { id, span, outer, rules: FxHashMap::default() });
            }
            let last = found.statements.len() - 1;
            for rule in &allow.rules {
                let named = Named { allow: at, reason: None, is_used: false };
                found.statements[last].rules.insert(&text[rule.range()], named);
            }
            found.targets.push(Some(last));
        }
        found
    }
}
