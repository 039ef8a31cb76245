//! How files are called that hold something with a name.

use std::collections::HashSet;

/// A name of a file that says what it holds, and that none of those before has: lower case letters and digits with hyphens.
pub fn file_stem(name: &str, taken: &mut HashSet<String>) -> String {
    let mut stem = String::new();
    for character in name.chars().take(80) {
        if character.is_alphanumeric() {
            stem.extend(character.to_lowercase());
        } else if !stem.ends_with('-') && !stem.is_empty() {
            stem.push('-');
        }
    }
    let stem = match stem.trim_end_matches('-') {
        "" => "stream".to_owned(),
        stem => stem.to_owned(),
    };
    let mut free = stem.clone();
    let mut count = 1;
    while taken.contains(&free) {
        count += 1;
        free = format!("{stem}-{count}");
    }
    taken.insert(free.clone());
    free
}
