//! Findings as diagnostics, and who was told which.

use std::collections::{BTreeMap, HashSet};
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use gen_lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Range, Uri,
};
use lsp_server::{Message, Notification, Request, RequestId};
use rustc_hash::FxHasher;
use serde_json::{Value, json};
use vsdlint::finding::{Finding, Level};
use vsdlint::output::rule_page;
use vsdlint::output::sanitise::shown;
use vsdlint::project::{ConfigError, ProjectError};
use vsdlint::source::{FileId, Span};

use crate::lsp::convert::position::{Encoding, Lines};
use crate::lsp::convert::snapshot::Snapshot;
use crate::lsp::convert::uri;
use crate::lsp::workers::partial;

/// Findings of what nobody needs, which an editor shows pale.
const UNNECESSARY: [&str; 5] =
    ["unused-allow", "unused-declaration", "unused-activity", "unused-trigger", "duplicate-flow"];

/// The diagnostics of a file.
pub fn of_file(snapshot: &Snapshot<'_>, file: FileId) -> Vec<Diagnostic> {
    snapshot.findings_in(file).iter().map(|finding| of_finding(snapshot, finding)).collect()
}

/// A finding as a diagnostic.
pub fn of_finding(snapshot: &Snapshot<'_>, finding: &Finding) -> Diagnostic {
    // Names are as their author wrote them, and may hold letters that would mislead, or be too long to read.
    let mut message = shown(&finding.message).into_owned();
    if !finding.primary.text.is_empty() {
        message = format!("{message}\n{}", shown(&finding.primary.text));
    }
    for help in &finding.help {
        message = format!("{message}\nhelp: {}", shown(help));
    }
    let related = finding.secondary.iter().filter(|_| snapshot.client.related).map(|label| {
        let text = if label.text.is_empty() { "here".to_owned() } else { shown(&label.text).into_owned() };
        DiagnosticRelatedInformation { location: snapshot.location(label.place), message: text }
    });
    let related: Vec<DiagnosticRelatedInformation> = related.collect();
    let link = rule_page(finding.rule).map(|page| CodeDescription { href: Uri::from(page) });
    Diagnostic {
        range: snapshot.range(finding.primary.place),
        severity: Some(severity(finding.level)),
        code: Some(finding.rule.to_owned().into()),
        code_description: link,
        source: Some("vsdlint".to_owned()),
        message: message.into(),
        tags: UNNECESSARY.contains(&finding.rule).then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: (!related.is_empty()).then_some(related),
        data: None,
    }
}

fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::Error,
        Level::Warn => DiagnosticSeverity::Warning,
        Level::Info => DiagnosticSeverity::Information,
    }
}

/// What is wrong with settings, by the address of their file; the paths of `problems` are relative to `here`.
pub fn of_settings(
    problems: &[ProjectError],
    here: &Path,
    encoding: Encoding,
) -> Vec<(Uri, Vec<Diagnostic>)> {
    let mut found: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for problem in problems {
        let ProjectError::Config(error) = problem else { continue };
        let (path, diagnostics) = of_config(error, encoding);
        found.entry(uri::of(&here.join(path)).to_string()).or_default().extend(diagnostics);
    }
    found.into_iter().map(|(uri, diagnostics)| (Uri::from(uri), diagnostics)).collect()
}

fn of_config(error: &ConfigError, encoding: Encoding) -> (PathBuf, Vec<Diagnostic>) {
    let one = |range: Range, message: String| Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::Error),
        source: Some("vsdlint".to_owned()),
        message: message.into(),
        ..Diagnostic::default()
    };
    match error {
        ConfigError::Mistakes { path, source_code, mistakes } => {
            let text = source_code.inner();
            let lines = Lines::new(text);
            let of_mistake = |mistake: &vsdlint::project::ConfigMistake| {
                let start = mistake.span.offset() as u32;
                let span = Span::new(start, start + mistake.span.len() as u32);
                let help = mistake.help.iter().map(|help| format!("\nhelp: {help}"));
                one(lines.range(text, span, encoding), mistake.message.clone() + &help.collect::<String>())
            };
            (PathBuf::from(path), mistakes.iter().map(of_mistake).collect())
        }
        ConfigError::NotUtf8 { path, .. }
        | ConfigError::TooLarge { path, .. }
        | ConfigError::NotRegular { path }
        | ConfigError::Unreadable { path, .. } => {
            (PathBuf::from(path), vec![one(Range::default(), error.to_string())])
        }
    }
}

