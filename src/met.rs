//! How many of several expectations are met.

use std::ops::AddAssign;

/// How many expectations have their other half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Met {
    /// Those that do.
    pub met: usize,
    /// All of them.
    pub total: usize,
}

impl AddAssign for Met {
    fn add_assign(&mut self, other: Met) {
        self.met += other.met;
        self.total += other.total;
    }
}
