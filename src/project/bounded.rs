//! Reads small files that somebody else may have put there: never waits, and never takes in more than a bound.

use std::fs::{self, File, Metadata};
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

/// Opens the file at `path`, a link followed, if it is a regular one, with what the system says of it. Nothing else is
/// opened: a pipe would keep us waiting, and a device may do something.
///
/// # Errors
/// Where the system does not let it be opened.
pub fn open_regular(path: &Path) -> io::Result<Option<(File, Metadata)>> {
    if !fs::metadata(path)?.is_file() {
        return Ok(None);
    }
    let file = open(path)?;
    // Somebody may have put another one in its place meanwhile.
    let kind = file.metadata()?;
    Ok(kind.is_file().then_some((file, kind)))
}

/// Opens a file for reading and waits for nobody, should it be a pipe.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    Ok(rustix::fs::open(path, flags, Mode::empty())?.into())
}

/// Opens a file for reading.
#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Reads the file at `path`, a link followed, if it has at most `limit` bytes.
///
/// # Errors
/// Where the system does not let it be read.
pub fn read(path: &Path, limit: u64) -> io::Result<Bounded> {
    let Some((file, _)) = open_regular(path)? else { return Ok(Bounded::NotRegular) };
    let mut bytes = Vec::new();
    // The size as reported is not asked: it may change meanwhile.
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Ok(Bounded::TooLarge) } else { Ok(Bounded::Bytes(bytes)) }
}
