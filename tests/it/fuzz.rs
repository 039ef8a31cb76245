//! The fuzz targets in `fuzz/`, for seconds: over the fixtures, and over bytes of chance.

#[path = "../../fuzz/src/lib.rs"]
#[allow(dead_code, unused_imports)] // one is for the fuzzer alone
mod targets;

use std::path::Path;

type Target = fn(&[u8]);

/// Each target by its name.
const TARGETS: [(&str, Target); 8] = [
    ("parse", targets::parse),
    ("descent", targets::descent),
    ("settings", targets::settings),
    ("check", targets::check),
    ("fixes", targets::fixes),
    ("format", targets::format),
    ("drawing", targets::drawing),
    ("import", targets::import),
];

/// How many inputs of chance each target gets.
const INPUTS: u64 = 300;

/// The fixtures that `target` could read: settings or models.
fn seeds(folder: &Path, target: &str, seeds: &mut Vec<Vec<u8>>) {
    let ending = match target {
        "settings" => "toml",
        "drawing" => "bpmn",
        "import" => "csv",
        _ => "vsd",
    };
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
                panic!("{name} panics\n{}", targets::shown(name, &input));
            }
        }
    }
}

/// Inputs that fuzzing found: each file is called by its target and a number.
#[test]
fn what_made_a_target_panic_does_so_no_more() {
    for entry in std::fs::read_dir("fuzz/crashes").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let target = name.split('-').next().unwrap();
        let (_, run) = TARGETS.iter().find(|(known, _)| *known == target).unwrap();
        let input = std::fs::read(&path).unwrap();
        if std::panic::catch_unwind(|| run(&input)).is_err() {
            panic!("{name} panics\n{}", targets::shown(target, &input));
        }
    }
}
