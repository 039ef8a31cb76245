//! What holds for every input: the bodies of the fuzz targets. `tests/it/fuzz.rs` runs them as well, for seconds.
//!
//! Each takes any bytes, and panics where something does not hold.

mod check;
mod drawing;
mod fixes;
mod format;
mod import;
mod parse;
mod settings;
mod words;

pub use check::{alone, check};
pub use drawing::drawing;
pub use fixes::fixes;
pub use format::format;
pub use import::import;
pub use parse::{descent, parse};
pub use settings::settings;
pub use words::shown;

/// A number that hangs on every byte (Fowler, Noll and Vo's hash): by it an input gets its share of what is too dear to do
/// for each, and always the same.
fn lot(bytes: &[u8]) -> u64 {
    let step = |lot: u64, &byte: &u8| (lot ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let lot = bytes.iter().fold(0xcbf2_9ce4_8422_2325, step);
    // Its low bits alone hang on the low bits of the bytes alone.
    lot ^ (lot >> 32)
}
