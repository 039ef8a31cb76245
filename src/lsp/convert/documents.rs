//! The documents that are open in the editor.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use gen_lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Uri, VersionedTextDocumentIdentifier};

use super::editing::EditedText;
use super::position::Encoding;
use super::unread::Unread;
use super::uri;

/// A document as the editor holds it.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its address, as the client writes it.
    pub uri: Uri,
    /// Which of its texts this is.
    pub revision: Revision,
    /// What counts of its text: all of it, or nothing where that is no model.
    pub text: String,
    /// Why its text is not read, where it is not.
    pub unread: Option<Unread>,
    /// The same file under other addresses, which lead to it through links. Their texts may be others.
    pub others: Vec<Document>,
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
    /// The path of each by its address. A link that it was opened through may lead elsewhere by now, or nowhere.
    by_address: HashMap<String, PathBuf>,
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

impl Document {
    /// Has it hold another text.
    fn take(&mut self, text: String) {
        (self.text, self.unread) = match Unread::of(text) {
            Ok(text) => (text, None),
            Err(unread) => (String::new(), Some(unread)),
        };
    }

    /// Whether an address, which may be spelt in several ways, is that of this document.
    pub fn is_at(&self, address: &Uri) -> bool {
        uri::are_same(&self.uri, address)
    }

    /// Puts another one in the place of the document that counts.
    fn lead_with(&mut self, at: usize) {
        let leading = self.others.remove(at);
        let mut before = std::mem::replace(self, leading);
        self.others = std::mem::take(&mut before.others);
        self.others.push(before);
    }
}

impl Documents {
    /// Takes in a document that the client has opened. If the file is open under another address, what stands there
    /// counts until somebody changes the new one.
    pub fn open(&mut self, path: PathBuf, opened: &TextDocumentItem) {
        let mut document = self.next(&opened.uri, opened.version);
        document.take(opened.text.clone());
        self.put(path, document);
    }

    /// Takes in that a document has a text now that is too large to be handed over.
    pub fn grow(&mut self, path: PathBuf, grown: &VersionedTextDocumentIdentifier) {
        let document = self.next(&grown.text_document_identifier.uri, grown.version);
        self.put(path, Document { unread: Some(Unread::TooLarge), ..document });
    }

    /// A document that is empty as yet.
    fn next(&mut self, address: &Uri, version: i32) -> Document {
        let revision = Revision { turn: self.turns, version };
        self.turns += 1;
        Document { uri: address.clone(), revision, text: String::new(), unread: None, others: Vec::new() }
    }

    fn put(&mut self, path: PathBuf, document: Document) {
        let known = self.by_address.insert(document.uri.to_string(), path.clone());
        if let Some(known) = known.filter(|known| *known != path) {
            self.take_out(&known, &document.uri);
        }
        let Some(known) = self.open.get_mut(&path) else {
            self.open.insert(path, document);
            return;
        };
        if known.is_at(&document.uri) {
            let others = std::mem::take(&mut known.others);
            *known = Document { others, ..document };
        } else {
            known.others.retain(|other| !other.is_at(&document.uri));
            known.others.push(document);
        }
    }

    /// The path of the document at an address, links resolved: where it is open, as they were when it was opened.
    pub fn path(&self, address: &Uri) -> Option<PathBuf> {
        self.by_address.get(address.as_ref()).cloned().or_else(|| uri::resolved(address))
    }

    /// Lets a document of the file at `path` go; whether it was open.
    pub fn close(&mut self, path: &Path, address: &Uri) -> bool {
        if self.by_address.remove(address.as_ref()).is_none() {
            // It may be spelt otherwise than it was opened.
            self.by_address.retain(|known, _| !uri::are_same(&Uri::from(known.as_str()), address));
        }
        self.take_out(path, address)
    }

    fn take_out(&mut self, path: &Path, address: &Uri) -> bool {
        let Some(known) = self.open.get_mut(path) else { return false };
        if let Some(at) = known.others.iter().position(|other| other.is_at(address)) {
            known.others.remove(at);
        } else if !known.is_at(address) {
            return false;
        } else if known.others.is_empty() {
            self.open.remove(path);
        } else {
            known.lead_with(known.others.len() - 1);
            known.others.pop();
        }
        true
    }

    /// The open document at `path`; of several, the one that was changed last.
    pub fn get(&self, path: &Path) -> Option<&Document> {
        self.open.get(path)
    }

    /// Whether this is the address of an open document that does not count for the file at `path`.
    pub fn is_other(&self, path: &Path, address: &Uri) -> bool {
        self.get(path).is_some_and(|known| known.others.iter().any(|other| other.is_at(address)))
    }

    /// All of them with their paths, in the order of these.
    pub fn iter(&self) -> impl Iterator<Item = (&PathBuf, &Document)> {
        self.open.iter()
    }

    /// Makes the changes one after the other, each in the text that the one before it left. The document is then the one
    /// that counts for its file.
    ///
    /// # Errors
    /// Where the document is not open, or the changes come too late.
    pub fn change(
        &mut self,
        path: &Path,
        changed: &VersionedTextDocumentIdentifier,
        changes: &[TextDocumentContentChangeEvent],
        encoding: Encoding,
    ) -> Result<(), Refused> {
        let address = &changed.text_document_identifier.uri;
        let known = self.open.get_mut(path).ok_or(Refused::NotOpen)?;
        let other = known.others.iter().position(|other| other.is_at(address));
        let document = other.map_or(&*known, |at| &known.others[at]);
        if changed.version < document.revision.version {
            return Err(Refused::Old);
        }
        if let Some(at) = other {
            known.lead_with(at);
        }
        let document = known;
        document.revision = Revision { turn: self.turns, version: changed.version };
        self.turns += 1;
        let (mut is_known, whole) = match &document.unread {
            None => (true, document.text.as_str()),
            Some(Unread::NoModel { text, .. }) => (true, text.as_str()),
            Some(Unread::TooLarge) => (false, ""),
        };
        let mut edited = EditedText::new(whole);
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    edited = EditedText::new(&whole.text);
                    is_known = true;
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    edited.change(part.range, &part.text, encoding);
                }
            }
        }
        if is_known {
            let text = edited.into_text();
            document.take(text);
        }
        Ok(())
    }
}
