//! How much room a text takes, and how it is broken into lines.
//!
//! Widths are those of DejaVu Sans, by a table that the build script makes of the font. Writers of pictures ask for a font
//! of this kind and tell it how wide each text is, so that it fits wherever it is shown.

use unicode_width::UnicodeWidthChar;

/// The widths of a run of characters, beginning with the first one, in thousandths of the font's size.
type Run = (u32, &'static [u16]);

static REGULAR: &[Run] = include!(concat!(env!("OUT_DIR"), "/regular.rs"));
static BOLD: &[Run] = include!(concat!(env!("OUT_DIR"), "/bold.rs"));

/// A font: its size in pixels, and whether it is bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Font {
    /// Pixels.
    pub size: i32,
    /// Whether it is bold.
    pub bold: bool,
}

/// The width of a character in thousandths of the font's size, if the font holds it.
fn held(table: &[Run], character: char) -> Option<u32> {
    let code = u32::from(character);
    let before = table.partition_point(|&(first, _)| first <= code);
    let &(first, widths) = table.get(before.checked_sub(1)?)?;
    widths.get((code - first) as usize).map(|&width| u32::from(width))
}

/// Whether the font holds all that is seen of a text.
pub fn holds(text: &str) -> bool {
    text.chars().all(|character| character.is_control() || held(REGULAR, character).is_some())
}

impl Font {
    /// A regular font of so many pixels.
    pub const fn regular(size: i32) -> Font {
        Font { size, bold: false }
    }

    /// A bold font of so many pixels.
    pub const fn bold(size: i32) -> Font {
        Font { size, bold: true }
    }

    /// How wide a text is, in pixels, rounded up.
    pub fn width(self, text: &str) -> i32 {
        let thousandths: u64 = text.chars().map(|character| u64::from(self.advance(character))).sum();
        let pixels = (thousandths * self.size as u64).div_ceil(1000);
        i32::try_from(pixels).unwrap_or(i32::MAX)
    }

    /// How wide a character is, in thousandths of the size. What the font does not hold is as wide as other fonts make it.
    fn advance(self, character: char) -> u32 {
        let table = if self.bold { BOLD } else { REGULAR };
        match held(table, character) {
            Some(width) => width,
            None => character.width().unwrap_or(0) as u32 * if character.is_ascii() { 600 } else { 520 },
        }
    }

    /// As much of a text as fits into so many pixels, with an ellipsis where something is left out.
    pub fn fitted(self, text: &str, width: i32) -> String {
        if self.width(text) <= width {
            return text.to_owned();
        }
        let room = (i64::from(width) - i64::from(self.width("…"))) * 1000 / i64::from(self.size);
        let mut used = 0;
        let mut kept = String::new();
        for character in text.chars() {
            used += i64::from(self.advance(character));
            if used > room {
                break;
            }
            kept.push(character);
        }
        kept.truncate(kept.trim_end().len());
        kept + "…"
    }

    /// A text in at most so many lines of so many pixels each, broken between words; the last one ends with an ellipsis where
    /// something is left out. No lines for an empty text.
    pub fn wrapped(self, text: &str, width: i32, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut words = text.split_whitespace().peekable();
        let mut line = String::new();
        while let Some(word) = words.next() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if line.is_empty() || self.width(&longer) <= width {
                line = longer;
                continue;
            }
            if lines.len() + 1 == most {
                let mut rest = longer;
                // No more of it than can be seen is looked at.
                while self.width(&rest) <= width {
                    let Some(word) = words.next() else { break };
                    rest = format!("{rest} {word}");
                }
                lines.push(self.fitted(&rest, width));
                return lines;
            }
            lines.push(self.fitted(&line, width));
            line = word.to_owned();
        }
        if !line.is_empty() {
            lines.push(self.fitted(&line, width));
        }
        lines
    }
}
