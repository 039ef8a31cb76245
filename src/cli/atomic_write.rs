//! Writes a file so that it is there whole or as it was before.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Has `write` write the file at `path`. A link is followed; a pipe or a device is written to as it is.
///
/// # Errors
/// Where the file cannot be written. It is as it was before then.
pub fn atomic_write(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let before = match fs::metadata(path) {
        Ok(kind) if kind.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(kind) if kind.is_file() => Some(kind.permissions()),
        Ok(_) => {
            let mut file = OpenOptions::new().write(true).open(path)?;
            return write(&mut file).and_then(|()| file.flush());
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if before.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let target = if before.is_some() { path.canonicalize()? } else { path.to_owned() };
    let directory = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".vsdlint-");
    #[cfg(unix)]
    let permissions = {
        use std::os::unix::fs::PermissionsExt;
        fs::Permissions::from_mode(0o666)
    };
    #[cfg(unix)]
    builder.permissions(permissions);
    // The temporary file's name would be of no help in a message.
    let mut file = builder.tempfile_in(directory).map_err(bare)?;
    write(&mut file)?;
    file.flush()?;
    if let Some(permissions) = before {
        file.as_file().set_permissions(permissions)?;
    }
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// What the system said, without the path that was appended to it.
fn bare(error: io::Error) -> io::Error {
    match error.to_string().split_once(" at path ") {
        Some((said, _)) => io::Error::new(error.kind(), said.to_owned()),
        None => error,
    }
}
