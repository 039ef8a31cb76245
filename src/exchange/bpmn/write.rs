//! A drawing as XML: what it says, and behind that where everything stands.

use std::io::{self, Write};

use super::graph::{Access, Data, Drawing, Flow, Node, NodeKind, Pool};
use crate::draw::layout::{Point, Rect};
use crate::output::xml::Xml;
use crate::sanitise::sanitise;

/// The namespaces, of which the second last is that of the types in XML itself.
const NAMESPACES: [(&str, &str); 6] = [
    ("xmlns:bpmn", "http://www.omg.org/spec/BPMN/20100524/MODEL"),
    ("xmlns:bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI"),
    ("xmlns:dc", "http://www.omg.org/spec/DD/20100524/DC"),
    ("xmlns:di", "http://www.omg.org/spec/DD/20100524/DI"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ("targetNamespace", "urn:vsdlint"),
];

/// Writes a drawing.
pub(super) fn write(drawing: &Drawing, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    let mut attributes = vec![("id", drawing.id.as_str())];
    attributes.extend(NAMESPACES);
    attributes.push(("exporter", "vsdlint"));
    xml.open("bpmn:definitions", &attributes)?;
    let mut pen = Pen { drawing, xml };
    pen.collaboration()?;
    for store in &drawing.stores {
        pen.xml.empty("bpmn:dataStore", &[("id", &store.id), ("name", &store.name)])?;
    }
    for pool in &drawing.pools {
        pen.process(pool)?;
    }
    pen.diagram()?;
    pen.xml.close("bpmn:definitions")?;
    pen.xml.end()
}

/// What leads to and from a node.
#[derive(Clone, Default)]
struct Around<'p> {
    incoming: Vec<&'p Flow>,
    outgoing: Vec<&'p Flow>,
    read: Vec<&'p Access>,
    written: Vec<&'p Access>,
}

impl<'p> Around<'p> {
    /// For each node of a pool.
    fn of(pool: &'p Pool) -> Vec<Around<'p>> {
        let mut all = vec![Around::default(); pool.nodes.len()];
        for flow in &pool.flows {
            all[flow.to].incoming.push(flow);
            all[flow.from].outgoing.push(flow);
        }
        for access in &pool.accesses {
            let own = &mut all[access.node];
            if access.is_write { &mut own.written } else { &mut own.read }.push(access);
        }
        all
    }
}

struct Pen<'d, 'o> {
    drawing: &'d Drawing,
    xml: Xml<'o>,
}

impl Pen<'_, '_> {
    fn collaboration(&mut self) -> io::Result<()> {
        let drawing = self.drawing;
        self.xml.open("bpmn:collaboration", &[("id", &drawing.collaboration_id)])?;
        for own in &drawing.boxes {
            let attributes = [("id", own.id.as_str()), ("name", own.name.as_str())];
            self.with_purpose("bpmn:participant", &attributes, own.purpose.as_deref())?;
        }
        for pool in &drawing.pools {
            let attributes = [("id", &*pool.id), ("name", &*pool.name), ("processRef", &*pool.process_id)];
            self.xml.empty("bpmn:participant", &attributes)?;
        }
        for message in &drawing.messages {
            let mut attributes = vec![("id", message.id.as_str())];
            if !drawing.is_named_by_event(message) {
                attributes.push(("name", &message.item));
            }
            attributes.push(("sourceRef", drawing.party_id(message.from)));
            attributes.push(("targetRef", drawing.party_id(message.to)));
            self.xml.empty("bpmn:messageFlow", &attributes)?;
        }
        self.xml.close("bpmn:collaboration")
    }

    /// An element that holds nothing but what it is for.
    fn with_purpose(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        purpose: Option<&str>,
    ) -> io::Result<()> {
        if purpose.is_none() {
            return self.xml.empty(name, attributes);
        }
        self.xml.open(name, attributes)?;
        self.purpose(purpose)?;
        self.xml.close(name)
    }

    fn purpose(&mut self, purpose: Option<&str>) -> io::Result<()> {
        let Some(purpose) = purpose else { return Ok(()) };
        let mut lines = Vec::new();
        for line in purpose.lines() {
            lines.push(sanitise(line));
        }
        self.xml.text("bpmn:documentation", &[], &lines.join("\n"))
    }

