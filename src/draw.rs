//! Pictures of a model: what is shown, where it stands, and how it is written.
//!
//! [`stream`] makes a [`diagram`] of a stream, [`layout`] gives everything in it a place, and [`svg`] writes it.
//! Nothing here knows the command line.

pub mod chain;
pub mod diagram;
pub mod dot;
pub mod landscape;
pub mod layout;
pub mod mermaid;
#[cfg(feature = "png")]
pub mod png;
pub mod stream;
pub mod subject;
pub mod svg;
pub mod text;
pub mod words;
