//! Which files a file's findings depend on, so that a large project need not be looked at whole while somebody types.
//!
//! A stream depends on what is declared, on the value chain, and on the streams with which it exchanges something. Models
//! are made of many streams, and each exchanges something with few. Findings of rules with [`Scope::Project`] depend on
//! everything, and what a message adds for help may as well; so this is for a first answer, which the whole project then
//! confirms.

use rustc_hash::FxHashSet;

use crate::model::flows::{End, NamedEnd};
use crate::model::{Model, ScopeId};
use crate::rule::Scope;
use crate::rules::metadata;
use crate::source::FileId;
use crate::syntax::Keyword;

/// Whether a rule's findings in a file may depend on any other file of the project.
pub fn is_of_project(rule: &str) -> bool {
    let known = metadata().iter().find(|known| known.name == rule);
    known.is_none_or(|known| known.scope == Scope::Project)
}

/// The file itself and those that findings in it depend on, ascending.
pub fn of(model: &Model<'_>, file: FileId) -> Vec<FileId> {
    let mut found: FxHashSet<FileId> = FxHashSet::default();
    found.insert(file);
    for (other, _) in model.sources.iter() {
        let tree = model.tree(other);
        if tree.top().any(|index| tree[index].keyword != Keyword::Stream) {
            found.insert(other);
        }
    }
    let home = |stream: ScopeId| model.scope(stream).statement.map(|statement| statement.file);
    for stream in model.streams() {
        let Some(own) = home(stream) else { continue };
        for other in partners(model, &model.scope(stream).ends, stream).filter_map(home) {
            if own == file {
                found.insert(other);
            } else if other == file {
                found.insert(own);
            }
        }
    }
    let mut found: Vec<FileId> = found.into_iter().collect();
    found.sort_unstable();
    found
}

/// The other streams that some ends name.
fn partners<'m>(
    model: &'m Model<'_>,
    ends: &'m [NamedEnd],
    own: ScopeId,
) -> impl Iterator<Item = ScopeId> + 'm {
    let stream = move |named: &NamedEnd| match named.end {
        End::Stream(stream) | End::Undescribed(stream) => Some(stream),
        End::Step(step) => Some(model.node(step).scope),
        _ => None,
    };
    ends.iter().filter_map(stream).filter(move |&stream| stream != own)
}
