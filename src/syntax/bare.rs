//! Names that read as well without quotation marks.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::syntax::token::reserved;

/// Whether a name, given without quotation marks, is plain: small letters, digits, `_` and `-`, beginning with a letter
/// and not ending with a sign. Ends and short names mostly are: `user`, `obtain_build`. Any other name is a label, such as
/// `Incident record`.
pub fn is_plain(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(is_small_letter)
        && letters
            .all(|letter| is_small_letter(letter) || letter.is_ascii_digit() || matches!(letter, '_' | '-'))
        && !name.ends_with(['_', '-'])
}

/// A small letter that may begin a bare name, of the alphabets that have had their small letters for long.
fn is_small_letter(letter: char) -> bool {
    letter.is_ascii_lowercase()
        || (('\u{80}'..'\u{530}').contains(&letter)
            && letter.general_category() == GeneralCategory::LowercaseLetter)
}

/// The name as it is written best: a plain name without its quotation marks, and any other as it is. Keywords and `all`
/// keep theirs, since they mean something else without.
pub fn bare(written: &str) -> &str {
    let Some(inner) = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return written;
    };
    if is_plain(inner) && inner != "all" && reserved(inner).is_none() { inner } else { written }
}
