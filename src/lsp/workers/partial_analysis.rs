//! What can be said of an open document from the files that it depends on, without a look at the whole project.

use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;

use gen_lsp_types::Diagnostic;
use vsdlint::finding::Finding;
use vsdlint::ide::dependencies;
use vsdlint::project::Settings;
use vsdlint::source::{FileId, Span};
use vsdlint::workspace::{ParsedSources, Workspace};

use crate::lsp::convert::client::Client;
use crate::lsp::convert::diagnostics;
use crate::lsp::convert::documents::Document;
use crate::lsp::convert::files::Files;
use crate::lsp::convert::position::{Lines, Origin, changed};
use crate::lsp::convert::snapshot::Snapshot;

/// Projects of fewer bytes than these are checked whole in no time.
const LARGE: usize = 400_000;

/// Whether a project is so large that a first answer is worth it.
pub fn is_large(snapshot: &Snapshot<'_>) -> bool {
    let mut bytes = 0;
    for source in snapshot.model.sources().as_slice() {
        bytes += source.text.len();
        if bytes >= LARGE {
            return true;
        }
    }
    false
}

/// The texts that an open document depends on, and what the whole project says of it.
pub struct PartialAnalysis {
    settings: Settings,
    /// None while they are being looked at.
    texts: Option<ParsedSources>,
    files: Files,
    /// The document among the texts.
    file: FileId,
    /// Its text as the whole project knows it.
    text: String,
    /// What was found in it there; none as long as the rules have not run.
    found: Option<Vec<WholeFinding>>,
}

/// A finding of the whole project.
struct WholeFinding {
    /// Whether it may depend on any file. Only the whole project can say whether it still holds.
    is_of_project: bool,
    span: Span,
    diagnostic: Diagnostic,
}

impl PartialAnalysis {
    /// What `file` depends on, and what is found in it if the rules are to be waited for.
    pub fn of(snapshot: &Snapshot<'_>, file: FileId, with_findings: bool) -> PartialAnalysis {
        let mut found = None;
        if with_findings {
            let here = snapshot.findings_in(file).iter();
            found = Some(here.map(|finding| WholeFinding::of(snapshot, finding)).collect());
        }
        let ids = dependencies::of(snapshot.model, file);
        let sources = ids.iter().map(|&id| snapshot.model.source(id).clone()).collect();
        let relative = ids.iter().map(|&id| snapshot.relative(id)).collect();
        PartialAnalysis {
            settings: snapshot.settings.clone(),
            texts: Some(Workspace::new(snapshot.settings, sources, relative).into_parsed()),
            files: snapshot.files.some(&ids),
            file: FileId::new(ids.iter().position(|&id| id == file).unwrap_or(0)),
            text: snapshot.text(file).to_owned(),
            found,
        }
    }

    /// Looks at the document and what it depends on, with the texts that are open now.
    pub fn with_snapshot<R>(
        &mut self,
        client: Client,
        documents: &HashMap<PathBuf, Document>,
        look: impl FnOnce(&Snapshot<'_>, FileId) -> R,
    ) -> Option<R> {
        let mut workspace = self.texts.take()?.judged_by(&self.settings);
        for (path, document) in documents {
            let Some(file) = self.files.find(path) else { continue };
            self.files.set(file, path, Some(document));
            if workspace.sources().get(file).text != document.text {
                workspace.replace(file, document.text.clone());
            }
        }
        let (files, file) = (&self.files, self.file);
        let seen = workspace.with_model(|model, settings, relative| {
            look(&Snapshot::new(client, model, files, settings, relative), file)
        });
        self.texts = Some(workspace.into_parsed());
        Some(seen)
    }

    /// The diagnostics of the document: those of the whole project if it knows this text, and else what is found in this
    /// part, and of the rest what stands where nothing was changed. None as long as the whole project has said nothing.
    pub fn diagnostics(
        &mut self,
        client: Client,
        document: &Document,
        documents: &HashMap<PathBuf, Document>,
    ) -> Option<Vec<Diagnostic>> {
        let found = self.found.as_ref()?;
        if self.text == document.text {
            return Some(found.iter().map(|found| found.diagnostic.clone()).collect());
        }
        let mut all = kept(found, &self.text, &document.text, client);
        let here = self.with_snapshot(client, documents, |snapshot, file| {
            let mut here = Vec::new();
            for finding in snapshot.findings_in(file) {
                if !dependencies::is_of_project(&finding.rule) {
                    here.push(diagnostics::of_finding(snapshot, finding));
                }
            }
            here
        });
        all.extend(here?);
        all.sort_by_key(|diagnostic| (diagnostic.range.start, diagnostic.range.end));
        Some(all)
    }
}

impl WholeFinding {
    fn of(snapshot: &Snapshot<'_>, finding: &Finding) -> WholeFinding {
        WholeFinding {
            is_of_project: dependencies::is_of_project(&finding.rule),
            span: finding.primary.place.span,
            diagnostic: diagnostics::of_finding(snapshot, finding),
        }
    }
}

/// The findings that only the whole project can judge, where they stand now that `old` has become `new`. Those in what was
/// changed are dropped.
fn kept(found: &[WholeFinding], old: &str, new: &str, client: Client) -> Vec<Diagnostic> {
    let (before, after) = changed(old, new);
    let lines = Lines::new(new, client.encoding, Origin::Client);
    let mut kept = Vec::new();
    for finding in found {
        if !finding.is_of_project {
            continue;
        }
        let Some(span) = shifted(finding.span, &before, &after) else { continue };
        let range = lines.range(new, span);
        kept.push(Diagnostic { range, ..finding.diagnostic.clone() });
    }
    kept
}

/// Where a span lies after the bytes `before` have been replaced by `after`; none if it touches them.
fn shifted(span: Span, before: &Range<usize>, after: &Range<usize>) -> Option<Span> {
    let (start, end) = (span.start as usize, span.end as usize);
    if end <= before.start {
        return Some(span);
    }
    if start < before.end {
        return None;
    }
    let shift = |at: usize| (at - before.end + after.end) as u32;
    Some(Span::new(shift(start), shift(end)))
}
