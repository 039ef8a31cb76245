//! SVG, an element at a time.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

use crate::draw::layout::{Point, Rect, SMALL};
use crate::draw::text::Font;
use crate::sanitise::shown;

/// An SVG document that is being written. Coordinates are pixels.
pub(super) struct Svg<'a>(Writer<&'a mut dyn Write>);

/// Where a text stands beside its point.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A text of so many characters says nothing of its width.
const SHORT: usize = 5;

/// The classes of an element with other attributes.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl<'a> Svg<'a> {
    pub fn begin(
        width: i32,
        height: i32,
        title: &str,
        description: &str,
        out: &'a mut dyn Write,
    ) -> io::Result<Svg<'a>> {
        let mut svg = Svg(Writer::new(out));
        let (w, h) = (width.to_string(), height.to_string());
        let view = format!("0 0 {width} {height}");
        svg.open(
            "svg",
            &[
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("width", &w),
                ("height", &h),
                ("viewBox", &view),
                ("role", "img"),
                ("class", "vsd"),
                ("font-family", "'DejaVu Sans', Verdana, Geneva, sans-serif"),
                ("font-size", "11"),
            ],
        )?;
        svg.leaf("title", &[], title)?;
        if !description.is_empty() {
            svg.leaf("desc", &[], description)?;
        }
        Ok(svg)
    }

    pub fn end(mut self) -> io::Result<()> {
        self.close("svg")?;
        self.0.into_inner().write_all(b"\n")
    }

    /// The style sheet, which is ours.
    pub fn style(&mut self, css: &str) -> io::Result<()> {
        self.open("style", &[])?;
        self.0.write_event(Event::Text(BytesText::from_escaped(css)))?;
        self.close("style")
    }

    pub fn open(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Start(start(name, attributes)))
    }

    pub fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Empty(start(name, attributes)))
    }

    fn leaf(&mut self, name: &str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        self.0.write_event(Event::Text(BytesText::new(&shown(text))))?;
        self.close(name)
    }

    /// What is shown beside the pointer over the element that was opened last.
    pub fn tip(&mut self, text: &str) -> io::Result<()> {
        self.leaf("title", &[], text)
    }

    pub fn rect(&mut self, rect: Rect, radius: i32, class: &str) -> io::Result<()> {
        let [x, y, width, height, radius] =
            [rect.x, rect.y, rect.width, rect.height, radius].map(|number| number.to_string());
        let mut attributes =
            vec![("class", class), ("x", &x), ("y", &y), ("width", &width), ("height", &height)];
        if radius != "0" {
            attributes.push(("rx", &radius));
        }
        self.empty("rect", &attributes)
    }

    pub fn circle(&mut self, (x, y): Point, radius: i32, class: &str) -> io::Result<()> {
        let [x, y, radius] = [x, y, radius].map(|number| number.to_string());
        self.empty("circle", &[("class", class), ("cx", &x), ("cy", &y), ("r", &radius)])
    }

    pub fn path(&mut self, data: &str, class: &str) -> io::Result<()> {
        self.empty("path", &[("class", class), ("d", data)])
    }

    /// A disc with a few letters in it, in the colour of a level.
    pub fn badge(&mut self, at: Point, radius: i32, level: &str, text: &str) -> io::Result<()> {
        self.circle(at, radius, &format!("badge {level}"))?;
        self.text((at.0, at.1 + 4), Anchor::Middle, Font::bold(11), "badge-text", text)
    }

    /// A text on one line, which takes as much room as it is measured to take.
    pub fn text(
        &mut self,
        (x, y): Point,
        anchor: Anchor,
        font: Font,
        class: &str,
        text: &str,
    ) -> io::Result<()> {
        let text = shown(text);
        let (width, size) = (font.width(&text).to_string(), font.size.to_string());
        let [x, y] = [x, y].map(|number| number.to_string());
        let mut attributes = vec![("x", x.as_str()), ("y", &y)];
        // What most texts are is said once, for all of them.
        if class != "text" {
            attributes.push(("class", class));
        }
        if font.size != SMALL.size {
            attributes.push(("font-size", &size));
        }
        if font.bold {
            attributes.push(("font-weight", "bold"));
        }
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => attributes.push(("text-anchor", "middle")),
            Anchor::End => attributes.push(("text-anchor", "end")),
        }
        // A few letters are hardly wider in another font.
        if text.chars().nth(SHORT).is_some() {
            attributes.push(("textLength", &width));
        }
        self.leaf("text", &attributes, &text)
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for &(name, value) in attributes {
        element.push_attribute((name, shown(value).as_ref()));
    }
    element
}
