//! When two names are one: their words are the same, whatever the case or separators.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Appends the words of `name` to `words`: case-folded, joined by one blank, apostrophes dropped, `&` read as `and`.
/// `name` is a text without its quotes and escapes. Nothing is appended for a name without letters and digits.
///
/// Normalisation is NFKC; what is no letter, mark or decimal digit separates words.
pub fn fold(name: &str, words: &mut String) {
    if !fold_plain(name, words) {
        fold_unicode(name, words);
    }
}

/// The same for a name as it is written, with its quotes and escapes.
pub fn fold_written(written: &str, words: &mut String) {
    // Quotes separate words, and at the ends that changes nothing.
    if !fold_plain(written, words) {
        fold_unicode(&unquote(written), words);
    }
}

/// What a byte is to [`fold_plain`]: the folded letter or digit, or one of the marks below.
const FOLDED: [u8; 256] = {
    let mut table = [OTHER; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = match byte {
            b'\'' => NOTHING,
            b'&' => AND,
            b'\\' => OTHER,
            _ if byte.is_ascii_alphanumeric() => byte.to_ascii_lowercase(),
            _ => APART,
        };
        byte += 1;
    }
    table
};

/// It separates words.
const APART: u8 = 0;
/// It counts for nothing.
const NOTHING: u8 = 1;
/// It is the word `and`.
const AND: u8 = 2;
/// It needs a closer look: it begins an escape or is not ASCII.
const OTHER: u8 = 3;

/// Folds what is ASCII and has no backslash. Appends nothing and returns false where there is more to it.
fn fold_plain(name: &str, words: &mut String) -> bool {
    let begin = words.len();
    let mut apart = false;
    for byte in name.bytes() {
        match FOLDED[byte as usize] {
            APART => apart = true,
            NOTHING => {}
            AND => {
                if words.len() > begin {
                    words.push(' ');
                }
                words.push_str("and");
                apart = true;
            }
            OTHER => {
                words.truncate(begin);
                return false;
            }
            letter => {
                if apart && words.len() > begin {
                    words.push(' ');
                }
                apart = false;
                words.push(letter as char);
            }
        }
    }
    true
}

fn fold_unicode(name: &str, words: &mut String) {
    let begin = words.len();
    // Folding may undo the normal form, so it is made once more.
    let folded = unicase::UniCase::unicode(name.nfkc().collect::<String>()).to_folded_case();
    let mut apart = false;
    for letter in folded.nfkc() {
        if matches!(letter, '\'' | '\u{2019}' | '\u{2bc}') {
            continue;
        }
        if letter == '&' {
            if words.len() > begin {
                words.push(' ');
            }
            words.push_str("and");
            apart = true;
        } else if is_part_of_word(letter) {
            if apart && words.len() > begin {
                words.push(' ');
            }
            apart = false;
            words.push(letter);
        } else {
            apart = true;
        }
    }
}

fn is_part_of_word(letter: char) -> bool {
    use GeneralCategory::*;
    matches!(
        letter.general_category(),
        UppercaseLetter
            | LowercaseLetter
            | TitlecaseLetter
            | ModifierLetter
            | OtherLetter
            | NonspacingMark
            | SpacingMark
            | EnclosingMark
            | DecimalNumber
    )
}

/// The text that a quoted name or text stands for: quotes off, escapes resolved. A bare name stands for itself.
/// Escapes that are errors are left as they stand.
pub fn unquote(written: &str) -> Cow<'_, str> {
    let inner = match written.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\"")) {
        Some(long) => return Cow::Borrowed(long),
        None => written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(written),
    };
    if !inner.contains('\\') || inner.len() == written.len() {
        return Cow::Borrowed(inner);
    }
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let (letter, length) = read_escape(&rest[at..]).unwrap_or(('\\', 1));
        text.push(letter);
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// What the escape at the start of `text` stands for, and its length in bytes; none if it is no escape.
pub fn read_escape(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('\\')?;
    match rest.as_bytes().first()? {
        b'"' => Some(('"', 2)),
        b'\\' => Some(('\\', 2)),
        b'n' => Some(('\n', 2)),
        b't' => Some(('\t', 2)),
        b'u' => {
            let digits = rest[1..].strip_prefix('{')?;
            // Six digits at most, so that a row of escapes that are never closed takes no time.
            let end = digits.bytes().take(7).position(|byte| !byte.is_ascii_hexdigit())?;
            let letter = char::from_u32(u32::from_str_radix(&digits[..end], 16).ok()?)?;
            digits[end..].starts_with('}').then_some((letter, end + 4))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> String {
        let mut words = String::new();
        fold(name, &mut words);
        words
    }

    #[test]
    fn case_quotes_and_separators_do_not_matter() {
        for name in
            ["obtain_build", "Obtain/Build", "obtain-build", " OBTAIN  build.", "Obtain/\u{2014}build"]
        {
            assert_eq!(words(name), "obtain build", "{name}");
        }
        assert_eq!(words("deliver & support"), words("Deliver_and_Support"));
        assert_eq!(words("D&T"), "d and t");
        assert_eq!(words("Stakeholders' feedback"), words("stakeholders\u{2019} Feedback"));
        assert_eq!(words("Stra\u{df}e"), words("STRASSE"));
        assert_eq!(words("\u{fb01}x"), "fix");
        assert_eq!(words("Me\u{301}tier"), words("m\u{e9}tier"));
        assert_eq!(words("-- !"), "");
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(unquote(r#""a \"b\" \\ \u{e9}\n""#), "a \"b\" \\ \u{e9}\n");
        assert_eq!(unquote("\"\"\"a\nb\"\"\""), "a\nb");
        assert_eq!(unquote("plain"), "plain");
        assert_eq!(read_escape(r"\u{d800}"), None);
        assert_eq!(read_escape(r"\q"), None);
        assert_eq!(read_escape(r"\u{}"), None);
        assert_eq!(read_escape(r"\u{+41}"), None);
        assert_eq!(read_escape(r"\u{0000041}"), None);
        assert_eq!(read_escape(r"\u{000041}"), Some(('A', 10)));
    }
}
