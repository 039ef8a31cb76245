//! What the language of another tool cannot say.

use std::collections::BTreeMap;

use crate::export::Place;

/// What became of something in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// It is not in the file.
    Dropped,
    /// It is in the file by something like it.
    Approximated,
}

impl RemarkKind {
    /// The word for it in reports.
    pub fn word(self) -> &'static str {
        match self {
            RemarkKind::Dropped => "dropped",
            RemarkKind::Approximated => "approximated",
        }
    }
}

/// Something that is not in the file as it is in the model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// What became of it.
    pub kind: RemarkKind,
    /// The file of the model, with `/` between folders.
    pub path: String,
    /// The 1-based line in it.
    pub line: u32,
    /// One sentence without a full stop; names in backquotes. It may hold anything that the model holds.
    pub text: String,
}

/// Collects what there is to say.
pub(super) struct Teller {
    /// The other language.
    language: &'static str,
    remarks: Vec<Remark>,
    /// Of each kind of statement that is dropped, the first place and how many there are.
    dropped: BTreeMap<&'static str, (Place, usize)>,
}

impl Teller {
    /// Nothing is to be said yet.
    pub(super) fn new(language: &'static str) -> Teller {
        Teller { language, remarks: Vec::new(), dropped: BTreeMap::new() }
    }

    /// Says that something is there by something like it.
    pub(super) fn approximated(&mut self, place: &Place, text: String) {
        self.tell(RemarkKind::Approximated, place, text);
    }

    /// Says that something is not there.
    pub(super) fn dropped(&mut self, place: &Place, text: String) {
        self.tell(RemarkKind::Dropped, place, text);
    }

    fn tell(&mut self, kind: RemarkKind, place: &Place, text: String) {
        self.remarks.push(Remark { kind, path: place.path.clone(), line: place.start.line, text });
    }

    /// Counts a statement of a kind for which the other language has nothing: all of one kind are one remark.
    pub(super) fn lacks(&mut self, keyword: &'static str, place: &Place) {
        self.dropped.entry(keyword).or_insert_with(|| (place.clone(), 0)).1 += 1;
    }

    /// All remarks, those of what is dropped first, in the order of the files.
    pub(super) fn finish(mut self) -> Vec<Remark> {
        for (keyword, (place, count)) in std::mem::take(&mut self.dropped) {
            let more = if count > 1 { format!(": this and {} more", count - 1) } else { String::new() };
            let text = format!("{} has nothing for {keyword}{more}", self.language);
            self.dropped(&place, text);
        }
        self.remarks.sort();
        self.remarks.dedup();
        self.remarks
    }
}
