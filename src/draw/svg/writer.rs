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

/// A text of so many characters says nothing of its width: it is hardly wider in another font.
const SHORT: usize = 12;

/// The classes of an element with other attributes.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl<'a> Svg<'a> {
    /// Begins a picture that is a file of its own, with a title and a description.
    pub fn begin_file(
        size: (i32, i32),
        title: &str,
        description: &str,
        out: &'a mut dyn Write,
    ) -> io::Result<Svg<'a>> {
        // One thing for whoever hears it: the parts make no sense in the order in which they are drawn.
        let attributes = [("xmlns", "http://www.w3.org/2000/svg"), ("role", "img")];
        let mut svg = Svg::begin(size, &attributes, out)?;
        svg.leaf("title", &[], title)?;
        svg.leaf("desc", &[], description)?;
        Ok(svg)
    }

    /// Begins a picture that is part of a page, which says in words what it shows.
    pub fn begin_part(size: (i32, i32), out: &'a mut dyn Write) -> io::Result<Svg<'a>> {
        Svg::begin(size, &[("aria-hidden", "true")], out)
    }

    fn begin(
        (width, height): (i32, i32),
        more: Attributes<'_>,
        out: &'a mut dyn Write,
    ) -> io::Result<Svg<'a>> {
        let mut svg = Svg(Writer::new(out));
        let (w, h, view) = (width.to_string(), height.to_string(), format!("0 0 {width} {height}"));
        let mut attributes = more.to_vec();
        attributes.extend([("class", "vsd"), ("width", &w), ("height", &h), ("viewBox", &view)]);
        svg.open("svg", &attributes)?;
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

    /// The same as long as it has to be, in a rectangle.
    pub fn pill(&mut self, rect: Rect, level: &str, font: Font, text: &str) -> io::Result<()> {
        self.rect(rect, rect.height / 2, &format!("badge {level}"))?;
        let (x, y) = (rect.x + rect.width / 2, rect.y + rect.height / 2);
        self.text((x, y + (font.size + 1) / 3), Anchor::Middle, font, "badge-text", text)
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
        let width = font.width(&text).to_string();
        let [x, y] = [x, y].map(|number| number.to_string());
        // What most texts are is said once, for all of them.
        let mut classes = String::new();
        let mut add = |class: &str| {
            if !classes.is_empty() {
                classes.push(' ');
            }
            classes.push_str(class);
        };
        if class != "text" {
            add(class);
        }
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => add("m"),
            Anchor::End => add("e"),
        }
        if font.bold {
            add("b");
        }
        if font.size != SMALL.size {
            add(&format!("s{}", font.size));
        }
        let mut attributes = vec![("x", x.as_str()), ("y", &y)];
        if !classes.is_empty() {
            attributes.push(("class", &classes));
        }
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