    fn process(&mut self, pool: &Pool) -> io::Result<()> {
        let attributes = [("id", &*pool.process_id), ("name", &*pool.name), ("isExecutable", "false")];
        self.xml.open("bpmn:process", &attributes)?;
        self.purpose(pool.purpose.as_deref())?;
        if !pool.lanes.is_empty() {
            self.lanes(pool)?;
        }
        for object in &pool.objects {
            self.xml.empty("bpmn:dataObject", &[("id", &object.id), ("name", &object.name)])?;
            let attributes =
                [("id", &*object.reference_id), ("name", &*object.name), ("dataObjectRef", &*object.id)];
            match &object.state {
                None => self.xml.empty("bpmn:dataObjectReference", &attributes)?,
                Some(state) => {
                    self.xml.open("bpmn:dataObjectReference", &attributes)?;
                    let id = format!("{}..state", object.reference_id);
                    self.xml.empty("bpmn:dataState", &[("id", &id), ("name", state)])?;
                    self.xml.close("bpmn:dataObjectReference")?;
                }
            }
        }
        for (node, around) in pool.nodes.iter().zip(Around::of(pool)) {
            self.node(pool, node, &around)?;
        }
        for flow in &pool.flows {
            self.flow(pool, flow)?;
        }
        self.xml.close("bpmn:process")
    }

    fn lanes(&mut self, pool: &Pool) -> io::Result<()> {
        let id = format!("{}..lanes", pool.process_id);
        let mut nodes: Vec<Vec<&Node>> = vec![Vec::new(); pool.lanes.len()];
        for node in &pool.nodes {
            // Data stands in no lane.
            if let Some(lane) = node.lane
                && !matches!(node.kind, NodeKind::Object(_) | NodeKind::Store(_))
            {
                nodes[lane].push(node);
            }
        }
        self.xml.open("bpmn:laneSet", &[("id", &id)])?;
        for (lane, nodes) in pool.lanes.iter().zip(nodes) {
            self.xml.open("bpmn:lane", &[("id", &lane.id), ("name", &lane.name)])?;
            for node in nodes {
                self.xml.text("bpmn:flowNodeRef", &[], &node.id)?;
            }
            self.xml.close("bpmn:lane")?;
        }
        self.xml.close("bpmn:laneSet")
    }

    fn node(&mut self, pool: &Pool, node: &Node, around: &Around<'_>) -> io::Result<()> {
        let mut attributes = vec![("id", node.id.as_str())];
        if !node.name.is_empty() {
            attributes.push(("name", &node.name));
        }
        let element = match &node.kind {
            NodeKind::Start { .. } => "bpmn:startEvent",
            NodeKind::End { .. } => "bpmn:endEvent",
            NodeKind::Task => "bpmn:task",
            NodeKind::Exclusive => "bpmn:exclusiveGateway",
            NodeKind::Parallel => "bpmn:parallelGateway",
            NodeKind::Call(called) => {
                attributes.push(("calledElement", &self.drawing.pools[*called].process_id));
                "bpmn:callActivity"
            }
            // It stands among the objects.
            NodeKind::Object(_) => return Ok(()),
            NodeKind::Store(store) => {
                attributes.push(("dataStoreRef", &self.drawing.stores[*store].id));
                return self.xml.empty("bpmn:dataStoreReference", &attributes);
            }
        };
        self.xml.open(element, &attributes)?;
        self.purpose(node.purpose.as_deref())?;
        for flow in &around.incoming {
            self.xml.text("bpmn:incoming", &[], &flow.id)?;
        }
        for flow in &around.outgoing {
            self.xml.text("bpmn:outgoing", &[], &flow.id)?;
        }
        self.data(pool, node, around)?;
        self.event(node)?;
        self.xml.close(element)
    }

    fn event(&mut self, node: &Node) -> io::Result<()> {
        let (is_message, cycle) = match &node.kind {
            NodeKind::Start { is_message, cycle } => (*is_message, cycle.as_deref()),
            NodeKind::End { is_message } => (*is_message, None),
            _ => return Ok(()),
        };
        if is_message {
            let id = format!("{}..message", node.id);
            self.xml.empty("bpmn:messageEventDefinition", &[("id", &id)])?;
        }
        let Some(cycle) = cycle else { return Ok(()) };
        let id = format!("{}..timer", node.id);
        self.xml.open("bpmn:timerEventDefinition", &[("id", &id)])?;
        self.xml.text("bpmn:timeCycle", &[("xsi:type", "bpmn:tFormalExpression")], cycle)?;
        self.xml.close("bpmn:timerEventDefinition")
    }

