//! Published processes of four trades: clean as they stand, and with each planted mistake one finding, on the spot.

use crate::support::trades::{Outcome, TRADES, mistakes, planted, process};
use crate::support::{findings, fixed, full, sources};
use vsdlint::finding::{Finding, Level};
use vsdlint::source::Sources;

#[test]
fn published_processes_are_clean() {
    for trade in TRADES {
        let sources = sources(process(trade));
        assert_eq!(full(&sources, &findings(&sources)), format!("No findings in {} files", sources.len()));
    }
}

#[test]
fn each_planted_mistake_is_one_finding() {
    let mut reports = Vec::new();
    for trade in TRADES {
        let process = process(trade);
        let mistakes = mistakes(trade);
        assert!(mistakes.len() >= 5, "{trade}");
        let mut report = String::new();
        for mistake in &mistakes {
            let sources = sources(planted(&process, mistake));
            let found = findings(&sources);
            let shown = format!("── {} ──\n{}\n\n", mistake.name, full(&sources, &found));
            let [finding] = found.as_slice() else { panic!("{shown}") };
            assert_eq!(finding.rule, mistake.rule, "{shown}");
            assert!(line(&sources, finding).contains(&mistake.at), "{shown}");
            assert_eq!(outcome(&process, &sources, finding), mistake.fix, "{shown}");
            report += &shown;
        }
        reports.push((format!("trades_{trade}"), report));
    }
    assert_snapshots!(reports);
}

/// The line that a finding points at.
fn line(sources: &Sources, finding: &Finding) -> String {
    let place = finding.primary.place;
    let (before, after) = sources.get(place.file).text.split_at(place.span.start as usize);
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    before[start..].to_owned() + after.lines().next().unwrap()
}

/// What a finding's fix makes of the model. It leaves no error, whatever it does.
fn outcome(clean: &[(String, String)], sources: &Sources, finding: &Finding) -> Outcome {
    let Some(fix) = &finding.fix else { return Outcome::None };
    let after = fixed(sources, fix);
    let left = findings(&after);
    let is_clear = left.iter().all(|left| left.rule != finding.rule && left.level < Level::Error);
    assert!(is_clear, "{}", full(&after, &left));
    let is_restored = after.as_slice().iter().zip(clean).all(|(after, (_, clean))| after.text == *clean);
    if is_restored { Outcome::Restores } else { Outcome::Clears }
}
