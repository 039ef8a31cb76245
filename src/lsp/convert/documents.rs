//! The documents that are open in the editor.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gen_lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use super::editing::EditedText;
use super::position::Encoding;

/// A document as the editor holds it.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its address, as the client writes it.
    pub uri: Uri,
    /// Which of its texts this is.
    pub revision: Revision,
    /// Its text.
    pub text: String,
}

/// One of the texts that documents had; a later one is greater, of whichever document. A client may count anew when it
/// opens a document again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Revision {
    /// How many texts there were before it.
    pub turn: u64,
    /// The version that the client counts.
    pub version: i32,
}

/// All open documents, by their paths.
#[derive(Debug, Default)]
pub struct Documents {
    open: BTreeMap<PathBuf, Document>,
    /// How many texts they have had so far.
    turns: u64,
}

/// Why a change of a document cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It was never opened, or has been closed.
    #[error("the document is not open")]
    NotOpen,
    /// A change came after one that is newer.
    #[error("the change is older than the document")]
    Old,
}

impl Documents {
    /// Takes in a document that the client has opened.
    pub fn open(&mut self, path: PathBuf, opened: &TextDocumentItem) {
        let revision = Revision { turn: self.turns, version: opened.version };
        self.turns += 1;
        self.open.insert(path, Document { uri: opened.uri.clone(), revision, text: opened.text.clone() });
    }

    /// Lets a document go.
    pub fn close(&mut self, path: &Path) -> Option<Document> {
        self.open.remove(path)
    }

    /// The open document at `path`.
    pub fn get(&self, path: &Path) -> Option<&Document> {
        self.open.get(path)
    }

    /// All of them with their paths, in the order of these.
    pub fn iter(&self) -> impl Iterator<Item = (&PathBuf, &Document)> {
        self.open.iter()
    }

    /// Makes the changes one after the other, each in the text that the one before it left, and gives the document.
    ///
    /// # Errors
    /// Where the document is not open, or the changes come too late.
    pub fn change(
        &mut self,
        path: &Path,
        version: i32,
        changes: &[TextDocumentContentChangeEvent],
        encoding: Encoding,
    ) -> Result<&Document, Refused> {
        let document = self.open.get_mut(path).ok_or(Refused::NotOpen)?;
        if version < document.revision.version {
            return Err(Refused::Old);
        }
        document.revision = Revision { turn: self.turns, version };
        self.turns += 1;
        let mut edited = EditedText::new(&document.text);
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    edited = EditedText::new(&whole.text);
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    edited.change(part.range, &part.text, encoding);
                }
            }
        }
        document.text = edited.into_text();
        Ok(document)
    }
}
