//! How often a trigger comes again, as ISO 8601 writes it.

use crate::syntax::quantity::read_duration;

/// `R/P1M` for `month`. None for what cannot be said so, such as working days.
pub(super) fn cycle(every: &str) -> Option<String> {
    let period = match every {
        "day" => "P1D".to_owned(),
        "week" => "P1W".to_owned(),
        "month" => "P1M".to_owned(),
        "quarter" => "P3M".to_owned(),
        "year" => "P1Y".to_owned(),
        _ => duration(every)?,
    };
    Some(format!("R/{period}"))
}

/// `PT1H30M` for `1h 30min`.
fn duration(text: &str) -> Option<String> {
    let duration = read_duration(text).ok()?;
    let (mut days, mut time) = (0_u64, String::new());
    for part in duration.show().split(' ') {
        let (number, unit) = part.split_at(part.find(|letter: char| !letter.is_ascii_digit())?);
        let count: u64 = number.parse().ok()?;
        match unit {
            "w" => days = days.checked_add(count.checked_mul(7)?)?,
            "d" => days = days.checked_add(count)?,
            "h" => time.push_str(&format!("{count}H")),
            "min" => time.push_str(&format!("{count}M")),
            "s" => time.push_str(&format!("{count}S")),
            _ => return None,
        }
    }
    let days = if days > 0 { format!("{days}D") } else { String::new() };
    let time = if time.is_empty() { time } else { format!("T{time}") };
    if days.is_empty() && time.is_empty() { None } else { Some(format!("P{days}{time}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_those_of_iso_8601() {
        for (every, expected) in [
            ("month", Some("R/P1M")),
            ("15min", Some("R/PT15M")),
            ("1d 4h", Some("R/P1DT4H")),
            ("2w", Some("R/P14D")),
            ("3wd", None),
            ("soon", None),
        ] {
            assert_eq!(cycle(every).as_deref(), expected, "{every}");
        }
    }
}
