//! What kind of source some bytes are: by their first bytes, and by the ending of the file where these leave it open.

use super::Input;
use super::error::ImportError;

/// A kind of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, whatever separates them.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// A workbook of Excel, 2007 or later.
    Xlsx,
    /// A spreadsheet of OpenDocument.
    Ods,
    /// A drawing in BPMN 2.0.
    Bpmn,
}

/// What a package has in it that tells its kind.
const OPEN_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

impl Format {
    /// The kind of a source.
    ///
    /// # Errors
    /// Where it is of none, or of one that is not read.
    pub fn of(input: &Input<'_>) -> Result<Format, ImportError> {
        let bytes = input.bytes;
        let refused = |what: &str, help: &str| {
            let (what, help) = (what.to_owned(), help.to_owned());
            Err(ImportError::Refused { file: input.name.to_owned(), what, help })
        };
        let ending = input.name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        if bytes.starts_with(b"PK\x03\x04") {
            let head = &bytes[..bytes.len().min(4096)];
            return match ending.as_str() {
                "vsdx" | "vsdm" => {
                    refused("a drawing of Visio", "export its shape data as a table: Data Visualizer")
                }
                "xlsb" => refused("a binary workbook", "save it as .xlsx"),
                "ods" | "fods" => Ok(Format::Ods),
                _ if memchr::memmem::find(head, OPEN_DOCUMENT).is_some() => Ok(Format::Ods),
                "xlsx" | "xlsm" => Ok(Format::Xlsx),
                _ if memchr::memmem::find(bytes, b"xl/workbook.xml").is_some() => Ok(Format::Xlsx),
                _ => Err(ImportError::unknown(input.name)),
            };
        }
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return refused(
                "a file of an old Office, or one with a password",
                "save it as .xlsx without a password",
            );
        }
        if bytes.starts_with(b"%PDF") {
            return refused("a PDF", "export the table that it was made of");
        }
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if matches!(ending.as_str(), "bpmn" | "bpmn2" | "xml") || text.trim_ascii_start().starts_with(b"<") {
            return Ok(Format::Bpmn);
        }
        if ending == "tsv" || ending == "tab" { Ok(Format::Tsv) } else { Ok(Format::Csv) }
    }
}
