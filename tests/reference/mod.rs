//! A second reading of the language: slow, plain, and written from its text alone.

pub mod allows;
pub mod alternatives;
pub mod branches;
pub mod dead;
pub mod gaps;
pub mod generate;
pub mod horn;
pub mod look_alikes;
pub mod meaning;
pub mod measures;
pub mod misdeclared;
pub mod misplaced;
pub mod model;
pub mod names;
pub mod numbers;
pub mod open;
pub mod organisation;
pub mod pairing;
pub mod print;
pub mod random;
pub mod read;
pub mod relate;
pub mod replies;
pub mod resolve;
pub mod risks;
pub mod runs;
pub mod says;
#[cfg(test)]
mod sentences;
pub mod shrink;
pub mod simple;
pub mod sinks;
pub mod text;
pub mod time;
pub mod waits;
