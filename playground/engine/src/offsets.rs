//! Places in a text as the library counts them, in bytes of UTF-8, and as a browser does, in code units of UTF-16.

/// Where the two counts of a text part.
#[derive(Debug)]
pub struct Offsets {
    /// Behind each character that is not ASCII: the byte, and the code unit there. Both ascend.
    behind: Vec<(u32, u32)>,
}

impl Offsets {
    /// Counts `text`, which has less than 4 GiB.
    pub fn new(text: &str) -> Offsets {
        let mut behind = Vec::new();
        let mut apart = 0;
        for (at, letter) in text.char_indices() {
            if !letter.is_ascii() {
                let end = at + letter.len_utf8();
                apart += letter.len_utf8() - letter.len_utf16();
                behind.push((end as u32, (end - apart) as u32));
            }
        }
        Offsets { behind }
    }

    /// The code unit at byte `at`, which is the beginning of a character.
    pub fn utf16(&self, at: u32) -> u32 {
        let after = self.behind.partition_point(|&(byte, _)| byte <= at);
        let Some(&(byte, unit)) = self.behind[..after].last() else { return at };
        unit + (at - byte)
    }

    /// The byte at code unit `at`. Within a character it may be one that begins none.
    pub fn utf8(&self, at: u32) -> u32 {
        let after = self.behind.partition_point(|&(_, unit)| unit <= at);
        let Some(&(byte, unit)) = self.behind[..after].last() else { return at };
        byte + (at - unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_counts_agree_at_every_character() {
        for text in ["", "plain", "für \u{1f642} x", "\u{1f642}\u{1f642}", "日本 a"] {
            let offsets = Offsets::new(text);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let unit = text[..byte].encode_utf16().count() as u32;
                assert_eq!(offsets.utf16(byte as u32), unit, "{text} {byte}");
                assert_eq!(offsets.utf8(unit), byte as u32, "{text} {unit}");
            }
        }
    }
}
