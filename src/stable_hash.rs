//! A hash that is the same on every machine and in every version: FNV-1a of 64 bits, after Fowler, Noll and Vo.

/// What a hash begins with.
pub(crate) const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of what was hashed before, and one byte more.
pub(crate) const fn add(hash: u64, byte: u8) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    (hash ^ byte as u64).wrapping_mul(PRIME)
}

/// The hash of some bytes.
pub(crate) fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(BASIS, add)
}
