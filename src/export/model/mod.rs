//! The whole model as one document for other programs, with its schema.

mod build;
mod flows;
mod ids;
mod shape;

pub use ids::FlowId;
pub use shape::*;

use crate::finding;
use crate::model::Model;

/// The version of the shape. It rises when a reader of the old one could misread the new one.
pub const VERSION: u32 = 1;

impl Document {
    /// The whole model with its findings. The same texts give the same document.
    pub fn of(model: &Model<'_>, findings: &[finding::Finding]) -> Document {
        Document::build(model, findings)
    }
}

/// The JSON Schema, draft 2020-12, of a [`Document`].
pub fn schema() -> serde_json::Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<Document>().to_value()
}
