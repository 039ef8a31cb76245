//! When two names are one: their words are the same, whatever the case or separators. A sign is a word.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup as Group, UnicodeGeneralCategory};

use super::pasted;

/// The most characters of a name. All that is found, drawn and written repeats names, so that long ones with many uses would
/// ask for room in proportion to the product of both.
pub const MOST_CHARACTERS: usize = 1_000;

/// Appends the words of `name` to `words`, joined by one blank: letters, marks and digits in a row with their case
/// folded, and each sign for itself. Apostrophes and what cannot be seen are dropped, `&` is read as `and`.
/// `name` is a text without its quotes and escapes. Nothing is appended for a name without letters and digits.
///
/// docs/language.md, "When two names are one", says what is what; normalisation is NFKC.
pub fn normalize(name: &str, words: &mut String) {
    if !normalize_plain(name, words) {
        normalize_unicode(name, words);
    }
}

/// The same for a name as it is written, with its quotes and escapes.
pub fn normalize_written(written: &str, words: &mut String) {
    // Quotes separate words, and at the ends that changes nothing.
    if !normalize_plain(written, words) {
        normalize_unicode(&unquote(written), words);
    }
}

/// What a byte is to [`normalize_plain`]: the folded letter or digit, a sign by its byte and [`SIGN`], or one of the marks
/// below.
const FOLDED: [u8; 256] = {
    let mut table = [OTHER; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = match byte {
            b'\'' => NOTHING,
            b'&' => AND,
            b'\\' => OTHER,
            b'#' | b'%' | b'*' | b'@' | b'!' | b'?' | b'+' | b'<' | b'=' | b'>' | b'~' | b'$' | b'^' => {
                SIGN | byte
            }
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
/// It is a word by itself.
const SIGN: u8 = 0x80;

/// Folds what is ASCII and has no backslash. Appends nothing and returns false where there is more to it.
fn normalize_plain(name: &str, words: &mut String) -> bool {
    let begin = words.len();
    let mut apart = false;
    let mut has_signs = false;
    for byte in name.bytes() {
        match FOLDED[byte as usize] {
            APART => apart = true,
            NOTHING => {}
            AND => {
                begin_word(words, begin);
                words.push_str("and");
                apart = true;
            }
            OTHER => {
                words.truncate(begin);
                return false;
            }
            sign @ SIGN.. => {
                begin_word(words, begin);
                words.push((sign & !SIGN) as char);
                (apart, has_signs) = (true, true);
            }
            letter => {
                if apart {
                    begin_word(words, begin);
                    apart = false;
                }
                words.push(letter as char);
            }
        }
    }
    if has_signs {
        drop_mere_signs(words, begin);
    }
    true
}

fn normalize_unicode(name: &str, words: &mut String) {
    let begin = words.len();
    // Folding may undo the normal form, so it is made once more.
    let folded = unicase::UniCase::unicode(prepared(name).nfkc().collect::<String>()).to_folded_case();
    let mut apart = false;
    for letter in folded.nfkc() {
        match kind_of(letter) {
            Kind::Apart => apart = true,
            Kind::Nothing => {}
            Kind::Sign => {
                begin_word(words, begin);
                words.push(letter);
                apart = true;
            }
            Kind::And => {
                begin_word(words, begin);
                words.push_str("and");
                apart = true;
            }
            Kind::Word => {
                if apart {
                    begin_word(words, begin);
                    apart = false;
                }
                words.push(letter);
            }
        }
    }
    drop_mere_signs(words, begin);
}

/// Sets the next word apart from those that begin at `begin`.
fn begin_word(words: &mut String, begin: usize) {
    if words.len() > begin {
        words.push(' ');
    }
}

/// A name has a letter or digit: drops the words that begin at `begin` if none has.
fn drop_mere_signs(words: &mut String, begin: usize) {
    if words[begin..].contains(|letter: char| letter.is_ascii_alphanumeric()) {
        return;
    }
    let names = |letter: char| matches!(letter.general_category_group(), Group::Letter | Group::Number);
    if !words[begin..].contains(names) {
        words.truncate(begin);
    }
}

/// The name without what cannot be seen, in NFC, and with blanks around what NFKC would melt into its neighbours: `№5` is
/// "No 5", and `1½` is not "11/2".
fn prepared(name: &str) -> String {
    let mut prepared = String::with_capacity(name.len());
    for letter in name.chars().filter(|&letter| !is_unseen(letter)).nfc() {
        if letter == ACUTE_ACCENT {
            // Typed for an apostrophe; NFKC would make a blank of it.
            prepared.push('\'');
        } else if is_spelt_out(letter) {
            prepared.extend([' ', letter, ' ']);
        } else {
            prepared.push(letter);
        }
    }
    prepared
}

const ACUTE_ACCENT: char = '\u{b4}';
const FRACTION_SLASH: char = '\u{2044}';

/// Whether NFKC makes something else of a symbol, or a fraction of one character.
fn is_spelt_out(letter: char) -> bool {
    let mut spelt = std::iter::once(letter).nfkc();
    match letter.general_category_group() {
        Group::Symbol if !letter.is_ascii() => spelt.next() != Some(letter),
        Group::Number if !letter.is_ascii() => spelt.any(|part| part == FRACTION_SLASH),
        _ => false,
    }
}

/// Whether nothing can be seen of a text: it has only blanks, control characters, and what counts for nothing in a name.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|letter| letter.is_whitespace() || letter.is_control() || is_unseen(letter))
}

/// Soft hyphens, joiners, blanks without width, marks of direction, and selectors of one look of a letter or sign.
fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

/// What a character is to a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A part of a word.
    Word,
    /// A word by itself.
    Sign,
    /// The word `and`.
    And,
    /// It separates words.
    Apart,
    /// It counts for nothing.
    Nothing,
}

/// What a character in the normal form is to a name. What is neither letter, mark nor number is punctuation, which
/// separates words but for some, or a sign: so is what a later version of Unicode may have a use for.
fn kind_of(letter: char) -> Kind {
    match letter {
        '\'' | '\u{2019}' | '\u{2bc}' => return Kind::Nothing,
        '&' => return Kind::And,
        '|' | '\u{a6}' | '`' | FRACTION_SLASH | '\u{2215}' => return Kind::Apart,
        '#' | '%' | '*' | '@' | '!' | '?' => return Kind::Sign,
        '§' | '¶' | '†' | '‡' | '‰' | '‱' | '′' | '‵' | '※' | '‽' | '⁂' | '⁎' | '⁑' =>
        {
            return Kind::Sign;
        }
        // The same in Arabic, Armenian and Ethiopic.
        '؟' | '٪' | '؉' | '؊' | '٭' | '՜' | '՞' | '፧' => return Kind::Sign,
        _ => {}
    }
    match letter.general_category_group() {
        Group::Letter | Group::Mark | Group::Number => Kind::Word,
        Group::Separator | Group::Punctuation => Kind::Apart,
        Group::Other if letter.is_control() => Kind::Apart,
        Group::Symbol | Group::Other => Kind::Sign,
    }
}

/// The text that a quoted name or text stands for: quotes off, escapes resolved. A bare name stands for itself.
/// Escapes that are errors are left as they stand.
pub fn unquote(written: &str) -> Cow<'_, str> {
    let inner = match written.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\"")) {
        Some(long) => return Cow::Borrowed(long),
        None => match written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(inner) => inner,
            None => pasted::inner(written).unwrap_or(written),
        },
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
        normalize(name, &mut words);
        words
    }

    #[test]
    fn case_quotes_and_separators_do_not_matter() {
        for name in
            ["obtain_build", "Obtain/Build", "obtain-build", " OBTAIN  build.", "Obtain/\u{2014}build"]
        {
            assert_eq!(words(name), "obtain build", "{name}");
        }
        for (one, two) in [
            ("deliver & support", "Deliver_and_Support"),
            ("Stakeholders' feedback", "stakeholders\u{2019} Feedback"),
            ("Stra\u{df}e", "STRASSE"),
            ("Me\u{301}tier", "m\u{e9}tier"),
            ("Kunde\u{b4}s", "Kunde's"),
        ] {
            assert_eq!(words(one), words(two), "{one}");
        }
        assert_eq!(words("D&T"), "d and t");
        assert_eq!(words("\u{fb01}x"), "fix");
        assert_eq!(words("-- \u{201e}\u{ad}\u{201c}"), "");
    }

    #[test]
    fn a_sign_is_a_word() {
        assert_eq!(words("C++ build"), "c + + build");
        assert_eq!(words("C ++-build"), words("c+ +build"));
        assert_eq!(words("Amount>=500\u{a0}\u{20ac}"), "amount > = 500 \u{20ac}");
        assert_eq!(words("\u{ff23}\u{ff03}"), words("c#"));
        assert_eq!(words("\u{2764}\u{fe0f} love"), words("\u{2764} love"));
        assert_eq!(words("\u{1f469}\u{200d}\u{1f4bb} 1"), "\u{1f469} \u{1f4bb} 1");
        assert_eq!(words("-- !"), "", "a name has a letter or digit");
        assert_eq!(words("\u{1f680}\u{301}"), "");
    }

    #[test]
    fn symbols_that_are_spelt_out_do_not_melt_into_their_neighbours() {
        assert_eq!(words("\u{2116}5"), "no 5");
        assert_eq!(words("Shop\u{2122}x"), "shop tm x");
        assert_eq!(words("1\u{bd} days"), words("1 1/2 days"));
        assert_ne!(words("1\u{bd} days"), words("11/2 days"));
        assert_eq!(words("CO\u{2082}"), "co2");
        assert_ne!(words("Step \u{2776}"), words("Step \u{2777}"));
        assert_eq!(words("\u{2203}\u{338} a"), words("\u{2204} a"));
    }

    #[test]
    fn what_is_plain_folds_like_everything_else() {
        for byte in 0..128_u8 {
            let name = format!("a{}b c", char::from(byte));
            let mut unicode = String::new();
            normalize_unicode(&name, &mut unicode);
            assert_eq!(words(&name), unicode, "{name:?}");
        }
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