    /// What a step reads and writes, with names for what it takes and gives.
    fn data(&mut self, pool: &Pool, node: &Node, around: &Around<'_>) -> io::Result<()> {
        let ends = Ends::of(node, &around.read, &around.written);
        if !ends.is_empty() {
            self.ends(node, &ends)?;
        }
        for access in &around.read {
            self.xml.open("bpmn:dataInputAssociation", &[("id", &access.id)])?;
            self.xml.text("bpmn:sourceRef", &[], data_id(pool, access))?;
            self.xml.text("bpmn:targetRef", &[], &end(access))?;
            self.xml.close("bpmn:dataInputAssociation")?;
        }
        self.writes(pool, &around.written)
    }

    /// What a step takes and gives apart from its flows, and which of it is optional.
    fn ends(&mut self, node: &Node, ends: &Ends) -> io::Result<()> {
        self.xml.open("bpmn:ioSpecification", &[("id", &format!("{}..data", node.id))])?;
        for (element, all) in [("bpmn:dataInput", &ends.inputs), ("bpmn:dataOutput", &ends.outputs)] {
            for End { id, item, .. } in all {
                self.xml.empty(element, &[("id", id), ("name", item)])?;
            }
        }
        for (set, all, refs, optional) in [
            ("input", &ends.inputs, "bpmn:dataInputRefs", "bpmn:optionalInputRefs"),
            ("output", &ends.outputs, "bpmn:dataOutputRefs", "bpmn:optionalOutputRefs"),
        ] {
            let element = format!("bpmn:{set}Set");
            self.xml.open(&element, &[("id", &format!("{}..{set}s", node.id))])?;
            for End { id, .. } in all {
                self.xml.text(refs, &[], id)?;
            }
            for End { id, is_optional, .. } in all {
                if *is_optional {
                    self.xml.text(optional, &[], id)?;
                }
            }
            self.xml.close(&element)?;
        }
        self.xml.close("bpmn:ioSpecification")
    }

    fn writes(&mut self, pool: &Pool, written: &[&Access]) -> io::Result<()> {
        for access in written {
            self.xml.open("bpmn:dataOutputAssociation", &[("id", &access.id)])?;
            if is_named(access) {
                self.xml.text("bpmn:sourceRef", &[], &end(access))?;
            }
            self.xml.text("bpmn:targetRef", &[], data_id(pool, access))?;
            self.xml.close("bpmn:dataOutputAssociation")?;
        }
        Ok(())
    }

    fn flow(&mut self, pool: &Pool, flow: &Flow) -> io::Result<()> {
        let mut attributes = vec![("id", flow.id.as_str())];
        if !flow.name.is_empty() {
            attributes.push(("name", &flow.name));
        }
        attributes.push(("sourceRef", &pool.nodes[flow.from].id));
        attributes.push(("targetRef", &pool.nodes[flow.to].id));
        if !flow.is_conditional {
            return self.xml.empty("bpmn:sequenceFlow", &attributes);
        }
        self.xml.open("bpmn:sequenceFlow", &attributes)?;
        let text = sanitise(&flow.name);
        self.xml.text("bpmn:conditionExpression", &[("xsi:type", "bpmn:tFormalExpression")], &text)?;
        self.xml.close("bpmn:sequenceFlow")
    }

