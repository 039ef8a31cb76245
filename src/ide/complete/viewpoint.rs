//! Who speaks at a place.

use crate::ide::call_hierarchy::node_at;
use crate::ide::references::stream_around;
use crate::model::{Activity, Model, NodeId, ScopeId, StatementRef};
use crate::source::{FileId, FileSpan};
use crate::syntax::StatementFlags;

/// Who speaks at a place.
pub(super) struct Viewpoint {
    /// The stream, or the chain.
    pub scope: ScopeId,
    /// The step, or the activity that is described.
    pub node: Option<NodeId>,
    /// Whether a step speaks of what comes back to it, perhaps from itself.
    pub repeats: bool,
    /// Whether it speaks of a `reply`.
    pub replies: bool,
    /// What is written at the place already. The model holds it as a name, but it is not offered for itself.
    typed: FileSpan,
}

impl Viewpoint {
    /// Who speaks at byte `offset`, which is in or behind `typed`, in a statement with this word before it.
    pub fn at(model: &Model<'_>, typed: FileSpan, offset: u32, modifier: StatementFlags) -> Viewpoint {
        let file = typed.file;
        let scope = stream_at(model, file, offset).unwrap_or(ScopeId::CHAIN);
        let repeats = scope != ScopeId::CHAIN && modifier.has(StatementFlags::REWORK);
        let replies = scope != ScopeId::CHAIN && modifier.has(StatementFlags::REPLY);
        Viewpoint { scope, node: node_at(model, file, offset), repeats, replies, typed }
    }

    /// Whether what stands at `place` is just being typed.
    pub fn is_typing(&self, place: FileSpan) -> bool {
        place.holds_start_of(self.typed)
    }

    /// Whether it is this activity that is described here, or that the step is in.
    pub fn is_in(&self, model: &Model<'_>, activity: Activity) -> bool {
        self.node.is_some_and(|node| model.node(node).activity_of.activity() == Some(activity))
    }
}

/// The stream that was begun last before byte `offset`, if no other declaration follows it. One that is still being
/// written has no end that could be relied on.
fn stream_at(model: &Model<'_>, file: FileId, offset: u32) -> Option<ScopeId> {
    let last = model.tree(file).begun_by(offset).next_back()?;
    stream_around(model, StatementRef { file, id: last })
}
