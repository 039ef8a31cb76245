//! Ids that follow from names, so that a small change of the model is a small change of the file.

use rustc_hash::FxHashMap;

/// The most letters that an id takes of one name.
const MOST_LETTERS: usize = 60;

/// The ids of one file.
#[derive(Default)]
pub(super) struct Ids {
    /// How often each was wanted.
    taken: FxHashMap<String, usize>,
}

impl Ids {
    /// An id that no other has: a word for what it is, and the names that tell it apart. It is a name in XML, of ASCII alone.
    pub(super) fn new_id(&mut self, kind: &str, names: &[&str]) -> String {
        let mut id = kind.to_owned();
        for name in names {
            id.push('.');
            push_letters(&mut id, name);
        }
        let count = self.taken.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return id;
        }
        // No name gives a double dot.
        let id = format!("{id}..{count}");
        self.taken.insert(id.clone(), 1);
        id
    }
}

/// The part of an id behind the word for what it is.
pub(super) fn behind(id: &str) -> &str {
    id.split_once('.').map_or(id, |(_, rest)| rest)
}

/// Adds a name in letters that may stand in an id: lower case, and `_` for whatever else stands between words.
fn push_letters(id: &mut String, name: &str) {
    let end = id.len() + MOST_LETTERS;
    let mut is_between = false;
    let begin = id.len();
    for character in name.chars().flat_map(char::to_lowercase) {
        if id.len() >= end {
            break;
        }
        if !character.is_alphanumeric() {
            is_between = true;
            continue;
        }
        if is_between && id.len() > begin {
            id.push('_');
        }
        is_between = false;
        if character.is_ascii() {
            id.push(character);
        } else {
            id.push_str(&format!("-{:x}-", u32::from(character)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_name_in_xml_that_nothing_else_has() {
        let mut ids = Ids::default();
        assert_eq!(
            ids.new_id("task", &["Restore a service", "1. Diagnose!"]),
            "task.restore_a_service.1_diagnose"
        );
        assert_eq!(
            ids.new_id("task", &["restore-a-service", "1 diagnose"]),
            "task.restore_a_service.1_diagnose..2"
        );
        assert_eq!(ids.new_id("item", &["Störung"]), "item.st-f6-rung");
        assert_eq!(ids.new_id("item", &["…"]), "item.");
    }
}
