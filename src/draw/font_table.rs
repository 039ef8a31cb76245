//! Reads how wide the characters of a font are; for the build script, which makes a table of it.

use std::fmt::Write;

use ttf_parser::{Face, FaceParsingError};

/// The widths of a font's characters as a Rust expression: pairs of the first character of a run and of the widths of all
/// characters in it, in thousandths of the font's size.
///
/// # Errors
/// Where the font cannot be read.
pub fn expression(font: &[u8]) -> Result<String, FaceParsingError> {
    let face = Face::parse(font, 0)?;
    let per_em = u32::from(face.units_per_em());
    let mut expression = "&[".to_owned();
    let mut is_in_run = false;
    for code in 0x20..0x1_0000 {
        let glyph = char::from_u32(code).and_then(|character| face.glyph_index(character));
        let Some(width) = glyph.and_then(|glyph| face.glyph_hor_advance(glyph)) else {
            if is_in_run {
                expression += "]),";
            }
            is_in_run = false;
            continue;
        };
        if !is_in_run {
            let _ = write!(expression, "({code}, &[");
        }
        is_in_run = true;
        let _ = write!(expression, "{},", u32::from(width) * 1000 / per_em);
    }
    if is_in_run {
        expression += "]),";
    }
    expression.push(']');
    Ok(expression)
}
