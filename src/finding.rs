//! What a finding is: plain data, which knows nothing of how it is shown.

use std::borrow::Cow;
use std::sync::Arc;

use crate::source::FileSpan;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing.
    Info,
    /// Probably a mistake.
    Warn,
    /// The model contradicts itself or cannot be read.
    Error,
}

impl Level {
    /// The word for it in settings and reports: `info`, `warn` or `error`.
    pub fn word(self) -> &'static str {
        match self {
            Level::Info => "info",
            Level::Warn => "warn",
            Level::Error => "error",
        }
    }
}

/// A place with what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What it points at: an item, a name or a keyword, never a whole block.
    pub place: FileSpan,
    /// A few words beside it; may be empty.
    pub text: String,
}

/// Whether a fix keeps the model's meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// The meaning stays; `--fix` applies it.
    Safe,
    /// The meaning changes; applied only when asked for.
    Suggested,
}

impl Applicability {
    /// Whether a fix of this kind is applied by whoever accepts fixes of the kind `self`: the suggested ones are not
    /// where only safe ones are.
    pub fn covers(self, fix: Applicability) -> bool {
        self == Applicability::Suggested || fix == Applicability::Safe
    }
}

impl Applicability {
    /// The word for it in rules' pages and reports: `safe` or `suggested`.
    pub fn word(self) -> &'static str {
        match self {
            Applicability::Safe => "safe",
            Applicability::Suggested => "suggested",
        }
    }
}

/// One replacement of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub place: FileSpan,
    /// What stands there instead; empty deletes.
    pub text: String,
}

/// What fixes a finding: exact edits, none overlapping another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether it keeps the meaning.
    pub applicability: Applicability,
    /// What it does, as an instruction: "write `from engage`".
    pub title: String,
    /// The edits, in the order of their places.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that keeps the model's meaning. `title` is an instruction, `edits` are places and what stands there instead;
    /// they may come in any order, but must not overlap.
    pub fn safe(title: impl Into<String>, edits: Vec<(FileSpan, String)>) -> Fix {
        Fix::new(Applicability::Safe, title.into(), edits)
    }

    /// A fix that changes the model; otherwise as [`Fix::safe`].
    pub fn suggested(title: impl Into<String>, edits: Vec<(FileSpan, String)>) -> Fix {
        Fix::new(Applicability::Suggested, title.into(), edits)
    }

    fn new(applicability: Applicability, title: String, edits: Vec<(FileSpan, String)>) -> Fix {
        let mut edits: Vec<Edit> = edits.into_iter().map(|(place, text)| Edit { place, text }).collect();
        edits.sort_by_key(|edit| edit.place);
        // What is inserted in one place is one edit.
        edits.dedup_by(|next, edit| {
            let same = next.place == edit.place;
            if same && next.place.span.start == next.place.span.end {
                edit.text.push_str(&next.text);
            }
            same
        });
        Fix { applicability, title, edits }
    }
}

/// Why a finding is not reported: an `@allow` in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The reason that the `@allow` gives, [shortened](crate::sanitise::shortened).
    pub reason: Arc<str>,
    /// The `@allow` itself.
    pub place: FileSpan,
}

/// One mistake, reported so that its author can fix it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name, kebab-case: `unmatched-input`.
    pub rule: Cow<'static, str>,
    /// Its level here, settings applied.
    pub level: Level,
    /// One sentence, with the names as their author wrote them; no full stop.
    pub message: String,
    /// Where the mistake is.
    pub primary: Label,
    /// The other end: what the mistake has to do with.
    pub secondary: Vec<Label>,
    /// What to write, one entry a paragraph; may be empty.
    pub help: Vec<String>,
    /// Exact edits that fix it, where there are any.
    pub fix: Option<Fix>,
    /// The same for the same rule and the same names, wherever they stand: moving code keeps it.
    pub fingerprint: u64,
    /// Set where an `@allow` suppresses it.
    pub suppressed: Option<Suppression>,
}

impl Finding {
    /// Every place it points at, the primary one first.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        std::iter::once(&self.primary).chain(&self.secondary)
    }
}
