//! Numbers in the settings of rules that nothing could ever meet.

use std::collections::BTreeMap;

use super::error::{ConfigMistake, MistakeKind};
use super::layer::{Choice, Layer};
use crate::rule::{RuleTable, SettingValue};

/// The setting that is a percentage.
pub(super) const SHARE: &str = "share";

/// What is wrong with `value` of the setting called `name`, whatever the others are.
pub(super) fn senseless(name: &str, value: f64) -> Option<String> {
    if value < 0.0 {
        Some(format!("`{name}` counts something, so it cannot be negative"))
    } else if name == SHARE && value > 100.0 {
        Some(format!("`{name}` is a percentage, so it cannot be above 100"))
    } else {
        None
    }
}

/// Where a least is set above the most, each time with the position in `layers` of the file to blame: the first of
/// those that set one of the two. A file in `layers` wins over those after it.
pub(super) fn crossed(layers: &[Layer], rules: &RuleTable) -> Vec<(usize, ConfigMistake)> {
    let mut set = BTreeMap::new();
    for (file, layer) in layers.iter().enumerate() {
        for set_here in &layer.choices {
            let Choice { setting, value: SettingValue::Number(number), span } = &set_here.value else {
                continue;
            };
            set.entry((set_here.rule.index(), *setting)).or_insert((file, *number, span.clone()));
        }
    }
    let mut mistakes = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let position = |name| rule.settings.iter().position(|setting| setting.name == name);
        let Some((min, max)) = position("min").zip(position("max")) else { continue };
        let value = |position: usize| match (set.get(&(index, position)), &rule.settings[position].default) {
            (Some(&(_, value, _)), _) | (None, &SettingValue::Number(value)) => Some(value),
            (None, _) => None,
        };
        let Some((least, most)) = value(min).zip(value(max)) else { continue };
        let places = [min, max].into_iter().filter_map(|position| set.get(&(index, position)));
        let Some((file, _, span)) = places.min_by_key(|(file, ..)| *file) else { continue };
        if least > most {
            let message = format!("`min` of `{}` is {least}, above `max`, which is {most}", rule.name);
            let help = "set both, the least first: `min = 3, max = 15`".to_owned();
            let span = span.clone().into();
            let kind = MistakeKind::WrongValue;
            mistakes.push((*file, ConfigMistake { kind, message, span, help: Some(help) }));
        }
    }
    mistakes
}
