//! The parts of a package, which is a ZIP: what is in it is measured before anybody unpacks it.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::import::Input;
use crate::import::error::ImportError;

/// The most bytes that all parts of a package have when they are unpacked: 128 MiB.
const MOST_BYTES: u64 = 128 << 20;

/// The most parts of a package.
const MOST_PARTS: usize = 10_000;

/// Unpacks all parts once, and keeps nothing.
///
/// # Errors
/// Where the package is broken, or larger than is taken in: what it says of its size is not believed.
pub(super) fn checked(input: &Input<'_>) -> Result<(), ImportError> {
    let mut archive = opened(input)?;
    // What says itself that it is too large need not be unpacked.
    if archive.decompressed_size().is_some_and(|size| size > u128::from(MOST_BYTES)) {
        return Err(too_large(input));
    }
    let mut left = MOST_BYTES;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| broken(input, &error))?;
        let taken = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|_| unsound(input, DAMAGED))?;
        if taken > left {
            return Err(too_large(input));
        }
        left -= taken;
    }
    Ok(())
}

/// One part of a package.
///
/// # Errors
/// Where there is none of this name, the package is broken, or the part larger than is taken in.
pub(super) fn part(input: &Input<'_>, name: &str) -> Result<Vec<u8>, ImportError> {
    let mut archive = opened(input)?;
    let part = match archive.by_name(name) {
        Ok(part) => part,
        Err(ZipError::FileNotFound) => {
            return Err(unsound(input, &format!("there is no `{name}` in it")));
        }
        Err(error) => return Err(broken(input, &error)),
    };
    let mut bytes = Vec::new();
    part.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|_| unsound(input, DAMAGED))?;
    if bytes.len() as u64 > MOST_BYTES { Err(too_large(input)) } else { Ok(bytes) }
}

fn opened<'a>(input: &Input<'a>) -> Result<ZipArchive<Cursor<&'a [u8]>>, ImportError> {
    let archive = ZipArchive::new(Cursor::new(input.bytes)).map_err(|error| broken(input, &error))?;
    if archive.len() > MOST_PARTS { Err(too_large(input)) } else { Ok(archive) }
}

/// What is wrong with most packages that are broken.
const DAMAGED: &str = "it is cut short or damaged";

fn broken(input: &Input<'_>, error: &ZipError) -> ImportError {
    let why = match error {
        ZipError::UnsupportedArchive(_)
        | ZipError::CompressionMethodNotSupported(_)
        | ZipError::InvalidPassword => "a part of it has a password, or is packed in a way that is not read",
        _ => DAMAGED,
    };
    unsound(input, why)
}

fn unsound(input: &Input<'_>, why: &str) -> ImportError {
    damaged(input, format!("it is no sound package: {why}"))
}

/// For a file that is not as programs write it.
pub(super) fn damaged(input: &Input<'_>, why: String) -> ImportError {
    let help = "open it in the program that wrote it and save it again, or ask for another copy".to_owned();
    ImportError::Unreadable { file: input.name.to_owned(), why, help: Some(help) }
}

fn too_large(input: &Input<'_>) -> ImportError {
    ImportError::Unreadable {
        file: input.name.to_owned(),
        why: format!("unpacked it is larger than {} MiB", MOST_BYTES >> 20),
        help: Some("import the sheet that describes the process, without data and pictures".to_owned()),
    }
}
