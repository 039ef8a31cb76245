//! Durations and percentages: whether a text is one.

/// Reads the parts of a duration that are written without a blank: `7h30min`. `larger` is the rank of the unit before
/// it, 0 before the first; the rank of the last unit comes back.
pub fn duration(part: &[u8], larger: u8) -> Option<u8> {
    let mut rest = part;
    let mut larger = larger;
    while !rest.is_empty() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let letters = rest[digits..].iter().take_while(|byte| !byte.is_ascii_digit()).count();
        let rank = match &rest[digits..digits + letters] {
            b"w" => 1,
            b"d" => 2,
            b"wd" => 3,
            b"h" => 4,
            b"min" => 5,
            b"s" => 6,
            _ => return None,
        };
        if digits == 0 || rank <= larger {
            return None;
        }
        larger = rank;
        rest = &rest[digits + letters..];
    }
    Some(larger)
}

/// Whether this is a percentage such as `95%` or `99.5%`.
pub fn is_percentage(text: &[u8]) -> bool {
    let Some(number) = text.strip_suffix(b"%") else { return false };
    let number = number.strip_prefix(b"-").unwrap_or(number);
    let is_whole = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    match number.iter().position(|&byte| byte == b'.') {
        Some(dot) => is_whole(&number[..dot]) && is_whole(&number[dot + 1..]),
        None => is_whole(number),
    }
}
