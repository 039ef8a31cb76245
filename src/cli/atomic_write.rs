//! Writes a file so that it is there whole or as it was before.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::attributes::keep_attributes;
use super::descriptor;
use super::temporary::{Kind, Pending};

/// Has `write` write the file at `path`. A link is followed; a device is written to as it is, and so is a pipe that
/// somebody reads, and what the shell has opened, such as `/dev/stdout`. The file keeps its mode, access list and
/// attributes, and its owner where we may give files away. Gives whether it had further names, which keep what it held.
///
/// # Errors
/// Where the file cannot be written, or its link leads elsewhere meanwhile. It is as it was before then.
pub fn atomic_write(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<bool> {
    if let Some(open) = descriptor::open(path) {
        return buffered(open?, write).map(|()| false);
    }
    let before = match fs::metadata(path) {
        Ok(kind) if kind.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(kind) if kind.is_file() => Some(kind),
        Ok(_) => {
            return buffered(open_special(path)?, write).map(|()| false);
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let target = if before.is_some() { path.canonicalize()? } else { path.to_owned() };
    if before.is_some() {
        may_write(&target)?;
    }
    let directory = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = |error: io::Error| match before {
        Some(_) => io::Error::new(error.kind(), format!("no file can be written beside it: {error}")),
        None => error,
    };
    let (mut file, pending) = temporary(directory, before.as_ref()).map_err(beside)?;
    let written = buffered(&mut file, write).and_then(|()| {
        let Some(before) = &before else { return Ok(()) };
        keep_owner(file.as_file(), before);
        file.as_file().set_permissions(before.permissions())?;
        keep_attributes(&target, file.as_file())?;
        if path.canonicalize()? == target {
            Ok(())
        } else {
            Err(io::Error::other("its link leads elsewhere now"))
        }
    });
    pending.end(|| match written {
        Ok(()) => file.persist(&target).map(drop).map_err(|error| replacing(error.error)),
        Err(error) => {
            drop(file);
            Err(bare(error))
        }
    })?;
    Ok(before.as_ref().is_some_and(is_shared))
}

/// Has `write` write to a file, in large pieces however small its own are.
fn buffered(file: impl Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()
}

/// Looks whether the user may write the file at `path`, which is a regular one; it stays as it is.
///
/// # Errors
/// Where they may not.
pub fn may_write(path: &Path) -> io::Result<()> {
    if fs::metadata(path)?.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    open_at_once(path).map(drop)
}

/// Opens what is there for writing. Of a pipe that nobody reads the system says so at once, and does not wait for a reader.
fn open_at_once(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.open(path)
}

/// A file beside the target that nobody may read who may not read the target.
fn temporary(directory: &Path, before: Option<&fs::Metadata>) -> io::Result<(NamedTempFile, Pending)> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".vsdlint-");
    #[cfg(unix)]
    let permissions = {
        use std::os::unix::fs::PermissionsExt;
        before.map_or(fs::Permissions::from_mode(0o666), fs::Metadata::permissions)
    };
    #[cfg(unix)]
    builder.permissions(permissions);
    #[cfg(not(unix))]
    let _ = before;
    // The temporary file's name would be of no help in a message.
    Pending::make(Kind::File, || builder.tempfile_in(directory).map_err(bare), |file| file.path().to_owned())
}

/// Has the file belong to whom the old one belonged to. Who is not allowed to keeps it; so does the group then.
#[cfg(unix)]
fn keep_owner(file: &File, before: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let Ok(own) = file.metadata() else { return };
    let (user, group) = (before.uid(), before.gid());
    if (own.uid(), own.gid()) != (user, group) && fchown(file, Some(user), Some(group)).is_err() {
        let _ = fchown(file, None, Some(group));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

/// Whether a file has more names than one.
#[cfg(unix)]
fn is_shared(kind: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(kind) > 1
}

#[cfg(not(unix))]
fn is_shared(_: &fs::Metadata) -> bool {
    false
}

/// Opens what is no regular file. It is waited for from then on: whoever reads a pipe may be slow.
#[cfg(unix)]
fn open_special(path: &Path) -> io::Result<File> {
    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
    let file = open_at_once(path)?;
    fcntl_setfl(&file, fcntl_getfl(&file)? - OFlags::NONBLOCK)?;
    Ok(file)
}

/// Opens what is no regular file.
#[cfg(not(unix))]
fn open_special(path: &Path) -> io::Result<File> {
    open_at_once(path)
}

/// Why a file could not be replaced by another.
fn replacing(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::ResourceBusy {
        return io::Error::new(
            error.kind(),
            "it is mounted by itself, and cannot be replaced: mount its folder",
        );
    }
    error
}

/// What the system said, without the path that was appended to it.
fn bare(error: io::Error) -> io::Error {
    match error.to_string().split_once(" at path ") {
        Some((said, _)) => io::Error::new(error.kind(), said.to_owned()),
        None => error,
    }
}
