//! What is answered. Places are code units of UTF-16 in a file, and a file is its position in the question.

use serde::Serialize;
use vsdlint::import::Document;

/// An answer.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Answer {
    /// To [`Check`](crate::question::Ask::Check).
    Checked {
        /// All findings, in the order of paths, places and rules; what is suppressed is left out.
        findings: Vec<Finding>,
        /// What is wrong with the settings.
        settings: Vec<Mistake>,
        /// How many findings are suppressed.
        suppressed: usize,
        /// The words of the open file: each as its start, its end, and a position in the list of kinds.
        words: Vec<u32>,
        /// What can be drawn.
        subjects: Vec<Subject>,
        /// What was drawn.
        picture: Option<Picture>,
    },
    /// To [`Words`](crate::question::Ask::Words).
    Words {
        /// The words of each file, as above.
        files: Vec<Vec<u32>>,
        /// All findings.
        findings: Vec<Finding>,
    },
    /// To [`Format`](crate::question::Ask::Format).
    Formatted {
        /// The edits, in the order of their places.
        edits: Vec<Edit>,
    },
    /// To [`Complete`](crate::question::Ask::Complete).
    Completions {
        /// Where what would be replaced begins.
        from: u32,
        /// Where it ends.
        to: u32,
        /// What could be written, best first.
        options: Vec<Completion>,
        /// Whether there are more.
        is_cut: bool,
    },
    /// To [`Hover`](crate::question::Ask::Hover).
    Hover {
        /// What is known, as Markdown; nothing where no name stands.
        text: Option<String>,
        /// Where the name begins.
        from: u32,
        /// Where it ends.
        to: u32,
    },
    /// To [`Import`](crate::question::Ask::Import).
    Imported {
        /// The files of the model, its settings among them.
        files: Vec<Text>,
        /// What was carried over, and all there is to say of it.
        report: Document,
    },
    /// To [`Style`](crate::question::Ask::Style).
    Style {
        /// The style sheet of pictures.
        css: &'static str,
        /// The kinds of words.
        kinds: &'static [&'static str],
    },
    /// There is no answer.
    Failed {
        /// Why not: one sentence.
        message: String,
        /// What to do instead.
        help: Option<String>,
    },
}

/// One mistake.
#[derive(Debug, Serialize)]
pub struct Finding {
    /// The rule's name.
    pub rule: String,
    /// `info`, `warn` or `error`.
    pub level: &'static str,
    /// One sentence.
    pub message: String,
    /// Where the mistake is.
    pub primary: Label,
    /// What it has to do with.
    pub secondary: Vec<Label>,
    /// What to write.
    pub help: Vec<String>,
    /// Edits that fix it.
    pub fix: Option<Fix>,
}

/// A place with what is to be said about it.
#[derive(Debug, Serialize)]
pub struct Label {
    /// The file.
    pub file: usize,
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// A few words; may be empty.
    pub text: String,
}

/// What fixes a finding.
#[derive(Debug, Serialize)]
pub struct Fix {
    /// `safe` or `suggested`.
    pub applicability: &'static str,
    /// What it does.
    pub title: String,
    /// The edits, none overlapping another.
    pub edits: Vec<Edit>,
}

/// A replacement of text.
#[derive(Debug, Serialize)]
pub struct Edit {
    /// The file.
    pub file: usize,
    /// Where what is replaced begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// What stands there instead.
    pub text: String,
}

/// Something wrong with the settings.
#[derive(Clone, Debug, Serialize)]
pub struct Mistake {
    /// The position of `vsdlint.toml`.
    pub file: usize,
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// One sentence.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// What can be drawn.
#[derive(Debug, Serialize)]
pub struct Subject {
    /// Its name, by which to ask for it.
    pub name: String,
    /// What to call it in a list.
    pub title: String,
}

/// What was drawn.
#[derive(Debug, Serialize)]
pub struct Picture {
    /// Its name.
    pub name: String,
    /// The SVG. Where it speaks of a place in the text, `data-at` is a file, the start and the end, with `,` between them.
    pub svg: String,
    /// The whole statement of each box.
    pub boxes: Vec<BoxOf>,
}

/// Whose statement a box stands for.
#[derive(Debug, Serialize)]
pub struct BoxOf {
    /// The `data-at` of the box.
    pub at: String,
    /// The file.
    pub file: usize,
    /// Where the statement begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
}

/// Something that could be written.
#[derive(Debug, Serialize)]
pub struct Completion {
    /// What is shown.
    pub label: String,
    /// What is written.
    pub text: String,
    /// The same with places to fill in: `${1:name}`.
    pub snippet: Option<String>,
    /// What it is, in a word.
    pub kind: &'static str,
    /// A few words beside it.
    pub detail: String,
}

/// A file of an imported model.
#[derive(Debug, Serialize)]
pub struct Text {
    /// Its path.
    pub path: String,
    /// Its text.
    pub text: String,
}
