//! Paths of what the process was started with, such as `/dev/stdout`. They lead to a file that the shell has opened, and
//! that is written to where the shell left off: what stands in it stays.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Opens what a path stands for that names a descriptor; none where it names none, or where what is open is no file and
/// can be opened by its path.
#[cfg(unix)]
pub fn open(path: &Path) -> Option<io::Result<File>> {
    use std::io::Write;
    use std::os::fd::OwnedFd;
    let file = |open: rustix::io::Result<OwnedFd>| open.map(File::from).map_err(io::Error::from);
    match number(path)? {
        // What was written to them before comes before.
        Some(1) => Some(io::stdout().flush().and_then(|()| file(rustix::io::dup(io::stdout())))),
        Some(2) => Some(file(rustix::io::dup(io::stderr()))),
        _ if path.is_file() => Some(OpenOptions::new().append(true).open(path)),
        _ => None,
    }
}

/// No path names a descriptor.
#[cfg(not(unix))]
pub fn open(_: &Path) -> Option<io::Result<File>> {
    None
}

/// The number of the descriptor that a path leads to, none of it where that is another process's; none at all where the
/// path leads to something else.
#[cfg(unix)]
fn number(path: &Path) -> Option<Option<u32>> {
    const MOST_LINKS: usize = 40;
    let mut path = std::path::absolute(path).ok()?;
    for _ in 0..MOST_LINKS {
        let folder = path.parent()?.canonicalize().ok()?;
        if is_of_descriptors(&folder) {
            let own = folder == Path::new("/dev/fd")
                || folder.starts_with(format!("/proc/{}/", std::process::id()));
            return Some(path.file_name()?.to_str()?.parse().ok().filter(|_| own));
        }
        path = folder.join(path.read_link().ok()?);
    }
    None
}

/// `/dev/fd`, or what the same is on Linux: the folder `fd` of a process or thread.
#[cfg(unix)]
fn is_of_descriptors(folder: &Path) -> bool {
    folder == Path::new("/dev/fd") || folder.starts_with("/proc") && folder.ends_with("fd")
}
