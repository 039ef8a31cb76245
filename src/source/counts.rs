//! Counts along a text.

/// Bytes between two counts.
const BLOCK: usize = 256;

/// How much is counted in a text before each block of it, in whatever unit. A count then costs the same at any place, in a
/// line of any length. The text is given again with each question, and so is what counts: the units that begin in some bytes.
#[derive(Clone, Debug)]
pub struct Counts {
    before: Vec<u32>,
}

impl Counts {
    /// Counts along `text`, once.
    pub fn new(text: &str, count: impl Fn(&[u8]) -> u32) -> Counts {
        let mut before = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut counted = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            before.push(counted);
            counted += count(block);
        }
        Counts { before }
    }

    /// How much is counted before byte `offset`; before the end, where it lies behind that.
    pub fn before(&self, text: &str, offset: usize, count: impl Fn(&[u8]) -> u32) -> u32 {
        let offset = offset.min(text.len());
        let block = (offset / BLOCK).min(self.before.len().saturating_sub(1));
        let known = self.before.get(block).copied().unwrap_or_default();
        known + count(&text.as_bytes()[block * BLOCK..offset])
    }

    /// The byte at which the last block begins before which no more than `most` is counted. It may lie within a character.
    pub fn last_block(&self, most: u32) -> usize {
        self.before.partition_point(|&before| before <= most).saturating_sub(1) * BLOCK
    }
}
