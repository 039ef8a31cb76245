//! How deep brackets stand in one another. regorus tries every reading of each bracket that opens, so that each level doubles
//! what reading takes.

/// The most brackets, square or curly, that may stand in one another.
pub(super) const MAX_DEPTH: usize = 10;

/// The byte of the first bracket that stands in too many others. Texts and comments count for nothing.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut depth: usize = 0;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'#' => _ = bytes.find(|&(_, byte)| byte == b'\n'),
            b'`' => _ = bytes.find(|&(_, byte)| byte == b'`'),
            b'"' => {
                while let Some((_, byte)) = bytes.next() {
                    match byte {
                        b'\\' => _ = bytes.next(),
                        // A text ends with its line at the latest.
                        b'"' | b'\n' => break,
                        _ => {}
                    }
                }
            }
            b'[' | b'{' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(at);
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{MAX_DEPTH, too_deep};

    #[test]
    fn brackets_count_and_nothing_else() {
        let nested = |opening: &str| format!("a{}", opening.repeat(MAX_DEPTH + 1));
        assert_eq!(too_deep(&nested("[")), Some(MAX_DEPTH + 1));
        assert_eq!(too_deep(&nested("[]")), None);
        assert_eq!(too_deep(&nested("\"[\\\"{\"")), None);
        assert_eq!(too_deep(&nested("# {\n")), None);
        assert_eq!(too_deep(&nested("`[\"`")), None);
        assert_eq!(too_deep(&nested("\"\n{")), Some(2 + 3 * MAX_DEPTH + 1));
    }
}
