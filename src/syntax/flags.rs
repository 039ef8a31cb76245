//! What is noted about a statement, as bits.

/// What is noted about a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatementFlags(u16);

impl StatementFlags {
    /// `optional input` or `optional output`.
    pub const OPTIONAL: StatementFlags = StatementFlags(1);
    /// `rework input`.
    pub const REWORK: StatementFlags = StatementFlags(2);
    /// Its items are alternatives: `A or B`.
    pub const EITHER: StatementFlags = StatementFlags(4);
    /// It has a block.
    pub const BLOCK: StatementFlags = StatementFlags(8);
    /// It gives an alias: `as NAME`.
    pub const ALIAS: StatementFlags = StatementFlags(16);
    /// Its last term is the duration of `within` or the period of `every`.
    pub const TIMED: StatementFlags = StatementFlags(32);
    /// It cannot be read; its terms are only what it mentions.
    pub const HAS_ERROR: StatementFlags = StatementFlags(64);
    /// Its block holds a statement that cannot be read.
    pub const INCOMPLETE: StatementFlags = StatementFlags(128);
    /// `reply input`.
    pub const REPLY: StatementFlags = StatementFlags(256);
    /// It runs a stream, which the first term behind its names says: `runs NAME`.
    pub const RUNS: StatementFlags = StatementFlags(512);

    /// Whether all of `flags` are set.
    pub fn has(self, flags: StatementFlags) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// Sets `flags`.
    pub fn set(&mut self, flags: StatementFlags) {
        self.0 |= flags.0;
    }
}
