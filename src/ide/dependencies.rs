//! Which files a file's findings depend on, so that a large project need not be looked at whole while somebody types.
//!
//! A stream depends on what is declared, on the value chain, and on the streams with which it exchanges something; what
//! those do depends on their own partners. Models are made of many streams, and each has few partners. Findings of rules
//! with [`Scope::Project`] depend on everything, and what a message adds for help may as well; so this is for a first
//! answer, which the whole project then confirms.

use rustc_hash::FxHashSet;

use crate::model::declared::Thing;
use crate::model::flows::End;
use crate::model::{Model, ScopeId};
use crate::rule::Scope;
use crate::rules::metadata_of;
use crate::source::FileId;
use crate::syntax::Keyword;

/// Whether a rule's findings in a file may depend on any other file of the project.
pub fn is_of_project(rule: &str) -> bool {
    metadata_of(rule).is_none_or(|known| known.scope == Scope::Project)
}

/// How far a file's findings depend on others: a partner's flows are judged by its own partners.
const STEPS: usize = 2;

/// The file itself and those that findings in it depend on, ascending.
pub fn of(model: &Model<'_>, file: FileId) -> Vec<FileId> {
    let links = links(model);
    let mut found: FxHashSet<FileId> = FxHashSet::default();
    found.insert(file);
    for _ in 0..STEPS {
        let known = found.clone();
        for &(one, other) in &links {
            if known.contains(&one) {
                found.insert(other);
            }
            if known.contains(&other) {
                found.insert(one);
            }
        }
    }
    for (other, _) in model.sources().iter() {
        if concerns_all(model, other) {
            found.insert(other);
        }
    }
    for stream in model.streams() {
        let scope = model.scope(stream);
        // An unknown name may stand for anybody.
        if let Some(statement) = scope.statement
            && scope.ends.iter().any(|named| named.end == End::Unknown)
        {
            found.insert(statement.file);
        }
    }
    let mut found: Vec<FileId> = found.into_iter().collect();
    found.sort_unstable();
    found
}

/// Whether what is in a file concerns all others: a declaration, an activity, or what cannot be read and so may be any.
fn concerns_all(model: &Model<'_>, file: FileId) -> bool {
    let tree = model.tree(file);
    !tree.errors.is_empty() || tree.top().any(|index| tree[index].keyword != Keyword::Stream)
}

/// Each two files of which one names a stream of the other, or which have streams of one name.
fn links(model: &Model<'_>) -> FxHashSet<(FileId, FileId)> {
    let home = |stream: ScopeId| model.scope(stream).statement.map(|statement| statement.file);
    let mut links = FxHashSet::default();
    for stream in model.streams() {
        let Some(own) = home(stream) else { continue };
        for named in &model.scope(stream).ends {
            let other = match named.end {
                End::Stream(stream) | End::Undescribed(stream) => home(stream),
                End::Step(step) => home(model.node(step).scope),
                _ => None,
            };
            if let Some(other) = other
                && other != own
            {
                links.insert((own, other));
            }
        }
    }
    for run in model.runs() {
        if let (Some(own), Some(other)) = (home(model.node(run.step).scope), home(run.stream)) {
            links.insert((own, other));
        }
    }
    // A name that cannot stand where it does may be that of a stream.
    for unknown in model.unknown_names() {
        if let Some(Thing::Stream(stream)) = model.declared().end(unknown.name)
            && let Some(other) = home(stream)
        {
            links.insert((unknown.place.file, other));
        }
    }
    for duplicate in model.declared().duplicates() {
        if let Some(first) = duplicate.first {
            links.insert((first.file, duplicate.second.file));
        }
    }
    links
}
