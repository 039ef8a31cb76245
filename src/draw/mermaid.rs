//! Writes a picture as a Mermaid flowchart, for wikis and merge requests that draw it.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::draw::diagram::{Change, Diagram, ExternalKind, Flow, NodeKind, Origin, Style, Target};
use crate::draw::words::item;
use crate::sanitise::shown;

/// Writes a picture. Everything that is not a letter, a digit or a blank is written as a number, so that no name means
/// anything to Mermaid.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(diagram: &Diagram, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "flowchart LR")?;
    writeln!(out, "  accTitle: {}", quoted(&diagram.title))?;
    for (lane, own) in diagram.lanes.iter().enumerate() {
        let is_shown = diagram.has_lane(own);
        if is_shown {
            writeln!(out, "  subgraph lane{lane}[\"{}\"]", quoted(&own.name))?;
        }
        for (index, node) in diagram.nodes.iter().enumerate() {
            if node.lane != lane {
                continue;
            }
            let mut text = signed(&node.name, diagram.change_of_node(index));
            for more in [&node.detail, &node.figures] {
                if !more.is_empty() {
                    let _ = write!(text, "<br/>{}", quoted(more));
                }
            }
            if let Some(mark) = &node.mark {
                let _ = write!(text, "<br/>{} {}", quoted("⚠"), mark.count);
            }
            let (open, close) = if node.kind == NodeKind::Run { ("[[", "]]") } else { ("[", "]") };
            writeln!(out, "    n{index}{open}\"{text}\"{close}")?;
        }
        if is_shown {
            writeln!(out, "  end")?;
        }
    }
    for (index, external) in diagram.externals.iter().enumerate() {
        let (open, close) = match external.kind {
            ExternalKind::Stakeholder => ("([", "])"),
            ExternalKind::Repository => ("[(", ")]"),
            ExternalKind::Stream => (">", "]"),
            ExternalKind::Activity | ExternalKind::Unknown => ("[", "]"),
        };
        let text = signed(&external.name, diagram.change_of_external(index));
        writeln!(out, "  e{index}{open}\"{text}\"{close}")?;
    }
    for (index, flow) in diagram.flows.iter().enumerate() {
        write_flow(diagram, index, flow, out)?;
    }
    let mut faulty = Vec::new();
    for (index, flow) in diagram.flows.iter().enumerate() {
        if flow.fault.is_some() {
            faulty.push(index.to_string());
        }
    }
    if !faulty.is_empty() {
        writeln!(out, "  linkStyle {} stroke:#c01f26,stroke-width:3px", faulty.join(","))?;
    }
    let mut marked = Vec::new();
    for (index, node) in diagram.nodes.iter().enumerate() {
        if node.mark.is_some() {
            marked.push(format!("n{index}"));
        }
    }
    if !marked.is_empty() {
        writeln!(out, "  classDef finding stroke:#c01f26,stroke-width:3px")?;
        writeln!(out, "  class {} finding", marked.join(","))?;
    }
    if !diagram.note.is_empty() {
        writeln!(out, "  note[\"{}\"]", quoted(&diagram.note))?;
        writeln!(out, "  style note stroke-dasharray:4")?;
    }
    write_changes(diagram, out)
}

/// How what is gone, new or changed looks; its sign stands in its text.
fn write_changes(diagram: &Diagram, out: &mut dyn Write) -> io::Result<()> {
    let Some(changes) = &diagram.changes else { return Ok(()) };
    for (change, look) in [
        (Change::Gone, "stroke:#b3161d,stroke-width:2px,stroke-dasharray:5 4"),
        (Change::New, "stroke:#1d7444,stroke-width:3px"),
        (Change::Changed, "stroke:#a15c00,stroke-width:3px"),
    ] {
        let of = |parts: &[Option<Change>], letter: &str| {
            let mut ids = Vec::new();
            for (index, part) in parts.iter().enumerate() {
                if *part == Some(change) {
                    ids.push(format!("{letter}{index}"));
                }
            }
            ids
        };
        let wires = of(&changes.flows, "");
        if !wires.is_empty() {
            writeln!(out, "  linkStyle {} {look}", wires.join(","))?;
        }
        let boxes = [of(&changes.nodes, "n"), of(&changes.externals, "e")].concat();
        if !boxes.is_empty() {
            writeln!(out, "  classDef {} {look}", change.word())?;
            writeln!(out, "  class {} {}", boxes.join(","), change.word())?;
        }
    }
    Ok(())
}

/// A text with the sign of what became of it.
fn signed(text: &str, change: Option<Change>) -> String {
    match change {
        Some(change) => format!("{} {}", quoted(change.sign()), quoted(text)),
        None => quoted(text),
    }
}

fn write_flow(diagram: &Diagram, index: usize, flow: &Flow, out: &mut dyn Write) -> io::Result<()> {
    let from = match flow.from {
        Origin::Output(port) => format!("n{}", port.node),
        Origin::External(external) => format!("e{external}"),
        Origin::Start => format!("s{index}((\"{}\"))", quoted("●")),
        Origin::Nobody => format!("s{index}((\"{}\"))", quoted("?")),
    };
    let to = match flow.to {
        Target::Input(port) => format!("n{}", port.node),
        Target::External(external) => format!("e{external}"),
        Target::Finish => format!("f{index}(((\"{}\")))", quoted("●")),
        Target::Nobody => format!("f{index}((\"{}\"))", quoted("✗")),
    };
    let arrow = if flow.style == Style::Solid { "-->" } else { "-.->" };
    let mut words = signed(&item(diagram, flow), diagram.change_of_flow(index));
    words += match flow.style {
        Style::Solid | Style::Optional => "",
        Style::Rework => " (rework)",
        Style::Reply => " (reply)",
        Style::Runs => " (runs)",
    };
    writeln!(out, "  {from} {arrow}|\"{words}\"| {to}")
}

/// A text in which nothing means anything to Mermaid.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for character in shown(text).chars() {
        if character.is_alphanumeric() || character == ' ' {
            quoted.push(character);
        } else {
            let _ = write!(quoted, "#{};", u32::from(character));
        }
    }
    quoted
}