    fn diagram(&mut self) -> io::Result<()> {
        let drawing = self.drawing;
        self.xml.open("bpmndi:BPMNDiagram", &[("id", "diagram")])?;
        self.xml.open("bpmndi:BPMNPlane", &[("id", "plane"), ("bpmnElement", &drawing.collaboration_id)])?;
        for own in &drawing.boxes {
            self.shape(&own.id, own.rect, None, &[("isHorizontal", "true")])?;
        }
        for pool in &drawing.pools {
            self.shape(&pool.id, pool.rect, None, &[("isHorizontal", "true")])?;
            for lane in &pool.lanes {
                self.shape(&lane.id, lane.rect, None, &[("isHorizontal", "true")])?;
            }
            for node in &pool.nodes {
                let is_exclusive = node.kind == NodeKind::Exclusive;
                let marker = [("isMarkerVisible", "true")];
                self.shape(&node.id, node.rect, node.label, if is_exclusive { &marker } else { &[] })?;
            }
            for flow in &pool.flows {
                self.edge(&flow.id, &flow.points, flow.label)?;
            }
            for access in &pool.accesses {
                if access.shown.is_some() {
                    self.edge(&access.id, &access.points, None)?;
                }
            }
        }
        for message in &drawing.messages {
            self.edge(&message.id, &message.points, message.label)?;
        }
        self.xml.close("bpmndi:BPMNPlane")?;
        self.xml.close("bpmndi:BPMNDiagram")
    }

    fn shape(
        &mut self,
        element: &str,
        rect: Rect,
        label: Option<Rect>,
        more: &[(&str, &str)],
    ) -> io::Result<()> {
        let id = format!("{element}..shape");
        let mut attributes = vec![("id", id.as_str()), ("bpmnElement", element)];
        attributes.extend(more);
        self.xml.open("bpmndi:BPMNShape", &attributes)?;
        self.bounds(rect)?;
        self.label(label)?;
        self.xml.close("bpmndi:BPMNShape")
    }

    fn edge(&mut self, element: &str, points: &[Point], label: Option<Rect>) -> io::Result<()> {
        let id = format!("{element}..edge");
        self.xml.open("bpmndi:BPMNEdge", &[("id", &id), ("bpmnElement", element)])?;
        for (x, y) in points {
            self.xml.empty("di:waypoint", &[("x", &x.to_string()), ("y", &y.to_string())])?;
        }
        self.label(label)?;
        self.xml.close("bpmndi:BPMNEdge")
    }

    fn label(&mut self, rect: Option<Rect>) -> io::Result<()> {
        let Some(rect) = rect else { return Ok(()) };
        self.xml.open("bpmndi:BPMNLabel", &[])?;
        self.bounds(rect)?;
        self.xml.close("bpmndi:BPMNLabel")
    }

    fn bounds(&mut self, rect: Rect) -> io::Result<()> {
        let [x, y, width, height] =
            [rect.x, rect.y, rect.width, rect.height].map(|number| number.to_string());
        self.xml.empty("dc:Bounds", &[("x", &x), ("y", &y), ("width", &width), ("height", &height)])
    }
}

/// Something that a step takes or gives.
struct End {
    id: String,
    item: String,
    is_optional: bool,
}

/// What a step takes and gives apart from its flows: data, and messages that are optional.
struct Ends {
    inputs: Vec<End>,
    outputs: Vec<End>,
}

impl Ends {
    fn of(node: &Node, read: &[&Access], written: &[&Access]) -> Ends {
        let mut ends = Ends { inputs: Vec::new(), outputs: Vec::new() };
        for access in read {
            ends.inputs.push(End::of(access));
        }
        for access in written {
            if is_named(access) {
                ends.outputs.push(End::of(access));
            }
        }
        for (word, items, all) in [
            ("takes", &node.optional_inputs, &mut ends.inputs),
            ("gives", &node.optional_outputs, &mut ends.outputs),
        ] {
            for (at, item) in items.iter().enumerate() {
                let id = format!("{}..{word}{}", node.id, at + 1);
                all.push(End { id, item: item.clone(), is_optional: true });
            }
        }
        ends
    }

    fn is_empty(&self) -> bool {
        self.inputs.is_empty() && self.outputs.is_empty()
    }
}

impl End {
    fn of(access: &Access) -> End {
        End { id: end(access), item: access.item.clone(), is_optional: access.is_optional }
    }
}

/// Whether what is written is an output of the step by name: into a store, or where it may come or not.
fn is_named(access: &Access) -> bool {
    access.is_optional || matches!(access.data, Data::Store(_))
}

/// The id of the input or output of a step that stands for what it reads or writes.
fn end(access: &Access) -> String {
    format!("{}..end", access.id)
}

fn data_id<'p>(pool: &'p Pool, access: &Access) -> &'p str {
    match access.data {
        Data::Object(object) => &pool.objects[object].reference_id,
        Data::Store(node) => &pool.nodes[node].id,
    }
}
