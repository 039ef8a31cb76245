//! XML as a flat tree of the elements that BPMN defines. Drawings and what vendors add are passed over and counted.

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use rustc_hash::FxHashMap;

use super::error::BpmnError;
use crate::import::xml::{attribute as faulty_attribute, fault};
use crate::source::LineIndex;
use crate::syntax::ids::id;

/// The namespaces of BPMN 2.0: the standard's, and that of its beta, in which some tools still write.
const BPMN: [&str; 2] =
    ["http://www.omg.org/spec/BPMN/20100524/MODEL", "http://schema.omg.org/spec/BPMN/2.0"];

/// The namespaces of drawings, which say where things stand and nothing else.
const DRAWINGS: [&str; 3] =
    ["http://www.omg.org/spec/BPMN/", "http://www.omg.org/spec/DD/", "http://schema.omg.org/spec/BPMN/"];

/// Largest file that is read, in bytes.
pub(super) const MOST_BYTES: usize = 64 << 20;
/// Most elements of BPMN in a file.
const MOST_ELEMENTS: usize = 500_000;
/// How deep elements nest at the most.
const DEEPEST: usize = 500;
/// Most attributes of one element.
const MOST_ATTRIBUTES: usize = 200;

/// An element, by its place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ElementId(u32);

id!(ElementId);

/// An element of BPMN.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// Its name, without a prefix.
    pub tag: String,
    /// Its attributes without a prefix.
    attributes: Vec<(String, String)>,
    /// The text in it, that of its children apart.
    pub text: String,
    /// The element that it stands in.
    pub parent: Option<ElementId>,
    /// Behind its last descendant.
    end: ElementId,
    /// The 1-based line in which it begins.
    pub line: u32,
}

/// A whole file.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    elements: Vec<Element>,
    /// How many elements vendors added, by namespace, and the line of the first.
    pub vendors: Vec<(String, usize, u32)>,
}

impl Tree {
    /// Reads a text.
    pub(super) fn read(text: &str) -> Result<Tree, BpmnError> {
        let mut reader = Reader::new(text);
        reader.run()?;
        let tree = reader.tree;
        if tree.elements.is_empty() {
            return Err(reader.root.map_or(BpmnError::Empty, |root| BpmnError::NotBpmn { root }));
        }
        Ok(tree)
    }

    /// All elements, in the order of the text.
    pub(super) fn ids(&self) -> impl Iterator<Item = ElementId> + use<> {
        (0..self.elements.len()).map(ElementId::new)
    }

    /// The element.
    pub(super) fn element(&self, id: ElementId) -> &Element {
        &self.elements[id.index()]
    }

    /// The name of an element, without a prefix.
    pub(super) fn tag(&self, id: ElementId) -> &str {
        &self.element(id).tag
    }

    /// An attribute, without blanks around it; none if it is not there or empty.
    pub(super) fn attribute(&self, id: ElementId, name: &str) -> Option<&str> {
        let (_, value) = self.element(id).attributes.iter().find(|(key, _)| key == name)?;
        let value = value.trim();
        if value.is_empty() { None } else { Some(value) }
    }

    /// An attribute that names something by its id, without the prefix that some tools write.
    pub(super) fn reference(&self, id: ElementId, name: &str) -> Option<&str> {
        self.attribute(id, name).map(local)
    }

    /// Whether an attribute is there and true.
    pub(super) fn is_true(&self, id: ElementId, name: &str) -> bool {
        matches!(self.attribute(id, name), Some("true" | "1"))
    }

    /// The children of an element, in the order of the text.
    pub(super) fn children(&self, id: ElementId) -> Children<'_> {
        Children { tree: self, next: id.after(1), end: self.element(id).end }
    }

    /// The text of the first child of this name, without blanks around it; none if there is none.
    pub(super) fn child_text(&self, id: ElementId, tag: &str) -> Option<&str> {
        let child = self.children(id).find(|&child| self.tag(child) == tag)?;
        let text = self.element(child).text.trim();
        if text.is_empty() { None } else { Some(text) }
    }
}

/// The part of a qualified name behind the prefix.
pub(super) fn local(name: &str) -> &str {
    name.trim().rsplit(':').next().unwrap_or_default()
}

/// The children of an element.
pub(super) struct Children<'a> {
    tree: &'a Tree,
    next: ElementId,
    end: ElementId,
}

impl Iterator for Children<'_> {
    type Item = ElementId;

    fn next(&mut self) -> Option<ElementId> {
        if self.next >= self.end {
            return None;
        }
        let child = self.next;
        self.next = self.tree.element(child).end;
        Some(child)
    }
}

