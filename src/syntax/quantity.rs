//! Durations and percentages.

mod difference;

pub use difference::Difference;

/// Seconds in each unit, the largest unit first. A working day's length is a setting of the organisation.
const UNITS: [(&str, Option<u64>); 6] = [
    ("w", Some(7 * 86_400)),
    ("d", Some(86_400)),
    ("wd", None),
    ("h", Some(3_600)),
    ("min", Some(60)),
    ("s", Some(1)),
];

/// Where working days stand in [`UNITS`]. What stands behind them are hours and less.
const WORKING_DAYS: usize = 2;

/// Eight hours, in seconds: a working day unless the organisation says otherwise.
pub const WORKING_DAY: u64 = 8 * 3_600;

/// A duration, counted in the units in which it is written. A sum is counted in those of all its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Duration {
    /// How many of each of the [`UNITS`]; `u64::MAX` where there are more than 64 bits hold.
    counts: [u64; UNITS.len()],
    /// Whether it was added up, so that smaller units may be more than one of a larger.
    is_sum: bool,
}

impl Duration {
    /// No time at all.
    pub const ZERO: Duration = Duration { counts: [0; UNITS.len()], is_sum: false };

    /// The length in seconds, where a working day has so many; none where it overflows 64 bits.
    pub fn seconds(&self, working_day: u64) -> Option<u64> {
        let mut seconds = 0_u64;
        for (count, (_, length)) in self.counts.iter().zip(UNITS) {
            if *count == u64::MAX {
                return None;
            }
            seconds = seconds.checked_add(count.checked_mul(length.unwrap_or(working_day))?)?;
        }
        Some(seconds)
    }

    /// The seconds of the clock, working days apart; `u64::MAX` where 64 bits do not hold them.
    pub fn clock_seconds(&self) -> u64 {
        self.seconds(0).unwrap_or(u64::MAX)
    }

    /// The working days.
    pub fn working_days(&self) -> u64 {
        self.counts[WORKING_DAYS]
    }

    /// Whether it counts working days (`wd`).
    pub fn has_working_days(&self) -> bool {
        self.counts[WORKING_DAYS] > 0
    }

    /// Whether it counts anything else than working days.
    pub fn has_other_time(&self) -> bool {
        self.counts.iter().enumerate().any(|(unit, &count)| unit != WORKING_DAYS && count > 0)
    }

    /// Both one after the other.
    #[must_use]
    pub fn then(self, other: Duration) -> Duration {
        if !self.has_any() || !other.has_any() {
            return if self.has_any() { self } else { other };
        }
        let mut sum = Duration { is_sum: true, ..self };
        for (count, more) in sum.counts.iter_mut().zip(other.counts) {
            *count = count.saturating_add(more);
        }
        sum
    }

    /// Whether it is longer than zero.
    pub fn has_any(&self) -> bool {
        self.counts != [0; UNITS.len()]
    }

    /// In words of the language, largest unit first: `1d 4h`. As it is written; a sum in the units of its parts. Nothing is
    /// `0s`.
    pub fn show(&self) -> String {
        self.show_beside(Duration::default())
    }

    /// The same where it is compared with another: a sum uses the hours, minutes and seconds of that as well.
    pub fn show_beside(&self, other: Duration) -> String {
        let counts = if self.is_sum { self.carried(other) } else { self.counts };
        let mut parts = Vec::new();
        for (count, (unit, _)) in counts.into_iter().zip(UNITS) {
            if count > 0 {
                parts.push(format!("{count}{unit}"));
            }
        }
        if parts.is_empty() { "0s".to_owned() } else { parts.join(" ") }
    }

    /// The counts with smaller units turned into the larger ones that are used: 2 h 70 min into 3 h 10 min. Working days
    /// are not so many of anything else, so they stay.
    fn carried(&self, other: Duration) -> [u64; UNITS.len()] {
        let mut counts = self.counts;
        for small in (1..UNITS.len()).rev() {
            let Some(length) = UNITS[small].1 else { continue };
            for large in (0..small).rev() {
                let Some(larger) = UNITS[large].1 else { continue };
                let is_used = self.counts[large] > 0 || large > WORKING_DAYS && other.counts[large] > 0;
                if !is_used || counts[small] == u64::MAX {
                    continue;
                }
                let of_one = larger / length;
                counts[large] = counts[large].saturating_add(counts[small] / of_one);
                counts[small] %= of_one;
                break;
            }
        }
        counts
    }
}

/// Reads `1d 4h` or `7h30min`.
///
/// # Errors
/// What is wrong, with the byte range of the part at fault.
pub fn read_duration(text: &str) -> Result<Duration, (std::ops::Range<usize>, String)> {
    let bytes = text.as_bytes();
    let mut duration = Duration::default();
    let mut last_unit: Option<usize> = None;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let start = at;
        let mut count = 0_u64;
        while let Some(digit) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
            // What overflows stays at the largest number.
            count = count.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
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
        duration.counts[index] = count;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Option<u64> {
        read_duration(text).ok()?.seconds(WORKING_DAY)
    }

    #[test]
    fn durations() {
        assert_eq!(seconds("1d 4h"), Some(28 * 3_600));
        assert_eq!(seconds("7h30min"), Some(27_000));
        assert_eq!(seconds("2wd"), Some(2 * WORKING_DAY));
        assert_eq!(seconds("99999999999999999999w"), None);
        for wrong in ["4", "4x", "4h 1d", "1h 1h", "1.5h", "h", "5%", "-4h"] {
            assert!(read_duration(wrong).is_err(), "{wrong}");
        }
    }

    /// Durations one after the other, as they are shown beside the last one.
    fn sum(parts: &[&str], beside: &str) -> String {
        let mut sum = Duration::default();
        for part in parts {
            sum = sum.then(read_duration(part).unwrap());
        }
        sum.show_beside(read_duration(beside).unwrap())
    }

    #[test]
    fn durations_are_shown_as_they_are_written() {
        for written in ["7d", "90min", "36h", "6wd", "1d 36h", "2wd 4h", "0s"] {
            assert_eq!(sum(&[written], "1w 1d 1h"), written);
            assert_eq!(sum(&["0min", written, "0wd"], "1h"), written);
        }
        assert_eq!(sum(&["7h30min"], "1h"), "7h 30min");
    }

    #[test]
    fn sums_keep_the_units_of_their_parts() {
        assert_eq!(sum(&["5d", "5d"], "1w"), "10d");
        assert_eq!(sum(&["3wd", "3wd"], "5wd"), "6wd");
        assert_eq!(sum(&["10min", "5d"], "4h"), "5d 10min");
        assert_eq!(sum(&["20h", "20h"], "1d"), "40h");
        assert_eq!(sum(&["1d 20h", "6h"], "1d"), "2d 2h");
        assert_eq!(sum(&["2wd 4h", "6h"], "3wd"), "2wd 10h");
        assert_eq!(sum(&["1w", "9d", "70min", "2h"], "1w"), "2w 2d 3h 10min");
        assert_eq!(sum(&["40min", "50min"], "80min"), "90min");
        assert_eq!(sum(&["40min", "50min"], "1h"), "1h 30min");
        assert_eq!(sum(&["30s", "50min", "30s"], "1h"), "51min");
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
