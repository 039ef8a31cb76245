//! Numbers in the settings of rules that nothing could ever meet.

use std::collections::BTreeMap;
use std::ops::Range;

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
        for (file, layer) in layers.iter().enumerate() {
            for entry in &layer.overrides {
                let here = |position: usize| {
                    let mut choices = entry.choices.iter().map(|set| (set.rule.index(), &set.value));
                    choices.find(|&(rule, choice)| rule == index && choice.setting == position)
                };
                let number = |position: usize, otherwise: f64| match here(position) {
                    Some((_, Choice { value: SettingValue::Number(number), .. })) => *number,
                    _ => otherwise,
                };
                let Some((_, choice)) = here(min).or(here(max)) else { continue };
                let bounds = (number(min, least), number(max, most));
                if bounds.0 > bounds.1 && least <= most {
                    mistakes.push((file, crossing(&rule.name, bounds, &choice.span)));
                }
            }
        }
        let places = [min, max].into_iter().filter_map(|position| set.get(&(index, position)));
        let Some((file, _, span)) = places.min_by_key(|(file, ..)| *file) else { continue };
        if least > most {
            mistakes.push((*file, crossing(&rule.name, (least, most), span)));
        }
    }
    mistakes
}

fn crossing(rule: &str, (least, most): (f64, f64), span: &Range<usize>) -> ConfigMistake {
    ConfigMistake {
        kind: MistakeKind::WrongValue,
        message: format!("`min` of `{rule}` is {least}, above `max`, which is {most}"),
        span: span.clone().into(),
        help: Some("set both, the least first: `min = 3, max = 15`".to_owned()),
    }
}
