//! What findings about promises advise: a promise of the time that they name gives no other finding.

use std::borrow::Cow;
use std::collections::BTreeSet;

use vsdlint::finding::Finding;
use vsdlint::model::Model;
use vsdlint::project::Settings;
use vsdlint::rules::{check, metadata};
use vsdlint::source::{Source, Sources};

use crate::reference::generate::promises::generate_promises;
use crate::reference::print::print;

const RULES: [&str; 2] = ["missed-promise", "promise-at-risk"];

/// The findings about promises, suppressed or not.
fn found(sources: &Sources) -> Vec<Finding> {
    let mut found = check(&Model::new(sources), &Settings::defaults(metadata()), &[]);
    found.retain(|finding| RULES.contains(&&*finding.rule));
    found
}

/// Of each finding the rule and the promise: its file and its line.
fn told(sources: &Sources) -> BTreeSet<(Cow<'static, str>, usize, usize)> {
    let place = |finding: &Finding| {
        let place = finding.primary.place;
        let line = sources.get(place.file).text[..place.span.start as usize].matches('\n').count();
        (finding.rule.clone(), place.file.index(), line)
    };
    found(sources).iter().map(place).collect()
}

#[test]
fn a_promise_as_advised_is_kept_in_every_case() {
    let mut tried = 0;
    for seed in 0..400 {
        let files = print(&mut generate_promises(seed));
        let source = |(path, text): &(String, String)| Source { path: path.into(), text: text.clone() };
        let sources = Sources::new(files.iter().map(source).collect());
        let before = told(&sources);
        for finding in found(&sources) {
            let help = finding.help.concat();
            let advice = help.split("`within ").nth(1).and_then(|rest| rest.split('`').next()).unwrap();
            let place = finding.primary.place;
            let mut changed = files.clone();
            changed[place.file.index()].1.replace_range(place.span.range(), advice);
            let after = Sources::new(changed.iter().map(source).collect());
            let line = sources.get(place.file).text[..place.span.start as usize].matches('\n').count();
            let rest: BTreeSet<_> = told(&after);
            let is_own =
                |one: &&(Cow<'static, str>, usize, usize)| (one.1, one.2) == (place.file.index(), line);
            assert_eq!(rest.iter().find(is_own), None, "seed {seed}: within {advice}\n{}", files[0].1);
            assert!(rest.is_subset(&before), "seed {seed}: within {advice}\n{}", files[0].1);
            tried += 1;
        }
    }
    assert!(tried > 300, "{tried}");
}
