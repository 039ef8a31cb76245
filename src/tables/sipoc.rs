//! Who needs what from whom in a stream: suppliers, inputs, process, outputs, customers.

use crate::draw::diagram::{Diagram, Flow, Origin, PortId, Style, Target};
use crate::draw::words::{giver, taker};
use crate::tables::Table;

/// The rows of a stream: the inputs and outputs of each step side by side, each with those at its other side. `map` is the
/// stream's.
pub fn sipoc(map: &Diagram) -> Table {
    let mut table = Table::new("sipoc", &["Step", "Supplier", "Input", "Output", "Customer"]);
    let flows = Flows::of(map);
    for (index, node) in map.nodes.iter().enumerate() {
        let count = node.inputs.len().max(node.outputs.len()).max(1);
        for row in 0..count {
            let mut cells =
                vec![node.name.clone(), String::new(), String::new(), String::new(), String::new()];
            if let Some(port) = node.inputs.get(row) {
                let (others, style) = flows.feeders(PortId { node: index, port: row });
                cells[1] = others;
                cells[2] = format!("{}{}{}", or(port.is_or), port.label, word(style));
            }
            if let Some(port) = node.outputs.get(row) {
                let (others, style) = flows.takers(PortId { node: index, port: row });
                cells[3] = format!("{}{}{}", or(port.is_or), port.label, word(style));
                cells[4] = others;
            }
            table.rows.push(cells);
        }
    }
    table
}

fn or(is_or: bool) -> &'static str {
    if is_or { "or " } else { "" }
}

fn word(style: Style) -> &'static str {
    match style {
        Style::Solid | Style::Runs => "",
        Style::Optional => " (optional)",
        Style::Rework => " (rework)",
        Style::Reply => " (reply)",
    }
}

/// The flows of a map by their ports.
struct Flows<'m> {
    map: &'m Diagram,
    inputs: Vec<Vec<Vec<&'m Flow>>>,
    outputs: Vec<Vec<Vec<&'m Flow>>>,
}

impl<'m> Flows<'m> {
    fn of(map: &'m Diagram) -> Flows<'m> {
        let mut flows = Flows { map, inputs: Vec::new(), outputs: Vec::new() };
        for node in &map.nodes {
            flows.inputs.push(vec![Vec::new(); node.inputs.len()]);
            flows.outputs.push(vec![Vec::new(); node.outputs.len()]);
        }
        for flow in &map.flows {
            if let Target::Input(port) = flow.to {
                flows.inputs[port.node][port.port].push(flow);
            }
            if let Origin::Output(port) = flow.from {
                flows.outputs[port.node][port.port].push(flow);
            }
        }
        flows
    }

    /// Who feeds an input, and how it is drawn.
    fn feeders(&self, port: PortId) -> (String, Style) {
        let mut names = Vec::new();
        let mut style = Style::Solid;
        for flow in &self.inputs[port.node][port.port] {
            style = flow.style;
            let nobody = if flow.from == Origin::Start { "(trigger)" } else { "(nobody)" };
            names.push(giver(self.map, flow.from).unwrap_or(nobody));
        }
        names.dedup();
        (names.join(", "), style)
    }

    /// Who takes an output, and how it is drawn where all that take it agree.
    fn takers(&self, port: PortId) -> (String, Style) {
        let mut names = Vec::new();
        let mut styles = Vec::new();
        for flow in &self.outputs[port.node][port.port] {
            styles.push(flow.style);
            let nobody = if flow.to == Target::Finish { "(outcome)" } else { "(nobody)" };
            names.push(taker(self.map, flow.to).unwrap_or(nobody));
        }
        names.dedup();
        let is_optional = !styles.is_empty() && styles.iter().all(|&style| style == Style::Optional);
        (names.join(", "), if is_optional { Style::Optional } else { Style::Solid })
    }
}
