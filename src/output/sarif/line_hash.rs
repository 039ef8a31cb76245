//! Hashes of lines, the same as GitHub's own upload makes: it compares them, and warns of every one that differs.
//!
//! A line's hash is that of 100 UTF-16 units from its start on, blanks and tabs left out, CR and CRLF taken for LF. A
//! unit 0xffff ends the text, then zeros follow. A number tells lines with the same hash apart.

use crate::output::disambiguate::Disambiguator;

/// How many units a hash covers.
const UNITS: usize = 100;

/// What a hash is multiplied by for each unit.
const FACTOR: u64 = 37;

/// The hashes of the lines of one text, the last that was asked for.
#[derive(Default)]
pub(super) struct LineHashes<'a> {
    text: &'a str,
    hashes: Vec<(u64, u32)>,
}

impl<'a> LineHashes<'a> {
    /// The hash of the line with this 1-based number. Lines end where [`crate::source::lines`] says.
    pub fn of(&mut self, text: &'a str, line: u32) -> Option<String> {
        if self.hashes.is_empty() || !std::ptr::eq(self.text, text) {
            *self = LineHashes { text, hashes: hashes(text) };
        }
        let (hash, number) = self.hashes.get(line as usize - 1)?;
        Some(format!("{hash:x}:{number}"))
    }
}

fn hashes(text: &str) -> Vec<(u64, u32)> {
    const LF: u16 = b'\n' as u16;
    const CR: u16 = b'\r' as u16;
    let mut units = Vec::with_capacity(text.len());
    let mut starts = Vec::new();
    let mut is_start = true;
    let mut before = 0;
    for unit in text.encode_utf16().chain([u16::MAX]) {
        let is_left_out = matches!(unit, 0x20 | 0x09) || (before == CR && unit == LF);
        before = unit;
        if is_left_out {
            continue;
        }
        if std::mem::take(&mut is_start) {
            starts.push(units.len());
        }
        let unit = if unit == CR { LF } else { unit };
        is_start = unit == LF;
        units.push(unit);
    }
    let mut names = Disambiguator::default();
    let hash = |start: usize| {
        let covered = units.iter().skip(start).chain(std::iter::repeat(&0)).take(UNITS);
        covered.fold(0u64, |hash, &unit| hash.wrapping_mul(FACTOR).wrapping_add(unit.into()))
    };
    starts.into_iter().map(hash).map(|hash| (hash, names.count(hash))).collect()
}
