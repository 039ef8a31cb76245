//! Findings, and what is wrong with settings, as diagnostics.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use gen_lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Range, Uri,
};
use rustc_hash::FxHasher;
use vsdlint::finding::{Finding, Level};
use vsdlint::output::rule_page;
use vsdlint::project::{ConfigError, PolicyError, ProjectError, placed};
use vsdlint::rule::{RuleMetadata, Tag};
use vsdlint::sanitise::shown;
use vsdlint::source::{FileId, Span};

use super::position::{Encoding, Lines, Origin};
use super::snapshot::Snapshot;
use super::uri;

/// The diagnostics of a file.
pub fn of_file(snapshot: &Snapshot<'_>, file: FileId) -> Vec<Diagnostic> {
    if let Some((range, message)) = snapshot.files.unread(file) {
        return vec![broken(*range, message.clone())];
    }
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
    let rule = snapshot.settings.table().named(&finding.rule);
    let link = rule.and_then(rule_link).map(|href| CodeDescription { href });
    let is_unnecessary = rule.is_some_and(|rule| rule.tags.contains(&Tag::Unnecessary));
    Diagnostic {
        range: snapshot.range(finding.primary.place),
        severity: Some(severity(finding.level)),
        code: Some(finding.rule.to_string().into()),
        code_description: link,
        source: Some("vsdlint".to_owned()),
        message: message.into(),
        tags: is_unnecessary.then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: (!related.is_empty()).then_some(related),
        data: None,
    }
}

/// Where the page of a rule is: on the web, or in the project.
pub fn rule_link(rule: &RuleMetadata) -> Option<Uri> {
    match &rule.policy {
        Some(policy) => Some(uri::of(&policy.page)),
        None => rule_page(rule).map(Uri::from),
    }
}

fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::Error,
        Level::Warn => DiagnosticSeverity::Warning,
        Level::Info => DiagnosticSeverity::Information,
    }
}

/// What is wrong with settings, by the address of their file, as an editor writes it; the paths of `problems` are relative to `here`.
pub fn of_settings(
    problems: &[ProjectError],
    here: &Path,
    encoding: Encoding,
) -> Vec<(Uri, Vec<Diagnostic>)> {
    let mut found: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for problem in problems {
        let ProjectError::Config(error) = problem else { continue };
        let (path, diagnostics) = of_config(error, encoding);
        found.entry(uri::of(&placed(&here.join(path))).to_string()).or_default().extend(diagnostics);
    }
    found.into_iter().map(|(uri, diagnostics)| (Uri::from(uri), diagnostics)).collect()
}

/// What is wrong with a project's own rules, by the address of the policy or its page.
pub fn of_policies<'p>(
    problems: impl Iterator<Item = &'p PolicyError>,
    encoding: Encoding,
) -> Vec<(Uri, Vec<Diagnostic>)> {
    let mut found: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for problem in problems {
        let range = match (&problem.source_code, problem.span) {
            (Some(source), Some(span)) => {
                let start = span.offset() as u32;
                let text = source.inner();
                let lines = Lines::new(text, encoding, Origin::Disk);
                lines.range(text, Span::new(start, start + span.len() as u32))
            }
            _ => Range::default(),
        };
        let mut message = shown(&problem.reason).into_owned();
        if let Some(help) = &problem.help {
            message = format!("{message}\nhelp: {}", shown(help));
        }
        found.entry(uri::of(&problem.path).to_string()).or_default().push(broken(range, message));
    }
    found.into_iter().map(|(uri, diagnostics)| (Uri::from(uri), diagnostics)).collect()
}

/// A diagnostic that says why something cannot be used.
fn broken(range: Range, message: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::Error),
        source: Some("vsdlint".to_owned()),
        message: message.into(),
        ..Diagnostic::default()
    }
}

fn of_config(error: &ConfigError, encoding: Encoding) -> (PathBuf, Vec<Diagnostic>) {
    match error {
        ConfigError::Mistakes { path, source_code, mistakes } => {
            let text = source_code.inner();
            let lines = Lines::new(text, encoding, Origin::Disk);
            let of_mistake = |mistake: &vsdlint::project::ConfigMistake| {
                let start = mistake.span.offset() as u32;
                let span = Span::new(start, start + mistake.span.len() as u32);
                let help = mistake.help.iter().map(|help| format!("\nhelp: {}", shown(help)));
                let message = shown(&mistake.message).into_owned();
                broken(lines.range(text, span), message + &help.collect::<String>())
            };
            (PathBuf::from(path), mistakes.iter().map(of_mistake).collect())
        }
        ConfigError::NotUtf8 { path, .. }
        | ConfigError::Encoding { path, .. }
        | ConfigError::TooLarge { path, .. }
        | ConfigError::Hidden { path, .. }
        | ConfigError::Link { path } => {
            (PathBuf::from(path), vec![broken(Range::default(), shown(&error.to_string()).into_owned())])
        }
        ConfigError::File(file) => {
            let message = shown(&error.to_string()).into_owned();
            (PathBuf::from(file.path()), vec![broken(Range::default(), message)])
        }
    }
}

/// A name for diagnostics: others have another one.
pub fn result_id(diagnostics: &[Diagnostic]) -> String {
    let mut hasher = FxHasher::default();
    serde_json::to_string(diagnostics).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
