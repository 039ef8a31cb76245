//! A project as it is at one moment, with its places put into the words of the protocol.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;

use gen_lsp_types::{
    DocumentChange, Edit as DocumentEdit, Location, OptionalVersionedTextDocumentIdentifier, Position, Range,
    TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};
use vsdlint::finding::{Edit, Finding};
use vsdlint::model::Model;
use vsdlint::project::{PolicyError, Settings};
use vsdlint::rules::{self, Checked, OwnRules};
use vsdlint::source::{FileId, FileSpan, Span};
use vsdlint::workspace::Workspace;

use super::client::Client;
use super::documents::Document;
use super::files::Files;
use super::position::{Lines, text_edits};

/// A project at one moment.
#[derive(Clone)]
pub struct Snapshot<'a> {
    /// What the client can do.
    pub client: Client,
    /// The model.
    pub model: &'a Model<'a>,
    /// The files.
    pub files: &'a Files,
    /// The settings of the project.
    pub settings: &'a Settings,
    relative: &'a [PathBuf],
    own: Option<&'a dyn OwnRules>,
    /// What is wrong with the project's own rules, as far as it shows before they run.
    policy_problems: &'a [PolicyError],
    checked: Rc<OnceCell<Checked>>,
    lines: Rc<RefCell<HashMap<FileId, Rc<Lines>>>>,
}

impl<'a> Snapshot<'a> {
    /// A look at `model`.
    pub fn new(
        client: Client,
        model: &'a Model<'a>,
        files: &'a Files,
        settings: &'a Settings,
        relative: &'a [PathBuf],
    ) -> Snapshot<'a> {
        Snapshot {
            client,
            model,
            files,
            settings,
            relative,
            own: None,
            policy_problems: &[],
            checked: Rc::default(),
            lines: Rc::default(),
        }
    }

    /// The same, checked by the project's own rules as well; `problems` is what is wrong with these already.
    pub fn with_own_rules(self, own: Option<&'a dyn OwnRules>, problems: &'a [PolicyError]) -> Snapshot<'a> {
        Snapshot { own, policy_problems: problems, ..self }
    }

    /// Looks at the project with a file as it stands in `document`, which is open under another address than the one that
    /// counts, and whose text may be another.
    pub fn seen_from<R>(
        &self,
        file: FileId,
        document: &Document,
        look: impl FnOnce(&Snapshot<'_>) -> R,
    ) -> R {
        let files = &self.files.seen_from(file, document);
        if self.text(file) == document.text {
            return look(&Snapshot { files, ..self.clone() });
        }
        self.workspace_with(file, document).with_model(|model, settings, relative| {
            let snapshot = Snapshot::new(self.client, model, files, settings, relative);
            look(&snapshot.with_own_rules(self.own, self.policy_problems))
        })
    }

    /// The texts of the project, with that of `document` in the place of a file's.
    pub fn workspace_with(&self, file: FileId, document: &Document) -> Workspace<'a> {
        let mut sources = self.model.sources().as_slice().to_vec();
        sources[file.index()].text.clone_from(&document.text);
        Workspace::new(self.settings, sources, self.relative.to_vec()).with_own_rules(self.own)
    }

    /// What the rules find, suppressed findings left out. They run when this is first asked for.
    pub fn findings(&self) -> &[Finding] {
        &self.checked().findings
    }

    /// What is wrong with the project's own rules.
    pub fn policy_problems(&self) -> impl Iterator<Item = &PolicyError> {
        self.policy_problems.iter().chain(&self.checked().failures)
    }

    fn checked(&self) -> &Checked {
        self.checked.get_or_init(|| {
            let mut checked = rules::check_with_own(self.model, self.settings, self.relative, self.own);
            checked.findings.retain(|finding| finding.suppressed.is_none());
            checked
        })
    }

    /// The findings whose primary place lies in `file`.
    pub fn findings_in(&self, file: FileId) -> &[Finding] {
        let findings = self.findings();
        let start = findings.partition_point(|finding| finding.primary.place.file < file);
        let rest = &findings[start..];
        &rest[..rest.partition_point(|finding| finding.primary.place.file == file)]
    }

    /// The file with this address.
    pub fn file(&self, address: &Uri) -> Option<FileId> {
        self.files.at(address)
    }

    /// The path of a file relative to the project's root.
    pub fn relative(&self, file: FileId) -> PathBuf {
        self.relative.get(file.index()).cloned().unwrap_or_default()
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &'a str {
        &self.model.source(file).text
    }

    /// Where the lines of a file begin.
    pub fn lines(&self, file: FileId) -> Rc<Lines> {
        let found = || Rc::new(Lines::new(self.text(file), self.client.encoding, self.files.origin(file)));
        self.lines.borrow_mut().entry(file).or_insert_with(found).clone()
    }

    /// The byte of a file at a position; none for a line that it does not have.
    pub fn offset(&self, file: FileId, position: Position) -> Option<u32> {
        let lines = self.lines(file);
        (position.line < lines.len()).then(|| lines.offset(self.text(file), position))
    }

    /// The bytes of a file in a range.
    pub fn span(&self, file: FileId, range: Range) -> Span {
        self.lines(file).span(self.text(file), range)
    }

    /// The position of a byte of a file.
    pub fn position(&self, file: FileId, offset: u32) -> Position {
        self.lines(file).position(self.text(file), offset)
    }

    /// The range of a span of a file.
    pub fn range(&self, place: FileSpan) -> Range {
        self.lines(place.file).range(self.text(place.file), place.span)
    }

    /// A place with the address of its file.
    pub fn location(&self, place: FileSpan) -> Location {
        Location { uri: self.files.uri(place.file).clone(), range: self.range(place) }
    }

    /// Edits of a file, which do not overlap.
    pub fn text_edits(&self, file: FileId, edits: Vec<(Span, String)>) -> Vec<TextEdit> {
        text_edits(&self.lines(file), self.text(file), edits)
    }

    /// Edits of any files.
    pub fn edits(&self, edits: &[Edit]) -> WorkspaceEdit {
        let mut by_file: Vec<(FileId, Vec<(Span, String)>)> = Vec::new();
        for edit in edits {
            let changed = (edit.place.span, edit.text.clone());
            match by_file.iter_mut().find(|(file, _)| *file == edit.place.file) {
                Some((_, edits)) => edits.push(changed),
                None => by_file.push((edit.place.file, vec![changed])),
            }
        }
        let by_file = by_file.into_iter().map(|(file, edits)| (file, self.text_edits(file, edits)));
        if !self.client.versioned_edits {
            let changes = by_file.map(|(file, edits)| (self.files.uri(file).clone(), edits));
            return WorkspaceEdit { changes: Some(changes.collect()), ..WorkspaceEdit::default() };
        }
        let change = |(file, edits): (FileId, Vec<TextEdit>)| {
            let uri = self.files.uri(file).clone();
            let text_document = OptionalVersionedTextDocumentIdentifier {
                version: self.files.version(file),
                text_document_identifier: gen_lsp_types::TextDocumentIdentifier { uri },
            };
            let edits = edits.into_iter().map(DocumentEdit::TextEdit).collect();
            DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits })
        };
        let changes = by_file.map(change).collect();
        WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
    }
}
