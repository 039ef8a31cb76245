//! Writes XML, an element at a time.

use std::borrow::Cow;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;

use crate::sanitise::{is_hidden, sanitise};

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

    /// Begins an element about a file. Its path stands in an attribute, exact as far as XML has a way to say it.
    pub fn open_of_file(&mut self, name: &str, attribute: &str, path: &str) -> io::Result<()> {
        let mut element = BytesStart::new(name);
        let value = Cow::Owned(exact(path));
        element.push_attribute(Attribute { key: QName(attribute), value });
        self.0.write_event(Event::Start(element))
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

/// The value of an attribute that says just this text. What a terminal would obey or nobody could see is said by its number,
/// and what XML 1.0 has no way to say is made harmless.
fn exact(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for character in text.chars() {
        let mut bytes = [0; 4];
        let letter: &str = character.encode_utf8(&mut bytes);
        match character {
            '\t' | '\n' | '\r' => value.push_str(&format!("&#{};", u32::from(character))),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => value.push_str(&escape(sanitise(letter))),
            _ if is_hidden(character) => value.push_str(&format!("&#x{:X};", u32::from(character))),
            _ => value.push_str(&escape(letter)),
        }
    }
    value
}
