//! What a merge leaves in a text until somebody has decided between its sides.

use std::ops::Range;

use memchr::memmem::find_iter;

/// The marks with which git, and others alike, begin and end the sides of a conflict, each at the beginning of a line and with
/// a name behind it.
const BEGIN: &[u8] = b"<<<<<<< ";
const END: &[u8] = b">>>>>>> ";

/// The first mark of the first conflict that nobody has resolved, in bytes. None where no line begins with the one mark, or
/// none behind it with the other.
pub fn conflict(text: &[u8]) -> Option<Range<usize>> {
    let is_line_start = |at: usize| at == 0 || matches!(text[at - 1], b'\n' | b'\r');
    let begin = find_iter(text, BEGIN).find(|&at| is_line_start(at))?;
    let behind = begin + BEGIN.len();
    let mut ends = find_iter(&text[behind..], END);
    // The blank behind it is none of the mark.
    ends.any(|at| is_line_start(behind + at)).then_some(begin..behind - 1)
}

#[cfg(test)]
mod tests {
    use super::conflict;

    #[test]
    fn a_conflict_begins_and_ends_with_a_line() {
        for (text, begin) in [
            ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n", Some(2)),
            ("<<<<<<< HEAD\rb\r=======\rc\r>>>>>>> main", Some(0)),
            ("// <<<<<<< HEAD\n<<<<<<< HEAD\n>>>>>>> main", Some(16)),
            ("a <<<<<<< HEAD\n>>>>>>> main\n", None),
            ("<<<<<<< HEAD\nb >>>>>>> main\n", None),
            (">>>>>>> main\n<<<<<<< HEAD\n", None),
            ("<<<<<<<HEAD\n>>>>>>> main\n", None),
            ("", None),
        ] {
            assert_eq!(conflict(text.as_bytes()), begin.map(|at| at..at + 7), "{text}");
        }
    }
}
