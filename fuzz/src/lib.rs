//! What holds for every input: the bodies of the fuzz targets. `tests/fuzz.rs` runs them as well, for seconds.
//!
//! Each takes any bytes, and panics where something does not hold.

mod check;
mod fixes;
mod parse;
mod settings;
mod words;

pub use check::check;
pub use fixes::fixes;
pub use parse::{descent, parse};
pub use settings::settings;
pub use words::shown;
