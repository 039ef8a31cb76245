//! What stands in one cell: several parts, a number before a name.

use super::sheet::MOST_BYTES;
use crate::import::names::{kept, words_of};

/// What a row says is looked for among so many of those above that say something of the same step.
pub(super) const MOST_COMPARED: usize = 1_100;

/// The parts of a cell: at line ends and semicolons, and nowhere else. Bullets before them go.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for part in text.split(['\n', ';', '\u{2028}', '\u{b}']) {
        let part = part.trim().trim_start_matches(['•', '·', '▪', '‣', '*', '–', '-', '●', '○']).trim();
        if !words_of(part).is_empty() {
            parts.push(part.to_owned());
        }
    }
    parts
}

/// Adds a name to a list that does not have it.
pub(super) fn add(list: &mut Vec<String>, name: &str) {
    if !name.is_empty() && !list.iter().rev().take(MOST_COMPARED).any(|other| other == name) {
        list.push(name.to_owned());
    }
}

/// Adds the names in a cell.
pub(super) fn add_all(list: &mut Vec<String>, text: &str) {
    split(text).iter().for_each(|name| add(list, &kept(name)));
}

/// Adds what a cell says a step is for, on a line of its own, unless it stands there.
pub(super) fn add_purpose(purpose: &mut Option<String>, text: &str) {
    match purpose {
        Some(purpose) if purpose.len() > MOST_BYTES || !purpose.contains(text) => {
            purpose.push('\n');
            purpose.push_str(text);
        }
        Some(_) => {}
        None => *purpose = Some(text.to_owned()),
    }
}

/// A number before a name, and the name: `1. Check`, `2.1 Check`, `Step 3: Check`, `04) Check`. A name that is a number alone
/// keeps it.
pub(super) fn numbered(text: &str) -> (Option<String>, &str) {
    let text = text.trim();
    let mut rest = text;
    for word in ["step", "Step", "STEP", "Schritt", "Étape", "Etape", "Paso"] {
        if let Some(behind) = text.strip_prefix(word)
            && behind.trim_start().starts_with(|letter: char| letter.is_ascii_digit())
        {
            rest = behind.trim_start();
        }
    }
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
    let number = rest[..end].trim_end_matches('.');
    if number.is_empty() || number.len() > 12 || !number.starts_with(|letter: char| letter.is_ascii_digit()) {
        return (None, text);
    }
    let has_mark = rest[..end].ends_with('.') || rest.len() < text.len();
    let behind = &rest[end..];
    let name = behind.trim_start().trim_start_matches([')', ':', '.', '-', '–', '—', ']']).trim_start();
    let is_apart = behind.starts_with([')', ':', ']', '-', '–', '—', '\u{a0}', '\t'])
        || has_mark
        || number.contains('.')
        || behind.trim_start().starts_with(['-', '–', '—', ':', ')']);
    // `3 way match` begins with a number that belongs to it, and so does `2nd check`.
    let is_name = !is_apart
        || words_of(name).is_empty()
        || !(behind.starts_with([' ', ')', ':', ']', '-', '–', '—', '\u{a0}', '\t']) || has_mark);
    if is_name { (None, text) } else { (Some(number.to_owned()), name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_names_go() {
        for (text, number, name) in [
            ("1. Check", Some("1"), "Check"),
            ("2.1 Check", Some("2.1"), "Check"),
            ("Step 3: Check", Some("3"), "Check"),
            ("04) Check", Some("04"), "Check"),
            ("5 - Check", Some("5"), "Check"),
            ("3 way match", None, "3 way match"),
            ("2nd check", None, "2nd check"),
            ("42", None, "42"),
            ("Check", None, "Check"),
        ] {
            assert_eq!(numbered(text), (number.map(str::to_owned), name), "{text}");
        }
    }

    #[test]
    fn cells_are_split_at_line_ends_and_semicolons_only() {
        assert_eq!(
            split("• Order, signed and sealed\n- Form; Note;;"),
            ["Order, signed and sealed", "Form", "Note"]
        );
    }
}
