//! How the files look to whoever adds something to them. What is found once is kept: a thousand findings may all want to
//! write at one place, and would else walk over the same blanks and comments each.

use std::sync::{Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use crate::model::{Model, StatementRef};
use crate::source::{FileId, FileSpan};
use crate::syntax::StatementId;

/// On which side of a statement another one is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Before it.
    Before,
    /// Behind it.
    Behind,
    /// At the end of its block.
    Inside,
}

/// Where a statement is added, and what makes it look like those around it.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Between two bytes.
    pub at: FileSpan,
    /// What goes before it.
    pub before: String,
    /// What goes behind it.
    pub behind: String,
}

/// What is known so far.
#[derive(Debug)]
pub(super) struct Layout {
    spots: Mutex<FxHashMap<(StatementRef, Side), Option<Spot>>>,
    files: Vec<OnceLock<FileLayout>>,
}

/// What is known of one file.
#[derive(Debug)]
struct FileLayout {
    /// The statements outside all blocks.
    tops: Vec<StatementId>,
    /// By how much a block is indented.
    indentation: &'static str,
}

impl Layout {
    /// Of so many files.
    pub(super) fn of(files: usize) -> Layout {
        Layout { spots: Mutex::default(), files: (0..files).map(|_| OnceLock::new()).collect() }
    }
}

impl Model<'_> {
    /// The spot on one side of a statement, for which `find` looks when it is first asked for; none where nothing can be
    /// added.
    pub fn spot(
        &self,
        statement: StatementRef,
        side: Side,
        find: impl FnOnce() -> Option<Spot>,
    ) -> Option<Spot> {
        let key = (statement, side);
        let spots = || self.layout.spots.lock().unwrap_or_else(PoisonError::into_inner);
        let known = spots().get(&key).cloned();
        if let Some(spot) = known {
            return spot;
        }
        // Without the lock, for it may ask for another one.
        let spot = find();
        spots().insert(key, spot.clone());
        spot
    }

    /// The statement outside all blocks that is this one, or in whose block it stands.
    pub fn top_of(&self, statement: StatementRef) -> Option<StatementId> {
        let tops = &self.layout_of(statement.file).tops;
        let behind = tops.partition_point(|&top| top <= statement.id);
        behind.checked_sub(1).map(|last| tops[last])
    }

    /// By how much a block is indented: by a tab where the file begins a line with one, else by two blanks.
    pub fn indentation(&self, file: FileId) -> &'static str {
        self.layout_of(file).indentation
    }

    fn layout_of(&self, file: FileId) -> &FileLayout {
        self.layout.files[file.index()].get_or_init(|| {
            let text = &self.source(file).text;
            let has_tabs = ["\n\t", "\r\t"].iter().any(|tab| text.contains(tab));
            FileLayout {
                tops: self.tree(file).top().collect(),
                indentation: if has_tabs { "\t" } else { "  " },
            }
        })
    }
}
