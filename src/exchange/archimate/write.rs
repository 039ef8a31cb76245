//! How a model in ArchiMate is written as XML.

use std::io::{self, Write};

use super::{Archimate, Element, Link, PROPERTIES, Relation};
use crate::output::xml::Xml;
use crate::sanitise::sanitise;

impl Archimate {
    /// Writes it as XML, in UTF-8.
    ///
    /// # Errors
    /// What `out` reports.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut xml = Xml::new(out)?;
        let attributes = [
            ("xmlns", "http://www.opengroup.org/xsd/archimate/3.0/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("identifier", &*self.id),
        ];
        xml.open("model", &attributes)?;
        xml.text("name", &[], &sanitise(&self.name))?;
        if !self.elements.is_empty() {
            xml.open("elements", &[])?;
            for element in &self.elements {
                element.write(&mut xml)?;
            }
            xml.close("elements")?;
        }
        if !self.relations.is_empty() {
            xml.open("relationships", &[])?;
            for relation in &self.relations {
                self.write_relation(relation, &mut xml)?;
            }
            xml.close("relationships")?;
        }
        if self.elements.iter().any(|element| !element.properties.is_empty()) {
            xml.open("propertyDefinitions", &[])?;
            for name in PROPERTIES {
                let id = format!("property.{name}");
                xml.open("propertyDefinition", &[("identifier", &id), ("type", "string")])?;
                xml.text("name", &[], name)?;
                xml.close("propertyDefinition")?;
            }
            xml.close("propertyDefinitions")?;
        }
        xml.close("model")?;
        xml.end()
    }

    fn write_relation(&self, relation: &Relation, xml: &mut Xml<'_>) -> io::Result<()> {
        let mut attributes = vec![
            ("identifier", relation.id.as_str()),
            ("source", &self.elements[relation.from].id),
            ("target", &self.elements[relation.to].id),
            ("xsi:type", relation.kind.word()),
        ];
        match relation.kind {
            Link::Reads => attributes.push(("accessType", "Read")),
            Link::Writes => attributes.push(("accessType", "Write")),
            _ => {}
        }
        if relation.name.is_empty() {
            return xml.empty("relationship", &attributes);
        }
        xml.open("relationship", &attributes)?;
        xml.text("name", &[], &sanitise(&relation.name))?;
        xml.close("relationship")
    }
}

impl Element {
    fn write(&self, xml: &mut Xml<'_>) -> io::Result<()> {
        xml.open("element", &[("identifier", &self.id), ("xsi:type", self.kind.word())])?;
        xml.text("name", &[], &sanitise(&self.name))?;
        if let Some(purpose) = &self.purpose {
            let lines: Vec<_> = purpose.lines().map(sanitise).collect();
            xml.text("documentation", &[], &lines.join("\n"))?;
        }
        if !self.properties.is_empty() {
            xml.open("properties", &[])?;
            for (property, value) in &self.properties {
                let id = format!("property.{}", PROPERTIES[*property]);
                xml.open("property", &[("propertyDefinitionRef", &id)])?;
                xml.text("value", &[], &sanitise(value))?;
                xml.close("property")?;
            }
            xml.close("properties")?;
        }
        xml.close("element")
    }
}
