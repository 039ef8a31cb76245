//! What became of each element of BPMN in a file. Nothing is lost without a word: what nobody speaks of counts as dropped.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::tree::{ElementId, Tree};
use crate::import::draft::{Draft, RemarkId};
use crate::import::remark::{Place, RemarkKind};
use crate::text::plural;

/// What became of an element. Of two, the later one in this list wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It is in the model.
    Carried,
    /// It is in the model by something like it.
    Approximated,
    /// It is not in the model.
    Dropped,
    /// It contradicts itself in the file.
    Broken,
}

/// Elements that only say something of the one that they stand in, and count with it.
const PARTS: [&str; 40] = [
    "definitions",
    "extensionElements",
    "extension",
    "import",
    "incoming",
    "outgoing",
    "flowNodeRef",
    "sourceRef",
    "targetRef",
    "text",
    "script",
    "conditionExpression",
    "condition",
    "timeDuration",
    "timeDate",
    "timeCycle",
    "dataState",
    "dataInputRefs",
    "dataOutputRefs",
    "inputSetRefs",
    "outputSetRefs",
    "optionalInputRefs",
    "whileExecutingInputRefs",
    "inMessageRef",
    "outMessageRef",
    "operationRef",
    "errorRef",
    "resourceRef",
    "interfaceRef",
    "supportedInterfaceRef",
    "categoryValueRef",
    "partitionElementRef",
    "participantRef",
    "messageFlowRef",
    "messagePath",
    "eventDefinitionRef",
    "loopCardinality",
    "loopCondition",
    "completionCondition",
    "source",
];

/// The plumbing of data within a node, which its associations speak for.
const PLUMBING: [&str; 5] = ["ioSpecification", "inputSet", "outputSet", "dataInput", "dataOutput"];

/// What became of all elements.
#[derive(Clone, Debug, Default)]
pub struct Census {
    fates: Vec<Option<Fate>>,
    /// How many elements each fate met, by name of the element.
    counts: BTreeMap<(String, Fate), usize>,
}

impl Census {
    /// Nothing is known yet.
    pub(super) fn new(tree: &Tree) -> Census {
        Census { fates: tree.ids().map(|_| None).collect(), counts: BTreeMap::new() }
    }

    /// Says what became of an element, unless something graver was said.
    pub(super) fn mark(&mut self, element: ElementId, fate: Fate) {
        let known = &mut self.fates[element.index()];
        *known = (*known).max(Some(fate));
    }

    /// Whether anything was said of an element.
    pub(super) fn is_marked(&self, element: ElementId) -> bool {
        self.fates[element.index()].is_some()
    }

    /// What became of all elements of one name and fate: how many there are.
    pub fn counts(&self) -> impl Iterator<Item = (&str, Fate, usize)> {
        self.counts.iter().map(|((tag, fate), count)| (tag.as_str(), *fate, *count))
    }

    /// Drops what nobody spoke of, with one remark for each name of an element, and counts.
    pub(super) fn finish(&mut self, tree: &Tree, file: &str, draft: &mut Draft) {
        let mut dropped: Vec<(&str, usize, u32)> = Vec::new();
        let mut places: FxHashMap<&str, usize> = FxHashMap::default();
        for id in tree.ids() {
            if is_part(tree, id) {
                continue;
            }
            let tag = tree.tag(id);
            if self.fates[id.index()].is_none() {
                self.fates[id.index()] = Some(Fate::Dropped);
                let at = *places.entry(tag).or_insert(dropped.len());
                if at == dropped.len() {
                    dropped.push((tag, 0, tree.element(id).line));
                }
                dropped[at].1 += 1;
            }
            let Some(fate) = self.fates[id.index()] else { continue };
            *self.counts.entry((tag.to_owned(), fate)).or_default() += 1;
        }
        self.tell_kinds(tree, file, draft);
        for (tag, count, line) in dropped {
            let text = match count {
                1 => format!("the language has nothing for `{tag}`"),
                _ => format!("the language has nothing for `{tag}`: this and {} more", count - 1),
            };
            draft.remark(RemarkKind::Dropped, &Place::line(file, line), text);
        }
        for (namespace, count, line) in &tree.vendors {
            let elements = plural(*count, "element");
            let text = format!("{elements} that a tool added (`{namespace}`) are passed over");
            draft.remark(RemarkKind::Note, &Place::line(file, *line), text);
        }
    }
}

impl Census {
    /// Says once for each kind of event of which only the name is in the model that this is so.
    fn tell_kinds(&self, tree: &Tree, file: &str, draft: &mut Draft) {
        let mut kinds: BTreeMap<&str, (usize, u32)> = BTreeMap::new();
        for id in tree.ids() {
            let tag = tree.tag(id);
            if self.fates[id.index()] == Some(Fate::Approximated) && tag.ends_with("EventDefinition") {
                kinds.entry(tag).or_insert((0, tree.element(id).line)).0 += 1;
            }
        }
        for (tag, (count, line)) in kinds {
            let more = if count > 1 { format!(": this and {} more", count - 1) } else { String::new() };
            let text = format!("the `{tag}` of the event is not in the model{more}");
            draft.remark(RemarkKind::Approximated, &Place::line(file, line), text);
        }
    }
}

/// Whether an element counts with the one that it stands in.
pub(super) fn is_part(tree: &Tree, id: ElementId) -> bool {
    let tag = tree.tag(id);
    if PARTS.contains(&tag) {
        return true;
    }
    let Some(parent) = tree.element(id).parent else { return true };
    if tag == "documentation" && tree.element(id).text.trim().is_empty() {
        return true;
    }
    let above = tree.tag(parent);
    if PLUMBING.contains(&above) || above == "extensionElements" {
        return is_part(tree, parent) || PLUMBING.contains(&tag);
    }
    PLUMBING.contains(&tag) && above != "process"
}

/// Where things are said: of the draft, the census and the file at once.
pub(super) struct Teller<'a> {
    pub tree: &'a Tree,
    pub file: &'a str,
    pub draft: &'a mut Draft,
    pub census: Census,
}

impl Teller<'_> {
    /// Where an element stands.
    pub(super) fn place(&self, element: ElementId) -> Place {
        Place::line(self.file, self.tree.element(element).line)
    }

    /// Says what became of an element, for the census alone.
    pub(super) fn mark(&mut self, element: ElementId, fate: Fate) {
        self.census.mark(element, fate);
    }

    /// Says what became of an element.
    pub(super) fn tell(&mut self, element: ElementId, fate: Fate, text: impl Into<String>) -> RemarkId {
        self.census.mark(element, fate);
        let kind = match fate {
            Fate::Carried => RemarkKind::Invented,
            Fate::Approximated => RemarkKind::Approximated,
            Fate::Dropped => RemarkKind::Dropped,
            Fate::Broken => RemarkKind::Broken,
        };
        let place = self.place(element);
        self.draft.remark(kind, &place, text)
    }

    /// Says under which name an element is carried that has none.
    pub(super) fn invent(&mut self, element: ElementId, text: impl Into<String>) -> RemarkId {
        self.tell(element, Fate::Carried, text)
    }
}
