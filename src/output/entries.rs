//! Walks over the findings of a report, each together with the texts that it points into.

use std::borrow::Cow;

use super::Report;
use super::source_index::SourceIndex;
use crate::finding::{Finding, Level};
use crate::source::{FileSpan, LineColumn};

/// All findings of a report. The walks share the line tables of the texts.
pub(super) struct Entries<'a>(Vec<(&'a [Finding], SourceIndex<'a>)>);

/// A finding and the texts of its project.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub finding: &'a Finding,
    pub texts: &'a SourceIndex<'a>,
}

impl<'a> Entries<'a> {
    /// Looks at no text yet.
    pub fn new(report: &Report<'a>) -> Entries<'a> {
        Entries(report.parts.iter().map(|part| (part.findings, SourceIndex::new(part.sources))).collect())
    }

    /// Every finding in the order of the report, the suppressed ones among them.
    pub fn all(&self) -> impl Iterator<Item = Entry<'_>> {
        self.0
            .iter()
            .flat_map(|(findings, texts)| findings.iter().map(move |finding| Entry { finding, texts }))
    }

    /// Those that no `@allow` suppresses.
    pub fn active(&self) -> impl Iterator<Item = Entry<'_>> {
        self.all().filter(|entry| entry.finding.suppressed.is_none())
    }

    /// Those that no `@allow` suppresses, the most severe first; findings of one level in the order of the report.
    pub fn severest_first(&self) -> impl Iterator<Item = Entry<'_>> {
        // A pass for each level costs less than a sorted copy.
        let levels = [Level::Error, Level::Warn, Level::Info];
        levels.into_iter().flat_map(|level| self.active().filter(move |entry| entry.finding.level == level))
    }

    /// Those that an `@allow` suppresses.
    pub fn suppressed(&self) -> impl Iterator<Item = Entry<'_>> {
        self.all().filter(|entry| entry.finding.suppressed.is_some())
    }
}

impl<'a> Entry<'a> {
    /// The path of the file that the finding is in.
    pub fn path(self) -> Cow<'a, str> {
        self.texts.path(self.finding.primary.place.file)
    }

    /// Where the finding begins.
    pub fn start(self) -> LineColumn {
        self.region(self.finding.primary.place).start
    }

    /// Where the finding is.
    pub fn primary(self) -> Region {
        self.region(self.finding.primary.place)
    }

    /// Where a place is in its text.
    pub fn region(self, place: FileSpan) -> Region {
        let range = self.texts.range(place);
        let at = |offset| self.texts.line_column(place.file, offset);
        Region { start: at(range.start), end: at(range.end) }
    }
}

/// A place in lines and columns.
#[derive(Clone, Copy)]
pub(super) struct Region {
    /// The first character.
    pub start: LineColumn,
    /// After the last character; the same as `start` for an empty place.
    pub end: LineColumn,
}
