//! Paths as URIs, and back.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};

/// What stands in a URI for itself: RFC 3986's unreserved characters, and the slash between folders.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The path as a URI: with `file:` if it is absolute, else relative. What is not UTF-8 in it is kept.
pub fn of_path(path: &Path) -> String {
    let mut bytes = path.as_os_str().as_encoded_bytes().to_vec();
    if MAIN_SEPARATOR != '/' {
        for byte in &mut bytes {
            if char::from(*byte) == MAIN_SEPARATOR {
                *byte = b'/';
            }
        }
    }
    let root = match (path.is_absolute(), bytes.starts_with(b"/")) {
        (false, _) => "",
        (true, true) => "file://",
        // Windows: `c:/models`.
        (true, false) => "file:///",
    };
    format!("{root}{}", percent_encode(&bytes, ENCODED))
}

/// The path of the file that a `file:` URI names; none for any other URI, nor for a file of another host, nor for a name
/// that holds a NUL, as no file's does. Scheme and host may be written in capitals.
pub fn to_path(uri: &str) -> Option<PathBuf> {
    let (scheme, rest) = uri.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    // A host may stand before the path; only this one has files.
    let (host, rest) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/')?),
        None => ("", rest),
    };
    if !rest.starts_with('/') || !(host.is_empty() || host.eq_ignore_ascii_case("localhost")) {
        return None;
    }
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let bytes: Vec<u8> = percent_decode_str(rest).collect();
    if bytes.contains(&0) {
        return None;
    }
    let path = of_bytes(bytes)?;
    // Windows: `/c:/models`.
    let text = path.to_str().unwrap_or_default();
    let is_drive = text.len() > 2 && text.as_bytes()[2] == b':' && text.as_bytes()[1].is_ascii_alphabetic();
    Some(if cfg!(windows) && is_drive { PathBuf::from(&text[1..]) } else { path })
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps)] // elsewhere not every name is one
fn of_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn of_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_comes_back() {
        for (path, uri) in [
            ("/models/a b.vsd", "file:///models/a%20b.vsd"),
            ("/100 %/ä#?.vsd", "file:///100%20%25/%C3%A4%23%3F.vsd"),
        ] {
            assert_eq!(of_path(Path::new(path)), uri);
            assert_eq!(to_path(uri).as_deref(), Some(Path::new(path)));
        }
        assert_eq!(of_path(Path::new("../a b")), "../a%20b");
    }

    #[test]
    fn only_files_of_this_host_have_a_path() {
        for uri in ["file://localhost/a?b#c", "FILE:///a", "file://LocalHost/a", "file:/a"] {
            assert_eq!(to_path(uri).as_deref(), Some(Path::new("/a")), "{uri}");
        }
        for uri in [
            "file://elsewhere/a",
            "untitled:a",
            "http://localhost/a",
            "file:///a%00",
            "file://localhost",
            "file:a",
            "file://localhosts/a",
            "/a",
        ] {
            assert_eq!(to_path(uri), None, "{uri}");
        }
    }
}
