//! Times and percentages in people's words: `3 days`, `1,5 h`, `2 Tage`, `02:30`, `95 %`.

use super::headings::unit;
use crate::syntax::plain_quantity;
use crate::syntax::quantity::{Duration, read_duration};

/// A time as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// The time.
    pub duration: Duration,
    /// Whether the text says just this: a range, `about`, or a part of a minute does not.
    pub is_exact: bool,
}

/// Words before a time that make it a rough one.
const ROUGH: [&str; 18] = [
    "about", "approx.", "approx", "around", "circa", "ca.", "ca", "c.", "~", "≈", "max.", "max", "up to",
    "bis zu", "etwa", "environ", "aprox.", "<",
];

/// The longest time that is carried over, in seconds where a working day has 24 hours: sums of some still have room.
const LONGEST: u64 = u64::MAX / 1024;

/// Reads a time. A number alone is one of `unit`s, where the heading of the column names one. None where it is longer than
/// can be counted with.
pub fn duration(text: &str, heading_unit: Option<&str>) -> Option<Time> {
    read(text, heading_unit).filter(|time| is_countable(time.duration))
}

/// Whether a text is a time that is longer than can be counted with.
pub(super) fn is_too_long(text: &str, heading_unit: Option<&str>) -> bool {
    read(text, heading_unit).is_some_and(|time| !is_countable(time.duration))
}

/// Whether a time is none of those that are too long.
pub(super) fn is_countable(duration: Duration) -> bool {
    duration.seconds(86_400).is_some_and(|seconds| seconds <= LONGEST)
}

fn read(text: &str, heading_unit: Option<&str>) -> Option<Time> {
    let text = text.trim().to_lowercase().replace(['\u{a0}', '\u{202f}'], " ");
    let mut rest = text.as_str();
    let mut is_exact = true;
    while let Some(word) = ROUGH.iter().find(|&&word| rest.starts_with(word)) {
        let behind = rest[word.len()..].trim_start();
        if behind.is_empty() || !behind.starts_with(|letter: char| letter.is_ascii_digit() || letter == '~') {
            break;
        }
        (rest, is_exact) = (behind, false);
    }
    if let Some(duration) = clock(rest) {
        return Some(Time { duration, is_exact });
    }
    let parts = parts(rest, heading_unit)?;
    // Of a range the longer end counts.
    let (parts, is_range) = match parts.iter().rposition(|part| part.after_dash) {
        Some(at) => (&parts[at..], true),
        None => (&parts[..], false),
    };
    let phrase: Vec<String> = parts.iter().map(|part| format!("{} {}", part.number, part.unit)).collect();
    let (length, written) = plain_quantity(&phrase.join(" "));
    let whole =
        written.filter(|_| length == phrase.join(" ").len()).and_then(|text| read_duration(&text).ok());
    if let Some(duration) = whole {
        return Some(Time { duration, is_exact: is_exact && !is_range });
    }
    rounded(parts).map(|duration| Time { duration, is_exact: false })
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    number: String,
    unit: &'static str,
    after_dash: bool,
}

/// The numbers of a text with their units; none where something else stands in it.
fn parts(text: &str, heading_unit: Option<&str>) -> Option<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    let mut rest = text;
    let mut units_missing = 0;
    while !rest.is_empty() {
        let digits = rest
            .find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | ','))
            .unwrap_or(rest.len());
        let number = rest[..digits].trim_end_matches([',', '.']).replace(',', ".");
        if number.is_empty() || number.parse::<f64>().is_err() || parts.len() > 8 {
            return None;
        }
        rest = rest[digits..].trim_start_matches([' ', '\u{2009}']);
        let word_end = rest.find(|letter: char| letter.is_ascii_digit()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(word_end);
        let (word, after_dash) = separated(word);
        rest = behind;
        let found = unit(word.trim_end_matches('.'));
        if found.is_none() && !word.is_empty() {
            return None;
        }
        units_missing += usize::from(found.is_none());
        let unit = found.unwrap_or("");
        parts.push(Part { number, unit, after_dash: false });
        if !rest.is_empty() {
            if word.is_empty() && !after_dash {
                return None;
            }
            let Some(last) = parts.last_mut() else { continue };
            last.after_dash = after_dash;
        }
    }
    // A dash was noted at the number before it.
    for at in (0..parts.len()).rev() {
        parts[at].after_dash = at > 0 && parts[at - 1].after_dash;
    }
    let last = parts.last()?.unit;
    let general = if last.is_empty() { unit(heading_unit?)? } else { last };
    if units_missing > 0 {
        parts.iter_mut().filter(|part| part.unit.is_empty()).for_each(|part| part.unit = general);
    }
    Some(parts)
}

/// A word for a unit without what joins it to the next number, and whether that is a dash.
fn separated(word: &str) -> (&str, bool) {
    let word = word.trim();
    for dash in ["-", "–", "—", " to", " bis", "to", "bis", " à", " a"] {
        if let Some(unit) = word.strip_suffix(dash) {
            return (unit.trim(), true);
        }
    }
    for joint in [",", ";", "+", " and", " und", " et", " y"] {
        if let Some(unit) = word.strip_suffix(joint) {
            return (unit.trim(), false);
        }
    }
    (word, false)
}

