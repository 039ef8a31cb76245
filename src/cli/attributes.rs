//! What a file carries besides its content, owner and mode: access lists and other extended attributes.

use std::fs::File;
use std::io;
use std::path::Path;

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
use rustix::{
    buffer::spare_capacity,
    fs::{XattrFlags, fsetxattr, getxattr, listxattr},
    io::Errno,
};

/// The most bytes that Linux lets the names of all attributes take, or the value of one.
const MOST_BYTES: usize = 1 << 16;

/// The attribute in which Linux keeps who else may do what.
const ACCESS_LIST: &[u8] = b"system.posix_acl_access";

/// Gives `new` the attributes of the file at `old`. One that we may not set is left out, but for the access list: its mode
/// alone would let others in, or keep out who has to read it.
///
/// # Errors
/// Where the access list cannot be kept.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub fn keep_attributes(old: &Path, new: &File) -> io::Result<()> {
    let mut names = Vec::with_capacity(MOST_BYTES);
    if listxattr(old, spare_capacity(&mut names)).is_err() {
        return Ok(());
    }
    for name in names.split(|&byte| byte == 0).filter(|name| !name.is_empty()) {
        let mut value = Vec::with_capacity(MOST_BYTES);
        let kept = match getxattr(old, name, spare_capacity(&mut value)) {
            Ok(_) => fsetxattr(new, name, &value, XattrFlags::empty()),
            // Somebody took it away meanwhile.
            Err(Errno::NODATA) => continue,
            Err(error) => Err(error),
        };
        if let Err(error) = kept
            && name == ACCESS_LIST
        {
            return Err(io::Error::other(format!(
                "its access list cannot be kept: {}",
                io::Error::from(error)
            )));
        }
    }
    Ok(())
}

/// Nothing is known of attributes here.
///
/// # Errors
/// Never.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
#[allow(clippy::unnecessary_wraps)] // the same face as where there are some
pub fn keep_attributes(_: &Path, _: &File) -> io::Result<()> {
    Ok(())
}
