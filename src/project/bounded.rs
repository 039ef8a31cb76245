//! Reads small files that somebody else may have put there: never waits, and never takes in more than a bound.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// What a file turns out to be.
pub enum Bounded {
    /// All of its bytes.
    Bytes(Vec<u8>),
    /// A directory, a pipe, a socket or a device, which is never opened: a pipe would keep us waiting.
    NotRegular,
    /// It has more bytes than the bound.
    TooLarge,
}

/// Reads the file at `path`, a link followed, if it has at most `limit` bytes.
///
/// # Errors
/// Where the system does not let it be read.
pub fn read(path: &Path, limit: u64) -> io::Result<Bounded> {
    if !fs::metadata(path)?.is_file() {
        return Ok(Bounded::NotRegular);
    }
    let mut bytes = Vec::new();
    // The size as reported is not asked: it may change meanwhile.
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Ok(Bounded::TooLarge) } else { Ok(Bounded::Bytes(bytes)) }
}
