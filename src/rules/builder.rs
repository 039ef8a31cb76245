//! What a rule says before settings are applied: a finding without level, suppression or fingerprint's hash.

use std::borrow::Cow;
use std::fmt::Write;

use crate::finding::{Finding, Fix, Label, Level};
use crate::source::FileSpan;
use crate::stable_hash;

/// A finding as its rule makes it.
#[derive(Clone, Debug)]
pub struct FindingBuilder {
    message: String,
    primary: Label,
    secondary: Vec<Label>,
    /// How many places beyond [`MOST_LABELS`] there are.
    left_out: usize,
    help: Vec<String>,
    fix: Option<Fix>,
    names: Vec<String>,
    is_doubtful: bool,
}

/// A finding shows at most so many places beside its own; the others are counted. Nobody reads more, and a report would
/// grow with the square of what it speaks of.
const MOST_LABELS: usize = 20;

impl FindingBuilder {
    /// A finding at `place` that says `message`: one sentence, no full stop.
    pub fn new(place: FileSpan, message: impl Into<String>) -> FindingBuilder {
        let primary = Label { place, text: String::new() };
        let (secondary, help, names) = (Vec::new(), Vec::new(), Vec::new());
        FindingBuilder {
            message: message.into(),
            primary,
            secondary,
            left_out: 0,
            help,
            fix: None,
            names,
            is_doubtful: false,
        }
    }

    /// A few words at the place itself.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> FindingBuilder {
        self.primary.text = text.into();
        self
    }

    /// A second place, `span`, and what it has to do with the first. A place that is shown already is left out. Of very many
    /// places the first are shown.
    #[must_use]
    pub fn secondary(mut self, span: FileSpan, text: impl Into<String>) -> FindingBuilder {
        if self.secondary.len() == MOST_LABELS {
            self.left_out += 1;
            return self;
        }
        if span != self.primary.place && self.secondary.iter().all(|label| label.place != span) {
            self.secondary.push(Label { place: span, text: text.into() });
        }
        self
    }

    /// Other places of which the same is to be said: the first three, and how many more there are.
    #[must_use]
    pub fn also_at(mut self, places: &[FileSpan], text: &str) -> FindingBuilder {
        const MOST_SHOWN: usize = 3;
        let more = places.len().saturating_sub(MOST_SHOWN);
        for (at, &place) in places.iter().enumerate().take(MOST_SHOWN) {
            let is_last = at + 1 == MOST_SHOWN && more > 0;
            let text = if is_last { format!("{text}, and in {more} more") } else { text.to_owned() };
            self = self.secondary(place, text);
        }
        self
    }

    /// What to write: one paragraph, no full stop.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> FindingBuilder {
        self.help.push(help.into());
        self
    }

    /// The fix, where there is one: `.fix(Fix::safe(title, edits))`, or
    /// `.fix(edits.map(|edits| Fix::suggested(title, edits)))` where there may be none.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> FindingBuilder {
        if let Some(fix) = fix.into() {
            self.fix = Some(fix);
        }
        self
    }

    /// Its fix, where there is one.
    pub fn offered(&self) -> Option<&Fix> {
        self.fix.as_ref()
    }

    /// The same without its fix.
    #[must_use]
    pub fn without_fix(mut self) -> FindingBuilder {
        self.fix = None;
        self
    }

    /// Says that it may well be nothing, so that it is no more than an `info`, whatever the level of its rule.
    #[must_use]
    pub fn in_doubt(mut self, is_doubtful: bool) -> FindingBuilder {
        self.is_doubtful = is_doubtful;
        self
    }

    /// The names that the finding is about, as words: with the rule they make its fingerprint, so nothing may be among
    /// them that moving or respelling changes.
    #[must_use]
    pub fn fingerprint(mut self, names: impl IntoIterator<Item = String>) -> FindingBuilder {
        self.names.extend(names);
        self
    }

    /// Where it is.
    pub fn place(&self) -> FileSpan {
        self.primary.place
    }

    /// The finding of `rule` at `level`, or as an `info` if it is [in doubt](FindingBuilder::in_doubt).
    pub fn into_finding(self, rule: Cow<'static, str>, level: Level) -> Finding {
        debug_assert!(!self.names.is_empty(), "a finding of `{rule}` has no fingerprint");
        let fingerprint = fingerprint(&rule, &self.names);
        let level = if self.is_doubtful { Level::Info } else { level };
        let FindingBuilder { message, primary, mut secondary, left_out, help, fix, .. } = self;
        if left_out > 0
            && let Some(last) = secondary.last_mut()
        {
            let _ = write!(last.text, " (and {left_out} more)");
        }
        Finding { rule, level, message, primary, secondary, help, fix, fingerprint, suppressed: None }
    }
}

/// A [stable hash](stable_hash) of a rule and names.
fn fingerprint(rule: &str, names: &[String]) -> u64 {
    let texts = std::iter::once(rule).chain(names.iter().map(String::as_str));
    stable_hash::hash(texts.flat_map(|text| text.bytes().chain([0xff])))
}
