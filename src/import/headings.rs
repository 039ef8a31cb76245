//! Which words people head columns with, and which words stand for units: from `headings.toml`, in several languages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::names::words_of;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The name of the stream.
    Stream,
    /// The name of the stream, or of the step where no other column has that.
    Process,
    /// The name of the step.
    Step,
    /// The activity of the step, or its name where no other column has that.
    Activity,
    /// The number or id of the step.
    Id,
    /// Whom an input comes from.
    Supplier,
    /// What a step takes.
    Input,
    /// What a step gives.
    Output,
    /// Whom an output goes to.
    Customer,
    /// Who does it.
    Responsible,
    /// Who answers for it.
    Accountable,
    /// Who is asked.
    Consulted,
    /// Who is told.
    Informed,
    /// How long it takes.
    LeadTime,
    /// How long somebody works on it.
    ProcessTime,
    /// How long it lies around.
    WaitTime,
    /// The share of its results that is right.
    Accuracy,
    /// Tools, data, sites.
    Uses,
    /// Practices.
    Practice,
    /// What it is for.
    Purpose,
    /// What becomes a comment.
    Notes,
    /// What starts the stream.
    Trigger,
    /// What the stream ends with.
    Outcome,
    /// The ids of the steps that follow.
    Next,
    /// What stands beside the arrows to them.
    Label,
    /// The shape in a drawing.
    Shape,
    /// The phase of a drawing.
    Phase,
    /// What a drawing says to those who cannot see it.
    AltDescription,
}

/// The file of words as it is written.
#[derive(Debug, Deserialize)]
struct Words {
    columns: BTreeMap<Column, BTreeMap<String, Vec<String>>>,
    units: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    shapes: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    sheets: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// The words by what they stand for.
#[derive(Debug, Default)]
struct Index {
    columns: FxHashMap<String, Column>,
    units: FxHashMap<String, String>,
    shapes: FxHashMap<String, String>,
    nameless: FxHashMap<String, String>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    // A test reads the file, so that nobody else meets one that cannot be read.
    let Ok(words) = toml::from_str::<Words>(include_str!("headings.toml")) else { return Index::default() };
    let mut columns = FxHashMap::default();
    // Of a word in several lists, the first kind in the order of the enumeration counts.
    for (&column, languages) in &words.columns {
        for word in languages.values().flatten() {
            columns.entry(key(word)).or_insert(column);
        }
    }
    Index {
        columns,
        units: by_word(&words.units),
        shapes: by_word(&words.shapes),
        nameless: by_word(&words.sheets),
    }
});

fn by_word(lists: &BTreeMap<String, BTreeMap<String, Vec<String>>>) -> FxHashMap<String, String> {
    let mut index = FxHashMap::default();
    for (meaning, languages) in lists {
        for word in languages.values().flatten() {
            index.entry(key(word)).or_insert_with(|| meaning.clone());
        }
    }
    index
}

/// A heading as it is compared: its words without accents; `#` and the like, which are no name, as they are.
fn key(heading: &str) -> String {
    let plain: String = heading.nfd().filter(|&letter| !is_combining_mark(letter)).collect();
    let words = words_of(&plain);
    if words.is_empty() { heading.trim().to_lowercase() } else { words }
}

/// What a heading says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// What the column holds.
    pub column: Column,
    /// The unit of its numbers, as the language writes it, where the heading names one.
    pub unit: Option<String>,
}

/// Reads a heading; none for one that is not known.
pub(super) fn heading(text: &str) -> Option<Heading> {
    if text.len() > 200 {
        return None;
    }
    if let Some(&column) = INDEX.columns.get(&key(text)) {
        return Some(Heading { column, unit: None });
    }
    let (outside, inside) = parted(text);
    let column = *INDEX.columns.get(&key(&outside))?;
    let is_time = matches!(column, Column::LeadTime | Column::ProcessTime | Column::WaitTime);
    let unit = if is_time { unit(&inside).map(str::to_owned) } else { None };
    Some(Heading { column, unit })
}

/// The column that a word of `--columns` means: a heading, or the name of a kind such as `lead_time`.
pub fn column_named(word: &str) -> Option<Column> {
    heading(&word.replace('_', " ")).map(|heading| heading.column)
}

/// What stands outside of brackets, and in them: `Lead time (days)`, `Supplier(s)`, `Duration [h]`, `Duration in days`.
fn parted(text: &str) -> (String, String) {
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0_u32);
    for letter in text.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => inside.push(letter),
            _ => outside.push(letter),
        }
    }
    if inside.is_empty()
        && let Some((name, unit)) = outside.rsplit_once(" in ").or_else(|| outside.rsplit_once(" en "))
    {
        return (name.to_owned(), unit.to_owned());
    }
    (outside, inside)
}

/// The unit that a word stands for, as the language writes it.
pub(super) fn unit(word: &str) -> Option<&'static str> {
    INDEX.units.get(&key(word)).map(String::as_str)
}

/// Whether a shape is `start` or `end`; none for all others.
pub(super) fn shape(word: &str) -> Option<&'static str> {
    INDEX.shapes.get(&key(word)).map(String::as_str)
}

/// Whether the name of a sheet says nothing of what is on it: `Sheet1`, `SIPOC`.
pub(super) fn is_nameless(sheet: &str) -> bool {
    let words = key(sheet);
    let stem = words.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
    stem.is_empty() || INDEX.nameless.contains_key(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_words_can_be_read() {
        let words: Words = toml::from_str(include_str!("headings.toml")).unwrap();
        assert_eq!(words.columns.len(), 28);
    }

    #[test]
    fn headings_have_units_and_brackets() {
        let read = |text: &str| heading(text).map(|heading| (heading.column, heading.unit));
        assert_eq!(read("Lead time (days)"), Some((Column::LeadTime, Some("d".to_owned()))));
        assert_eq!(read("Durchlaufzeit [Std]"), Some((Column::LeadTime, Some("h".to_owned()))));
        assert_eq!(read("Durchlaufzeit in Tagen"), Some((Column::LeadTime, Some("d".to_owned()))));
        assert_eq!(read("SUPPLIER(S)"), Some((Column::Supplier, None)));
        assert_eq!(read("%C&A"), Some((Column::Accuracy, None)));
        assert_eq!(read("Étape"), Some((Column::Step, None)));
        assert_eq!(read("Process Step ID"), Some((Column::Id, None)));
        assert_eq!(read("#"), Some((Column::Id, None)));
        assert_eq!(read("Budget"), None);
        assert!(is_nameless("Sheet1") && is_nameless("SIPOC (2)") && !is_nameless("Orders"));
    }
}
