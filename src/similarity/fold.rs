//! Letters as they are compared where names need only be near: without their accents.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The accents: the combining marks of Latin, Greek and Cyrillic letters. Those of other scripts are letters of their own.
const ACCENTS: std::ops::RangeInclusive<char> = '\u{300}'..='\u{36f}';

/// A word, which is in the normal form of names, without accents: ä, ö and ü as people without these keys write them, and
/// likewise the few letters that are no others with an accent.
pub(super) fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let mut spelt = String::with_capacity(word.len());
    for letter in word.nfc() {
        match letter {
            'ä' | 'æ' => spelt.push_str("ae"),
            'ö' | 'ø' | 'œ' => spelt.push_str("oe"),
            'ü' => spelt.push_str("ue"),
            'ß' => spelt.push_str("ss"),
            'å' => spelt.push_str("aa"),
            'ı' => spelt.push('i'),
            'ł' => spelt.push('l'),
            _ => spelt.push(letter),
        }
    }
    Cow::Owned(spelt.nfd().filter(|letter| !ACCENTS.contains(letter)).nfc().collect())
}

/// Whether a letter stands for a whole word or syllable, as Chinese, Japanese and Korean ones do.
pub(super) fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
