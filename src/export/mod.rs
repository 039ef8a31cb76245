//! A model for other programs: its numbers, all that is known of it, and the tables that people keep in spreadsheets.
//!
//! The shapes are types, and the docstrings of their fields are the descriptions in the JSON Schemas. Nothing here reads or
//! writes a file.

pub mod csv;
pub mod model;
mod places;
pub mod stats;

pub use places::{Place, Position, shown_path};
