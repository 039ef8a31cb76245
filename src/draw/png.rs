//! Draws a picture as PNG, by way of its SVG.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use thiserror::Error;

use crate::draw::diagram::Diagram;
use crate::draw::svg;
use crate::draw::text::holds;

/// A larger picture than of so many pixels is drawn smaller.
const MOST_PIXELS: f64 = 64e6;

/// How much may be painted, in pixels of the boxes around all paths. A path costs its width for each row that it crosses, so
/// a picture of few pixels with thousands of lines all over it would take minutes.
const MOST_PAINT: f64 = 8e9;

/// What hinders a picture.
#[derive(Debug, Error)]
pub enum PngError {
    /// The SVG could not be written or read.
    #[error("the picture cannot be drawn: {0}")]
    Svg(String),
    /// There is no memory for so large a picture.
    #[error("a picture of {0} × {1} pixels is too large")]
    Size(u32, u32),
}

/// A picture as PNG.
#[derive(Debug)]
pub struct Png {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// How many pixels it has for each of the SVG's; less than was asked for where it would have been too large.
    pub scale: f32,
}

/// Draws a picture with so many pixels for each of the SVG's, by light. The font comes with us, so the picture is the same
/// everywhere; only what it does not hold is taken from the fonts of the machine.
///
/// # Errors
/// Where the picture cannot be drawn.
pub fn draw(diagram: &Diagram, scale: f32) -> Result<Png, PngError> {
    let mut text = Vec::new();
    let failed = |error: &dyn std::fmt::Display| PngError::Svg(error.to_string());
    svg::write(diagram, svg::Options::default(), &mut text).map_err(|error| failed(&error))?;
    let is_held = std::str::from_utf8(&text).is_ok_and(holds);
    let options = usvg::Options {
        fontdb: if is_held { ours() } else { all() },
        font_family: "DejaVu Sans".to_owned(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_data(&text, &options).map_err(|error| failed(&error))?;
    let size = tree.size();
    let scale = fitting(scale, size, paint(tree.root()));
    let side = |length: f32| ((length * scale).round() as u32).max(1);
    let (width, height) = (side(size.width()), side(size.height()));
    let mut pixmap = Pixmap::new(width, height).ok_or(PngError::Size(width, height))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let bytes = pixmap.encode_png().map_err(|error| failed(&error))?;
    Ok(Png { bytes, scale })
}

/// The scale at which a picture is drawn that is asked for at `scale`: less where that would be too many pixels, or too much
/// paint.
fn fitting(scale: f32, size: usvg::Size, paint: f64) -> f32 {
    let area = f64::from(scale) * f64::from(scale);
    let pixels = f64::from(size.width()) * f64::from(size.height()) * area;
    let surplus = (pixels / MOST_PIXELS).max(paint * area / MOST_PAINT).max(1.0);
    scale / surplus.sqrt() as f32
}

/// How much is painted for a picture, in pixels of the boxes around all paths.
fn paint(root: &usvg::Group) -> f64 {
    let mut sum = 0.0;
    let mut groups = vec![root];
    while let Some(group) = groups.pop() {
        for node in group.children() {
            match node {
                usvg::Node::Group(group) => groups.push(group),
                usvg::Node::Path(path) => {
                    let around = path.abs_stroke_bounding_box();
                    sum += f64::from(around.width()) * f64::from(around.height());
                }
                _ => {}
            }
        }
    }
    sum
}

/// The font that comes with us.
fn ours() -> Arc<fontdb::Database> {
    static OURS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = fontdb::Database::new();
        for font in [dejavu::sans::regular(), dejavu::sans::bold()] {
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(font)));
        }
        fonts.set_sans_serif_family("DejaVu Sans");
        Arc::new(fonts)
    };
    Arc::clone(OURS.get_or_init(load))
}

/// The same with the fonts of the machine.
fn all() -> Arc<fontdb::Database> {
    let mut fonts = fontdb::Database::clone(&ours());
    fonts.load_system_fonts();
    Arc::new(fonts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Thousands of lines all over a picture would take minutes, however few pixels that has.
    #[test]
    fn what_would_take_long_is_drawn_smaller() {
        let line = "<path d=\"M0 0H1000V2000\" fill=\"none\" stroke=\"black\"/>";
        let picture = |lines: usize| {
            let text = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1000\" height=\"2000\"><g>{}</g></svg>",
                line.repeat(lines)
            );
            let tree = usvg::Tree::from_str(&text, &usvg::Options::default()).unwrap();
            let paint = paint(tree.root());
            assert!((paint / (2e6 * lines as f64) - 1.0).abs() < 0.01, "{paint}");
            fitting(2.0, tree.size(), paint)
        };
        assert_eq!(picture(1), 2.0);
        assert_eq!(picture(999), 2.0);
        assert!((picture(4000) - 1.0).abs() < 0.01);
        let size = |side| usvg::Size::from_wh(side, side).unwrap();
        assert_eq!(fitting(2.0, size(1000.0), 0.0), 2.0);
        assert_eq!(fitting(2.0, size(8000.0), 0.0), 1.0);
    }
}
