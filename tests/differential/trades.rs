//! Published processes, and each mistake that is planted in them: both readings find the same.

use crate::comparison::production;
use crate::reference::meaning::findings;
use crate::reference::organisation::Project;
use crate::reference::read::read;
use crate::support::trades::{TRADES, mistakes, planted, process};

#[test]
fn both_readings_of_published_processes_find_the_same() {
    let mut wrong = String::new();
    for trade in TRADES {
        let process = process(trade);
        let mistakes = mistakes(trade);
        // What cannot be read is not the reference's business.
        let readable = mistakes.iter().filter(|mistake| mistake.rule != "syntax-error");
        let planted = readable.map(|mistake| (mistake.name.as_str(), planted(&process, mistake)));
        for (name, files) in std::iter::once((trade, process.clone())).chain(planted) {
            let files: Vec<_> = files.into_iter().map(|(path, text)| (path, plain(&text))).collect();
            let project = Project { files: files.iter().map(|(path, text)| read(path, text)).collect() };
            let (linter, reference) = (production(&files), findings(&project));
            if linter != reference {
                wrong += &format!("{name}\n  linter {linter:?}\n  reference {reference:?}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The text in the form that the reference reads: without the statements that it knows nothing of, and all durations
/// in hours and minutes. Every line stays where it is.
fn plain(text: &str) -> String {
    const UNKNOWN: [&str; 9] = [
        "organisation",
        "role",
        "practice",
        "purpose",
        "accountable",
        "responsible",
        "consulted",
        "informed",
        "complete_and_accurate",
    ];
    let mut plain = String::new();
    for line in text.lines() {
        let first = line.split_whitespace().next().unwrap_or_default();
        if !UNKNOWN.contains(&first) {
            let words: Vec<String> = line.split(' ').map(in_hours).collect();
            plain += &words.join(" ");
        }
        plain.push('\n');
    }
    plain
}

/// A word, or a duration of days or weeks in hours.
fn in_hours(word: &str) -> String {
    let hours = [("d", 24), ("w", 168)].iter().find_map(|(unit, hours)| {
        let number: u64 = word.strip_suffix(unit)?.parse().ok()?;
        Some(format!("{}h", number * hours))
    });
    hours.unwrap_or_else(|| word.to_owned())
}
