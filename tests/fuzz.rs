//! The fuzz targets in `fuzz/`, for seconds: over the fixtures, and over bytes of chance.

#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::path::Path;

/// Each target with the folders of its seeds.
const TARGETS: [(&str, fn(&[u8])); 5] = [
    ("parse", targets::parse),
    ("descent", targets::descent),
    ("settings", targets::settings),
    ("check", targets::check),
    ("fixes", targets::fixes),
];

/// How many inputs of chance each target gets.
const INPUTS: u64 = 1_000;

/// The fixtures that `target` could read: settings or models.
fn seeds(folder: &Path, target: &str, seeds: &mut Vec<Vec<u8>>) {
    let ending = if target == "settings" { "toml" } else { "vsd" };
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            self::seeds(&path, target, seeds);
        } else if path.extension().is_some_and(|own| own == ending) {
            seeds.push(std::fs::read(&path).unwrap());
        }
    }
}

/// Bytes of chance, always the same for one `seed`: mostly such as stand for words.
fn bytes(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        // Marsaglia's xorshift.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 24) as u8
    };
    let length = next() % 64;
    (0..length).map(|_| if next() < 224 { next() | 0x80 } else { next() }).collect()
}

#[test]
fn nothing_makes_a_target_fall() {
    for (name, target) in TARGETS {
        let mut inputs = Vec::new();
        seeds(Path::new("fixtures"), name, &mut inputs);
        assert!(!inputs.is_empty());
        inputs.extend((1..INPUTS).map(bytes));
        for input in inputs {
            if std::panic::catch_unwind(|| target(&input)).is_err() {
                panic!("{name} falls over\n{}", targets::shown(name, &input));
            }
        }
    }
}
