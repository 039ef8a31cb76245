//! Source texts, and places in them. Everything that points into a text does it with these types.

mod counts;
mod line_index;
pub mod lines;
mod merge;
mod span;

use std::path::PathBuf;

pub use counts::Counts;
pub use line_index::{LineColumn, LineIndex};
pub use merge::conflict;
pub use span::{FileSpan, Span};

/// One source text of a project, as an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

impl FileId {
    /// The id of the text at `index`, 0-based. There are fewer than bytes in all texts, and of these less than 4 GiB are read.
    pub fn new(index: usize) -> FileId {
        FileId(index as u32)
    }

    /// The index as a `usize`.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One source text with the path that findings show for it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where it was read from, as findings show it: relative to the working directory where possible.
    pub path: PathBuf,
    /// The whole text, byte-order mark and line ends kept. At most [`Source::MAX_BYTES`] long.
    pub text: String,
}

impl Source {
    /// The longest text that is read. A stream of a million steps is shorter; a longer text would take minutes and some
    /// eight bytes of memory for each of its own.
    pub const MAX_BYTES: u64 = 280_000_000;

    /// The text at `span`; empty where the span does not fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

/// All source texts of one project, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Takes the texts; each one's position is its [`FileId`].
    pub fn new(sources: Vec<Source>) -> Sources {
        Sources(sources)
    }

    /// The text with this id.
    ///
    /// # Panics
    /// Only for an id that did not come from this collection.
    pub fn get(&self, file: FileId) -> &Source {
        &self.0[file.index()]
    }

    /// Gives the text with this id another content; its path stays.
    pub fn replace(&mut self, file: FileId, text: String) {
        if let Some(source) = self.0.get_mut(file.index()) {
            source.text = text;
        }
    }

    /// All texts with their ids.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (FileId, &Source)> {
        self.0.iter().enumerate().map(|(index, source)| (FileId::new(index), source))
    }

    /// All texts.
    pub fn as_slice(&self) -> &[Source] {
        &self.0
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is written at `place`.
    pub fn slice(&self, place: FileSpan) -> &str {
        self.get(place.file).slice(place.span)
    }
}
