//! Between the words of the library and those of the protocol: paths and addresses, bytes and positions, findings and
//! diagnostics.

pub mod client;
pub mod diagnostics;
pub mod documents;
pub mod position;
pub mod snapshot;
pub mod uri;
