//! vsdlint checks models of ITIL 4 service value chains and value streams.
//!
//! Data flows one way: [`project`] finds the files and the settings, [`syntax`] turns a text into a tree,
//! [`model`] makes one organisation of all trees, [`rules`] look for mistakes in it, a [`finding`] says what
//! is wrong, and [`output`] turns findings into bytes. `docs/ARCHITECTURE.md` says more.

// The parser that pest derives without its `std` feature names this crate.
extern crate alloc;

pub mod baseline;
pub mod compare;
mod distinct;
pub mod draw;
pub mod exchange;
pub mod export;
pub mod file_names;
pub mod finding;
pub mod fix;
pub mod format;
pub mod ide;
#[cfg(feature = "import")]
pub mod import;
pub mod met;
pub mod model;
pub mod output;
pub mod paths;
pub mod policy;
pub mod project;
#[cfg(feature = "report")]
pub mod report;
pub mod rule;
pub mod rules;
pub mod sanitise;
pub mod similarity;
pub mod source;
mod stable_hash;
pub mod syntax;
pub mod tables;
pub mod text;
pub mod uri;
pub mod workspace;
