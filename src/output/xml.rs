//! Writes XML, an element at a time.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::sanitise::sanitise;

/// Names of attributes with their values. XML 1.0 has no way to say most control characters, not even as a number, so
/// values are made harmless.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// An XML document that is being written.
pub(crate) struct Xml<'a>(Writer<&'a mut dyn Write>);

impl<'a> Xml<'a> {
    /// Begins the document.
    pub fn new(out: &'a mut dyn Write) -> io::Result<Xml<'a>> {
        let mut xml = Xml(Writer::new_with_indent(out, b' ', 2));
        xml.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(xml)
    }

    /// Begins an element that holds others.
    pub fn open(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Start(start(name, attributes)))
    }

    /// Ends the element.
    pub fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Writes an element without content.
    pub fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Empty(start(name, attributes)))
    }

    /// Writes an element that holds a text: harmless lines.
    pub fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        self.0.write_event(Event::Text(BytesText::new(text)))?;
        self.close(name)
    }

    /// Ends the document.
    pub fn end(self) -> io::Result<()> {
        writeln!(self.0.into_inner())
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for &(name, value) in attributes {
        element.push_attribute((name, sanitise(value).as_ref()));
    }
    element
}
