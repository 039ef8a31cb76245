//! The format `json`: everything that is known, streamed, in the shape that its own JSON Schema describes.

mod build;
mod shape;

use std::io::{self, Write};

use self::shape::Document;
use super::{Report, Style, json_formatter};

/// The version of the shape. It rises when a reader of the old one could misread the new one.
pub const VERSION: u32 = 1;

/// Writes the report: the members of the document, and in it each finding, on a line of its own.
pub(super) fn write(report: &Report<'_>, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    json_formatter::write(&Document::new(report), 2, out)
}

/// The JSON Schema, draft 2020-12, of what the format `json` writes: made from the types that are written.
pub fn json_schema() -> serde_json::Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<Document<'_>>().to_value()
}