/// `2:30` and `02:30:00` are hours, minutes and seconds.
fn clock(text: &str) -> Option<Duration> {
    let mut numbers = Vec::new();
    for part in text.split(':') {
        if part.is_empty() || part.len() > 4 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        numbers.push(part.parse::<u32>().ok()?);
    }
    let (hours, minutes, seconds) = match numbers[..] {
        [hours, minutes] => (hours, minutes, 0),
        [hours, minutes, seconds] => (hours, minutes, seconds),
        _ => return None,
    };
    of_units(&[(hours.into(), "h"), (minutes.into(), "min"), (seconds.into(), "s")])
}

/// The duration of counts of units, the largest first.
fn of_units(counts: &[(u64, &str)]) -> Option<Duration> {
    let parts: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count}{unit}")).collect();
    if parts.is_empty() {
        return Some(Duration::ZERO);
    }
    read_duration(&parts.join(" ")).ok()
}

/// The nearest whole minutes; of parts of a working day, eight hours are one.
fn rounded(parts: &[Part]) -> Option<Duration> {
    let mut seconds = 0.0;
    for part in parts {
        let number: f64 = part.number.parse().ok()?;
        let length = match part.unit {
            "s" => 1.0,
            "min" => 60.0,
            "h" => 3_600.0,
            "wd" => 28_800.0,
            "d" => 86_400.0,
            "w" => 604_800.0,
            _ => return None,
        };
        seconds += number * length;
    }
    let minutes = (seconds / 60.0).round();
    if !(0.0..1e9).contains(&minutes) {
        return None;
    }
    of_units(&[(minutes as u64 / 60, "h"), (minutes as u64 % 60, "min")])
}

/// Reads a percentage: `95 %`, `95,5`, or `0.95` of a cell that is shown as one.
pub fn percentage(text: &str) -> Option<f64> {
    let text = text.trim();
    let (number, is_share) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end(), false),
        None => (text, true),
    };
    let number: f64 =
        number.trim_start_matches(['~', '≈', '<', '>']).trim().replace(',', ".").parse().ok()?;
    let percent = if is_share && number > 0.0 && number <= 1.0 { number * 100.0 } else { number };
    (0.0..=100.0).contains(&percent).then_some((percent * 1000.0).round() / 1000.0)
}

/// A time in ISO 8601, such as `PT2H30M`, in days.
pub(super) fn iso_days(text: &str) -> Option<f64> {
    let mut rest = text.strip_prefix('P')?;
    let (mut days, mut is_time) = (0.0, false);
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix('T') {
            (rest, is_time) = (behind, true);
            continue;
        }
        let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
        let number: f64 = rest[..end].parse().ok()?;
        days += match (rest.as_bytes()[end], is_time) {
            (b'W', _) => number * 7.0,
            (b'D', _) => number,
            (b'H', true) => number / 24.0,
            (b'M', true) => number / 1_440.0,
            (b'S', true) => number / 86_400.0,
            _ => return None,
        };
        rest = &rest[end + 1..];
    }
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, unit, meant, is_exact) in [
            ("3 days", None, "3d", true),
            ("2 Tage", None, "2d", true),
            ("1,5 h", None, "1h 30min", true),
            ("1.5 hours", None, "1h 30min", true),
            ("1 Std. 30 Min.", None, "1h 30min", true),
            ("1 hour and 30 minutes", None, "1h 30min", true),
            ("2 Arbeitstage", None, "2wd", true),
            ("2 jours ouvrés", None, "2wd", true),
            ("3 días", None, "3d", true),
            ("02:30", None, "2h 30min", true),
            ("2", Some("d"), "2d", true),
            ("0,5", Some("d"), "12h", true),
            ("90 min", Some("d"), "90min", true),
            ("1-2 days", None, "2d", false),
            ("1 – 2", Some("h"), "2h", false),
            ("ca. 3 h", None, "3h", false),
            ("~3d", None, "3d", false),
            ("1.37 days", None, "32h 53min", false),
            ("0.5 wd", None, "4h", false),
            ("0", Some("min"), "0s", true),
        ] {
            let time = duration(text, unit).map(|time| (time.duration.show(), time.is_exact));
            assert_eq!(time, Some((meant.to_owned(), is_exact)), "{text}");
        }
        for text in [
            "soon",
            "3",
            "3 moons",
            "",
            "1:2:3:4",
            "n/a",
            "99999999999999999999 wd",
            "18446744073709551615 s",
        ] {
            assert_eq!(duration(text, None), None, "{text}");
        }
    }

    #[test]
    fn percentages_are_read_as_people_write_them() {
        for (text, meant) in
            [("95 %", 95.0), ("95,5%", 95.5), ("0.95", 95.0), ("95", 95.0), ("1", 100.0), ("0.5%", 0.5)]
        {
            assert_eq!(percentage(text), Some(meant), "{text}");
        }
        for text in ["", "good", "120%", "-3"] {
            assert_eq!(percentage(text), None, "{text}");
        }
    }
}
