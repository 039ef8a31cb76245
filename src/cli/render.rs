//! Problems of a run as text for a terminal: miette draws them, from texts that were made harmless before.

use std::fmt;
use std::sync::Arc;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, Severity, SourceCode,
    SourceSpan,
};
use vsdlint::sanitise::{SpanMap, sanitise, shown};
use vsdlint::source::lines::with_line_feeds;

/// The columns to write for where nobody's terminal says.
const WIDTH: usize = 100;

/// How many mistakes of one file are drawn.
const MAX_PARTS: usize = 20;

/// The longest line that is drawn, in bytes. A text that holds a longer one is not shown.
const MAX_LINE: usize = 1000;

/// Draws `problem`: first what it is made of, each part for itself, then the problem as a whole. `width` is how many columns
/// there are, where that is known.
pub fn render(problem: &dyn Diagnostic, color: bool, width: Option<usize>) -> String {
    let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(width.unwrap_or(WIDTH).max(40))
        .with_break_words(false)
        .with_context_lines(1)
        .with_links(false);
    let mut text = String::new();
    let source = problem.source_code().and_then(Clean::new);
    let mut parts = problem.related().into_iter().flatten();
    for part in parts.by_ref().take(MAX_PARTS) {
        draw(&handler, &Harmless::new(part, source.as_ref()), &mut text);
    }
    match parts.count() {
        0 => {}
        1 => text.push_str("  and one more mistake\n"),
        more => text.push_str(&format!("  and {more} more mistakes\n")),
    }
    draw(&handler, &Harmless::new(problem, source.as_ref()), &mut text);
    text
}

fn draw(handler: &GraphicalReportHandler, problem: &Harmless, text: &mut String) {
    let mut drawn = String::new();
    if handler.render_report(&mut drawn, problem).is_err() {
        // The drawing failed, which a span out of reach could do: the message is what matters.
        drawn = format!("  {}\n", problem.message);
    }
    for line in drawn.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    if !problem.labels.is_empty() {
        text.push('\n');
    }
}

/// A text that problems point into, with every line made harmless.
struct Clean {
    source: Arc<NamedSource<String>>,
    map: SpanMap,
}

impl Clean {
    fn new(source: &dyn SourceCode) -> Option<Clean> {
        let all = source.read_span(&SourceSpan::from(0..0), 0, usize::MAX).ok()?;
        let source = String::from_utf8_lossy(all.data());
        let source = with_line_feeds(&source);
        let (mut text, mut map) = (String::with_capacity(source.len()), SpanMap::default());
        let mut start = 0;
        for line in source.split_inclusive('\n') {
            if line.len() > MAX_LINE {
                return None;
            }
            let content = line.trim_end_matches(['\n', '\r']).len();
            map.append(&source, start..start + content, &mut text);
            if line.ends_with('\n') {
                text.push('\n');
            }
            start += line.len();
        }
        // Where the text ends, however its last line does.
        map.append(&source, start..start, &mut text);
        let name = shown(all.name().unwrap_or_default());
        Some(Clean { source: Arc::new(NamedSource::new(name, text)), map })
    }
}

/// A problem whose every word may be shown.
#[derive(Debug)]
struct Harmless {
    message: String,
    help: Option<String>,
    severity: Option<Severity>,
    source: Option<Arc<NamedSource<String>>>,
    labels: Vec<LabeledSpan>,
}

impl Harmless {
    fn new(problem: &dyn Diagnostic, source: Option<&Clean>) -> Harmless {
        let clean = |label: LabeledSpan, map: &SpanMap| {
            let start = map.clean(label.offset());
            let end = map.clean(label.offset() + label.len()).max(start);
            LabeledSpan::new(label.label().map(|text| sanitise(text).into_owned()), start, end - start)
        };
        let labels = source.and_then(|source| {
            let labels = problem.labels()?;
            Some(labels.map(|label| clean(label, &source.map)).collect())
        });
        let mut message = shown(&problem.to_string()).into_owned();
        if source.is_none()
            && !says_its_place(problem)
            && let Some(label) = problem.labels().and_then(|mut labels| labels.next())
        {
            message.push_str(&format!(", at byte {}", label.offset()));
        }
        Harmless {
            message,
            help: problem.help().map(|help| shown(&help.to_string()).into_owned()),
            severity: problem.severity(),
            source: source.map(|source| source.source.clone()),
            labels: labels.unwrap_or_default(),
        }
    }
}

/// Whether the message of a problem names its file with a line.
fn says_its_place(problem: &dyn Diagnostic) -> bool {
    let Some(source) = problem.source_code() else { return false };
    let Ok(start) = source.read_span(&SourceSpan::from(0..0), 0, 0) else { return false };
    start.name().is_some_and(|name| problem.to_string().contains(&format!("`{name}:")))
}

impl fmt::Display for Harmless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Harmless {}

impl Diagnostic for Harmless {
    fn severity(&self) -> Option<Severity> {
        self.severity
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().filter(|_| !self.labels.is_empty()).map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        if self.labels.is_empty() { None } else { Some(Box::new(self.labels.iter().cloned())) }
    }
}