/// Reads a text, an event at a time.
struct Reader<'a> {
    xml: NsReader<&'a [u8]>,
    lines: LineIndex,
    tree: Tree,
    /// The elements that are open.
    open: Vec<ElementId>,
    /// How many elements are open in one that is passed over.
    passed: usize,
    /// The first element, if it is none of BPMN's.
    root: Option<String>,
    vendors: FxHashMap<String, usize>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Reader<'a> {
        let mut xml = NsReader::from_str(text);
        xml.config_mut().expand_empty_elements = true;
        xml.resolver_mut().set_max_namespace_bindings(1_000);
        Reader {
            xml,
            lines: LineIndex::new(text),
            tree: Tree::default(),
            open: Vec::new(),
            passed: 0,
            root: None,
            vendors: FxHashMap::default(),
        }
    }

    fn run(&mut self) -> Result<(), BpmnError> {
        loop {
            let begin = self.xml.buffer_position();
            let line = self.lines.line_index(u32::try_from(begin).unwrap_or(u32::MAX)) as u32 + 1;
            let event = match self.xml.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.broken(&error)),
            };
            match event {
                Event::Start(start) => self.begin(&start, line)?,
                Event::End(_) => self.finish(),
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::CData(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(name) => {
                    let written = name.xml10_content();
                    let known = quick_xml::escape::resolve_predefined_entity(&written);
                    match (name.resolve_char_ref(), known) {
                        (Ok(Some(letter)), _) => self.text(letter.encode_utf8(&mut [0; 4])),
                        (_, Some(text)) => self.text(text),
                        _ => return Err(BpmnError::Entity { line, name: written.into_owned() }),
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if !self.open.is_empty() || self.passed > 0 {
            let line = self.lines.len() as u32;
            return Err(BpmnError::NotXml { line, cause: "an element is left open at the end".to_owned() });
        }
        Ok(())
    }

    fn begin(&mut self, start: &BytesStart<'_>, line: u32) -> Result<(), BpmnError> {
        if self.passed > 0 || self.is_foreign(start, line) {
            self.passed += 1;
            return self.deep_enough();
        }
        if self.tree.elements.len() >= MOST_ELEMENTS {
            return Err(BpmnError::TooMuch { what: "it has too many elements", bound: MOST_ELEMENTS });
        }
        let attributes = attributes(start, line)?;
        let id = ElementId::new(self.tree.elements.len());
        self.tree.elements.push(Element {
            tag: start.local_name().into_inner().to_owned(),
            attributes,
            text: String::new(),
            parent: self.open.last().copied(),
            end: id.after(1),
            line,
        });
        self.open.push(id);
        self.deep_enough()
    }

    /// Whether an element is none of BPMN's, and is passed over with all that is in it.
    fn is_foreign(&mut self, start: &BytesStart<'_>, line: u32) -> bool {
        let (namespace, name) = self.xml.resolver().resolve_element(start.name());
        let namespace = match namespace {
            ResolveResult::Bound(namespace) => namespace.into_inner().to_owned(),
            ResolveResult::Unbound => String::new(),
            ResolveResult::Unknown(prefix) => prefix,
        };
        let is_known = BPMN.contains(&namespace.as_str());
        if self.tree.elements.is_empty() && !(is_known && name.into_inner() == "definitions") {
            self.root.get_or_insert_with(|| start.name().into_inner().to_owned());
            return true;
        }
        if !is_known && !DRAWINGS.iter().any(|drawing| namespace.starts_with(drawing)) {
            let next = self.tree.vendors.len();
            let at = *self.vendors.entry(namespace.clone()).or_insert(next);
            if at == next {
                self.tree.vendors.push((namespace, 0, line));
            }
            self.tree.vendors[at].1 += 1;
        }
        !is_known
    }

    fn deep_enough(&self) -> Result<(), BpmnError> {
        if self.open.len() + self.passed > DEEPEST {
            return Err(BpmnError::TooMuch { what: "its elements nest too deep", bound: DEEPEST });
        }
        Ok(())
    }

    fn finish(&mut self) {
        if self.passed > 0 {
            self.passed -= 1;
            return;
        }
        let end = ElementId::new(self.tree.elements.len());
        if let Some(id) = self.open.pop() {
            self.tree.elements[id.index()].end = end;
        }
    }

    fn text(&mut self, text: &str) {
        if self.passed > 0 {
            return;
        }
        if let Some(id) = self.open.last() {
            self.tree.elements[id.index()].text.push_str(text);
        }
    }

    fn broken(&self, error: &quick_xml::Error) -> BpmnError {
        let at = u32::try_from(self.xml.error_position()).unwrap_or(u32::MAX);
        BpmnError::NotXml { line: self.lines.line_index(at) as u32 + 1, cause: fault(error) }
    }
}

/// The attributes of an element that have no prefix.
fn attributes(start: &BytesStart<'_>, line: u32) -> Result<Vec<(String, String)>, BpmnError> {
    let mut attributes = Vec::new();
    for (count, attribute) in start.attributes().enumerate() {
        if count >= MOST_ATTRIBUTES {
            return Err(BpmnError::TooMuch {
                what: "an element has too many attributes",
                bound: MOST_ATTRIBUTES,
            });
        }
        let attribute = match attribute {
            Ok(attribute) => attribute,
            Err(error) => {
                return Err(BpmnError::NotXml { line, cause: faulty_attribute(&error).to_owned() });
            }
        };
        if attribute.key.prefix().is_some() {
            continue;
        }
        let value = match attribute.normalized_value(XmlVersion::Explicit1_0) {
            Ok(value) => value.into_owned(),
            Err(error) => return Err(BpmnError::NotXml { line, cause: fault(&error) }),
        };
        attributes.push((attribute.key.into_inner().to_owned(), value));
    }
    Ok(attributes)
}
