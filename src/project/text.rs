//! What the text of one `vsdlint.toml` sets by itself, for a front end that has no file.

use std::path::Path;
use std::sync::Arc;

use super::config::CONFIG_NAME;
use super::error::ConfigMistake;
use super::flags::Flags;
use super::parse::parse;
use super::settings::Settings;
use super::thresholds;
use crate::rule::{RuleMetadata, RuleTable};

/// The settings for `rules` that `text` gives, as far as it can be understood, and its mistakes in the order of the
/// text. What it extends is not read.
pub fn settings_of(text: &str, rules: &'static [RuleMetadata]) -> (Settings, Vec<ConfigMistake>) {
    let rules = RuleTable::new(rules);
    let (layer, mut mistakes) = parse(text, Arc::from(Path::new(CONFIG_NAME)), &rules);
    let layers = [layer];
    mistakes.extend(thresholds::crossed(&layers, &rules).into_iter().map(|(_, mistake)| mistake));
    mistakes.sort_by_key(|mistake| mistake.span.offset());
    (Settings::new(&rules, &layers, &Flags::default()), mistakes)
}
