//! Finds out from its bytes what a file is that is no model in UTF-8.

use memchr::memchr;

use crate::source::{conflict, lines};

/// Why bytes are not the model that they should be.
#[derive(Clone, Copy, Debug)]
pub(super) enum NotAModel {
    /// A Microsoft Visio drawing.
    Drawing,
    /// What git-lfs leaves in place of a file that it has not fetched.
    LfsPointer,
    /// A text between whose sides a merge left somebody to decide: the 1-based line of the first mark.
    Conflict { line: usize },
    /// Another encoding, by name.
    Encoding(&'static str),
    /// A byte that is part of no character: its 0-based offset and 1-based line.
    NotUtf8 { offset: usize, line: usize },
    /// A NUL: its 0-based offset and 1-based line.
    Nul { offset: usize, line: usize },
}

/// What the first bytes of a file show it to be, if they show something.
pub(super) fn from_head(bytes: &[u8]) -> Option<NotAModel> {
    // The newer form is a ZIP archive. Its own extension is another, but it gets renamed.
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) || bytes.starts_with(b"PK\x03\x04") {
        return Some(NotAModel::Drawing);
    }
    if bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
        return Some(NotAModel::LfsPointer);
    }
    encoding_of(bytes).map(NotAModel::Encoding)
}

/// The encoding of a text that is not UTF-8, if its first bytes show it.
pub(super) fn encoding_of(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        Some("UTF-32")
    } else if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        Some("UTF-16")
    } else {
        unmarked_utf16(bytes)
    }
}

/// UTF-16 without a byte-order mark: in Latin text nearly every other byte is a NUL, and the others are none.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static str> {
    let pairs = bytes.as_chunks::<2>().0;
    let pairs = &pairs[..pairs.len().min(512)];
    if pairs.len() < 2 || !pairs.as_flattened().contains(&0) {
        return None;
    }
    let count = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    match (count(0), count(1)) {
        (0, high) if high * 4 >= pairs.len() * 3 => Some("UTF-16 (little-endian)"),
        (high, 0) if high * 4 >= pairs.len() * 3 => Some("UTF-16 (big-endian)"),
        _ => None,
    }
}

/// What its bytes as a whole show it to be, if they show something: the first NUL, or the first conflict.
pub(super) fn from_whole(bytes: &[u8]) -> Option<NotAModel> {
    if let Some(offset) = memchr(0, bytes) {
        return Some(NotAModel::Nul { offset, line: line(bytes, offset) });
    }
    conflict(bytes).map(|mark| NotAModel::Conflict { line: line(bytes, mark.start) })
}

/// 1-based line of byte `offset`.
pub(super) fn line(bytes: &[u8], offset: usize) -> usize {
    lines::starts(&bytes[..offset.min(bytes.len())]).count() + 1
}
