//! The lines of one file, formatted at the end.

use rustc_hash::FxHashSet;

use super::quoted;
use crate::format::{FormatOptions, format};
use crate::import::names::{cleaned, one_line, words_of};

/// The most characters of a comment; the rest of a longer one is left out.
const MOST_CHARACTERS: usize = 500;

/// A text in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    text: String,
}

impl Page {
    /// A line of its own.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// The beginning of a block.
    pub(super) fn open(&mut self, head: &str) {
        self.line(&format!("{head} {{"));
    }

    /// The end of a block.
    pub(super) fn close(&mut self) {
        self.line("}");
    }

    /// An empty line, unless there is one.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A comment on a line of its own, whatever it holds.
    pub(super) fn comment(&mut self, comment: &str) {
        let mut line = one_line(comment);
        if let Some((end, _)) = line.char_indices().nth(MOST_CHARACTERS) {
            line.truncate(end);
            line.push('…');
        }
        if !line.is_empty() {
            self.line(&format!("// {line}"));
        }
    }

    /// A statement that lists names, each once; none for an empty list.
    pub(super) fn names(&mut self, keyword: &str, names: &[String]) {
        let mut seen = FxHashSet::default();
        let mut list = Vec::new();
        for name in names {
            let name = cleaned(name);
            let words = words_of(&name);
            if !words.is_empty() && seen.insert(words) {
                list.push(quoted(&name));
            }
        }
        if !list.is_empty() {
            self.line(&format!("{keyword} {}", list.join(", ")));
        }
    }

    /// The text as it is laid out; none for an empty one.
    pub(super) fn finish(self) -> Option<String> {
        let text = format(self.text.trim_start_matches('\n'), FormatOptions::default());
        if text.trim().is_empty() { None } else { Some(text) }
    }
}
