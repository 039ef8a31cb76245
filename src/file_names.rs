//! How files are called that hold something with a name.

use std::collections::{HashMap, HashSet};

/// The names that files have so far, without their endings.
#[derive(Debug, Default)]
pub struct FileStems {
    taken: HashSet<String>,
    /// With which number a stem was last told apart from others: where thousands bear one name, the search goes on from there.
    numbers: HashMap<String, u32>,
}

impl FileStems {
    /// A name of a file that says what it holds, and that none of those before has: lower case letters and digits with
    /// hyphens.
    pub fn of(&mut self, name: &str) -> String {
        let stem = stem(name);
        let mut free = stem.clone();
        if self.taken.contains(&free) {
            let number = self.numbers.entry(stem.clone()).or_insert(1);
            while self.taken.contains(&free) {
                *number += 1;
                free = format!("{stem}-{number}");
            }
        }
        self.taken.insert(free.clone());
        free
    }
}

fn stem(name: &str) -> String {
    let mut stem = String::new();
    for character in name.chars().take(80) {
        if character.is_alphanumeric() {
            stem.extend(character.to_lowercase());
        } else if !stem.ends_with('-') && !stem.is_empty() {
            stem.push('-');
        }
    }
    match stem.trim_end_matches('-') {
        "" => "stream".to_owned(),
        stem if is_device(stem) => format!("stream-{stem}"),
        stem => stem.to_owned(),
    }
}

/// Whether Windows takes a file of this name, whatever its ending, for a device. The name is in lower case.
pub fn is_device(stem: &str) -> bool {
    let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    matches!(stem, "con" | "prn" | "aux" | "nul")
        || number.is_some_and(|number| number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::FileStems;

    #[test]
    fn no_two_names_are_the_same_and_none_is_a_device() {
        let mut stems = FileStems::default();
        for (name, stem) in [
            ("Restore a service!", "restore-a-service"),
            ("restore (a) SERVICE", "restore-a-service-2"),
            ("…", "stream"),
            ("CON", "stream-con"),
            ("Com 1", "com-1"),
            ("com1", "stream-com1"),
            ("Complaint", "complaint"),
        ] {
            assert_eq!(stems.of(name), stem, "{name}");
        }
    }
}