/// Tells the client what was found in a file.
pub fn publish(uri: &Uri, version: Option<i32>, diagnostics: &[Diagnostic]) -> Message {
    let mut params = json!({ "uri": uri, "diagnostics": diagnostics });
    if let Some(version) = version {
        params["version"] = version.into();
    }
    Notification { method: "textDocument/publishDiagnostics".to_owned(), params }.into()
}

/// Tells the client's log of a mishap.
pub fn log(message: &str) -> Message {
    let params = json!({ "type": 2, "message": format!("vsdlint: {message}") });
    Notification { method: "window/logMessage".to_owned(), params }.into()
}

/// A number by which diagnostics are told from others.
pub fn hash(diagnostics: &[Diagnostic]) -> u64 {
    let mut hasher = FxHasher::default();
    serde_json::to_string(diagnostics).unwrap_or_default().hash(&mut hasher);
    hasher.finish()
}

/// What the client was told last, so that only what is new is said.
#[derive(Default)]
pub struct Published {
    /// The files with diagnostics: a hash of them, and the version that they are of.
    told: BTreeMap<String, (u64, Option<i32>)>,
    /// A hash of what the open documents hold that a client asks for itself.
    pulled: BTreeMap<String, u64>,
}

impl Published {
    /// What is to be said now. Whoever asks for the diagnostics of its open documents is only told when to ask again.
    pub fn update(&mut self, snapshot: &Snapshot<'_>) -> Vec<Message> {
        let mut messages = Vec::new();
        let mut seen = HashSet::new();
        let mut is_stale = false;
        let is_large = partial::is_large(snapshot);
        for file in snapshot.files.ids() {
            let uri = snapshot.files.uri(file);
            let version = snapshot.files.version(file);
            let diagnostics = of_file(snapshot, file);
            let address = uri.to_string();
            let pulls = snapshot.client.pulls && version.is_some();
            if pulls {
                let hash = hash(&diagnostics);
                let known = self.pulled.insert(address, hash);
                // Of a large project a first answer may have been given meanwhile.
                is_stale |= is_large || known.is_some_and(|known| known != hash);
                continue;
            }
            self.pulled.remove(&address);
            let is_known = self.told.contains_key(&address);
            if diagnostics.is_empty() && !is_known {
                continue;
            }
            seen.insert(address.clone());
            let now = (hash(&diagnostics), version);
            if self.told.get(&address) != Some(&now) {
                if diagnostics.is_empty() && version.is_none() {
                    self.told.remove(&address);
                } else {
                    self.told.insert(address, now);
                }
                messages.push(publish(uri, version, &diagnostics));
            }
        }
        // Files that are gone, and documents whose diagnostics are asked for since they were opened.
        let gone: Vec<String> = self.told.keys().filter(|uri| !seen.contains(*uri)).cloned().collect();
        for uri in gone {
            self.told.remove(&uri);
            messages.push(publish(&Uri::from(uri), None, &[]));
        }
        if is_stale {
            messages.push(refresh("workspace/diagnostic/refresh"));
        }
        // Where findings change, so does what is shown between the lines, in other documents as well.
        let is_changed = is_stale || !messages.is_empty();
        if is_changed && snapshot.client.refreshes_hints {
            messages.push(refresh("workspace/inlayHint/refresh"));
        }
        if is_changed && snapshot.client.refreshes_lenses {
            messages.push(refresh("workspace/codeLens/refresh"));
        }
        messages
    }

    /// Takes back all that was said.
    pub fn take_back(&mut self) -> Vec<Message> {
        let told = std::mem::take(&mut self.told);
        told.into_keys().map(|uri| publish(&Uri::from(uri), None, &[])).collect()
    }
}

/// Has the client ask again.
fn refresh(method: &str) -> Message {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let id = format!("vsdlint-refresh-{}", COUNT.fetch_add(1, Ordering::Relaxed));
    Request { id: RequestId::from(id), method: method.to_owned(), params: Value::Null }.into()
}
