//! The bytes of an XML file as text, in the encoding that XML says they have.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::error::BpmnError;

/// In so many bytes the declaration of a file ends.
const DECLARATION: usize = 400;

/// The text of a file, without a byte-order mark. The mark decides, then how the first character looks, then the declaration;
/// else it is UTF-8. A declaration of UTF-16 in a file of single bytes is not believed: converters leave such behind.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, BpmnError> {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None if bytes.starts_with(b"<\0") => (UTF_16LE, 0),
        None if bytes.starts_with(b"\0<") => (UTF_16BE, 0),
        None => (declared(bytes)?, 0),
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
    text.ok_or_else(|| BpmnError::NotText { encoding: encoding.name().to_owned() })
}

/// The encoding that the declaration names.
fn declared(bytes: &[u8]) -> Result<&'static Encoding, BpmnError> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION)]);
    let head = head.trim_start();
    if !head.starts_with("<?xml") {
        return Ok(UTF_8);
    }
    let declaration = head.split("?>").next().unwrap_or_default();
    let Some((_, rest)) = declaration.split_once("encoding") else { return Ok(UTF_8) };
    let Some(quote) = rest.find(['"', '\'']) else { return Ok(UTF_8) };
    let name = rest[quote + 1..].split(['"', '\'']).next().unwrap_or_default();
    let Some(encoding) = Encoding::for_label(name.as_bytes()) else {
        return Err(BpmnError::UnknownEncoding { name: name.to_owned() });
    };
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    Ok(if is_wide { UTF_8 } else { encoding })
}
