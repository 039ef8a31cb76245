//! Thresholds that nothing could ever meet.

use std::collections::BTreeMap;

use super::error::{ConfigMistake, MistakeKind};
use super::layer::Layer;
use crate::rule::RuleMetadata;

/// The threshold that is a percentage.
pub(super) const SHARE: &str = "share";

/// What is wrong with `value` of the threshold called `name`, whatever the others are.
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
pub(super) fn crossed(layers: &[Layer], rules: &[RuleMetadata]) -> Vec<(usize, ConfigMistake)> {
    let mut set = BTreeMap::new();
    for (file, layer) in layers.iter().enumerate() {
        for (threshold, span) in layer.thresholds.iter().zip(&layer.threshold_spans) {
            let (position, value) = threshold.value;
            set.entry((threshold.rule.index(), position)).or_insert((file, value, span.clone()));
        }
    }
    let mut mistakes = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let position = |name| rule.settings.iter().position(|setting| setting.name == name);
        let Some((min, max)) = position("min").zip(position("max")) else { continue };
        let value = |position: usize| {
            set.get(&(index, position)).map_or(rule.settings[position].default, |&(_, value, _)| value)
        };
        let (least, most) = (value(min), value(max));
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
