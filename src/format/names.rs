//! When a name needs its quotation marks.

use crate::syntax::token::reserved;

/// The name as it is written best: without quotation marks where it is a bare name in lower case, as ends and short
/// names mostly are. A name with a capital letter is a label and keeps them, and so do keywords and `all`, which mean
/// something else without.
pub(super) fn name(written: &str) -> &str {
    let Some(inner) = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return written;
    };
    if is_plain(inner) && reserved(inner).is_none() && inner != "all" { inner } else { written }
}

/// Whether a name could be written without quotation marks, and has no capital letter: ASCII letters, digits, `_` and `-`
/// in between, a letter first.
pub fn is_plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_lowercase)
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-'))
}
