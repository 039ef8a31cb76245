//! The text of a `vsdlint.toml` to settings: mistakes point into the text, and what is set can be asked for.

use std::path::Path;

use vsdlint::project::settings_of;
use vsdlint::rule::{RuleId, SettingValue};
use vsdlint::rules::{RULES, metadata};

/// Reads the settings and asks for some of them.
pub fn settings(bytes: &[u8]) {
    let text = super::words::settings(bytes);
    let (settings, mistakes) = settings_of(&text, metadata());
    for mistake in &mistakes {
        let (start, end) = (mistake.span.offset(), mistake.span.offset() + mistake.span.len());
        assert!(text.get(start..end).is_some(), "{mistake:?} is no piece of the text");
        assert!(!mistake.message.is_empty());
    }
    assert!(mistakes.iter().map(|mistake| mistake.span.offset()).is_sorted(), "out of order");
    for path in ["a.vsd", "a/b.vsd"] {
        let here = settings.for_file(Path::new(path));
        for rule in (0..RULES.len()).map(RuleId::new) {
            assert_eq!(here.level(rule).0, settings.level(rule, Path::new(path)).0);
            // What is on in some file is not passed over.
            assert!(settings.can_run(rule) || here.level(rule).0.is_none());
        }
    }
    for chosen in (0..RULES.len()).flat_map(|rule| settings.all_chosen(RuleId::new(rule))) {
        match &chosen.value.value {
            SettingValue::Number(number) => assert!(number.is_finite() && *number >= 0.0),
            SettingValue::Words(words) => assert!(words.iter().all(|word| !word.is_empty())),
            SettingValue::Pattern(_) => {}
        }
    }
}
