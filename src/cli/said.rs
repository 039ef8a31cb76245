//! The end of what was said, by which a file is known that it went into.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// So many bytes are kept of what goes to a stream.
const MOST: usize = 4096;

/// Fewer bytes than these may stand at the end of any file.
const LEAST: usize = 16;

/// What went to standard output and to standard error last.
#[derive(Debug, Default)]
pub struct Said {
    pub out: Tail,
    pub err: Tail,
}

impl Said {
    /// Whether the file at `path` ends with it: then a pipe leads there.
    pub fn is_end_of(&self, path: &Path) -> bool {
        self.out.is_end_of(path) || self.err.is_end_of(path)
    }
}

/// The last bytes that went to a stream.
#[derive(Debug, Default)]
pub struct Tail(RefCell<Vec<u8>>);

impl Tail {
    pub fn add(&self, bytes: &[u8]) {
        let mut kept = self.0.borrow_mut();
        kept.extend_from_slice(&bytes[bytes.len().saturating_sub(MOST)..]);
        let surplus = kept.len().saturating_sub(MOST);
        kept.drain(..surplus);
    }

    fn is_end_of(&self, path: &Path) -> bool {
        let kept = self.0.borrow();
        kept.len() >= LEAST && end_of(path, kept.len()).is_ok_and(|end| end == *kept)
    }
}

/// The last bytes of a file, which has as many at least.
fn end_of(path: &Path, bytes: usize) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::End(-(bytes as i64)))?;
    let mut end = Vec::with_capacity(bytes);
    file.take(bytes as u64).read_to_end(&mut end)?;
    Ok(end)
}

/// A stream, and where what goes to it is kept, if it is.
pub struct Heard<'s, W> {
    pub stream: W,
    pub tail: Option<&'s Tail>,
}

impl<W: Write> Write for Heard<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.stream.write(bytes)?;
        if let Some(tail) = self.tail {
            tail.add(&bytes[..written]);
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
