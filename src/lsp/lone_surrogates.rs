//! Halves of characters, which some clients send and JSON forbids.
//!
//! A client that counts in UTF-16 may send one half of a pair where somebody edits between the two. No text of ours can hold
//! it, and to leave out the change would put all later ones in the wrong place. What stands for it, U+FFFD, is as long: one
//! unit of UTF-16, three bytes of UTF-8.

/// Puts U+FFFD in the place of each half that has no other half, be it escaped or in bytes; whether there were any.
pub fn replace(json: &mut [u8]) -> bool {
    let mut found = false;
    let mut at = 0;
    while at < json.len() {
        let length = match json[at] {
            b'\\' => match (unit(&json[at..]), json.get(at + 6..).and_then(unit)) {
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
                (Some(0xd800..=0xdfff), _) => {
                    json[at + 2..at + 6].copy_from_slice(b"fffd");
                    found = true;
                    6
                }
                _ => 2,
            },
            0xed if matches!(json.get(at + 1), Some(0xa0..=0xbf)) && json.len() > at + 2 => {
                json[at..at + 3].copy_from_slice("\u{fffd}".as_bytes());
                found = true;
                3
            }
            _ => 1,
        };
        at += length;
    }
    found
}

/// The unit of UTF-16 that an escape at the beginning of these bytes stands for.
fn unit(bytes: &[u8]) -> Option<u16> {
    let digits = std::str::from_utf8(bytes.strip_prefix(b"\\u")?.get(..4)?).ok()?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_halves_are_replaced() {
        for (json, expected) in [
            (r#""\ud83d""#, r#""\ufffd""#),
            (r#""\udE00\uD83D\uDE00\ud83d\n""#, r#""\ufffd\uD83D\uDE00\ufffd\n""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\\ud83d \\\ud83d""#, r#""\\ud83d \\\ufffd""#),
            (r#""\u00e4\ud83""#, r#""\u00e4\ud83""#),
            ("\"\\", "\"\\"),
        ] {
            let mut bytes = json.as_bytes().to_vec();
            assert_eq!(super::replace(&mut bytes), json != expected);
            assert_eq!(String::from_utf8(bytes).unwrap(), expected);
        }
        let mut bytes = b"a\xed\xa0\xbdb\xed\x9f\xbf\xed\xa0".to_vec();
        super::replace(&mut bytes);
        assert_eq!(bytes, b"a\xef\xbf\xbdb\xed\x9f\xbf\xed\xa0");
    }
}
