//! Numbers things that look alike, so that each can have a name of its own.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// How often each key was seen.
#[derive(Default)]
pub(super) struct Disambiguator(HashMap<u64, u32, FxBuildHasher>);

impl Disambiguator {
    /// How often the key was seen with this time: 1 the first time.
    pub fn count(&mut self, key: u64) -> u32 {
        let count = self.0.entry(key).or_default();
        *count += 1;
        *count
    }
}
