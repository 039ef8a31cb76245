//! Durations and percentages.

/// Seconds in each unit, the largest unit first. A working day's length is a setting of the organisation.
const UNITS: [(&str, Option<u64>); 6] = [
    ("w", Some(7 * 86_400)),
    ("d", Some(86_400)),
    ("wd", None),
    ("h", Some(3_600)),
    ("min", Some(60)),
    ("s", Some(1)),
];

/// Eight hours, in seconds: a working day unless the organisation says otherwise.
pub const WORKING_DAY: u64 = 8 * 3_600;

/// A duration, as far as it can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// Length in seconds; none where it overflows 64 bits.
    pub seconds: Option<u64>,
    /// Whether it counts calendar days or weeks (`d`, `w`).
    pub calendar: bool,
    /// Whether it counts working days (`wd`).
    pub working: bool,
}

/// Reads `1d 4h` or `7h30min`. `working_day` is the length of a working day in seconds.
///
/// # Errors
/// What is wrong, with the byte range of the part at fault.
pub fn read_duration(text: &str, working_day: u64) -> Result<Duration, (std::ops::Range<usize>, String)> {
    let bytes = text.as_bytes();
    let mut duration = Duration { seconds: Some(0), calendar: false, working: false };
    let mut last_unit: Option<usize> = None;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let start = at;
        let mut count = Some(0_u64);
        while let Some(digit) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
            count = count
                .and_then(|count| count.checked_mul(10))
                .and_then(|count| count.checked_add(u64::from(digit - b'0')));
            at += 1;
        }
        let number = &text[start..at];
        let unit_start = at;
        at += bytes[at..]
            .iter()
            .take_while(|byte| !byte.is_ascii_digit() && !byte.is_ascii_whitespace())
            .count();
        let unit = &text[unit_start..at];
        let Some(index) = unit_index(unit).filter(|_| !number.is_empty()) else {
            return Err((start..at, wording(number, unit)));
        };
        match last_unit {
            Some(last) if last == index => return Err((start..at, format!("`{unit}` stands here twice"))),
            Some(last) if last > index => {
                let (larger, smaller) = (unit, UNITS[last].0);
                return Err((
                    start..at,
                    format!("the larger unit goes first: `{larger}` before `{smaller}`"),
                ));
            }
            _ => last_unit = Some(index),
        }
        let length = UNITS[index].1.unwrap_or(working_day);
        let part = count.and_then(|count| count.checked_mul(length));
        duration.seconds = duration.seconds.zip(part).and_then(|(sum, part)| sum.checked_add(part));
        duration.calendar |= matches!(unit, "d" | "w");
        duration.working |= unit == "wd";
    }
    Ok(duration)
}

/// Where a unit stands in [`UNITS`].
fn unit_index(unit: &str) -> Option<usize> {
    match unit {
        "w" => Some(0),
        "d" => Some(1),
        "wd" => Some(2),
        "h" => Some(3),
        "min" => Some(4),
        "s" => Some(5),
        _ => None,
    }
}

fn wording(number: &str, unit: &str) -> String {
    match (number, unit) {
        ("", _) => format!("`{unit}` is no number with a unit"),
        (_, "") => format!("`{number}` needs a unit: `s`, `min`, `h`, `d`, `w` or `wd` (a working day)"),
        (_, unit) if unit.starts_with('.') => "a duration counts whole units".to_owned(),
        (_, "%") => "a duration is no percentage".to_owned(),
        (_, "m") => format!("`m` is no unit; minutes are `{number}min`"),
        _ => format!("`{unit}` is no unit; the units are `s`, `min`, `h`, `d`, `w` and `wd` (a working day)"),
    }
}

/// Reads `95%` or `99.5%` and gives the number; it may lie outside 0 to 100. None if `text` is no percentage.
pub fn read_percentage(text: &str) -> Option<f64> {
    let number = text.strip_suffix('%')?;
    let digits = number.strip_prefix('-').unwrap_or(number);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(whole) && is_number(decimals)).then(|| number.parse().ok()).flatten()
}

/// A duration in words of the language, largest unit first: `1d 4h`. Zero is `0s`.
pub fn show_duration(seconds: u64) -> String {
    let mut rest = seconds;
    let mut parts = Vec::new();
    for (unit, length) in UNITS {
        let Some(length) = length else { continue };
        if rest >= length {
            parts.push(format!("{}{unit}", rest / length));
            rest %= length;
        }
    }
    if parts.is_empty() { "0s".to_owned() } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Option<u64> {
        read_duration(text, WORKING_DAY).ok()?.seconds
    }

    #[test]
    fn durations() {
        assert_eq!(seconds("1d 4h"), Some(28 * 3_600));
        assert_eq!(seconds("7h30min"), Some(27_000));
        assert_eq!(seconds("2wd"), Some(2 * WORKING_DAY));
        assert_eq!(seconds("99999999999999999999w"), None);
        for wrong in ["4", "4x", "4h 1d", "1h 1h", "1.5h", "h", "5%", "-4h"] {
            assert!(read_duration(wrong, WORKING_DAY).is_err(), "{wrong}");
        }
        assert_eq!(show_duration(28 * 3_600 + 90), "1d 4h 1min 30s");
    }

    #[test]
    fn percentages() {
        assert_eq!(read_percentage("95%"), Some(95.0));
        assert_eq!(read_percentage("99.5%"), Some(99.5));
        assert_eq!(read_percentage("-3%"), Some(-3.0));
        for wrong in ["95", "%", "9.%", ".5%", "1e3%"] {
            assert_eq!(read_percentage(wrong), None, "{wrong}");
        }
    }
}
