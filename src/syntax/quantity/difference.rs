//! What is left of one duration after another.

use super::{Duration, UNITS, WORKING_DAYS};

/// What is left of one duration after another is taken away, in the units in which the two are written.
///
/// Working days are taken from working days and clock time from clock time. Of working days more hours can be taken than
/// there are: then a working day is read as its hours. Working days cannot be taken from clock time, so that both sides
/// may be longer than zero: of `5d` less `3wd` this is all that can be said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// What is left.
    pub left: Duration,
    /// What is lacking.
    pub lacking: Duration,
}

/// Where hours stand in [`UNITS`]. A duration of anything larger is shown in them too.
const HOURS: usize = WORKING_DAYS + 1;

impl Duration {
    /// What is left of it after `other`, where a working day has so many seconds. None where 64 bits of seconds do not hold
    /// either.
    pub fn less(self, other: Duration, working_day: u64) -> Option<Difference> {
        // Without working days what is left are seconds, which all count.
        let (own, others) = (self.seconds(0)?, other.seconds(0)?);
        let days = [self.counts[WORKING_DAYS], other.counts[WORKING_DAYS]];
        let mut left = (days[0].saturating_sub(days[1]), own.saturating_sub(others));
        let mut lacking = (days[1].saturating_sub(days[0]), others.saturating_sub(own));
        take_hours(&mut left, &mut lacking, working_day);
        take_hours(&mut lacking, &mut left, working_day);
        let show = |(days, seconds)| written(days, seconds, self, other);
        Some(Difference { left: show(left), lacking: show(lacking) })
    }
}

/// Takes clock time that `one` lacks from its working days, if they have so many hours.
fn take_hours(one: &mut (u64, u64), other: &mut (u64, u64), working_day: u64) {
    if one.0 == 0 || other.1 == 0 || working_day == 0 {
        return;
    }
    let days = other.1.div_ceil(working_day);
    if days <= one.0 {
        *one = (one.0 - days, days * working_day - other.1);
        other.1 = 0;
    }
}

/// Working days and seconds in the units of two durations, and in hours where one of these is larger.
fn written(days: u64, seconds: u64, one: Duration, other: Duration) -> Duration {
    let mut duration = Duration { is_sum: true, ..Duration::default() };
    duration.counts[WORKING_DAYS] = days;
    let is_used = |unit: usize| one.counts[unit] > 0 || other.counts[unit] > 0;
    let has_larger = (0..HOURS).any(is_used);
    let mut rest = seconds;
    for (unit, (_, length)) in UNITS.into_iter().enumerate() {
        let Some(length) = length else { continue };
        let is_asked = is_used(unit) || unit == HOURS && has_larger || unit > HOURS;
        if is_asked {
            duration.counts[unit] = rest / length;
            rest %= length;
        }
    }
    duration
}

impl Difference {
    /// Whether nothing is left and nothing lacks.
    pub fn is_zero(&self) -> bool {
        !self.left.has_any() && !self.lacking.has_any()
    }

    /// In words of the language: `30min`, `-2h` where two hours are lacking, or `5d less 3wd`.
    pub fn show(&self) -> String {
        match (self.left.has_any(), self.lacking.has_any()) {
            (true, true) => format!("{} less {}", self.left.show(), self.lacking.show()),
            (false, true) => format!("-{}", self.lacking.show()),
            _ => self.left.show(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{WORKING_DAY, read_duration};

    fn less(one: &str, other: &str) -> String {
        let (one, other) = (read_duration(one).unwrap(), read_duration(other).unwrap());
        one.less(other, WORKING_DAY).unwrap().show()
    }

    #[test]
    fn differences_keep_the_units_of_both() {
        assert_eq!(less("4h", "3h30min"), "30min");
        assert_eq!(less("90min", "10min"), "80min");
        assert_eq!(less("1d", "90min"), "22h 30min");
        assert_eq!(less("1w", "1d"), "6d");
        assert_eq!(less("5wd", "6wd"), "-1wd");
        assert_eq!(less("4h", "4h"), "0s");
        assert_eq!(less("1h", "30s"), "59min 30s");
    }

    #[test]
    fn hours_are_taken_from_working_days_and_nothing_else_is() {
        assert_eq!(less("3wd", "2h"), "2wd 6h");
        assert_eq!(less("3wd", "2h30min"), "2wd 5h 30min");
        assert_eq!(less("2h", "3wd"), "-2wd 6h");
        assert_eq!(less("5d", "3wd"), "5d less 3wd");
        assert_eq!(less("3wd", "5d"), "3wd less 5d");
        assert_eq!(less("1wd", "10h"), "1wd less 10h");
    }
}
