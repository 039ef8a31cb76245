//! Only what makes projects, for tests that need no second reading of them.

#![allow(dead_code)]

pub mod generate;
pub mod model;
pub mod organisation;
pub mod print;
pub mod random;
