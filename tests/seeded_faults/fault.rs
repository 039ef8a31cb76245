//! One fault: the edit that makes it, and where it is.

use std::ops::Range;

use vsdlint::source::Span;

use crate::project::Project;

/// How to tell whether a fault leaves a contradiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// By the second reading of the language.
    Reading,
    /// It always does: the text is none of the language any more, or a closed list lacks the name.
    Always,
    /// It never does: nothing else speaks of what changed.
    Never,
}

/// What stands in a file at `span` is replaced.
#[derive(Clone, Debug)]
pub struct Edit {
    pub file: usize,
    pub span: Range<usize>,
    pub text: String,
}

/// A mistake to be made in a clean model.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The row of the table.
    pub kind: &'static str,
    /// In the order of their places, at most one file each.
    pub edits: Vec<Edit>,
    /// Where the fault is, in the clean text: a finding has to point at one of these.
    pub spots: Vec<(usize, Range<usize>)>,
    pub judged: Judged,
}

impl Fault {
    pub fn new(kind: &'static str, file: usize, span: Range<usize>, text: impl Into<String>) -> Fault {
        let spots = vec![(file, span.clone())];
        let edits = vec![Edit { file, span, text: text.into() }];
        Fault { kind, edits, spots, judged: Judged::Reading }
    }

    pub fn judged(mut self, judged: Judged) -> Fault {
        self.judged = judged;
        self
    }

    /// It is here as well.
    pub fn spot(mut self, file: usize, span: impl Into<Option<Span>>) -> Fault {
        self.spots.extend(span.into().map(|span| (file, span.range())));
        self
    }

    pub fn spots(mut self, spots: impl IntoIterator<Item = (usize, Range<usize>)>) -> Fault {
        self.spots.extend(spots);
        self
    }

    /// The texts of the files that it changes.
    pub fn made(&self, project: &Project) -> Vec<(usize, String)> {
        let mut made: Vec<(usize, String)> = Vec::new();
        for Edit { file, span, text } in self.edits.iter().rev() {
            let at = made.iter().position(|(other, _)| other == file).unwrap_or_else(|| {
                made.push((*file, project.files[*file].1.clone()));
                made.len() - 1
            });
            made[at].1.replace_range(span.clone(), text);
        }
        made
    }

    /// Whether `span` of the faulty text lies at the fault: it overlaps or touches one of its spots.
    pub fn is_at(&self, file: usize, span: Span) -> bool {
        self.spots.iter().filter(|(other, _)| *other == file).any(|(_, spot)| {
            let (start, end) = (self.moved(file, spot.start, false), self.moved(file, spot.end, true));
            span.start as usize <= end && start <= span.end as usize
        })
    }

    /// Where a byte of the clean text is in the faulty one; `after` what is put in at that very place.
    fn moved(&self, file: usize, at: usize, after: bool) -> usize {
        let mut moved = at;
        for edit in self.edits.iter().filter(|edit| edit.file == file) {
            let Range { start, end } = edit.span;
            if end < at || end == at && (after || start < end) {
                moved = moved + edit.text.len() - (end - start);
            } else if start < at {
                moved -= at - start;
            }
        }
        moved
    }
}
