//! What a rule says before settings are applied: a finding without level, suppression or fingerprint's hash.

use crate::finding::{Applicability, Edit, Finding, Fix, Label, Level};
use crate::source::FileSpan;

/// A finding as its rule makes it.
#[derive(Clone, Debug)]
pub struct FindingBuilder {
    message: String,
    primary: Label,
    secondary: Vec<Label>,
    help: Vec<String>,
    fix: Option<Fix>,
    names: Vec<String>,
}

impl FindingBuilder {
    /// A finding at `place` that says `message`: one sentence, no full stop.
    pub fn new(place: FileSpan, message: impl Into<String>) -> FindingBuilder {
        let primary = Label { place, text: String::new() };
        let (secondary, help, names) = (Vec::new(), Vec::new(), Vec::new());
        FindingBuilder { message: message.into(), primary, secondary, help, fix: None, names }
    }

    /// A few words at the place itself.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> FindingBuilder {
        self.primary.text = text.into();
        self
    }

    /// Another place, and what it has to do with this.
    #[must_use]
    pub fn also(mut self, place: FileSpan, text: impl Into<String>) -> FindingBuilder {
        // A place is shown once, and the primary label says it first.
        if place != self.primary.place && self.secondary.iter().all(|label| label.place != place) {
            self.secondary.push(Label { place, text: text.into() });
        }
        self
    }

    /// What to write.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> FindingBuilder {
        self.help.push(help.into());
        self
    }

    /// Edits that mend it and keep the model's meaning.
    #[must_use]
    pub fn safe_fix(self, title: impl Into<String>, edits: Vec<(FileSpan, String)>) -> FindingBuilder {
        self.fix(Applicability::Safe, title.into(), edits)
    }

    /// Edits that mend it and change the model.
    #[must_use]
    pub fn suggest(self, title: impl Into<String>, edits: Vec<(FileSpan, String)>) -> FindingBuilder {
        self.fix(Applicability::Suggested, title.into(), edits)
    }

    /// The same, where there are any.
    #[must_use]
    pub fn offer(self, title: impl Into<String>, edits: Option<Vec<(FileSpan, String)>>) -> FindingBuilder {
        match edits {
            Some(edits) => self.suggest(title, edits),
            None => self,
        }
    }

    fn fix(
        mut self,
        applicability: Applicability,
        title: String,
        edits: Vec<(FileSpan, String)>,
    ) -> FindingBuilder {
        let mut edits: Vec<Edit> = edits.into_iter().map(|(place, text)| Edit { place, text }).collect();
        edits.sort_by_key(|edit| edit.place);
        // What is added in one place is one edit.
        edits.dedup_by(|next, edit| {
            let same = next.place == edit.place;
            if same && next.place.span.start == next.place.span.end {
                edit.text.push_str(&next.text);
            }
            same
        });
        self.fix = Some(Fix { applicability, title, edits });
        self
    }

    /// The names that the finding is about, as words: with the rule they make its fingerprint, so nothing may be among
    /// them that moving or respelling changes.
    #[must_use]
    pub fn names(mut self, names: impl IntoIterator<Item = String>) -> FindingBuilder {
        self.names.extend(names);
        self
    }

    /// Where it is.
    pub fn place(&self) -> FileSpan {
        self.primary.place
    }

    /// The finding of `rule` at `level`.
    pub fn into_finding(self, rule: &'static str, level: Level) -> Finding {
        let fingerprint = fingerprint(rule, &self.names);
        let FindingBuilder { message, primary, secondary, help, fix, .. } = self;
        Finding { rule, level, message, primary, secondary, help, fix, fingerprint, suppressed: None }
    }
}

/// A hash (FNV-1a, 64 bits) of a rule and names, the same on every machine and in every version.
fn fingerprint(rule: &str, names: &[String]) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let texts = std::iter::once(rule).chain(names.iter().map(String::as_str));
    let bytes = texts.flat_map(|text| text.bytes().chain([0xff]));
    bytes.fold(BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}
