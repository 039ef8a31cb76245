//! Writes a picture as SVG: one file that needs nothing else, runs nothing and fetches nothing.
//!
//! Every text goes through the XML writer, and characters that nobody sees become visible. Each text says how wide it is, so
//! that it fits in whatever font it is shown.

mod describe;
mod foot;
mod head;
mod sheet;
mod stage;
mod style;
mod whole;
mod wires;
mod writer;

pub use style::{CHANGES, CSS, DARK};

use std::io::{self, Write};

use crate::draw::diagram::Diagram;
use crate::draw::layout::{Layout, layout};
use crate::source::FileSpan;
use sheet::Sheet;
use writer::Svg;

/// How a picture is written.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// Says of a place in the text what an editor needs to go there; it becomes `data-at` of the box or arrow.
    pub places: Option<&'a dyn Fn(FileSpan) -> String>,
    /// Without title, numbers, findings, legend, style sheet and description, for a page that has them itself.
    pub bare: bool,
}

/// Writes a picture, and gives its width in pixels.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(diagram: &Diagram, options: Options<'_>, out: &mut dyn Write) -> io::Result<i32> {
    let layout = layout(diagram);
    write_layout(diagram, &layout, options, out)
}

/// Writes a picture that has its places already, and gives its width in pixels.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write_layout(
    diagram: &Diagram,
    layout: &Layout,
    options: Options<'_>,
    out: &mut dyn Write,
) -> io::Result<i32> {
    let sheet = Sheet::new(diagram, layout, options);
    let size = (sheet.width, sheet.height);
    let mut svg = if options.bare {
        Svg::begin_part(size, out)?
    } else {
        Svg::begin_file(size, &diagram.title, &describe::description(diagram), out)?
    };
    if !options.bare {
        svg.style(style::CSS)?;
    }
    sheet.draw(&mut svg)?;
    svg.end()?;
    Ok(sheet.width)
}
