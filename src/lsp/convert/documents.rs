//! The documents that are open in the editor.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gen_lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::position::{Encoding, Lines};

/// A document as the editor holds it.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its address, as the client writes it.
    pub uri: Uri,
    /// The version that the client counts.
    pub version: i32,
    /// Its text.
    pub text: String,
}

/// All open documents, by their paths.
#[derive(Debug, Default)]
pub struct Documents(BTreeMap<PathBuf, Document>);

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
    /// Takes in a document.
    pub fn open(&mut self, path: PathBuf, document: Document) {
        self.0.insert(path, document);
    }

    /// Lets a document go.
    pub fn close(&mut self, path: &Path) -> Option<Document> {
        self.0.remove(path)
    }

    /// The open document at `path`.
    pub fn get(&self, path: &Path) -> Option<&Document> {
        self.0.get(path)
    }

    /// All of them with their paths, in the order of these.
    pub fn iter(&self) -> impl Iterator<Item = (&PathBuf, &Document)> {
        self.0.iter()
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
        let document = self.0.get_mut(path).ok_or(Refused::NotOpen)?;
        if version < document.version {
            return Err(Refused::Old);
        }
        document.version = version;
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    document.text.clone_from(&whole.text);
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let lines = Lines::new(&document.text);
                    let span = lines.span(&document.text, part.range, encoding);
                    document.text.replace_range(span.range(), &part.text);
                }
            }
        }
        Ok(document)
    }
}
