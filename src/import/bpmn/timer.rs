//! Times as BPMN writes them: ISO 8601.

use crate::import::draft::Every;
use crate::import::times::is_countable;
use crate::syntax::quantity::{Duration, read_duration};

/// A duration such as `PT2H` or `P1DT12H`. Weeks and days are those of the calendar; so are months, of 30 days, and years, of
/// 365, which no calendar has: then the second part is true. None if it is none, none at all,
/// or longer than can be counted with.
pub(super) fn duration(text: &str) -> Option<(Duration, bool)> {
    let rest = text.trim().strip_prefix('P')?;
    let (days, time) = rest.split_once('T').unwrap_or((rest, ""));
    let (mut day_count, mut is_rough) = (0_u64, false);
    for (count, unit) in parts(days)? {
        let length = match unit {
            'Y' => 365,
            'M' => 30,
            'W' => 7,
            'D' => 1,
            _ => return None,
        };
        is_rough |= matches!(unit, 'Y' | 'M');
        day_count = day_count.checked_add(count.checked_mul(length)?)?;
    }
    let mut written = Vec::new();
    if day_count > 0 {
        written.push(format!("{day_count}d"));
    }
    for (count, unit) in parts(time)? {
        let unit = match unit {
            'H' => "h",
            'M' => "min",
            'S' => "s",
            _ => return None,
        };
        if count > 0 {
            written.push(format!("{count}{unit}"));
        }
    }
    let duration = read_duration(&written.join(" ")).ok()?;
    if duration.has_any() && is_countable(duration) { Some((duration, is_rough)) } else { None }
}

/// Numbers with a letter behind each. A fraction is no number here: the language has whole ones.
fn parts(text: &str) -> Option<Vec<(u64, char)>> {
    let mut parts = Vec::new();
    let mut digits = String::new();
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            digits.push(letter);
        } else {
            parts.push((digits.parse().ok()?, letter));
            digits.clear();
        }
    }
    if digits.is_empty() { Some(parts) } else { None }
}

/// How often a cycle such as `R/P1D` comes again; none if it is another one, such as an expression of cron.
pub(super) fn cycle(text: &str) -> Option<Every> {
    let mut every = None;
    for part in text.trim().split('/') {
        every = match part {
            "P1D" => Some(Every::Day),
            "P1W" | "P7D" => Some(Every::Week),
            "P1M" => Some(Every::Month),
            "P3M" => Some(Every::Quarter),
            "P1Y" | "P12M" => Some(Every::Year),
            _ => match duration(part) {
                Some((time, false)) => Some(Every::Time(time)),
                _ => every,
            },
        };
    }
    every
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_whole_and_longer_than_nothing() {
        let shown = |text| duration(text).map(|(duration, is_rough)| (duration.show(), is_rough));
        for (text, expected) in
            [("PT2H", "2h"), ("P1DT12H30M", "1d 12h 30min"), ("P2W", "14d"), ("PT90S", "90s")]
        {
            assert_eq!(shown(text), Some((expected.to_owned(), false)), "{text}");
        }
        assert_eq!(shown("P1Y2M"), Some(("425d".to_owned(), true)));
        for text in [
            "",
            "P",
            "PT",
            "PT0S",
            "2h",
            "PT1.5H",
            "P1X",
            "PTH",
            "P99999999999999999999D",
            "PT18446744073709551615H",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn cycles_name_a_period_where_there_is_one() {
        assert_eq!(cycle("R/P1D"), Some(Every::Day));
        assert_eq!(cycle("R3/2024-01-01T00:00:00Z/P1M"), Some(Every::Month));
        assert!(matches!(cycle("R/PT15M"), Some(Every::Time(_))));
        assert_eq!(cycle("0 0 9 * * MON"), None);
    }
}
